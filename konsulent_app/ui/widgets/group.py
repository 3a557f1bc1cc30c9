"""A row of equal choices where arrows move the focus only and Space, Enter or a tap chooses."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QGroupBox, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button, PaintedButton
from konsulent_app.ui.widgets.looks import Kind

_BACK = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up})
_STEP = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})


def become_choice(button: PaintedButton) -> None:
    """Gives a button the role RadioButton; Qt gives that role to auto-exclusive ones."""
    button.setCheckable(True)
    button.setAutoExclusive(True)


def set_chosen(button: PaintedButton, chosen: bool) -> None:
    """Checks or unchecks a choice; Qt refuses to uncheck the one checked button of an exclusive set."""
    if button.isChecked() == chosen:
        return
    button.setAutoExclusive(False)
    button.setChecked(chosen)
    button.setAutoExclusive(True)


class Choice(Button):
    """One choice of a group: pressing it tells the group, which alone decides what is chosen."""

    def __init__(self, theme: Theme, text: str, *, kind: Kind, name: str, height: int, spoken: str = "",
                 icon: str = "") -> None:  # fmt: skip
        super().__init__(theme, text, kind=kind, icon=icon, name=name, height=height, spoken=spoken)
        become_choice(self)

    def nextCheckState(self) -> None:
        """Nothing: a press is a wish, the group answers it."""


class ChoiceGroup(QGroupBox):
    """Holds choices in visual order: one Tab stop, arrows wander, nothing is chosen by wandering."""

    def __init__(self, spoken: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._members: list[PaintedButton] = []
        self.setAccessibleName(spoken)
        if name:
            self.setObjectName(name)

    def add_member(self, button: PaintedButton) -> None:
        """Takes a choice into the wandering order."""
        self._members.append(button)
        self.rove()

    def clear_members(self) -> None:
        """Lets go of all: others are about to take their place."""
        self._members = []

    def rove(self) -> None:
        """Makes the chosen one, else the first, the group's one Tab stop."""
        chosen = [b for b in self._members if b.isChecked()]
        self._stop_at(chosen[0] if chosen else next(iter(self._members), None))

    def focus_first(self) -> None:
        """Puts the keyboard on the chosen one, else on the first."""
        chosen = [b for b in self._members if b.isChecked()]
        for button in chosen or self._members[:1]:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _stop_at(self, stop: PaintedButton | None) -> None:
        for button in self._members:
            strong = button is stop
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing: the group is there for screen readers and arrow keys."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        here = next((i for i, b in enumerate(self._members) if b.hasFocus()), -1)
        if here < 0 or key not in _BACK | _STEP:
            super().keyPressEvent(event)
            return
        step = -1 if key in _BACK else 1
        goal = self._members[(here + step) % len(self._members)]
        self._stop_at(goal)
        goal.setFocus(Qt.FocusReason.TabFocusReason)
        event.accept()
