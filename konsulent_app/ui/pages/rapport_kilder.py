"""Beside the report: the sources of what is pointed at, or what must be known before it is saved."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from konsulent_app.ui.pages.rapport_ord import kilde_hoved, uden_kilde_ord
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card, SectionTitle
from konsulent_app.ui.widgets.indhold import Indhold
from konsulent_app.ui.widgets.labels import PersonChip, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.personer import Person
from konsulent_app.ui.widgets.trykkort import TrykKort
from konsulent_core.rapport.blad import Afsnit, Belaeg
from konsulent_core.words import Stemme

PEG = "Tryk på et afsnit eller en række i rapporten, så står kilderne her."
INGEN = "Ingen kilde. Det er dine egne ord."
MANGLER = "Det er ikke skrevet endnu. Tryk på »Ret teksten«."
EGET = "Skriver du selv en sætning, står der »skrevet af konsulenten« som kilde."
FOER = "Det her står uden kilde eller er ikke skrevet. Du kan gemme alligevel."


class RapportKilder(QScrollArea):
    """`state` sources or saving."""

    open_besoeg = Signal(object)
    """id of the besøg that a source is"""
    pointed = Signal(str)
    """the key of a claim without a source"""
    save = Signal()
    """»Gem PDF alligevel«"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("report_sources")
        page = Indhold()
        page.setProperty("kind", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(12)
        self._titel = SectionTitle("Kilder")
        column.addWidget(self._titel)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        column.addLayout(self._rows)
        column.addStretch()
        hint = Card(theme, pad=12, sunken=True)
        hint.body.addWidget(make_label(EGET, "small", wrap=True))
        column.addWidget(hint)
        self.setWidget(page)
        self.show_belaeg("", (), None)

    def show_belaeg(self, navn: str, belaeg: Sequence[Belaeg], afsnit: Afsnit | None) -> None:
        """The sources of one claim, called ``navn``; "" when nothing is pointed at."""
        self.setProperty("state", "sources")
        self._titel.set_titel(f"Kilder: {navn}" if navn else "Kilder")
        self._titel.set_aside(str(len(belaeg)) if navn else "")
        clear(self._rows)
        if not belaeg:
            words = PEG
            if navn:
                words = MANGLER if afsnit is not None and afsnit.mangler else INGEN if afsnit is not None else PEG
            self._rows.addWidget(make_label(words, "body2", wrap=True, name="report_sources_none"))
        for number, one in enumerate(belaeg, start=1):
            if number > 1:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._kilde(number, one))

    def show_saving(self, afsnit: Sequence[Afsnit]) -> None:
        """What stands without a source or is not written yet, before the file is saved: listed, not blocked."""
        self.setProperty("state", "saving")
        self._titel.set_titel("Før du gemmer")
        self._titel.set_aside("")
        clear(self._rows)
        self._rows.addWidget(make_label(FOER, "body2", wrap=True, name="report_saving"))
        for number, one in enumerate(afsnit, start=1):
            words = uden_kilde_ord(one)
            inner = QHBoxLayout()
            inner.setContentsMargins(12, 8, 12, 8)
            inner.addWidget(make_label(words, "small", wrap=True))
            row = TrykKort(self._theme, words, inner, name=f"report_saving_{number}")
            row.clicked.connect(lambda _=False, key=one.noegle: self.pointed.emit(key))
            self._rows.addWidget(row)
        go = Button(self._theme, "Gem PDF alligevel", kind=Kind.PRIMARY, icon="download", name="report_save_anyway")
        go.clicked.connect(self.save)
        self._rows.addWidget(go)
        go.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(0)

    def _kilde(self, number: int, one: Belaeg) -> QWidget:
        """[2] 12.11.2025 · telefonsamtale, the felt, the words, whose they are, and »Åbn«."""
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(make_label(kilde_hoved(one), "strong", wrap=True, name=f"report_source_{number}_hoved"))
        column.addWidget(make_label(one.felt, "meta", wrap=True))
        column.addWidget(make_label(one.ord, "body2", wrap=True, name=f"report_source_{number}_ord"))
        line = QHBoxLayout()
        if one.stemme:
            line.addWidget(PersonChip(self._theme, Person("kilde", Stemme(one.stemme), one.hvem)))
        line.addStretch()
        if one.kilde is not None:
            besoeg = one.kilde.besoeg
            words = f"Åbn {kilde_hoved(one)}"
            show = Button(self._theme, "Åbn", kind=Kind.QUIET, height=36, name=f"report_source_{number}", spoken=words)
            show.clicked.connect(lambda: self.open_besoeg.emit(besoeg))
            line.addWidget(show)
        column.addLayout(line)
        return found
