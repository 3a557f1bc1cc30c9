"""One virksomhed beside the list: reads it, saves what is written of it, and shows every state of that."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollBar, QStackedWidget, QVBoxLayout, QWidget

from konsulent_app.services.context import Context
from konsulent_app.services.virksomhed import CvrFindes, Felt, create_virksomhed
from konsulent_app.store.database import Touched, Tx
from konsulent_app.store.klar import read_kandidater
from konsulent_app.store.virksomheder import VirksomhedBlad, VirksomhedLinje, read_virksomhed
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.pages.virksomhed_ark import VirksomhedArk
from konsulent_app.ui.pages.virksomhed_felter import AABN, FELTER, FINDES, VirksomhedFelter
from konsulent_app.ui.pages.virksomhed_ord import navn
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.work import Work
from konsulent_core.clock import COPENHAGEN
from konsulent_core.dansk import format_tid
from konsulent_core.errors import KonsulentError, UserError
from konsulent_core.match import Kandidat

VAELG = "Vælg en virksomhed i listen."
KAN_IKKE_LAESE = "Virksomheden kunne ikke læses. Det, du har gemt, er der stadig."
IKKE_HER = "Virksomheden er ikke på denne pc længere."
TOGETHER_MS = 100  # a pull moves many rows in a burst: the virksomhed is read once
_TABLES = frozenset(
    {
        "virksomhed",
        "kontaktperson",
        "laering",
        "praktik",
        "sag",
        "borger",
        "timer",
        "opgave",
        "opgave_trin",
        "besoeg",
        "skaanehensyn",
    }
)


class VirksomhedPanel(QWidget):
    """`state` empty, loading, error, gone, new or shown. Reads for itself and follows what moves."""

    open_sag = Signal(object)
    """id of a sag"""
    edit_praktik = Signal(object)
    """id of a praktik"""
    wants_borger = Signal(object, str)
    """id and name of the virksomhed that a new praktik is to be at, whose is still to be chosen"""
    new_praktik_at = Signal(object, object)
    """ids of the sag and the virksomhed"""
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
        self._stale = False
        self.autosave = Autosave(work, context.clock)
        self.ark = VirksomhedArk(theme, context, self.autosave, feedback)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TOGETHER_MS)
        self._soon.timeout.connect(self.reload)
        self._build()
        self._connect()
        self._show_state("empty")

    def _build(self) -> None:
        theme = self._theme
        self._empty = EmptyState(theme, VAELG, icon="building-2", name="company_empty")
        self._error = EmptyState(theme, KAN_IKKE_LAESE, icon="triangle-alert", button="Prøv igen", name="company_error")
        self._gone = EmptyState(theme, IKKE_HER, icon="building-2", name="company_gone")
        self._loading = Loading(theme, 5, name="company_loading")
        self._loading.setContentsMargins(16, 12, 16, 0)
        self._stack = QStackedWidget()
        for part in (self._empty, self._loading, self._error, self._gone, self.ark):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        ark, state = self.ark, self.ark.hoved.save_state
        ark.hoved.edit.connect(self.toggle_fields)
        ark.hoved.copied.connect(lambda: self._feedback.tell("Nummeret er kopieret."))
        ark.ny.asked.connect(self._create)
        ark.ny.wants.connect(self.wants)
        ark.pladser.open_sag.connect(self.open_sag)
        ark.match.open_sag.connect(self.open_sag)
        ark.pladser.edit_praktik.connect(self.edit_praktik)
        ark.match.new_praktik.connect(lambda sag: self.new_praktik_at.emit(sag, self._virksomhed))
        ark.hoved.new_praktik.connect(self._ask_borger)
        ark.back.clicked.connect(self.back)
        state.copy_clicked.connect(self._copy)
        self._error.action.connect(self.reload)
        self.autosave.saving.connect(state.set_saving)
        self.autosave.saved.connect(self._saved)
        self.autosave.failed.connect(self._not_saved)
        self.autosave.refused.connect(self._refused)
        self._work.changed.connect(self._moved)

    # --- what it shows ----------------------------------------------------------------------------

    @property
    def virksomhed(self) -> int | None:
        """The one that is open here."""
        return self._virksomhed

    def set_linjer(self, linjer: tuple[VirksomhedLinje, ...]) -> None:
        """The register, in which a CVR number may stand already."""
        self._linjer = linjer
        self.ark.ny.set_linjer(linjer)

    def open_virksomhed(self, virksomhed: int) -> None:
        """Another virksomhed; what was being written in the one before is saved first."""
        if virksomhed == self._virksomhed and self.property("state") in ("loading", "shown"):
            return
        self.autosave.flush()
        self._close_fields(tell=True)
        self._virksomhed, self._blad = virksomhed, None
        self.ark.hoved.save_state.set_idle()
        self._loading.begin()
        self._show_state("loading")
        self.reload()

    def open_new(self) -> None:
        """»Ny virksomhed«."""
        self.autosave.flush()
        self._close_fields(tell=True)
        self._virksomhed = self._blad = None
        self._show_state("new")
        self.ark.verticalScrollBar().setValue(0)
        self.ark.ny.focus_first()

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

        def read(tx: Tx) -> tuple[VirksomhedBlad | None, list[Kandidat]]:
            return read_virksomhed(tx, virksomhed, i_dag), read_kandidater(tx, i_dag)

        self._work.read(read, lambda found: self._show(virksomhed, *found), self._failed)

    def focus_back(self) -> None:
        """The keyboard stands on the way back to the list."""
        self.ark.back.setFocus(Qt.FocusReason.TabFocusReason)

    def scroll_bar(self) -> QScrollBar:
        """Of the virksomhed that is shown."""
        return self.ark.verticalScrollBar()

    def skip_to(self, state: str, stage: str = "skeleton") -> None:
        """A state as it would look, for screenshots and tests."""
        self._loading.skip_to(stage)
        self._show_state(state)

    def _show(self, virksomhed: int, blad: VirksomhedBlad | None, kandidater: list[Kandidat]) -> None:
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
        self.ark.show_blad(blad, kandidater)
        self._show_state("shown")
        if first:
            self.ark.verticalScrollBar().setValue(0)

    def _show_state(self, state: str) -> None:
        widgets: dict[str, QWidget] = {
            "empty": self._empty,
            "loading": self._loading,
            "error": self._error,
            "gone": self._gone,
        }
        self.setProperty("state", state)
        self.ark.show_new(state == "new")
        self._stack.setCurrentWidget(widgets.get(state, self.ark))

    def _failed(self, error: KonsulentError) -> None:
        self._show_state("error")
        self._feedback.hear(error)

    def _moved(self, touched: Touched) -> None:
        """Reads anew when something a virksomhed is shown by has moved, together with what moves right after."""
        if self._blad is not None and _TABLES & touched.keys() and not self._soon.isActive():
            self._soon.start()

    # --- saving -----------------------------------------------------------------------------------

    def _saved(self, at: datetime) -> None:
        self.ark.hoved.save_state.set_saved(format_tid(at.astimezone(COPENHAGEN).time()))
        if self._stale:
            self.reload()

    def _not_saved(self, error: KonsulentError) -> None:
        self.ark.hoved.save_state.set_error()
        self._feedback.hear(error)

    def _refused(self, error: KonsulentError) -> None:
        self.ark.hoved.save_state.set_idle()
        if isinstance(error, CvrFindes):
            self._lead_to(error)
        elif self.ark.felter is not None and isinstance(error, UserError) and error.field:
            self.ark.felter.refuse(error)
        else:
            self._feedback.hear(error)

    def _ask_borger(self) -> None:
        if self._blad is not None:
            virksomhed = self._blad.virksomhed
            self.wants_borger.emit(virksomhed.id, navn(virksomhed))

    def _copy(self) -> None:
        """»Gem kopi«: the disk may stay full, but the clipboard is memory; and it is tried once more at once."""
        QGuiApplication.clipboard().setText(self.ark.as_text())
        self._feedback.tell("Alt, hvad du har skrevet om virksomheden, er kopieret. Sæt det ind et sikkert sted.")
        self.autosave.retry()

    def _create(self, felter: dict[Felt, str]) -> None:
        def done(virksomhed: int) -> None:
            self.ark.ny.clear()
            self.created.emit(virksomhed)

        self._work.write(lambda tx: create_virksomhed(tx, self._context, felter), done, self._not_created)

    def _not_created(self, error: KonsulentError) -> None:
        if isinstance(error, CvrFindes):
            self._lead_to(error)
        elif isinstance(error, UserError):
            self.ark.ny.refuse(error)
        else:
            self._feedback.hear(error)

    def _lead_to(self, error: CvrFindes) -> None:
        """A sync brought the number while it was being written: the field did not know of it yet."""
        self._feedback.tell(f"CVR-nummeret {FINDES.lower()}", AABN, lambda: self.wants.emit(error.virksomhed))

    # --- the fields -------------------------------------------------------------------------------

    def toggle_fields(self) -> None:
        """»Ret oplysninger«, or »Færdig«: a field that could not be saved keeps them open."""
        if self.ark.felter is None:
            self.edit(Felt.NAVN)
            return
        held = self.ark.felter.held()
        if held is not None:
            self.ark.felter.field(held).focus()
            return
        self._close_fields(tell=False)
        self.ark.hoved.ret.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self, felt: Felt) -> None:
        """Opens the fields with the cursor in one of them."""
        if self._blad is None:
            return
        felter = self.ark.felter
        if felter is None:
            virksomhed = self._blad.virksomhed
            felter = VirksomhedFelter(self._theme, self._context, self.autosave, virksomhed, self._find_cvr)
            felter.wants.connect(self.wants)
            self.ark.open_fields(felter)
        felter.field(felt).focus()

    def _close_fields(self, *, tell: bool) -> None:
        """``tell``: of what stands there unsaved, because it is left behind."""
        felter = self.ark.felter
        if felter is None:
            return
        self.autosave.flush()
        held = felter.held()
        if tell and held is not None:
            self._feedback.tell(f"{FELTER[held].titel} er ikke gemt, for det kan ikke passe.")
        self.ark.close_fields()

    def _find_cvr(self, cvr: str) -> int | None:
        return next((one.virksomhed for one in self._linjer if "".join(one.cvr.split()) == cvr), None)
