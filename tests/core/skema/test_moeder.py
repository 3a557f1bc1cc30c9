"""The skemaer of every type of meeting: their points, who may read them, and what must be said of an afbrud."""

from pathlib import Path

import pytest

from konsulent_core.skema import faste
from konsulent_core.skema.grammar import UDEN_NAESTE, FeltType, Skema
from konsulent_core.skema.load import parse_skemaer
from konsulent_core.skema.rules import afbrud_mangler
from konsulent_core.words import Audience, BesoegType, Resultat

SKEMAER = Path(__file__).parents[3] / "resources" / "skemaer"
ALLE = parse_skemaer({path.name: path.read_text("utf-8") for path in sorted(SKEMAER.iterdir())})
EVERY = pytest.mark.parametrize("skema", ALLE.values(), ids=ALLE)


def test_every_meeting_that_is_held_has_a_skema() -> None:
    assert {s.besoeg_type for s in ALLE.values()} == set(BesoegType) - {BesoegType.NOTE}


@EVERY
def test_every_felt_says_who_may_read_it_and_an_internal_note_is_its_authors(skema: Skema) -> None:
    for felt in skema.felter:
        assert felt.audience in set(Audience)
        assert (felt.type is FeltType.INTERN) == (felt.audience is Audience.INTERN)


@EVERY
def test_words_and_causes_are_never_the_employers(skema: Skema) -> None:
    for felt in skema.felter:
        if felt.type is FeltType.UDSAGN:
            assert felt.audience is not Audience.ALLE, felt.noegle
        assert felt.aarsag_audience is not Audience.ALLE, felt.noegle


@EVERY
def test_every_point_asks_the_borger_in_du_too(skema: Skema) -> None:
    assert all(punkt.spoergsmaal_du for punkt in skema.punkter)


@EVERY
def test_a_next_date_is_asked_for_wherever_it_is_demanded(skema: Skema) -> None:
    if skema.besoeg_type not in UDEN_NAESTE:
        assert len(skema.felter_af(FeltType.NAESTE_BESOEG)) == 1


def test_levels_are_given_at_the_opfoelgning_alone() -> None:
    assert [key for key, s in ALLE.items() if s.felter_af(FeltType.VURDERING)] == ["opfoelgning.v1"]


def test_the_points_are_those_of_the_domain() -> None:
    points = {key: len(s.punkter) for key, s in ALLE.items()}
    assert (points["formoede.v1"], points["startmoede.v1"], points["afslutning.v1"]) == (12, 11, 6)


def test_a_telephone_call_is_short() -> None:
    telefon = ALLE["telefon.v1"]
    assert [p.noegle for p in telefon.punkter] == ["samtale", "aftaler"]
    assert not telefon.felter_af(FeltType.NAESTE_BESOEG)


def test_the_results_are_exactly_those_that_are_counted() -> None:
    felt = ALLE["afslutning.v1"].felt(faste.RESULTAT)
    assert [v.noegle for v in felt.valg] == [r.value for r in Resultat]


def test_every_answer_that_is_carried_over_is_asked_for_somewhere() -> None:
    asked = {felt.noegle for skema in ALLE.values() for felt in skema.felter}
    keys = {value for name, value in vars(faste).items() if name.isupper() and isinstance(value, str)}
    assert keys <= asked


@pytest.mark.parametrize(
    ("svar", "felter"),
    [
        ({}, []),
        ({faste.AFBRUDT: "nej"}, []),
        ({faste.AFBRUDT: "ja"}, [faste.AFBRUDT_AF, faste.AFBRUDT_AARSAG]),
        ({faste.AFBRUDT: "ja", faste.AFBRUDT_AF: "borger"}, [faste.AFBRUDT_AARSAG]),
        ({faste.AFBRUDT: "ja", faste.AFBRUDT_AF: "borger", faste.AFBRUDT_AARSAG: "sygdom"}, []),
    ],
)
def test_a_praktik_that_was_broken_off_needs_its_cause_and_by_whom(svar: dict[str, str], felter: list[str]) -> None:
    found = afbrud_mangler(ALLE["afslutning.v1"], svar)
    assert [m.felt for m in found] == felter
    assert {m.punkt for m in found} <= {3}


def test_a_skema_that_does_not_ask_about_an_afbrud_is_not_held_to_it() -> None:
    assert afbrud_mangler(ALLE["opfoelgning.v1"], {faste.AFBRUDT: "ja"}) == ()
