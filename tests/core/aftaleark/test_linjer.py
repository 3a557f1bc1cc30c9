"""Short lines: never too long, never shortened, broken where the meaning pauses, and no word lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.aftaleark.blad import Ord
from konsulent_core.aftaleark.linjer import HOEJST, linjer, udskrevet


def told(text: str) -> list[str]:
    return ["".join(o.tekst for o in line) for line in linjer((Ord(text),))]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Du gør biler klar alene.", ["Du gør biler klar alene."]),
        (
            "Du fremtræder passende hver dag og håndterer pres, uden at det går ud over andre.",
            ["Du fremtræder passende hver dag", "og håndterer pres,", "uden at det går ud over andre."],
        ),
        ("Du har gjort det, vi aftalte sidst.", ["Du har gjort det,", "vi aftalte sidst."]),
        ("Kom kl. 9-12. Ring ca. 8.30.", ["Kom klokken 9 til 12.", "Ring cirka 8.30."]),
        ("Mødet er den 8. marts på lageret ved porten.", ["Mødet er den 8. marts på lageret", "ved porten."]),
        ("", []),
    ],
)
def test_a_sentence_breaks_where_its_meaning_pauses(text: str, lines: list[str]) -> None:
    assert told(text) == lines


def test_a_line_may_be_one_long_word_but_never_two() -> None:
    long = "arbejdsmarkedsuddannelsescenterbestyrelse"
    assert told(f"Du ringer til {long} i dag.") == ["Du ringer til", long, "i dag."]


def test_weight_is_kept_and_what_follows_a_weighty_word_stays_with_it() -> None:
    lines = linjer((Ord("Fra 1.\xa0maj får du løn for "), Ord("alle 6\xa0timer", fed=True), Ord(".")))
    assert ["".join(o.tekst for o in line) for line in lines] == ["Fra 1.\xa0maj får du løn", "for alle 6\xa0timer."]
    assert [o.tekst for o in lines[1] if o.fed] == ["alle 6\xa0timer."]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("kl. 8", "klokken 8"),
        ("f.eks. mandag, evt. tirsdag", "for eksempel mandag, måske tirsdag"),
        ("8.30–12 og 12-15", "8.30 til 12 og 12 til 15"),
        ("12-34-56-78", "12-34-56-78"),
        ("2026-03-12", "2026-03-12"),
        ("3×2 i A-huset", "3×2 i A-huset"),
        ("klar til det", "klar til det"),
        ("Vi ses f.eks. kl. 9 osv.", "Vi ses for eksempel klokken 9 og så videre."),
    ],
)
def test_nothing_is_shortened_and_no_dash_stands_for_a_word(short: str, long: str) -> None:
    assert udskrevet(short) == long


@given(st.lists(st.text(alphabet="abcdeæøå,.«»8", min_size=1, max_size=40), max_size=40))
def test_whatever_is_written_no_line_is_too_long_and_no_word_is_lost(words: list[str]) -> None:
    text = " ".join(words)
    lines = told(text)
    assert " ".join(lines).split() == udskrevet(text).split()
    assert all(len(line) <= HOEJST or " " not in line for line in lines)
