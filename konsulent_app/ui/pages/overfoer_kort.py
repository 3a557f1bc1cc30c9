"""Beside a locked besøg's paper: whether its text stands in the other systems, and the way to copy it there."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from konsulent_app.services.journalisering import MaalStand
from konsulent_app.ui.pages.papir_ord import rettet_ord, stand_ord
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.labels import make_label


class OverfoerKort(Card):
    """A row a target; not there when none takes the besøg."""

    wanted = Signal(str)
    """the key of the target"""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, name="paper_copy")
        self.body.addWidget(make_label("Kopiér videre", "label"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.body.addLayout(self._rows)
        self._shown: object = None
        self.hide()

    def show_stand(self, stand: Sequence[MaalStand], i_dag: date) -> None:
        """Drawn anew when it is another than before."""
        self.setVisible(bool(stand))
        if (tuple(stand), i_dag) == self._shown:
            return
        self._shown = (tuple(stand), i_dag)
        clear(self._rows)
        for one in stand:
            self._rows.addLayout(self._row(one, i_dag))

    def _row(self, one: MaalStand, i_dag: date) -> QVBoxLayout:
        row = QVBoxLayout()
        row.setSpacing(4)
        row.addWidget(make_label(stand_ord(one.maal, one.gjort, i_dag), "small", wrap=True))
        if one.gjort is not None and one.gjort.rettet:
            row.addWidget(make_label(f"{rettet_ord(one.maal)}.", "warn", wrap=True))
        button = Button(self.theme, one.maal.knap, icon="copy", name=f"paper_copy_{one.maal.noegle}")
        button.clicked.connect(partial(self.wanted.emit, one.maal.noegle))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return row
