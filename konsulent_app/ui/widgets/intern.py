"""The internal note: marked by a lock, never shared, never printed, and closed while nobody writes in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.afkryds import Afkryds
from konsulent_app.ui.widgets.buttons import Button, toggle
from konsulent_app.ui.widgets.labels import Badge, Tone, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.note import NoteField

INTERN_TEKST = "Kun dig og teamlederen. Kan indgå i aktindsigt"
_HAND_MS = 50  # how often a pressed button is asked whether it is up again


@dataclass(frozen=True, slots=True)
class Spoergsmaal:
    """An own question as it stands in the note."""

    id: int
    tekst: str
    stillet: bool


class InternNote(QWidget):
    """Warning and field, behind ``toggle``, which the owner places: it opens only by a press of that, and closes when
    the keyboard leaves ``home``, since all at the table see the screen.

    The property kind `intern` lets »Vis for borger« find it and leave it out.
    """

    edited = Signal(str)
    left = Signal()
    asked = Signal(object, bool)
    """id of an own question, whether it was asked"""
    made = Signal()
    """the field is there now: it has its place in the order of Tab"""

    def __init__(self, theme: Theme, titel: str, name: str, home: QWidget) -> None:
        super().__init__()
        self.setProperty("kind", "intern")
        self._theme, self._titel, self._name, self._home = theme, titel, name, home
        self._field: NoteField | None = None
        self._spoergsmaal: tuple[Spoergsmaal, ...] = ()
        self._boxes: list[Afkryds] = []
        self._hand = QTimer(self)
        self._hand.setSingleShot(True)
        self._hand.timeout.connect(self._close)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(2)
        self._column.addLayout(self._questions)
        self.toggle = toggle(Button(theme, "Internt notat", kind=Kind.QUIET, icon="lock", name=f"{name}_skift"))
        self.toggle.clicked.connect(self._toggled)
        self.hide()

    def text(self) -> str:
        """The note as written."""
        return self._field.text() if self._field is not None else ""

    def set_text(self, tekst: str) -> None:
        """Shows a text unless the cursor stands in it; the toggle says that there is one."""
        if not tekst and self._field is None:
            return
        field = self._made_field()
        if not field.hasFocus():
            field.set_text(tekst)
        self._mark()

    def stops(self) -> list[QWidget]:
        """What of it Tab stops at, the toggle left out."""
        return [*self._boxes, *([] if self._field is None else [self._field])]

    def set_spoergsmaal(self, spoergsmaal: Sequence[Spoergsmaal]) -> None:
        """The konsulent's own questions to this punkt, each to tick; the toggle counts those that are not asked."""
        if [one.id for one in spoergsmaal] != [one.id for one in self._spoergsmaal]:
            self._fill(spoergsmaal)
        self._spoergsmaal = tuple(spoergsmaal)
        for box, one in zip(self._boxes, spoergsmaal, strict=True):
            box.setChecked(one.stillet)
        self._mark()

    def _fill(self, spoergsmaal: Sequence[Spoergsmaal]) -> None:
        while (item := self._questions.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self._boxes = []
        for number, one in enumerate(spoergsmaal, start=1):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            box = Afkryds(self._theme, f"Stillet: {one.tekst}", name=f"{self._name}_spoergsmaal_{number}")
            box.clicked.connect(lambda checked, at=one.id: self.asked.emit(at, checked))
            line.addWidget(box)
            line.addWidget(make_label(one.tekst, wrap=True), 1)
            self._boxes.append(box)
            self._questions.addWidget(row)
        self.made.emit()

    def _made_field(self) -> NoteField:
        if self._field is None:
            spoken = f"{self._titel}, internt notat. {INTERN_TEKST}"
            field = NoteField(self._theme, spoken, name=self._name, placeholder="Skriv et internt notat …", least=64)
            field.setProperty("kind", "intern")
            field.edited.connect(self._written)
            field.left.connect(self.left)
            self._column.insertWidget(0, Badge(self._theme, INTERN_TEKST, Tone.WARN, icon="lock"))
            self._column.addWidget(field)
            self._field = field
            self.made.emit()
            app = QApplication.instance()
            if isinstance(app, QApplication):
                app.focusChanged.connect(self._focus_moved)
        return self._field

    def _toggled(self) -> None:
        field = self._made_field()
        self.setVisible(self.toggle.isChecked())
        if self.toggle.isChecked():
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _written(self, tekst: str) -> None:
        self._mark()
        self.edited.emit(tekst)

    def _mark(self) -> None:
        count = bool(self.text().strip()) + sum(not one.stillet for one in self._spoergsmaal)
        self.toggle.set_words(f"Internt notat ({count})" if count else "Internt notat")

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        # no widget at all is another program's window: the cursor is still here when this one comes back
        if now is not None and self._leaves(now):
            self._hand.start(0)

    def _leaves(self, now: QWidget) -> bool:
        return self.toggle.isChecked() and now is not self._home and not self._home.isAncestorOf(now)

    def _close(self) -> None:
        now = QApplication.focusWidget()
        if now is None or not self._leaves(now):
            return
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            # what the hand holds down must not move from under it, or its press is lost
            self._hand.start(_HAND_MS)
            return
        self.toggle.setChecked(False)
        self.hide()
