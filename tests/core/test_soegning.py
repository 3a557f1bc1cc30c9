"""How words are cut, folded, marked and shown around."""

import pytest

from konsulent_core.soegning import begins_all, marks, snippet, wanted_words, words


def test_words_are_letters_and_digits_folded() -> None:
    assert words("Ærø, 2×2,5 t. (»Åse_s«)") == ["aeroe", "2", "2", "5", "t", "aase", "s"]


def test_a_ring_apart_from_its_letter_is_the_same_letter() -> None:
    assert words("A\u030ase") == words("Åse") == ["aase"]


def test_what_is_asked_for_is_each_word_once_and_not_without_end() -> None:
    assert wanted_words("knæ Knæ KNAE og") == ("knae", "og")
    assert len(wanted_words(" ".join(map(str, range(100))))) == 12


def test_every_wanted_word_begins_a_word() -> None:
    assert begins_all("Knæet gør ondt", ("ond", "kna"))
    assert not begins_all("Knæet gør ondt", ("ndt",))
    assert begins_all("", ())


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("Knæet gør ondt", "knæ", ["Knæ"]),
        ("Knæet gør ondt", "knae gø", ["Knæ", "gø"]),
        ("Åby og aabyhøj", "åb", ["Åb", "aab"]),
        ("Straße", "stras", ["Straß"]),
        ("Ondt i ryggen", "yg", []),
        ("Pluk plukke", "pluk plukk", ["Pluk", "plukk"]),
    ],
)
def test_found_words_are_marked_in_the_texts_own_letters(text: str, asked: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, wanted_words(asked))] == marked


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    assert snippet("Glad for\nkollegerne ", ("glad",), 60) == "Glad for kollegerne"


@pytest.mark.parametrize("place", [0, 3, 10, 30, 57])
def test_a_snippet_holds_the_word_and_whole_words_around_it(place: int) -> None:
    many = [f"ord{number}" for number in range(60)]
    many[place] = "knæet"
    shown = snippet(" ".join(many), ("knae",), 60)
    inner = shown.removeprefix("… ").removesuffix(" …")
    assert "knæet" in inner.split()
    assert set(inner.split()) <= set(many)
    assert len(inner) <= 60
    assert shown.startswith("… ") == (inner.split()[0] != many[0])
    assert shown.endswith(" …") == (inner.split()[-1] != many[-1])


def test_one_endless_word_is_cut() -> None:
    assert snippet("a" * 500, ("a",), 60) == "a" * 60 + " …"
