"""»Ikke journaliseret« on I dag: the locked besøg whose text still stands in this app alone."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from konsulent_app.store.idag import IDag
from konsulent_app.store.journalisering import Venter
from konsulent_app.ui.pages import idag_ord
from konsulent_app.ui.pages.idag_kort import RaekkeKort
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import Badge, FlowLabel, Tone, make_label
from konsulent_app.ui.widgets.trykkort import Tegn, TrykKort


class JournalKort(RaekkeKort[Venter]):
    """A row leads to what is to be copied: ``opened`` gives the besøg."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, idag_ord.IKKE_JOURNALISERET, "today_journal")

    def _found(self, blad: IDag) -> Sequence[Venter]:
        return blad.journal

    def _row(self, number: int, one: Venter, blad: IDag) -> TrykKort:
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
