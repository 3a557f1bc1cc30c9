"""»Praktikdokumentation« on paper: the point and what to build on upon page 1, evidence after it, tagged, pure."""

import io
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from konsulent_app.pdf import virksomhed
from konsulent_app.pdf.praktikdokumentation import build
from konsulent_core import praktikdok
from konsulent_core.praktikdok.blad import PraktikBlad
from konsulent_core.rapport.blad import Tabel
from tests.app.pdf import reading
from tests.app.pdf.cases import ALLE, I_DAG, cases
from tools.caseload.cases import read_skemaer

ROOT = Path(__file__).parents[3]
FONTS = ROOT / "resources" / "fonts"
PRAKTIKKER = (
    ("katrine", "nordlager"),
    ("charlotte", "solbakken"),
    ("charlotte", "strandkanten"),
    ("frank", "camping"),
    ("frank", "ukendt"),
    ("frank", "kaervej"),
    ("peter", "bibliotek"),
    ("janet", "teksttone"),
)
EVERY = pytest.mark.parametrize(("who", "where"), PRAKTIKKER)


@cache
def blad(who: str, where: str) -> PraktikBlad:
    case = cases()[who]
    return praktikdok.build(case.valgt.grundlag, read_skemaer(), case.praktikker[where], I_DAG)


@cache
def paper(who: str, where: str) -> bytes:
    return build(blad(who, where), FONTS)


def test_the_list_above_is_every_praktik_of_the_six() -> None:
    assert sorted(PRAKTIKKER) == sorted((who, key) for who in ALLE for key in cases()[who].praktikker)


def test_page_1_holds_the_point_the_way_here_and_what_to_build_on() -> None:
    first = reading.pages(paper("frank", "kaervej"))[0]
    for words in (
        "PRAKTIKDOKUMENTATION Fortroligt. Følger sagen. Frank Sørensen Kærvejens Autoværksted ApS · siden",
        "Fleksjob samme sted, 2 × 3 timer om ugen fra 8. december 2025",
        "Frank er i fleksjob 2 × 3 timer om ugen, alle med løn. Seks timer om ugen har holdt i 13 måneder.",
        "1 Timer om ugen i de tre praktikker",
        "stoppet: sygdom",
        "2 Det bragte de to første praktikker med",
        "Sygdom, efter fem uger",
        "Hul. Fremmøde, timer og afslutningssamtale fra praktik 2 findes ikke i sagen. Sagens stamdata",
        "3 Fra første til sidste vurdering, tre stemmer",
        "4 Løser flere slags opgaver i aftalt kvalitet og retter selv de fleste fejl.",
        "konsulent 26.02.2025 [4] konsulent 26.02.2026 [8] arbejdsgiver 26.02.2026 [8] Frank 26.02.2026 [8]",
        "Det kan næste plads bygge på",
        "Bisidder: Bo Ravn, 3F. Sagens stamdata",
    ):
        assert words in first, words


def test_the_evidence_comes_after_with_its_sources() -> None:
    told = " ".join(reading.pages(paper("frank", "kaervej"))[1:])
    for words in (
        "Hente reservedele – 26.02.2025 09.04.2025 Mette Lund [4] [5]",
        "Sig det, skriv det ikke",
        "Frank var planlagt til 97 dage og mødte på 85.",
        "Læring. Frank løfter de andre ved at tage det, der afbryder dem.",
        "»Vi når to biler mere om ugen, fordi han er her.« Poul Krage 26.02.2026 [8]",
        "[1] 11.03.2024 Startmøde Åby Camping og Fritid",
        "Interne noter er ikke med.",
    ):
        assert words in told, words


def test_one_that_was_broken_off_says_why_and_what_held() -> None:
    first = reading.pages(paper("charlotte", "solbakken"))[0]
    assert "blev afbrudt af virksomheden efter elleve måneder: virksomheden lukkede." in first
    assert "Mere er prøvet 05.05.2025: 2 × 2 → 3 × 2, tilbage efter 11 dage, smerter." in first


def test_one_of_which_little_is_known_says_that_much() -> None:
    first = reading.pages(paper("frank", "ukendt"))[0]
    assert "Hvor mange timer om ugen Frank var der, er ikke skrevet ned." in first
    assert "Ikke vurderet i praktikken: Arbejdsopgaver, Selvstændighed, Samarbejde og Fremtræden." in first


