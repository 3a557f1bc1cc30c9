"""The list behind a count: borgere by name, each pressed to open the sag, and moved where the list is a group."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.pages.overblik_ord import Raekke, antal_ord
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import Avatar, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.trykkort import Tegn, TrykKort

AT_ONCE = 50  # rows are drawn; more are asked for
INGEN = "Ingen lige nu."


class RaekkeAfsnit(QWidget):
    """Words over rows, of which so many are drawn at once; whoever inherits says what a row looks like."""

    opened = Signal(object)
    """id of the sag"""

    def __init__(self, theme: Theme, raekker: Sequence[Raekke], ord_: str) -> None:
        """``ord_`` stands above them."""
        super().__init__()
        self._theme, self._raekker, self._drawn = theme, tuple(raekker), 0
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(make_label(ord_, "small", wrap=True, name="overview_list_words"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        self._more = Button(theme, "", kind=Kind.QUIET, height=36, name="overview_list_more")
        self._more.clicked.connect(self.draw)
        column.addWidget(self._more)

    def draw(self) -> None:
        """The next rows; the first when whoever inherits is ready."""
        upto = min(len(self._raekker), self._drawn + AT_ONCE)
        for number in range(self._drawn, upto):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(number + 1, self._raekker[number]))
        self._drawn = upto
        rest = len(self._raekker) - upto
        self._more.set_words(f"Vis {min(rest, AT_ONCE)} til")
        self._more.setVisible(rest > 0)

    def _row(self, number: int, one: Raekke) -> QWidget:
        raise NotImplementedError


class Liste(RaekkeAfsnit):
    """``flyt``: each row has a button that moves the borger to another group."""

    moved = Signal(object)
    """id of the sag"""

    def __init__(self, theme: Theme, raekker: Sequence[Raekke], *, flyt: bool, forklaring: str = "") -> None:
        head = f"{antal_ord(len(raekker))}, i alfabetisk orden" if raekker else INGEN
        super().__init__(theme, raekker, f"{forklaring} {head}".strip())
        self._flyt = flyt
        self.draw()

    def _row(self, number: int, one: Raekke) -> QWidget:
        line = QHBoxLayout()
        line.setContentsMargins(6, 5, 4, 5)
        line.setSpacing(10)
        spoken = f"Åbn sagen: {one.navn}. {one.under}" if one.under else f"Åbn sagen: {one.navn}"
        row = TrykKort(self._theme, spoken, line, name=f"overview_list_{number}", flad=True)
        line.addWidget(Avatar(self._theme, one.navn, size=32))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(make_label(one.navn, "strong", wrap=True))
        if one.under:
            words.addWidget(make_label(one.under, "small", wrap=True))
        line.addLayout(words, 1)
        if self._flyt:
            button = Button(self._theme, "Flyt", kind=Kind.QUIET, height=32, name=f"overview_list_flyt_{number}",
                            spoken=f"Flyt {one.navn} til en anden gruppe")  # fmt: skip
            button.clicked.connect(partial(self.moved.emit, one.sag))
            line.addWidget(button)
        line.addWidget(Tegn(self._theme, "chevron-right", "ink2", 16))
        row.clicked.connect(partial(self.opened.emit, one.sag))
        return row
