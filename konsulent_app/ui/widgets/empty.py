"""What a place shows when it has nothing to show yet: a sentence with a way on, or grey bars while loading."""

from PySide6.QtCore import Property, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind


class EmptyState(QWidget):
    """Icon, sentence, and the button that leads on; ``other`` is a second way."""

    action = Signal()
    other_action = Signal()

    def __init__(
        self, theme: Theme, tekst: str, *, icon: str = "", button: str = "", other: str = "", name: str = ""
    ) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        if name:
            self.setObjectName(name)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.setSpacing(12)
        outer.addStretch()
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        outer.addWidget(self._mark)
        self._words = make_label(tekst, "body2", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        outer.addWidget(self._words)
        if button:
            act = Button(theme, button, name=f"{name}_handling" if name else "")
            act.clicked.connect(self.action)
            outer.addWidget(act, 0, Qt.AlignmentFlag.AlignHCenter)
        if other:
            second = Button(theme, other, kind=Kind.QUIET, name=f"{name}_andet" if name else "")
            second.clicked.connect(self.other_action)
            outer.addWidget(second, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch()
        theme.changed.connect(self._redraw)
        self._redraw()

    def set_text(self, tekst: str) -> None:
        """Another sentence."""
        self._words.setText(tekst)

    def _redraw(self) -> None:
        if self._icon:
            self._mark.setPixmap(self._theme.pixmap(self._icon, "ink3", 32, self.devicePixelRatioF()))


class Skeleton(QWidget):
    """Grey rows where data will stand; they never move, so reduced motion needs no care."""

    def __init__(self, theme: Theme, rows: int = 5, row_height: int = 68) -> None:
        super().__init__()
        self._theme, self._rows, self._row = theme, rows, row_height
        self.setAccessibleName("Henter …")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _get_value(self) -> int:
        return self._rows

    value = Property(int, _get_value)

    def sizeHint(self) -> QSize:
        return QSize(240, self._rows * self._theme.px(self._row))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, row = self._theme, self._theme.px(self._row)
        painter = QPainter(self)
        paint.start(painter)
        side, grey = theme.px(38), theme.color("sunken")
        for number in range(self._rows):
            middle = number * row + row / 2
            paint.box(painter, QRectF(12, middle - side / 2, side, side), fill=grey, radius=side / 2)
            left = 24 + side
            for top, part in ((-14, 0.42 + number % 3 * 0.08), (4, 0.6 - number % 2 * 0.12)):
                where = QRectF(left, middle + top, (self.width() - left) * part, 10)
                paint.box(painter, where, fill=grey, radius=5)
        painter.end()
