"""A locked besøg: the receipt right after the lock, and its paper to read as it prints, with »Gem PDF«."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from konsulent_app.services import afslut
from konsulent_app.services.context import Context
from konsulent_app.services.rettelser import KanRettes, RettelseTekst, can_amend, read_rettelser
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg
from konsulent_app.store.database import Tx
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.gem_pdf import GemPdf
from konsulent_app.ui.pages.papir_rettelser import RettelseSide
from konsulent_app.ui.pages.sag_ord import besoeg_ord
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.bjaelke import make_bar
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.labels import ElidedLabel, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.work import Work
from konsulent_core import dansk_ord
from konsulent_core.dansk import format_dato_lang
from konsulent_core.dansk_ord import nummer_ord
from konsulent_core.errors import BugError, KonsulentError, UserError

T = TypeVar("T")

PAGE_WIDTH = 760
_SIDE_WIDTH = 392
_MARGIN = 16
_NARROW = 960  # below it what can be done stands under the pages
VAEK = "Besøget findes ikke på denne pc længere."
LOOK = "Vis papiret (kun for dig)"
KAN_IKKE_LAEGGES_OP = "Papiret kunne ikke lægges op. Det, du har gemt, er der stadig."


@dataclass(frozen=True, slots=True)
class Billede:
    """A page as a picture: rows of RGB."""

    width: int
    height: int
    stride: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class Papir:
    """A finished paper: its bytes, a neutral file name and its pages as pictures."""

    pdf: bytes
    filnavn: str
    sider: tuple[Billede, ...]


MakePapir = Callable[[int, int], Papir]  # (besøg, width in px) → the paper; runs off the UI thread


@dataclass(frozen=True, slots=True)
class _Read:
    blad: BesoegBlad
    rettelser: tuple[RettelseTekst, ...]
    kan_rettes: tuple[KanRettes, ...]


class CannotShow(BugError):
    def __init__(self) -> None:
        super().__init__(KAN_IKKE_LAEGGES_OP)


class PapirPage(QWidget):
    """Left the pages, right what can be done."""

    closed = Signal()

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback, make: MakePapir) -> None:
        super().__init__()
        self.setProperty("kind", "canvas")
        self.setObjectName("paper")
        self._theme, self._work, self._context, self._feedback, self._make = theme, work, context, feedback, make
        self._besoeg = self._sag = 0
        self._file = GemPdf(self, work, context, feedback)
        self._papir: Papir | None = None
        self._title = ElidedLabel("", "strong", name="paper_title")
        self._sub = ElidedLabel("", "small")
        self._save = Button(theme, "Gem PDF", kind=Kind.PRIMARY, icon="download", name="paper_save")
        self._save.setEnabled(False)
        self._save.clicked.connect(self._choose_file)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(16)
        self._covered = False
        self._side = RettelseSide(theme, skriver=context.bruger.skriver)
        self._side.wanted.connect(self._amend)
        self._side.judged.connect(self._judge)
        self._pictures: list[tuple[QLabel, QPixmap]] = []
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pages_area = _scroll(self._pages, Qt.AlignmentFlag.AlignHCenter)
        side = QVBoxLayout()
        side.addWidget(self._side)
        self._side_area = _scroll(side, Qt.AlignmentFlag.AlignTop)
        self._build()
        work.changed.connect(self._moved)

    def _build(self) -> None:
        back = Button(self._theme, "", kind=Kind.QUIET, icon="arrow-left", name="paper_back", tip="Tilbage")
        back.clicked.connect(self.closed)
        bar = make_bar(back, self._title, self._save, under=self._sub)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(bar)
        outer.addWidget(rule())
        split = self._split
        split.setSpacing(0)
        split.addWidget(self._pages_area, 1)
        split.addWidget(self._side_area)
        outer.addLayout(split, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The side beside the pages or under them, and no page wider than its place."""
        narrow = self.width() / self._theme.scale < _NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._split.setDirection(down if narrow else across)
        self._split.setStretch(1, 1 if narrow else 0)
        side = self._theme.px(_SIDE_WIDTH)
        self._side_area.setMinimumWidth(0 if narrow else side)
        self._side_area.setMaximumWidth(self.width() if narrow else side)
        room = self.width() - (0 if narrow else side) - 2 * _MARGIN
        room -= self._pages_area.verticalScrollBar().sizeHint().width()
        ratio = self.devicePixelRatioF()
        for label, picture in self._pictures:
            width = round(min(PAGE_WIDTH, room) * ratio)
            shown = picture
            if width < picture.width():
                shown = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            shown.setDevicePixelRatio(ratio)
            label.setPixmap(shown)

    def open(self, besoeg: int, *, covered: bool = False) -> None:
        """Shows a locked besøg. ``covered``: all three may still see the screen, and the journal's paper says more
        than the workplace needs to know; it stands behind a receipt until it is asked for."""
        self._besoeg = besoeg
        self._covered = covered
        self._forget()
        self._side_area.setVisible(not covered)
        if not covered:
            self._pages.addWidget(make_label("Lægger papiret op …", "body2"))
        self._refresh()

    def _forget(self) -> None:
        """Nothing of the besøg shown before stays while another is read."""
        self._papir = None
        self._save.setEnabled(False)
        self._title.setText("")
        self._sub.setText("")
        self._side.forget()
        self._clear_pages()

    def _clear_pages(self) -> None:
        self._pictures = []
        while (item := self._pages.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)

    def _refresh(self) -> None:
        besoeg = self._besoeg
        self._read_again(lambda: self._lay(besoeg))

    def _read_again(self, then: Callable[[], None]) -> None:
        besoeg = self._besoeg

        def read(tx: Tx) -> _Read:
            return _expected(lambda: self._read(tx, besoeg))

        def show(found: _Read) -> None:
            if besoeg == self._besoeg:
                self._show(found)
                then()

        self._work.read(read, show, lambda error: self._fail(besoeg, error))

    def _lay(self, besoeg: int) -> None:
        width = round(PAGE_WIDTH * self.devicePixelRatioF())

        def make() -> Papir:
            return _expected(lambda: self._make(besoeg, width))

        def show(papir: Papir) -> None:
            if besoeg == self._besoeg:
                self._show_paper(papir)

        self._work.run(make, show, lambda error: self._fail(besoeg, error))

    def _fail(self, besoeg: int, error: KonsulentError) -> None:
        """What went wrong stands where the paper would, with a way to try again."""
        if not isinstance(error, UserError):
            self._feedback.hear(error)
        if besoeg != self._besoeg:
            return
        self._forget()
        words = error.message if isinstance(error, UserError) else KAN_IKKE_LAEGGES_OP
        sorry = EmptyState(self._theme, words, icon="triangle-alert", button="Prøv igen", name="paper_error")
        sorry.setMinimumWidth(self._theme.px(360))
        sorry.action.connect(lambda: self.open(besoeg, covered=self._covered))
        self._pages.addWidget(sorry)

    def _read(self, tx: Tx, besoeg: int) -> _Read:
        blad = read_besoeg(tx, besoeg)
        if blad is None:
            raise UserError(VAEK)
        return _Read(blad, read_rettelser(tx, self._context, blad), can_amend(self._context, blad))

    def _show(self, read: _Read) -> None:
        blad = read.blad
        self._sag = blad.sag.id
        place = f" · {blad.virksomhed.navn}" if blad.virksomhed else ""
        self._title.setText(f"{besoeg_ord(blad.besoeg.type or '')}{place}")
        self._sub.setText(
            f"{format_dato_lang(blad.dato)} · {nummer_ord(blad.besoeg.type, blad.besoeg.nummer)} · afsluttet"
        )
        self._side.show_besoeg(read.rettelser, read.kan_rettes)
        if self._covered:
            self._show_receipt(blad)

    def _show_receipt(self, blad: BesoegBlad) -> None:
        """What all at the table may read: that it is done, and when they meet again."""
        self._clear_pages()
        what = dansk_ord.BESOEG_BESTEMT.get(blad.besoeg.type or "", "besøget").capitalize()
        words = f"{what} er afsluttet og låst. Papiret er klar til at gemme."
        if (again := blad.besoeg.naeste_dato) is not None:
            words += f"\n\nNæste besøg er {format_dato_lang(date.fromisoformat(again))}."
        receipt = EmptyState(self._theme, words, icon="lock", button=LOOK, name="paper_receipt")
        receipt.setMinimumWidth(self._theme.px(360))
        receipt.action.connect(self._uncover)
        self._pages.addWidget(receipt, 1)

    def _uncover(self) -> None:
        self._covered = False
        self._side_area.show()
        self._clear_pages()
        if self._papir is not None:
            self._show_pages(self._papir)

    def _amend(self, item: KanRettes, value: str | int, why: str) -> None:
        besoeg = self._besoeg
        self._work.write(
            lambda tx: afslut.make_rettelse(
                tx, self._context, besoeg, item.tabel, item.raekke, {item.felt: value}, why
            ),
            lambda _number: self._amended(),
            lambda error: self._side.complain(error.message),
        )

    def _amended(self) -> None:
        self._side.take_back()
        self._refresh()

    def _judge(self, rettelse: int, accept: bool) -> None:
        self._work.write(
            lambda tx: afslut.judge_forslag(tx, self._context, rettelse, accept), lambda _none: self._refresh()
        )

    def _show_paper(self, papir: Papir) -> None:
        self._papir = papir
        self._save.setEnabled(True)
        if not self._covered:
            self._show_pages(papir)

    def _show_pages(self, papir: Papir) -> None:
        self._clear_pages()
        for number, side in enumerate(papir.sider, 1):
            image = QImage(side.rgb, side.width, side.height, side.stride, QImage.Format.Format_RGB888)
            picture = QPixmap.fromImage(image.copy())
            label = QLabel()
            self._pictures.append((label, picture))
            label.setAccessibleName(f"Side {number} af {len(papir.sider)}")
            self._pages.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        self._pages.addStretch()
        self._fit()

    def _choose_file(self) -> None:
        if self._papir is not None:
            self._file.ask(self._papir.pdf, self._papir.filnavn, self._sag)

    def _moved(self, touched: dict[str, set[int]]) -> None:
        if self.isVisible() and ("rettelse" in touched or "besoeg" in touched):
            self._read_again(lambda: None)


def _expected(job: Callable[[], T]) -> T:
    """What ``job`` gives; an error nobody foresaw is ours, and comes back to the page as one it can show."""
    try:
        return job()
    except KonsulentError:
        raise
    except Exception as error:
        raise CannotShow from error


def _scroll(layout: QVBoxLayout, alignment: Qt.AlignmentFlag) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    page = QWidget()
    page.setProperty("kind", "canvas")
    layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    layout.setAlignment(alignment)
    page.setLayout(layout)
    area.setWidget(page)
    return area
