"""The internal note: a field marked by a lock, never shared and never printed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.labels import Badge, Tone
from konsulent_app.ui.widgets.note import NoteField

INTERN_TEKST = "Kun dig og teamlederen. Kan indgå i aktindsigt"


class InternField(QWidget):
    """Lock, warning and field; the property kind `intern` lets »Vis for borger« find and leave it out."""

    edited = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, titel: str, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "intern")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(Badge(theme, INTERN_TEKST, Tone.WARN, icon="lock"))
        spoken = f"{titel}, internt notat. {INTERN_TEKST}"
        self._field = NoteField(theme, spoken, name=name, placeholder="Skriv et internt notat …", least=64)
        self._field.setProperty("kind", "intern")
        self._field.edited.connect(self.edited)
        self._field.left.connect(self.left)
        layout.addWidget(self._field)

    def text(self) -> str:
        """The note as written."""
        return self._field.text()

    def set_text(self, tekst: str) -> None:
        """Shows a text unless the cursor stands in it."""
        if not self._field.hasFocus():
            self._field.set_text(tekst)

    def focus_first(self) -> None:
        """Puts the cursor in the field."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
