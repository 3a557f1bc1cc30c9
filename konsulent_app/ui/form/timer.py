"""Hours a week and løntimer in the form: one dated step between them, with what was tried before beside it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from konsulent_app.services import besoeg as verbs
from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.ui.form.felt import FeltView, FormParts
from konsulent_app.ui.form.sted import FeltSted
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.hours import HoursField
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.timer import Timer as Hours
from konsulent_core.dansk import format_dato, format_timer
from konsulent_core.entities import Timer
from konsulent_core.ids import derived_id
from konsulent_core.progression import FOR_MANGE_LOENTIMER
from konsulent_core.skema.grammar import Felt, FeltType
from konsulent_core.skema.rules import Svaret, svaret


@dataclass(frozen=True, slots=True)
class Step:
    """The step of this besøg as far as it is answered; ``given`` once anything was said about hours."""

    given: bool = False
    hours: Hours | None = None
    paid: Hours | None = None
    cause: str = ""


class TimerModel(QObject):
    """The step that »Løntimer« and »Timetal« both write to: one row, one value for the merge."""

    changed = Signal()

    def __init__(self, parts: FormParts) -> None:
        super().__init__()
        self._parts = parts
        self.step = Step()
        self.last: Timer | None = None
        self.tried: tuple[str, ...] = ()
        self.tried_paid: tuple[str, ...] = ()
        self._day: date | None = None

    def show_blad(self, blad: BesoegBlad) -> None:
        """What is stored for this besøg, and the newest step before it."""
        self._day = blad.dato
        own = [t for t in blad.timer if t.besoeg == blad.besoeg.id]
        before = [t for t in blad.timer if t.besoeg != blad.besoeg.id and (t.fra or "") <= blad.dato.isoformat()]
        self.last = before[-1] if before else None
        self.step = _read(own[0]) if own else Step()
        lines = [(a.loentimer, f"{a.tekst} ({format_dato(a.dato)})") for a in blad.proevet]
        self.tried = tuple(text for paid, text in lines if not paid)
        self.tried_paid = tuple(text for paid, text in lines if paid)
        self.changed.emit()

    def last_hours(self) -> Hours | None:
        if self.last is None or self.last.timer is None:
            return None
        return (_exact(self.last.timer), _exact(self.last.timer_til or self.last.timer))

    def last_paid(self) -> Hours | None:
        if self.last is None or self.last.loentimer is None:
            return None
        return (_exact(self.last.loentimer), _exact(self.last.loentimer))

    def fejl(self) -> str:
        """What cannot be about hours and løntimer together."""
        hours = self.step.hours if self.step.hours is not None else self.last_hours()
        paid = self.step.paid if self.step.paid is not None else self.last_paid()
        if self.step.given and hours is not None and paid is not None and paid[0] > hours[1]:
            return FOR_MANGE_LOENTIMER
        return ""

    def set(self, step: Step, *, soon: bool) -> None:
        """Shows and saves a new step; what was not said is as last time."""
        self.step = step
        if not step.given:
            self._parts.autosave.now(partial(verbs.clear_timer, context=self._parts.context, besoeg=self._parts.besoeg))
            self.changed.emit()
            return
        hours = step.hours if step.hours is not None else self.last_hours()
        paid = step.paid if step.paid is not None else self.last_paid()
        verb = partial(
            verbs.save_timer,
            context=self._parts.context,
            besoeg=self._parts.besoeg,
            timer=float(hours[0]) if hours else None,
            timer_til=float(hours[1]) if hours and hours[1] != hours[0] else None,
            loentimer=float(paid[0]) if paid else None,
            fra=self._day or self._parts.context.i_dag(),
            aarsag=step.cause,
        )
        if soon:
            self._parts.autosave.soon("timer", verb)
        else:
            self._parts.autosave.now(verb)
        self.changed.emit()


class TimerView(FeltView):
    """One of the two fields, »Uændret«, »Sidst vi prøvede«, and the cause of a change."""

    def __init__(self, parts: FormParts, felt: Felt, model: TimerModel) -> None:
        super().__init__(parts, felt)
        self._model = model
        self._paid = felt.type is FeltType.LOENTIMER
        key = "loen" if self._paid else "timer"
        self._field = HoursField(parts.theme, key, felt.titel, spaend=not self._paid)
        self._same = Button(parts.theme, "Uændret", icon="equal", name=f"visit_hours_{key}_uaendret",
                            spoken=f"{felt.titel}: uændret")  # fmt: skip
        self._same.setCheckable(True)
        self._tried = make_label("", "ghost", wrap=True, name=f"visit_hours_{key}_proevet")
        self._cause = QLineEdit()
        self._cause.setObjectName(f"visit_hours_{key}_aarsag")
        self._cause.setProperty("kind", "visit")
        self._cause.setMinimumHeight(parts.theme.px(44))
        self._cause.setPlaceholderText("Hvorfor? Et skridt tilbage er i orden.")
        self._cause.setAccessibleName(f"{felt.titel}: årsag til ændringen")
        self._cause.hide()
        self.body.addWidget(make_label(felt.titel, "label"))
        line = FlowLayout(gap=12)
        line.addWidget(self._field)
        line.addWidget(self._same)
        self.body.addLayout(line)
        self.body.addWidget(self._cause)
        self.body.addWidget(self._tried)
        self._field.changed.connect(self._typed)
        self._field.left.connect(self._left)
        self._same.clicked.connect(self._unchanged)
        self._cause.textEdited.connect(self._explain)
        self._cause.editingFinished.connect(parts.autosave.flush)
        model.changed.connect(self._refresh)

    def show_blad(self, blad: BesoegBlad) -> None:
        self._refresh()

    def svaret(self) -> Svaret:
        return svaret(int(self._model.step.given), 1)

    def fejl(self) -> str:
        return self._field.fejl() or ("" if self._paid else self._model.fejl())

    def felt_sted(self, inner: QWidget) -> FeltSted:
        row = derived_id("timer", self.parts.besoeg)
        if inner is self._cause:
            return FeltSted("timer", row, ("aarsag",), f"{self.felt.titel}, årsag")
        return FeltSted("timer", row, ("loentimer", "moenster", "timer", "timer_til"), self.felt.titel)

    def focus_first(self) -> None:
        self._field.focus_first()

    def _mine(self) -> Hours | None:
        return self._model.step.paid if self._paid else self._model.step.hours

    def _before(self) -> Hours | None:
        return self._model.last_paid() if self._paid else self._model.last_hours()

    def _refresh(self) -> None:
        mine, before = self._mine(), self._before()
        same = mine is not None and mine == before
        self._field.set_timer(mine)
        self._field.set_sidst(before)
        self._same.setVisible(before is not None)
        self._same.setChecked(same)
        self._same.update()
        changed = mine is not None and before is not None and mine != before
        self._cause.setVisible(changed or bool(self._model.step.cause))
        if not self._cause.hasFocus():
            self._cause.setText(self._model.step.cause)
        tried = self._model.tried_paid if self._paid else self._model.tried
        raising = mine is not None and (before is None or mine > before)
        self._tried.setText("Sidst vi prøvede: " + " · ".join(tried))
        self._tried.setVisible(bool(tried) and (raising or self._field.hasFocus()))

    def _typed(self, hours: Hours | None) -> None:
        # − and + are taps; a number being written waits for its next digit.
        writing = isinstance(QApplication.focusWidget(), QLineEdit)
        self._model.set(self._with(hours), soon=writing)
        self.answered.emit()

    def _left(self) -> None:
        self._field.show_error(self.fejl())
        self.parts.autosave.flush()

    def _unchanged(self) -> None:
        old, new = self._model.step, self._with(self._before())
        # »Timetal uændret« says the same of the løntimer, unless something else was said of them.
        if new.paid is None:
            new = replace(new, paid=self._model.last_paid())

        def give(step: Step) -> None:
            self._model.set(step, soon=False)
            self._field.set_timer(self._mine(), over=True)
            self.answered.emit()
            self.tapped.emit()

        self.act(lambda: give(old), lambda: give(new), self.felt.titel)

    def _explain(self, text: str) -> None:
        self._model.set(replace(self._model.step, cause=text), soon=True)

    def _with(self, hours: Hours | None) -> Step:
        if self._paid:
            return replace(self._model.step, given=True, paid=hours)
        return replace(self._model.step, given=True, hours=hours)


def _read(timer: Timer) -> Step:
    hours = None if timer.timer is None else (_exact(timer.timer), _exact(timer.timer_til or timer.timer))
    paid = None if timer.loentimer is None else (_exact(timer.loentimer), _exact(timer.loentimer))
    return Step(True, hours, paid, timer.aarsag or "")


def _exact(value: float) -> Decimal:
    return Decimal(str(value))


def hours_text(timer: Timer | None) -> str:
    """»16 timer, heraf 8 med løn«, or what is not known."""
    if timer is None or timer.timer is None:
        return "Ikke oplyst"
    paid = f", heraf {format_timer(timer.loentimer)} med løn" if timer.loentimer else ""
    return f"{format_timer(timer.timer, timer.timer_til)} timer{paid}"
