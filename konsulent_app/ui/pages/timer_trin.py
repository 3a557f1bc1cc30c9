"""One step of the hours: a row to read, and its fields beneath while somebody writes in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from konsulent_app.store.timer import Sted, TimerLinje
from konsulent_app.ui.form.sted import FeltSted, inside
from konsulent_app.ui.pages import timer_ord
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.dato import DatoHjaelp
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.hours import HoursField
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.linje import line_field, titled
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.rulleliste import Rulleliste
from konsulent_app.ui.widgets.timer import Timer as Hours
from konsulent_app.ui.widgets.trykkort import Tegn
from konsulent_core.entities import Praktik, Timer
from konsulent_core.forsoeg import TimerTrin, trin_af
from konsulent_core.merge import Value
from konsulent_core.timer_skift import said_moenster, step_before
from konsulent_core.words import TimerArt

SIDST = "Sidst vi prøvede"


class TrinFelter(QWidget):
    """The fields of one step. »Sidst vi prøvede« stands beneath them from the start, before a raise is saved."""

    written = Signal(object, bool)
    """the changed fields, and whether more is being written"""
    removed = Signal()

    def __init__(self, theme: Theme, name: str, dato: DatoHjaelp, steder: Sequence[Sted]) -> None:
        super().__init__()
        self._step = Timer(id=0, scope=0)
        self._alle: tuple[TimerTrin, ...] = ()
        self._praktikker: tuple[Praktik, ...] = ()
        self._fra = DateField(theme, f"{name}_fra", "Fra", dato)
        self._hours = HoursField(theme, "timer", "Timer om ugen i alt", prefix=name, spaend=True)
        self._paid = HoursField(theme, "loen", "Heraf løntimer", prefix=name)
        kinds = [Valg(art.value, words) for art, words in timer_ord.ART_ORD.items()]
        self._art = ChoiceChips(theme, "Slags", kinds, name=f"{name}_art")
        self._sted = Rulleliste(theme, f"{name}_sted", "Sted")
        self._steder: list[int | None] = [*(s.praktik for s in steder), None]
        self._sted.addItems([*(s.navn for s in steder), timer_ord.UDEN_PRAKTIK])
        self._aarsag = line_field(theme, f"{name}_aarsag", "Årsag", "Årsag, hvis der er en")
        self._ask = make_label("", "body2", wrap=True, name=f"{name}_spoerg")
        self._error = make_label("", "error", wrap=True, name=f"{name}_fejl")
        self._tried = make_label("", "ghost", wrap=True, name=f"{name}_proevet")
        self._away = Button(theme, "Fjern trinnet", kind=Kind.QUIET, icon="trash-2", height=36, name=f"{name}_fjern")
        self._build(theme)
        self._connect()

    def _build(self, theme: Theme) -> None:
        row = FlowLayout(gap=18, line_gap=10)
        self._hours_box = titled("Timer om ugen i alt", self._hours)
        self._paid_box = titled("Heraf løntimer", self._paid)
        self._sted_box = titled("Sted", self._sted)
        for part in (titled("Fra", self._fra), self._hours_box, self._paid_box):
            row.addWidget(part)
        self._sted.setFixedWidth(theme.px(260))
        kind = FlowLayout(gap=18, line_gap=10)
        kind.addWidget(titled("Slags", self._art))
        kind.addWidget(self._sted_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(10)
        column.addLayout(row)
        for part in (self._error, self._tried, self._ask, self._aarsag):
            column.addWidget(part)
        column.addLayout(kind)
        column.addWidget(self._away, 0, Qt.AlignmentFlag.AlignRight)

    def _connect(self) -> None:
        self._fra.changed.connect(lambda day: self._tell({"fra": day.isoformat()}, soon=_writing()) if day else None)
        self._hours.changed.connect(self._timed)
        self._paid.changed.connect(lambda paid: self._tell({"loentimer": _low(paid)}, soon=_writing()))
        self._art.valgt.connect(self._kind)
        self._sted.activated.connect(lambda n: self._tell({"praktik": self._steder[n]}, soon=False))
        for field in (self._fra, self._hours, self._paid):
            field.left.connect(lambda: self.written.emit({}, False))
        self._aarsag.textEdited.connect(lambda text: self._tell({"aarsag": text}, soon=True))
        self._aarsag.editingFinished.connect(lambda: self._tell({"aarsag": self._aarsag.text()}, soon=False))
        self._away.clicked.connect(self.removed)

    def show_step(self, step: Timer, alle: Sequence[TimerTrin], praktikker: Sequence[Praktik]) -> dict[str, Value]:
        """Shows what is stored; a field under the hand keeps its own, and is not among the fields that are given."""
        self._alle, self._praktikker = tuple(alle), tuple(praktikker)
        held = self._held()
        shown: dict[str, Value] = {
            name: getattr(step, name)
            for name in ("fra", "timer", "timer_til", "loentimer", "moenster", "art", "praktik", "aarsag")
            if name not in held
        }
        self._step = replace(step, **{name: getattr(self._step, name) for name in held})
        self._fra.set_dato(date.fromisoformat(step.fra) if step.fra else None)
        self._hours.set_timer(_pair(step.timer, step.timer_til))
        self._paid.set_timer(_pair(step.loentimer, None))
        self._art.set_value(step.art or TimerArt.PRAKTIK.value)
        # A praktik of another sag is none of the places to choose from.
        self._sted.setCurrentIndex(self._steder.index(step.praktik) if step.praktik in self._steder else -1)
        if "aarsag" not in held:
            self._aarsag.setText(step.aarsag or "")
        self._say()
        return shown

    def focus_first(self) -> None:
        """The cursor in the hours: the date is today already."""
        (self._fra if self._step.art == TimerArt.PAUSE else self._hours).focus_first()

    def felt_sted(self, inner: QWidget) -> FeltSted | None:
        """Of a field of the step that is shown."""
        for part, names, titel in (
            (self._fra, ("fra",), "Fra"),
            (self._hours, ("loentimer", "moenster", "timer", "timer_til"), "Timer om ugen"),
            (self._paid, ("loentimer", "moenster", "timer", "timer_til"), "Timer om ugen"),
            (self._art, ("art",), "Slags"),
            (self._sted, ("praktik",), "Sted"),
            (self._aarsag, ("aarsag",), "Årsag"),
        ):
            if self._step.id and inside(part, inner):
                return FeltSted("timer", self._step.id, names, titel)
        return None

    def holds_focus(self) -> bool:
        now = QApplication.focusWidget()
        return now is not None and self.isAncestorOf(now)

    def _held(self) -> tuple[str, ...]:
        now = QApplication.focusWidget()
        if now is self._aarsag:
            return ("aarsag",)
        if now is not None and self._hours.isAncestorOf(now) and isinstance(now, QLineEdit):
            return ("timer", "timer_til", "moenster")
        if now is not None and self._paid.isAncestorOf(now) and isinstance(now, QLineEdit):
            return ("loentimer",)
        return ()

    def _timed(self, hours: Hours | None) -> None:
        low, high = (float(hours[0]), float(hours[1])) if hours else (None, None)
        values: dict[str, Value] = {
            "timer": low,
            "timer_til": high if high != low else None,
            "moenster": said_moenster(self._hours.text()),
        }
        self._tell(values, soon=_writing())

    def _kind(self, art: str) -> None:
        values: dict[str, Value] = {"art": art}
        if art == TimerArt.PAUSE:
            values |= {"timer": 0.0, "timer_til": None, "loentimer": 0.0, "moenster": None}
        self._tell(values, soon=False)

    def _tell(self, values: dict[str, Value], *, soon: bool) -> None:
        changed = {name: value for name, value in values.items() if getattr(self._step, name) != value}
        self._step = replace(self._step, **values)  # type: ignore[arg-type]  # fields of a Timer by name
        self._say()
        if changed or not soon:
            self.written.emit(changed, soon)

    def _say(self) -> None:
        """What the step asks for now; nothing of it stops anybody."""
        step = self._step
        pause = step.art == TimerArt.PAUSE
        self._hours_box.setVisible(not pause)
        self._paid_box.setVisible(not pause)
        self._sted_box.setVisible(len(self._steder) > 2 or step.praktik not in self._steder[:-1])
        nu = trin_af(step)
        hint = timer_ord.cause_hint(step_before(self._alle, nu), nu) if nu is not None else ""
        self._ask.setText(hint)
        self._ask.setVisible(bool(hint))
        self._aarsag.setPlaceholderText(hint or "Årsag, hvis der er en")
        fault = timer_ord.trin_fejl(step)
        self._error.setText(fault)
        self._error.setVisible(bool(fault))
        lines = timer_ord.tried(self._alle, self._praktikker, nu) if nu is not None else ()
        self._tried.setText("\n".join((f"{SIDST}:", *lines)) if lines else timer_ord.INGEN_FORSOEG)
        self._tried.setVisible(not pause)


class TrinRaekke(QWidget):
    """A row of the list: read, opened to be changed, or locked with the way to its besøg."""

    opened = Signal()
    read_besoeg = Signal(object)
    """id of the locked besøg it was agreed at"""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme, self._besoeg = theme, 0
        self._dato = make_label("", "strong", name=f"{name}_dato")
        self._dato.setFixedWidth(theme.metrics(15, 600).horizontalAdvance("00.00.0000 "))
        self._timer = make_label("", "strong", wrap=True, name=f"{name}_timer")
        self._under = make_label("", "small", wrap=True, name=f"{name}_under")
        self._lock = Tegn(theme, "lock", "ink2", 18, "Låst")
        self._laas = make_label("", "small", wrap=True, name=f"{name}_laas")
        self._ret = Button(theme, "Ret", kind=Kind.QUIET, icon="pencil", height=36, name=f"{name}_ret")
        self._read = Button(theme, "Åbn besøget", kind=Kind.QUIET, icon="file-text", height=36, name=f"{name}_laes")
        self._ret.clicked.connect(self.opened)
        self._read.clicked.connect(lambda: self.read_besoeg.emit(self._besoeg))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._timer)
        words.addWidget(self._under)
        words.addWidget(self._laas)
        line = QHBoxLayout()
        line.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self._dato, 0, top)
        line.addLayout(words, 1)
        line.addWidget(self._lock, 0, top)
        line.addWidget(self._read, 0, top)
        line.addWidget(self._ret, 0, top)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.addLayout(line)
        self.felter: TrinFelter | None = None

    def show_linje(self, linje: TimerLinje, words: timer_ord.TrinOrd) -> None:
        """Shows a step."""
        self._dato.setText(words.dato)
        self._timer.setText(words.timer)
        under = "  ·  ".join(part for part in (words.skift, words.sted, words.aarsag) if part)
        self._under.setText(under)
        self._besoeg = linje.laas.besoeg if linje.laas is not None else 0
        locked = bool(words.laas)
        self._laas.setText(f"{words.laas} Skal det være anderledes, så lav en rettelse i besøget." if locked else "")
        self._laas.setVisible(locked)
        self._lock.setVisible(locked)
        self._read.setVisible(locked)
        self._ret.setVisible(not locked)
        told = f"trinnet fra {words.dato}: {words.timer}"
        self._read.setAccessibleName(f"Åbn besøget med {told}")
        self._name_ret(told)

    def _name_ret(self, told: str) -> None:
        self._told = told
        done = self.felter is not None
        self._ret.set_words("Færdig" if done else "Ret", f"{'Færdig med' if done else 'Ret'} {told}")
        self._ret.set_icon("check" if done else "pencil")

    def open_fields(self, felter: TrinFelter) -> None:
        """The fields beneath the row."""
        self.felter = felter
        self._column.addWidget(felter)
        felter.setVisible(True)
        self._name_ret(self._told)

    def close_fields(self) -> None:
        """Takes them away; all is saved."""
        felter, self.felter = self.felter, None
        if felter is not None:
            self._column.removeWidget(felter)
            felter.hide()
            felter.deleteLater()
        self._name_ret(self._told)

    def focus_row(self) -> None:
        self._ret.setFocus(Qt.FocusReason.OtherFocusReason)


def defaults(alle: Sequence[TimerTrin], steder: Sequence[Sted], i_dag: date) -> Mapping[str, Value]:
    """What a new step begins with: today, the newest praktik, and kind and løntimer as they were there."""
    praktik = steder[0].praktik if steder else None
    before = step_before(alle, TimerTrin(fra=date.max, timer=None, praktik=praktik))
    art = before.art if before is not None and before.art is not TimerArt.PAUSE else TimerArt.PRAKTIK
    paid = before.loentimer if before is not None else None
    return {"fra": i_dag.isoformat(), "praktik": praktik, "art": art.value, "loentimer": paid}


def _writing() -> bool:
    """− and + are taps; a number being written waits for its next digit."""
    return isinstance(QApplication.focusWidget(), QLineEdit)


def _pair(low: float | None, high: float | None) -> Hours | None:
    return None if low is None else (Decimal(str(low)), Decimal(str(low if high is None else high)))


def _low(hours: Hours | None) -> float | None:
    return float(hours[0]) if hours else None
