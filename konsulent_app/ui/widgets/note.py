"""A field for stikord that grows with its text and lets Tab pass."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from konsulent_app.ui.theme import Theme

_LEAST = 84
_MOST = 240


class NoteField(QPlainTextEdit):
    """16 px text, 84–240 px high; an optional header widget stands inside the frame above the text."""

    edited = Signal(str)
    """the whole text, at every key"""
    left = Signal()
    """the cursor left the field: save now"""

    def __init__(self, theme: Theme, spoken: str, *, name: str = "", placeholder: str = "",
                 least: int = _LEAST) -> None:  # fmt: skip
        super().__init__()
        self._theme = theme
        self._least = least
        self._header: QWidget | None = None
        self._quiet = False
        if name:
            self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font(16))
        self.textChanged.connect(self._text_changed)
        self._grow()

    def text(self) -> str:
        """The text as written."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Shows a text without telling anybody; leaves the cursor alone when nothing differs."""
        if text != self.toPlainText():
            self._quiet = True
            self.setPlainText(text)
            self._quiet = False

    def set_header(self, header: QWidget) -> None:
        """Puts a widget above the text, inside the frame."""
        self._header = header
        header.setParent(self)
        header.show()
        self.setViewportMargins(0, self._header_room(), 0, 0)
        self._place_header()
        self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_header()
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_theme"):
            self._grow()

    def _header_room(self) -> int:
        # the frame's own padding gives the last px of air between header and text
        return self._header.sizeHint().height() - 8 if self._header is not None else 0

    def _place_header(self) -> None:
        if self._header is not None:
            height = self._header.sizeHint().height()
            self._header.setGeometry(12, 1, max(0, self.width() - 16), height)

    def _text_changed(self) -> None:
        self._grow()
        if not self._quiet:
            self.edited.emit(self.toPlainText())

    def _grow(self) -> None:
        # the plain-text layout counts its height in lines, not in px
        lines = max(1.0, self.document().size().height())
        header = self._header_room()
        wanted = round(lines * self._theme.metrics(16).lineSpacing()) + 34
        least, most = self._theme.px(self._least), self._theme.px(_MOST)
        self.setFixedHeight(min(most, max(least, wanted)) + header)
