"""The way into the palette from the navigation: it looks like a search field, and a press opens the real one."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import PaintedButton

TIP = "Søg (Ctrl+K)"
_KEYS = "Ctrl K"


class NavSoeg(PaintedButton):
    """»Søg« with its keys; the magnifying glass alone in the narrow navigation."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "nav_soeg")
        self._smal = False
        self.setText("Søg")
        self.setAccessibleName("Søg")
        self.setToolTip(TIP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_smal(self, smal: bool) -> None:
        """Icon only."""
        self._smal = smal
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(44 if self._smal else 172), self.theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(40), self.theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        fill = theme.color("sunken" if self._hover else "surface")
        paint.box(painter, rect, fill=fill, edge=theme.color("line_strong"))
        if self.ring:
            paint.focus_ring(painter, theme, rect)
        side = theme.px(18)
        left = (rect.width() - side) / 2 if self._smal else theme.px(12)
        paint.icon(painter, theme, "search", "ink2", 18, left, rect.center().y())
        if not self._smal:
            where = rect.adjusted(theme.px(40), 0, -theme.px(12), 0)
            paint.text(painter, where, self.text(), theme.font(14), theme.color("ink2"))
            paint.text(painter, where, _KEYS, theme.font(12, 500), theme.color("ink2"), paint.RIGHT)
        painter.end()
