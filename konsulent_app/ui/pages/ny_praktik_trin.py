"""The steps of a new praktik as cards of one page: each shows the draft and says what the person changed in it."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from konsulent_app.store.praktik import IndsatsPlan, NyPraktikBlad
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.dato import DatoHjaelp
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.linje import line_field, titled
from konsulent_app.ui.widgets.note import NoteField
from konsulent_app.ui.widgets.ugestrimmel import Ugestrimmel
from konsulent_core.dansk import UGEDAGE, KlFejl, format_tid, parse_kl
from konsulent_core.lister import Post, offered, titel_af
from konsulent_core.praktik_udkast import PraktikUdkast, UdkastTrin, proposed_end
from konsulent_core.uge_ord import move, overlap, parse_sagt, sagt
from konsulent_core.ugeplan import UgeplanFejl, format_ugeplan

_DAY_HOURS = 3.0  # of a day pressed in an empty week


class Put(Protocol):
    """Takes changed fields of the draft; ``soon`` for text that is being written."""

    def __call__(self, *, soon: bool = False, **fields: object) -> None: ...


class TrinKort(Card):
    """A step: its number, what it asks, and its fields below."""

    done = Signal()
    """answered by a press: the keyboard may go on to the next"""

    def __init__(self, theme: Theme, trin: UdkastTrin, titel: str, put: Put) -> None:
        super().__init__(theme, pad=20, name=f"placement_step_{trin.value}")
        self.trin, self.titel = trin, titel
        self._theme, self._put = theme, put
        self.body.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(make_label(str(trin.value), "number"))
        head.addWidget(make_label(titel, "question", wrap=True), 1)
        self.body.addLayout(head)

    def show_blad(self, blad: NyPraktikBlad) -> None:
        """What the page has read, once."""

    def show_udkast(self, udkast: PraktikUdkast) -> None:
        """The draft; a field under the cursor keeps its text."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """The keyboard on the first field."""
        raise NotImplementedError

    def fejl(self) -> str:
        """What is written and cannot be read, "" when nothing is."""
        return ""


class UgeplanTrin(TrinKort):
    """Days and hours as people say them, shown back as days; start and end; what else stands in the week."""

    def __init__(self, theme: Theme, put: Put, dato: DatoHjaelp) -> None:
        super().__init__(theme, UdkastTrin.UGEPLAN, "Ugeplan", put)
        self._udkast = PraktikUdkast()
        self._indsatser: tuple[IndsatsPlan, ...] = ()
        self._said = line_field(theme, "placement_week", "Dage og timer", "2x2,5", 200)
        self._from = line_field(theme, "placement_from", "Fra kl.", "09.00", 90)
        self._start = DateField(theme, "placement_start", "Start", dato)
        self._end = DateField(theme, "placement_end", "Slut", dato)
        self._week = Ugestrimmel(theme, "placement_day", "Praktik")
        self._sum = make_label("", "body2", wrap=True, name="placement_sum")
        self._clash = make_label("", "warn", wrap=True, name="placement_clash")
        self._error = make_label("", "error", wrap=True, name="placement_week_fejl")
        self._build()
        self._said.textEdited.connect(self._written)
        self._said.editingFinished.connect(self._left)
        self._from.editingFinished.connect(self._left)
        self._week.pressed.connect(self._press)
        self._start.changed.connect(self._started)
        self._end.changed.connect(lambda day: self._put(slut=_iso(day)))

    def _build(self) -> None:
        row = FlowLayout(gap=12, line_gap=8)
        row.addWidget(titled("Dage og timer", self._said))
        row.addWidget(titled("Fra kl.", self._from))
        row.addWidget(titled("Start", self._start))
        row.addWidget(titled("Slut", self._end))
        self.body.addLayout(row)
        for part in (self._error, self._week, self._sum, self._clash):
            self.body.addWidget(part)
        self._error.hide()
        self._clash.hide()

    def show_blad(self, blad: NyPraktikBlad) -> None:
        self._indsatser = blad.indsatser

    def show_udkast(self, udkast: PraktikUdkast) -> None:
        self._udkast = udkast
        if not self._said.hasFocus():
            self._said.setText(udkast.sagt)
        if not self._from.hasFocus():
            self._from.setText(udkast.fra)
        self._start.set_dato(_day(udkast.start))
        self._end.set_dato(_day(udkast.slut))
        plan = udkast.blokke()
        self._week.show_week(plan, [(i.navn, b) for i in self._indsatser for b in i.blokke])
        words = f"{sagt(plan)} · " if plan else ""
        self._sum.setText(f"{words}tryk på en dag for at tage den med eller fra{self._weeks()}")
        clashes = [
            f"{i.navn} ligger samme tid {UGEDAGE[day - 1]}" for i in self._indsatser for day in overlap(plan, i.blokke)
        ]
        self._clash.setText(". ".join(clashes) + ".")
        self._clash.setVisible(bool(clashes))

    def focus_first(self) -> None:
        self._said.setFocus()

    def fejl(self) -> str:
        return self._read()[1] or self._start.fejl() or self._end.fejl()

    def _weeks(self) -> str:
        start, slut = _day(self._udkast.start), _day(self._udkast.slut)
        if start is None or slut is None or slut < start:
            return ""
        weeks = round(((slut - start).days + 1) / 7)
        return f" · {weeks} {'uge' if weeks == 1 else 'uger'}"

    def _read(self) -> tuple[str, str]:
        """(the plan as it is kept, what is wrong)."""
        text = self._said.text()
        if not text.strip():
            return "", ""
        busy = {b.ugedag for i in self._indsatser for b in i.blokke}
        try:
            return format_ugeplan(parse_sagt(text, parse_kl(self._from.text() or "09.00"), busy)), ""
        except (UgeplanFejl, KlFejl) as error:
            return "", error.message

    def _written(self) -> None:
        plan, fault = self._read()
        if not fault:
            self._tell("")
        self._put(soon=True, sagt=self._said.text(), ugeplan=plan)

    def _left(self) -> None:
        plan, fault = self._read()
        self._tell(fault)
        if not fault and self._from.text():
            try:
                self._from.setText(format_tid(parse_kl(self._from.text())))
            except KlFejl:
                return
        self._put(sagt=self._said.text(), fra=self._from.text(), ugeplan=plan or self._kept())

    def _kept(self) -> str:
        """Days that were pressed stand though nothing is written."""
        return "" if self._said.text().strip() else self._udkast.ugeplan

    def _press(self, ugedag: int) -> None:
        plan = self._udkast.blokke()
        hours = plan[0].timer if plan else _DAY_HOURS
        try:
            made = move(plan, ugedag, plan[0].fra if plan else parse_kl(self._from.text() or "09.00"), hours)
        except (UgeplanFejl, KlFejl) as error:
            self._tell(error.message)
            return
        self._tell("")
        text = format_ugeplan(made).replace(";", ",")
        self._said.setText(text)
        self._put(sagt=text, ugeplan=format_ugeplan(made))

    def _started(self, day: date | None) -> None:
        before = _day(self._udkast.start)
        auto = self._udkast.slut is None or (before is not None and _day(self._udkast.slut) == proposed_end(before))
        slut = (_iso(proposed_end(day)) if day is not None else None) if auto else self._udkast.slut
        self._put(start=_iso(day), slut=slut)

    def _tell(self, fault: str) -> None:
        self._error.setText(fault)
        self._error.setVisible(bool(fault))


class FormaalTrin(TrinKort):
    """One of ``formaal``, those that are offered on ``i_dag``, and in words what is to be known afterwards."""

    def __init__(self, theme: Theme, put: Put, formaal: Sequence[Post], i_dag: date) -> None:
        super().__init__(theme, UdkastTrin.FORMAAL, "Formål", put)
        self._formaal = formaal
        choices = [Valg(post.vaerdi, post.titel) for post in offered(formaal, i_dag)]
        self._chips = ChoiceChips(theme, "Formål", choices, name="placement_purpose")
        self._chips.valgt.connect(self._choose)
        self._text = NoteField(theme, "Hvad skal vi præcis vide bagefter?", name="placement_purpose_text")
        self._text.edited.connect(lambda text: put(soon=True, formaal_tekst=text))
        self.body.addWidget(self._chips)
        self.body.addWidget(make_label("Hvad skal vi præcis vide bagefter?", "strong", wrap=True))
        self.body.addWidget(self._text)

    def show_udkast(self, udkast: PraktikUdkast) -> None:
        if udkast.formaal:
            self._chips.offer(Valg(udkast.formaal, titel_af(self._formaal, udkast.formaal)))
        self._chips.set_value(udkast.formaal or "")
        if not self._text.hasFocus():
            self._text.set_text(udkast.formaal_tekst)

    def focus_first(self) -> None:
        self._chips.focus_first()

    def _choose(self, key: str) -> None:
        self._put(formaal=key)
        self._text.setFocus()


class BekymringTrin(TrinKort):
    """Judged before the start, and never answered for the person."""

    def __init__(self, theme: Theme, put: Put) -> None:
        super().__init__(theme, UdkastTrin.BEKYMRING, "Er du bekymret for starten?", put)
        choices = [Valg("nej", "Nej, følg hver 14. dag"), Valg("ja", "Ja, følg hver uge")]
        self._chips = ChoiceChips(theme, "Er du bekymret for starten?", choices, name="placement_concern")
        self._chips.valgt.connect(lambda key: put(bekymring=key == "ja"))
        self._why = line_field(theme, "placement_concern_why", "Hvad er du bekymret for?", "Hvad er du bekymret for?")
        self._why.textEdited.connect(lambda text: put(soon=True, bekymring_grund=text))
        self.body.addWidget(self._chips)
        self.body.addWidget(self._why)

    def show_udkast(self, udkast: PraktikUdkast) -> None:
        known = {None: "", True: "ja", False: "nej"}
        self._chips.set_value(known[udkast.bekymring])
        self._why.setVisible(bool(udkast.bekymring))
        if not self._why.hasFocus():
            self._why.setText(udkast.bekymring_grund)

    def focus_first(self) -> None:
        self._chips.focus_first()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
