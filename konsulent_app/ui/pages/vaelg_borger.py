"""»Ny praktik her«: which of one's own borgere it is for, in alphabetical order, found by name."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from konsulent_app.services.context import Context
from konsulent_app.store.sager import SagLinje, read_sager
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.sag_raekke import ROW, SagRaekke
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.ark import Ark
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.raekkeliste import RAEKKE, Raekkeliste
from konsulent_app.ui.widgets.search import SearchField
from konsulent_app.ui.work import Work
from konsulent_core.soegning import alfabetisk, holds

FORKLARING = "Dine egne borgere, i alfabetisk orden."
INGEN = "Ingen af dine borgere hedder noget med det, du har skrevet."
INGEN_SAGER = "Du har ingen åbne sager på denne pc."
_SHOWN = 5  # rows that are seen without scrolling


class VaelgBorgerArk(Ark):
    """Down goes from the search to the list; Enter or a press chooses."""

    chosen = Signal(object, object)
    """ids of the sag and the virksomhed"""

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback, parent: QWidget) -> None:
        super().__init__(theme, "choose", "Ny praktik her", parent)
        self._work, self._context, self._feedback = work, context, feedback
        self._virksomhed = 0
        self._sager: list[SagLinje] = []
        self._search = SearchField(theme, "Hvem er praktikken til?", "", name="choose_search")
        self._search.setMinimumHeight(theme.px(44))
        self._model = QStandardItemModel(self)
        self._tegner = SagRaekke(theme)
        self._list = Raekkeliste("choose_list", "Borgere", self._tegner)
        self._list.setModel(self._model)
        self._none = make_label("", "body2", wrap=True, name="choose_none")
        for part in (make_label(FORKLARING, "small", wrap=True), self._search, self._list, self._none):
            self.body.addWidget(part)
        self._search.textChanged.connect(self._fill)
        self._search.onward.connect(lambda: self._list.setFocus(Qt.FocusReason.TabFocusReason))
        self._list.entered_row.connect(self._take)

    def open_sheet(self, virksomhed: int, navn: str) -> None:
        """Whom at that virksomhed?"""
        self._virksomhed = virksomhed
        self.set_titel(f"Ny praktik hos {navn}")
        today = self._context.i_dag()
        self._tegner.i_dag = today
        self._work.read(lambda tx: read_sager(tx, today), self._show, self._feedback.hear)
        self._search.clear()
        self._fill()
        self.show_sheet()
        self._search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self, sager: list[SagLinje]) -> None:
        self._sager = sorted(sager, key=lambda line: (alfabetisk(line.navn), line.sag))
        self._fill()

    def _fill(self) -> None:
        wanted = self._search.text()
        found = [line for line in self._sager if holds(f"{line.navn} {line.virksomhed}", wanted)]
        self._model.clear()
        for line in found:
            item = QStandardItem(line.navn)
            item.setData(line, RAEKKE)
            item.setData(", ".join(p for p in (line.navn, line.virksomhed) if p), Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        self._list.setFixedHeight(self._theme.px(ROW) * min(_SHOWN, max(1, len(found))) + 4)
        self._list.setVisible(bool(found))
        self._none.setText(INGEN if self._sager else INGEN_SAGER)
        self._none.setVisible(not found)

    def _take(self, index: QModelIndex) -> None:
        line = index.data(RAEKKE)
        if isinstance(line, SagLinje):
            self.close_sheet()
            self.chosen.emit(line.sag, self._virksomhed)
