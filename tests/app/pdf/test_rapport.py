"""»Rapport til møde« on paper: the point on page 1, sources and gaps, tagged, and the same bytes every time."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from konsulent_app.pdf.rapport import RapportPdf, build
from konsulent_core.rapport.blad import Afsnit, Indhold, RapportBlad, Tabel, Udviklingsbillede
from konsulent_core.rapport.kort import POINTE
from tools.papers.catalogue import FONTS
from tools.papers.people import ALLE, ROOT, people

EGNE = {"kort.konklusion": "Fleksjob på 16 timer.", "kort.spoergsmaal": "Hvem følger op?\nHvilke hensyn?"}


@cache
def blad(who: str, own: bool = False, art: str = "rehabiliteringsteam") -> RapportBlad:
    """The report of one of the six test people, as the app builds it from its store."""
    return people()[who].rapport(art, EGNE if own else {})


@cache
def paper(who: str, own: bool = False, art: str = "rehabiliteringsteam") -> RapportPdf:
    return build(blad(who, own, art), FONTS)


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return texts


def test_page_1_holds_the_point_the_curves_and_what_is_asked() -> None:
    first = pages(paper("katrine", own=True).pdf)[0]
    for words in (
        "Rehabiliteringsteamets møde den 19. marts 2026",
        "Katrine arbejder 16 timer om ugen (12 ved start), 10 af dem med løn. Siden 16.04.2025 er alle fem områder",
        "Konklusion. Fleksjob på 16 timer. Skrevet af konsulenten.",
        "»Jeg vil gerne blive her. Jeg kender mine opgaver, og de kender mig.« Katrine 26.02.2026 [12]",
        "Det virker", "Det ved vi ikke", "Vi spørger mødet 1 Hvem følger op? 2 Hvilke hensyn?",
        "Nu 3: Taler med faste kolleger, tager imod besked og er med i pauser som aftalt.",
        "konsulent arbejdsgiver Katrine",
    ):  # fmt: skip
        assert words in first, words


PLUS = (
    "Mødestabilitet", "Kvalitetsforståelse", "Engagement", "Samarbejdsevne", "Fleksibilitet", "Arbejdseffektivitet"
)  # fmt: skip


def eleven() -> RapportBlad:
    """Katrine's report with six dimensions more, as a kommune's own skema has them."""

    def more(one: Indhold) -> Indhold:
        if not isinstance(one, Udviklingsbillede):
            return one
        added = [replace(line, titel=name, noegle=name) for name, line in zip(PLUS, one.linjer * 2, strict=False)]
        return replace(one, linjer=(*one.linjer, *added))

    base = blad("katrine", own=True)
    return replace(base, dele=tuple(replace(d, indhold=tuple(map(more, d.indhold))) for d in base.dele))


def talkative() -> RapportBlad:
    """The same with a point of four lines."""

    def longer(one: Indhold) -> Indhold:
        return replace(one, tekst=one.tekst * 2) if isinstance(one, Afsnit) and one.noegle == POINTE else one

    base = eleven()
    return replace(base, dele=tuple(replace(d, indhold=tuple(map(longer, d.indhold))) for d in base.dele))


@pytest.mark.parametrize("made", [eleven, talkative])
def test_page_1_holds_eleven_curves_too(made: Callable[[], RapportBlad]) -> None:
    first, second, *_ = pages(build(made(), FONTS).pdf)
    assert "1 Udvikling" in first
    assert all(name in first for name in PLUS)
    assert "De to sidste vises, hvor de afviger." in first
    assert second.startswith("Rapport til møde Grundlag · 17.02.2025 – 12.03.2026 Tre stemmer side om side")


@pytest.mark.parametrize("who", ALLE)
def test_page_1_ends_with_the_curves_whatever_the_borger(who: str) -> None:
    if who != "danni":  # has none
        assert "De to sidste vises, hvor de afviger." in pages(paper(who).pdf)[0]


def test_the_evidence_comes_after_with_its_sources() -> None:
    told = " ".join(pages(paper("katrine").pdf)[1:])
    for words in (
        "2 Timer og løntimer, trin for trin",
        "22.09.2025 4 × 4 16 8 Nordlager A/S Katrine valgte selv tallet 8 Mette Lund 17.09.2025 [8]",
        "Plukke varer efter seddel 16.04.2025 28.05.2025 20.08.2025 Mette Lund [3] [5] [7]",
        "Katrine var planlagt til 174 dage og mødte på 148.",
        "Hele perioden 174 148 16 9 0 1",
        "Jobcentret 10 5 2 0 1 2",
        "Køre truck Planlagt og ikke prøvet.",
        "Kun telefon 22.10.2025.",
        "[9] 22.10.2025 Telefonsamtale",
        "Interne noter er ikke med.",
    ):
        assert words in told, words


def test_a_sag_of_several_praktikker_says_why_each_ended() -> None:
    told = " ".join(pages(paper("frank").pdf))
    assert "og 2 praktikker før" in told
    assert "Afbrudt af virksomheden: Sygdom." in told
    assert "Resultat: fleksjob." in told


def test_a_borger_without_a_praktik_has_a_paper_that_says_so() -> None:
    told = " ".join(pages(paper("danni").pdf))
    assert "Danni har ikke været i praktik i perioden." in told
    assert "Ingen af områderne er vurderet i perioden." in told


def test_an_earlier_sag_is_named_and_not_hidden() -> None:
    assert "Den tidligere sag 15/0043 er ikke med" in " ".join(pages(paper("peter").pdf))


def test_heading_and_order_follow_the_kind_of_report() -> None:
    told = pages(paper("katrine", art="samlet_beskrivelse").pdf)
    assert told[0].startswith("BIDRAG TIL SAMLET BESKRIVELSE AF BORGERENS FORUDSÆTNINGER")
    whole = " ".join(told)
    assert whole.index("1 Borgerens egne ord") < whole.index("2 Udvikling på områderne")


@pytest.mark.parametrize("who", ALLE)
def test_no_internal_note_and_no_cpr_of_the_six_is_printed(who: str) -> None:
    source = (ROOT / "resources" / "demo" / "cases.toml").read_text(encoding="utf-8")
    internal = [line.split('"i", "')[1].split('"')[0] for line in source.splitlines() if '"i", "' in line]
    assert internal
    told = " ".join(pages(paper(who).pdf))
    assert not any(" ".join(words.split()) in told for words in internal)


@pytest.mark.parametrize("who", ALLE)
def test_pages_are_numbered_out_of_their_true_count(who: str) -> None:
    told = pages(paper(who).pdf)
    assert all(f"Side {n} af {len(told)}" in page for n, page in enumerate(told, start=1))


def test_a_table_that_goes_on_has_its_head_again() -> None:
    base = blad("katrine")
    kilder = base.dele[-1]
    table = kilder.indhold[0]
    assert isinstance(table, Tabel)
    many = replace(table, linjer=table.linjer * 9)
    told = pages(build(replace(base, dele=(*base.dele[:-1], replace(kilder, indhold=(many,)))), FONTS).pdf)
    assert sum("Nr. Dato Form Sted Til stede" in page for page in told) > 2


def test_every_claim_stands_somewhere_on_its_page() -> None:
    for who in ALLE:
        made = paper(who)
        count = len(pages(made.pdf))
        told = {s.noegle for s in made.steder}
        assert told == set(blad(who).belaeg())
        assert all(0 <= s.page < count and s.height > 0 and s.y + s.height < 842 for s in made.steder)


def test_the_files_own_data_are_danish_neutral_and_tagged() -> None:
    with pikepdf.open(io.BytesIO(paper("katrine").pdf)) as document:
        assert str(document.Root.Lang) == "da-DK"
        assert str(document.docinfo.Title) == "Rapport til møde"
        assert document.Root.MarkInfo.Marked
        assert not any("Holm" in str(value) for value in document.docinfo.values())
        figures = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        assert len(figures) >= 8
        assert all(str(f.Alt) for f in figures)
        with document.open_outline() as outline:
            assert next(item.title for item in outline.root) == "1\xa0\xa0Udvikling"


def test_every_mark_on_a_page_has_its_place_in_the_structure() -> None:
    with pikepdf.open(io.BytesIO(paper("frank").pdf)) as document:
        parents = document.Root.StructTreeRoot.ParentTree.Nums
        for index, page in enumerate(document.pages):
            opened = [
                int(step.operands[1]["/MCID"])
                for step in pikepdf.parse_content_stream(page)
                if str(step.operator) == "BDC"
            ]
            assert opened == list(range(len(parents[2 * index + 1])))


@pytest.mark.parametrize("who", ALLE)
def test_no_level_of_heading_is_skipped(who: str) -> None:
    with pikepdf.open(io.BytesIO(paper(who, own=True).pdf)) as document:
        levels = [int(role[1]) for role in _roles(document.Root.StructTreeRoot.K) if role in ("H1", "H2", "H3")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def _roles(element: pikepdf.Object) -> list[str]:
    """The roles of the structure in reading order."""
    if isinstance(element, pikepdf.Array):
        return [role for kid in element for role in _roles(kid)]
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return []
    return [str(element.S).lstrip("/"), *(_roles(element.K) if "/K" in element else [])]


@pytest.mark.parametrize("who", ["katrine", "frank", "charlotte", "peter"])
def test_no_reference_is_cut_in_two(who: str) -> None:
    document = pypdfium2.PdfDocument(paper(who).pdf)
    lines = [line.strip() for page in document for line in page.get_textpage().get_text_range().splitlines()]
    document.close()
    assert [line for line in lines if line == "]" or re.search(r"\[\d*$", line)] == []
