"""One dimension's rating: five behaviours, three voices, and last visit always in sight."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Property, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button, toggle
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.hurtig import HurtigStemme
from konsulent_app.ui.widgets.labels import Badge, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.personer import Person, farve
from konsulent_app.ui.widgets.stemmeskift import StemmeSkift
from konsulent_app.ui.widgets.trin import DELT, SKEMA, Maerke, TrinOption, TrinRaekke
from konsulent_app.ui.widgets.vurdering import (
    RETNING_TEKST,
    Sidst,
    Svar,
    bevaegelse,
    samme_trin,
)
from konsulent_core.dansk import format_dato
from konsulent_core.words import Retning, Stemme

_DIGITS = {Qt.Key.Key_1: 1, Qt.Key.Key_2: 2, Qt.Key.Key_3: 3, Qt.Key.Key_4: 4, Qt.Key.Key_5: 5}
_HELD = ~(Qt.KeyboardModifier.KeypadModifier)
ALLE_STEMMER = (Stemme.KONSULENT, Stemme.ARBEJDSGIVER, Stemme.BORGER)


@dataclass(frozen=True)
class RatingTekst:
    """The words of a dimension: its title, the five levels, and the same in »jeg« for the borger's voice."""

    titel: str
    fag: Sequence[str]
    jeg: Sequence[str] = ()


