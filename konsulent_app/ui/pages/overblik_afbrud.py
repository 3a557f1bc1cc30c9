"""What was broken off, by cause and week; what forløb ended in; and promises kept, by all parties alike."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.pages import overblik_ord
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card, SectionTitle
from konsulent_app.ui.widgets.labels import make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.paint import CENTER
from konsulent_app.ui.widgets.tabelcelle import TabelCelle, TomCelle
from konsulent_app.ui.widgets.trykkort import Tegn, TrykKort
from konsulent_core.loefter import LoeftePart, LoefteTal
from konsulent_core.overblik_ord import SPAND_ORD, aarsag_ord
from konsulent_core.overblik_periode import Afbrud, PeriodeTal, UgeSpand


class AfbrudKort(Card):
    """Afbrud and Afsluttet follow the period; Aftaler is as it stands now."""

    afbrud_wanted = Signal(object, object)
    """cause and UgeSpand of a cell, (cause, None) of a row, (None, None) of all"""
    afsluttet_wanted = Signal()
    loefter_wanted = Signal(object)
    """LoeftePart"""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, pad=18, name="overview_breaks")
        self._shown: object = None
        self._promised: object = None
        self.body.setContentsMargins(18, 10, 8, 14)
        self.body.setSpacing(6)
        self._afbrud, self._alle = self._head("Afbrud", "overview_afbrud_list")
        self._alle.clicked.connect(lambda: self.afbrud_wanted.emit(None, None))
        self._linje = make_label("", "small", wrap=True)
        self._table = QVBoxLayout()
        self._hvem = make_label("", "small", wrap=True)
        self._afsluttet, self._slut_alle = self._head("Afsluttet", "overview_ended_list")
        self._slut_alle.clicked.connect(self.afsluttet_wanted)
        self._resultater = make_label("", "small", wrap=True)
        self._loefter = QVBoxLayout()
        self._loefter.setSpacing(2)
        for part in (self._afbrud, self._linje):
            self.body.addWidget(part)
        self.body.addLayout(self._table)
        aftaler = SectionTitle("Aftaler holdt")
        for below in (self._hvem, rule(), self._afsluttet, self._resultater, rule(), aftaler):
            self.body.addWidget(below)
        self.body.addLayout(self._loefter)
        self.body.addStretch(1)

    def _head(self, titel: str, name: str) -> tuple[SectionTitle, Button]:
        head = SectionTitle(titel)
        head.setMinimumHeight(self.theme.px(32))
        button = Button(self.theme, "Vis liste", kind=Kind.SWITCH, height=32, name=name, spoken=f"{titel}: vis liste")
        head.add_right(button)
        return head, button

    # --- the period -------------------------------------------------------------------------------

    def show_periode(self, periode: PeriodeTal) -> None:
        """Another period, or other figures of it."""
        if periode == self._shown:
            return
        self._shown = periode
        antal = len(periode.afbrud)
        self._afbrud.set_titel(f"Afbrud  {antal}" if antal else overblik_ord.INGEN_AFBRUD)
        self._alle.setVisible(bool(antal))
        self._linje.setText(overblik_ord.afbrud_linje(periode))
        hvem = overblik_ord.stoppet_linje(periode)
        self._hvem.setText(hvem)
        self._hvem.setVisible(bool(hvem))
        clear(self._table)
        if antal:
            self._table.addWidget(self._make_table(periode))
        ended = sum(len(sager) for sager in periode.afsluttet.values())
        self._afsluttet.set_titel(f"Afsluttet  {ended}" if ended else overblik_ord.INGEN_AFSLUTTET)
        self._slut_alle.setVisible(bool(ended))
        self._resultater.setText(overblik_ord.afsluttet_linje(periode))
        self._resultater.setVisible(bool(ended))

    def _make_table(self, periode: PeriodeTal) -> QWidget:
        table = QWidget()
        table.setAccessibleName("Afbrud efter årsag og uge efter start")
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.addWidget(make_label("Uge efter start", "under"), 0, 0)
        for column, words in enumerate(SPAND_ORD.values(), start=1):
            head = make_label(words, "under")
            head.setAlignment(Qt.AlignmentFlag(CENTER))
            grid.addWidget(head, 0, column)
        causes = overblik_ord.aarsager(periode)
        cells = {
            aarsag: {span: _in(periode, aarsag, span) for span in SPAND_ORD} for aarsag in causes
        }  # fmt: skip
        most = max((len(found) for row in cells.values() for found in row.values()), default=0)
        for row, aarsag in enumerate(causes, start=1):
            grid.addWidget(make_label(aarsag_ord(aarsag), "small", wrap=True), row, 0)
            for column, (span, found) in enumerate(cells[aarsag].items(), start=1):
                tung = len(found) == most and most > 1
                grid.addWidget(self._cell(aarsag, span, column, len(found), tung=tung), row, column)
            grid.addWidget(self._sum(aarsag, len(_in(periode, aarsag, None))), row, len(SPAND_ORD) + 1)
        return table

    def _cell(self, aarsag: str, span: UgeSpand, column: int, antal: int, *, tung: bool) -> QWidget:
        if not antal:
            return TomCelle(self.theme)
        spoken = f"{aarsag_ord(aarsag)}, uge {SPAND_ORD[span]}: {antal}. Vis listen"
        name = f"overview_afbrud_{overblik_ord.noegle(aarsag)}_{column}"
        cell = TabelCelle(self.theme, antal, spoken, name=name, tung=tung)
        cell.clicked.connect(partial(self.afbrud_wanted.emit, aarsag, span))
        return cell

    def _sum(self, aarsag: str, antal: int) -> Button:
        spoken = f"{aarsag_ord(aarsag)} i alt: {antal}. Vis listen"
        name = f"overview_afbrud_{overblik_ord.noegle(aarsag)}"
        button = Button(self.theme, str(antal), kind=Kind.SWITCH, height=32, name=name, spoken=spoken)
        button.clicked.connect(partial(self.afbrud_wanted.emit, aarsag, None))
        return button

    # --- promises ---------------------------------------------------------------------------------

    def show_loefter(self, loefter: Mapping[LoeftePart, LoefteTal]) -> None:
        """A line a party, in one order whoever kept most."""
        if dict(loefter) == self._promised:
            return
        self._promised = dict(loefter)
        clear(self._loefter)
        if not loefter:
            self._loefter.addWidget(make_label("Ingen aftaler endnu.", "small"))
        for part, tal in loefter.items():
            self._loefter.addWidget(self._promise(part, tal))

    def _promise(self, part: LoeftePart, tal: LoefteTal) -> TrykKort:
        line = QHBoxLayout()
        line.setContentsMargins(0, 3, 4, 3)
        titel, words = overblik_ord.loefte_titel(part, ental=False), overblik_ord.loefte_linje(tal)
        row = TrykKort(self.theme, f"{titel}: {words}. Vis listen", line, name=f"overview_promises_{part}", flad=True)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(make_label(titel, "strong"))
        said.addWidget(make_label(words, "small", wrap=True))
        line.addLayout(said, 1)
        line.addWidget(Tegn(self.theme, "chevron-right", "ink2", 16))
        row.clicked.connect(partial(self.loefter_wanted.emit, part))
        return row


def _in(periode: PeriodeTal, aarsag: str, span: UgeSpand | None) -> list[Afbrud]:
    """The afbrud of a cell; without a ``span`` of the whole row."""
    return [one for one in periode.afbrud if one.aarsag == aarsag and (span is None or one.spand is span)]
