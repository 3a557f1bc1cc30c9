"""A sheet over a page: a card in the middle of a veil, with a title and a way out; Esc closes it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.indhold import Indhold
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.rul import make_scroll

_WIDE = 560


class Ark(QWidget):
    """Fill ``body``. ``under`` takes neither keyboard nor pointer while the sheet is open; after it has the focus back.

    Objects: <name>_sheet, <name>_card, <name>_title, <name>_close.
    """

    closed = Signal()

    def __init__(
        self, theme: Theme, name: str, titel: str, parent: QWidget, under: QWidget | None = None, *, bred: int = _WIDE
    ) -> None:
        """``bred``: the card's width at 100 %, where there is room."""
        super().__init__(parent)
        self._bred = bred
        self.setObjectName(f"{name}_sheet")
        self._theme, self._lower = theme, under
        self._before: QWidget | None = None
        self._card = Card(theme, pad=22, name=f"{name}_card")
        self.body = self._card.body
        self._titel = make_label("", "title", wrap=True, name=f"{name}_title")
        self._away = Button(theme, "Luk", kind=Kind.QUIET, icon="x", height=36, name=f"{name}_close", tip="Luk (Esc)")
        self._away.clicked.connect(self.close_sheet)
        self.set_titel(titel)
        self._build()
        self.hide()
        parent.installEventFilter(self)
        self.on_keys(self.close_sheet, "Esc")
        theme.changed.connect(self._measure)
        self._measure()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._titel, 1)
        head.addWidget(self._away, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        holder = Indhold()
        column = QVBoxLayout(holder)
        column.addStretch()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._card, 1_000)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch()
        scroll = make_scroll(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _measure(self) -> None:
        self._card.setMaximumWidth(self._theme.px(self._bred))

    def set_titel(self, titel: str) -> None:
        """Another heading."""
        self._titel.setText(titel)
        self.setAccessibleName(titel)

    def on_keys(self, act: Callable[[], None], *keys: str) -> None:
        """``act`` is called at these keys while the sheet holds the keyboard."""
        for one in keys:
            shortcut = QShortcut(QKeySequence(one), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def show_sheet(self) -> None:
        """Over the whole parent."""
        if self.isHidden() and self._lower is not None:
            self._before = self.window().focusWidget()
            self._lower.setEnabled(False)
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()

    def close_sheet(self) -> None:
        """Takes it away."""
        if self.isHidden():
            return
        self.hide()
        if self._lower is not None:
            self._lower.setEnabled(True)
        before, self._before = self._before, None
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)
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


class SkiftendeArk(Ark):
    """A sheet with one thing at a time; closed, it holds none of it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget, under: QWidget) -> None:
        super().__init__(theme, name, "", parent, under)
        self._held = QVBoxLayout()
        self.body.addLayout(self._held)

    def show_body(self, titel: str, body: QWidget) -> None:
        """Opens with ``body``, which it keeps until another comes or it is closed."""
        self._drop()
        self.set_titel(titel)
        self._held.addWidget(body)
        self.show_sheet()
        self._away.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        self._drop()
        super().close_sheet()

    def _drop(self) -> None:
        self.set_titel("")
        while (item := self._held.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
