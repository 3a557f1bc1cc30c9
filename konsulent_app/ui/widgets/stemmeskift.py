"""The switch »Hvis ord?«: whose answer the next press records."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.group import Choice, ChoiceGroup, set_chosen
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.personer import farve
from konsulent_core.words import Stemme


class StemmeSkift(ChoiceGroup):
    """Konsulent · Arbejdsgiver · Borger; the first is on from the start."""

    skiftet = Signal(str)

    def __init__(self, theme: Theme, titel: str, stemmer: Sequence[Stemme], name: str) -> None:
        super().__init__(f"{titel}, hvis ord?")
        self._value = stemmer[0]
        self._parts: dict[Stemme, Choice] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(make_label("Hvis ord?", "small"))
        layout.addSpacing(4)
        for stemme in stemmer:
            words = farve(stemme).ord
            part = Choice(theme, words, kind=Kind.SWITCH, name=f"{name}_hvem_{stemme.value}", height=44,
                          spoken=f"{titel}, {words.lower()}ens ord")  # fmt: skip
            part.clicked.connect(lambda _=False, s=stemme: self._press(s))
            self._parts[stemme] = part
            self.add_member(part)
            layout.addWidget(part)
        self.set_value(self._value)

    def set_value(self, stemme: Stemme) -> None:
        """Turns the switch without telling anybody."""
        self._value = stemme
        for key, part in self._parts.items():
            set_chosen(part, key is stemme)
        self.rove()

    def _press(self, stemme: Stemme) -> None:
        if stemme is not self._value:
            self.set_value(stemme)
            self.skiftet.emit(stemme.value)
