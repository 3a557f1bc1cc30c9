"""The hours of a week over time as steps: the chart that papers have, in the theme's colours."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.diagram import FigurDiagram
from konsulent_core.diagram.former import Figur
from konsulent_core.diagram.timer import spoken, timer_figur
from konsulent_core.snapshot import TimerBlad

_HEIGHT = 222


class TimerKurve(FigurDiagram):
    """The same in words is its accessible name."""

    def __init__(self, theme: Theme, name: str = "timerkurve") -> None:
        super().__init__(theme, name)
        self._trin: tuple[TimerBlad, ...] = ()
        self._idag = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_trin(self, trin: Sequence[TimerBlad], idag: date) -> None:
        """The steps from the first to the last, and today."""
        if (tuple(trin), idag) == (self._trin, self._idag):
            return  # read again: whoever walks the values stays where she is
        self._trin, self._idag = tuple(trin), idag
        self.setAccessibleName(spoken(self._trin))
        self.show_new()

    def make(self, width: float, height: float) -> Figur | None:
        return timer_figur(self._trin, self._idag, width, self._pen.measure, fuld=True)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self._theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._theme.px(_HEIGHT))
