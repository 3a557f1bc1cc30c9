"""The list behind a count of a team: sager by number and konsulent, each to be opened, one or more to be given on."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.pages.overblik_liste import INGEN, RaekkeAfsnit
from konsulent_app.ui.pages.overblik_ord import Raekke
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.afkryds import Afkryds
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind

FORKLARING = "Sæt hak ved de sager, der skal gives videre."


class TeamListe(RaekkeAfsnit):
    """Rows that are not drawn yet cannot be chosen."""

    give_on = Signal(object)
    """ids of the chosen sager"""

    def __init__(self, theme: Theme, raekker: Sequence[Raekke], *, forklaring: str = "") -> None:
        head = f"{sager_ord(len(raekker))}. {FORKLARING}" if raekker else INGEN
        super().__init__(theme, raekker, f"{forklaring} {head}".strip())
        self.column.setSpacing(6)
        self._boxes: list[tuple[int, Afkryds]] = []
        self._give = Button(theme, "Giv videre", kind=Kind.PRIMARY, icon="arrow-right", name="overview_list_give")
        self._give.clicked.connect(lambda: self.give_on.emit(self._chosen()))
        self._give.setVisible(bool(raekker))
        self.column.addWidget(self._give, 0, Qt.AlignmentFlag.AlignRight)
        self.draw()
        self._count()

    def _row(self, number: int, one: Raekke) -> QWidget:
        row = QWidget()
        row.setObjectName(f"overview_list_{number}")
        box = Afkryds(self._theme, f"Vælg {one.navn}, {one.under}", name=f"overview_list_valg_{number}", side=36)
        box.clicked.connect(self._count)
        self._boxes.append((one.sag, box))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(make_label(one.navn, "strong", wrap=True))
        words.addWidget(make_label(one.under, "small", wrap=True))
        buttons = FlowLayout(gap=4, line_gap=4)
        for verb, act, name in (
            ("Åbn sagen", partial(self.opened.emit, one.sag), f"overview_list_aabn_{number}"),
            ("Giv videre", partial(self.give_on.emit, (one.sag,)), f"overview_list_giv_{number}"),
        ):
            button = Button(self._theme, verb, kind=Kind.QUIET, height=36, name=name, spoken=f"{verb}: {one.navn}")
            button.clicked.connect(act)
            buttons.addWidget(button)
        line = QHBoxLayout(row)
        line.setContentsMargins(2, 5, 0, 5)
        line.setSpacing(8)
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 3)
        line.addLayout(buttons, 2)
        return row

    def _chosen(self) -> tuple[int, ...]:
        return tuple(sag for sag, box in self._boxes if box.isChecked())

    def _count(self) -> None:
        antal = len(self._chosen())
        self._give.setEnabled(antal > 0)
        self._give.set_words(f"Giv {sager_ord(antal)} videre" if antal else "Giv videre")


def sager_ord(antal: int) -> str:
    """»1 sag«, »3 sager«."""
    return "1 sag" if antal == 1 else f"{antal} sager"
