"""The sheets of a teamleder: opening a sag of her team to read it, and giving sager on."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from konsulent_app.services.context import Context
from konsulent_app.ui.pages import team_ord
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.ark import Ark
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.chips import ChoiceChips, Valg
from konsulent_app.ui.widgets.datefield import DateField
from konsulent_app.ui.widgets.dato import dansk_hjaelp
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.rulleliste import Rulleliste
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError
from konsulent_core.wire import Colleague

FOR_ALTID, AFLOESER = "for_altid", "afloeser"


class Team(Protocol):
    """What is asked of the server; not on the UI thread. Each raises ``WorldError``."""

    def konsulenter(self) -> list[Colleague]: ...

    def open_sag(self, sag: int) -> None: ...

    def give_on(self, sager: tuple[int, ...], til: int, until: date | None) -> None: ...


class _TeamArk(Ark):
    """One press on the button at the foot asks the server; what it says stands above the button."""

    def __init__(self, theme: Theme, name: str, titel: str, knap: str, parent: QWidget, under: QWidget) -> None:
        super().__init__(theme, name, titel, parent, under)
        self._words = make_label("", "body2", wrap=True, name=f"{name}_words")
        self._state = make_label("", "error", wrap=True, name=f"{name}_state")
        self._state.hide()
        self._go = Button(theme, knap, kind=Kind.PRIMARY, icon="check", name=f"{name}_go")
        self.body.addWidget(self._words)

    def _finish(self) -> None:
        self.body.addWidget(self._state)
        self.body.addWidget(self._go, 0, Qt.AlignmentFlag.AlignRight)

    def fail(self, words: str) -> None:
        """Why it was not done; it may be tried again."""
        self._go.setEnabled(True)
        self._tell(words)

    def _refused(self, error: KonsulentError) -> None:
        self.fail(error.message)

    def _tell(self, words: str) -> None:
        self._state.setText(words)
        self._state.setVisible(bool(words))
        if words:
            announce(self, words, urgent=True)


class AabnArk(_TeamArk):
    """Says that it is written down before it is done. Objects: team_open_*."""

    granted = Signal(object)
    """id of the sag: it comes with the next sync"""

    def __init__(self, theme: Theme, work: Work, team: Team, parent: QWidget, under: QWidget) -> None:
        super().__init__(theme, "team_open", "", "Åbn sagen", parent, under)
        self._work, self._team, self._sag = work, team, 0
        self._words.setText(team_ord.SKRIVES_I_LOGGEN)
        self._finish()
        self._go.clicked.connect(self._ask)

    def open_sheet(self, sag: int, navn: str) -> None:
        """Asks for that sag."""
        self._sag = sag
        self.set_titel(f"Åbn {navn[:1].lower()}{navn[1:]}?")
        self._tell("")
        self._go.setEnabled(True)
        self.show_sheet()
        self._go.setFocus(Qt.FocusReason.PopupFocusReason)

    def _ask(self) -> None:
        sag = self._sag
        self._go.setEnabled(False)
        self._tell(team_ord.HENTER)
        self._work.run(lambda: self._team.open_sag(sag), lambda _none: self.granted.emit(sag), self._refused)


class GivVidereArk(_TeamArk):
    """To whom, and for how long. Objects: team_give_*."""

    given = Signal(str)
    """what was done, in words"""

    def __init__(self, theme: Theme, work: Work, context: Context, team: Team, parent: QWidget, under: QWidget) -> None:
        super().__init__(theme, "team_give", "", "Giv videre", parent, under)
        self._work, self._context, self._team = work, context, team
        self._sager: tuple[int, ...] = ()
        self._people: list[Colleague] = []
        self._who = Rulleliste(theme, "team_give_who", "Til hvem?")
        valg = (Valg(FOR_ALTID, "For altid"), Valg(AFLOESER, "Som afløser"))
        self._how = ChoiceChips(theme, "Hvor længe?", valg, name="team_give_how")
        self._how.valgt.connect(self._choose)
        self._until = DateField(theme, "team_give_until", "Til og med", dansk_hjaelp(context.i_dag), uger=(1, 2))
        self._about = make_label("", "small", wrap=True, name="team_give_about")
        for titel, field in (("Til hvem?", self._who), ("Hvor længe?", self._how)):
            self.body.addWidget(make_label(titel, "strong"))
            self.body.addWidget(field)
        self.body.addWidget(self._until)
        self.body.addWidget(self._about)
        self._finish()
        self._go.clicked.connect(self._ask)

    def open_sheet(self, sager: tuple[int, ...], navne: Sequence[str]) -> None:
        """These sager, called so."""
        self._sager = sager
        self.set_titel(team_ord.giv_titel(len(sager)))
        self._words.setText(team_ord.navne_ord(navne))
        self._people = []
        self._who.clear()
        self._until.set_dato(None)
        self._how.set_value(FOR_ALTID)
        self._choose(FOR_ALTID)
        self._go.setEnabled(False)
        self._tell("")
        self.show_sheet()
        self._work.run(self._team.konsulenter, self._show_people, self._refused)

    def _show_people(self, people: list[Colleague]) -> None:
        self._people = people
        self._who.clear()
        for one in people:
            self._who.addItem(one.name)
        self._who.setCurrentIndex(-1)
        self._who.setFocus(Qt.FocusReason.PopupFocusReason)
        self._go.setEnabled(True)
        self._tell("" if people else team_ord.INGEN_KOLLEGER)

    def _choose(self, how: str) -> None:
        self._until.setVisible(how == AFLOESER)
        self._about.setText(team_ord.om_ord(len(self._sager), afloeser=how == AFLOESER))

    def _ask(self) -> None:
        if not self._people:  # they could not be asked for before
            self._go.setEnabled(False)
            self._work.run(self._team.konsulenter, self._show_people, self._refused)
            return
        place = self._who.currentIndex()
        if not 0 <= place < len(self._people):
            self._tell(team_ord.VAELG_HVEM)
            self._who.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        who, until = self._people[place], None
        if self._how.valgt_nu() == AFLOESER:
            until = self._until.dato()
            if fault := self._until.fejl() or team_ord.til_fejl(until, self._context.i_dag()):
                self._tell(fault)
                return
        sager = self._sager
        self._go.setEnabled(False)
        self._tell("")
        done = team_ord.givet_ord(len(sager), who.name, until)
        self._work.run(
            lambda: self._team.give_on(sager, who.user, until), lambda _none: self._given(done), self._refused
        )

    def _given(self, words: str) -> None:
        self.close_sheet()
        self.given.emit(words)
