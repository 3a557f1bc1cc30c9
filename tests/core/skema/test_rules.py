"""How far a punkt is, what stops »Afslut besøg«, and what is only pointed out."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.skema.grammar import FeltType, Skema
from konsulent_core.skema.load import parse_skema
from konsulent_core.skema.rules import (
    BemaerkningArt,
    NaesteBesoeg,
    PunktStatus,
    Svaret,
    afslut_mangler,
    bemaerkninger,
    punkt_status,
    svaret,
)
from konsulent_core.words import BesoegType

PATH = Path(__file__).parents[3] / "resources" / "skemaer" / "opfoelgning.v1.toml"
SKEMA = parse_skema(PATH.read_text("utf-8"), PATH.name)
HVORDAN, OPGAVER, _, FREMMOEDE, SOCIALT, _, LOEN, TIMETAL, FORLAENGELSE, AFTALER = SKEMA.punkter
BESOEG = date(2026, 3, 12)


def of_type(besoeg_type: BesoegType) -> Skema:
    text = PATH.read_text("utf-8").replace('besoeg_type = "opfoelgning"', f'besoeg_type = "{besoeg_type}"')
    return parse_skema(text, PATH.name)


def test_a_point_nobody_touched_shows_its_number() -> None:
    assert punkt_status(OPGAVER, {}) is PunktStatus.IKKE_BEROERT


def test_what_only_the_author_writes_was_not_talked_about() -> None:
    assert punkt_status(OPGAVER, {"arbejdsopgaver.intern": Svaret.HELT}) is PunktStatus.IKKE_BEROERT


def test_a_point_with_a_level_missing_is_begun() -> None:
    svar = {"samarbejde.trin": Svaret.HELT, "socialt.note": Svaret.HELT}
    assert punkt_status(SOCIALT, svar) is PunktStatus.PAABEGYNDT
    assert punkt_status(SOCIALT, svar | {"fremtraeden.trin": Svaret.HELT}) is PunktStatus.BEROERT


def test_taps_alone_are_enough() -> None:
    svar = {"fremmoede.dage": Svaret.HELT, "stabilitet.trin": Svaret.HELT}
    assert punkt_status(FREMMOEDE, svar) is PunktStatus.BEROERT


def test_days_not_all_registered_leave_the_point_begun() -> None:
    svar = {"fremmoede.dage": Svaret.DELVIST, "stabilitet.trin": Svaret.HELT}
    assert punkt_status(FREMMOEDE, svar) is PunktStatus.PAABEGYNDT


def test_no_tasks_to_ask_about_do_not_hold_the_point_back() -> None:
    svar = {"arbejdsopgaver.opgaver": Svaret.INTET_AT_SVARE, "arbejdsopgaver.trin": Svaret.HELT}
    assert punkt_status(OPGAVER, svar) is PunktStatus.BEROERT
    assert punkt_status(OPGAVER, {"arbejdsopgaver.opgaver": Svaret.INTET_AT_SVARE}) is PunktStatus.IKKE_BEROERT


@pytest.mark.parametrize("punkt", [LOEN, TIMETAL, FORLAENGELSE])
def test_a_note_is_enough_where_nothing_is_counted(punkt: object) -> None:
    for p in SKEMA.punkter:
        if p is punkt:
            assert punkt_status(p, {f"{p.noegle}.note": Svaret.HELT}) is PunktStatus.BEROERT


def test_aftaler_without_a_next_visit_leave_the_last_point_begun() -> None:
    assert punkt_status(AFTALER, {"aftaler.liste": Svaret.HELT}) is PunktStatus.PAABEGYNDT
    assert punkt_status(AFTALER, {"aftaler.naeste_besoeg": Svaret.HELT}) is PunktStatus.BEROERT


def test_the_first_point_waits_for_last_times_aftaler_when_there_were_any() -> None:
    svar = {"hvordan.note": Svaret.HELT, "hvordan.aftaler_sidst": Svaret.DELVIST}
    assert punkt_status(HVORDAN, svar) is PunktStatus.PAABEGYNDT
    first_visit = svar | {"hvordan.aftaler_sidst": Svaret.INTET_AT_SVARE}
    assert punkt_status(HVORDAN, first_visit) is PunktStatus.BEROERT


@given(st.dictionaries(st.sampled_from([f.noegle for f in SKEMA.felter]), st.sampled_from(Svaret)))
def test_answering_more_never_takes_a_check_away(svar: dict[str, Svaret]) -> None:
    order = list(PunktStatus)
    for punkt in SKEMA.punkter:
        before = punkt_status(punkt, svar)
        for felt in punkt.felter:
            if svar.get(felt.noegle) in (None, Svaret.TOMT):
                after = punkt_status(punkt, svar | {felt.noegle: Svaret.HELT})
                assert order.index(after) >= order.index(before)


def test_counting_answers_tells_empty_from_part_from_whole() -> None:
    assert svaret(0, 0) is Svaret.INTET_AT_SVARE
    assert svaret(0, 3) is Svaret.TOMT
    assert svaret(1, 3) is Svaret.DELVIST
    assert svaret(3, 3) is Svaret.HELT
    for impossible in ((1, 0), (-1, 2), (4, 3)):
        with pytest.raises(ValueError, match="cannot be answered"):
            svaret(*impossible)


def test_a_visit_needs_a_next_date_or_a_reason() -> None:
    (mangel,) = afslut_mangler(SKEMA, BESOEG, NaesteBesoeg(dato=None, grund="  "))
    assert mangel.punkt == 10
    assert mangel.felt == "aftaler.naeste_besoeg"
    assert mangel.tekst == "Vælg en dato for næste besøg, eller skriv, hvorfor der ikke er en."
    assert not afslut_mangler(SKEMA, BESOEG, NaesteBesoeg(dato=None, grund="Praktikken slutter fredag"))
    assert not afslut_mangler(SKEMA, BESOEG, NaesteBesoeg(dato=date(2026, 3, 26), grund=None))


@pytest.mark.parametrize("naeste", [date(2026, 3, 12), date(2026, 3, 11)])
def test_the_next_visit_lies_after_this_one(naeste: date) -> None:
    (mangel,) = afslut_mangler(SKEMA, BESOEG, NaesteBesoeg(dato=naeste, grund=None))
    assert mangel.tekst == "Næste besøg skal ligge efter i dag."


@pytest.mark.parametrize("besoeg_type", list(BesoegType))
def test_only_a_formoede_a_call_a_note_and_the_end_may_stop_without(besoeg_type: BesoegType) -> None:
    free = {BesoegType.FORMOEDE, BesoegType.TELEFON, BesoegType.NOTE, BesoegType.AFSLUTNING}
    mangler = afslut_mangler(of_type(besoeg_type), BESOEG, NaesteBesoeg(dato=None, grund=None))
    assert (not mangler) == (besoeg_type in free)


def test_points_not_talked_about_are_listed_in_order_and_do_not_stop() -> None:
    svar = {f.noegle: Svaret.HELT for f in SKEMA.felter if f.type is not FeltType.INTERN}
    svar = {key: value for key, value in svar.items() if not key.startswith(("hvordan", "forlaengelse"))}
    found = bemaerkninger(SKEMA, svar, [])
    assert [(b.art, b.punkt, b.tekst) for b in found] == [
        (BemaerkningArt.IKKE_DROEFTET, 1, "»Hvordan går det?« er ikke drøftet."),
        (BemaerkningArt.IKKE_DROEFTET, 9, "»Forlængelse« er ikke drøftet."),
    ]


def test_a_new_level_without_an_example_is_pointed_out_once_per_dimension() -> None:
    svar = {"samarbejde.trin": Svaret.HELT, "fremtraeden.trin": Svaret.HELT, "socialt.intern": Svaret.HELT}
    found = [b for b in bemaerkninger(SKEMA, svar, ["samarbejde", "samarbejde"]) if b.felt]
    assert [(b.art, b.punkt, b.felt) for b in found] == [(BemaerkningArt.TRIN_UDEN_EKSEMPEL, 5, "samarbejde.trin")]
    with_example = bemaerkninger(SKEMA, svar | {"socialt.note": Svaret.HELT}, ["samarbejde"])
    assert not [b for b in with_example if b.felt]
