"""»Praktikdokumentation« of one praktik, to read as it prints and to save."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from konsulent_app.services.context import Context
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.models.genlaes import Genlaes
from konsulent_app.ui.pages.gem_pdf import GemPdf
from konsulent_app.ui.pages.papir_ord import KAN_IKKE_LAEGGES_OP
from konsulent_app.ui.pages.papir_typer import CannotShow, Papir
from konsulent_app.ui.pages.rapport_ark import WIDTH, RapportArk
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.bjaelke import make_bar
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.labels import ElidedLabel, rule
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.work import Work
from konsulent_core.errors import KonsulentError, UserError

PRAKTIK_VAEK = "Praktikken er ikke på denne pc længere."
_TABLES = frozenset(
    {"sag", "borger", "praktik", "virksomhed", "besoeg", "udsagn", "vurdering", "opgave", "opgave_trin", "fremmoede"}
    | {"skaanehensyn", "skaanehensyn_svar", "timer", "rettelse", "konflikt"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PraktikdokPapir:
    """The finished paper; ``linje`` is the workplace and the period."""

    sag: int
    navn: str
    linje: str
    papir: Papir


MakePraktikdok = Callable[[int, int], PraktikdokPapir]  # (praktik, width in px) → the paper; off the UI thread


class PraktikdokPage(QWidget):
    """`state` loading, error or shown. What moves in the sag is on the paper at once."""

    closed = Signal()

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback, make: MakePraktikdok) -> None:
        super().__init__()
        self.setObjectName("praktikdok")
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._work, self._feedback, self._make = work, feedback, make
        self._praktik = 0
        self._asked = 0  # of several under way only the last one asked for is shown
        self._found: PraktikdokPapir | None = None
        self._title = ElidedLabel("Praktikdokumentation", "strong", name="praktikdok_title")
        self._sub = ElidedLabel("", "small", name="praktikdok_sub")
        self._save = Button(theme, "Gem PDF", kind=Kind.PRIMARY, icon="download", name="praktikdok_save")
        self.ark = RapportArk(theme)
        self.fil = GemPdf(self, work, context, feedback)
        self._loading = Loading(theme, 7, name="praktikdok_loading")
        self._error = EmptyState(
            theme, KAN_IKKE_LAEGGES_OP, icon="triangle-alert", button="Prøv igen", name="praktikdok_error"
        )
        self._stack = QStackedWidget()
        self._build(theme)
        self._save.clicked.connect(self._choose_file)
        self._error.action.connect(self._lay)
        self._again = Genlaes(self, work, context.i_dag, _TABLES, self._lay)
        self._show_state("loading")

    def _build(self, theme: Theme) -> None:
        back = Button(theme, "", kind=Kind.QUIET, icon="arrow-left", name="praktikdok_back", tip="Tilbage (Esc)")
        back.clicked.connect(self.closed)
        for part in (self._loading, self._error, self.ark):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(make_bar(back, self._title, self._save, under=self._sub))
        outer.addWidget(rule())
        outer.addWidget(self._stack, 1)

    def open(self, praktik: int) -> None:
        """The paper of a praktik."""
        self._praktik, self._found = praktik, None
        self._loading.begin()
        self._show_state("loading")
        self._lay()

    def _lay(self) -> None:
        """Reads and sets the paper again, beside the page."""
        if not self._praktik:
            return
        self._asked += 1
        asked, praktik = self._asked, self._praktik
        width = round(WIDTH * self.devicePixelRatioF())

        def make() -> PraktikdokPapir:
            try:
                return self._make(praktik, width)
            except KonsulentError:
                raise
            except Exception as error:
                raise CannotShow from error

        def show(found: PraktikdokPapir) -> None:
            if isValid(self) and asked == self._asked:
                self._show(found)

        def fail(error: KonsulentError) -> None:
            if isValid(self) and asked == self._asked:
                self._fail(error)

        self._work.run(make, show, fail)

    def _show(self, found: PraktikdokPapir) -> None:
        self._found = found
        self._loading.end()
        self._title.setText(f"Praktikdokumentation · {found.navn}")
        self._sub.setText(found.linje)
        self.ark.show_sider(found.papir.sider)
        self._show_state("shown")

    def _fail(self, error: KonsulentError) -> None:
        """Nothing of the paper stays where it could be taken for the one that was asked for."""
        self._loading.end()
        self._found = None
        self._title.setText("Praktikdokumentation")
        self._sub.setText("")
        self.ark.show_sider(())
        self._error.set_text(error.message if isinstance(error, UserError) else KAN_IKKE_LAEGGES_OP)
        if not isinstance(error, UserError):
            self._feedback.hear(error)
        self._show_state("error")

    def _show_state(self, state: str) -> None:
        shown: dict[str, QWidget] = {"loading": self._loading, "error": self._error}
        self.setProperty("state", state)
        self._stack.setCurrentWidget(shown.get(state, self.ark))
        self._save.setEnabled(state == "shown")

    def skip_to(self, state: str, stage: str = "skeleton") -> None:
        """A state as it would look, for screenshots and tests."""
        self._loading.skip_to(stage)
        self._show_state(state)

    def _choose_file(self) -> None:
        if self._found is not None:
            self.fil.ask(self._found.papir.pdf, self._found.papir.filnavn, self._found.sag)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
