"""A quiet notice on a sag: what its former konsulent wrote before it was given on, and that came after."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.store.forsinkede import SentNyt
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.dansk import MAANEDER


def sent_ord(one: SentNyt) -> str:
    """»Mette Krogh skrev i besøget 12. marts, før sagen blev givet videre. Det kom 14. marts.«"""
    where = f"besøget {_dag(one.dato)}" if one.dato is not None else "sagen"
    return f"{one.hvem} skrev i {where}, før sagen blev givet videre. Det kom {_dag(one.modtaget)}."


def _dag(dato: date) -> str:
    return f"{dato.day}. {MAANEDER[dato.month - 1]}"


class ForsinketKort(Card):
    """Not there without anything to tell. Objects: case_late, case_late_1_vis, case_late_1_set."""

    shown = Signal(object)
    """id of the besøg"""
    seen = Signal(object)
    """ids of what was seen"""

    def __init__(self, theme: Theme, *, skriver: bool) -> None:
        super().__init__(theme, pad=16, name="case_late", sunken=True)
        self._skriver = skriver
        self._told: tuple[SentNyt, ...] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.hide()

    def show_forsinkede(self, found: Sequence[SentNyt]) -> None:
        """Draws them when they are others than before."""
        self.setVisible(bool(found))
        if tuple(found) == self._told:
            return
        self._told = tuple(found)
        clear(self._rows)
        for number, one in enumerate(found, start=1):
            if number > 1:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(number, one))

    def _row(self, number: int, one: SentNyt) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        words = sent_ord(one)
        column.addWidget(make_label(words, wrap=True, name=f"case_late_{number}"))
        buttons = FlowLayout(gap=6)
        if one.besoeg is not None:
            vis = Button(self.theme, "Vis", kind=Kind.QUIET, height=36, name=f"case_late_{number}_vis",
                         spoken=f"Vis: {words}")  # fmt: skip
            vis.clicked.connect(partial(self.shown.emit, one.besoeg))
            buttons.addWidget(vis)
        if self._skriver:
            seen = Button(self.theme, "Set", kind=Kind.QUIET, icon="check", height=36, name=f"case_late_{number}_set",
                          spoken=f"Set: {words}")  # fmt: skip
            seen.clicked.connect(partial(self.seen.emit, one.raekker))
            buttons.addWidget(seen)
        column.addLayout(buttons)
        return row
