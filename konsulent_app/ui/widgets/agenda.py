"""The agenda beside the form: its points, how far each has come, and what was agreed last time."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Property, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.agenda_item import AgendaItem, PunktStatus
from konsulent_app.ui.widgets.cards import AftaltSidst
from konsulent_app.ui.widgets.labels import make_label


class Bredde(StrEnum):
    """Whole titles, or a rail of numbers."""

    FULD = "fuld"
    SMAL = "smal"


@dataclass(frozen=True)
class Punkt:
    """A point of the agenda: its number is its place."""

    nummer: int
    titel: str


class Segmenter(QWidget):
    """One short bar for each point, filled for the ones touched."""

    def __init__(self, theme: Theme, antal: int) -> None:
        super().__init__()
        self._theme, self._antal, self._fyldt = theme, antal, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_fyldt(self, fyldt: int) -> None:
        """How many are filled."""
        self._fyldt = fyldt
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(60, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.start(painter)
        gap = 4.0 if self.width() > self._antal * 8 else 1.0
        each = (self.width() - gap * (self._antal - 1)) / self._antal
        for number in range(self._antal):
            token = "accent" if number < self._fyldt else "line"
            where = QRectF(number * (each + gap), 0, each, 6)
            paint.box(painter, where, fill=self._theme.color(token), radius=3)
        painter.end()


class Agenda(QWidget):
    """Head with progress, the points, and the card »Aftalt sidst« at the bottom."""

    valgt = Signal(int)
    """the number of the point pressed"""
    aftalt_sidst_clicked = Signal()

    def __init__(
        self, theme: Theme, punkter: Sequence[Punkt], *, prefix: str = "visit", titel: str = "Dagsorden"
    ) -> None:
        super().__init__()
        self._theme = theme
        self._items = {p.nummer: AgendaItem(theme, p.nummer, p.titel, f"{prefix}_agenda_{p.nummer}")
                       for p in punkter}  # fmt: skip
        self._head: QLabel = make_label(titel, "label")
        self._count: QLabel = make_label("", "small", name=f"{prefix}_agenda_antal")
        self._bars = Segmenter(theme, len(punkter))
        self._card = AftaltSidst(theme, name=f"{prefix}_agenda_aftalt")
        self._card.hide()
        self._card_shown = False
        self._build()
        self._tell()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 16, 12, 14)
        layout.setSpacing(2)
        self._line = QHBoxLayout()
        self._line.setContentsMargins(10, 0, 10, 0)
        self._line.addWidget(self._head)
        self._line.addStretch()
        self._line.addWidget(self._count)
        layout.addLayout(self._line)
        bars = QHBoxLayout()
        bars.setContentsMargins(10, 2, 10, 8)
        bars.addWidget(self._bars)
        layout.addLayout(bars)
        for item in self._items.values():
            item.clicked.connect(lambda _=False, n=item.nummer: self.valgt.emit(n))
            layout.addWidget(item)
        layout.addStretch()
        layout.addWidget(self._card)
        self._card.clicked.connect(self.aftalt_sidst_clicked)

    def _get_value(self) -> int:
        return sum(item.get_status() is PunktStatus.BEROERT for item in self._items.values())

    value = Property(int, _get_value)

    def set_status(self, nummer: int, status: PunktStatus) -> None:
        """How far a point has come."""
        self._items[nummer].set_status(status)
        self._tell()

    def set_svar(self, nummer: int, svar: str) -> None:
        """What was answered at a point, below its title."""
        self._items[nummer].set_svar(svar)

    def set_aktuel(self, nummer: int) -> None:
        """Frames the point that the form shows."""
        for number, item in self._items.items():
            item.set_aktuel(number == nummer)

    def set_aftalt_sidst(self, gjort: int, antal: int, tekst: str) -> None:
        """The card at the bottom: »2 af 3 gjort« and the open one; none at all hides it."""
        self._card.set_words(gjort, antal, tekst)
        self._card_shown = antal > 0
        self._card.setVisible(self._card_shown and self._head.isVisibleTo(self))

    def set_bredde(self, bredde: Bredde) -> None:
        """Whole titles or numbers only."""
        smal = bredde is Bredde.SMAL
        self._head.setVisible(not smal)
        self._count.setVisible(not smal)
        self._card.setVisible(self._card_shown and not smal)
        for item in self._items.values():
            item.set_smal(smal)

    def _tell(self) -> None:
        done = self._get_value()
        self._count.setText(f"{done} af {len(self._items)}")
        self._bars.set_fyldt(done)
