"""Timer: the borger's hours as a curve and as dated steps, each added, changed and taken back where it stands."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from konsulent_app.services import timer as verbs
from konsulent_app.services.context import Context
from konsulent_app.store.database import Tx
from konsulent_app.store.timer import TimerBlad, TimerLinje, read_timer
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.raekke import RaekkeSkriver
from konsulent_app.ui.pages import timer_ord
from konsulent_app.ui.pages.gemt_side import GemtSide
from konsulent_app.ui.pages.timer_trin import TrinFelter, TrinRaekke, defaults
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.dato import dansk_hjaelp
from konsulent_app.ui.widgets.diagramtabel import MedTabel
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import FlowLabel, make_label
from konsulent_app.ui.widgets.prik import Prik
from konsulent_app.ui.widgets.taborder import stops_in, tab_after
from konsulent_app.ui.widgets.timerkurve import TimerKurve
from konsulent_app.ui.work import Work
from konsulent_core.entities import Timer
from konsulent_core.errors import KonsulentError
from konsulent_core.merge import Value

IKKE_HER = "Sagen er ikke på denne pc længere."
_MAX = 920


class TimerPage(GemtSide):
    """Steps of all the borger's praktikker, newest first; one is open at a time."""

    wants_besoeg = Signal(object)
    """id of the locked besøg that a step was agreed at"""

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback) -> None:
        super().__init__(theme, work, context, feedback, "timer", _MAX)
        self._sag = 0
        self._blad: TimerBlad | None = None
        self._rows: dict[int, TrinRaekke] = {}
        self._open: int | None = None
        self._new: int | None = None  # a step that is not read from the store yet
        self._unborn = False  # and of which nothing is written
        self._born: Mapping[str, Value] = {}
        self._skriver: RaekkeSkriver | None = None
        self._nu = make_label("", "question", wrap=True, name="timer_nu")
        self._kurve = TimerKurve(theme)
        self._med_tabel = MedTabel(theme, self._kurve, "Timer om ugen", "timer_kurve")
        self._add = Button(theme, "Nyt trin", icon="plus", name="timer_ny", tip="Nyt trin (Ctrl+N)")
        self._add.clicked.connect(self.add)
        self._none = make_label(timer_ord.INGEN, "body2", wrap=True, name="timer_ingen")
        self._list = QVBoxLayout()
        self._build()
        self.autosave.saved.connect(lambda _at: self.reload())
        work.arrived.connect(lambda _touched: self.reload())
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self.add)

    def _build(self) -> None:
        chart = Card(self._theme, pad=20, name="timer_kort_kurve")
        head = QWidget()
        line = FlowLayout(head, gap=14, line_gap=4)
        line.addWidget(FlowLabel(self._theme, "Timer om ugen", "label"))
        for token, words in (("accent", "løntimer"), ("praktik", "øvrige timer")):
            line.add_right(Prik(self._theme, token, words))
        for part in (head, self._nu, self._med_tabel):
            chart.body.addWidget(part)
        steps = Card(self._theme, pad=20, name="timer_kort_trin")
        top = QHBoxLayout()
        top.addWidget(make_label("Trin, de nyeste først", "label", wrap=True), 1)
        top.addWidget(self._add)
        steps.body.addLayout(top)
        self._list.setSpacing(8)
        steps.body.addLayout(self._list)
        steps.body.addWidget(self._none)
        self.head.addWidget(chart)
        self.head.addWidget(steps)

    # --- opening and leaving ----------------------------------------------------------------------

    def open(self, sag: int) -> None:
        """The steps of the sag's borger."""
        self._sag = sag
        self.begin_reading()
        self.reload()

    def leave(self) -> None:
        self.setFocus()  # a field that is left gives what stands in it
        self.autosave.when_saved(lambda: self.closed.emit(self._sag))

    def reload(self) -> None:
        sag = self._sag
        self._work.read(lambda tx: read_timer(tx, sag), self._show, self.unreadable)

    def unreadable(self, error: KonsulentError) -> None:
        if isValid(self):
            super().unreadable(error)

    def _show(self, blad: TimerBlad | None) -> None:
        if not isValid(self):
            return  # left while it was read
        if blad is None:
            self._feedback.tell(IKKE_HER)
            self.closed.emit(None)
            return
        if not self.autosave.quiet:
            return  # what is written now is read when it is saved
        first, self._blad = self._blad is None, blad
        navn = f"{blad.borger.fornavn or ''} {blad.borger.efternavn or ''}".strip()
        self._title.setText(f"Timer · {navn}")
        today = self._context.i_dag()
        self._nu.setText(timer_ord.nu_ord(blad, today))
        self._kurve.set_trin(timer_ord.kurve(blad), today)
        self._med_tabel.refresh()
        self._med_tabel.setVisible(bool(blad.linjer))
        self._show_rows(blad)
        self.show_state("shown")
        if first:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self, blad: TimerBlad) -> None:
        known = {linje.timer.id for linje in blad.linjer}
        if self._new in known:
            self._new = None
        for number in [n for n in self._rows if n not in known and n != self._new]:
            self._drop(number)
        alle = timer_ord.all_steps(blad)
        first = 0 if self._new is None else 1
        for place, linje in enumerate(blad.linjer, first):
            row = self._row(linje.timer.id)
            row.show_linje(linje, timer_ord.trin_ord(linje, alle))
            if row.felter is not None and self._skriver is not None:
                self._skriver.show(row.felter.show_step(linje.timer, alle, blad.praktikker))
            else:
                # a date being written may change its place: the row stays under the hand
                self._list.insertWidget(place, row)
        self._none.setVisible(not self._rows)
        tab_after(self._add, [stop for n in range(self._list.count()) for stop in self._stops(n)])

    def _stops(self, place: int) -> list[QWidget]:
        item = self._list.itemAt(place)
        widget = item.widget() if item is not None else None
        return stops_in(widget) if widget is not None else []

    def _row(self, number: int) -> TrinRaekke:
        found = self._rows.get(number)
        if found is None:
            taken = {row.objectName() for row in self._rows.values()}
            name = next(n for n in (f"timer_trin_{k}" for k in range(1, len(taken) + 2)) if n not in taken)
            found = self._rows[number] = TrinRaekke(self._theme, name)
            found.opened.connect(partial(self.toggle, number))
            found.read_besoeg.connect(self._read_besoeg)
            self._list.addWidget(found)
            found.setVisible(True)
        return found

    # --- the person's hand ------------------------------------------------------------------------

    def add(self) -> None:
        """»Nyt trin«: today, with the cursor in the hours. It is born with what is written first."""
        if self._blad is None:
            return
        if self._new is None:
            self._close()
            self._new, self._unborn = self._context.new_id(), True
            self._born = defaults(timer_ord.all_steps(self._blad), self._blad.steder, self._context.i_dag())
            step = Timer(id=self._new, scope=self._sag, **self._born)  # type: ignore[arg-type]  # fields by name
            row = self._row(self._new)
            self._list.insertWidget(0, row)
            row.show_linje(TimerLinje(timer=step, sted="", laas=None), timer_ord.NYT)
            self._open_fields(step)
            self._none.hide()
        felter = self._rows[self._new].felter
        if felter is not None:
            felter.focus_first()

    def toggle(self, number: int) -> None:
        """»Ret« or »Færdig«: one step is open at a time."""
        if self._open == number:
            self._close()
            if number in self._rows:
                self._rows[number].focus_row()
            return
        self._close()
        linje = next((one for one in self._linjer() if one.timer.id == number), None)
        if linje is not None and linje.laas is None:
            self._open_fields(linje.timer)
            felter = self._rows[number].felter
            if felter is not None:
                felter.focus_first()

    def _linjer(self) -> tuple[TimerLinje, ...]:
        return self._blad.linjer if self._blad is not None else ()

    def _open_fields(self, step: Timer) -> None:
        blad = self._blad
        if blad is None:
            return
        row = self._rows[step.id]
        felter = TrinFelter(self._theme, row.objectName(), dansk_hjaelp(self._context.i_dag), blad.steder)
        sag, context, born = self._sag, self._context, self._born

        def gem(tx: Tx, values: Mapping[str, Value], seen: Mapping[str, Value] | None) -> None:
            verbs.save_trin(tx, context, sag, step.id, values, seen, born)

        self._skriver = skriver = RaekkeSkriver(self.autosave, step.id, gem)
        self._open = step.id
        skriver.show(felter.show_step(step, timer_ord.all_steps(blad), blad.praktikker))
        felter.written.connect(lambda values, soon: self._write(skriver, values, soon))
        felter.removed.connect(partial(self._remove, step.id))
        row.open_fields(felter)
        self.see(felter)

    def _write(self, skriver: RaekkeSkriver, values: dict[str, Value], soon: bool) -> None:
        if values:
            self._unborn = False
            skriver.write(values, soon=soon)
        elif not soon:
            self.autosave.flush()

    def _close(self) -> None:
        """The open step closes; a new one in which nothing was written goes again."""
        self.autosave.flush()
        number, self._open, self._skriver = self._open, None, None
        if number is None:
            return
        if number == self._new and self._unborn:
            self._drop(number)
            self._none.setVisible(not self._rows)
        elif number in self._rows:
            self._rows[number].close_fields()

    def _drop(self, number: int) -> None:
        row = self._rows.pop(number)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        if number == self._new:
            self._new = None
        if number == self._open:
            self._open, self._skriver = None, None

    def _remove(self, number: int) -> None:
        """Takes the step back, with a way to bring it back."""
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        unborn = number == self._new and self._unborn
        self.autosave.flush()
        self._drop(number)
        if unborn:
            self._none.setVisible(not self._rows)
            return
        work, context, hear = self._work, self._context, self._feedback.hear

        def put_back() -> None:
            work.write(lambda tx: verbs.delete_trin(tx, context, number, deleted=False), self._back_again, hear)

        self.autosave.now(lambda tx: verbs.delete_trin(tx, context, number))
        self._feedback.tell("Trinnet er fjernet.", "Fortryd", put_back)

    def _back_again(self, _done: object) -> None:
        if isValid(self):
            self.reload()

    def _read_besoeg(self, besoeg: int) -> None:
        self.autosave.when_saved(lambda: self.wants_besoeg.emit(besoeg))
