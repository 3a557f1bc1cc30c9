"""The quieter cards of a sag: skånehensyn, delmål, the last notes, and its besøg."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.store.sager import ForloebPunkt, SagBlad
from konsulent_app.ui.pages import sag_ord
from konsulent_app.ui.pages.sektion import Sektion, clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import Badge, PersonChip, Tone, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.personer import Person, farve
from konsulent_core.dansk import dage_over, format_dato
from konsulent_core.dansk_ord import nummer_ord
from konsulent_core.words import DelmaalTilstand, Stemme

SHOWN_BESOEG = 4


class SkaanehensynKort(Sektion):
    """The wording agreed for the workplace; the reason stands apart as the kommune's."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Skånehensyn", "case_skaanehensyn")

    def parts(self, blad: SagBlad) -> object:
        return blad.skaanehensyn

    def fill(self, blad: SagBlad, i_dag: date) -> None:
        clear(self.rows)
        if not blad.skaanehensyn:
            self.rows.addWidget(make_label("Ingen skånehensyn er aftalt.", "body2", wrap=True))
        for number, one in enumerate(blad.skaanehensyn):
            if number:
                self.rows.addWidget(rule())
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(make_label(one.titel or "", "strong", wrap=True))
            if one.ordlyd:
                column.addWidget(make_label(one.ordlyd, wrap=True))
            if one.aftalt:
                column.addWidget(make_label(f"Ordlyd aftalt {format_dato(date.fromisoformat(one.aftalt))}", "small"))
            if one.aarsag:
                column.addWidget(make_label(f"Kun kommunen: {one.aarsag}", "small", wrap=True))
            self.rows.addLayout(column)


class DelmaalKort(Sektion):
    """The praktik's delmål with their state in words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Delmål", "case_delmaal")

    def parts(self, blad: SagBlad) -> object:
        return blad.delmaal

    def fill(self, blad: SagBlad, i_dag: date) -> None:
        clear(self.rows)
        if not blad.delmaal:
            self.rows.addWidget(make_label("Ingen delmål endnu.", "body2"))
        for number, one in enumerate(blad.delmaal):
            if number:
                self.rows.addWidget(rule())
            state = DelmaalTilstand(one.tilstand) if one.tilstand else DelmaalTilstand.AABEN
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(make_label(one.tekst or "", wrap=True))
            facts = FlowLayout(gap=8)
            done = state is DelmaalTilstand.NAAET
            facts.addWidget(Badge(self.theme, sag_ord.DELMAAL_ORD[state], Tone.NEUTRAL, icon="check" if done else ""))
            if one.dato:
                dag = date.fromisoformat(one.dato)
                over = dage_over(dag, i_dag) if state is DelmaalTilstand.AABEN else ""
                words = f"{format_dato(dag)} – {over}" if over else f"senest {format_dato(dag)}"
                facts.addWidget(make_label(words, "error" if over else "small"))
            column.addLayout(facts)
            self.rows.addLayout(column)


class NoterKort(Sektion):
    """What was said last, and by whom."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Seneste noter", "case_noter")

    def parts(self, blad: SagBlad) -> object:
        return blad.noter

    def fill(self, blad: SagBlad, i_dag: date) -> None:
        clear(self.rows)
        if not blad.noter:
            self.rows.addWidget(make_label("Ingen noter endnu.", "body2"))
        for number, (dag, udsagn) in enumerate(blad.noter):
            if number:
                self.rows.addWidget(rule())
            facts = FlowLayout(gap=8)
            stemme = Stemme(udsagn.stemme) if udsagn.stemme else Stemme.KONSULENT
            navn = udsagn.person or farve(stemme).ord
            facts.addWidget(PersonChip(self.theme, Person(stemme.value, stemme, navn)))
            facts.addWidget(make_label(format_dato(dag), "small"))
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addLayout(facts)
            column.addWidget(make_label(udsagn.tekst or "", wrap=True))
            self.rows.addLayout(column)


class BesoegKort(Sektion):
    """Every besøg and telephone call, newest first: a locked one can be read, and its paper seen."""

    read = Signal(object)
    """id of the besøg"""
    paper = Signal(object)
    """id of the besøg"""

    def __init__(self, theme: Theme, *, skriver: bool = True) -> None:
        """Who does not write (``skriver``) reads what is locked."""
        super().__init__(theme, "Besøg", "case_besoeg")
        self._skriver = skriver
        self._all = False
        self._blad: SagBlad | None = None
        self._i_dag = date.min

    def parts(self, blad: SagBlad) -> object:
        return (blad.besoeg, blad.samtaler, self._all)

    def fill(self, blad: SagBlad, i_dag: date) -> None:
        if self._blad is None or self._blad.sag.id != blad.sag.id:
            self._all = False
        self._blad, self._i_dag = blad, i_dag
        clear(self.rows)
        newest = sorted((*blad.besoeg, *blad.samtaler), key=lambda b: (b.dato, b.nummer), reverse=True)
        shown = newest if self._all else newest[:SHOWN_BESOEG]
        if not newest:
            self.rows.addWidget(make_label("Intet besøg endnu.", "body2"))
        for number, one in enumerate(shown, start=1):
            if number > 1:
                self.rows.addWidget(rule())
            self.rows.addWidget(self._row(number, one))
        if len(newest) > len(shown):
            more = Button(self.theme, f"Vis alle {len(newest)}", kind=Kind.QUIET, height=36, name="case_besoeg_alle")
            more.clicked.connect(self._show_all)
            self.rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, number: int, one: ForloebPunkt) -> QWidget:
        what = f"{sag_ord.besoeg_ord(one.type)}, {nummer_ord(one.type, one.nummer)}"
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(make_label(what, "strong", wrap=True))
        words.addWidget(make_label(format_dato(one.dato) + ("" if one.laast else "  ·  kladde"), "small"))
        line.addLayout(words, 1)
        name = f"case_besoeg_{number}"
        act = "Læs" if one.laast else "Fortsæt"
        spoken = f"{act} {what.lower()} den {format_dato(one.dato)}"
        button = Button(self.theme, act, kind=Kind.QUIET, height=36, name=f"{name}_laes", spoken=spoken)
        button.clicked.connect(lambda _=False, besoeg=one.besoeg: self.read.emit(besoeg))
        line.addWidget(button)
        button.setVisible(self._skriver or one.laast)
        if one.laast:
            paper = Button(
                self.theme,
                "Papir",
                kind=Kind.QUIET,
                icon="file-text",
                height=36,
                name=f"{name}_papir",
                spoken=f"Papir fra {what.lower()} den {format_dato(one.dato)}",
            )
            paper.clicked.connect(lambda _=False, besoeg=one.besoeg: self.paper.emit(besoeg))
            line.addWidget(paper)
        return holder

    def _show_all(self) -> None:
        self._all = True
        if self._blad is not None:
            self.show_blad(self._blad, self._i_dag)
