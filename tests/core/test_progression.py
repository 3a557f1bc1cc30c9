"""Levels, paid share and attendance are told as they are: no average, no grade, no invented movement."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.progression import (
    BevaegelseArt,
    FremmoedeTal,
    Maaling,
    bevaegelse,
    count_fremmoede,
    kurve,
    linjer,
    loenandel,
    sidste_maaling,
)
from konsulent_core.words import Fremmoede, Retning, Stemme

GOLDEN = json.loads((Path(__file__).parent / "data" / "borgercases.json").read_text("utf-8"))
V1 = "opfoelgning.v1"
ANKRE = {
    V1: ("a", "b", "c", "d", "e"),
    "opfoelgning.v2": ("a", "b", "c", "d", "e"),
    "opfoelgning.v3": ("x",) * 5,
}
FEB = date(2026, 2, 12)
MAR = date(2026, 3, 12)


def maal(
    dato: date,
    trin: int | None,
    *,
    skema: str = V1,
    stemme: Stemme = Stemme.KONSULENT,
    retning: Retning | None = None,
) -> Maaling:
    return Maaling(dato=dato, skema=skema, stemme=stemme, trin=trin, retning=retning)


@pytest.mark.parametrize(
    ("trin", "retning", "art", "tekst"),
    [
        (4, None, BevaegelseArt.FREM, "1 trin frem siden 12.02.2026"),
        (5, None, BevaegelseArt.FREM, "2 trin frem siden 12.02.2026"),
        (1, None, BevaegelseArt.TILBAGE, "2 trin tilbage siden 12.02.2026"),
        (3, None, BevaegelseArt.SAMME, "Samme trin som 12.02.2026"),
        (3, Retning.LIDT_FREM, BevaegelseArt.SAMME, "Samme trin som 12.02.2026, lidt frem"),
        (3, Retning.UAENDRET, BevaegelseArt.SAMME, "Samme trin som 12.02.2026, uændret"),
        (3, Retning.LIDT_TILBAGE, BevaegelseArt.SAMME, "Samme trin som 12.02.2026, lidt tilbage"),
        (None, None, BevaegelseArt.IKKE_DROEFTET, "Ikke drøftet i dag"),
    ],
)
def test_a_movement_is_told_in_words(trin: int | None, retning: Retning | None, art: BevaegelseArt, tekst: str) -> None:
    found = bevaegelse(maal(MAR, trin, retning=retning), maal(FEB, 3), ANKRE)
    assert (found.art, found.tekst) == (art, tekst)


def test_the_first_measurement_says_so() -> None:
    assert bevaegelse(maal(MAR, 3), None, ANKRE).tekst == "Første måling"


def test_no_movement_is_told_across_new_anchors() -> None:
    found = bevaegelse(maal(MAR, 5, skema="opfoelgning.v3"), maal(FEB, 1), ANKRE)
    assert (found.art, found.antal) == (BevaegelseArt.NYE_TRIN, 0)
    assert found.tekst == "Trinene har fået nye ord siden 12.02.2026"


def test_a_version_with_the_same_anchors_goes_on_from_the_one_before() -> None:
    assert bevaegelse(maal(MAR, 4, skema="opfoelgning.v2"), maal(FEB, 3), ANKRE).art is BevaegelseArt.FREM


def test_versions_whose_anchors_are_not_at_hand_are_not_compared() -> None:
    assert bevaegelse(maal(MAR, 4, skema="y.v1"), maal(FEB, 3, skema="x.v1"), {}).art is BevaegelseArt.NYE_TRIN
    assert bevaegelse(maal(MAR, 4, skema="x.v1"), maal(FEB, 3, skema="x.v1"), {}).art is BevaegelseArt.FREM


def test_the_last_level_is_the_voices_own_and_skips_what_was_not_discussed() -> None:
    series = [
        maal(FEB, 2),
        maal(MAR, None),
        maal(MAR, 5, stemme=Stemme.BORGER),
        maal(FEB - timedelta(days=30), 1),
    ]
    assert sidste_maaling(series) == series[0]
    assert sidste_maaling(series, Stemme.BORGER) == series[2]
    assert sidste_maaling(series, foer=FEB) == series[3]
    assert sidste_maaling(series, Stemme.ARBEJDSGIVER) is None


def test_the_curve_has_gaps_and_breaks_and_only_one_voice() -> None:
    april, maj = date(2026, 4, 9), date(2026, 5, 7)
    series = [
        maal(maj, 2, skema="opfoelgning.v3"),
        maal(FEB, 2),
        maal(MAR, None, skema="opfoelgning.v3"),
        maal(FEB, 5, stemme=Stemme.BORGER),
        maal(april, 3, skema="opfoelgning.v2"),
    ]
    points = kurve(series, ANKRE)
    assert [(p.dato, p.trin, p.brud) for p in points] == [
        (FEB, 2, False),
        (MAR, None, False),
        (april, 3, False),
        (maj, 2, True),
    ]
    assert [[p.trin for p in line] for line in linjer(points)] == [[2], [3], [2]]


def test_an_unbroken_curve_is_one_line() -> None:
    points = kurve([maal(FEB, 2), maal(MAR, 3)], ANKRE)
    assert linjer(points) == (points,)
    assert linjer(()) == ()


@given(
    st.lists(
        st.builds(
            maal,
            st.dates(date(2020, 1, 1), date(2026, 1, 1)),
            st.none() | st.integers(1, 5),
            skema=st.sampled_from(sorted(ANKRE)),
            stemme=st.sampled_from(Stemme),
        )
    )
)
def test_the_lines_hold_every_level_of_the_voice_once_and_nothing_else(series: list[Maaling]) -> None:
    own = [m for m in series if m.stemme is Stemme.KONSULENT]
    points = kurve(series, ANKRE)
    assert len(points) == len(own)
    drawn = [p for line in linjer(points) for p in line]
    assert sorted(p.dato for p in drawn) == sorted(m.dato for m in own if m.trin is not None)
    assert [p.dato for p in points] == sorted(p.dato for p in points)


@pytest.mark.parametrize("row", GOLDEN["golden_paid_share"], ids=lambda row: f"{row[0]} {row[1]}")
def test_the_paid_share_is_that_of_the_cases(row: list[Any]) -> None:
    _, _, hours, paid, share = row
    fra, til = hours if isinstance(hours, list) else (hours, None)
    expected = tuple(share) if isinstance(share, list) else (share, share)
    assert loenandel(fra, til, paid) == expected


def test_the_golden_shares_are_those_of_the_phases_with_known_hours() -> None:
    for case, since, hours, paid, _ in GOLDEN["golden_paid_share"]:
        assert any(
            (p["from_"], p["hours_week"], p["paid_hours_week"]) == (since, hours, paid) for p in GOLDEN["phases"][case]
        )


def test_unknown_or_no_hours_have_no_share() -> None:
    assert loenandel(None, None, 2) is None
    assert loenandel(0, None, 0) is None
    assert loenandel(5, None, None) is None


def test_attendance_is_counted_in_words() -> None:
    tal = count_fremmoede([Fremmoede.MOEDT] * 9 + [Fremmoede.SYGDOM, Fremmoede.UDEBLEVET])
    assert tal.tekst == "9 mødt · 1 afbud · 1 udeblivelse"
    assert tal.tekst_med_aarsag == "9 mødt · 1 sygdom · 1 udeblivelse"


def test_the_employers_words_hold_no_cause() -> None:
    tal = FremmoedeTal(moedt=4, sygdom=2, behandling=1, andet=1, aflyst=1, ikke_registreret=2, foer_tid=1, udeblevet=2)
    assert tal.tekst == "5 mødt, heraf 1 før tid · 4 afbud · 2 udeblivelser · 1 aflyst · 2 ikke registreret"
    assert tal.tekst_med_aarsag.startswith("5 mødt, heraf 1 før tid · 2 sygdom · 1 behandling · 1 andet afbud · ")


def test_illness_and_treatment_count_neither_as_udeblivelse_nor_against_stabilitet() -> None:
    tal = count_fremmoede([Fremmoede.SYGDOM, Fremmoede.BEHANDLING, Fremmoede.AFLYST, None, Fremmoede.MOEDT])
    assert tal.udeblevet == 0
    assert tal.stabilitet_dage == 1


@given(st.lists(st.none() | st.sampled_from(Fremmoede)))
def test_every_day_is_counted_once(dage: list[Fremmoede | None]) -> None:
    tal = count_fremmoede(dage)
    counted = tal.moedt_i_alt + tal.afbud + tal.udeblevet + tal.aflyst + tal.ikke_registreret
    assert counted == len(dage)
