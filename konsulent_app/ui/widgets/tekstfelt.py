"""A labelled field of text that is saved as it is written, with a line beneath for what is odd about it."""

from PySide6.QtCore import Property, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.note import NoteField

_LEAST = 58


class _Linje(QLineEdit):
    """Tells when the cursor leaves it, for a menu not counted."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class Tekstfelt(QWidget):
    """One line, or several with ``linjer``; setters show and tell nobody."""

    edited = Signal(str)
    """the whole text, at every key"""
    left = Signal()
    """the cursor left the field: save now"""
    action = Signal()
    """the button in the line beneath"""
    entered = Signal()
    """Enter, in a field of one line"""

    def __init__(self, theme: Theme, titel: str, *, name: str, hint: str = "", linjer: bool = False) -> None:
        super().__init__()
        self.setObjectName(f"{name}_felt")
        self.title = titel
        self._edit: _Linje | NoteField
        if linjer:
            self._edit = NoteField(theme, titel, name=name, placeholder=hint, least=_LEAST)
            self._edit.edited.connect(self.edited)
        else:
            self._edit = _Linje()
            self._edit.setObjectName(name)
            self._edit.setAccessibleName(titel)
            self._edit.setPlaceholderText(hint)
            self._edit.textEdited.connect(self.edited)
            self._edit.returnPressed.connect(self.entered)
        self._edit.left.connect(self.left)
        self._words = make_label("", "warn", wrap=True, name=f"{name}_linje")
        self._act = Button(theme, "", kind=Kind.AGENDA, height=32, name=f"{name}_handling")
        self._act.clicked.connect(self.action)
        label = make_label(titel, "small")
        label.setBuddy(self._edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(label)
        column.addWidget(self._edit)
        beneath = QHBoxLayout()
        beneath.addWidget(self._words, 1)
        beneath.addWidget(self._act)
        column.addLayout(beneath)
        column.addStretch()
        self.show_line("")

    def _get_value(self) -> str:
        return self.text()

    value = Property(str, _get_value)

    def text(self) -> str:
        """As written."""
        return self._edit.text()

    def set_text(self, text: str) -> None:
        """Shows another text; leaves the cursor alone when nothing differs."""
        if isinstance(self._edit, NoteField):
            self._edit.set_text(text)
        elif text != self._edit.text():
            self._edit.setText(text)

    def writing(self) -> bool:
        """Whether the cursor stands here."""
        return self._edit.hasFocus()

    def show_line(self, words: str, *, error: bool = False, button: str = "") -> None:
        """A gentle line, or what must be mended, maybe with a way on; "" takes it away."""
        if words and words != self._words.text():
            announce(self, words, urgent=error)
        self._words.setText(words)
        self._words.setProperty("kind", "error" if error else "warn")
        self._words.style().polish(self._words)
        self._words.setVisible(bool(words))
        self._act.set_words(button)
        self._act.setVisible(bool(button))

    def line(self) -> str:
        """What stands beneath."""
        return self._words.text()

    def focus(self) -> None:
        """Puts the cursor in the field."""
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)  # no text selected for a slip of a key
