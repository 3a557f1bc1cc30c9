"""A text that has no room is cut at a sentence or a word, is never longer than its room, and parts no letter."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konsulent_core.overfoersel.afkort import PRIK, afkort, laengde


@pytest.mark.parametrize(
    ("tekst", "plads", "kortet"),
    [
        ("Alt er godt.", 12, "Alt er godt."),
        ("Hun kom hver dag. Hun vil gerne fortsætte.", 25, "Hun kom hver dag. …"),
        ("»Jeg kan det.« Så gik hun hjem igen.", 20, "»Jeg kan det.« …"),
        ("Nej. Praktikken holder en lang pause nu", 30, "Nej. Praktikken holder en …"),
        ("linje et\nlinje to er her", 14, "linje et …"),
        ("Lone, Jens og alle de andre", 8, "Lone …"),
        ("kl. 9.30 hver dag hos Brugsen", 12, "kl. 9.30 …"),
        ("Speciallægepraksisplanlægning", 10, "Speciall …"),
        ("Noget", 2, ""),
    ],
)
def test_it_is_cut_where_a_reader_would(tekst: str, plads: int, kortet: str) -> None:
    assert afkort(tekst, plads) == kortet


def test_an_emoji_counts_two_and_one_of_several_signs_is_not_parted() -> None:
    assert laengde("a😀") == 3
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
    assert afkort(family * 3, laengde(family) + 4) == f"{family} {PRIK}"
    accented = "e\u0301"
    assert afkort(accented * 20, 9) == f"{accented * 3} {PRIK}"


@settings(max_examples=150, deadline=None)
@given(st.text(), st.integers(min_value=0, max_value=60))
def test_whatever_is_written_it_has_room_and_is_the_beginning(tekst: str, plads: int) -> None:
    made = afkort(tekst, plads)
    assert laengde(made) <= plads or made == tekst == ""
    if made != tekst:
        assert made == "" or made.endswith(PRIK)
        assert tekst.startswith(made.removesuffix(f" {PRIK}"))
