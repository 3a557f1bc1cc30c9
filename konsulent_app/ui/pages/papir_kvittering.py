"""Right after the lock: what all at the table may read, with the ways on that are for the konsulent alone."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.store.besoeg import BesoegBlad
from konsulent_app.ui.pages.papir_ord import LOOK, kopier_ord
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.trykkort import Tegn
from konsulent_core import dansk_ord
from konsulent_core.dansk import format_dato_lang
from konsulent_core.overfoersel.maal import Maal


class Kvittering(Card):
    """Says that it is done and when they meet again."""

    look = Signal()
    """»Vis papiret (kun for dig)«"""
    kopier = Signal(str)
    """the key of the target"""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, pad=20, name="paper_receipt")
        self._words = make_label("", "label", wrap=True, name="paper_receipt_words")
        self._again = make_label("", "body2", wrap=True, name="paper_receipt_next")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._words)
        words.addWidget(self._again)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Tegn(theme, "lock", "ink2", 24))
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self._row = QWidget()
        self._acts = FlowLayout(self._row, gap=8, line_gap=8)
        self._look = Button(theme, LOOK, icon="eye", name="paper_receipt_handling")
        self._look.clicked.connect(self.look)
        self._copies: list[Button] = []
        self._acts.addWidget(self._look)
        self.body.addWidget(self._row)

    def show_blad(self, blad: BesoegBlad, *, flere: bool) -> None:
        """``flere``: papers to hand out lie below."""
        what = dansk_ord.BESOEG_BESTEMT.get(blad.besoeg.type or "", "besøget").capitalize()
        ready = "Papirerne er klar." if flere else "Papiret er klar til at gemme."
        self._words.setText(f"{what} er afsluttet og låst. {ready}")
        again = blad.besoeg.naeste_dato
        self._again.setText(f"Næste besøg er {format_dato_lang(date.fromisoformat(again))}." if again else "")
        self._again.setVisible(again is not None)

    def offer(self, maal: list[Maal]) -> None:
        """A way to copy for each target."""
        for button in self._copies:
            self._acts.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._copies = [self._copy(one) for one in maal]
        for button in self._copies:
            self._acts.addWidget(button)

    def _copy(self, maal: Maal) -> Button:
        button = Button(self.theme, kopier_ord(maal), kind=Kind.SECONDARY, icon="copy",
                        name=f"paper_receipt_copy_{maal.noegle}")  # fmt: skip
        button.clicked.connect(lambda: self.kopier.emit(maal.noegle))
        return button
