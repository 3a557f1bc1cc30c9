"""An aftale from last time: what, who, by when, done or not yet; deleting can be undone in its place."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Property, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.afkryds import Afkryds
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import FlowLabel, PersonChip, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.personer import Person


class Form(StrEnum):
    """How »done« is asked: a box to tick, or Gjort / Ikke endnu at a visit."""

    AFKRYDS = "afkryds"
    SPOERG = "spoerg"


@dataclass(frozen=True)
class AftaleVisning:
    """An aftale as the row shows it; `senest` is ready words, `over` that they are overdue, `om` whom it is about."""

    tekst: str
    hvem: Person | None
    senest: str = ""
    over: bool = False
    om: str = ""


GJORT, IKKE_ENDNU = "gjort", "ikke_endnu"
_VALG = (Valg(GJORT, "Gjort"), Valg(IKKE_ENDNU, "Ikke endnu"))


class AftaleRow(QWidget):
    """One aftale; `value` is gjort, ikke_endnu or "" (not asked yet)."""

    gjort = Signal(bool)
    deleted = Signal()
    restored = Signal()

    def __init__(self, theme: Theme, name: str, aftale: AftaleVisning, *, form: Form = Form.SPOERG,
                 kan_slettes: bool = False) -> None:  # fmt: skip
        super().__init__()
        self._theme, self._name, self._aftale, self._form = theme, name, aftale, form
        self._value = ""
        self._box: Afkryds | None = None
        self._chips: ChoiceChips | None = None
        self._gone: QWidget | None = None
        self.setObjectName(name)
        self._words = QLabel()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 4, 0, 4)
        self._line.setSpacing(6)
        self._shown = QWidget()
        self._line.addWidget(self._shown, 1)
        self._build(kan_slettes)

    def _build(self, kan_slettes: bool) -> None:
        line = QHBoxLayout(self._shown)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        if self._form is Form.AFKRYDS:
            spoken = ", ".join(part for part in (f"Gjort: {self._aftale.tekst}", self._aftale.om) if part)
            self._box = Afkryds(self._theme, spoken, name=f"{self._name}_gjort", side=32)
            self._box.clicked.connect(self._answer)
            line.addWidget(self._box, 0, Qt.AlignmentFlag.AlignTop)
            self._shown.setCursor(Qt.CursorShape.PointingHandCursor)
        line.addLayout(self._text(), 1)
        if self._form is Form.SPOERG:
            self._chips = ChoiceChips(self._theme, self._aftale.tekst, _VALG, name=f"{self._name}_svar")
            self._chips.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            self._chips.valgt.connect(lambda key: self._answer(key == GJORT))
            line.addWidget(self._chips)
        if kan_slettes:
            away = Button(self._theme, "", kind=Kind.QUIET, icon="trash-2", name=f"{self._name}_slet",
                          spoken=f"Slet aftalen: {self._aftale.tekst}", tip="Slet")  # fmt: skip
            away.clicked.connect(self._delete)
            line.addWidget(away)

    def _text(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(3)
        self._words = make_label(self._aftale.tekst, wrap=True)
        column.addWidget(self._words)
        facts = FlowLayout()
        if self._aftale.hvem is not None:
            facts.addWidget(PersonChip(self._theme, self._aftale.hvem))
        if self._aftale.om:
            facts.addWidget(FlowLabel(self._theme, self._aftale.om, "small"))
        if self._aftale.senest:
            facts.addWidget(make_label(self._aftale.senest, "error" if self._aftale.over else "small"))
        column.addLayout(facts)
        return column

    def _get_value(self) -> str:
        return self._value

    value = Property(str, _get_value)

    def set_gjort(self, gjort: bool | None) -> None:
        """Shows an answer without telling anybody; None is not asked yet."""
        self._value = "" if gjort is None else GJORT if gjort else IKKE_ENDNU
        if self._box is not None:
            self._box.setChecked(bool(gjort))
        if self._chips is not None:
            self._chips.set_value(self._value)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # the whole row is the box's target
        if self._box is not None and self.rect().contains(event.position().toPoint()):
            self._box.click()
        super().mouseReleaseEvent(event)

    def _answer(self, gjort: bool) -> None:
        self.set_gjort(gjort)
        self.gjort.emit(gjort)

    def _delete(self) -> None:
        self._shown.hide()
        gone = QWidget()
        line = QHBoxLayout(gone)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(make_label("Aftalen er slettet.", "body2"))
        undo = Button(self._theme, "Fortryd", kind=Kind.QUIET, icon="undo-2", name=f"{self._name}_fortryd")
        undo.clicked.connect(self._restore)
        line.addWidget(undo)
        line.addStretch()
        self._gone = gone
        self._line.addWidget(gone, 1)
        undo.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleted.emit()

    def _restore(self) -> None:
        if self._gone is not None:
            self._gone.hide()
            self._gone.deleteLater()
            self._gone = None
        self._shown.show()
        self.restored.emit()
