"""One virksomhed beside the list: head, fields, places, opgavetyper, people and what forløb there taught."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QScrollBar, QStackedWidget, QVBoxLayout, QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.virksomhed import Felt, create_virksomhed
from konsulent_app.store.database import Touched
from konsulent_app.store.virksomheder import VirksomhedBlad, VirksomhedLinje, read_virksomhed
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.pages.virksomhed_felter import FELTER, VirksomhedFelter
from konsulent_app.ui.pages.virksomhed_folk import FolkKort
from konsulent_app.ui.pages.virksomhed_hoved import VirksomhedHoved
from konsulent_app.ui.pages.virksomhed_kort import ForloebHerKort, KulturKort, OpgavetyperKort, PladserKort
from konsulent_app.ui.pages.virksomhed_ny import NyVirksomhed
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.rum import Rum
from konsulent_app.ui.widgets.taborder import stops_in, tab_after
from konsulent_app.ui.work import Work
from konsulent_core.clock import COPENHAGEN
from konsulent_core.dansk import format_tid
from konsulent_core.errors import KonsulentError, UserError

VAELG = "Vælg en virksomhed i listen."
KAN_IKKE_LAESE = "Virksomheden kunne ikke læses. Det, du har gemt, er der stadig."
IKKE_HER = "Virksomheden er ikke på denne pc længere."
PAIR_FROM = 600  # px of the main column at which opgavetyper and people stand beside each other
PERIOD_FROM = 520  # and at which a forløb's period stands before its sentence
TOGETHER_MS = 100  # a pull moves many rows in a burst: the virksomhed is read once
_TABLES = frozenset(
    {"virksomhed", "kontaktperson", "laering", "praktik", "sag", "borger", "timer", "opgave", "opgave_trin", "besoeg"}
)


class VirksomhedPanel(QWidget):
    """`state` empty, loading, error, gone, new or shown. Reads for itself and follows what moves."""

    open_sag = Signal(object)
    """id of a sag"""
    wants = Signal(object)
    """id of a virksomhed to be shown instead"""
    created = Signal(object)
    """id of the virksomhed"""
    back = Signal()

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback) -> None:
        super().__init__()
        self.setObjectName("company")
        self._theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self._virksomhed: int | None = None
        self._blad: VirksomhedBlad | None = None
        self._linjer: tuple[VirksomhedLinje, ...] = ()
        self._wide = False
        self._stale = False
        self.autosave = Autosave(work, context.clock)
        self.hoved = VirksomhedHoved(theme)
        self.ny = NyVirksomhed(theme)
        self.felter: VirksomhedFelter | None = None
        self.pladser = PladserKort(theme)
        self.opgaver = OpgavetyperKort(theme)
        self.folk = FolkKort(theme, context, self.autosave, feedback)
        self.forloeb = ForloebHerKort(theme)
        self.kultur = KulturKort(theme)
        self._cards = (self.pladser, self.opgaver, self.folk, self.forloeb, self.kultur)
        self._back = Button(theme, "Virksomheder", kind=Kind.QUIET, icon="arrow-left", height=36, name="company_back")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TOGETHER_MS)
        self._soon.timeout.connect(self.reload)
        self._build()
        self._connect()
        self._show_state("empty")

    def _build(self) -> None:
        theme = self._theme
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for row in (self._pair, self._halves):
            row.setSpacing(14)
        self._pair.addWidget(self.opgaver, 1)
        self._pair.addWidget(self.folk, 1)
        main, side = QVBoxLayout(), QVBoxLayout()
        for column in (main, side):
            column.setSpacing(14)
        main.addWidget(self.pladser)
        main.addLayout(self._pair)
        main.addWidget(self.forloeb)
        main.addStretch(1)
        side.addWidget(self.kultur)
        side.addStretch(1)
        self._halves.addLayout(main, 5)
        self._halves.addLayout(side, 3)
        self._whole = QWidget()
        whole = QVBoxLayout(self._whole)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addWidget(self.hoved)
        self._fields = QVBoxLayout()
        whole.addLayout(self._fields)
        whole.addLayout(self._halves)
        content = QWidget()
        content.setProperty("kind", "scroll")
        column = QVBoxLayout(content)
        column.setContentsMargins(28, 20, 28, 24)
        column.setSpacing(14)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.ny)
        column.addWidget(self._whole)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(content)
        self._empty = EmptyState(theme, VAELG, icon="building-2", name="company_empty")
        self._error = EmptyState(theme, KAN_IKKE_LAESE, icon="triangle-alert", button="Prøv igen", name="company_error")
        self._gone = EmptyState(theme, IKKE_HER, icon="building-2", name="company_gone")
        self._loading = Loading(theme, 5, name="company_loading")
        self._loading.setContentsMargins(16, 12, 16, 0)
        self._stack = QStackedWidget()
        for part in (self._empty, self._loading, self._error, self._gone, self._scroll):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self.hoved.edit.connect(self.toggle_fields)
        self.hoved.copied.connect(lambda: self._feedback.tell("Nummeret er kopieret."))
        self.hoved.save_state.copy_clicked.connect(self._copy)
        self.ny.asked.connect(self._create)
        self.ny.wants.connect(self.wants)
        self.pladser.open_sag.connect(self.open_sag)
        self._error.action.connect(self.reload)
        self._back.clicked.connect(self.back)
        self.autosave.saving.connect(self.hoved.save_state.set_saving)
        self.autosave.saved.connect(self._saved)
        self.autosave.failed.connect(self._not_saved)
        self.autosave.refused.connect(self._refused)
        self._theme.changed.connect(self._arrange)
        self._work.changed.connect(self._moved)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    # --- what it shows ----------------------------------------------------------------------------

    @property
    def virksomhed(self) -> int | None:
        """The one that is open here."""
        return self._virksomhed

    def set_linjer(self, linjer: tuple[VirksomhedLinje, ...]) -> None:
        """The register, in which a CVR number may stand already."""
        self._linjer = linjer
        self.ny.set_linjer(linjer)

    def open_virksomhed(self, virksomhed: int) -> None:
        """Another virksomhed; what was being written in the one before is saved first."""
        if virksomhed == self._virksomhed and self.property("state") in ("loading", "shown"):
            return
        self.autosave.flush()
        self._close_fields(tell=True)
        self._virksomhed, self._blad = virksomhed, None
        self.hoved.save_state.set_idle()
        self._loading.begin()
        self._show_state("loading")
        self.reload()

    def open_new(self) -> None:
        """»Ny virksomhed«."""
        self.autosave.flush()
        self._close_fields(tell=True)
        self._virksomhed = self._blad = None
        self._show_state("new")
        self._scroll.verticalScrollBar().setValue(0)
        self.ny.focus_first()

    def reload(self) -> None:
        """Reads it again; while something waits to be saved, after that."""
        virksomhed = self._virksomhed
        if virksomhed is None:
            return
        if self._blad is not None and not self.autosave.quiet:
            self._stale = True
            return
        self._stale = False
        i_dag = self._context.i_dag()
        self._work.read(
            lambda tx: read_virksomhed(tx, virksomhed, i_dag), lambda blad: self._show(virksomhed, blad), self._failed
        )

    def focus_back(self) -> None:
        """The keyboard stands on the way back to the list."""
        self._back.setFocus(Qt.FocusReason.TabFocusReason)

    def scroll_bar(self) -> QScrollBar:
        """Of the virksomhed that is shown."""
        return self._scroll.verticalScrollBar()

    def skip_to(self, state: str, stage: str = "skeleton") -> None:
        """A state as it would look, for screenshots and tests."""
        self._loading.skip_to(stage)
        self._show_state(state)

    def _show(self, virksomhed: int, blad: VirksomhedBlad | None) -> None:
        if virksomhed != self._virksomhed:
            return  # another one was opened meanwhile
        self._loading.end()
        if blad is None:
            self._close_fields(tell=False)
            self._blad = None
            self._show_state("gone")
            return
        if not self.autosave.quiet:
            self._stale = True
            return
        first = self._blad is None
        self._blad = blad
        self.hoved.show_blad(blad)
        for card in self._cards:
            card.show_blad(blad)
        if self.felter is not None:
            self.felter.show_virksomhed(blad.virksomhed)
        self._order_tabs()
        self._show_state("shown")
        self._arrange()
        if first:
            self._scroll.verticalScrollBar().setValue(0)

    def _order_tabs(self) -> None:
        """What was made later than its neighbours comes where it stands."""
        parts = (self._back, self.ny, self.hoved, *((self.felter,) if self.felter else ()), *self._cards)
        tab_after(self, [stop for part in parts for stop in stops_in(part)])

    def _show_state(self, state: str) -> None:
        widgets: dict[str, QWidget] = {
            "empty": self._empty,
            "loading": self._loading,
            "error": self._error,
            "gone": self._gone,
        }
        self.setProperty("state", state)
        self.ny.setVisible(state == "new")
        self._whole.setVisible(state == "shown")
        self._stack.setCurrentWidget(widgets.get(state, self._scroll))

    def _failed(self, error: KonsulentError) -> None:
        self._show_state("error")
        self._feedback.hear(error)

    def _moved(self, touched: Touched) -> None:
        """Reads anew when something a virksomhed is shown by has moved, together with what moves right after."""
        if self._blad is not None and _TABLES & touched.keys() and not self._soon.isActive():
            self._soon.start()

    # --- saving -----------------------------------------------------------------------------------

    def _saved(self, at: datetime) -> None:
        self.hoved.save_state.set_saved(format_tid(at.astimezone(COPENHAGEN).time()))
        if self._stale:
            self.reload()

    def _not_saved(self, error: KonsulentError) -> None:
        self.hoved.save_state.set_error()
        self._feedback.hear(error)

    def _refused(self, error: KonsulentError) -> None:
        self.hoved.save_state.set_idle()
        if self.felter is not None and isinstance(error, UserError) and error.field:
            self.felter.refuse(error)
        else:
            self._feedback.hear(error)

    def _copy(self) -> None:
        """»Gem kopi«: the disk may stay full, but the clipboard is memory; and it is tried once more at once."""
        words = [self.felter.as_text()] if self.felter is not None else []
        QGuiApplication.clipboard().setText("\n".join([*words, *self.folk.as_text()]))
        self._feedback.tell("Alt, hvad du har skrevet om virksomheden, er kopieret. Sæt det ind et sikkert sted.")
        self.autosave.retry()

    def _create(self, felter: dict[Felt, str]) -> None:
        def done(virksomhed: int) -> None:
            self.ny.clear()
            self.created.emit(virksomhed)

        self._work.write(lambda tx: create_virksomhed(tx, self._context, felter), done, self._not_created)

    def _not_created(self, error: KonsulentError) -> None:
        if isinstance(error, UserError):
            self.ny.refuse(error)
        else:
            self._feedback.hear(error)

    # --- the fields -------------------------------------------------------------------------------

    def toggle_fields(self) -> None:
        """»Ret oplysninger«, or »Færdig«: a field that could not be saved keeps them open."""
        if self.felter is None:
            self.edit(Felt.NAVN)
            return
        held = self.felter.held()
        if held is not None:
            self.felter.field(held).focus()
            return
        self._close_fields(tell=False)
        self.hoved.ret.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self, felt: Felt) -> None:
        """Opens the fields with the cursor in one of them."""
        if self._blad is None:
            return
        if self.felter is None:
            self.felter = VirksomhedFelter(
                self._theme, self._context, self.autosave, self._blad.virksomhed, self._find_cvr
            )
            self.felter.wants.connect(self.wants)
            self._fields.addWidget(self.felter)
            self.hoved.set_editing(editing=True)
            self._arrange()
            self._order_tabs()
        self.felter.field(felt).focus()

    def _close_fields(self, *, tell: bool) -> None:
        """``tell``: of what stands there unsaved, because it is left behind."""
        felter, self.felter = self.felter, None
        if felter is None:
            return
        self.autosave.flush()
        held = felter.held()
        if tell and held is not None:
            self._feedback.tell(f"{FELTER[held].titel} er ikke gemt, for det kan ikke passe.")
        self._fields.removeWidget(felter)
        felter.hide()
        felter.deleteLater()
        self.hoved.set_editing(editing=False)

    def _find_cvr(self, cvr: str) -> int | None:
        return next((one.virksomhed for one in self._linjer if "".join(one.cvr.split()) == cvr), None)

    # --- size -------------------------------------------------------------------------------------

    def set_rum(self, rum: Rum) -> None:
        """Two columns from 1600 px; below 800 px there is a way back to the list."""
        self._wide = rum is Rum.BRED
        self._back.setVisible(rum is Rum.LILLE)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """What the keyboard stands on is seen, also when it was made a moment ago."""
        if new is not None and self._whole.isAncestorOf(new):
            QTimer.singleShot(0, new, lambda: self._scroll.ensureWidgetVisible(new, 0, 60))

    def _arrange(self) -> None:
        side_by_side, beneath = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        room = (self.width() - 56) / self._theme.scale
        halves = self._wide and not self.kultur.isHidden()
        main = room * 5 / 8 if halves else room
        self._halves.setDirection(side_by_side if halves else beneath)
        self._pair.setDirection(side_by_side if main >= PAIR_FROM else beneath)
        self.forloeb.set_narrow(main < PERIOD_FROM)
        if self.felter is not None:
            self.felter.arrange(room)
