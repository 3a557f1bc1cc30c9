"""»Udskriv«: the finished paper, strip by strip as pictures in memory, to a printer that the person chooses."""

import hashlib
from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.store.database import Tx
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.papir_typer import MakeStribe, Stribe, as_image
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError, WorldError

INGEN_PRINTER = "Der er ingen printer på denne pc. Gem papiret som PDF, og skriv det ud et andet sted."
SKREVET_UD = "Papiret er sendt til printeren."
NEUTRAL = "Papir"
"""What the printer's queue shows: it is seen by everybody who prints there."""
SKARPEST = 600
"""Dots per inch: no printer shows more of black text on white."""

AskPrinter = Callable[[QPrinter, QWidget, int], bool]  # (printer, over which page, number of pages) → go on


class KanIkkeSkriveUd(WorldError):
    def __init__(self) -> None:
        super().__init__("Printeren tog ikke imod papiret. Se, om den er tændt, eller gem papiret som PDF.")


def ask_printer(printer: QPrinter, page: QWidget, sider: int) -> bool:
    """The system's own dialog. Not into a file: that is »Gem PDF«, which says where and writes down what."""
    dialog = QPrintDialog(printer, page)
    dialog.setWindowTitle("Udskriv")
    dialog.setMinMax(1, sider)
    option = QAbstractPrintDialog.PrintDialogOption
    dialog.setOption(option.PrintToFile, False)
    dialog.setOption(option.PrintSelection, False)
    dialog.setOption(option.PrintPageRange, sider > 1)
    return dialog.exec() == QPrintDialog.DialogCode.Accepted


class UdskrivPdf(QObject):
    """Asks for a printer, sends the pages and writes down that it was done, with the PDF's hash."""

    printed = Signal()

    def __init__(self, page: QWidget, work: Work, context: Context, feedback: Feedback, stribe: MakeStribe) -> None:
        super().__init__(page)
        self._page, self._work, self._context, self._feedback = page, work, context, feedback
        self._stribe = stribe
        self.printers: Callable[[], list[str]] = QPrinterInfo.availablePrinterNames
        self.ask_printer: AskPrinter = ask_printer

    def ask(self, pdf: bytes, sider: int, sag: int) -> None:
        """A paper of ``sider`` pages about ``sag``."""
        if not self.printers():
            self._feedback.tell(INGEN_PRINTER)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(NEUTRAL)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setFullPage(True)
        if self.ask_printer(printer, self._page, sider):
            self.print_on(printer, pdf, sider, sag)

    def print_on(self, printer: QPrinter, pdf: bytes, sider: int, sag: int) -> None:
        """The pages that were chosen; each strip is drawn off the UI thread, and let go of before the next."""
        first = max(1, printer.fromPage()) - 1
        last = min(sider, printer.toPage() or sider)
        painter = QPainter()
        if first >= last or not painter.begin(printer):
            self._feedback.hear(KanIkkeSkriveUd())
            return
        _Job(self, printer, painter, pdf, range(first, last), sag).go_on()

    def render(
        self, pdf: bytes, number: int, dpi: int, top: int, done: Callable[[Stribe], None], failed: "_Failed"
    ) -> None:
        """One strip, off the UI thread."""
        self._work.run(lambda: self._stribe(pdf, number, dpi, top), done, failed)

    def finish(self, pdf: bytes, sag: int) -> None:
        """All pages went to the printer."""
        digest = hashlib.sha256(pdf).hexdigest()

        def log(tx: Tx) -> None:
            log_haendelse(tx, self._context, Haendelse.UDSKRIV, sag, digest)

        self._work.write(log, failed=self._feedback.hear)
        self._feedback.tell(SKREVET_UD)
        self.printed.emit()

    def fail(self, error: KonsulentError) -> None:
        """The printer or the paper gave up."""
        self._feedback.hear(error)


_Failed = Callable[[KonsulentError], None]


class _Job:
    """One printing under way. It is kept alive by what it waits for."""

    def __init__(
        self, owner: UdskrivPdf, printer: QPrinter, painter: QPainter, pdf: bytes, pages: range, sag: int
    ) -> None:
        self._owner, self._printer, self._painter = owner, printer, painter
        self._pdf, self._pages, self._sag = pdf, pages, sag
        self._place = self._top = 0
        self._dpi = min(printer.resolution(), SKARPEST)

    def go_on(self) -> None:
        if self._place == len(self._pages):
            self._painter.end()
            self._owner.finish(self._pdf, self._sag)
            return
        number = self._pages[self._place]
        self._owner.render(self._pdf, number, self._dpi, self._top, self._draw, self._give_up)

    def _draw(self, stribe: Stribe) -> None:
        if self._place and not self._top and not self._printer.newPage():
            self._give_up(KanIkkeSkriveUd())
            return
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel).toAlignedRect()
        self._painter.drawImage(_where(stribe, paper), as_image(stribe.billede))
        self._top += stribe.billede.height
        if self._top >= stribe.af:
            self._place, self._top = self._place + 1, 0
        self.go_on()

    def _give_up(self, error: KonsulentError) -> None:
        self._printer.abort()
        self._painter.end()
        self._owner.fail(error)


def _where(stribe: Stribe, paper: QRect) -> QRect:
    """The strip's place on the sheet: the page as large as there is room, in its own shape, and no gap between two."""
    side = stribe.billede
    scale = min(paper.width() / side.width, paper.height() / stribe.af)
    top, bottom = round(stribe.top * scale), round((stribe.top + side.height) * scale)
    return QRect(paper.left(), paper.top() + top, round(side.width * scale), bottom - top)
