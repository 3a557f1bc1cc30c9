"""»Frister« on I dag: what has passed or is near in all sager, whoever owes it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from konsulent_app.store.frister import FristIDag
from konsulent_app.store.idag import IDag
from konsulent_app.ui.pages import frist_ord
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card, SectionTitle
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import FlowLabel, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.trykkort import TrykKort

SHOWN = 4  # rows; the rest are asked for


class FristerKort(Card):
    """A row leads to its sag. Not there when nothing is near; what is long past is only counted, and stands there."""

    opened = Signal(object)
    """id of the sag"""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, pad=18, name="today_deadlines")
        self._shown: object = None
        self._all = False
        self._blad: IDag | None = None
        titel = SectionTitle("Frister")
        titel.setMinimumHeight(theme.px(32))
        self.body.setContentsMargins(18, 10, 10, 10)
        self.body.setSpacing(4)
        self.body.addWidget(titel)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(2)
        self.body.addLayout(self.rows)

    def show_blad(self, blad: IDag) -> None:
        """Draws them when they are others than before."""
        self._blad = blad
        self.setVisible(bool(blad.frister))
        parts = (blad.dato, blad.frister, blad.gamle_frister, self._all)
        if parts == self._shown:
            return
        self._shown = parts
        clear(self.rows)
        shown = blad.frister if self._all else blad.frister[:SHOWN]
        for number, one in enumerate(shown, start=1):
            if number > 1:
                self.rows.addWidget(rule())
            self.rows.addWidget(self._row(number, one, blad))
        if len(blad.frister) > len(shown):
            more = Button(self.theme, f"Vis alle {len(blad.frister)}", kind=Kind.QUIET, height=36,
                          name="today_deadlines_all")  # fmt: skip
            more.clicked.connect(self._show_all)
            self.rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if blad.gamle_frister:
            self.rows.addWidget(make_label(frist_ord.gamle_ord(blad.gamle_frister), "small", wrap=True))

    def _row(self, number: int, one: FristIDag, blad: IDag) -> TrykKort:
        frist = one.paamindelse
        titel, naar = frist_ord.titel(frist), frist_ord.naar(frist.dato, blad.dato)
        column = QVBoxLayout()
        row = TrykKort(self.theme, f"{titel}, {one.navn}, {naar.tekst}", column, name=f"today_deadline_{number}",
                       flad=True)  # fmt: skip
        row.setToolTip(frist_ord.tip(frist))
        column.setContentsMargins(4, 5, 4, 5)
        column.setSpacing(0)
        column.addWidget(make_label(titel, "", wrap=True))
        facts = FlowLayout(gap=8, line_gap=0)
        facts.addWidget(FlowLabel(self.theme, one.navn, "small"))
        facts.addWidget(make_label(naar.tekst, "error" if naar.over else "small"))
        column.addLayout(facts)
        row.clicked.connect(partial(self.opened.emit, one.sag))
        return row

    def _show_all(self) -> None:
        self._all = True
        if self._blad is not None:
            self.show_blad(self._blad)
