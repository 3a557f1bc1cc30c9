"""»Hvor står borgerne nu?«: the four groups side by side, each borger in one of them, by name."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from konsulent_app.ui.pages.overblik_ord import Raekke
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import FlowLabel, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.trykkort import TrykKort
from konsulent_core.overblik_ord import GRUPPE_ORD
from konsulent_core.words import Sagsgruppe

VIST, MANGE = 7, 10  # rows a column, and in a large window; the rest are asked for
_COLUMN = 148  # px of the narrowest column at 100 %
FORKLARING = "Hver borger står ét sted. Åbn sagen, eller åbn listen for at flytte."
FORKLARING_LAES = "Hver borger står ét sted. Åbn listen for at se dem alle."
INGEN = "Ingen lige nu"


class _Kolonne(QWidget):
    """One group: who stands there, and the way to all of them."""

    opened = Signal(object)
    """id of the sag"""
    wanted = Signal()

    def __init__(self, theme: Theme, gruppe: Sagsgruppe) -> None:
        super().__init__()
        self._theme, self._gruppe = theme, gruppe
        self._shown: object = None
        self._raekker: tuple[Raekke, ...] = ()
        self._vist = VIST
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = FlowLayout(gap=8, line_gap=0)
        head.addWidget(FlowLabel(theme, GRUPPE_ORD[gruppe], "label"))
        self._antal = make_label("", "number")
        head.addWidget(self._antal)
        column.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        column.addStretch(1)
        self._alle = Button(theme, "", kind=Kind.SWITCH, height=32, name=f"overview_col_{gruppe}")
        self._alle.clicked.connect(self.wanted)
        column.addWidget(self._alle, 0, Qt.AlignmentFlag.AlignLeft)

    def show_raekker(self, raekker: Sequence[Raekke]) -> None:
        """Draws them when they are others than before."""
        self._raekker = tuple(raekker)
        if (self._raekker, self._vist) == self._shown:
            return
        self._shown = (self._raekker, self._vist)
        self._antal.setText(str(len(raekker)))
        clear(self._rows)
        if not raekker:
            self._rows.addWidget(make_label(INGEN, "small"))
        for number, one in enumerate(raekker[: self._vist], start=1):
            self._rows.addWidget(self._row(number, one))
        words = f"Vis alle {len(raekker)}" if len(raekker) > self._vist else "Åbn listen"
        self._alle.set_words(words, f"{GRUPPE_ORD[self._gruppe]}: {words.lower()}")
        self._alle.setVisible(bool(raekker))

    def set_vist(self, vist: int) -> None:
        """How many rows stand here."""
        if vist != self._vist:
            self._vist = vist
            self.show_raekker(self._raekker)

    def _row(self, number: int, one: Raekke) -> TrykKort:
        column = QVBoxLayout()
        column.setContentsMargins(0, 3, 2, 3)
        column.setSpacing(0)
        spoken = f"{one.navn}, {one.under}" if one.under else one.navn
        row = TrykKort(self._theme, spoken, column, name=f"overview_col_{self._gruppe}_{number}", flad=True)
        column.addWidget(make_label(one.navn, "strong", wrap=True))
        column.addWidget(make_label(one.under, "under", wrap=True))
        row.clicked.connect(partial(self.opened.emit, one.sag))
        return row


class GrupperKort(Card):
    """The columns, four, two or one beside each other; who is not judged yet is told above them."""

    opened = Signal(object)
    """id of the sag"""
    wanted = Signal(object)
    """Sagsgruppe, or None for those who are not judged yet"""

    def __init__(self, theme: Theme, *, skriver: bool = True) -> None:
        super().__init__(theme, pad=18, name="overview_groups")
        self.body.setContentsMargins(18, 10, 18, 8)
        self.body.setSpacing(8)
        head = QWidget()
        line = FlowLayout(head, gap=10, line_gap=2)
        line.addWidget(FlowLabel(theme, "Hvor står borgerne nu?", "label"))
        line.addWidget(FlowLabel(theme, FORKLARING if skriver else FORKLARING_LAES, "small"))
        self._uvurderet = Button(theme, "", kind=Kind.SWITCH, height=32, name="overview_col_uvurderet")
        self._uvurderet.clicked.connect(lambda: self.wanted.emit(None))
        line.addWidget(self._uvurderet)
        self.body.addWidget(head)
        self._kolonner = {gruppe: _Kolonne(theme, gruppe) for gruppe in Sagsgruppe}
        self._edges = [QFrame() for _ in range(len(self._kolonner) - 1)]
        for edge in self._edges:
            edge.setProperty("kind", "edge")
            edge.setFixedWidth(1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(16)
        self.body.addLayout(self._grid, 1)
        self._across = 0
        self._arrange(len(self._kolonner))
        for gruppe, kolonne in self._kolonner.items():
            kolonne.opened.connect(self.opened)
            kolonne.wanted.connect(partial(self.wanted.emit, gruppe))

    def set_vist(self, vist: int) -> None:
        """How many rows a column has."""
        for kolonne in self._kolonner.values():
            kolonne.set_vist(vist)

    def show_grupper(self, grupper: Mapping[Sagsgruppe | None, Sequence[Raekke]]) -> None:
        """Who stands where, each by name; None: who is not judged yet."""
        for gruppe, kolonne in self._kolonner.items():
            kolonne.show_raekker(grupper[gruppe])
        uvurderet = len(grupper[None])
        self._uvurderet.setVisible(bool(uvurderet))
        self._uvurderet.set_words(f"{uvurderet} er ikke vurderet endnu")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = (self.width() - 36) // self.theme.px(_COLUMN)
        self._arrange(next((across for across in (4, 2) if across <= room), 1))

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        places = 2 * len(self._kolonner)
        for column in range(places):
            self._grid.setColumnStretch(column, 0)
        for number, kolonne in enumerate(self._kolonner.values()):
            place = number % across
            self._grid.addWidget(kolonne, number // across, 2 * place)
            self._grid.setColumnStretch(2 * place, 1)
        for number, edge in enumerate(self._edges):
            edge.setVisible(across == len(self._kolonner))
            self._grid.addWidget(edge, 0, 2 * number + 1)
