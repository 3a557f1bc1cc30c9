"""A card or a row that is pressed as a whole, with smaller buttons of its own inside it."""

from PySide6.QtCore import Property, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import PaintedButton
from konsulent_app.ui.widgets.cards import FliseIndhold


class TrykKort(PaintedButton):
    """Fill ``body``. ``state`` current has an accent border; ``flad`` is a row without a surface of its own."""

    def __init__(
        self, theme: Theme, spoken: str, body: QBoxLayout, *, name: str, aktuel: bool = False, flad: bool = False
    ) -> None:
        super().__init__(theme, name)
        self.setAccessibleName(spoken)
        self._aktuel, self._flad = aktuel, flad
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.body = body
        self.setLayout(body)

    def _get_state(self) -> str:
        return "current" if self._aktuel else "flat" if self._flad else "rest"

    state = Property(str, _get_state)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        if not self._flad:
            edge = theme.color("accent" if self._aktuel else "line_strong" if self._hover else "line")
            width = 1.5 if self._aktuel else 1.0
            paint.box(painter, rect, fill=theme.color("surface"), edge=edge, width=width, radius=12)
        elif self._hover:
            paint.box(painter, rect, fill=theme.color("sunken"), radius=8)
        if self.ring:
            paint.focus_ring(painter, theme, rect, 8 if self._flad else 12)
        painter.end()


class TrykFlise(TrykKort):
    """A tile that leads somewhere: a press shows what its figure stands on."""

    def __init__(self, theme: Theme, titel: str, *, icon: str, name: str, tip: str) -> None:
        self._indhold = FliseIndhold(theme, titel, "", "", icon)
        self._indhold.setContentsMargins(14, 14, 14, 14)
        super().__init__(theme, titel, self._indhold, name=name)
        self._titel = titel
        self.head, self.foot = self._indhold.head, self._indhold.foot
        self.setToolTip(tip)

    def set_words(self, vaerdi: str, linje: str) -> None:
        """Another figure."""
        self._indhold.set_words(vaerdi, linje)
        self.setAccessibleName(f"{self._titel}: {vaerdi}, {linje}. {self.toolTip()}")


class Tegn(QWidget):
    """An icon that is read and not pressed; ``spoken`` is what a screen reader says, "" where the words beside do."""

    def __init__(self, theme: Theme, icon: str, token: str, size: int, spoken: str = "") -> None:
        super().__init__()
        self._theme, self._icon, self._token, self._size = theme, icon, token, size
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = self._theme.px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.start(painter)
        paint.icon(painter, self._theme, self._icon, self._token, self._size, 0, self.height() / 2)
        painter.end()
