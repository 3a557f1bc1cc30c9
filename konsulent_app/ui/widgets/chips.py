"""Rows of chips: one choice among few, and filters with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.group import Choice, ChoiceGroup, set_chosen
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.soegning import words


@dataclass(frozen=True)
class Valg:
    """A choice: the value that is stored and the words that are shown."""

    noegle: str
    tekst: str
    icon: str = ""


class ChoiceChip(Choice):
    """A chip that also wears last visit's dashed ghost border."""

    def __init__(self, theme: Theme, valg: Valg, *, name: str, height: int, spoken: str) -> None:
        super().__init__(theme, valg.tekst, kind=Kind.CHIP, name=name, height=height, spoken=spoken,
                         icon=valg.icon)  # fmt: skip
        self._spoken = spoken
        self._sidst = False

    def set_sidst(self, sidst: bool) -> None:
        """Marks the chip as last visit's answer."""
        self._sidst = sidst
        self.setAccessibleName(f"{self._spoken}, sidste besøg" if sidst else self._spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._sidst or self.ring:
            return
        theme = self.theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        if self.isChecked():
            inner = rect.adjusted(4, 4, -4, -4)
            paint.box(painter, inner, edge=theme.color("on_accent"), width=2, radius=5, dashed=True)
        else:
            paint.box(painter, rect, fill=None, edge=theme.color("surface"), width=2)
            paint.box(painter, rect, edge=theme.color("ghost"), width=2, dashed=True)
        painter.end()


class ChoiceChips(ChoiceGroup):
    """One choice among few, e.g. Virker / Virker delvist / Virker ikke / Ikke brugt; none at first."""

    valgt = Signal(str)

    def __init__(
        self,
        theme: Theme,
        spoken: str,
        choices: Sequence[Valg],
        *,
        name: str = "",
        height: int = 44,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(spoken, name, parent)
        self._value = ""
        self._last = ""
        self._chips: dict[str, ChoiceChip] = {}
        self._theme, self._name, self._spoken, self._height = theme, name, spoken, height
        self._flow = FlowLayout(self)
        for valg in choices:
            self.offer(valg)

    def offer(self, valg: Valg) -> None:
        """One more choice, if it is not there yet: what was chosen once is shown where it is offered no more."""
        if valg.noegle in self._chips:
            return
        own = f"{self._name}_{'_'.join(words(valg.noegle))}" if self._name else ""
        chip = ChoiceChip(self._theme, valg, name=own, height=self._height, spoken=f"{self._spoken}: {valg.tekst}")
        chip.clicked.connect(lambda: self._press(valg.noegle))
        self._chips[valg.noegle] = chip
        self._flow.addWidget(chip)
        self.add_member(chip)

    def _get_value(self) -> str:
        return self._value

    def _get_last(self) -> str:
        return self._last

    value = Property(str, _get_value)
    lastValue = Property(str, _get_last)

    def valgt_nu(self) -> str:
        """The choice now, "" for none."""
        return self._value

    def valgt_sidst(self) -> str:
        """Last visit's choice, "" for none."""
        return self._last

    def set_value(self, noegle: str) -> None:
        """Shows a choice without telling anybody; "" shows none."""
        self._value = noegle
        for key, chip in self._chips.items():
            set_chosen(chip, key == noegle)
        self.rove()

    def set_sidst(self, noegle: str) -> None:
        """Marks last visit's choice; "" marks none."""
        self._last = noegle
        for key, chip in self._chips.items():
            chip.set_sidst(key == noegle)

    def _press(self, noegle: str) -> None:
        # pressing the chosen one again changes nothing: clearing is undo's work, never a slip of the finger
        if noegle != self._value:
            self.set_value(noegle)
            self.valgt.emit(noegle)


class FilterChip(Button):
    """A filter above a list with the number of rows it would show."""

    def __init__(self, theme: Theme, text: str, count: int, *, name: str = "", token: str = "") -> None:
        super().__init__(theme, text, kind=Kind.FILTER, name=name, height=32)
        self.setCheckable(True)
        self.set_antal(count, token)

    def set_antal(self, count: int, token: str = "") -> None:
        """Another number; `token` danger or warn colours it."""
        self.set_count(str(count), token)
