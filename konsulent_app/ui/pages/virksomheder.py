"""Virksomheder: the register at the left, the chosen one beside it; below 800 px one of them at a time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from konsulent_app.services.context import Context
from konsulent_app.store.virksomheder import VirksomhedLinje, read_virksomheder
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.models.genlaes import Genlaes
from konsulent_app.ui.pages.delt_side import DeltSide
from konsulent_app.ui.pages.vaelg_borger import VaelgBorgerArk
from konsulent_app.ui.pages.virksomhed import VirksomhedPanel
from konsulent_app.ui.pages.virksomheder_liste import VirksomhederListe
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.rum import Rum
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError

_TABLES = frozenset({"virksomhed", "kontaktperson", "praktik", "besoeg"})


class VirksomhederPage(DeltSide):
    """Objects: company_search, company_new, company_list; the virksomhed beside it is company_*."""

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback) -> None:
        super().__init__("companies", theme)
        self._work, self._context, self._feedback = work, context, feedback
        self._read_for = context.i_dag()
        self.liste = VirksomhederListe(theme)
        if not context.bruger.skriver:
            self.liste.add.hide()
        self.panel = VirksomhedPanel(theme, work, context, feedback)
        self._lay(self.liste, self.liste.view, self.liste.search, self.panel)
        self._genlaes = Genlaes(self, work, context.i_dag, _TABLES, self._again)
        self.liste.chosen.connect(self._choose)
        self.liste.entered.connect(self._enter)
        self.liste.new.connect(self._open_new)
        self.liste.retry.connect(self.reload)
        self.panel.back.connect(self._go_back)
        self.panel.wants.connect(self.show_virksomhed)
        self.panel.created.connect(self._created)
        self.panel.open_sag.connect(self.wants_sag)
        self.panel.edit_praktik.connect(self.edit_praktik)
        self.panel.new_praktik_at.connect(self.new_praktik_at)
        self._choose_borger = VaelgBorgerArk(theme, work, context, feedback, self)
        self._choose_borger.chosen.connect(self.new_praktik_at)
        self._choose_borger.closed.connect(self._chosen_or_not)
        self.panel.wants_borger.connect(self._choose_borger.open_sheet)
        self.liste.begin_loading()
        self.reload()

    # --- data -------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Reads the register again."""
        i_dag = self._context.i_dag()
        self._read_for = i_dag
        self._work.read(lambda tx: read_virksomheder(tx, i_dag), self._show, self._failed)

    def _show(self, linjer: list[VirksomhedLinje]) -> None:
        self.liste.set_linjer(linjer)
        self.panel.set_linjer(tuple(linjer))

    def _failed(self, error: KonsulentError) -> None:
        self.liste.show_error()
        self._feedback.hear(error)

    def _again(self) -> None:
        """The virksomhed follows its own rows; only the day's turn it must be told of."""
        turned = self._context.i_dag() != self._read_for
        self.reload()
        if turned:
            self.panel.reload()

    def flush(self) -> None:
        self.panel.autosave.flush()

    @property
    def quiet(self) -> bool:
        return self.panel.autosave.quiet

    # --- the person's hand ------------------------------------------------------------------------

    def show_virksomhed(self, virksomhed: int) -> None:
        """Shows one, as if it were pressed in the list."""
        self.liste.set_valgt(virksomhed)
        self._enter(virksomhed)

    def _choose(self, virksomhed: int) -> None:
        if self._rum is not Rum.LILLE:
            self.panel.open_virksomhed(virksomhed)

    def _enter(self, virksomhed: int) -> None:
        self.panel.open_virksomhed(virksomhed)
        self._to_front()

    def _open_new(self) -> None:
        self.liste.set_valgt(None)
        self._to_front()
        self.panel.open_new()

    def _created(self, virksomhed: int) -> None:
        """It stands in the list when that is read next; it is open already."""
        self.show_virksomhed(virksomhed)
        self._feedback.tell("Virksomheden er oprettet.")

    def _to_front(self) -> None:
        if self._rum is Rum.LILLE:
            self._detail = True
            self._arrange()
            self.panel.focus_back()

    def _chosen_or_not(self) -> None:
        self.panel.ark.hoved.praktik.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_overlay(self) -> bool:
        if not self._choose_borger.isHidden():
            self._choose_borger.close_sheet()
            return True
        return super().close_overlay()

    # --- size -------------------------------------------------------------------------------------

    def set_rum(self, rum: Rum) -> None:
        if rum is Rum.LILLE and self._rum is not Rum.LILLE:
            focused = QApplication.focusWidget()
            self._detail = focused is not None and self.panel.isAncestorOf(focused)
        self._rum = rum
        self.panel.ark.set_rum(rum)
        self._arrange()
