"""One sag beside the list: head, tiles, aftaler, levels, forløb and the quieter cards, in every state."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QScrollBar, QStackedWidget, QVBoxLayout, QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.forsinket import mark_seen
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.store.database import Touched, Tx
from konsulent_app.store.forsinkede import SentNyt, read_forsinkede
from konsulent_app.store.frister import read_frister
from konsulent_app.store.sager import SagBlad, read_sag
from konsulent_app.store.vagt import KUN_LAESE
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.pages.gjort import tick
from konsulent_app.ui.pages.gruppe_editor import Dom, Grund, save_gruppe
from konsulent_app.ui.pages.rolle_ord import sagen_gik
from konsulent_app.ui.pages.sag_fliser import SagFliser
from konsulent_app.ui.pages.sag_forsinket import ForsinketKort
from konsulent_app.ui.pages.sag_frister import FristerKort
from konsulent_app.ui.pages.sag_gruppe import GruppeKort, LoefterKort
from konsulent_app.ui.pages.sag_hoved import SagHoved
from konsulent_app.ui.pages.sag_kort import AftalerKort, ForloebKort, UdviklingKort
from konsulent_app.ui.pages.sag_side import BesoegKort, DelmaalKort, NoterKort, SkaanehensynKort
from konsulent_app.ui.pages.sag_uge import UgeKort
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Banner, Card
from konsulent_app.ui.widgets.cpr import Later, qt_later
from konsulent_app.ui.widgets.dato import dansk_hjaelp
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.rul import make_scroll
from konsulent_app.ui.widgets.rum import Rum
from konsulent_app.ui.widgets.taborder import stops_in, tab_after
from konsulent_app.ui.work import Work
from konsulent_core.entities import Aftale
from konsulent_core.errors import KonsulentError
from konsulent_core.frister import Paamindelse
from konsulent_core.rettigheder import may_write
from konsulent_core.words import BesoegType

VAELG_SAG = "Vælg en sag i listen."
INTET_BESOEG = "Intet besøg endnu. Brug dagsordenen til startmødet"
INGEN_PRAKTIK = "Intet besøg endnu. Brug dagsordenen til formødet"
KAN_IKKE_LAESE = "Sagen kunne ikke læses. Det, du har gemt, er der stadig."
IKKE_HER = "Sagen er ikke på denne pc længere."
PAIR_FROM = 600  # px of the main column at which aftaler and udvikling stand beside each other


def konflikt_ord(antal: int) -> str:
    """»2 felter er rettet to steder«."""
    return f"{antal} {'felt' if antal == 1 else 'felter'} er rettet to steder"


class SagPanel(QWidget):
    """`state` empty, loading, error, gone, first or shown. Reads for itself and follows what moves."""

    start_besoeg = Signal(object)
    start_moede = Signal(object, object)
    open_besoeg = Signal(object)
    show_paper = Signal(object)
    new_praktik = Signal(object)
    edit_praktik = Signal(object)
    wants_praktikdok = Signal(object)
    show_timer = Signal(object)
    edit_sag = Signal(object)
    open_konflikter = Signal()
    wants_rapport = Signal(object)
    wants_udlever = Signal(object)
    wants_forbered = Signal(object)
    wants_flyt = Signal(object)
    wants_virksomhed = Signal(object)
    back = Signal()

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback, later: Later = qt_later) -> None:
        super().__init__()
        self.setObjectName("case")
        self._theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self._sag: int | None = None
        self._blad: SagBlad | None = None
        self._wide = False
        rolle, skriver = context.bruger.rolle, context.bruger.skriver
        self.hoved = SagHoved(theme, {s.besoeg_type for s in context.skemaer.values()}, later, skriver=skriver)
        self.aftaler = AftalerKort(theme, kan_saettes=may_write(rolle, Aftale.tabel, {"gjort", "gjort_dato"}))
        self.udvikling = UdviklingKort(theme, context.skemaer)
        self.forloeb = ForloebKort(theme, skriver=skriver)
        self.uge = UgeKort(theme)
        self.besoeg = BesoegKort(theme, skriver=skriver)
        self._noter = NoterKort(theme)
        self._frister = FristerKort(theme)
        self.gruppe = GruppeKort(theme, dansk_hjaelp(context.i_dag), skriver=skriver)
        self.grund = Grund(work, context, feedback)
        self._side_kort = (
            self.gruppe,
            self.besoeg,
            self._noter,
            DelmaalKort(theme),
            SkaanehensynKort(theme),
            LoefterKort(theme),
        )
        self._concern = Banner(theme, "", icon="flag", name="case_concern")
        self._laeser = Banner(theme, KUN_LAESE.get(rolle, ""), "info", icon="info", name="case_reader")
        if skriver:
            self._laeser.hide()
        self.forsinket = ForsinketKort(theme, skriver=skriver)
        self._konflikt = Banner(
            theme, "", "info", icon="konflikter", button="Vælg" if skriver else "", name="case_konflikt"
        )
        self._fliser = SagFliser(theme, skriver=skriver)
        self._first = self._make_first()
        self._back = Button(theme, "Alle sager", kind=Kind.QUIET, icon="arrow-left", height=36, name="case_back")
        self._build()
        self._connect()
        self._show_state("empty")

    # --- building ---------------------------------------------------------------------------------

    def _make_first(self) -> Card:
        card = Card(self._theme, name="case_first")
        self._first_words = EmptyState(self._theme, INTET_BESOEG, icon="list-checks")
        card.body.addWidget(self._first_words)
        return card

    def _build(self) -> None:
        theme = self._theme
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for row in (self._pair, self._halves):
            row.setSpacing(14)
        self._pair.addWidget(self.aftaler, 1)
        self._pair.addWidget(self.udvikling, 1)
        main = QVBoxLayout()
        main.setSpacing(14)
        main.addLayout(self._pair)
        main.addWidget(self._first)
        main.addWidget(self.forloeb)
        main.addWidget(self.uge)
        main.addStretch(1)
        side = QVBoxLayout()
        side.setSpacing(14)
        for kort in (self._frister, *self._side_kort):
            side.addWidget(kort)
        side.addStretch(1)
        self._halves.addLayout(main, 5)
        self._halves.addLayout(side, 3)
        content = QWidget()
        content.setProperty("kind", "scroll")
        column = QVBoxLayout(content)
        column.setContentsMargins(28, 20, 28, 24)
        column.setSpacing(14)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.hoved)
        column.addWidget(self._laeser)
        column.addWidget(self.forsinket)
        column.addWidget(self._konflikt)
        column.addWidget(self._concern)
        column.addWidget(self._fliser)
        column.addLayout(self._halves)
        column.addStretch(1)
        self._scroll = make_scroll(content)
        self._empty = EmptyState(theme, VAELG_SAG, icon="users", name="case_empty")
        self._error = EmptyState(theme, KAN_IKKE_LAESE, icon="triangle-alert", button="Prøv igen", name="case_error")
        self._gone = EmptyState(theme, IKKE_HER, icon="users", name="case_gone")
        self._loading = Loading(theme, 5, name="case_loading")
        self._loading.setContentsMargins(16, 12, 16, 0)
        self._stack = QStackedWidget()
        for part in (self._empty, self._loading, self._error, self._gone, self._scroll):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self.hoved.started.connect(self.start)
        self.hoved.praktik_wanted.connect(lambda: self._ask(self.new_praktik))
        self.hoved.edit_wanted.connect(lambda: self._ask(self.edit_sag))
        self._fliser.timer_wanted.connect(lambda: self._ask(self.show_timer))
        self.hoved.edit_praktik.connect(self.edit_praktik)
        self.forloeb.edit_praktik.connect(self.edit_praktik)
        self.forloeb.wants_praktikdok.connect(self.wants_praktikdok)
        QShortcut(QKeySequence("Ctrl+T"), self).activated.connect(lambda: self._ask(self.show_timer))
        self.hoved.prepared.connect(self.prepare)
        self._fliser.flyt_wanted.connect(self.reschedule)
        self.hoved.report_wanted.connect(lambda: self._ask(self.wants_rapport))
        self.hoved.udlever_wanted.connect(lambda: self._ask(self.wants_udlever))
        self.hoved.moede.connect(self._start_moede)
        self.hoved.cpr_shown.connect(self._log_cpr)
        self.hoved.wants_virksomhed.connect(self.wants_virksomhed)
        self.hoved.copied.connect(lambda: self._feedback.tell("Nummeret er kopieret."))
        self.aftaler.gjort.connect(self._tick)
        self.forsinket.shown.connect(self.open_besoeg)
        self.forsinket.seen.connect(self._seen)
        self.gruppe.editor.saved.connect(self._judge)
        self.gruppe.opened.connect(lambda sag: self.grund.open(self.gruppe.editor, sag))
        self.gruppe.editor.written.connect(lambda words: self.grund.keep(self._sag or 0, words))
        self.gruppe.editor.cancelled.connect(lambda: self.grund.forget(self._sag or 0))
        self.besoeg.read.connect(self.open_besoeg)
        self.besoeg.paper.connect(self.show_paper)
        self._konflikt.action.connect(self.open_konflikter)
        self._error.action.connect(self.reload)
        self._back.clicked.connect(self.back)
        self._theme.changed.connect(self._arrange)
        self._work.changed.connect(self._moved)

    # --- what it shows ----------------------------------------------------------------------------

    @property
    def sag(self) -> int | None:
        """The sag that is open here."""
        return self._sag

    def open_sag(self, sag: int) -> None:
        """Another sag; its opening is logged."""
        if sag == self._sag and self.property("state") in ("loading", "shown", "first"):
            return
        self._sag, self._blad = sag, None
        self._loading.begin()
        self._show_state("loading")
        self._work.write(
            lambda tx: log_haendelse(tx, self._context, Haendelse.AABN_SAG, sag), failed=self._feedback.hear
        )
        self.reload()

    def reload(self) -> None:
        """Reads the sag again."""
        sag = self._sag
        if sag is None:
            return
        i_dag, regler = self._context.i_dag(), self._context.fristregler()

        def read(tx: Tx) -> tuple[SagBlad | None, Sequence[Paamindelse], Sequence[SentNyt]]:
            frister = read_frister(tx, regler, i_dag, sag).get(sag, ())
            return read_sag(tx, sag, i_dag), frister, read_forsinkede(tx, sag)

        self._work.read(read, lambda found: self._show(sag, *found, i_dag), self._failed)

    def scroll_bar(self) -> QScrollBar:
        """Of the sag that is shown."""
        return self._scroll.verticalScrollBar()

    def skip_to(self, state: str, stage: str = "skeleton") -> None:
        """A state as it would look, for screenshots and tests."""
        self._loading.skip_to(stage)
        self._show_state(state)

    def _show(
        self,
        sag: int,
        blad: SagBlad | None,
        frister: Sequence[Paamindelse],
        sent: Sequence[SentNyt],
        i_dag: date,
    ) -> None:
        if sag != self._sag:
            return  # another one was opened meanwhile
        self._loading.end()
        if blad is None:
            self._gone.set_text(IKKE_HER if self._blad is None else sagen_gik(self._context.bruger.rolle))
            self._blad = None
            self._show_state("gone")
            return
        first = self._blad is None
        self._blad = blad
        self.hoved.show_blad(blad)
        self._concern.setVisible(bool(blad.sag.bekymring and blad.sag.bekymring_grund))
        self._concern.set_text(blad.sag.bekymring_grund or "")
        self.forsinket.show_forsinkede(sent)
        self._konflikt.setVisible(blad.konflikter > 0)
        self._konflikt.set_text(konflikt_ord(blad.konflikter))
        self._fliser.show_blad(blad, i_dag)
        begun = bool(blad.besoeg or blad.praktikker)
        for kort in (self.aftaler, self.udvikling, self.forloeb, self.uge, *self._side_kort):
            kort.show_blad(blad, i_dag)
        self._frister.show_frister(frister, i_dag)
        for part in (self.aftaler, self.udvikling):
            part.setVisible(bool(blad.besoeg))
        self.forloeb.setVisible(begun)
        spoken = bool(blad.besoeg or blad.samtaler)
        self.besoeg.setVisible(spoken)
        self._noter.setVisible(spoken)
        self._first.setVisible(not blad.besoeg)
        self._first_words.set_text(INTET_BESOEG if blad.praktikker else INGEN_PRAKTIK)
        self._arrange()
        self._order_tabs()
        self._show_state("shown" if blad.besoeg else "first")
        if first:
            self._scroll.verticalScrollBar().setValue(0)

    def _order_tabs(self) -> None:
        """Rows that were made later than their neighbours come where they stand."""
        cards = (self.aftaler, self.udvikling, self.forloeb, self._frister, *self._side_kort)
        parts = (self._back, self.hoved, self.forsinket, self._konflikt, self._concern, self._fliser, *cards)
        tab_after(self, [stop for part in parts for stop in stops_in(part)])

    def _show_state(self, state: str) -> None:
        widgets: dict[str, QWidget] = {
            "empty": self._empty,
            "loading": self._loading,
            "error": self._error,
            "gone": self._gone,
        }
        self.setProperty("state", state)
        self._stack.setCurrentWidget(widgets.get(state, self._scroll))

    def _failed(self, error: KonsulentError) -> None:
        self._show_state("error")
        self._feedback.hear(error)

    def _moved(self, touched: Touched) -> None:
        """Reads anew only when something of this sag moved; kommune rows (virksomheder) are few, so any counts."""
        blad = self._blad
        if blad is None:
            return
        own = {blad.sag.id, blad.borger.id}
        if any(scopes & own or table in ("virksomhed", "kontaktperson") for table, scopes in touched.items()):
            self.reload()

    # --- the person's hand ------------------------------------------------------------------------

    def start(self) -> None:
        """»Start besøg«, or on with the one that is open."""
        if self._blad is None or not self._context.bruger.skriver:
            return
        if self._blad.kladde is not None:
            self.open_besoeg.emit(self._blad.kladde.id)
        else:
            self.start_besoeg.emit(self._blad.sag.id)

    def prepare(self) -> None:
        """»Forbered«."""
        if self._blad is not None and self._context.bruger.skriver:
            self.wants_forbered.emit(self._blad.sag.id)

    def reschedule(self) -> None:
        """»Flyt« at the next besøg."""
        self._ask(self.wants_flyt)

    def _start_moede(self, besoeg_type: BesoegType) -> None:
        if self._blad is not None:
            self.start_moede.emit(self._blad.sag.id, besoeg_type)

    def focus_start(self) -> None:
        """The keyboard stands on »Start besøg«."""
        self.hoved.start.setFocus(Qt.FocusReason.TabFocusReason)

    def _tick(self, aftale: int, gjort: bool) -> None:
        tick(self._work, self._context, self._feedback, aftale, gjort, self.reload)

    def _seen(self, raekker: tuple[int, ...]) -> None:
        self._work.write(lambda tx: mark_seen(tx, self._context, raekker), failed=self._feedback.hear)

    def _judge(self, dom: Dom) -> None:
        kort = self.gruppe
        self.grund.autosave.flush()
        if self._sag is not None:
            save_gruppe(self._work, self._context, self._feedback, kort.editor, self._sag, dom, kort.close_editor)

    def _ask(self, signal: SignalInstance) -> None:
        if self._sag is not None:
            signal.emit(self._sag)

    def _log_cpr(self) -> None:
        sag = self._sag
        if sag is not None:
            self._work.write(
                lambda tx: log_haendelse(tx, self._context, Haendelse.VIS_CPR, sag), failed=self._feedback.hear
            )

    # --- size -------------------------------------------------------------------------------------

    def set_rum(self, rum: Rum) -> None:
        """Two columns from 1600 px; below 800 px there is a way back to the list."""
        self._wide = rum is Rum.BRED
        self._back.setVisible(rum is Rum.LILLE)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        side_by_side, beneath = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        beside = 56 + self._scroll.verticalScrollBar().sizeHint().width()
        room = (self.width() - beside) / self._theme.scale
        main = room * 5 / 8 if self._wide else room
        self._halves.setDirection(side_by_side if self._wide else beneath)
        # A skema of the kommune's own may have longer names.
        needed = sum(kort.minimumSizeHint().width() for kort in (self.aftaler, self.udvikling)) + self._pair.spacing()
        pairs = main >= PAIR_FROM and main * self._theme.scale >= needed
        self._pair.setDirection(side_by_side if pairs else beneath)
        self._fliser.arrange(room)
