"""»Ret teksten«: the konsulent's own words, written where the paragraph stands."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.note import NoteField
from konsulent_core.rapport.blad import Afsnit
from konsulent_core.rapport.kort import SPOERGSMAAL

_LEAST = 320
HINT = "Skriv et par sætninger"
HINT_SPOERGSMAAL = "Højst tre spørgsmål, et på hver linje"


class RetTekst(Card):
    """Lies over the paragraph on the sheet of pages."""

    edited = Signal(str, str)
    """the paragraph's key, and its words as far as they are written"""
    left = Signal()
    """the cursor left the field: save now"""
    done = Signal()

    def __init__(self, theme: Theme, parent: QWidget, afsnit: Afsnit, titel: str) -> None:
        super().__init__(theme, pad=12, name="report_edit")
        self.setParent(parent)
        self.noegle = afsnit.noegle
        self._before = "" if afsnit.mangler else afsnit.tekst
        hint = HINT_SPOERGSMAAL if afsnit.noegle == SPOERGSMAAL else HINT
        self.field = NoteField(theme, f"{titel}, egne ord", name="report_edit_text", placeholder=hint)
        self.field.set_text(self._before)
        self.field.edited.connect(lambda text: self.edited.emit(self.noegle, text))
        self.field.left.connect(self.left)
        self._app = Button(theme, "Brug appens ord", icon="undo-2", name="report_edit_app", height=36)
        self._app.setVisible(bool(afsnit.appens))
        self._app.clicked.connect(lambda: self._use(afsnit.appens))
        close = Button(theme, "Færdig", icon="check", name="report_edit_done", height=36)
        close.clicked.connect(self.done)
        self.body.setSpacing(6)
        self.body.addWidget(make_label(titel, "strong"))
        self.body.addWidget(self.field)
        row = QWidget()
        buttons = FlowLayout(row, gap=8)
        buttons.addWidget(close)
        buttons.addWidget(self._app)
        self.body.addWidget(row)

    @property
    def before(self) -> str:
        """What stood there when she began."""
        return self._before

    def place(self, at: QRect, room: int) -> None:
        """Over the paragraph, never wider than ``room``."""
        width = min(max(at.width(), self.theme.px(_LEAST)), room)
        self.setFixedWidth(width)
        self.adjustSize()
        left = max(0, min(at.left(), room - width))
        self.move(left, at.top())
        self.raise_()

    def focus(self) -> None:
        """The cursor stands after the last word."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self.field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.field.setTextCursor(cursor)

    def _use(self, words: str) -> None:
        self.field.set_text(words)
        self.edited.emit(self.noegle, "")
        self.left.emit()
