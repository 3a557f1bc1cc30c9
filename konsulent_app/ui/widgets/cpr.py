"""A CPR number that stays hidden until it is asked for, and hides itself again after ten seconds."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind

SKJULT = "••••••-••••"
SHOWN_MS = 10_000

Later = Callable[[QObject, int, Callable[[], None]], None]
"""Calls something after so many milliseconds, unless the object is gone by then."""


def qt_later(owner: QObject, milliseconds: int, call: Callable[[], None]) -> None:
    """The event loop's own."""
    QTimer.singleShot(milliseconds, owner, call)


class MaskedCpr(QWidget):
    """`hent` gives the number when it is shown: hidden, the widget does not hold it. `state` hidden or shown."""

    shown = Signal()
    """the number was shown: log it"""

    def __init__(self, theme: Theme, hent: Callable[[], str], *, name: str = "case_cpr",
                 later: Later = qt_later) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName(name)
        self._hent, self._later = hent, later
        self._turn = 0
        self._visible = False
        self._words = make_label(f"CPR {SKJULT}", "small", name=f"{name}_tekst")
        self._words.setAccessibleName("CPR skjult")
        self._vis = Button(theme, "Vis", kind=Kind.QUIET, icon="eye", name=f"{name}_vis", height=32,
                           spoken="Vis CPR i 10 sekunder")  # fmt: skip
        self._vis.clicked.connect(self._toggle)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._words)
        line.addWidget(self._vis)

    def _get_state(self) -> str:
        return "shown" if self._visible else "hidden"

    state = Property(str, _get_state)

    def hide_number(self) -> None:
        """Hides the number now, e.g. when the app locks."""
        self._turn += 1
        self._visible = False
        self._words.setText(f"CPR {SKJULT}")
        self._words.setAccessibleName("CPR skjult")
        self._vis.set_words("Vis", "Vis CPR i 10 sekunder")
        self._vis.set_icon("eye")

    def _toggle(self) -> None:
        if self._visible:
            self.hide_number()
            return
        self._turn += 1
        self._visible = True
        number = self._hent()
        self._words.setText(f"CPR {number}")
        self._words.setAccessibleName(f"CPR {number}")
        self._vis.set_words("Skjul", "Skjul CPR")
        self._vis.set_icon("eye-off")
        turn = self._turn
        self._later(self, SHOWN_MS, lambda: self._expire(turn))
        self.shown.emit()

    def _expire(self, turn: int) -> None:
        # a number shown anew has a later turn: the old clock must not cut its ten seconds short
        if self._visible and turn == self._turn:
            self.hide_number()
