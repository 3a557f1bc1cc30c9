"""Sager: the caseload at the left, the chosen sag beside it; below 800 px one of them at a time."""

from PySide6.QtWidgets import QApplication

from konsulent_app.services.context import Context
from konsulent_app.store.sager import SagLinje, read_sager
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.models.genlaes import Genlaes
from konsulent_app.ui.models.sager import Udvalg
from konsulent_app.ui.pages.delt_side import DeltSide
from konsulent_app.ui.pages.sag import SagPanel
from konsulent_app.ui.pages.sager_liste import SagerListe
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.cpr import Later, qt_later
from konsulent_app.ui.widgets.rum import Rum
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError

_TABLES = frozenset({"sag", "borger", "praktik", "besoeg", "timer", "virksomhed"})


class SagerPage(DeltSide):
    """Objects: cases_search, cases_filter_*, cases_list; the sag beside it is case_*."""

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback, later: Later = qt_later) -> None:
        super().__init__("cases", theme)
        self._work, self._context, self._feedback = work, context, feedback
        self._read_for = context.i_dag()
        self.liste = SagerListe(theme, context.bruger.rolle)
        self.sag = SagPanel(theme, work, context, feedback, later)
        self._lay(self.liste, self.liste.view, self.liste.search, self.sag)
        self._genlaes = Genlaes(self, work, context.i_dag, _TABLES, self._again)
        self._connect()
        self.liste.begin_loading()
        self.reload()

    def _connect(self) -> None:
        self.liste.chosen.connect(self._choose)
        self.liste.entered.connect(self._enter)
        self.liste.retry.connect(self.reload)
        for own, panels in (
            (self.start_besoeg, self.sag.start_besoeg),
            (self.start_moede, self.sag.start_moede),
            (self.open_besoeg, self.sag.open_besoeg),
            (self.show_paper, self.sag.show_paper),
            (self.new_praktik, self.sag.new_praktik),
            (self.edit_praktik, self.sag.edit_praktik),
            (self.wants_praktikdok, self.sag.wants_praktikdok),
            (self.show_timer, self.sag.show_timer),
            (self.edit_sag, self.sag.edit_sag),
            (self.edit_sag, self.liste.new_sag),
            (self.wants_indlaes, self.liste.indlaes),
            (self.wants_virksomhed, self.sag.wants_virksomhed),
        ):
            panels.connect(own)
        self.sag.wants_forbered.connect(self.wants_forbered)
        self.sag.wants_flyt.connect(self.wants_flyt)
        self.sag.wants_rapport.connect(self.wants_rapport)
        self.sag.wants_udlever.connect(self.wants_udlever)
        self.sag.open_konflikter.connect(self.open_konflikter)
        self.sag.back.connect(self._go_back)

    # --- data -------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Reads the caseload again."""
        i_dag = self._context.i_dag()
        self._read_for = i_dag
        self._work.read(lambda tx: read_sager(tx, i_dag), self._show, self._failed)

    def _show(self, linjer: list[SagLinje]) -> None:
        self.liste.set_linjer(linjer, self._read_for)

    def _failed(self, error: KonsulentError) -> None:
        self.liste.show_error()
        self._feedback.hear(error)

    def _again(self) -> None:
        """The sag follows its own rows; only the day's turn it must be told of."""
        turned = self._context.i_dag() != self._read_for
        self.reload()
        if turned:
            self.sag.reload()

    # --- the person's hand ------------------------------------------------------------------------

    def show_sag(self, sag: int) -> None:
        """Shows a sag, as if it were pressed in the list."""
        self.liste.set_valgt(sag)
        self._choose(sag)
        self._enter(sag)

    def show_udvalg(self, udvalg: str) -> None:
        """The list with this filter and without a search."""
        if self._detail:
            self._go_back()
        self.liste.show_only(Udvalg(udvalg))

    def _choose(self, sag: int) -> None:
        if self._rum is not Rum.LILLE:
            self.sag.open_sag(sag)

    def _enter(self, sag: int) -> None:
        self.sag.open_sag(sag)
        if self._rum is Rum.LILLE:
            self._detail = True
            self._arrange()
            self.sag.focus_start()

    def shown_sag(self) -> int | None:
        return self.sag.sag

    def flush(self) -> None:
        self.sag.grund.autosave.flush()

    @property
    def quiet(self) -> bool:
        return self.sag.grund.autosave.quiet

    @property
    def can_start(self) -> bool:
        return self.sag.sag is not None

    def start(self) -> None:
        self.sag.start()

    def prepare(self) -> None:
        self.sag.prepare()

    def reschedule(self) -> None:
        self.sag.reschedule()

    def hide_secrets(self) -> None:
        self.sag.hoved.cpr.hide_number()

    # --- size -------------------------------------------------------------------------------------

    def set_rum(self, rum: Rum) -> None:
        if rum is Rum.LILLE and self._rum is not Rum.LILLE:
            focused = QApplication.focusWidget()
            self._detail = self.sag.sag is not None and focused is not None and self.sag.isAncestorOf(focused)
        self._rum = rum
        self.sag.set_rum(rum)
        self._arrange()
