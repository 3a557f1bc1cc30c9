"""The steps of a new praktik as cards of one page: each shows the draft and says what the person changed in it."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from konsulent_app.store.praktik import NyPraktikBlad
from konsulent_app.store.uge import UgePlan
from konsulent_app.ui.pages.ugeplan_felt import Sagt, UgeplanFelt
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.dato import DatoHjaelp
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.linje import line_field, titled
from konsulent_app.ui.widgets.note import NoteField
from konsulent_core.clock import iso_day, read_day
from konsulent_core.lister import Post, offered, titel_af
from konsulent_core.praktik_udkast import PraktikUdkast, UdkastTrin, proposed_end


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
    """Days and hours as people say them; start and end; what else stands in the week."""

    def __init__(self, theme: Theme, put: Put, dato: DatoHjaelp) -> None:
        super().__init__(theme, UdkastTrin.UGEPLAN, "Ugeplan", put)
        self._udkast = PraktikUdkast()
        self._indsatser: tuple[UgePlan, ...] = ()
        self._plan = UgeplanFelt(theme, "placement")
        self._start = DateField(theme, "placement_start", "Start", dato)
        self._end = DateField(theme, "placement_end", "Slut", dato)
        self._plan.add_field(titled("Start", self._start))
        self._plan.add_field(titled("Slut", self._end))
        self.body.addWidget(self._plan)
        self._plan.written.connect(self._written)
        self._start.changed.connect(self._started)
        self._end.changed.connect(lambda day: self._put(slut=iso_day(day)))

    def show_blad(self, blad: NyPraktikBlad) -> None:
        self._indsatser = blad.indsatser

    def show_udkast(self, udkast: PraktikUdkast) -> None:
        self._udkast = udkast
        self._start.set_dato(read_day(udkast.start))
        self._end.set_dato(read_day(udkast.slut))
        self._plan.show_plan(Sagt(udkast.sagt, udkast.fra, udkast.ugeplan), self._indsatser, self._weeks())

    def focus_first(self) -> None:
        self._plan.focus_first()

    def fejl(self) -> str:
        return self._plan.fejl() or self._start.fejl() or self._end.fejl()

    def _weeks(self) -> str:
        start, slut = read_day(self._udkast.start), read_day(self._udkast.slut)
        if start is None or slut is None or slut < start:
            return ""
        weeks = round(((slut - start).days + 1) / 7)
        return f" · {weeks} {'uge' if weeks == 1 else 'uger'}"

    def _written(self, said: Sagt, soon: bool) -> None:
        self._put(soon=soon, sagt=said.sagt, fra=said.fra, ugeplan=said.ugeplan or "")

    def _started(self, day: date | None) -> None:
        before = read_day(self._udkast.start)
        auto = self._udkast.slut is None or (before is not None and read_day(self._udkast.slut) == proposed_end(before))
        slut = (iso_day(proposed_end(day)) if day is not None else None) if auto else self._udkast.slut
        self._put(start=iso_day(day), slut=slut)


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
