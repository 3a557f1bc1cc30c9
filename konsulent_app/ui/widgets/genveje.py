"""The sheet of shortcuts that F1 lays over the window; Esc or a press beside it takes it away."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind


class Genveje(QWidget):
    """Rows of (keys, what they do). The focus goes to »Luk« and comes back where it was."""

    closed = Signal()

    def __init__(self, theme: Theme, rows: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("genveje")
        self.setAccessibleName("Genveje")
        self._theme = theme
        card = Card(theme, pad=22)
        head = QHBoxLayout()
        head.addWidget(make_label("Genveje", "title"))
        head.addStretch()
        self._close = Button(theme, "Luk", kind=Kind.QUIET, icon="x", height=36, name="genveje_luk")
        self._close.clicked.connect(self.closed)
        head.addWidget(self._close)
        card.body.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for number, (keys, what) in enumerate(rows):
            grid.addWidget(make_label(keys, "strong"), number, 0)
            grid.addWidget(make_label(what), number, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        holder = QWidget()
        holder.setProperty("kind", "scroll")
        column = QVBoxLayout(holder)
        column.addStretch()
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._card = card

    def open_sheet(self) -> None:
        """Over the whole window."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self._close.setFocus(Qt.FocusReason.PopupFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.rect().contains(self._card.mapFrom(self, event.position().toPoint())):
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = self._theme.color("canvas")
        veil.setAlpha(225)
        paint.box(painter, QRectF(self.rect()), fill=veil, radius=0)
        painter.end()
