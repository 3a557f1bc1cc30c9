"""A card of I dag with a few rows that lead somewhere, and the rest when they are asked for."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from konsulent_app.store.idag import IDag
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card, SectionTitle
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.trykkort import TrykKort

SHOWN = 4  # rows; the rest are asked for
T = TypeVar("T")


class RaekkeKort(Card, Generic[T]):
    """Not there when it has no rows; drawn when they are others than before."""

    opened = Signal(object)
    """id of what a row leads to"""

    def __init__(self, theme: Theme, titel: str, name: str) -> None:
        super().__init__(theme, pad=18, name=name)
        self._shown: object = None
        self._all = False
        self._blad: IDag | None = None
        head = SectionTitle(titel)
        head.setMinimumHeight(theme.px(32))
        self.body.setContentsMargins(18, 10, 10, 10)
        self.body.setSpacing(4)
        self.body.addWidget(head)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(2)
        self.body.addLayout(self.rows)

    def show_blad(self, blad: IDag) -> None:
        self._blad = blad
        found, last = self._found(blad), self._last(blad)
        self.setVisible(bool(found))
        if (blad.dato, found, last, self._all) == self._shown:
            return
        self._shown = (blad.dato, found, last, self._all)
        clear(self.rows)
        shown = found if self._all else found[:SHOWN]
        for number, one in enumerate(shown, start=1):
            if number > 1:
                self.rows.addWidget(rule())
            self.rows.addWidget(self._row(number, one, blad))
        if len(found) > len(shown):
            words = f"Vis alle {len(found)}"
            more = Button(self.theme, words, kind=Kind.QUIET, height=36, name=f"{self.objectName()}_all")
            more.clicked.connect(self._show_all)
            self.rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if last:
            self.rows.addWidget(make_label(last, "small", wrap=True))

    @abstractmethod
    def _found(self, blad: IDag) -> Sequence[T]:
        """What there is a row for."""

    @abstractmethod
    def _row(self, number: int, one: T, blad: IDag) -> TrykKort:
        """Its row, ``number`` from 1."""

    def _last(self, blad: IDag) -> str:
        """A line under the rows."""
        return ""

    def _show_all(self) -> None:
        self._all = True
        if self._blad is not None:
            self.show_blad(self._blad)
