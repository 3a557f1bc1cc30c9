"""A note is bent into what somebody does; what cannot be bent safely stays as it was written."""

import pytest

from konsulent_core.aftaleark.verber import bent, opgave_ny, opgave_selv, opgave_videre, paa_du


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Plukke varer efter seddel", "plukker varer efter seddel"),
        ("Ringe til vagten inden kl. 7", "ringer til vagten inden kl. 7"),
        ("Sender listen over programmer", "sender listen over programmer"),
        ("Fylde op og rydde kølerum", "fylder op og rydder kølerum"),
        ("Klargøre biler", "klargør biler"),
        ("Gå med posten", "går med posten"),
        ("Sortere retur og emballage", None),  # »emballage« may be a verb for all we know
        ("Opvask", None),
        ("Papirer om løn", None),
        ("", None),
    ],
)
def test_a_note_that_begins_with_a_known_verb_is_said_in_the_present(note: str, said: str | None) -> None:
    assert bent(note) == said


@pytest.mark.parametrize(
    ("navn", "said"),
    [
        ("Plukke varer efter seddel", "Du plukker nu selv varer efter seddel."),
        ("Præsentere sig for nye.", "Præsentere sig for nye: Det klarer du nu selv."),
        ("Vaske op", "Du vasker nu selv op."),
        ("Gøre sin vogn ren", "Du gør nu selv din vogn ren."),
        ("Opvask", "Opvask: Det klarer du nu selv."),
        ("Vaske", "Du vasker nu selv."),
    ],
)
def test_a_task_that_is_held_alone_is_told_to_the_one_who_holds_it(navn: str, said: str) -> None:
    assert opgave_selv(navn, nu=True) == said
    assert opgave_selv(navn, nu=False) == said.replace("nu ", "")


def test_a_task_on_its_way_is_told_without_saying_more_than_that() -> None:
    assert opgave_videre("Oprette varer") == "Du er kommet videre med at oprette varer."
    assert opgave_videre("Opvask") == "Opvask: Der er du kommet videre."
    assert opgave_ny("Oprette varer") == "Du er begyndt på noget nyt: at oprette varer."
    assert opgave_ny("IKEA-hylder") == "IKEA-hylder: Det er du begyndt på."


def test_the_borgers_own_words_are_turned_round() -> None:
    assert paa_du("Jeg bliver færdig med mine opgaver i min tid.") == "Du bliver færdig med dine opgaver i din tid."
    assert paa_du("Det er fast for mig, og jeg kan minde andre om det.") == (
        "Det er fast for dig, og du kan minde andre om det."
    )
