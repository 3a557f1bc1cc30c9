"""Where a borger stands, why, and when to look again: for the sag's page and for the lists of Overblik."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from konsulent_app.services.begyndt import Begyndt, keep_begyndt, read_begyndt
from konsulent_app.services.context import Context
from konsulent_app.services.sag import set_gruppe
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.dato import DatoHjaelp
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.tekstfelt import Tekstfelt
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError, UserError
from konsulent_core.words import Sagsgruppe

LOEBER = "Praktikken løber, så borgeren står i virksomhed nu. Det, du vælger her, gælder, når den slutter."
VALG = (
    Valg(Sagsgruppe.KLAR_NU, "Klar nu"),
    Valg(Sagsgruppe.KLAR_MED_STOETTE, "Klar med støtte"),
    Valg(Sagsgruppe.AFVENTER, "Afventer"),
    Valg(Sagsgruppe.I_VIRKSOMHED, "I job"),
)


@dataclass(frozen=True, slots=True)
class Dom:
    """Where the konsulent judges the borger to stand; ``igen`` is when to look again."""

    gruppe: Sagsgruppe
    grund: str
    igen: date | None


class GruppeEditor(QWidget):
    """Saves nothing by itself: ``saved`` tells what was chosen, ``show_error`` what must be mended."""

    saved = Signal(object)
    """Dom"""
    cancelled = Signal()
    written = Signal(str)
    """the reason so far, at every key"""

    def __init__(self, theme: Theme, hjaelp: DatoHjaelp, *, prefix: str) -> None:
        super().__init__()
        self._loeber = make_label(LOEBER, "small", wrap=True)
        self._valg = ChoiceChips(theme, "Hvor står borgeren", VALG, name=f"{prefix}_gruppe", height=36)
        self._grund = Tekstfelt(theme, "Hvorfor, i få ord", name=f"{prefix}_gruppe_grund",
                                hint="for eksempel: venter på udredning")  # fmt: skip
        self._igen = DateField(theme, f"{prefix}_gruppe_igen", "Se på det igen", hjaelp, uger=(2, 4), height=36)
        self._fejl = make_label("", "error", wrap=True, name=f"{prefix}_gruppe_fejl")
        gem = Button(theme, "Gem", kind=Kind.AGENDA, icon="check", height=36, name=f"{prefix}_gruppe_gem")
        fortryd = Button(theme, "Fortryd", kind=Kind.QUIET, height=36, name=f"{prefix}_gruppe_fortryd")
        gem.clicked.connect(self._save)
        fortryd.clicked.connect(self.cancelled)
        self._grund.entered.connect(self._save)
        self._grund.edited.connect(self.written)
        buttons = QWidget()
        line = FlowLayout(buttons, gap=8)
        line.addWidget(gem)
        line.addWidget(fortryd)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        parts = (self._loeber, self._valg, self._grund, make_label("Se på det igen", "small"), self._igen, self._fejl)
        for part in (*parts, buttons):
            column.addWidget(part)
        self.show_gruppe(None, "", None, loeber=False)

    def show_gruppe(self, gruppe: Sagsgruppe | None, grund: str, igen: date | None, *, loeber: bool) -> None:
        """What stands now; ``loeber``: a praktik runs, and decides."""
        self._valg.set_value(gruppe.value if gruppe else "")
        self._grund.set_text(grund)
        self._igen.set_dato(igen, over=True)
        self._loeber.setVisible(loeber)
        self._tell("")
        self._grund.show_line("")

    def go_on(self, grund: str) -> None:
        """A reason that was begun before, unless one is being written now."""
        if grund and not self._grund.writing():
            self._grund.set_text(grund)

    def focus_first(self) -> None:
        """The keyboard stands on the choice."""
        self._valg.focus_first()

    def show_error(self, error: UserError) -> None:
        """What is missing, where it is missing."""
        self._tell("")
        self._grund.show_line("")
        if error.field == "grund":
            self._grund.show_line(error.message, error=True)
            self._grund.focus()
        elif error.field == "igen":
            self._igen.show_error(error.message)
            self._igen.focus_first()
        else:
            self._tell(error.message)

    def _tell(self, words: str) -> None:
        self._fejl.setText(words)
        self._fejl.setVisible(bool(words))

    def _save(self) -> None:
        chosen = self._valg.valgt_nu()
        if fault := self._igen.fejl():
            self._igen.show_error(fault)
        elif not chosen:
            self._tell("Vælg, hvor borgeren står.")
        else:
            self.saved.emit(Dom(Sagsgruppe(chosen), self._grund.text(), self._igen.dato()))


class Grund:
    """The reason as far as it is written, of one sag at a time: kept until it is saved or »Fortryd« is pressed."""

    def __init__(self, work: Work, context: Context, feedback: Feedback) -> None:
        self._work, self._feedback = work, feedback
        self.autosave = Autosave(work, context.clock)
        self.autosave.failed.connect(feedback.hear)

    def open(self, editor: GruppeEditor, sag: int) -> None:
        """What was begun stands in the editor again."""

        def show(grund: str) -> None:
            if isValid(editor):
                editor.go_on(grund)

        def read() -> None:
            self._work.read(lambda tx: read_begyndt(tx, sag, Begyndt.GRUPPE), show, self._feedback.hear)

        self.autosave.when_saved(read)

    def keep(self, sag: int, grund: str) -> None:
        """Another key."""
        self.autosave.soon(sag, lambda tx: keep_begyndt(tx, sag, Begyndt.GRUPPE, grund))

    def forget(self, sag: int) -> None:
        """»Fortryd«."""
        self.autosave.now(lambda tx: keep_begyndt(tx, sag, Begyndt.GRUPPE, ""))


def save_gruppe(
    work: Work,
    context: Context,
    feedback: Feedback,
    editor: GruppeEditor,
    sag: int,
    dom: Dom,
    done: Callable[[], None],
) -> None:
    """Writes what was chosen; what must be mended is shown in the editor, as long as it is there."""

    def failed(error: KonsulentError) -> None:
        if isinstance(error, UserError) and isValid(editor):
            editor.show_error(error)
        else:
            feedback.hear(error)

    work.write(
        lambda tx: set_gruppe(tx, context, sag, dom.gruppe, grund=dom.grund, igen=dom.igen),
        lambda _none: done(),
        failed,
    )
