"""»Flyt besøget« and »Aftal besøg«: a day and a time for the next besøg of a sag, or why there is none."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from konsulent_app.services.begyndt import Begyndt, keep_begyndt, read_begyndt
from konsulent_app.services.context import Context
from konsulent_app.store.naeste import Naeste, read_naeste
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.pages import flyt_ord
from konsulent_app.ui.pages.flyt import GENVEJE, agree
from konsulent_app.ui.pages.gem_kalender import ask_and_save
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.ark import Ark
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.dato import dansk_hjaelp
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.linje import line_field, titled
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.work import Work
from konsulent_core.dansk import KlFejl, format_tid, parse_kl
from konsulent_core.errors import KonsulentError
from konsulent_core.helligdage import dato_advarsel
from konsulent_core.rhythm import move_besoeg

IKKE_HER = "Sagen er ikke på denne pc længere."
_TRIN = ((-7, "− 1 uge", "Alt+↑"), (-1, "− 1 dag", "Alt+←"), (1, "+ 1 dag", "Alt+→"), (7, "+ 1 uge", "Alt+↓"))


class FlytArk(Ark):
    """Over its parent. No date is stored before »Flyt besøget«, and the toast takes it back; words begun stay."""

    def __init__(
        self, theme: Theme, work: Work, context: Context, feedback: Feedback, parent: QWidget, under: QWidget
    ) -> None:
        super().__init__(theme, "move", flyt_ord.AFTAL, parent, under)
        self._work, self._context, self._feedback = work, context, feedback
        self._naeste: Naeste | None = None
        self.autosave = Autosave(work, context.clock)
        self._who = make_label("", "strong", wrap=True, name="move_who")
        self._now = make_label("", "body2", wrap=True, name="move_now")
        self._date = DateField(theme, "move_date", "Næste besøg", dansk_hjaelp(context.i_dag), uger=(2, 3, 4))
        self._time = line_field(theme, "move_time", "Klokkeslæt", "kl. 10.00", width=110)
        self._why = line_field(theme, "move_why", "Hvorfor er der ikke en dato?", "Skriv hvorfor …")
        self._reason = titled("Hvorfor er der ikke en dato?", self._why)
        self._warning = make_label("", "warn", wrap=True, name="move_warning")
        self._error = make_label("", "error", wrap=True, name="move_error")
        self._none = Button(theme, "Ingen dato endnu", kind=Kind.QUIET, height=36, name="move_none")
        self._file = Button(theme, "Gem i kalender (.ics)", kind=Kind.QUIET, icon="calendar-days", height=36,
                            name="move_file")  # fmt: skip
        self._save = Button(theme, flyt_ord.AFTAL, kind=Kind.PRIMARY, icon="check", name="move_save",
                            tip="Gem (Ctrl+Enter)")  # fmt: skip
        self._fill()
        self._connect()

    def _fill(self) -> None:
        steps = FlowLayout(gap=8, line_gap=8)
        for dage, words, keys in _TRIN:
            spoken = f"{abs(dage)} {'dag' if abs(dage) == 1 else 'dage'} {'senere' if dage > 0 else 'tidligere'}"
            button = Button(self._theme, words, height=36, name=f"move_step_{'frem' if dage > 0 else 'tilbage'}_"
                            f"{abs(dage)}", spoken=spoken, tip=f"{spoken.capitalize()} ({keys})")  # fmt: skip
            button.clicked.connect(partial(self._step, dage))
            steps.addWidget(button)
        foot = FlowLayout(gap=8, line_gap=8)
        foot.addWidget(self._none)
        foot.addWidget(self._file)
        foot.add_right(self._save)
        for part in (self._who, self._now, make_label("Næste besøg", "strong"), self._date):
            self.body.addWidget(part)
        self.body.addLayout(steps)
        self.body.addWidget(titled("Klokkeslæt", self._time), 0, Qt.AlignmentFlag.AlignLeft)
        for label in (self._warning, self._reason, self._error):
            label.hide()
            self.body.addWidget(label)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self._date.changed.connect(lambda _day: self._look())
        self._none.clicked.connect(self._without)
        self._save.clicked.connect(self.save)
        self._file.clicked.connect(self._save_file)
        self._time.editingFinished.connect(self._time_left)
        self._why.textEdited.connect(self._keep)
        self.autosave.failed.connect(self._feedback.hear)
        self.on_keys(self.save, "Ctrl+Return", "Ctrl+Enter")
        for keys, dage in GENVEJE.items():
            self.on_keys(partial(self._step, dage), keys)

    def open_sheet(self, sag: int) -> None:
        """About the next besøg of the sag."""
        today = self._context.i_dag()
        self._work.read(
            lambda tx: (read_naeste(tx, sag, today), read_begyndt(tx, sag, Begyndt.UDEN_DATO)),
            self._opened,
            self._feedback.hear,
        )

    def close_sheet(self) -> None:
        """A reason that is begun stands there the next time."""
        self.autosave.flush()
        super().close_sheet()

    def flush(self) -> None:
        """The window closes or locks: write what waits."""
        self.autosave.flush()

    def _opened(self, found: tuple[Naeste | None, str]) -> None:
        naeste, begyndt = found
        if naeste is None:
            self._feedback.tell(IKKE_HER)
            return
        self._naeste, today = naeste, self._context.i_dag()
        self.set_titel(flyt_ord.titel(naeste))
        self._save.set_words(flyt_ord.titel(naeste))
        self._who.setText(flyt_ord.hvem(naeste))
        self._now.setText(flyt_ord.nu_ord(naeste, today))
        self._file.setVisible(flyt_ord.kommer(naeste, today))
        dato = naeste.dato if flyt_ord.kommer(naeste, today) else naeste.foreslaaet
        self._date.set_dato(None if begyndt else dato, over=True)
        self._time.setText(naeste.tid)
        self._why.setText(begyndt or naeste.grund)
        self._tell("")
        self._look()
        self.show_sheet()
        if begyndt:
            self._why.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._date.focus_first()

    # --- the person's hand ------------------------------------------------------------------------

    def save(self) -> None:
        """Into the sag; what is missing is told."""
        naeste = self._naeste
        if naeste is None:
            return
        fault = self._date.fejl() or self._time_fault()
        if fault:
            self._tell(fault)
            return
        self._time_left()
        self.autosave.flush()  # before what takes the words that were begun away
        agree(self._work, self._context, self._feedback, naeste.sag, self._date.dato(), self._time.text().strip(),
              self._why.text(), done=self.close_sheet, failed=self._refused)  # fmt: skip

    def _keep(self, ord_: str) -> None:
        naeste = self._naeste
        if naeste is not None:
            self.autosave.soon("why", lambda tx: keep_begyndt(tx, naeste.sag, Begyndt.UDEN_DATO, ord_))

    def _step(self, dage: int) -> None:
        naeste, today = self._naeste, self._context.i_dag()
        if naeste is None:
            return
        moved = move_besoeg(self._date.dato() or naeste.foreslaaet, dage, today)
        if moved is None:
            self._tell(flyt_ord.DAG_GAAET)
            return
        self._tell("")
        self._date.set_dato(moved, over=True)
        announce(self, flyt_ord.dag_ord(moved))
        self._look()

    def _without(self) -> None:
        self._date.set_dato(None, over=True)
        self._look()
        self._why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self) -> None:
        """A holiday is pointed out; without a date the reason is asked for."""
        day = self._date.dato()
        warning = dato_advarsel(day) if day is not None else None
        self._warning.setText(warning or "")
        self._warning.setVisible(warning is not None)
        self._reason.setVisible(day is None)

    def _time_fault(self) -> str:
        try:
            if self._time.text().strip():
                parse_kl(self._time.text())
        except KlFejl as error:
            return error.message
        return ""

    def _time_left(self) -> None:
        text = self._time.text().strip()
        if text and not self._time_fault():
            self._time.setText(format_tid(parse_kl(text)))

    def _save_file(self) -> None:
        if self._naeste is not None:
            ask_and_save(self, self._work, self._context, self._feedback, self._naeste.sag)

    def _refused(self, error: KonsulentError) -> None:
        self._tell(error.message)

    def _tell(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))
        if words:
            announce(self, words, urgent=True)
