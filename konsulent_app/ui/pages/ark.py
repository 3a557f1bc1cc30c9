"""A sheet over the page it belongs to: a card in the middle, the page behind a veil; Esc puts it away."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind

_WIDE = 560


class Ark(QWidget):
    """Fill ``body``. ``name`` begins the names of its parts; it is made hidden."""

    closed = Signal()

    def __init__(self, theme: Theme, name: str, titel: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_sheet")
        self.setAccessibleName(titel)
        self._theme = theme
        card = Card(theme, pad=22, name=f"{name}_card")
        card.setMaximumWidth(theme.px(_WIDE))
        self.titel = make_label(titel, "title", wrap=True, name=f"{name}_titel")
        self.body = card.body
        head = QHBoxLayout()
        head.addWidget(self.titel, 1)
        away = Button(theme, "Luk", kind=Kind.QUIET, icon="x", height=36, name=f"{name}_close", tip="Luk (Esc)")
        away.clicked.connect(self.close_sheet)
        head.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        holder = QWidget()
        holder.setProperty("kind", "scroll")
        column = QVBoxLayout(holder)
        column.addStretch()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 1_000)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        parent.installEventFilter(self)
        self.on_key("Esc", self.close_sheet)
        self.hide()

    def on_key(self, keys: str, act: Callable[[], None]) -> None:
        """A shortcut that works while the sheet has the keyboard."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def lay_over(self) -> None:
        """Over the whole parent."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()

    def close_sheet(self) -> None:
        """Puts it away."""
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = self._theme.color("canvas")
        veil.setAlpha(225)
        paint.box(painter, QRectF(self.rect()), fill=veil, radius=0)
        painter.end()