class Rating(QWidget):
    """Five options of which one may be filled for the voice that the switch shows.

    The other voices' levels stand as initials on their options. A press of the filled option changes
    nothing. `navne` are the people's names by voice. A digit answers for the voice whose row has the
    keyboard, 0 is »ikke drøftet« for it.
    """

    trin_valgt = Signal(str, object)
    """stemme, trin 1–5"""
    retning_valgt = Signal(str, str)
    """stemme, retning (a value of core's Retning)"""
    ikke_droeftet = Signal(str, bool)
    """stemme, on or off"""
    stemme_skiftet = Signal(str)

    def __init__(
        self,
        theme: Theme,
        noegle: str,
        tekst: RatingTekst,
        *,
        prefix: str = "visit",
        navne: Mapping[Stemme, str] | None = None,
        stemmer: Sequence[Stemme] = ALLE_STEMMER,
        delt: bool = False,
        skriv_dato: Callable[[date], str] = format_dato,
    ) -> None:
        super().__init__()
        self._theme, self._tekst, self._navne, self._skriv = theme, tekst, dict(navne or {}), skriv_dato
        self._svar: dict[Stemme, Svar] = {}
        self._sidst: dict[Stemme, Sidst] = {}
        self._stemme = stemmer[0]
        self._blind = False
        self._spurgt = stemmer[0]
        self._hurtige: dict[Stemme, HurtigStemme] = {}
        self._retning: tuple[QWidget, QLabel, ChoiceChips] | None = None
        self._name = f"{prefix}_rating_{noegle}"
        self.setObjectName(self._name)
        maal = DELT if delt else SKEMA
        self._options = [TrinOption(theme, n, maal, f"{self._name}_{n}") for n in range(1, 6)]
        self._badge = Badge(theme, "", name=f"{self._name}_badge")
        self._ikke = toggle(
            Button(theme, "Ikke drøftet i dag", kind=Kind.QUIET, name=f"{self._name}_ikke_droeftet",
                   spoken=f"{tekst.titel}: ikke drøftet i dag")
        )  # fmt: skip
        self._skift = StemmeSkift(theme, tekst.titel, stemmer, self._name) if len(stemmer) > 1 else None
        self._raekke = TrinRaekke(self._options, tekst.titel, theme, maal)
        self._build(delt)
        self._connect()
        self._show_texts()

    def _build(self, delt: bool) -> None:
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(10)
        head = FlowLayout(gap=10, line_gap=4)
        head.addWidget(make_label(self._tekst.titel, "share_title" if delt else "label"))
        head.addWidget(self._badge)
        if self._skift is not None:
            head.add_right(self._skift)
        head.add_right(self._ikke)
        self._outer.addLayout(head)
        self._outer.addWidget(self._raekke)

    def _connect(self) -> None:
        for number, option in enumerate(self._options, start=1):
            option.clicked.connect(lambda _=False, trin=number: self._choose(trin))
        self._ikke.clicked.connect(self._toggle_ikke)
        if self._skift is not None:
            self._skift.skiftet.connect(self._switch)

    def _get_value(self) -> int:
        return self._now().trin or 0

    def _get_last(self) -> int:
        return self._last().trin or 0

    def _get_stemme(self) -> str:
        return self._stemme.value

    value = Property(int, _get_value)
    lastValue = Property(int, _get_last)
    stemme = Property(str, _get_stemme)

    def svar(self, stemme: Stemme) -> Svar:
        """What a voice has answered."""
        return self._svar.get(stemme, Svar())

    def set_svar(
        self, stemme: Stemme, trin: int | None, retning: Retning | None = None, *, ikke_droeftet: bool = False
    ) -> None:
        """Shows a voice's answer without telling anybody."""
        self._svar[stemme] = Svar(trin, retning, ikke_droeftet)
        self._refresh()

    def set_sidst(self, stemme: Stemme, trin: int | None, dato: date | None) -> None:
        """Shows a voice's level of the last visit; a date without a level: not discussed then."""
        self._sidst[stemme] = Sidst(trin, dato)
        self._refresh()

    def set_stemme(self, stemme: Stemme) -> None:
        """Turns the switch without telling anybody."""
        self._stemme = self._spurgt = stemme
        if self._skift is not None:
            self._skift.set_value(stemme)
        self._show_texts()

    def set_hurtig(self, stemmer: Sequence[Stemme]) -> None:
        """Shows five numbers beneath the options for each of these voices: their level in one press."""
        if self._hurtige or not stemmer:
            return
        row = QWidget()
        line = FlowLayout(row, gap=20)
        for stemme in stemmer:
            person = Person(stemme.value, stemme, self._navne.get(stemme, farve(stemme).ord))
            quick = HurtigStemme(self._theme, self._tekst.titel, person, self._tekst.fag, self._name)
            quick.valgt.connect(lambda s, trin: self._choose_for(Stemme(s), trin))
            self._hurtige[stemme] = quick
            line.addWidget(quick)
        self._outer.insertWidget(2, row)
        self._refresh()

    def set_blind(self, blind: bool) -> None:
        """Hides the other voices until this one has answered (the borger answers first)."""
        self._blind = blind
        self._refresh()

    def focus_first(self) -> None:
        """Puts the keyboard on the filled option, else on the first."""
        self._options[max(0, self._get_value() - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & _HELD:
            super().keyPressEvent(event)
        elif key in _DIGITS:
            self._choose_for(self._at_keyboard(), _DIGITS[key])
        elif key == Qt.Key.Key_0:
            self._skip(self._at_keyboard())
        else:
            super().keyPressEvent(event)

    def _at_keyboard(self) -> Stemme:
        return self.stemme_at(QApplication.focusWidget())

    def stemme_at(self, here: QWidget | None) -> Stemme:
        """Whose row ``here`` is in; the options and the switch are those of the voice that it shows."""
        if here is not None:
            for stemme, quick in self._hurtige.items():
                if quick.isAncestorOf(here):
                    return stemme
            if self._retning is not None and self._retning[0].isAncestorOf(here):
                return self._asked()
        return self._stemme

    def _now(self) -> Svar:
        return self.svar(self._stemme)

    def _last(self) -> Sidst:
        return self._sidst.get(self._stemme, Sidst())

    def _choose(self, trin: int) -> None:
        self._choose_for(self._stemme, trin)

    def _choose_for(self, stemme: Stemme, trin: int) -> None:
        # a second press of the same level is a slip, not a wish to clear it: undo clears
        nu = self.svar(stemme)
        if nu.trin == trin and not nu.ikke_droeftet:
            return
        self._svar[stemme] = Svar(trin)
        self._spurgt = stemme
        self._refresh()
        self.trin_valgt.emit(stemme.value, trin)

    def _toggle_ikke(self) -> None:
        self._say_ikke(self._stemme, self._ikke.isChecked())

    def _skip(self, stemme: Stemme) -> None:
        # a second 0 is a slip, as a second press of a level is
        if not self.svar(stemme).ikke_droeftet:
            self._say_ikke(stemme, on=True)
            announce(self, f"{self._navne.get(stemme, farve(stemme).ord)}: ikke drøftet")

    def _say_ikke(self, stemme: Stemme, on: bool) -> None:
        self._svar[stemme] = replace(self.svar(stemme), trin=None, retning=None, ikke_droeftet=on)
        self._refresh()
        self.ikke_droeftet.emit(stemme.value, on)

    def _switch(self, stemme: str) -> None:
        self._stemme = self._spurgt = Stemme(stemme)
        self._show_texts()
        self.stemme_skiftet.emit(stemme)

    def _choose_retning(self, retning: str) -> None:
        stemme = self._asked()
        self._svar[stemme] = replace(self.svar(stemme), retning=Retning(retning))
        self.retning_valgt.emit(stemme.value, retning)

    def _asked(self) -> Stemme:
        """Whose small movement the row asks for: the last voice pressed if its level stands still."""
        return self._spurgt if self._stands_still(self._spurgt) else self._stemme

    def _stands_still(self, stemme: Stemme) -> bool:
        return samme_trin(self.svar(stemme), self._sidst.get(stemme, Sidst()))

    def _show_texts(self) -> None:
        fag, jeg = self._tekst.fag, self._tekst.jeg
        if jeg and self._stemme is Stemme.BORGER:
            self._raekke.set_texts(jeg, fag)
        else:
            self._raekke.set_texts(fag, jeg or fag)
        self._refresh()

    def _refresh(self) -> None:
        nu, sidst = self._now(), self._last()
        self._raekke.set_chosen(None if nu.ikke_droeftet else nu.trin)
        answered = nu.trin is not None or nu.ikke_droeftet
        others = [s for s in self._svar if s is not self._stemme] if answered or not self._blind else []
        for number, option in enumerate(self._options, start=1):
            marks = [Maerke(s, self._navne.get(s, farve(s).ord)) for s in others if self.svar(s).trin == number]
            option.show_state(self._tekst.titel, sidst=sidst.trin == number, maerker=tuple(marks))
        self._ikke.setChecked(nu.ikke_droeftet)
        moved = bevaegelse(nu, sidst, self._skriv)
        self._badge.setVisible(bool(moved.tekst))
        self._badge.set_words(moved.tekst, moved.icon)
        for stemme, quick in self._hurtige.items():
            quick.set_value(self.svar(stemme).trin, ikke_droeftet=self.svar(stemme).ikke_droeftet)
        self._show_retning()

    def _show_retning(self) -> None:
        stemme = self._asked()
        shown, retning = self._stands_still(stemme), self.svar(stemme).retning
        if shown and self._retning is None:
            self._retning = self._make_retning()
            self._outer.addWidget(self._retning[0])
        if self._retning is not None:
            row, question, chips = self._retning
            row.setVisible(shown)
            hvem = "" if stemme is self._stemme else f"{self._navne.get(stemme, farve(stemme).ord)}: s"
            question.setText(f"{hvem or 'S'}amme trin. Mærker I alligevel en bevægelse?")
            chips.set_value(retning.value if retning else "")

    def _make_retning(self) -> tuple[QWidget, QLabel, ChoiceChips]:
        row = QWidget()
        layout = FlowLayout(row, gap=10)
        question = make_label("", "body2")
        layout.addWidget(question)
        choices = [Valg(r.value, words) for r, words in RETNING_TEKST.items()]
        chips = ChoiceChips(self._theme, f"{self._tekst.titel}, bevægelse", choices,
                            name=f"{self._name}_retning")  # fmt: skip
        chips.valgt.connect(self._choose_retning)
        layout.addWidget(chips)
        return row, question, chips
