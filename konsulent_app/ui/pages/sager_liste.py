"""The list side of Sager: title, search, filters and the rows, with its empty, loading and error states."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from konsulent_app.store.sager import SagLinje
from konsulent_app.ui.models.sager import SagerModel, Udvalg, antal
from konsulent_app.ui.pages.rolle_ord import ingen_i_listen, sager_titel
from konsulent_app.ui.pages.sag_raekke import SagRaekke
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.chips import FilterChip
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.group import become_choice, set_chosen
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.raekkeliste import Raekkeliste
from konsulent_app.ui.widgets.search import SearchField
from konsulent_core.words import Rolle

INGEN_PASSER = "Ingen sager passer."
INDLAES = "Indlæs sager fra et regneark"
KAN_IKKE_LAESE = "Sagerne kunne ikke læses. Det, du har gemt, er der stadig."
SETTLE_MS = 200  # arrowing down the list must not open, and log, every case on the way
_FILTRE = (
    (Udvalg.ALLE, "Alle", ""),
    (Udvalg.FORFALDNE, "Forfaldne", "danger"),
    (Udvalg.BEKYMRING, "Bekymring", "warn"),
    (Udvalg.UDEN_DATO, "Uden dato", ""),
)


class SagListView(Raekkeliste):
    """The rows of Sager."""

    def __init__(self, theme: Theme) -> None:
        self.raekke = SagRaekke(theme)
        super().__init__("cases_list", "Sager", self.raekke)


class SagerListe(QWidget):
    """``chosen`` when a row is settled on; ``entered`` when it was meant: pressed, or Enter."""

    chosen = Signal(object)
    """id of the sag"""
    entered = Signal(object)
    """id of the sag"""
    new_sag = Signal(object)
    """0: one that is not there yet"""
    indlaes = Signal()
    retry = Signal()

    def __init__(self, theme: Theme, rolle: Rolle = Rolle.KONSULENT) -> None:
        super().__init__()
        self._theme, self._rolle = theme, rolle
        skriver = rolle is Rolle.KONSULENT
        self.model = SagerModel(self)
        self._udvalg = Udvalg.ALLE
        self._sag: int | None = None
        self.view = SagListView(theme)
        self.view.setModel(self.model)
        self.search = SearchField(theme, "Søg borger, virksomhed eller opgave", "Ctrl F", name="cases_search")
        self.chips = {noegle: self._chip(noegle, tekst) for noegle, tekst, _ in _FILTRE}
        self._new = Button(theme, "", kind=Kind.QUIET, icon="plus", height=36, name="cases_new", tip="Ny sag (Ctrl+N)")
        self._new.clicked.connect(lambda: self.new_sag.emit(0))
        self._indlaes = Button(
            theme, "", kind=Kind.QUIET, icon="file-down", height=36, name="cases_import", tip=INDLAES
        )
        self._indlaes.clicked.connect(self.indlaes)
        self._empty = EmptyState(theme, INGEN_PASSER, icon="search", button="Ryd filtre", name="cases_empty")
        for button in (self._new, self._indlaes) if not skriver else ():
            button.hide()
        self._none = EmptyState(
            theme,
            ingen_i_listen(rolle),
            icon="users",
            button="Ny sag" if skriver else "",
            other=INDLAES if skriver else "",
            name="cases_none",
        )
        self._error = EmptyState(theme, KAN_IKKE_LAESE, icon="triangle-alert", button="Prøv igen", name="cases_error")
        self._loading = Loading(theme, 7, name="cases_loading")
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
        self._empty.action.connect(self.clear_filters)
        self._error.action.connect(self.retry)
        self._none.action.connect(lambda: self.new_sag.emit(0))
        self._none.other_action.connect(self.indlaes)
        theme.changed.connect(self.view.doItemsLayout)

    def _chip(self, noegle: Udvalg, tekst: str) -> FilterChip:
        chip = FilterChip(self._theme, tekst, 0, name=f"cases_filter_{noegle.value}")
        become_choice(chip)
        chip.clicked.connect(lambda: self.set_udvalg(noegle))
        return chip

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 20, 6, 0)
        column.setSpacing(8)
        top = QVBoxLayout()
        top.setContentsMargins(8, 0, 0, 0)
        top.setSpacing(11)
        head = QHBoxLayout()
        head.addWidget(make_label(sager_titel(self._rolle), "title"), 1)
        head.addWidget(self._indlaes)
        head.addWidget(self._new)
        top.addLayout(head)
        top.addWidget(self.search)
        row = QWidget()
        chips = FlowLayout(row, gap=5, line_gap=6)
        for chip in self.chips.values():
            chips.addWidget(chip)
        top.addWidget(row)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    # --- what it shows ----------------------------------------------------------------------------

    def begin_loading(self) -> None:
        """Nothing is known yet."""
        self._loading.begin()
        self._stack.setCurrentWidget(self._loading)

    def set_linjer(self, linjer: list[SagLinje], i_dag: date) -> None:
        """Shows a caseload; the chosen sag stays chosen, the focus and the search where they are."""
        self._loading.end()
        self.view.raekke.i_dag = i_dag
        self.model.set_linjer(linjer)
        for noegle, _, token in _FILTRE:
            self.chips[noegle].set_antal(antal(linjer, noegle), token)
        self._after()

    def show_error(self) -> None:
        """The store could not be read."""
        self._loading.end()
        self._stack.setCurrentWidget(self._error)

    def skip_to(self, stage: str) -> None:
        """A later stage of the wait, for screenshots."""
        self._stack.setCurrentWidget(self._loading)
        self._loading.skip_to(stage)

    def set_udvalg(self, udvalg: Udvalg) -> None:
        """Another filter."""
        self._udvalg = udvalg
        self._filter()

    def clear_filters(self) -> None:
        """»Ryd filtre«."""
        self.show_only(Udvalg.ALLE)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_only(self, udvalg: Udvalg) -> None:
        """What the filter lets through, whatever was searched for."""
        self.search.clear()
        self.set_udvalg(udvalg)

    def set_valgt(self, sag: int | None) -> None:
        """Marks a sag without telling anybody."""
        self._sag = sag
        self._mark()

    def _filter(self) -> None:
        self.model.set_udvalg(self._udvalg, self.search.text())
        self._after()

    def _after(self) -> None:
        for noegle, chip in self.chips.items():
            set_chosen(chip, noegle is self._udvalg)
        if not self.model.linjer:
            self._stack.setCurrentWidget(self._none)
        else:
            self._stack.setCurrentWidget(self.view if self.model.rowCount() else self._empty)
        self._mark()

    def _mark(self) -> None:
        index = self.model.index_of(self._sag) if self._sag is not None else QModelIndex()
        selection = self.view.selectionModel()
        if index == self.view.currentIndex() and (not index.isValid() or selection.isSelected(index)):
            return
        blocked = self.blockSignals(True)
        if index.isValid():
            selection.setCurrentIndex(index, selection.SelectionFlag.ClearAndSelect)
        else:
            selection.clearSelection()
        self._settle.stop()
        self.blockSignals(blocked)

    # --- the person's hand ------------------------------------------------------------------------

    def _wander(self, current: QModelIndex) -> None:
        if current.isValid() and self.view.selectionModel().isSelected(current):
            self._settle.start()

    def _settled(self) -> None:
        raekke = self.model.raekke(self.view.currentIndex())
        if isinstance(raekke, SagLinje) and raekke.sag != self._sag:
            self._sag = raekke.sag
            self.chosen.emit(raekke.sag)

    def _enter(self, index: QModelIndex) -> None:
        raekke = self.model.raekke(index)
        if not isinstance(raekke, SagLinje):
            return
        self._settle.stop()
        selection = self.view.selectionModel()
        selection.setCurrentIndex(index, selection.SelectionFlag.ClearAndSelect)
        self._settle.stop()
        if raekke.sag != self._sag:
            self._sag = raekke.sag
            self.chosen.emit(raekke.sag)
        self.entered.emit(raekke.sag)
