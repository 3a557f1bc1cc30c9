"""A sentence at the foot of the window with a way on; errors stay until they are closed."""

from collections.abc import Callable

from PySide6.QtCore import Property, QEvent, QRectF, QTimer
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind

SHORT_MS = 6_000
LONG_MS = 12_000  # with a button to reach
_ICONS = {"info": "info", "warn": "triangle-alert", "danger": "triangle-alert"}


class Toast(QWidget):
    """`state` info, warn or danger. The pointer or the focus on it stops its clock."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._theme, self._art = theme, "info"
        self._goer: Callable[[], None] | None = None
        self._words = make_label("", wrap=True, name="toast_tekst")
        self._act = Button(theme, "", kind=Kind.QUIET, height=32, name="toast_handling")
        self._close = Button(theme, "", kind=Kind.QUIET, icon="x", height=32, name="toast_luk", spoken="Luk", tip="Luk")
        self._act.clicked.connect(self._run)
        self._close.clicked.connect(self.close_toast)
        line = QHBoxLayout(self)
        line.setContentsMargins(44, 6, 6, 6)
        line.addWidget(self._words, 1)
        line.addWidget(self._act)
        line.addWidget(self._close)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.close_toast)
        self._held = False
        self.hide()

    def _get_state(self) -> str:
        return self._art

    state = Property(str, _get_state)

    def say(self, tekst: str, art: str, handling: str, goer: Callable[[], None] | None, bliver: bool) -> None:
        """Shows and speaks a sentence; the one before it gives way."""
        self._art, self._goer = art, goer
        self._words.setText(tekst)
        self._act.set_words(handling)
        self._act.setVisible(bool(handling))
        self.show()
        self.raise_()
        self.place()
        self.update()
        announce(self, tekst, urgent=art != "info")
        self._clock.stop()
        if not bliver:
            self._clock.start(LONG_MS if handling else SHORT_MS)

    def close_toast(self) -> None:
        """Takes it away; nothing is lost by that."""
        self._clock.stop()
        self.hide()

    def place(self) -> None:
        """At the foot of the window, in the middle."""
        parent = self.parentWidget()
        if parent is None or self.isHidden():
            return
        room = parent.width() - 32
        wanted = self._theme.metrics(14).horizontalAdvance(self._words.text()) + self._theme.px(110)
        if not self._act.isHidden():
            wanted += self._act.sizeHint().width() + 8
        width = min(room, self._theme.px(640), max(self._theme.px(280), wanted))
        height = max(self.heightForWidth(width), self._theme.px(48))
        self.setGeometry((parent.width() - width) // 2, parent.height() - height - 20, width, height)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hold()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self._held:
            self._clock.start()
            self._held = False
        super().leaveEvent(event)

    def _hold(self) -> None:
        self._held = self._held or self._clock.isActive()
        self._clock.stop()

    def _run(self) -> None:
        goer = self._goer
        self.close_toast()
        if goer is not None:
            goer()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        fill = theme.color("surface" if self._art == "info" else f"{self._art}_soft")
        edge = theme.color("line_strong" if self._art == "info" else self._art)
        paint.box(painter, rect, fill=fill, edge=edge, radius=10)
        paint.icon(painter, theme, _ICONS[self._art], self._art, 18, 16, rect.center().y())
        painter.end()
