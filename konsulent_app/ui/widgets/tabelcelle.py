"""A cell of a small table of counts: pressed where it holds any, quiet where it is empty."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import PaintedButton

_SIDE, _INSET = 32, 3


class TabelCelle(PaintedButton):
    """``tung``: among the highest of the table, drawn darker; the number says the same."""

    def __init__(self, theme: Theme, antal: int, spoken: str, *, name: str, tung: bool = False) -> None:
        super().__init__(theme, name)
        self._tung = tung
        self.setText(str(antal))
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(_SIDE), self.theme.px(_SIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        area = _body(theme, rect)
        paint.box(painter, area, fill=theme.color("accent" if self._tung else "accent_soft"), radius=5)
        ink = "on_accent" if self._tung else "accent_ink"
        paint.text(painter, area, self.text(), theme.font(13, 600), theme.color(ink), paint.CENTER)
        if self.ring:
            paint.box(painter, rect, edge=theme.color("focus"), width=paint.RING, radius=7)
        painter.end()


class TomCelle(QWidget):
    """Nobody here: the table keeps its shape."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_SIDE), self._theme.px(_SIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.start(painter)
        paint.box(painter, _body(self._theme, QRectF(self.rect())), fill=self._theme.color("sunken"), radius=5)
        painter.end()


def _body(theme: Theme, rect: QRectF) -> QRectF:
    """Lower than the target, so that the rows stand close and are still easy to hit."""
    inset = theme.px(_INSET)
    return rect.adjusted(1, inset, -1, -inset)
