"""A dot of a legend with its word."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint


class Prik(QLabel):
    """``token`` colours the dot; what it means is the word."""

    def __init__(self, theme: Theme, token: str, ord_: str) -> None:
        super().__init__(ord_)
        self._theme, self._token = theme, token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = self._theme.metrics(13).horizontalAdvance(self.text())
        return QSize(words + self._theme.px(16) + 2, self._theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        side = theme.px(10)
        rect = QRectF(self.rect())
        dot = QRectF(0, rect.center().y() - side / 2, side, side)
        paint.box(painter, dot, fill=theme.color(self._token), radius=side / 2)
        rect.setLeft(theme.px(16))
        paint.text(painter, rect, self.text(), theme.font(13), theme.color("ink2"))
        painter.end()
