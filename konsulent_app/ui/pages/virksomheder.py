"""Virksomheder: the register at the left, the chosen one beside it; below 800 px one of them at a time."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout

from konsulent_app.services.context import Context
from konsulent_app.store.database import Touched
from konsulent_app.store.virksomheder import VirksomhedLinje, read_virksomheder
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.page import Page
from konsulent_app.ui.pages.vaelg_borger import VaelgBorgerArk
from konsulent_app.ui.pages.virksomhed import VirksomhedPanel
from konsulent_app.ui.pages.virksomheder_liste import VirksomhederListe
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.rum import LISTE, Rum
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError

TOGETHER_MS = 100  # a pull moves many rows in a burst: the register is read once
MIDNIGHT_MS = 30_000
_TABLES = frozenset({"virksomhed", "kontaktperson", "praktik", "besoeg"})


class VirksomhederPage(Page):
    """Objects: company_search, company_new, company_list; the virksomhed beside it is company_*."""

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback) -> None:
        super().__init__("companies")
        self._theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self._rum = Rum.NORMAL
        self._detail = False  # in a little window: the virksomhed is in front
        self._read_for = context.i_dag()
        self.liste = VirksomhederListe(theme)
        self.panel = VirksomhedPanel(theme, work, context, feedback)
        self._edge = QFrame()
        self._edge.setProperty("kind", "edge")
        self._edge.setFixedWidth(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.liste)
        line.addWidget(self._edge)
        line.addWidget(self.panel, 1)
        self._soon, self._midnight = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TOGETHER_MS)
        self._soon.timeout.connect(self.reload)
        self._midnight.setInterval(MIDNIGHT_MS)
        self._midnight.timeout.connect(self._look_at_date)
        self._midnight.start()
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
        work.changed.connect(self._moved)
        theme.changed.connect(self._redress)
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

    def _moved(self, touched: Touched) -> None:
        if _TABLES & touched.keys() and not self._soon.isActive():
            self._soon.start()

    def _look_at_date(self) -> None:
        """»I dag« turns at midnight, and when the laptop wakes."""
        if self._context.i_dag() != self._read_for:
            self.reload()
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

    def _go_back(self) -> None:
        self._detail = False
        self._arrange()
        self.liste.view.setFocus(Qt.FocusReason.TabFocusReason)

    def search(self) -> None:
        if self._detail:
            self._go_back()
        self.liste.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.liste.search.selectAll()

    def _chosen_or_not(self) -> None:
        self.panel.ark.hoved.praktik.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_overlay(self) -> bool:
        if not self._choose_borger.isHidden():
            self._choose_borger.close_sheet()
            return True
        if self._rum is Rum.LILLE and self._detail:
            self._go_back()
            return True
        return False

    # --- size -------------------------------------------------------------------------------------

    def set_rum(self, rum: Rum) -> None:
        if rum is Rum.LILLE and self._rum is not Rum.LILLE:
            focused = QApplication.focusWidget()
            self._detail = focused is not None and self.panel.isAncestorOf(focused)
        self._rum = rum
        self.panel.ark.set_rum(rum)
        self._arrange()

    def _redress(self) -> None:
        self.set_rum(self._rum)

    def _arrange(self) -> None:
        little = self._rum is Rum.LILLE
        self.liste.setVisible(not (little and self._detail))
        self.panel.setVisible(not little or self._detail)
        self._edge.setVisible(not little)
        if little:
            self.liste.setMinimumWidth(0)
            self.liste.setMaximumWidth(16_777_215)
        else:
            self.liste.setFixedWidth(self._theme.px(LISTE[self._rum]))
