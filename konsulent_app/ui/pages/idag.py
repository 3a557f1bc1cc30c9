"""I dag: the visits of the day with the next one in front, and beside them what else must be done today."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QScrollBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from konsulent_app.services.context import Context
from konsulent_app.services.journalisering import kraevede
from konsulent_app.store.idag import BesoegIDag, IDag, read_idag
from konsulent_app.store.sager import SagLinje
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.models.genlaes import Genlaes
from konsulent_app.ui.models.sager import Udvalg
from konsulent_app.ui.pages import flyt, idag_ord
from konsulent_app.ui.pages.gem_kalender import ask_and_save
from konsulent_app.ui.pages.gjort import tick
from konsulent_app.ui.pages.idag_besoeg import GAP, BesoegKort, TidMark
from konsulent_app.ui.pages.idag_frister import FristerKort
from konsulent_app.ui.pages.idag_journal import JournalKort
from konsulent_app.ui.pages.idag_side import FORFALDNE, BekymringKort, EgneKort, ForfaldneKort, NaesteDagKort
from konsulent_app.ui.pages.page import Page
from konsulent_app.ui.pages.rolle_ord import ingen_sager
from konsulent_app.ui.pages.sektion import clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.indhold import Indhold
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.rul import make_scroll
from konsulent_app.ui.widgets.rum import Rum
from konsulent_app.ui.widgets.taborder import stops_in, tab_after
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError
from konsulent_core.words import Part, Rolle

KAN_IKKE_LAESE = "Dagen kunne ikke læses. Det, du har gemt, er der stadig."
SIDE = 378
WIDEST = 1320
_TABLES = frozenset(
    {"sag", "borger", "praktik", "besoeg", "virksomhed", "kontaktperson", "aftale", "journalisering", "rettelse"}
)


class IdagPage(Page):
    """`state` loading, error, none (no sager at all) or shown. Objects: today_*."""

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback) -> None:
        super().__init__("today")
        self._theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self._blad: IDag | None = None
        self._visits_shown: object = None
        self._cards: list[BesoegKort] = []
        self._dato = make_label("", "small", name="today_date")
        self._headline = make_label("", "page", wrap=True, name="today_headline")
        self._under = make_label("", "body2", wrap=True, name="today_summary")
        skriver = context.bruger.skriver
        self.forfaldne, self.bekymring = ForfaldneKort(theme, skriver=skriver), BekymringKort(theme)
        self.egne, self.naeste = EgneKort(theme), NaesteDagKort(theme)
        self.frister = FristerKort(theme)
        self.journal = JournalKort(theme)
        self.kalender = Button(theme, "Gem kalender (.ics)", kind=Kind.QUIET, icon="calendar-days", height=32,
                               name="today_calendar", tip="Gem de aftalte besøg til din kalender")  # fmt: skip
        self._visits = QVBoxLayout()
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self._genlaes = Genlaes(self, work, context.i_dag, _TABLES, self._read_if_seen)
        self._loading.begin()
        self._show_state("loading")

    # --- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        self._visits.setSpacing(0)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addLayout(self._visits)
        main.addStretch(1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        for card in (self.forfaldne, self.bekymring, self.egne, self.journal, self.frister, self.naeste):
            side.addWidget(card)
        side.addStretch(1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(22)
        self._halves.addLayout(main, 1)
        self._halves.addWidget(self._side)
        content = Indhold()
        content.setMaximumWidth(self._theme.px(WIDEST))
        column = QVBoxLayout(content)
        column.setContentsMargins(26, 14, 24, 24)
        column.setSpacing(2)
        top = QWidget()
        line = FlowLayout(top, line_gap=2)
        line.addWidget(self._dato)
        line.add_right(self.kalender)
        column.addWidget(top)
        for label in (self._headline, self._under):
            column.addWidget(label)
        column.addSpacing(10)
        column.addLayout(self._halves)
        column.addStretch(1)
        self._content = content
        self._scroll = make_scroll(content)
        self._loading = Loading(self._theme, 6, name="today_loading")
        self._loading.setContentsMargins(26, 12, 24, 0)
        self._error = EmptyState(
            self._theme, KAN_IKKE_LAESE, icon="triangle-alert", button="Prøv igen", name="today_error"
        )
        self._none = EmptyState(
            self._theme,
            ingen_sager(self._context.bruger.rolle),
            icon="sun",
            button="Åbn Overblik" if self._context.bruger.leder else "",
            name="today_no_cases",
        )
        for part in (self._loading, self._error, self._none, self._scroll):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        for card in (self.forfaldne, self.bekymring):
            card.opened.connect(self.wants_sag)
            card.copied.connect(self._copied)
            card.flyt_wanted.connect(self.wants_flyt)
        self.forfaldne.all_wanted.connect(self._show_overdue)
        self.egne.gjort.connect(self._tick)
        self.frister.opened.connect(self.wants_sag)
        self.journal.opened.connect(self.wants_overfoersel)
        self.naeste.clicked.connect(lambda: self.wants_sager.emit(Udvalg.ALLE.value))
        self.kalender.clicked.connect(lambda: ask_and_save(self, self._work, self._context, self._feedback))
        for keys, dage in flyt.GENVEJE.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._move, dage))
        self._error.action.connect(self.reload)
        self._none.action.connect(self.wants_overblik)
        self._theme.changed.connect(lambda: self._content.setMaximumWidth(self._theme.px(WIDEST)))

    # --- data -------------------------------------------------------------------------------------

    def arrive(self) -> None:
        self.reload()

    def reload(self) -> None:
        """Reads the day again."""
        part = Part.SAGSBEHANDLER if self._context.bruger.rolle is Rolle.SAGSBEHANDLER else Part.KONSULENT
        i_dag, regler = self._context.i_dag(), self._context.fristregler()
        maal = kraevede(self._context)
        self._work.read(lambda tx: read_idag(tx, i_dag, regler, part, maal), self._show, self._failed)

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.reload()

    def _failed(self, error: KonsulentError) -> None:
        self._loading.end()
        self._show_state("error")
        self._feedback.hear(error)

    def scroll_bar(self) -> QScrollBar:
        """Of the day that is shown."""
        return self._scroll.verticalScrollBar()

    def skip_to(self, state: str, stage: str = "skeleton") -> None:
        """A state as it would look, for screenshots and tests."""
        self._loading.skip_to(stage)
        self._show_state(state)

    def _show_state(self, state: str) -> None:
        widgets: dict[str, QWidget] = {"loading": self._loading, "error": self._error, "none": self._none}
        self.setProperty("state", state)
        self._stack.setCurrentWidget(widgets.get(state, self._scroll))

    def _show(self, blad: IDag) -> None:
        self._loading.end()
        self._blad = blad
        self._dato.setText(idag_ord.dato_linje(blad.dato))
        self._headline.setText(idag_ord.overskrift(blad))
        under = idag_ord.underlinje(blad)
        self._under.setText(under)
        self._under.setVisible(bool(under))
        self._show_visits(blad)
        shown = blad.forfaldne[:FORFALDNE]
        self.forfaldne.show_sager(shown)
        self.forfaldne.show_antal(len(blad.forfaldne))
        # who stands above with a phone beside the name is not named once more
        self.bekymring.show_sager([sag for sag in blad.bekymring if sag not in shown])
        self.egne.show_blad(blad)
        self.frister.show_blad(blad)
        self.journal.show_blad(blad)
        self.naeste.show_dag(blad.naeste, blad.dato)
        self._order_tabs()
        # a teamleder opens a sag to read it: its visits are not hers
        self._show_state("shown" if blad.sager and not self._context.bruger.leder else "none")

    def _show_visits(self, blad: IDag) -> None:
        parts = (blad.dato, blad.besoeg, bool(blad.besoegt), 0 if blad.besoeg else len(blad.forfaldne))
        if parts == self._visits_shown:
            return
        self._visits_shown = parts
        held = self._held()
        clear(self._visits)
        self._cards = []
        if not blad.besoeg:
            self._visits.addWidget(self._no_visits(blad))
        for number, besoeg in enumerate(blad.besoeg, start=1):
            self._visits.addWidget(self._visit(number, besoeg, len(blad.besoeg), blad.dato))
        for stop in (stop for card in self._cards for stop in stops_in(card)):
            if held and stop.objectName() == held:
                stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _held(self) -> str:
        """The part of a visit that the keyboard stands on: it is drawn anew under one's hands."""
        focused = QApplication.focusWidget()
        inside = focused is not None and any(card is focused or card.isAncestorOf(focused) for card in self._cards)
        return focused.objectName() if focused is not None and inside else ""

    def _no_visits(self, blad: IDag) -> Card:
        card = Card(self._theme, name="today_none")
        button = "Vis forfaldne" if blad.forfaldne else ""
        empty = EmptyState(self._theme, idag_ord.tom_ord(blad), icon="sun", button=button, name="today_none_besoeg")
        empty.action.connect(self._show_overdue)
        card.body.addWidget(empty)
        return card

    def _visit(self, number: int, besoeg: BesoegIDag, antal: int, i_dag: date) -> QWidget:
        skriver = self._context.bruger.skriver
        card = BesoegKort(self._theme, number, besoeg, i_dag, naeste=number == 1, skriver=skriver)
        sag = besoeg.sag.linje.sag
        card.clicked.connect(partial(self.wants_sag.emit, sag))
        card.started.connect(partial(self._start, besoeg))
        card.prepared.connect(partial(self.wants_forbered.emit, sag))
        card.flyt_wanted.connect(partial(self.wants_flyt.emit, sag))
        card.copied.connect(self._copied)
        self._cards.append(card)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        tid = besoeg.sag.linje.naeste_tid or ""
        line.addWidget(TidMark(self._theme, tid, foerst=number == 1, sidst=number == antal))
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, 0, GAP if number < antal else 0)
        below.addWidget(card)
        line.addLayout(below, 1)
        return holder

    def _order_tabs(self) -> None:
        """What was drawn anew comes where it stands."""
        cards = (self.forfaldne, self.bekymring, self.egne, self.journal, self.frister, self.naeste)
        parts: tuple[QWidget, ...] = (self.kalender, *self._cards, *cards)
        tab_after(self, [stop for part in parts for stop in stops_in(part)])

    # --- the person's hand ------------------------------------------------------------------------

    def start(self) -> None:
        if self._blad is not None and self._blad.besoeg and self._context.bruger.skriver:
            self._start(self._blad.besoeg[0])

    def prepare(self) -> None:
        if self._blad is not None and self._blad.besoeg:
            self.wants_forbered.emit(self._blad.besoeg[0].sag.linje.sag)

    def reschedule(self) -> None:
        line = self._pointed()
        if line is not None:
            self.wants_flyt.emit(line.sag)

    def _move(self, dage: int) -> None:
        """What the keyboard stands on, so many days on."""
        line = self._pointed()
        if line is not None and line.forfald.dato is not None and self._context.bruger.skriver:
            dato, tid = line.forfald.dato, line.naeste_tid or ""
            flyt.move(self._work, self._context, self._feedback, line.sag, dato, tid, dage)

    def _pointed(self) -> SagLinje | None:
        """The visit or the overdue sag that the keyboard stands on, else the next visit."""
        if self._blad is None:
            return None
        visits = [(card, besoeg.sag) for card, besoeg in zip(self._cards, self._blad.besoeg, strict=False)]
        focused = QApplication.focusWidget()
        for row, sag in (*visits, *self.forfaldne.raekker, *self.bekymring.raekker):
            if focused is not None and (row is focused or row.isAncestorOf(focused)):
                return sag.linje
        return visits[0][1].linje if visits else None

    def _start(self, besoeg: BesoegIDag) -> None:
        linje = besoeg.sag.linje
        if linje.kladde is not None:
            self.open_besoeg.emit(linje.kladde)
        else:
            self.start_besoeg.emit(linje.sag)

    def _show_overdue(self) -> None:
        self.wants_sager.emit(Udvalg.FORFALDNE.value)

    def _tick(self, aftale: int, gjort: bool) -> None:
        tick(self._work, self._context, self._feedback, aftale, gjort, self.reload)

    def _copied(self) -> None:
        self._feedback.tell("Nummeret er kopieret.")

    # --- size -------------------------------------------------------------------------------------

    def set_rum(self, rum: Rum) -> None:
        """The other cards stand beside the visits from 1150 px on, else under them."""
        beside = rum >= Rum.NORMAL
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._side.setMinimumWidth(self._theme.px(SIDE) if beside else 0)
        self._side.setMaximumWidth(self._theme.px(SIDE) if beside else 16_777_215)
