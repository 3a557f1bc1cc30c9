"""The tiles of a sag: the next besøg with »Flyt«, the hours that lead to their steps, the attendance."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from konsulent_app.store.sager import SagBlad
from konsulent_app.ui.pages import sag_ord
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Tile
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.timeline import HoursBar
from konsulent_app.ui.widgets.trykkort import TrykFlise

BESIDE_FROM = 480


class SagFliser(QWidget):
    """Beside each other where there is room for them."""

    flyt_wanted = Signal()
    timer_wanted = Signal()

    def __init__(self, theme: Theme, *, skriver: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._bar: HoursBar | None = None
        self._naeste = Tile(theme, "Næste besøg", "", "", name="case_tile_naeste")
        self._timer = TrykFlise(
            theme, "Timer pr. uge", icon="clock", name="case_tile_timer", tip="Se og ret timerne (Ctrl+T)"
        )
        self._timer.clicked.connect(self.timer_wanted)
        self._timer.setEnabled(skriver)
        self._fremmoede = Tile(theme, "Fremmøde siden sidst", "", "", icon="calendar-check", name="case_tile_fremmoede")
        self._flyt = Button(theme, "", kind=Kind.QUIET, height=32, name="case_flyt",
                            tip="Aftal eller flyt næste besøg (Ctrl+D)")  # fmt: skip
        self._flyt.clicked.connect(self.flyt_wanted)
        self._naeste.head.addWidget(self._flyt)
        if not skriver:
            self._flyt.hide()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        for tile in (self._naeste, self._timer, self._fremmoede):
            tile.head.addStrut(theme.px(32))  # with a button and without one the figures stand on one line
            self._row.addWidget(tile, 1)

    def show_blad(self, blad: SagBlad, i_dag: date) -> None:
        """Shows a sag."""
        flise = sag_ord.flise_naeste(blad, i_dag)
        self._naeste.set_titel(flise.titel)
        self._naeste.set_words(flise.vaerdi, flise.linje)
        word = "Aftal" if blad.naeste_dato is None else "Flyt"
        self._flyt.set_words(word, f"{word} næste besøg")
        flise, hours = sag_ord.flise_timer(blad, i_dag)
        self._timer.set_words(flise.vaerdi, flise.linje)
        if self._bar is not None:
            self._timer.foot.removeWidget(self._bar)
            self._bar.deleteLater()
            self._bar = None
        if hours is not None:
            self._bar = HoursBar(self._theme, *hours)
            self._timer.foot.addWidget(self._bar)
        flise = sag_ord.flise_fremmoede(blad)
        self._fremmoede.set_words(flise.vaerdi, flise.linje)

    def arrange(self, room: float) -> None:
        """``room`` is px at 100 %."""
        side_by_side, beneath = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(side_by_side if room >= BESIDE_FROM else beneath)
