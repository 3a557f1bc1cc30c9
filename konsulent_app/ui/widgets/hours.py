"""A field for hours with − and +, and last visit's hours beside it."""

from decimal import Decimal

from PySide6.QtCore import Property, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.timer import STEP, Timer, flyt, laes_timer, skriv_timer

_ZERO = (Decimal(0), Decimal(0))


class _Edit(QLineEdit):
    """Steps by arrow keys and, only while it has the cursor, by wheel."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # a wheel that scrolls the page must never change somebody's hours in passing
        if self.hasFocus() and event.angleDelta().y():
            self.stepped.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            event.ignore()


class HoursField(QWidget):
    """Range 0–37, step 0,5; `value` and `lastValue` are shown hours, `timer()` is (fra, til) or None."""

    changed = Signal(object)
    """Timer or None, whenever what is written can be read and differs"""
    left = Signal()

    def __init__(self, theme: Theme, noegle: str, titel: str, *, prefix: str = "visit", spaend: bool = False,
                 enhed: str = "timer") -> None:  # fmt: skip
        super().__init__()
        self._spaend = spaend
        self._value: Timer | None = None
        self._last: Timer | None = None
        name = f"{prefix}_hours_{noegle}"
        self.setObjectName(f"{name}_felt")
        self._edit = _Edit()
        self._edit.setObjectName(name)
        self._edit.setProperty("kind", "number")
        self._edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._edit.setFixedWidth(theme.px(104 if spaend else 84))
        self._edit.setMinimumHeight(theme.px(44))
        self._titel, self._enhed = titel, enhed
        self._less = Button(theme, "", icon="minus", name=f"{name}_minus", spoken=f"{titel}: en halv time mindre")
        self._more = Button(theme, "", icon="plus", name=f"{name}_plus", spoken=f"{titel}: en halv time mere")
        self._ghost = make_label("", "ghost", name=f"{name}_sidst")
        self._error = make_label("", "error", name=f"{name}_fejl")
        self._error.hide()
        self._build()
        self._connect()
        self._speak()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(8)
        for part in (self._less, self._edit, self._more):
            line.addWidget(part)
        line.addWidget(make_label(self._enhed, "body2"))
        line.addWidget(self._ghost)
        line.addStretch()
        outer.addLayout(line)
        outer.addWidget(self._error)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _connect(self) -> None:
        self._less.clicked.connect(lambda: self._step(-1))
        self._more.clicked.connect(lambda: self._step(1))
        self._edit.stepped.connect(self._step)
        self._edit.textEdited.connect(self._typed)
        self._edit.editingFinished.connect(self._finish)

    def _get_value(self) -> str:
        return skriv_timer(self._value)

    def _get_last(self) -> str:
        return skriv_timer(self._last)

    value = Property(str, _get_value)
    lastValue = Property(str, _get_last)

    def timer(self) -> Timer | None:
        """The hours now."""
        return self._value

    def text(self) -> str:
        """What stands in the field, as it was typed."""
        return self._edit.text()

    def set_timer(self, timer: Timer | None, *, over: bool = False) -> None:
        """Shows hours without telling anybody; a field under the cursor keeps its text.

        So does one whose text cannot be read, with its error: a person wrote it. `over` takes it away, where the
        field now asks about something else or a tap has answered instead.
        """
        self._value = timer
        if over or not (self._edit.hasFocus() or self.fejl()):
            self._edit.setText(skriv_timer(timer))
            self.show_error("")

    def set_sidst(self, timer: Timer | None) -> None:
        """Shows last visit's hours beside the field; the first step starts from them."""
        self._last = timer
        self._ghost.setText(f"Sidst {skriv_timer(timer)}" if timer else "")
        self._speak()

    def fejl(self) -> str:
        """What is wrong with the text as written, "" when nothing is."""
        return laes_timer(self._edit.text(), spaend=self._spaend).fejl

    def show_error(self, tekst: str) -> None:
        """Shows an error under the field, or takes it away; the text stays as written."""
        self._error.setText(tekst)
        self._error.setVisible(bool(tekst))
        if tekst:
            announce(self, tekst)

    def focus_first(self) -> None:
        """Puts the cursor in the field."""
        self._edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _speak(self) -> None:
        last = f", sidste besøg {skriv_timer(self._last)}" if self._last else ""
        self._edit.setAccessibleName(f"{self._titel}, {self._enhed}{last}")

    def _step(self, direction: int) -> None:
        start = self._value or self._last or _ZERO
        self._take(flyt(start, STEP * direction))
        self._edit.setText(skriv_timer(self._value))
        self.show_error("")

    def _typed(self, text: str) -> None:
        read = laes_timer(text, spaend=self._spaend)
        if not read.fejl:
            self._take(read.timer)
            self.show_error("")

    def _finish(self) -> None:
        if not self.fejl():
            self._edit.setText(skriv_timer(self._value))
        self.left.emit()

    def _take(self, timer: Timer | None) -> None:
        if timer != self._value:
            self._value = timer
            self.changed.emit(timer)
