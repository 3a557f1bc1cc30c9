"""One press for another voice's level: five numbers beneath the options, without turning the switch."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.group import Choice, ChoiceGroup, set_chosen
from konsulent_app.ui.widgets.labels import PersonChip, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.personer import Person


class HurtigStemme(ChoiceGroup):
    """»Lone  1 2 3 4 5«."""

    valgt = Signal(str, int)
    """stemme, trin"""

    def __init__(self, theme: Theme, titel: str, person: Person, texts: Sequence[str], name: str) -> None:
        super().__init__(f"{titel}, {person.navn}")
        self._stemme = person.stemme
        self._parts: list[Choice] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(PersonChip(theme, person))
        layout.addSpacing(4)
        for trin, tekst in enumerate(texts, start=1):
            part = Choice(theme, str(trin), kind=Kind.SWITCH, name=f"{name}_{person.stemme.value}_{trin}",
                          height=44, spoken=f"{titel}, {person.navn}, trin {trin} af 5: {tekst}")  # fmt: skip
            part.setToolTip(tekst)
            part.clicked.connect(lambda _=False, n=trin: self.valgt.emit(self._stemme.value, n))
            self._parts.append(part)
            self.add_member(part)
            layout.addWidget(part)
        self._ikke = make_label("ikke drøftet", "small", name=f"{name}_{person.stemme.value}_ikke")
        self._ikke.hide()
        layout.addSpacing(6)
        layout.addWidget(self._ikke)

    def set_value(self, trin: int | None, *, ikke_droeftet: bool = False) -> None:
        """Shows a level, or none; `ikke_droeftet` says that there is none to be had today."""
        self._ikke.setVisible(ikke_droeftet)
        for number, part in enumerate(self._parts, start=1):
            set_chosen(part, number == trin)
        self.rove()
