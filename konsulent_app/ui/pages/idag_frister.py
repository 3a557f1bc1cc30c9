"""»Frister« on I dag: what has passed or is near in all sager, whoever owes it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from konsulent_app.store.frister import FristIDag
from konsulent_app.store.idag import IDag
from konsulent_app.ui.pages import frist_ord
from konsulent_app.ui.pages.idag_kort import RaekkeKort
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import FlowLabel, make_label
from konsulent_app.ui.widgets.trykkort import TrykKort


class FristerKort(RaekkeKort[FristIDag]):
    """A row leads to its sag, which ``opened`` gives. What is long past is only counted, and stands there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Frister", "today_deadlines")

    def _found(self, blad: IDag) -> Sequence[FristIDag]:
        return blad.frister

    def _last(self, blad: IDag) -> str:
        return frist_ord.gamle_ord(blad.gamle_frister) if blad.gamle_frister else ""

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
