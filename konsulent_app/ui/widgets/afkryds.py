"""A box to tick, drawn as the theme draws it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import PaintedButton


class Afkryds(PaintedButton):
    """A 20 px box in a target of `side` px, words beside it when there are any."""

    def __init__(self, theme: Theme, spoken: str, *, text: str = "", name: str = "", side: int = 44) -> None:
        super().__init__(theme, name)
        self._side = side
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = self.theme.px(self._side)
        if not self.text():
            return QSize(side, side)
        words = self.theme.metrics(14, 500).horizontalAdvance(self.text())
        return QSize(self.theme.px(20 + 10 + 8) + words + 8, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        side = float(theme.px(20))
        left = theme.px(8) if self.text() else (rect.width() - side) / 2
        square = QRectF(round(left), round((rect.height() - side) / 2), side, side)
        if self.isChecked():
            paint.box(painter, square, fill=theme.color("accent"), radius=5)
            inset = (side - theme.px(16)) / 2
            paint.icon(painter, theme, "check", "on_accent", 16, square.left() + inset, square.center().y())
        else:
            edge = theme.color("ink2" if self._hover else "line_strong")
            paint.box(painter, square, fill=theme.color("surface"), edge=edge, width=1.5, radius=5)
        if self.text():
            where = QRectF(square.right() + theme.px(10), 0, rect.width(), rect.height())
            paint.text(painter, where, self.text(), theme.font(14, 500), theme.color("ink"))
        if self.ring:
            around = rect if self.text() else square.adjusted(-6, -6, 6, 6)
            paint.focus_ring(painter, theme, around)
        painter.end()
