"""Rapporter: the sager with a møde planned first, by date, then the others alphabetically; a press opens the report."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from konsulent_app.services.context import Context
from konsulent_app.store.rapport import RapportSag, read_rapport_sager
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.models.genlaes import Genlaes
from konsulent_app.ui.models.rapporter import RapporterModel
from konsulent_app.ui.pages.page import Page
from konsulent_app.ui.pages.rapporter_raekke import RapporterRaekke
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.raekkeliste import Raekkeliste
from konsulent_app.ui.widgets.search import SearchField
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError

HJAELP = "Sager med et planlagt møde står først, efter dato. Derefter står de andre efter navn."
INGEN_PASSER = "Ingen sager passer."
INGEN_SAGER = "Du har ingen sager på denne pc endnu."
KAN_IKKE_LAESE = "Sagerne kunne ikke læses. Det, du har gemt, er der stadig."
_TABLES = frozenset({"sag", "borger", "besoeg", "praktik", "virksomhed"})
_WIDTH = 860


class RapporterPage(Page):
    """Objects: reports_search, reports_list."""

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback) -> None:
        super().__init__("reports")
        self._theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self.model = RapporterModel(self)
        self._raekke = RapporterRaekke(theme)
        self.view = Raekkeliste("reports_list", "Sager, der kan laves rapport om", self._raekke)
        self.view.setModel(self.model)
        self.search_field = SearchField(theme, "Søg navn eller arbejdsplads", "Ctrl F", name="reports_search")
        self._empty = EmptyState(theme, INGEN_PASSER, icon="search", button="Ryd søgning", name="reports_nothing")
        self._none = EmptyState(theme, INGEN_SAGER, icon="file-text", name="reports_none")
        self._error = EmptyState(theme, KAN_IKKE_LAESE, icon="triangle-alert", button="Prøv igen", name="reports_error")
        self._loading = Loading(theme, 7, name="reports_loading")
        self._stack = QStackedWidget()
        for part in (self._loading, self.view, self._empty, self._none, self._error):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 0)
        column.setSpacing(10)
        column.addWidget(make_label("Rapport til møde", "title"))
        column.addWidget(make_label(HJAELP, "body2", wrap=True))
        column.addWidget(self.search_field)
        column.addWidget(self._stack, 1)
        self._fit()
        self.search_field.textChanged.connect(self._filter)
        self.search_field.onward.connect(lambda: self.view.setFocus(Qt.FocusReason.TabFocusReason))
        self.view.entered_row.connect(self._open)
        self._empty.action.connect(self.search_field.clear)
        self._error.action.connect(self.reload)
        theme.changed.connect(self._fit)
        self._again = Genlaes(self, work, context.i_dag, _TABLES, self.reload)
        self._loading.begin()
        self._stack.setCurrentWidget(self._loading)
        self.reload()

    def reload(self) -> None:
        """Reads the sager again."""
        i_dag = self._context.i_dag()
        self._work.read(lambda tx: read_rapport_sager(tx, i_dag), self._show, self._failed)

    def search(self) -> None:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def report(self) -> None:
        """Ctrl+R: of the row that the keyboard stands on."""
        self._open(self.view.currentIndex())

    def skip_to(self, state: str) -> None:
        """A state as it would look, for screenshots: loading or error."""
        self._loading.skip_to("skeleton")
        self._stack.setCurrentWidget(self._error if state == "error" else self._loading)

    def _show(self, sager: list[RapportSag]) -> None:
        self._loading.end()
        self.model.set_linjer(sager)
        self._after()

    def _failed(self, error: KonsulentError) -> None:
        self._loading.end()
        self._stack.setCurrentWidget(self._error)
        self._feedback.hear(error)

    def _filter(self) -> None:
        self.model.set_soeg(self.search_field.text())
        self._after()

    def _after(self) -> None:
        shown = self.view if self.model.rowCount() else self._empty if self.model.linjer else self._none
        self._stack.setCurrentWidget(shown)

    def _open(self, index: QModelIndex) -> None:
        sag = self.model.linje(index)
        if sag is not None:
            self.wants_rapport.emit(sag.sag)

    def _fit(self) -> None:
        """Rows no longer than an eye follows."""
        width = self._theme.px(_WIDTH)
        self.search_field.setMaximumWidth(width)
        self._stack.setMaximumWidth(width)
        self.view.doItemsLayout()
