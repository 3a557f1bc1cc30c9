"""A week plan as people say it, shown back as days with what else stands in the week; a press takes a day in or out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.store.uge import UgePlan
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.linje import line_field, titled
from konsulent_app.ui.widgets.taborder import stops_in, tab_before
from konsulent_app.ui.widgets.ugestrimmel import Ugestrimmel
from konsulent_core.dansk import KlFejl, format_tid, parse_kl
from konsulent_core.uge_ord import move, parse_sagt, sagt, sammenfald
from konsulent_core.ugeplan import Blok, UgeplanFejl, format_ugeplan, parse_ugeplan

_DAY_HOURS = 3.0  # of a day pressed in an empty week
_FRA = "09.00"


@dataclass(frozen=True, slots=True)
class Sagt:
    """A plan as it was typed, the time its days begin where none is said, and the plan as it is kept: None while what
    is typed cannot be read."""

    sagt: str = ""
    fra: str = _FRA
    ugeplan: str | None = ""

    def blokke(self) -> tuple[Blok, ...]:
        """The planned stretches; none while the plan cannot be read."""
        try:
            return parse_ugeplan(self.ugeplan)
        except UgeplanFejl:
            return ()


class UgeplanFelt(QWidget):
    """``prefix`` begins the names of its parts."""

    written = Signal(object, bool)
    """a Sagt, and whether more is being written"""

    def __init__(self, theme: Theme, prefix: str, width: int = 200) -> None:
        """``width`` px at 100 % of the line the plan is typed in."""
        super().__init__()
        self._now = Sagt()
        self._indsatser: tuple[UgePlan, ...] = ()
        self._said = line_field(theme, f"{prefix}_week", "Dage og timer", "2x2,5", width)
        self._from = line_field(theme, f"{prefix}_from", "Fra kl.", _FRA, 90)
        self._week = Ugestrimmel(theme, f"{prefix}_day", "Praktik")
        self._sum = make_label("", "body2", wrap=True, name=f"{prefix}_sum")
        self._clash = make_label("", "warn", wrap=True, name=f"{prefix}_clash")
        self._error = make_label("", "error", wrap=True, name=f"{prefix}_week_fejl")
        self._row = FlowLayout(gap=12, line_gap=8)
        self._row.addWidget(titled("Dage og timer", self._said))
        self._row.addWidget(titled("Fra kl.", self._from))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._row)
        for part in (self._error, self._week, self._sum, self._clash):
            column.addWidget(part)
        self._error.hide()
        self._clash.hide()
        self._said.textEdited.connect(self._written)
        self._said.editingFinished.connect(self._left)
        self._from.editingFinished.connect(self._left)
        self._week.pressed.connect(self._press)

    def add_field(self, field: QWidget) -> None:
        """Another field in the line of the plan's own, which Tab meets before the days."""
        self._row.addWidget(field)
        tab_before(stops_in(self._week)[0], stops_in(field))

    def show_plan(self, said: Sagt, indsatser: Sequence[UgePlan], hale: str = "") -> None:
        """What is kept, and what else stands in the week; ``hale`` ends the sentence. A field under the cursor keeps
        its text."""
        self._now, self._indsatser = said, tuple(indsatser)
        if not self._said.hasFocus():
            self._said.setText(said.sagt)
            self._said.setCursorPosition(0)
        if not self._from.hasFocus():
            self._from.setText(said.fra)
        plan = said.blokke()
        self._week.show_week(plan, [(i.navn, b) for i in self._indsatser for b in i.blokke])
        words = f"{sagt(plan)} · " if plan else ""
        self._sum.setText(f"{words}tryk på en dag for at tage den med eller fra{hale}")
        clashes = sammenfald([("praktikken", plan), *((i.navn, i.blokke) for i in self._indsatser)])
        self._clash.setText(". ".join(clashes) + ".")
        self._clash.setVisible(bool(clashes))

    def focus_first(self) -> None:
        """The cursor in the plan."""
        self._said.setFocus()

    def holds_focus(self) -> bool:
        """Whether somebody writes in it."""
        return self._said.hasFocus() or self._from.hasFocus()

    def fejl(self) -> str:
        """What is written and cannot be read, "" when nothing is."""
        return self._read()[1]

    def _read(self) -> tuple[str | None, str]:
        """(the plan as it is kept, what is wrong)."""
        text = self._said.text()
        if not text.strip():
            return "", ""
        busy = {b.ugedag for i in self._indsatser for b in i.blokke}
        try:
            return format_ugeplan(parse_sagt(text, parse_kl(self._from.text() or _FRA), busy)), ""
        except (UgeplanFejl, KlFejl) as error:
            return None, error.message

    def _written(self) -> None:
        plan, fault = self._read()
        if not fault:
            self._tell("")
        self.written.emit(Sagt(self._said.text(), self._from.text(), plan), True)

    def _left(self) -> None:
        plan, fault = self._read()
        self._tell(fault)
        if not fault and self._from.text():
            try:
                self._from.setText(format_tid(parse_kl(self._from.text())))
            except KlFejl:
                return
        # Days that were pressed stand though nothing is written.
        kept = plan if self._said.text().strip() else self._now.ugeplan
        self.written.emit(Sagt(self._said.text(), self._from.text(), kept), False)

    def _press(self, ugedag: int) -> None:
        plan = self._now.blokke()
        hours = plan[0].timer if plan else _DAY_HOURS
        try:
            made = move(plan, ugedag, plan[0].fra if plan else parse_kl(self._from.text() or _FRA), hours)
        except (UgeplanFejl, KlFejl) as error:
            self._tell(error.message)
            return
        self._tell("")
        text = said_back(made)
        self._said.setText(text)
        self.written.emit(Sagt(text, self._from.text(), format_ugeplan(made)), False)

    def _tell(self, fault: str) -> None:
        self._error.setText(fault)
        self._error.setVisible(bool(fault))


def said_back(plan: Sequence[Blok]) -> str:
    """The plan as it can be typed again: »ma 09.00-12.00, on 09.00-12.00«."""
    return format_ugeplan(plan).replace(";", ",")
