"""A sheet over a page: a card in the middle of a veil, with a title and a way out; Esc closes it."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.indhold import Indhold
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind

_WIDE = 560


class Ark(QWidget):
    """Over its whole parent. ``under`` takes neither keyboard nor pointer while the sheet is open; the focus comes back
    to where it stood. ``show_body`` opens it."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget, under: QWidget, name: str) -> None:
        super().__init__(parent)
        self._theme, self._lower = theme, under
        self._before: QWidget | None = None
        self.setObjectName(name)
        self._titel = make_label("", "title", wrap=True, name=f"{name}_titel")
        self._away = Button(theme, "Luk", kind=Kind.QUIET, icon="x", height=36, name=f"{name}_luk", tip="Luk (Esc)")
        self._away.clicked.connect(self.close_sheet)
        self._card = Card(theme, pad=20, name=f"{name}_kort")
        self._held = QVBoxLayout()
        self._build()
        self.hide()
        parent.installEventFilter(self)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_sheet)
        theme.changed.connect(self._measure)
        self._measure()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._titel, 1)
        head.addWidget(self._away, 0, Qt.AlignmentFlag.AlignTop)
        self._card.body.addLayout(head)
        self._card.body.addLayout(self._held)
        holder = Indhold()
        column = QVBoxLayout(holder)
        column.addStretch()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._card, 1_000)
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

    def _measure(self) -> None:
        self._card.setMaximumWidth(self._theme.px(_WIDE))

    def show_body(self, titel: str, body: QWidget) -> None:
        """Opens with ``body``, which it keeps until another comes or it is closed."""
        self._drop()
        if self.isHidden():
            self._before = self.window().focusWidget()
            self._lower.setEnabled(False)
        self._titel.setText(titel)
        self.setAccessibleName(titel)
        self._held.addWidget(body)
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self._away.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        """Nothing of what it showed stays."""
        if self.isHidden():
            return
        self._drop()
        self._titel.setText("")
        self.hide()
        self._lower.setEnabled(True)
        before, self._before = self._before, None
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def _drop(self) -> None:
        while (item := self._held.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

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
