"""A new aftale: what, who, by when; three answers, two of them taps."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Property, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.dato import DatoHjaelp
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.personer import Person, farve

HVEM_MANGLER = "Skriv, hvem der gør det."


class AftaleEditor(QWidget):
    """Text, person chips and a date with quick choices; Enter in the text asks for the next aftale."""

    tekst_edited = Signal(str)
    hvem_valgt = Signal(str)
    """the person's noegle"""
    senest_changed = Signal(object)
    """date or None"""
    deleted = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, theme: Theme, name: str, personer: Sequence[Person], hjaelp: DatoHjaelp,
                 uger: Sequence[int] = (1, 2, 4)) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName(name)
        self._edit = QLineEdit()
        self._edit.setObjectName(f"{name}_tekst")
        self._edit.setProperty("kind", "visit")
        self._edit.setMinimumHeight(theme.px(44))
        self._edit.setPlaceholderText("Hvad har I aftalt?")
        self._edit.setAccessibleName("Aftale")
        choices = [Valg(p.noegle, p.navn, farve(p.stemme).icon) for p in personer]
        self._hvem = ChoiceChips(theme, "Hvem gør det?", choices, name=f"{name}_hvem")
        self._senest = DateField(theme, f"{name}_senest", "Senest", hjaelp, uger=uger)
        self._error = make_label("", "error", name=f"{name}_fejl")
        self._error.hide()
        self._away = Button(theme, "", kind=Kind.QUIET, icon="trash-2", name=f"{name}_slet",
                            spoken="Slet aftalen", tip="Slet")  # fmt: skip
        self._build()
        self._connect()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self._edit, 1)
        top.addWidget(self._away)
        outer.addLayout(top)
        answers = FlowLayout(gap=16)
        answers.addWidget(self._hvem)
        answers.addWidget(self._senest)
        outer.addLayout(answers)
        outer.addWidget(self._error)

    def _connect(self) -> None:
        self._edit.textEdited.connect(self.tekst_edited)
        self._edit.returnPressed.connect(self.entered)
        self._edit.editingFinished.connect(self.left)
        self._hvem.valgt.connect(self.hvem_valgt)
        self._senest.changed.connect(self.senest_changed)
        self._senest.left.connect(self.left)
        self._away.clicked.connect(self.deleted)

    def _get_value(self) -> str:
        return self._edit.text()

    value = Property(str, _get_value)

    def set_aftale(self, tekst: str, hvem: str, senest: date | None) -> None:
        """Shows an aftale without telling anybody; a text under the cursor stays."""
        if not self._edit.hasFocus():
            self._edit.setText(tekst)
        self._hvem.set_value(hvem)
        self._senest.set_dato(senest)

    def part_at(self, inner: QWidget) -> str:
        """tekst, hvem or senest: which of the three ``inner`` belongs to."""
        parts: tuple[tuple[QWidget, str], ...] = ((self._hvem, "hvem"), (self._senest, "senest"))
        return next((name for part, name in parts if part is inner or part.isAncestorOf(inner)), "tekst")

    def fejl(self) -> str:
        """What is missing, "" when nothing is or the row is empty."""
        if self._edit.text().strip() and not self._hvem.valgt_nu():
            return HVEM_MANGLER
        return self._senest.fejl()

    def show_error(self, tekst: str) -> None:
        """Shows an error under the row, or takes it away."""
        self._error.setText(tekst)
        self._error.setVisible(bool(tekst))

    def focus_first(self) -> None:
        """Puts the cursor in the text."""
        self._edit.setFocus(Qt.FocusReason.TabFocusReason)
