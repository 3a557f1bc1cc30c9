"""The third step of »Indlæs sager«: what would happen, which virksomheder are the same, and what is wrong by row."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from konsulent_app.services.indlaes import Plan, Samme, Skaebne, Valg
from konsulent_app.ui.pages.indlaes_ord import (
    INTET,
    SVAR_FOERST,
    med,
    plan_linjer,
    plan_overskrift,
    raekker,
    sted,
)
from konsulent_app.ui.pages.sektion import Afsnit, clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.afkryds import Afkryds
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Banner
from konsulent_app.ui.widgets.chips import ChoiceChips
from konsulent_app.ui.widgets.chips import Valg as Svar
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.cvr import format_cvr
from konsulent_core.indlaes.kolonner import Kolonne
from konsulent_core.indlaes.tal import Alvor, Bemaerkning

VIST = 50  # remarks that are drawn; the list that is saved holds all
UDFYLD = "Udfyld det, der er tomt i deres sager"
SIKKER = "Der bliver taget en sikkerhedskopi først. Alt bliver indlæst på én gang, eller intet."
_SAMME, _NY = "samme", "ny"


class NoteKort(Afsnit):
    """The rows with a fault, or those to look at."""

    def __init__(self, theme: Theme, titel: str, name: str) -> None:
        super().__init__(theme, titel, name)

    def show_noter(self, noter: Sequence[Bemaerkning], titler: Mapping[Kolonne, str]) -> None:
        """The first of them; nothing is shown where there is none."""
        self.setVisible(bool(noter))
        clear(self.rows)
        self.titel.set_aside(raekker(len({note.raekke for note in noter})))
        for number, note in enumerate(noter[:VIST]):
            if number:
                self.rows.addWidget(rule())
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(make_label(sted(note, titler), "strong", wrap=True))
            words.addWidget(make_label(note.besked, "body2", wrap=True))
            self.rows.addLayout(words)
        if len(noter) > VIST:
            self.rows.addWidget(rule())
            rest = f"Og {len(noter) - VIST} til. De står alle i fejllisten."
            self.rows.addWidget(make_label(rest, "body2", wrap=True))


class SammeKort(Afsnit):
    """A virksomhed of the file that is called as one here: the person knows whether it is the same."""

    answered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Er det den samme virksomhed?", "import_same")
        self._theme = theme
        self._chips: dict[str, ChoiceChips] = {}
        self._alle = Button(
            theme, "De er alle de samme", kind=Kind.QUIET, icon="check", height=32, name="import_same_all"
        )
        self._alle.clicked.connect(self._all)
        self.titel.add_right(self._alle)

    def show_spoergsmaal(self, spoergsmaal: Sequence[Samme], samme: Mapping[str, bool]) -> None:
        self.setVisible(bool(spoergsmaal))
        if not self.differs(tuple(spoergsmaal)):
            return
        clear(self.rows)
        self._chips = {}
        self._alle.setVisible(len(spoergsmaal) > 1)
        for number, one in enumerate(spoergsmaal, start=1):
            if number > 1:
                self.rows.addWidget(rule())
            self.rows.addWidget(make_label(_kaldt(one), wrap=True))
            answers = [Svar(_SAMME, "Ja, den samme"), Svar(_NY, "Nej, en ny")]
            chips = ChoiceChips(self._theme, one.navn, answers, name=f"import_same_{number}", height=36)
            if one.noegle in samme:
                chips.set_value(_SAMME if samme[one.noegle] else _NY)
            chips.valgt.connect(self.answered)
            self._chips[one.noegle] = chips
            self.rows.addWidget(chips)

    def focus_first(self) -> bool:
        """Whether anything is asked."""
        first = next(iter(self._chips.values()), None)
        if first is not None:
            first.focus_first()
        return first is not None

    def svar(self) -> Mapping[str, bool]:
        """What is answered so far."""
        return {key: chips.valgt_nu() == _SAMME for key, chips in self._chips.items() if chips.valgt_nu()}

    def _all(self) -> None:
        for chips in self._chips.values():
            chips.set_value(_SAMME)
        self.answered.emit()


class ProeveTrin(QWidget):
    """Objects: import_plan, import_fill, import_same_<n>_samme, import_faults, import_warnings, import_save_faults."""

    changed = Signal()
    save_faults = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._plan: Plan | None = None
        self._title = make_label("", "title", wrap=True, name="import_plan_title")
        self._trouble = Banner(theme, "", "warn", icon="triangle-alert", name="import_plan_trouble")
        self._plan_kort = Afsnit(theme, "Det sker der", "import_plan")
        self._fill = Afkryds(theme, UDFYLD, text=UDFYLD, name="import_fill", side=36)
        self._samme = SammeKort(theme)
        self._fejl = NoteKort(theme, "Rækker med fejl", "import_faults")
        self._advarsler = NoteKort(theme, "Se efter, før du indlæser", "import_warnings")
        self._save = Button(theme, "Gem fejllisten", icon="download", name="import_save_faults")
        row = self._save_row = QWidget()
        FlowLayout(row).addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        parts = (self._title, self._trouble, self._plan_kort, self._samme, row, self._fejl, self._advarsler)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._plan_kort.rows.addLayout(self._lines)
        self._plan_kort.rows.addWidget(self._fill)
        self._plan_kort.rows.addWidget(make_label(SIKKER, "small", wrap=True))
        self._fill.clicked.connect(self.changed)
        self._samme.answered.connect(self.changed)
        self._save.clicked.connect(self.save_faults)

    def begin(self) -> None:
        """Another file: nothing is answered."""
        self._fill.setChecked(False)
        self._samme.show_spoergsmaal((), {})

    def show_plan(self, plan: Plan, titler: Mapping[Kolonne, str], valg: Valg) -> None:
        self._plan = plan
        self._title.setText(plan_overskrift(plan))
        clear(self._lines)
        for line in plan_linjer(plan):
            self._lines.addWidget(make_label(line, wrap=True))
        self._fill.setVisible(bool(plan.antal(Skaebne.FINDES) + plan.antal(Skaebne.UDFYLD)))
        self._samme.show_spoergsmaal(plan.spoergsmaal, valg.samme)
        self._fejl.show_noter(med(plan.bemaerkninger, Alvor.FEJL), titler)
        self._advarsler.show_noter(med(plan.bemaerkninger, Alvor.ADVARSEL), titler)
        self._save_row.setVisible(bool(plan.bemaerkninger))
        trouble = SVAR_FOERST if plan.ubesvarede else INTET if plan.fejl and not self._any(plan) else ""
        self._trouble.set_text(trouble)
        self._trouble.setVisible(bool(trouble))

    def valg(self) -> Valg:
        """What is answered so far."""
        return Valg(udfyld=self._fill.isChecked(), samme=self._samme.svar())

    @property
    def kan_indlaese(self) -> bool:
        return self._plan is not None and self._any(self._plan) and not self._plan.ubesvarede

    def focus_first(self) -> None:
        """The first thing that is asked, else what can be saved."""
        if not self._samme.focus_first():
            self._save.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _any(plan: Plan) -> bool:
        return any(linje.skaebne is not Skaebne.FINDES for linje in plan.linjer)


def _kaldt(one: Samme) -> str:
    """»Filens »Nordlager A/S« i Horsens. Her er »Nordlager A/S« i Horsens, CVR 12 34 56 78.«"""
    i_fil = f" i {one.by}" if one.by else ""
    her = f" i {one.kendt.by}" if one.kendt.by else ""
    cvr = f", CVR {format_cvr(one.kendt.cvr)}" if one.kendt.cvr else ""
    return f"Filen har »{one.navn}«{i_fil}. Her er allerede »{one.kendt.navn}«{her}{cvr}."