def test_one_that_just_began_has_nothing_to_build_on_yet() -> None:
    first = reading.pages(paper("charlotte", "strandkanten"))[0]
    assert "Ingen af områderne er vurderet i praktikken." in first
    assert "Praktikken viser endnu ikke noget, som en næste plads kan bygge på." in first


@EVERY
def test_the_frame_stands_on_page_1_and_pages_are_numbered(who: str, where: str) -> None:
    told = reading.pages(paper(who, where))
    assert "Det kan næste plads bygge på" in told[0]
    assert all(f"Side {n} af {len(told)}" in page for n, page in enumerate(told, start=1))


@EVERY
def test_nothing_internal_is_on_it(who: str, where: str) -> None:
    source = (ROOT / "resources" / "demo" / "cases.toml").read_text(encoding="utf-8")
    internal = [line.split('"i", "')[1].split('"')[0] for line in source.splitlines() if '"i", "' in line]
    assert internal
    seen = " ".join(reading.everything(paper(who, where)).split())
    assert not any(" ".join(words.split()) in seen for words in internal)


@pytest.mark.parametrize("who", [who for who in ALLE if who != "danni"])
def test_a_workplace_reads_no_cause_no_level_and_no_note_of_the_six(who: str) -> None:
    snapshot = cases()[who].snapshot
    seen = " ".join(reading.everything(virksomhed.build(snapshot, FONTS)).split())
    said = [u.tekst for p in snapshot.punkter for n in p.noter for u in n.udsagn]
    hidden = [*said, *(h.aarsag or "" for h in snapshot.skaanehensyn), *(t.aarsag or "" for t in snapshot.timer)]
    hidden += [words for p in snapshot.punkter for d in p.dimensioner for words in d.trin_tekster]
    hidden += [snapshot.borger_navn, snapshot.cpr or "", snapshot.jobmaal or "", snapshot.sag_nummer or ""]
    assert len(said) > 2
    assert [words for words in hidden if words and " ".join(words.split()) in seen] == []


@EVERY
def test_no_level_of_heading_is_skipped_and_every_mark_has_its_place(who: str, where: str) -> None:
    pdf = paper(who, where)
    levels = [int(role[1]) for role in reading.roles(pdf) if role in ("H1", "H2", "H3")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert reading.every_mark_has_its_place(pdf)


def test_the_files_own_data_are_danish_neutral_and_the_figures_speak() -> None:
    with pikepdf.open(io.BytesIO(paper("frank", "kaervej"))) as document:
        assert str(document.Root.Lang) == "da-DK"
        assert str(document.docinfo.Title) == "Praktikdokumentation"
        assert not any("Sørensen" in str(value) for value in document.docinfo.values())
        figures = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        spoken = [str(f.Alt) for f in figures]
        with document.open_outline() as outline:
            marks = [item.title for item in outline.root]
    assert "Arbejdsopgaver: konsulent fra 3 til 4, arbejdsgiver 5, Frank 4." in spoken
    assert any("stoppet: sygdom 10.05.2024; Ukendte timer fra 09.09.2024" in words for words in spoken)
    assert marks[0] == "1\xa0\xa0Timer om ugen i de tre praktikker"
    assert marks[-1] == "Kilder"


def test_a_table_that_goes_on_has_its_head_again() -> None:
    base = blad("frank", "kaervej")
    kilder = base.dele[-1]
    table = kilder.indhold[0]
    assert isinstance(table, Tabel)
    many = replace(table, linjer=table.linjer * 14)
    told = reading.pages(build(replace(base, dele=(*base.dele[:-1], replace(kilder, indhold=(many,)))), FONTS))
    assert sum("Nr. Dato Form Sted Til stede" in page for page in told) > 2


def test_eight_praktikker_and_very_long_words_still_lay_out() -> None:
    base = blad("frank", "kaervej")
    assert base.forrige is not None
    assert base.timer is not None
    long = replace(base.byggesten[0], tekst="Ord 😀 og سلام " * 60)
    crowded = replace(
        base,
        forrige=replace(base.forrige, linjer=base.forrige.linjer * 4),
        byggesten=(long,) * 6,
        pointe=replace(base.pointe, tekst=base.pointe.tekst * 9),
    )
    told = reading.pages(build(crowded, FONTS))
    assert all(f"Side {n} af {len(told)}" in page for n, page in enumerate(told, start=1))
    assert "[tegn kan ikke vises]" in " ".join(told)
