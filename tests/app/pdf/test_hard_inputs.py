"""Whatever people write, a paper comes of it: long, odd, foreign or nothing; what cannot be shown is said."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from typing import TypeVar

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konsulent_app.pdf import forberedelse, opfoelgning_sag, rapport
from konsulent_app.pdf.fonts import CANNOT_SHOW, load
from konsulent_core.snapshot import Snapshot
from tests.app.pdf import samples
from tests.app.pdf.made import faults
from tests.app.pdf.test_layout import outside
from tools.papers.catalogue import FONTS
from tools.papers.people import make_rapport, people
from tools.papers.years import repeated

# Whatever of a snapshot people write themselves; the rest are keys and dates.
WRITTEN = frozenset({
    "aarsag", "afdeling", "bekymring_grund", "borger_fornavn", "borger_navn", "formaal_tekst", "grund", "hvad",
    "jobmaal", "konsulent", "kontaktperson", "naeste_grund", "navn", "ordlyd", "person", "rolle", "sagsbehandler",
    "sted", "tekst", "titel", "vaerdi", "virksomhed",
})  # fmt: skip
T = TypeVar("T")


def refilled(value: T, texts: Iterator[str]) -> T:
    """The same blad with the next of ``texts`` in every field a person writes."""
    if isinstance(value, tuple):
        return tuple(refilled(one, texts) for one in value)  # type: ignore[return-value]
    if not is_dataclass(value):
        return value
    changes = {
        f.name: next(texts) if f.name in WRITTEN else refilled(getattr(value, f.name), texts) for f in fields(value)
    }
    return replace(value, **changes)  # type: ignore[type-var]


def told(pdf: bytes) -> str:
    """All that stands on the pages, without spaces: a word that is longer than a line is cut."""
    document = pypdfium2.PdfDocument(pdf)
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    return text.replace("\ufffe", "-")  # how this reader tells of a hyphen at the end of a line


def words(text: str) -> list[str]:
    """Those the typeface has all letters of, as they are printed."""
    glyphs = load(FONTS).glyphs
    return [w for w in unicodedata.normalize("NFC", text).split() if glyphs.issuperset(w) and "\xa0" not in w]


def small() -> Snapshot:
    base = samples.foerste_besoeg()
    return replace(base, punkter=base.punkter[:3], aftaler=base.aftaler[:2], dage=())


ODD = st.characters(exclude_categories=["Cs"]) | st.sampled_from(
    "æøåÆØÅ »«–…😀👩‍👧🇩🇰łżęựễĸسلΑЖ\u0301\u202e\xad\n\t\xa0"
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(ODD, max_size=60), min_size=3, max_size=9))
def test_any_words_make_a_paper_that_tells_them(texts: list[str]) -> None:
    pdf = opfoelgning_sag.build(refilled(small(), cycle(texts)), samples.rettelser(), FONTS)
    seen = told(pdf)
    assert load(FONTS).glyphs.issuperset(seen), "a sign that the typeface has not"
    for text in texts:
        assert all(word in seen for word in words(text)), text
        if not words(text) and unicodedata.normalize("NFC", text).strip().isalpha():
            assert "".join(CANNOT_SHOW.split()) in seen


NAMES = {
    "grønlandsk": "Aqqaluk Nuunukĸ Qeqertaq",
    "polsk": "Małgorzata Żółć-Święcicka",
    "vietnamesisk": "Nguyễn Thị Bích Phượng",
    "vietnamesisk, sat sammen af dele": unicodedata.normalize("NFD", "Nguyễn Thị Bích Phượng"),
    "tyrkisk": "Çiğdem Işık İnönü",
    "færøsk": "Óðin á Høvdanum",
    "samisk": "Áŋŋel Čáhcesuolu",
    "rumænsk": "Ștefan Țurcanu",
    "litauisk": "Žydrūnas Šimėnas",
    "serbisk": "Ђорђе Јовановић",
    "græsk": "Ελένη Παπαδοπούλου",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_names_of_many_lands_are_shown_whole(name: str) -> None:
    base = samples.foerste_besoeg()
    seen = told(opfoelgning_sag.build(replace(base, borger_navn=name), (), FONTS))
    assert "".join(unicodedata.normalize("NFC", name).split()) in seen
    assert "kanikkevises" not in seen


@pytest.mark.parametrize("name", ["محمد علي", "王秀英", "ሰላም", "😀"])
def test_a_name_in_letters_the_typeface_lacks_is_said_to_be_so(name: str) -> None:
    base = samples.foerste_besoeg()
    pdf = opfoelgning_sag.build(replace(base, borger_navn=f"{name} Hassan"), (), FONTS)
    assert "[tegnkanikkevises]Hassan" in told(pdf)
    assert faults(pdf) == []


LONG = " ".join(f"ord{n:04d}" for n in range(1300))[:10_000].rsplit(" ", 1)[0]
WORD = "Q" + "m" * 298 + "W"


def long_snapshot(snapshot: Snapshot) -> Snapshot:
    """Every field as long as a note gets, with a word that no line holds in it."""
    return refilled(snapshot, cycle([LONG, f"{WORD} {LONG[:400]}", WORD, "kort"]))


@pytest.mark.parametrize(
    "make",
    [
        lambda: opfoelgning_sag.build(long_snapshot(small()), samples.rettelser(), FONTS),
        lambda: forberedelse.build(refilled_forberedelse(), FONTS),
    ],
    ids=["opfoelgning_sag", "forberedelse"],
)
def test_notes_of_ten_thousand_characters_and_endless_words_lay_out(make: Callable[[], bytes]) -> None:
    pdf = make()
    seen = told(pdf)
    assert WORD in seen
    assert all(word in seen for word in LONG.split())
    assert faults(pdf) == []
    assert outside(pdf) == []


def refilled_forberedelse() -> forberedelse.Forberedelse:
    base = people()["katrine"].forberedelse
    points = tuple(replace(p, titel=WORD, noter=(LONG, WORD), spoergsmaal=(WORD,)) for p in base.punkter[:2])
    return replace(base, navn=WORD, under=LONG[:300], siden=(LONG,), punkter=points, aftaler=(WORD,), delmaal=(LONG,))


def test_eight_praktikker_and_a_hundred_besoeg_are_one_report() -> None:
    katrine = people()["katrine"]
    valgt = replace(katrine.grundlag, grundlag=repeated(katrine.grundlag.grundlag, 8))
    assert len(valgt.grundlag.besoeg) > 60
    assert len(valgt.grundlag.praktikker) == 8
    pdf = rapport.build(make_rapport(valgt), FONTS).pdf
    seen = told(pdf)
    assert "og7praktikkerfør" in seen
    assert all(f"[{n}]" in seen for n in range(1, len(valgt.grundlag.besoeg) + 1))
    assert faults(pdf) == []
    assert outside(pdf) == []
