"""»Udskriv«: what comes out of the printer is the paper, page for page, and only what was asked for."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget

from konsulent_app.app.papers import Papers
from konsulent_app.pdf.preview import render_strip
from konsulent_app.ui.feedback import Feedback, Notice
from konsulent_app.ui.pages.papir_typer import Stribe
from konsulent_app.ui.pages.papir_udskriv import INGEN_PRINTER, NEUTRAL, SKARPEST, SKREVET_UD, UdskrivPdf
from konsulent_app.ui.work import Work
from konsulent_core.errors import WorldError
from tests.sample import RESOURCES, SAG, Sample, make_sample


@dataclass
class Desk:
    sample: Sample
    work: Work
    printing: UdskrivPdf
    pdf: bytes
    paper: Path
    names: list[str] = field(default_factory=list)
    dpi: list[int] = field(default_factory=list)
    said: list[Notice] = field(default_factory=list)

    @property
    def sider(self) -> int:
        return len(pypdfium2.PdfDocument(self.pdf))

    def print_it(self, choose: Callable[[QPrinter], bool] = lambda _printer: True) -> None:
        def ask(printer: QPrinter, _page: QWidget, sider: int) -> bool:
            assert sider == self.sider
            self.names.append(printer.docName())
            printer.setOutputFileName(str(self.paper))
            printer.setResolution(150)
            return choose(printer)

        self.printing.ask_printer = ask
        self.printing.ask(self.pdf, self.sider, SAG)
        self.work.settle()

    def logged(self) -> list[tuple[str, int, str]]:
        with self.sample.database.reading() as tx:
            found = tx.conn.exec_driver_sql("SELECT art, scope, detalje FROM haendelse WHERE art='udskriv'")
            return [(row.art, row.scope, row.detalje) for row in found]


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    sample = make_sample(tmp_path)
    work = Work(sample.database)
    feedback = Feedback(logging.getLogger("test"))
    papers = Papers(sample.database, sample.context, RESOURCES / "fonts")
    page = QWidget()
    asked: list[int] = []

    def stribe(pdf: bytes, number: int, dpi: int, top: int) -> Stribe:
        asked.append(dpi)
        return papers.stribe(pdf, number, dpi, top)

    printing = UdskrivPdf(page, work, sample.context, feedback, stribe)
    printing.printers = lambda: ["Kontoret"]
    found = Desk(sample, work, printing, papers.pdf(sample.foerste), tmp_path / "ud.pdf", dpi=asked)
    feedback.said.connect(found.said.append)
    yield found
    work.close()
    page.deleteLater()
    sample.database.close()


def darkness(pdf: bytes, number: int) -> list[int]:
    """How much ink stands in each of the page's squares, 20 by 28."""
    side, _height = render_strip(pdf, number, 72, 0, 10_000)
    found = [0] * (20 * 28)
    for y in range(0, side.height, 3):
        row = side.rgb[y * side.stride : y * side.stride + 3 * side.width]
        for x in range(0, side.width, 3):
            square = min(27, y * 28 // side.height) * 20 + min(19, x * 20 // side.width)
            found[square] += 255 - row[3 * x]
    return found


def alike(one: list[int], other: list[int]) -> float:
    """1 for the same ink in the same places."""
    return 1 - sum(abs(a - b) for a, b in zip(one, other, strict=True)) / max(1, sum(one) + sum(other))


def test_every_page_comes_out_as_it_is_shown_and_it_is_written_down(desk: Desk) -> None:
    desk.print_it()
    printed = desk.paper.read_bytes()
    document = pypdfium2.PdfDocument(printed)
    assert len(document) == desk.sider >= 2
    assert [round(part) for part in document[0].get_size()] == [595, 842]
    ink = [darkness(desk.pdf, n) for n in range(desk.sider)]
    for number in range(desk.sider):
        assert alike(darkness(printed, number), ink[number]) > 0.8
    assert alike(ink[0], ink[1]) < 0.7, "or any page would do"
    assert desk.logged() == [("udskriv", SAG, hashlib.sha256(desk.pdf).hexdigest())]
    assert desk.said[-1].tekst == SKREVET_UD


def test_it_is_drawn_as_sharp_as_the_printer_prints_but_no_sharper_than_is_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.print_it()
    assert set(desk.dpi) == {150}
    assert SKARPEST == 600
    monkeypatch.setattr("konsulent_app.ui.pages.papir_udskriv.SKARPEST", 120)
    desk.dpi.clear()
    desk.print_it()
    assert set(desk.dpi) == {120}


def test_only_the_pages_that_were_chosen_are_printed(desk: Desk) -> None:
    def the_second(printer: QPrinter) -> bool:
        printer.setFromTo(2, 2)
        return True

    desk.print_it(the_second)
    printed = desk.paper.read_bytes()
    assert len(pypdfium2.PdfDocument(printed)) == 1
    assert alike(darkness(printed, 0), darkness(desk.pdf, 1)) > 0.8


def test_whoever_regrets_prints_nothing(desk: Desk) -> None:
    desk.print_it(lambda _printer: False)
    assert not desk.paper.exists()
    assert desk.logged() == []


def test_the_printers_queue_learns_nothing_of_whom_it_is_about(desk: Desk) -> None:
    desk.print_it()
    assert desk.names == [NEUTRAL]
    assert b"Katrine" not in desk.paper.read_bytes()


def test_a_page_that_cannot_be_drawn_stops_it_and_is_not_logged_as_printed(desk: Desk) -> None:
    def stribe(_pdf: bytes, _number: int, _dpi: int, _top: int) -> Stribe:
        raise WorldError("Disken er fuld.")

    desk.printing._stribe = stribe
    desk.print_it()
    assert desk.said[-1].tekst == "Disken er fuld."
    assert desk.logged() == []


def test_without_a_printer_nobody_is_asked(desk: Desk) -> None:
    desk.printing.printers = list
    desk.print_it()
    assert desk.names == []
    assert desk.said[-1].tekst == INGEN_PRINTER


def test_no_file_in_clear_text_is_made_on_the_way(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "midlertidig"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    seen: list[str] = []
    draw = desk.printing._stribe

    def stribe(pdf: bytes, number: int, dpi: int, top: int) -> Stribe:
        seen.extend(p.name for p in folder.rglob("*"))
        return draw(pdf, number, dpi, top)

    desk.printing._stribe = stribe
    desk.print_it()
    assert desk.logged()
    assert seen == []
    assert list(folder.rglob("*")) == []
