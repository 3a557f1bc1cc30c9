"""What stands beside the agenda in Forbered: what has come since, the open aftaler, the delmål."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.ui.pages import forbered_ord
from konsulent_app.ui.pages.sag_ord import aftale_ord
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.aftale import AftaleRow, Form
from konsulent_app.ui.widgets.cards import Card, SectionTitle
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.trykkort import Tegn


class _Kort(Card):
    """A title and rows beneath it."""

    def __init__(self, theme: Theme, titel: str, name: str, *, sunken: bool = False) -> None:
        super().__init__(theme, pad=18, name=name, sunken=sunken)
        self.titel = SectionTitle(titel)
        self.body.setContentsMargins(18, 14, 18, 14)
        self.body.setSpacing(8)
        self.body.addWidget(self.titel)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(6)
        self.body.addLayout(self.rows)


class SidenKort(_Kort):
    """What was noted by telephone or in passing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Siden sidst", "prepare_since", sunken=True)

    def show_blad(self, blad: BesoegBlad) -> None:
        self.titel.set_titel(forbered_ord.siden_titel(blad))
        clear(self.rows)
        for words in forbered_ord.siden_linjer(blad):
            self.rows.addWidget(make_label(words, "body2", wrap=True))


class AabneKort(_Kort):
    """Last time's aftaler and older open ones, each to tick; what is done is told in one line."""

    gjort = Signal(object, bool)
    """id of the aftale"""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Åbne aftaler", "prepare_promises")
        self._rows: list[tuple[int, AftaleRow]] = []
        self._known: tuple[object, frozenset[int]] = (None, frozenset())

    def show_blad(self, blad: BesoegBlad, i_dag: date) -> None:
        """One that is ticked here stays, to be taken back."""
        left = forbered_ord.aabne(blad)
        self.titel.set_aside(f"{len(left)} af {len(blad.aftaler_sidst)}" if blad.aftaler_sidst else "")
        words = (blad.sag.id, i_dag, {a.id: (a.hvad, a.part, a.person, a.senest) for a in blad.aftaler_sidst})
        if words != self._known[0] or not {a.id for a in left} <= self._known[1]:
            self._known = (words, frozenset(a.id for a in left))
            self._fill(blad, i_dag)
        done = {a.id: bool(a.gjort) for a in blad.aftaler_sidst}
        for aftale, row in self._rows:
            row.set_gjort(done[aftale])

    def _fill(self, blad: BesoegBlad, i_dag: date) -> None:
        clear(self.rows)
        self._rows = []
        left = forbered_ord.aabne(blad)
        if not left:
            self.rows.addWidget(make_label("Ingen åbne aftaler.", "body2", wrap=True))
        for number, aftale in enumerate(left, start=1):
            if number > 1:
                self.rows.addWidget(rule())
            row = AftaleRow(self.theme, f"prepare_promise_{number}", aftale_ord(aftale, i_dag), form=Form.AFKRYDS)
            row.gjort.connect(partial(self.gjort.emit, aftale.id))
            self._rows.append((aftale.id, row))
            self.rows.addWidget(row)
        done = forbered_ord.gjorte_ord(blad)
        if done:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(Tegn(self.theme, "circle-check", "accent", 17), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(make_label(done, "small", wrap=True), 1)
            self.rows.addLayout(line)


class MaalKort(_Kort):
    """The praktik's delmål with their state in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Delmål", "prepare_goals")

    def show_blad(self, blad: BesoegBlad, i_dag: date) -> None:
        clear(self.rows)
        if not blad.delmaal:
            self.rows.addWidget(make_label("Ingen delmål endnu.", "body2"))
        for delmaal in blad.delmaal:
            words, late = forbered_ord.delmaal_ord(delmaal, i_dag)
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(Tegn(self.theme, "target", "accent", 18), 0, Qt.AlignmentFlag.AlignTop)
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(make_label(delmaal.tekst or "", "strong", wrap=True))
            column.addWidget(make_label(words, "error" if late else "small", wrap=True))
            line.addLayout(column, 1)
            self.rows.addLayout(line)
