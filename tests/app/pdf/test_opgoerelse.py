"""The sixth paper: counts in words and bars, nobody's name, and nothing that tells of a few."""

from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from konsulent_app.pdf.opgoerelse import build
from konsulent_app.services.opgoerelse import as_csv, as_xlsx, make_blad
from konsulent_app.services.regneark import Fremdrift, read_bytes
from konsulent_core.loefter import LoeftePart, LoefteTal
from konsulent_core.opgoerelse import Opgoerelse
from konsulent_core.overblik import count
from konsulent_core.overblik_periode import Periode, count_period
from konsulent_core.words import MaaltalArt, Resultat, Sagsgruppe
from tests.app.pdf.made import faults
from tests.core.test_overblik import I_DAG, hours, praktik, sag
from tests.sample import RESOURCES

FONTS = RESOURCES / "fonts"
KOMMUNE = "Jobcenter Åby"


@cache
def blad(few: bool = False) -> Opgoerelse:
    kept = ((LoeftePart.JOBCENTER, LoefteTal(holdt=1, over=1)), (LoeftePart.BORGER, LoefteTal(holdt=2)))
    inside = [sag(n, praktikker=(praktik(),), trin=hours(2.0 if n < 12 else 0.0), loefter=kept) for n in range(1, 24)]
    klar = [sag(n, gruppe=Sagsgruppe.KLAR_NU, bekymring=n < 31, loefter=kept) for n in range(24, 36)]
    stoette = [sag(n, gruppe=Sagsgruppe.KLAR_MED_STOETTE, mentorstoette=True) for n in range(36, 47)]
    waiting = [sag(n, gruppe=Sagsgruppe.AFVENTER) for n in range(47, 56)]
    causes = ["Sygdom"] * 9 + ["Transport"] * 6 + ["Katrine blev syg"] * 5
    broken = [
        sag(100 + n, praktikker=(praktik(50, 20, afbrudt=True, aarsag=cause, af="borger"),), gruppe=Sagsgruppe.AFVENTER)
        for n, cause in enumerate(causes)
    ]
    done = [
        sag(200 + n, aaben=False, praktikker=(praktik(90, 10, resultat=Resultat.LOENTIMER.value),)) for n in range(7)
    ]
    sager = [inside[0], waiting[0]] if few else [*inside, *klar, *stoette, *waiting, *broken, *done]
    maal = {MaaltalArt.VIRKSOMHEDSFORLOEB: 0.5}
    kendte = ("Sygdom", "Transport")
    return make_blad(count(sager, maal, I_DAG), count_period(sager, Periode.UGER_13, I_DAG), sager, I_DAG, kendte)


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    found = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return found


def test_the_paper_says_the_figures_of_the_file() -> None:
    told = " ".join(pages(build(blad(), KOMMUNE, FONTS)))
    for words in ("Resultatopgørelse", "Opgjort 12.03.2026", "1 Lige nu", "2 Hvor står borgerne", "Ingen navne."):
        assert words.upper() in told.upper(), words
    figures = [(words, figure) for gruppe in blad().grupper for words, *rest in gruppe.linjer for figure in rest[:1]]
    assert len(figures) > 25
    assert [one for one in figures if f"{one[0]} {one[1]}" not in told] == []


def test_nobody_is_named_also_not_in_a_cause_that_was_written_by_hand() -> None:
    told = " ".join(pages(build(blad(), KOMMUNE, FONTS)))
    assert "Katrine" not in told
    assert "Anden eller ingen årsag" in told


def test_where_the_few_are_hidden_the_paper_draws_no_conclusion() -> None:
    told = " ".join(pages(build(blad(few=True), KOMMUNE, FONTS)))
    assert "er i praktik nu" not in told
    assert "Borgere skjult" in told


def test_the_paper_is_tagged_and_the_same_every_time() -> None:
    made = build(blad(), KOMMUNE, FONTS)
    assert made == build(blad(), KOMMUNE, FONTS)
    with pikepdf.open(BytesIO(made)) as document:
        assert document.Root.StructTreeRoot is not None
        assert str(document.Root.Lang) == "da-DK"
        assert str(document.docinfo["/Title"]) == "Resultatopgørelse"


def test_the_excel_file_holds_the_csv_files_lines_with_figures_as_numbers() -> None:
    (ark,) = read_bytes(as_xlsx(blad()), Fremdrift())
    (tekst,) = read_bytes(as_csv(blad()), Fremdrift())
    as_text = [tuple("" if cell is None else str(cell) for cell in line) for line in ark.raekker]
    assert [line for line in as_text if any(line)] == [line for line in tekst.raekker if any(line)]
    assert any(cell == 75 for line in ark.raekker for cell in line if isinstance(cell, int))


@pytest.mark.parametrize("few", [False, True])
def test_it_is_one_or_two_pages(few: bool) -> None:
    assert len(pages(build(blad(few), KOMMUNE, FONTS))) <= 2


def test_it_can_be_archived_and_heard() -> None:
    assert faults(build(blad(), KOMMUNE, FONTS)) == []
