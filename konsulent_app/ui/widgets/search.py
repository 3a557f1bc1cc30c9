"""The search field above a list: magnifying glass at the left, its shortcut at the right."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint


class SearchField(QLineEdit):
    """Esc empties it; Down and Enter go on to the list."""

    onward = Signal()

    def __init__(self, theme: Theme, hint: str, shortcut: str, *, name: str) -> None:
        super().__init__()
        self._theme, self._shortcut = theme, shortcut
        self.setObjectName(name)
        self.setProperty("kind", "search")
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setToolTip(f"{hint} ({shortcut})")
        theme.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        theme = self._theme
        room = theme.metrics(12, 500).horizontalAdvance(self._shortcut) + theme.px(8)
        self.setTextMargins(theme.px(28), 0, room, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        paint.icon(painter, theme, "search", "ink3", 18, theme.px(12), rect.center().y())
        if not self.text():
            where = rect.adjusted(0, 0, -theme.px(20), 0)
            paint.text(painter, where, self._shortcut, theme.font(12, 500), theme.color("ink2"), paint.RIGHT)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.onward.emit()
            case _:
                super().keyPressEvent(event)
