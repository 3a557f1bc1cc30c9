"""Overblik: måltal, counts, where each borger stands, and what the period brought; every figure opens its list."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QBoxLayout,
    QScrollBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from konsulent_app.services.context import Context
from konsulent_app.store.database import Tx
from konsulent_app.store.overblik import read_overblik
from konsulent_app.store.teamtal import read_team_overblik
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.models.genlaes import Genlaes
from konsulent_app.ui.pages import overblik_ord
from konsulent_app.ui.pages.gem_opgoerelse import Form, GemTal, MakeOpgoerelse, open_forms
from konsulent_app.ui.pages.overblik_afbrud import AfbrudKort
from konsulent_app.ui.pages.overblik_ark import OverblikArk, Which
from konsulent_app.ui.pages.overblik_grupper import MANGE, VIST, GrupperKort
from konsulent_app.ui.pages.overblik_lister import Lister, make_lister
from konsulent_app.ui.pages.overblik_maal import MaalKort
from konsulent_app.ui.pages.overblik_tal import FlereTalKort, KurveKort, TalRaekke
from konsulent_app.ui.pages.page import Page
from konsulent_app.ui.pages.rolle_ord import INGEN_TAL, ingen_sager
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Banner
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.group import ChoiceGroup
from konsulent_app.ui.widgets.indhold import Indhold
from konsulent_app.ui.widgets.labels import FlowLabel, make_label
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.rul import make_scroll
from konsulent_app.ui.widgets.rum import Rum
from konsulent_app.ui.widgets.taborder import stops_in, tab_after
from konsulent_app.ui.widgets.valgpille import ValgPille
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError
from konsulent_core.overblik_periode import Periode

KAN_IKKE_LAESE = "Overblikket kunne ikke læses. Det, du har gemt, er der stadig."
SIDE = 356
WIDEST = 1560
_TABLES = frozenset(
    {"sag", "borger", "praktik", "besoeg", "virksomhed", "timer", "aftale", "maaltal", "indsats", "sagtal"}
)  # fmt: skip


class OverblikPage(Page):
    """`state` loading, error, none (no sager at all) or shown. Objects: overview_*."""

    def __init__(
        self, theme: Theme, work: Work, context: Context, feedback: Feedback, make_pdf: MakeOpgoerelse
    ) -> None:
        """``make_pdf`` sets the figures as the paper for the board."""
        super().__init__("overview")
        self._theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self._lister: Lister | None = None
        self._periode = Periode.UGER_13
        self._under = FlowLabel(theme, "", "small")
        self._leder, skriver = context.bruger.leder, context.bruger.skriver
        self.maal = MaalKort(theme, kan_saettes=self._leder, skriver=skriver)
        self.kurve, self.tal = KurveKort(theme), TalRaekke(theme)
        self.grupper, self.afbrud, self.flere = (
            GrupperKort(theme, skriver=skriver),
            AfbrudKort(theme),
            FlereTalKort(theme),
        )
        self._ulaeselige = Banner(theme, "", "info", icon="info", name="overview_unread")
        self._ulaeselige.hide()
        self._gem = Button(theme, "Gem opgørelse", icon="chevron-down", height=40, name="overview_save",
                           tip="Gem tallene uden navne")  # fmt: skip
        self._valg = ChoiceGroup("Periode", "overview_period")
        self._perioder = {
            periode: ValgPille(theme, overblik_ord.PERIODE_ORD[periode], name=f"overview_period_{periode}")
            for periode in Periode
        }
        self._stack = QStackedWidget()
        self._build()
        self._gemmer = GemTal(self, work, context, feedback, make_pdf)
        self.ark = OverblikArk(theme, work, context, feedback, self._gemmer, self, self._stack)
        self._connect()
        self._genlaes = Genlaes(self, work, context.i_dag, _TABLES, self._read_if_seen)
        self._loading.begin()
        self._show_state("loading")

    # --- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QWidget()
        line = FlowLayout(head, gap=10, line_gap=8)
        words = QWidget()
        titles = QVBoxLayout(words)
        titles.setContentsMargins(0, 0, 0, 0)
        titles.setSpacing(0)
        titles.addWidget(make_label("Overblik", "title"))
        titles.addWidget(self._under)
        pills = FlowLayout(self._valg, gap=8, line_gap=6)
        for pille in self._perioder.values():
            pills.addWidget(pille)
            self._valg.add_member(pille)
        line.addWidget(words)
        line.add_right(self._valg)
        line.add_right(self._gem)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bottom = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.grupper, 1)
        left.addWidget(self.flere)
        for row in (self._top, self._bottom):
            row.setSpacing(14)
        self._top.addWidget(self.maal, 1)
        self._top.addWidget(self.kurve)
        self._bottom.addLayout(left, 1)
        self._bottom.addWidget(self.afbrud)
        content = Indhold()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 12, 22, 20)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(self._ulaeselige)
        column.addLayout(self._top)
        column.addWidget(self.tal)
        column.addLayout(self._bottom)
        column.addStretch(1)
        self._content = content
        self._scroll = make_scroll(content)
        self._loading = Loading(self._theme, 6, name="overview_loading")
        self._loading.setContentsMargins(24, 12, 22, 0)
        self._error = EmptyState(
            self._theme, KAN_IKKE_LAESE, icon="triangle-alert", button="Prøv igen", name="overview_error"
        )
        none = INGEN_TAL if self._leder else ingen_sager(self._context.bruger.rolle)
        self._none = EmptyState(self._theme, none, icon="line-chart", name="overview_none")
        for part in (self._loading, self._error, self._none, self._scroll):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._measure()

    def _connect(self) -> None:
        self._error.action.connect(self.reload)
        self._gem.clicked.connect(self._choose_form)
        self._theme.changed.connect(self._measure)
        self.ark.opened.connect(self._open_sag)
        self.ark.give_on.connect(self.give_on)
        for periode, pille in self._perioder.items():
            pille.set_valgt(periode is self._periode)
            pille.clicked.connect(partial(self._choose_periode, periode))
        self._valg.rove()
        for card in (self.maal, self.grupper):
            card.opened.connect(self._open_sag)
        for row in (self.tal, self.flere):
            row.wanted.connect(lambda tal: self.open_liste(lambda lister: lister.tal(tal)))
        self.maal.plads_wanted.connect(self.new_praktik)
        self.maal.set_wanted.connect(self.open_maaltal)
        self.maal.har_wanted.connect(lambda art: self.open_liste(lambda lister: lister.har(art)))
        self.maal.kunne_wanted.connect(lambda art: self.open_liste(lambda lister: lister.kunne(art)))
        self.kurve.wanted.connect(lambda: self.open_liste(Lister.timer))
        self.grupper.wanted.connect(lambda gruppe: self.open_liste(lambda lister: lister.gruppe(gruppe)))
        self.afbrud.afbrud_wanted.connect(
            lambda aarsag, span: self.open_liste(lambda lister: lister.afbrud(aarsag, span))
        )
        self.afbrud.afsluttet_wanted.connect(lambda: self.open_liste(Lister.afsluttet))
        self.afbrud.loefter_wanted.connect(lambda part: self.open_liste(lambda lister: lister.loefter(part)))

    # --- data -------------------------------------------------------------------------------------

    def arrive(self) -> None:
        self.reload()

    def reload(self) -> None:
        """Reads and counts again."""
        i_dag, periode, leder = self._context.i_dag(), self._periode, self._leder

        def read(tx: Tx) -> Lister:
            return make_lister((read_team_overblik if leder else read_overblik)(tx, i_dag), periode)

        self._work.read(read, self._show, self._failed)

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.reload()

    def _failed(self, error: KonsulentError) -> None:
        self._loading.end()
        self._show_state("error")
        self._feedback.hear(error)

    def _show(self, lister: Lister) -> None:
        self._loading.end()
        if lister.periode.periode is not self._periode:
            lister = lister.in_period(self._periode)  # another was chosen while this one was read
        self._lister = lister
        overblik = lister.overblik
        self._under.setText(
            overblik_ord.under_titel(overblik.borgere, self._context.clock(), lister.blad.dato, leder=self._leder)
        )
        missing = overblik_ord.ulaeselige_ord(lister.blad.ulaeselige)
        self._ulaeselige.set_text(missing)
        self._ulaeselige.setVisible(bool(missing))
        self.maal.show_maal(lister.maal)
        self.tal.show_overblik(overblik)
        self.flere.show_overblik(overblik)
        self.grupper.show_grupper(lister.kolonner)
        self.afbrud.show_loefter(overblik.loefter)
        self._show_periode(lister)
        self._show_state("shown" if overblik.borgere else "none")
        self.ark.show_lister(lister)

    def _show_periode(self, lister: Lister) -> None:
        self.kurve.show_periode(lister.periode)
        self.afbrud.show_periode(lister.periode)
        cards = (self.maal, self.kurve, self.tal, self.grupper, self.flere, self.afbrud)
        heads = (*self._perioder.values(), self._gem)
        tab_after(self, [*heads, *(stop for card in cards for stop in stops_in(card))])

    def _show_state(self, state: str) -> None:
        widgets: dict[str, QWidget] = {"loading": self._loading, "error": self._error, "none": self._none}
        self.setProperty("state", state)
        self._stack.setCurrentWidget(widgets.get(state, self._scroll))

    def scroll_bar(self) -> QScrollBar:
        """Of the page that is shown."""
        return self._scroll.verticalScrollBar()

    def skip_to(self, state: str, stage: str = "skeleton") -> None:
        """A state as it would look, for screenshots and tests."""
        self._loading.skip_to(stage)
        self._show_state(state)

    # --- the person's hand ------------------------------------------------------------------------

    def _open_sag(self, sag: int) -> None:
        """A sag of the team must be asked for; one's own is here."""
        (self.open_team_sag if self._leder else self.wants_sag).emit(sag)

    def _choose_periode(self, periode: Periode) -> None:
        """Changes the curve, Afbrud and Afsluttet, and nothing else."""
        self._periode = periode
        for one, pille in self._perioder.items():
            pille.set_valgt(one is periode)
        self._valg.rove()
        if self._lister is not None:
            self._lister = self._lister.in_period(periode)
            self._show_periode(self._lister)

    def open_liste(self, which: Which) -> None:
        """The list behind a figure."""
        if self._lister is not None:
            self.ark.open_liste(which, self._lister)

    def open_maaltal(self) -> None:
        """The sheet on which the måltal are set."""
        self.ark.open_maaltal(self._lister.blad.andele if self._lister is not None else {})

    def flush(self) -> None:
        self.ark.grund.autosave.flush()

    @property
    def quiet(self) -> bool:
        return self.ark.grund.autosave.quiet

    def close_overlay(self) -> bool:
        if self.ark.isHidden():
            return False
        self.ark.close_sheet()
        return True

    def hide_secrets(self) -> None:
        self.ark.close_sheet()

    # --- the file ---------------------------------------------------------------------------------

    def _choose_form(self) -> None:
        if self._lister is not None:
            open_forms(self._gem, (Form.PDF, Form.XLSX, Form.CSV), "overview_forms", self._choose_file)

    def _choose_file(self, form: Form) -> None:
        if self._lister is not None:
            self._gemmer.ask(self._lister, form)

    def save_to(self, path: Path, form: Form = Form.CSV) -> None:
        """A deliberate, logged act: counts only, no name, no small group."""
        if self._lister is not None:
            self._gemmer.save_to(path, self._lister, form)

    # --- size -------------------------------------------------------------------------------------

    def set_rum(self, rum: Rum) -> None:
        """The right column stands beside the main one from 1150 px on, else under it."""
        beside = rum >= Rum.NORMAL
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        for row in (self._top, self._bottom):
            row.setDirection(direction)
        side = self._theme.px(SIDE)
        for card in (self.kurve, self.afbrud):
            card.setMinimumWidth(side if beside else 0)
            card.setMaximumWidth(side if beside else 16_777_215)
        self.maal.set_beside(rum is not Rum.LILLE)
        self.grupper.set_vist(MANGE if rum is Rum.BRED else VIST)

    def _measure(self) -> None:
        self._content.setMaximumWidth(self._theme.px(WIDEST))
