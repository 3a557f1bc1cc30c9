"""Today's visits in time order: the next one large, the later ones short, and the line of time beside them."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from konsulent_app.store.idag import BesoegIDag
from konsulent_app.ui.pages import idag_ord
from konsulent_app.ui.pages.ring import open_numbers
from konsulent_app.ui.pages.sag_ord import aftale_ord
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import FlowLabel, PersonChip, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.trykkort import Tegn, TrykKort
from konsulent_core.dansk import dage_over, format_dato
from konsulent_core.entities import Aftale

AFTALER = 6  # rows on a card; the rest stand in the sag
GAP = 14  # px between two cards, through which the line of time goes on
BESIDE_FROM = 520  # px of a short card at which its buttons stand beside the words


class TidMark(QWidget):
    """The time of a visit with its dot on the line."""

    def __init__(self, theme: Theme, tid: str, *, foerst: bool, sidst: bool) -> None:
        super().__init__()
        self._theme, self._tid, self._foerst, self._sidst = theme, tid, foerst, sidst
        self.setAccessibleName(f"kl. {tid}" if tid else "uden tid")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        words = self._theme.metrics(17, 600).horizontalAdvance("00.00")
        return QSize(words + self._theme.px(28), self._theme.px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        side = theme.px(14 if self._foerst else 10)
        middle, high = self.width() - theme.px(8), theme.px(26)
        top, bottom = (high if self._foerst else 0), (high if self._sidst else self.height())
        paint.box(painter, QRectF(middle - 1, top, 2, bottom - top), fill=theme.color("line"), radius=0)
        dot = QRectF(middle - side / 2, high - side / 2, side, side)
        token = "accent" if self._foerst else "canvas"
        edge = "accent" if self._foerst else "line_strong"
        paint.box(painter, dot, fill=theme.color(token), edge=theme.color(edge), width=2, radius=side / 2)
        where = QRectF(0, 0, middle - theme.px(12), 2 * high)
        paint.text(painter, where, self._tid, theme.font(17, 600), theme.color("ink"), paint.RIGHT)
        painter.end()


class AftaltRaekke(QWidget):
    """An aftale to read: its state, what, who, and how late."""

    def __init__(self, theme: Theme, aftale: Aftale, i_dag: date) -> None:
        super().__init__()
        vist, done = aftale_ord(aftale, i_dag), bool(aftale.gjort)
        icon, token, spoken = ("circle-check", "accent", "gjort") if done else ("circle", "ink2", "åben")
        sign = Tegn(theme, icon, token, 17, spoken)
        sign.setFixedHeight(theme.px(26))  # as the chip's, so that both stand on one line
        facts = FlowLayout(line_gap=2)
        facts.addWidget(FlowLabel(theme, vist.tekst, "body2" if done else ""))
        if vist.hvem is not None:
            facts.addWidget(PersonChip(theme, vist.hvem))
        if vist.over:
            facts.addWidget(make_label(dage_over(date.fromisoformat(aftale.senest or ""), i_dag), "error"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(facts, 1)


class AftaltBlok(QWidget):
    """»Aftalt sidst, 12.02.2026« behind the bar that says »sidst«."""

    def __init__(self, theme: Theme, besoeg: BesoegIDag, i_dag: date, *, titel: bool) -> None:
        super().__init__()
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 2, 0, 2)
        column.setSpacing(6)
        sidst = besoeg.sag.linje.sidst
        if titel and sidst is not None:
            column.addWidget(make_label(f"Aftalt sidst, {format_dato(sidst)}", "ghost"))
        for aftale in besoeg.aftaler[:AFTALER]:
            column.addWidget(AftaltRaekke(theme, aftale, i_dag))
        if len(besoeg.aftaler) > AFTALER:
            column.addWidget(make_label(idag_ord.flere_ord(len(besoeg.aftaler) - AFTALER), "small"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, QRectF(0, 0, 3, self.height()), fill=self._theme.color("ghost"), radius=0)
        painter.end()


class BesoegKort(TrykKort):
    """One visit. ``naeste``: the one that comes now, with all that can be done about it."""

    started = Signal()
    prepared = Signal()
    flyt_wanted = Signal()
    copied = Signal()

    def __init__(
        self, theme: Theme, number: int, besoeg: BesoegIDag, i_dag: date, *, naeste: bool, skriver: bool = True
    ) -> None:
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        super().__init__(theme, idag_ord.besoeg_ord(besoeg), self._halves, name=f"today_visit_{number}", aktuel=naeste)
        self._naeste = naeste
        navn = besoeg.sag.linje.navn
        self._numre = idag_ord.numre(besoeg.sag)
        height = 44 if naeste else 40
        words = idag_ord.start_ord(besoeg)
        kind, icon = (Kind.PRIMARY, "play") if naeste else (Kind.SECONDARY, "")
        self.start = Button(theme, words, kind=kind, icon=icon, height=height, name=f"today_start_{number}",
                            spoken=f"{words}: {navn}", tip=f"{words} (Ctrl+B)" if naeste else "")  # fmt: skip
        kind, words = (Kind.SECONDARY, "Forbered") if naeste else (Kind.QUIET, "")
        self.prepare = Button(theme, words, kind=kind, icon="list-checks", height=height,
                              name=f"today_prepare_{number}", spoken=f"Forbered: {navn}",
                              tip="Forbered besøg (Ctrl+E)" if naeste else "Forbered besøg")  # fmt: skip
        self.start.clicked.connect(self.started)
        self.prepare.clicked.connect(self.prepared)
        self._buttons = [self.start, self.prepare] if naeste else [self.prepare, self.start]
        if naeste:
            if self._numre:
                self._buttons.append(self._make_call(number, navn))
            self._buttons.append(self._make_flyt(number, navn))
        if not skriver:
            # they are asked for their names elsewhere, and are simply not there for who reads
            self._buttons = [button for button in self._buttons if button.objectName().startswith("today_call")]
            for button in (self.start, self.prepare):
                button.setParent(self)
                button.hide()
        self._build(besoeg, i_dag)

    def _make_flyt(self, number: int, navn: str) -> Button:
        flyt = Button(self.theme, "", kind=Kind.QUIET, icon="calendar-clock", name=f"today_move_{number}",
                      spoken=f"Flyt besøget: {navn}", tip="Flyt besøget (Ctrl+D)")  # fmt: skip
        flyt.clicked.connect(self.flyt_wanted)
        return flyt

    def _make_call(self, number: int, navn: str) -> Button:
        words = idag_ord.ring_ord(self._numre)
        call = Button(self.theme, words, icon="phone", name=f"today_call_{number}", spoken=f"{words} om {navn}")
        call.clicked.connect(lambda: open_numbers(call, self._numre, "today_numbers", self.copied.emit))
        return call

    def _build(self, besoeg: BesoegIDag, i_dag: date) -> None:
        theme, linje = self.theme, besoeg.sag.linje
        head = FlowLayout(gap=10, line_gap=2)
        head.addWidget(FlowLabel(theme, linje.navn, "question" if self._naeste else "label"))
        if linje.bekymring:
            head.addWidget(Tegn(theme, "flag", "warn", 18, "Bekymringssag"))
        head.addWidget(make_label(idag_ord.nummer_ord(besoeg), "small"))
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addLayout(head)
        words.addLayout(self._place(besoeg))
        if besoeg.aftaler:
            words.addWidget(AftaltBlok(theme, besoeg, i_dag, titel=self._naeste))
        row = QWidget()
        buttons = FlowLayout(row, gap=8)
        for button in self._buttons:
            buttons.addWidget(button)
        row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._halves.setContentsMargins(18, 14, 18, 14)
        self._halves.setSpacing(12)
        self._halves.addLayout(words, 1)
        self._halves.addWidget(row, 0, Qt.AlignmentFlag.AlignVCenter)

    def _place(self, besoeg: BesoegIDag) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(Tegn(self.theme, "map-pin", "ink2", 16), 0, Qt.AlignmentFlag.AlignTop)
        place = FlowLayout(gap=8, line_gap=2)
        place.addWidget(FlowLabel(self.theme, idag_ord.sted_ord(besoeg.sag), "strong"))
        if besoeg.adresse:
            place.addWidget(FlowLabel(self.theme, besoeg.adresse, "body2"))
        line.addLayout(place, 1)
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = not self._naeste and self.width() >= self.theme.px(BESIDE_FROM)
        side_by_side, beneath = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(side_by_side if beside else beneath)
