"""The list side of Virksomheder: title, »Ny virksomhed«, search and the rows, with its empty and error states."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from konsulent_app.store.virksomheder import VirksomhedLinje
from konsulent_app.ui.models.virksomheder import VirksomhederModel
from konsulent_app.ui.pages.virksomhed_raekke import VirksomhedRaekke
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.raekkeliste import Raekkeliste
from konsulent_app.ui.widgets.search import SearchField

INGEN_PASSER = "Ingen virksomheder passer."
INGEN_ENDNU = "Ingen virksomheder endnu. Opret den første, eller vent på dem, kollegerne har oprettet."
KAN_IKKE_LAESE = "Virksomhederne kunne ikke læses. Det, du har gemt, er der stadig."
SETTLE_MS = 200  # arrowing down the list must not read every virksomhed on the way


class VirksomhederListe(QWidget):
    """``chosen`` when a row is settled on; ``entered`` when it was meant: pressed, or Enter."""

    chosen = Signal(object)
    """id of the virksomhed"""
    entered = Signal(object)
    """id of the virksomhed"""
    new = Signal()
    retry = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._virksomhed: int | None = None
        self.model = VirksomhederModel(self)
        self.view = Raekkeliste("company_list", "Virksomheder", VirksomhedRaekke(theme))
        self.view.setModel(self.model)
        self.search = SearchField(theme, "Søg navn, CVR, by eller opgave", "Ctrl F", name="company_search")
        self.add = Button(theme, "Ny virksomhed", icon="plus", name="company_new", height=36)
        self._empty = EmptyState(theme, INGEN_PASSER, icon="search", button="Ryd søgning", name="company_nothing")
        self._none = EmptyState(theme, INGEN_ENDNU, icon="building-2", button="Ny virksomhed", name="company_none")
        self._error = EmptyState(
            theme, KAN_IKKE_LAESE, icon="triangle-alert", button="Prøv igen", name="company_list_error"
        )
        self._loading = Loading(theme, 7, name="company_list_loading")
        self._stack = QStackedWidget()
        for part in (self._loading, self.view, self._empty, self._none, self._error):
            self._stack.addWidget(part)
        self._build()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._settled)
        self.search.textChanged.connect(self._filter)
        self.search.onward.connect(lambda: self.view.setFocus(Qt.FocusReason.TabFocusReason))
        self.view.selectionModel().currentChanged.connect(self._wander)
        self.view.entered_row.connect(self._enter)
        for signal in (self.add.clicked, self._none.action):
            signal.connect(self.new)
        self._empty.action.connect(self.search.clear)
        self._error.action.connect(self.retry)
        theme.changed.connect(self.view.doItemsLayout)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 20, 6, 0)
        column.setSpacing(8)
        top = QVBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        top.setSpacing(11)
        head = FlowLayout(gap=8, line_gap=6)
        head.addWidget(make_label("Virksomheder", "title"))
        head.add_right(self.add)
        top.addLayout(head)
        top.addWidget(self.search)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    # --- what it shows ----------------------------------------------------------------------------

    def begin_loading(self) -> None:
        """Nothing is known yet."""
        self._loading.begin()
        self._stack.setCurrentWidget(self._loading)

    def set_linjer(self, linjer: Sequence[VirksomhedLinje]) -> None:
        """Shows a register; the chosen one stays chosen, the focus and the search where they are."""
        self._loading.end()
        self.model.set_linjer(linjer)
        self._after()

    def show_error(self) -> None:
        """The store could not be read."""
        self._loading.end()
        self._stack.setCurrentWidget(self._error)

    def skip_to(self, stage: str) -> None:
        """A later stage of the wait, for screenshots."""
        self._stack.setCurrentWidget(self._loading)
        self._loading.skip_to(stage)

    def set_valgt(self, virksomhed: int | None) -> None:
        """Marks one as chosen without telling anybody; None marks none."""
        self._virksomhed = virksomhed
        self._mark()

    def _filter(self) -> None:
        self.model.set_soeg(self.search.text())
        self._after()

    def _after(self) -> None:
        if not self.model.linjer:
            self._stack.setCurrentWidget(self._none)
        elif not self.model.rowCount():
            self._stack.setCurrentWidget(self._empty)
        else:
            self._stack.setCurrentWidget(self.view)
        self._mark()

    def _mark(self) -> None:
        index = self.model.index_of(self._virksomhed)
        selection = self.view.selectionModel()
        if index.isValid():
            selection.setCurrentIndex(index, selection.SelectionFlag.ClearAndSelect)
        else:
            selection.clearSelection()
        self._settle.stop()

    # --- the person's hand ------------------------------------------------------------------------

    def _wander(self, current: QModelIndex) -> None:
        linje = self.model.linje(current)
        if linje is not None and linje.virksomhed != self._virksomhed:
            self._settle.start()

    def _settled(self) -> None:
        current = self.view.currentIndex()
        linje = self.model.linje(current)
        if linje is not None and self.view.selectionModel().isSelected(current):
            self._virksomhed = linje.virksomhed
            self.chosen.emit(linje.virksomhed)

    def _enter(self, index: QModelIndex) -> None:
        linje = self.model.linje(index)
        if linje is None:
            return
        self._virksomhed = linje.virksomhed
        self._mark()
        self.entered.emit(linje.virksomhed)
