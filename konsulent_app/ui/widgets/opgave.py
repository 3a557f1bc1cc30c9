"""One task of the praktik at a visit: how far it has come, and that it was dropped and why."""

from dataclasses import dataclass

from PySide6.QtCore import Property, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button, toggle
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import Badge, Tone, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.words import OpgaveTrin

TRIN = (
    Valg(OpgaveTrin.PROEVET.value, "Prøvet"),
    Valg(OpgaveTrin.MED_STOETTE.value, "Med støtte"),
    Valg(OpgaveTrin.SELVSTAENDIG.value, "Selvstændigt"),
)


@dataclass(frozen=True)
class OpgaveVisning:
    """A task as the row shows it."""

    tekst: str
    ny: bool = False


class OpgaveRow(QWidget):
    """Task, three steps with last visit's as ghost, and »Drop opgaven« which asks for a reason."""

    trin_valgt = Signal(str)
    """a value of core's OpgaveTrin; never DROPPET"""
    droppet = Signal(bool)
    aarsag_edited = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, noegle: str, opgave: OpgaveVisning, *, prefix: str = "visit") -> None:
        super().__init__()
        name = f"{prefix}_opgave_{noegle}"
        self.setObjectName(name)
        self._theme, self._name, self._opgave = theme, name, opgave
        self._chips = ChoiceChips(theme, opgave.tekst, TRIN, name=f"{name}_trin")
        self._drop = toggle(Button(theme, "Drop opgaven", kind=Kind.QUIET, name=f"{name}_drop",
                                   spoken=f"Drop opgaven: {opgave.tekst}"))  # fmt: skip
        self._aarsag: QLineEdit | None = None
        head = FlowLayout(gap=10, line_gap=4)
        head.addWidget(make_label(opgave.tekst, "label"))
        if opgave.ny:
            head.addWidget(Badge(theme, "ny", Tone.INFO))
        head.add_right(self._chips)
        head.add_right(self._drop)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(6)
        self._outer.addLayout(head)
        self.titel = opgave.tekst
        self._chips.valgt.connect(self._choose)
        self._drop.clicked.connect(self._toggle)

    def _get_value(self) -> str:
        return OpgaveTrin.DROPPET.value if self._drop.isChecked() else self._chips.valgt_nu()

    def _get_last(self) -> str:
        return self._chips.valgt_sidst()

    value = Property(str, _get_value)
    lastValue = Property(str, _get_last)

    def set_trin(self, trin: OpgaveTrin | None, aarsag: str = "") -> None:
        """Shows a step without telling anybody."""
        dropped = trin is OpgaveTrin.DROPPET
        self._chips.set_value("" if trin is None or dropped else trin.value)
        self._drop.setChecked(dropped)
        if dropped:
            self._open_aarsag().setText(aarsag)
        self._show_aarsag()

    def set_sidst(self, trin: OpgaveTrin | None) -> None:
        """Marks last visit's step."""
        self._chips.set_sidst(trin.value if trin else "")

    def _choose(self, trin: str) -> None:
        if self._drop.isChecked():
            self._drop.setChecked(False)
            self._show_aarsag()
        self.trin_valgt.emit(trin)

    def _toggle(self) -> None:
        on = self._drop.isChecked()
        self._show_aarsag()
        if on:
            self._chips.set_value("")
            self._open_aarsag().setFocus(Qt.FocusReason.OtherFocusReason)
        self.droppet.emit(on)

    def _show_aarsag(self) -> None:
        on = self._drop.isChecked()
        if on:
            self._open_aarsag()
        if self._aarsag is not None:
            self._aarsag.setVisible(on)

    def _open_aarsag(self) -> QLineEdit:
        if self._aarsag is None:
            field = QLineEdit()
            field.setObjectName(f"{self._name}_aarsag")
            field.setProperty("kind", "visit")
            field.setMinimumHeight(self._theme.px(44))
            field.setPlaceholderText("Hvorfor blev den droppet?")
            field.setAccessibleName(f"{self._opgave.tekst}: hvorfor blev den droppet?")
            field.textEdited.connect(self.aarsag_edited)
            field.editingFinished.connect(self.left)
            self._outer.addWidget(field)
            self._aarsag = field
        return self._aarsag
