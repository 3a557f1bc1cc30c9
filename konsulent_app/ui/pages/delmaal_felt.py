"""One delmål as it is written: what, when, and a gentle line for the SMART letter that does not hold yet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button, toggle
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.dato import DatoHjaelp
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.linje import line_field
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.praktik_udkast import SMART, DelmaalUdkast, smart_question

SMART_ORD = {
    "S": ("specifikt", "Specifikt"),
    "M": ("maalbart", "Målbart"),
    "A": ("attraktivt", "Attraktivt"),
    "R": ("realistisk", "Realistisk"),
    "T": ("tidsbestemt", "Tidsbestemt"),
}


class DelmaalFelt(QWidget):
    """A delmål with its date; ``changed`` gets it whole, and whether more is being written."""

    def __init__(
        self, theme: Theme, prefix: str, number: int, dato: DatoHjaelp, changed: Callable[[DelmaalUdkast, bool], None]
    ) -> None:
        super().__init__()
        self._changed = changed
        self._now = DelmaalUdkast()
        name = f"{prefix}_goal_{number}"
        self._text = line_field(theme, name, f"Delmål {number}", "Hvad kan borgeren, når det er nået?")
        self._text.textEdited.connect(lambda text: changed(replace(self._now, tekst=text), True))
        self._date = DateField(theme, f"{name}_dato", f"Delmål {number}, hvornår", dato)
        self._date.changed.connect(self._dated)
        self._letters: dict[str, Button] = {}
        chips = QWidget()
        flow = FlowLayout(chips, gap=6, line_gap=6)
        for letter in SMART:
            key, words = SMART_ORD[letter]
            chip = toggle(Button(theme, words, kind=Kind.FILTER, icon="check", name=f"{prefix}_smart_{key}_{number}",
                                 spoken=f"Delmål {number}: {words}", height=44))  # fmt: skip
            chip.clicked.connect(lambda _=False, one=letter: self._press(one))
            self._letters[letter] = chip
            flow.addWidget(chip)
        self._ask = make_label("", "body2", wrap=True, name=f"{prefix}_smart_spoerg_{number}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._text, self._date, chips, self._ask):
            column.addWidget(part)

    def show_delmaal(self, delmaal: DelmaalUdkast, fornavn: str, *, spoerg: bool = True) -> None:
        """``spoerg``: whether the first letter that does not hold is asked about."""
        self._now = delmaal
        if not self._text.hasFocus():
            self._text.setText(delmaal.tekst)
        self._date.set_dato(date.fromisoformat(delmaal.dato) if delmaal.dato else None)
        for letter, chip in self._letters.items():
            on = letter in delmaal.smart
            chip.setChecked(on)
            chip.set_icon("check" if on else "circle")
        lacking = next((letter for letter in SMART if letter not in delmaal.smart), "")
        self._ask.setText(smart_question(lacking, fornavn) if spoerg and lacking and delmaal.tekst.strip() else "")
        self._ask.setVisible(bool(self._ask.text()))

    def focus_first(self) -> None:
        self._text.setFocus()

    def holds_text(self) -> bool:
        """Whether the text is under the cursor."""
        return self._text.hasFocus()

    def field_at(self, inner: QWidget) -> str:
        """tekst, dato or smart: which of them ``inner`` writes, "" for none."""
        if inner is self._text:
            return "tekst"
        if inner is self._date or self._date.isAncestorOf(inner):
            return "dato"
        return "smart" if inner in self._letters.values() else ""

    def fejl(self) -> str:
        return self._date.fejl()

    def _dated(self, day: date | None) -> None:
        letters = set(self._now.smart) | {"T"} if day is not None else set(self._now.smart) - {"T"}
        self._changed(replace(self._now, dato=day.isoformat() if day else None, smart=_joined(letters)), False)

    def _press(self, letter: str) -> None:
        self._changed(replace(self._now, smart=_joined(set(self._now.smart) ^ {letter})), False)


def _joined(letters: set[str]) -> str:
    return "".join(letter for letter in SMART if letter in letters)
