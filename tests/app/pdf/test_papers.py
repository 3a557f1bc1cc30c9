"""What makes a besøg's papers: one entry of a mapping a paper, and a word where something cannot be made."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from konsulent_app.app.papers import BYGGERE, IKKE_PAA_PC, STRIBE, Papers
from konsulent_app.pdf.preview import render_strip
from konsulent_app.pdf.rettelse import RettelseLinje
from konsulent_app.services import afslut
from konsulent_core.errors import UserError
from konsulent_core.papirer import PapirArt
from konsulent_core.snapshot import Snapshot
from tests.sample import RESOURCES, Sample, make_sample
from tools.shot_papirer import ALLE

FONTS = RESOURCES / "fonts"


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return str(text).replace("\xa0", " ")


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    found = make_sample(tmp_path)
    yield found
    found.database.close()


def test_a_paper_joins_by_one_entry_and_gets_the_locked_besoeg_with_its_rettelser(sample: Sample) -> None:
    seen: list[tuple[Snapshot, tuple[RettelseLinje, ...], Path]] = []

    def build(snapshot: Snapshot, rettelser: tuple[RettelseLinje, ...], fonts: Path) -> bytes:
        seen.append((snapshot, rettelser, fonts))
        return BYGGERE[PapirArt.OPFOELGNING_SAG](snapshot, rettelser, fonts)

    with sample.database.writing() as tx:
        afslut.make_rettelse(tx, sample.context, sample.foerste, "udsagn", 71, {"tekst": "Alene."}, "Slåfejl")
    papers = Papers(sample.database, sample.context, FONTS, {PapirArt.AFTALEARK: build})
    assert papers.arter == {PapirArt.AFTALEARK}
    made = papers.papir(sample.foerste, PapirArt.AFTALEARK, 200)
    assert made.filnavn == "aftaleark.pdf"
    assert made.pdf.startswith(b"%PDF-")
    assert {side.width for side in made.sider} == {200}
    ((snapshot, rettelser, fonts),) = seen
    assert (snapshot.borger_fornavn, [r.efter for r in rettelser], fonts) == ("Katrine", ["Alene."], FONTS)


@pytest.mark.parametrize("art", PapirArt)
def test_every_paper_is_the_same_bytes_twice(sample: Sample, art: PapirArt) -> None:
    papers = Papers(sample.database, sample.context, FONTS, ALLE)
    assert papers.pdf(sample.foerste, art) == papers.pdf(sample.foerste, art)


@pytest.mark.parametrize(
    ("audience", "told"),
    [
        ("alle", {PapirArt.AFTALEARK, PapirArt.AFTALEARK_ORDBLIND, PapirArt.VIRKSOMHED}),
        ("borger_og_kommune", {PapirArt.AFTALEARK, PapirArt.AFTALEARK_ORDBLIND}),
        ("kommune", set()),
        ("intern", set()),
    ],
)
def test_a_paper_that_is_handed_out_says_that_something_was_amended_to_those_who_may_see_it(
    sample: Sample, audience: str, told: set[PapirArt]
) -> None:
    line = RettelseLinje(nummer=1, dato="2026-02-13", hvem="Mette Krogh", begrundelse="Slåfejl", felt="Aftaler",
                         audience=audience, foer="tirsdag", efter="zebradag")  # fmt: skip
    seen: list[Snapshot] = []

    def keep(snapshot: Snapshot, _rettelser: tuple[RettelseLinje, ...], _fonts: Path) -> bytes:
        seen.append(snapshot)
        return b""

    Papers(sample.database, sample.context, FONTS, {PapirArt.AFTALEARK: keep}).pdf(sample.foerste, PapirArt.AFTALEARK)
    for art in (PapirArt.AFTALEARK, PapirArt.AFTALEARK_ORDBLIND, PapirArt.VIRKSOMHED):
        before, after = (" ".join(text_of(BYGGERE[art](seen[0], lines, FONTS)).split()) for lines in ((), (line,)))
        assert "Noget er rettet" not in before
        assert ("Noget er rettet" in after) is (art in told), art
        assert "zebradag" not in after, "what it says now is for the talk"


def test_a_besoeg_that_has_left_the_machine_is_no_paper_no_picture_and_no_text(sample: Sample) -> None:
    papers = Papers(sample.database, sample.context, FONTS)
    for ask in (
        lambda: papers.pdf(4711),
        lambda: papers.billede(4711),
        lambda: papers.overfoersel(4711, "journal"),
    ):
        with pytest.raises(UserError, match=IKKE_PAA_PC):
            ask()


def test_what_this_version_cannot_make_is_said(sample: Sample) -> None:
    papers = Papers(sample.database, sample.context, FONTS, billedbygger=None)
    assert not papers.kan_billede
    with pytest.raises(UserError, match="kan ikke lave arket som billede"):
        papers.billede(sample.foerste)
    assert replace(papers, billedbygger=lambda _snapshot, _fonts: b"png").billede(sample.foerste) == b"png"
    with pytest.raises(UserError, match="trukket målet tilbage"):
        papers.overfoersel(sample.foerste, "esdh")


def test_a_page_for_the_printer_is_as_sharp_as_it_is_asked_to_be(sample: Sample) -> None:
    papers = Papers(sample.database, sample.context, FONTS)
    pdf = papers.pdf(sample.foerste)
    strips = []
    top, height = 0, 1
    while top < height:
        one = papers.stribe(pdf, 1, 144, top)
        assert (one.top, one.billede.width, one.billede.height) == (top, 1191, min(STRIBE, one.af - top))
        strips.append(one.billede)
        top, height = top + one.billede.height, one.af
    assert height == 1684
    whole, _height = render_strip(pdf, 1, 144, 0, 10_000)
    assert len(strips) == 4
    rows = [side.rgb[n * side.stride :][: side.stride] for side in strips for n in range(side.height)]
    other = [n for n, row in enumerate(rows) if row != whole.rgb[n * whole.stride :][: whole.stride]]
    assert len(rows) == 1684
    assert len(other) < 5, "no row is lost or told twice; a curve's edge may be smoothed otherwise"
