"""»Ikke journaliseret« on I dag: the locked besøg whose text still stands in this app alone."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from konsulent_app.store.idag import IDag
from konsulent_app.store.journalisering import Venter
from konsulent_app.ui.pages import idag_ord
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card, SectionTitle
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import Badge, FlowLabel, Tone, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.trykkort import Tegn, TrykKort

SHOWN = 4  # rows; the rest are asked for


class JournalKort(Card):
    """A row leads to what is to be copied. Not there when nothing waits."""

    opened = Signal(object)
    """id of the besøg"""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, pad=18, name="today_journal")
        self._shown: object = None
        self._all = False
        self._blad: IDag | None = None
        titel = SectionTitle(idag_ord.IKKE_JOURNALISERET)
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
        self.setVisible(bool(blad.journal))
        if (blad.journal, self._all) == self._shown:
            return
        self._shown = (blad.journal, self._all)
        clear(self.rows)
        shown = blad.journal if self._all else blad.journal[:SHOWN]
        for number, one in enumerate(shown, start=1):
            if number > 1:
                self.rows.addWidget(rule())
            self.rows.addWidget(self._row(number, one))
        if len(blad.journal) > len(shown):
            more = Button(self.theme, f"Vis alle {len(blad.journal)}", kind=Kind.QUIET, height=36,
                          name="today_journal_all")  # fmt: skip
            more.clicked.connect(self._show_all)
            self.rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, number: int, one: Venter) -> TrykKort:
        under = idag_ord.venter_ord(one)
        badge = idag_ord.RETTET_SIDEN if one.rettet else ""
        line, column = QHBoxLayout(), QVBoxLayout()
        spoken = ", ".join(part for part in (one.navn, under, badge, "kopiér til journal") if part)
        row = TrykKort(self.theme, spoken, line, name=f"today_journal_{number}", flad=True)
        row.setToolTip("Kopiér til journal")
        row.setMinimumHeight(self.theme.px(44))
        line.setContentsMargins(4, 5, 10, 5)
        line.setSpacing(10)
        column.setSpacing(0)
        head = FlowLayout(gap=8, line_gap=2)
        head.addWidget(FlowLabel(self.theme, one.navn, "strong"))
        if badge:
            head.add_right(Badge(self.theme, badge, Tone.WARN))
        column.addLayout(head)
        column.addWidget(make_label(under, "small", wrap=True))
        line.addLayout(column, 1)
        line.addWidget(Tegn(self.theme, "copy", "ink2", 18))
        row.clicked.connect(partial(self.opened.emit, one.besoeg))
        return row

    def _show_all(self) -> None:
        self._all = True
        if self._blad is not None:
            self.show_blad(self._blad)
