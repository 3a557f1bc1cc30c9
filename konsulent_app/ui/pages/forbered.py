"""Forbered: what the konsulent reads before a visit: the agenda with last time's words, and what has come since."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.store.besoeg import BesoegBlad, read_kommende
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.models.genlaes import Genlaes
from konsulent_app.ui.pages import forbered_ord
from konsulent_app.ui.pages.forbered_punkt import PunktRaekke
from konsulent_app.ui.pages.forbered_side import AabneKort, MaalKort, SidenKort
from konsulent_app.ui.pages.forbered_spoergsmaal import SpoergsmaalKort, store_questions
from konsulent_app.ui.pages.forbered_udskriv import MakeForberedelse, UdskrivArk
from konsulent_app.ui.pages.gjort import tick
from konsulent_app.ui.pages.page import Page
from konsulent_app.ui.pages.rolle_ord import sagen_gik
from konsulent_app.ui.pages.sag import IKKE_HER, KAN_IKKE_LAESE
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.indhold import Indhold
from konsulent_app.ui.widgets.labels import Badge, Tone, make_label, rule
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.rul import make_scroll
from konsulent_app.ui.widgets.rum import Rum
from konsulent_app.ui.widgets.taborder import stops_in, tab_after
from konsulent_app.ui.work import Work
from konsulent_core.dansk import format_dato
from konsulent_core.errors import KonsulentError
from konsulent_core.skema.grammar import Skema

SIDE = 415
WIDEST = 1320
_TABLES = frozenset(
    {
        "sag",
        "borger",
        "praktik",
        "besoeg",
        "virksomhed",
        "kontaktperson",
        "aftale",
        "udsagn",
        "delmaal",
        "vurdering",
        "spoergsmaal",
    }
)


class ForberedPage(Page):
    """`state` loading, error, gone, first (no visit yet) or shown. Objects: prepare_*."""

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback, make: MakeForberedelse) -> None:
        super().__init__("prepare")
        self._theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self.autosave = Autosave(work, context.clock)
        self._sag: int | None = None
        self._blad: BesoegBlad | None = None
        self._back = Button(theme, "", kind=Kind.QUIET, icon="arrow-left", height=40, name="prepare_back",
                            spoken="Tilbage", tip="Tilbage (Esc)")  # fmt: skip
        self._navn = make_label("", "title", wrap=True, name="prepare_name")
        self._flag = Badge(theme, "Bekymringssag", Tone.WARN, icon="flag", name="prepare_flag")
        self._under = make_label("", "small", wrap=True, name="prepare_place")
        self._start = Button(theme, "Start besøg", kind=Kind.PRIMARY, icon="play", name="prepare_start",
                             tip="Start besøg (Ctrl+B)")  # fmt: skip
        self._udskriv = Button(theme, "Udskriv", icon="printer", name="prepare_print")
        self._open_sag = Button(theme, "Åbn sagen", name="prepare_case")
        self._sidst = make_label("", "ghost", name="prepare_last")
        self._hele = Button(theme, "Hele skemaet", kind=Kind.QUIET, icon="arrow-right", height=36, name="prepare_whole",
                            spoken="Læs hele sidste besøg")  # fmt: skip
        self._foerste = make_label(forbered_ord.FOERSTE, "body2", wrap=True, name="prepare_first")
        self._punkter = QVBoxLayout()
        self._points: list[PunktRaekke] = []
        self._known: list[forbered_ord.PunktLinje] = []
        self.siden, self.aabne, self.maal = SidenKort(theme), AabneKort(theme), MaalKort(theme)
        self.spoergsmaal = SpoergsmaalKort(theme, context.new_id)
        self.udskriv = UdskrivArk(theme, work, context, feedback, make, self)
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self._genlaes = Genlaes(self, work, context.i_dag, _TABLES, self._read_if_seen)
        self._show_state("loading")

    # --- building ---------------------------------------------------------------------------------

    def _make_head(self) -> QHBoxLayout:
        name = FlowLayout(gap=12, line_gap=2)
        name.addWidget(self._navn)
        name.addWidget(self._flag)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(name)
        words.addWidget(self._under)
        row = QWidget()
        buttons = FlowLayout(row, gap=8)
        for button in (self._start, self._open_sag, self._udskriv):
            buttons.addWidget(button)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(10)
        self._head.addLayout(words, 1)
        self._head.addWidget(row)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._head, 1)
        return line

    def _build(self) -> None:
        agenda = Card(self._theme, pad=18, name="prepare_agenda")
        head = QWidget()
        line = FlowLayout(head, gap=10, line_gap=2)
        line.addWidget(make_label("Dagsorden med sidste noter", "label"))
        line.addWidget(self._sidst)
        line.add_right(self._hele)
        agenda.body.addWidget(head)
        agenda.body.addWidget(self._foerste)
        agenda.body.addLayout(self._punkter)
        self._punkter.setSpacing(0)
        main = QVBoxLayout()
        main.addWidget(agenda)
        main.addStretch(1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        for card in (self.siden, self.spoergsmaal, self.aabne, self.maal):
            side.addWidget(card)
        side.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(16)
        self._halves.addLayout(main, 1)
        self._halves.addWidget(self._side)
        content = Indhold()
        content.setMaximumWidth(self._theme.px(WIDEST))
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 14, 24, 24)
        column.setSpacing(14)
        column.addLayout(self._make_head())
        column.addLayout(self._halves)
        column.addStretch(1)
        self._content = content
        self._scroll = make_scroll(content)
        self._loading = Loading(self._theme, 6, name="prepare_loading")
        self._error = EmptyState(
            self._theme, KAN_IKKE_LAESE, icon="triangle-alert", button="Prøv igen", name="prepare_error"
        )
        self._gone = EmptyState(self._theme, IKKE_HER, icon="users", button="Tilbage", name="prepare_gone")
        for part in (self._loading, self._error, self._gone, self._scroll):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self._back.clicked.connect(self.back)
        self._start.clicked.connect(self.start)
        self._open_sag.clicked.connect(self._show_case)
        self._hele.clicked.connect(self._read_last)
        self.aabne.gjort.connect(self._tick)
        store_questions(self.spoergsmaal, self._work, self._context, self._feedback, self.autosave, lambda: self._sag)
        self.autosave.failed.connect(self._feedback.hear)
        self._udskriv.clicked.connect(self._print)
        self._error.action.connect(self.reload)
        self._gone.action.connect(self.back)
        self._theme.changed.connect(lambda: self._content.setMaximumWidth(self._theme.px(WIDEST)))

    # --- data -------------------------------------------------------------------------------------

    def show_sag(self, sag: int) -> None:
        """Another sag; that it is opened is logged."""
        self.spoergsmaal.forget()
        self._sag, self._blad = sag, None
        self._loading.begin()
        self._show_state("loading")
        self._work.write(
            lambda tx: log_haendelse(tx, self._context, Haendelse.AABN_SAG, sag), failed=self._feedback.hear
        )

    def held_sag(self) -> int | None:
        return self._sag

    def arrive(self) -> None:
        self.reload()

    def reload(self) -> None:
        """Reads the sag again."""
        sag, now = self._sag, self._context.clock()
        if sag is not None:
            self._work.read(lambda tx: read_kommende(tx, sag, now), lambda blad: self._show(sag, blad), self._failed)

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.reload()

    def _failed(self, error: KonsulentError) -> None:
        self._loading.end()
        self._show_state("error")
        self._feedback.hear(error)

    def _show_state(self, state: str) -> None:
        widgets: dict[str, QWidget] = {"loading": self._loading, "error": self._error, "gone": self._gone}
        self.setProperty("state", state)
        self._stack.setCurrentWidget(widgets.get(state, self._scroll))

    def _show(self, sag: int, blad: BesoegBlad | None) -> None:
        if sag != self._sag:
            return  # another one was opened meanwhile
        self._loading.end()
        if blad is None:
            self._gone.set_text(IKKE_HER if self._blad is None else sagen_gik(self._context.bruger.rolle))
            self._blad = None
            self._show_state("gone")
            return
        first, self._blad = self._blad is None, blad
        i_dag = self._context.i_dag()
        self._navn.setText(f"Forbered: {forbered_ord.navn(blad)}")
        self._flag.setVisible(bool(blad.sag.bekymring))
        self._under.setText(forbered_ord.under_navn(blad, i_dag))
        self._start.set_words("Fortsæt besøg" if blad.besoeg.id else "Start besøg")
        self._sidst.setText(format_dato(blad.sidst.dato) if blad.sidst else "")
        self._hele.setVisible(blad.sidst is not None)
        self._foerste.setVisible(blad.sidst is None)
        self._show_points(blad)
        self.spoergsmaal.show_linjer(forbered_ord.spoergsmaal(blad, self._skema()))
        self.siden.show_blad(blad)
        self.aabne.show_blad(blad, i_dag)
        self.maal.show_blad(blad, i_dag)
        parts = (
            self._back,
            self._start,
            self._open_sag,
            self._udskriv,
            self._hele,
            *self._points,
            self.spoergsmaal,
            self.aabne,
        )
        tab_after(self, [stop for part in parts for stop in stops_in(part)])
        self._show_state("shown" if blad.sidst is not None else "first")
        if first:
            self._scroll.verticalScrollBar().setValue(0)
            self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_points(self, blad: BesoegBlad) -> None:
        punkter = forbered_ord.punkter(blad, self._skema())
        if not self.spoergsmaal.punkt():
            self.spoergsmaal.set_punkt(punkter[0].noegle, punkter[0].nummer, punkter[0].titel)
        if punkter == self._known:
            return
        self._known = punkter
        clear(self._punkter)
        self._points = []
        for number, punkt in enumerate(punkter):
            if number:
                self._punkter.addWidget(rule())
            row = PunktRaekke(self._theme, punkt)
            row.ask.connect(partial(self._ask, punkt))
            self._points.append(row)
            self._punkter.addWidget(row)

    def _skema(self) -> Skema:
        return forbered_ord.dagsorden(self._context.skemaer, self._context.i_dag())

    # --- the person's hand ------------------------------------------------------------------------

    def start(self) -> None:
        blad = self._blad
        if blad is None:
            return
        if blad.besoeg.id:
            self.open_besoeg.emit(blad.besoeg.id)
        else:
            self.start_besoeg.emit(blad.sag.id)

    def reschedule(self) -> None:
        if self._blad is not None:
            self.wants_flyt.emit(self._blad.sag.id)

    def flush(self) -> None:
        self.spoergsmaal.finish()
        self.autosave.flush()

    @property
    def quiet(self) -> bool:
        return self.autosave.quiet

    def close_overlay(self) -> bool:
        if self.udskriv.isVisible():
            self.udskriv.close_sheet()
        else:
            self.back.emit()
        return True

    def _show_case(self) -> None:
        if self._blad is not None:
            self.wants_sag.emit(self._blad.sag.id)

    def _read_last(self) -> None:
        if self._blad is not None and self._blad.sidst is not None:
            self.open_besoeg.emit(self._blad.sidst.besoeg.id)

    def _tick(self, aftale: int, gjort: bool) -> None:
        tick(self._work, self._context, self._feedback, aftale, gjort, self.reload)

    def _ask(self, punkt: forbered_ord.PunktLinje) -> None:
        self.spoergsmaal.set_punkt(punkt.noegle, punkt.nummer, punkt.titel)
        self.spoergsmaal.ask()

    def _print(self) -> None:
        if self._blad is not None:
            self.udskriv.open_sheet(self._blad.sag.id)

    # --- size -------------------------------------------------------------------------------------

    def set_rum(self, rum: Rum) -> None:
        """The cards stand beside the agenda from 1150 px on, else under it."""
        side_by_side, beneath = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        beside = rum >= Rum.NORMAL
        self._halves.setDirection(side_by_side if beside else beneath)
        self._head.setDirection(beneath if rum is Rum.LILLE else side_by_side)
        self._side.setMinimumWidth(self._theme.px(SIDE) if beside else 0)
        self._side.setMaximumWidth(self._theme.px(SIDE) if beside else 16_777_215)
