"""A suggestion has reasons and nothing else: what fits, and what must be asked first."""

from dataclasses import fields, replace

import pytest

from konsulent_core.match import SPOERG_MENTOR, Forslag, Grund, Kandidat, Sted, suggest, suggest_steder
from konsulent_core.words import Sagsgruppe

LAGER = Sted(
    virksomhed=1,
    navn="Nordlager",
    by="Horsens",
    branche="Engros og lager",
    opgavetyper=("Plukke ordrer", "Pakke", "Varemodtagelse"),
    mentorer=("Jens Toft",),
    ledige=1,
)
ELLEN = Kandidat(
    sag=1,
    navn="Ellen Skov",
    gruppe=Sagsgruppe.KLAR_NU,
    timer="2×3",
    oensker=("Lager eller kontor",),
    geografi="",
    skaanehensyn=(),
    laert=(),
)


def grunde(sted: Sted, kandidat: Kandidat) -> list[tuple[str, bool]]:
    return [(grund.tekst, grund.passer) for forslag in suggest(sted, [kandidat]) for grund in forslag.grunde]


@pytest.mark.parametrize("oenske", ["Lager eller kontor", "lagerarbejde", "et varelager", "pakkeri", "PAKKE varer"])
def test_a_wish_that_meets_branche_or_opgavetype_fits(oenske: str) -> None:
    assert [passer for _, passer in grunde(LAGER, replace(ELLEN, oensker=(oenske,)))] == [True]


@pytest.mark.parametrize("oenske", ["Køkken", "noget arbejde eller praktik", "at være ude", "", "og"])
def test_a_wish_for_something_else_suggests_nobody(oenske: str) -> None:
    assert suggest(LAGER, [replace(ELLEN, oensker=(oenske,))]) == ()


def test_a_wish_against_the_place_is_asked_about_and_suggests_nobody_by_itself() -> None:
    against = replace(ELLEN, oensker=("Ikke lager",))
    assert suggest(LAGER, [against]) == ()
    assert grunde(LAGER, replace(against, laert=("pakke",))) == [
        ("Har skrevet: Ikke lager", False),
        ("Har lært: Pakke", True),
    ]


def test_what_was_learned_elsewhere_fits_under_the_places_own_name() -> None:
    assert grunde(LAGER, replace(ELLEN, oensker=(), laert=("plukke ordrer ", "Feje"))) == [
        ("Har lært: Plukke ordrer", True)
    ]


def test_a_town_in_the_borgers_geografi_fits_and_another_is_asked_about() -> None:
    near = replace(ELLEN, geografi="Horsens og omegn")
    assert grunde(LAGER, near)[1] == ("Geografi: Horsens og omegn", True)
    assert grunde(replace(LAGER, by="Vejle"), near)[1] == (
        "Geografi: Horsens og omegn. Spørg om vejen til Vejle",
        False,
    )


def test_geografi_alone_suggests_nobody() -> None:
    assert suggest(LAGER, [replace(ELLEN, oensker=(), geografi="Horsens")]) == ()


def test_a_skaanehensyn_is_always_asked_about() -> None:
    found = grunde(LAGER, replace(ELLEN, skaanehensyn=("Skal have ro",)))
    assert found[1] == ("Skal have ro: spørg, om det kan lade sig gøre her", False)


def test_who_is_ready_with_support_needs_a_mentor() -> None:
    ready = replace(ELLEN, gruppe=Sagsgruppe.KLAR_MED_STOETTE)
    assert grunde(LAGER, ready)[1] == ("Mentor her: Jens Toft", True)
    assert grunde(replace(LAGER, mentorer=()), ready)[1] == (SPOERG_MENTOR, False)


def test_without_a_free_place_nobody_is_suggested() -> None:
    assert suggest(replace(LAGER, ledige=0), [ELLEN]) == ()
    assert len(suggest(replace(LAGER, ledige=None), [ELLEN])) == 1


def test_suggestions_stand_in_the_danish_alphabet_however_many_reasons_they_have() -> None:
    many = replace(ELLEN, sag=2, navn="Ærlig Holm", laert=("Pakke", "Plukke ordrer"), geografi="Horsens")
    last = replace(ELLEN, sag=3, navn="Åse Dam")
    found = suggest(LAGER, [last, many, ELLEN])
    assert [forslag.kandidat.navn for forslag in found] == ["Ellen Skov", "Ærlig Holm", "Åse Dam"]


def test_there_is_no_number_in_a_suggestion() -> None:
    assert [f.name for f in fields(Forslag)] == ["kandidat", "grunde"]
    assert [f.name for f in fields(Grund)] == ["tekst", "passer"]


def test_a_place_that_has_had_as_few_hours_fits_and_another_is_asked() -> None:
    six = replace(ELLEN, timer_om_ugen=6.0)
    assert grunde(replace(LAGER, timer=(20.0, 5.0)), six)[1] == ("Her har et forløb haft 5 timer om ugen", True)
    assert grunde(replace(LAGER, timer=(20.0, 12.0)), six)[1] == (
        "Forløb her har haft mindst 12 timer om ugen. Spørg, om 6 timer kan lade sig gøre",
        False,
    )
    assert len(grunde(replace(LAGER, timer=(20.0,)), ELLEN)) == 1, "without hours of one's own nothing is said of them"


def test_what_is_written_of_the_place_stands_beside_the_skaanehensyn_it_speaks_of() -> None:
    place = replace(LAGER, kultur="Rolig morgen, travlt efter kl. 13.")
    found = grunde(place, replace(ELLEN, skaanehensyn=("Rolige rammer", "Ingen tunge løft")))
    assert [tekst for tekst, _ in found[1:]] == [
        "Rolige rammer: spørg. Sådan er her: Rolig morgen, travlt efter kl. 13.",
        "Ingen tunge løft: spørg, om det kan lade sig gøre her",
    ]


def test_the_places_that_could_fit_a_borger_come_by_name_without_the_full_ones() -> None:
    full = replace(LAGER, virksomhed=2, navn="Lager Nord", ledige=0)
    bakery = replace(LAGER, virksomhed=3, navn="Bageriet", branche="Bageri", opgavetyper=("Bage",))
    first = replace(LAGER, virksomhed=4, navn="Allés Lager")
    found = suggest_steder(ELLEN, [LAGER, full, bakery, first])
    assert [one.sted.virksomhed for one in found] == [4, 1]
    assert found[0].grunde == suggest(first, [ELLEN])[0].grunde
