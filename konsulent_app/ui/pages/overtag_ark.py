"""»Sag fra en anden kommune«: a locked file, its password, what is in it, and in earnest."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget
from shiboken6 import isValid

from konsulent_app.services.context import Context
from konsulent_app.services.overtag import Overtagelse, Pakke, make_plan, open_pakke, read_pakke, take_in
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages import overtag_ord as ord_
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.afkryds import Afkryds
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.ark import Ark
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Banner
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.linje import line_field, titled
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.work import Work
from konsulent_core.dansk import format_kl
from konsulent_core.errors import KonsulentError


class Trin(StrEnum):
    """Where the sheet is; the value is its readable ``state``."""

    VENT = "vent"
    KODE = "kode"
    PLAN = "plan"


class OvertagArk(Ark):
    """``back_up`` makes a backup of the store, off the UI thread. Closed, it holds nothing of the file."""

    taken = Signal(object)
    """id of the sag that is here now"""

    def __init__(
        self,
        theme: Theme,
        work: Work,
        context: Context,
        feedback: Feedback,
        back_up: Callable[[], object],
        parent: QWidget,
        under: QWidget,
    ) -> None:
        super().__init__(theme, "takeover", ord_.TITEL, parent, under)
        self._work, self._context, self._feedback, self._back_up = work, context, feedback, back_up
        self._turn = 0  # what was asked before the sheet closed is nobody's answer any more
        self._data: bytes | None = None
        self._pakke: Pakke | None = None
        self._plan: Overtagelse | None = None
        self._locked = make_label(ord_.LAAST, "body2", wrap=True)
        self._kode = line_field(theme, "takeover_code", "Adgangskode", "Som du har fået den")
        self._kode.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self._kode_field = titled("Adgangskode", self._kode)
        self._who = make_label("", "strong", wrap=True, name="takeover_who")
        self._from = make_label("", "body2", wrap=True, name="takeover_from")
        self._what = make_label("", "body", wrap=True, name="takeover_what")
        self._notes = make_label("", "body2", wrap=True, name="takeover_notes")
        self._same = Banner(theme, "", "warn", icon="triangle-alert", name="takeover_same")
        self._yes = Afkryds(theme, ord_.SAMME, text=ord_.SAMME, name="takeover_yes")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._doing = make_label("", "body2", wrap=True, name="takeover_doing")
        self._error = make_label("", "error", wrap=True, name="takeover_error")
        self._go = Button(theme, ord_.AABN, kind=Kind.PRIMARY, name="takeover_go")
        self._fill()
        self._kode.returnPressed.connect(self.onward)
        self._kode.textEdited.connect(lambda _text: self._tell(""))
        self._yes.clicked.connect(self._dress)
        self._go.clicked.connect(self.onward)
        self._show(Trin.VENT)

    def _fill(self) -> None:
        foot = FlowLayout(gap=8, line_gap=8)
        foot.add_right(self._go)
        self.body.setSpacing(10)
        for part in (
            *(self._locked, self._kode_field, self._who, self._from, self._what, self._notes, self._same),
            *(self._yes, self._bar, self._doing, self._error),
        ):
            self.body.addWidget(part)
        self.body.addLayout(foot)

    # --- the file ---------------------------------------------------------------------------------

    def open_pakke(self, path: Path) -> None:
        """Looks at the file, and asks for its password where it is one that can be opened."""
        self._forget()
        self._kode.clear()
        self.show_sheet()
        self._ask(ord_.AABNER, lambda: read_pakke(path), self._found)

    def _found(self, data: bytes) -> None:
        self._data = data
        self._show(Trin.KODE)
        self._kode.setFocus()

    def onward(self) -> None:
        """The step's own button, and Enter."""
        if self.property("state") == Trin.KODE:
            data, kode = self._data, self._kode.text()
            if data is not None and kode:
                self._ask(ord_.AABNER, lambda: open_pakke(data, kode), self._opened)
        elif self.property("state") == Trin.PLAN and self._plan is not None and self._may_take_in():
            if self._nothing_new():
                self._leave_for(self._plan.sag)
            else:
                self._ask(ord_.KOPI, self._back_up, lambda _none: self._write())

    def _opened(self, pakke: Pakke) -> None:
        self._kode.clear()
        self._pakke, turn = pakke, self._turn
        self._work.read(
            lambda tx: make_plan(tx, self._context, pakke),
            lambda plan: self._planned(plan) if self._waits(turn) else None,
            lambda error: self._failed(error) if self._waits(turn) else None,
        )

    def _planned(self, plan: Overtagelse) -> None:
        self._plan = plan
        self._who.setText(ord_.hvem(plan))
        self._from.setText(ord_.fra(plan))
        self._what.setText(ord_.indhold(plan))
        self._notes.setText("\n".join(ord_.noter(plan)))
        self._same.set_text(ord_.samme(plan.samme) if plan.samme is not None else "")
        self._yes.setChecked(False)
        self._show(Trin.PLAN)
        announce(self, f"{ord_.hvem(plan)}. {ord_.indhold(plan)}")
        (self._yes if plan.samme is not None else self._go).setFocus()

    # --- in earnest -------------------------------------------------------------------------------

    def _may_take_in(self) -> bool:
        return self._plan is not None and (self._plan.samme is None or self._yes.isChecked())

    def _nothing_new(self) -> bool:
        return self._plan is not None and self._plan.sagen_er_her and not self._plan.nye

    def _write(self) -> None:
        pakke, same, turn = self._pakke, self._yes.isChecked(), self._turn
        if pakke is None:
            return
        kl = format_kl(self._context.clock())
        self._wait(ord_.SKRIVER)
        self._away.setEnabled(False)  # what is being written is written: nobody is to think that it was not
        self._work.write(
            lambda tx: take_in(tx, self._context, pakke, samme=same),
            lambda plan: self._done(plan, kl) if self._waits(turn) else None,
            lambda error: self._failed(error) if self._waits(turn) else None,
        )

    def _done(self, plan: Overtagelse, kl: str) -> None:
        self._feedback.tell(ord_.kvittering(kl))
        self._leave_for(plan.sag)

    def _leave_for(self, sag: int) -> None:
        self.close_sheet()
        self.taken.emit(sag)

    # --- how it goes ------------------------------------------------------------------------------

    def _ask(self, words: str, job: Callable[[], object], done: Callable[..., None]) -> None:
        self._wait(words)
        turn = self._turn
        self._work.run(
            job,
            lambda found: done(found) if self._waits(turn) else None,
            lambda error: self._failed(error) if self._waits(turn) else None,
        )

    def _waits(self, turn: int) -> bool:
        """Whether somebody still wants the answer."""
        return isValid(self) and turn == self._turn

    def _wait(self, words: str) -> None:
        self._doing.setText(words)
        self._bar.setAccessibleName(words)
        self._show(Trin.VENT)

    def _failed(self, error: KonsulentError) -> None:
        """Told where the person can mend it; a file that is no good leaves nothing to do but close."""
        self._away.setEnabled(True)
        if self._plan is not None:
            self._show(Trin.PLAN)
        else:
            self._show(Trin.KODE if self._data is not None else Trin.VENT)
        for part in (self._bar, self._doing):
            part.setVisible(False)
        self._tell(error.message)
        if self._data is not None and self._plan is None:
            self._kode.setFocus()
            self._kode.selectAll()

    def _show(self, trin: Trin) -> None:
        self.setProperty("state", trin.value)
        self._tell("")
        planned = trin is Trin.PLAN and self._plan is not None
        asked = planned and self._plan is not None and self._plan.samme is not None
        for part in (self._locked, self._kode_field):
            part.setVisible(trin is Trin.KODE)
        for label in (self._who, self._from, self._what, self._notes):
            label.setVisible(planned)
        for question in (self._same, self._yes):
            question.setVisible(asked)
        for busy in (self._bar, self._doing):
            busy.setVisible(trin is Trin.VENT)
        self._go.setVisible(trin is not Trin.VENT)
        self._dress()

    def _dress(self) -> None:
        """The button, as far as it leads on."""
        planned = self.property("state") == Trin.PLAN
        onward = ord_.FAERDIG if self._nothing_new() else ord_.INDLAES
        self._go.set_words(onward if planned else ord_.AABN)
        self._go.setEnabled(not planned or self._may_take_in())

    def _tell(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))
        if words:
            announce(self, words, urgent=True)

    def _forget(self) -> None:
        self._turn += 1
        self._data = self._pakke = self._plan = None
        self._away.setEnabled(True)

    def close_sheet(self) -> None:
        self._forget()
        self._kode.clear()
        super().close_sheet()
