"""A locked besøg to read: its paper as it prints, »Gem PDF«, its rettelser and a new one."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from konsulent_app.services import afslut
from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.services.rettelser import KanRettes, RettelseTekst, can_amend, read_rettelser
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg
from konsulent_app.store.database import Tx
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.labels import ElidedLabel, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.note import NoteField
from konsulent_app.ui.work import Work
from konsulent_core.dansk import format_dato, format_dato_lang
from konsulent_core.errors import BugError, KonsulentError, UserError, WorldError
from konsulent_core.words import RettelseTilstand

T = TypeVar("T")

PAGE_WIDTH = 760
_SIDE_WIDTH = 392
_MARGIN = 16
_NARROW = 960  # below it what can be done stands under the pages
VAEK = "Besøget findes ikke på denne pc længere."
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


class CannotSave(WorldError):
    def __init__(self) -> None:
        super().__init__("Filen kunne ikke gemmes der. Vælg en anden mappe, eller gør plads på disken.")


class PapirPage(QWidget):
    """Left the pages, right what can be done."""

    closed = Signal()

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback, make: MakePapir) -> None:
        super().__init__()
        self.setProperty("kind", "canvas")
        self.setObjectName("paper")
        self._theme, self._work, self._context, self._feedback, self._make = theme, work, context, feedback, make
        self._besoeg = 0
        self._papir: Papir | None = None
        self._items: tuple[KanRettes, ...] = ()
        self._amended_card: Card | None = None
        self._title = ElidedLabel("", "strong", name="paper_title")
        self._sub = ElidedLabel("", "small")
        self._save = Button(theme, "Gem PDF", kind=Kind.PRIMARY, icon="download", name="paper_save")
        self._save.setEnabled(False)
        self._save.clicked.connect(self._choose_file)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(16)
        self._side = QVBoxLayout()
        self._side.setSpacing(12)
        self._pictures: list[tuple[QLabel, QPixmap]] = []
        self._split = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pages_area = _scroll(self._pages, Qt.AlignmentFlag.AlignHCenter)
        self._side_area = _scroll(self._side, Qt.AlignmentFlag.AlignTop)
        self._what = QComboBox()
        # The longest text to mend has no say in how wide the page is.
        self._what.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._what.setObjectName("paper_rettelse_felt")
        self._what.setAccessibleName("Hvad skal rettes?")
        self._what.setMinimumHeight(theme.px(44))
        self._what.currentIndexChanged.connect(self._chosen)
        self._new = NoteField(theme, "Den rigtige tekst", name="paper_rettelse_tekst", placeholder="Sådan skal der stå")
        self._why = QLineEdit()
        self._why.setObjectName("paper_rettelse_hvorfor")
        self._why.setProperty("kind", "visit")
        self._why.setMinimumHeight(theme.px(44))
        self._why.setPlaceholderText("Hvorfor rettes det?")
        self._why.setAccessibleName("Hvorfor rettes det?")
        self._error = make_label("", "error", wrap=True, name="paper_rettelse_fejl")
        self._build()
        work.changed.connect(self._moved)

    def _build(self) -> None:
        back = Button(self._theme, "", kind=Kind.QUIET, icon="arrow-left", name="paper_back", tip="Tilbage")
        back.clicked.connect(self.closed)
        titles = QVBoxLayout()
        titles.setSpacing(1)
        titles.addWidget(self._title)
        titles.addWidget(self._sub)
        bar = QWidget()
        bar.setProperty("kind", "surface")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(bar)
        line.setContentsMargins(14, 8, 16, 8)
        line.addWidget(back)
        line.addLayout(titles, 1)
        line.addWidget(self._save)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(bar)
        outer.addWidget(rule())
        split = self._split
        split.setSpacing(0)
        split.addWidget(self._pages_area, 1)
        split.addWidget(self._side_area)
        self._side.addWidget(self._amend_card())
        self._side.addStretch()
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

    def open(self, besoeg: int) -> None:
        """Shows a locked besøg."""
        self._besoeg = besoeg
        self._forget()
        self._pages.addWidget(make_label("Lægger papiret op …", "body2"))
        self._refresh()

    def _forget(self) -> None:
        """Nothing of the besøg shown before stays while another is read."""
        self._papir = None
        self._save.setEnabled(False)
        self._title.setText("")
        self._sub.setText("")
        self._offer(())
        self._put_amendments(None)
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
        sorry.action.connect(lambda: self.open(besoeg))
        self._pages.addWidget(sorry)

    def _read(self, tx: Tx, besoeg: int) -> _Read:
        blad = read_besoeg(tx, besoeg)
        if blad is None:
            raise UserError(VAEK)
        return _Read(blad, read_rettelser(tx, self._context, blad), can_amend(self._context, blad))

    def _show(self, read: _Read) -> None:
        blad = read.blad
        place = f" · {blad.virksomhed.navn}" if blad.virksomhed else ""
        self._title.setText(f"Opfølgning{place}")
        self._sub.setText(f"{format_dato_lang(blad.dato)} · besøg {blad.besoeg.nummer} · afsluttet")
        self._put_amendments(self._amendments(read.rettelser))
        self._offer(read.kan_rettes)

    def _put_amendments(self, card: Card | None) -> None:
        if self._amended_card is not None:
            self._side.removeWidget(self._amended_card)
            self._amended_card.hide()
            self._amended_card.deleteLater()
        self._amended_card = card
        if card is not None:
            self._side.insertWidget(0, card)

    def _offer(self, items: tuple[KanRettes, ...]) -> None:
        self._items = items
        self._what.blockSignals(True)
        self._what.clear()
        for item in items:
            self._what.addItem(f"{item.titel}: {item.vaerdi[:60]}")
        self._what.setCurrentIndex(-1)
        self._what.blockSignals(False)

    def _amendments(self, rettelser: tuple[RettelseTekst, ...]) -> Card:
        card = Card(self._theme)
        card.body.addWidget(make_label("Rettelser", "label"))
        if not rettelser:
            card.body.addWidget(make_label("Ingen rettelser. Teksten er, som den blev låst.", "body2", wrap=True))
        for rettelse in rettelser:
            proposed = rettelse.tilstand is RettelseTilstand.FORESLAAET
            state = {
                RettelseTilstand.FORESLAAET: "Forslag",
                RettelseTilstand.GAELDENDE: f"Rettelse {rettelse.nummer}",
                RettelseTilstand.AFVIST: "Afvist forslag",
            }[rettelse.tilstand]
            card.body.addWidget(make_label(f"{state} · {rettelse.felt}", "strong", wrap=True))
            before = f"»{rettelse.foer}« → " if rettelse.foer else ""
            card.body.addWidget(make_label(f"{before}»{rettelse.efter}«", "", wrap=True))
            words = f"{format_dato(rettelse.dato)}, {rettelse.hvem}: {rettelse.begrundelse}"
            card.body.addWidget(make_label(words, "small", wrap=True))
            if proposed:
                card.body.addLayout(self._judge_row(rettelse.rettelse))
        return card

    def _judge_row(self, rettelse: int) -> QHBoxLayout:
        line = QHBoxLayout()
        for words, accept in (("Tag den med", True), ("Afvis", False)):
            button = Button(self._theme, words, name=f"paper_forslag_{'ja' if accept else 'nej'}")
            button.clicked.connect(lambda _=False, a=accept: self._judge(rettelse, a))
            line.addWidget(button)
        line.addStretch()
        return line

    def _amend_card(self) -> Card:
        card = Card(self._theme)
        card.body.addWidget(make_label("Lav en rettelse", "label"))
        card.body.addWidget(make_label("Den første tekst kan stadig læses.", "small", wrap=True))
        make = Button(self._theme, "Gem rettelse", name="paper_rettelse_gem")
        make.clicked.connect(self._amend)
        self._error.hide()
        asked = make_label("Hvad skal rettes?", "strong", name="paper_rettelse_spoerg")
        asked.setBuddy(self._what)
        for part in (asked, self._what, self._new, self._why, self._error, make):
            card.body.addWidget(part)
        return card

    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self._items):
            self._new.set_text(self._items[place].vaerdi)

    def _amend(self) -> None:
        place = self._what.currentIndex()
        if not 0 <= place < len(self._items):
            self._complain("Vælg, hvad der skal rettes.")
            return
        item = self._items[place]
        text = self._new.text().strip()
        value: str | int = text
        if item.felt == "trin":
            if text not in {"1", "2", "3", "4", "5"}:
                self._complain("Skriv et trin fra 1 til 5.")
                return
            value = int(text)
        besoeg, why = self._besoeg, self._why.text()
        self._work.write(
            lambda tx: afslut.make_rettelse(
                tx, self._context, besoeg, item.tabel, item.raekke, {item.felt: value}, why
            ),
            lambda _number: self._amended(),
            lambda error: self._complain(error.message),
        )

    def _amended(self) -> None:
        self._why.clear()
        self._new.set_text("")
        self._refresh()

    def _complain(self, text: str) -> None:
        self._error.setText(text)
        self._error.show()

    def _judge(self, rettelse: int, accept: bool) -> None:
        self._work.write(
            lambda tx: afslut.judge_forslag(tx, self._context, rettelse, accept), lambda _none: self._refresh()
        )

    def _show_paper(self, papir: Papir) -> None:
        self._papir = papir
        self._save.setEnabled(True)
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
        if self._papir is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, "Gem PDF", self._papir.filnavn, "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """A deliberate, logged act: the paper's hash is kept, and nothing else of it."""
        papir = self._papir
        if papir is None:
            return
        digest = hashlib.sha256(papir.pdf).hexdigest()
        besoeg = self._besoeg

        def save() -> None:
            try:
                path.write_bytes(papir.pdf)
            except OSError:
                raise CannotSave from None

        def log(tx: Tx) -> None:
            blad = read_besoeg(tx, besoeg)
            if blad is not None:
                log_haendelse(tx, self._context, Haendelse.GEM_PDF, blad.sag.id, digest)

        self._work.run(save, lambda _none: self._saved(log), self._feedback.hear)

    def _saved(self, log: Callable[[Tx], None]) -> None:
        self._work.write(log)
        self._feedback.tell("PDF’en er gemt.")

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
