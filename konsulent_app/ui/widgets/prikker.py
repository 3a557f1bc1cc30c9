"""One anonymous dot per borger: filled for who has it, a ring for who is missing, quiet for the others."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint

MOST = 160
"""More dots than this cannot be told apart: a bar shows the same."""
_STEP, _DOT, _BAR = 20, 15, 15


class Prikker(QWidget):
    """In as many lines as its width asks for; ``spoken`` says the same in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._har = self._mangler = self._antal = 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_tal(self, har: int, mangler: int, antal: int, spoken: str) -> None:
        """``har`` filled, then ``mangler`` rings, of ``antal``."""
        self._har, self._mangler, self._antal = har, mangler, antal
        self.setAccessibleName(spoken)
        self._measure()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(10 * _STEP), self.heightForWidth(max(self.width(), self._theme.px(10 * _STEP))))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(4 * _STEP), self._theme.px(_BAR))

    def heightForWidth(self, width: int) -> int:
        if self._antal > MOST:
            return self._theme.px(_BAR)
        lines = -(-self._antal // self._a_line(width)) if self._antal else 0
        return max(0, lines * self._theme.px(_STEP + 2) - self._theme.px(_STEP + 2 - _DOT))

    def _a_line(self, width: int) -> int:
        step = self._theme.px(_STEP)
        return max(1, (width + step - self._theme.px(_DOT)) // step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """As high as it is at this width: a layout above may not ask."""
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.start(painter)
        if self._antal > MOST:
            self._bar(painter)
        else:
            self._dots(painter)
        painter.end()

    def _dots(self, painter: QPainter) -> None:
        theme = self._theme
        a_line, step, row, half = self._a_line(self.width()), theme.px(_STEP), theme.px(_STEP + 2), theme.px(_DOT) / 2
        for number in range(self._antal):
            middle = QPointF(number % a_line * step + half, number // a_line * row + half)
            filled, ring = number < self._har, number < self._har + self._mangler
            pen = QPen(theme.color("accent"), 2)
            if filled:
                painter.setBrush(theme.color("accent"))
            elif ring:
                painter.setBrush(theme.color("surface"))
            else:
                painter.setBrush(theme.color("line"))
                pen = QPen(theme.color("line"), 2)
            painter.setPen(pen)
            painter.drawEllipse(middle, half - 1, half - 1)

    def _bar(self, painter: QPainter) -> None:
        theme, width, height = self._theme, self.width(), self._theme.px(_BAR)
        paint.box(painter, QRectF(0, 0, width, height), fill=theme.color("line"), radius=height / 2)
        wanted = width * min(1.0, (self._har + self._mangler) / self._antal)
        if self._mangler:
            edge = theme.color("accent")
            paint.box(painter, QRectF(0, 0, wanted, height), fill=theme.color("surface"), edge=edge, width=2,
                      radius=height / 2)  # fmt: skip
        here = width * min(1.0, self._har / self._antal)
        paint.box(painter, QRectF(0, 0, here, height), fill=theme.color("accent"), radius=height / 2)
