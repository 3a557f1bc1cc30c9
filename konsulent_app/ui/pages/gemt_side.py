"""A full-window page of facts that are saved as they are written: its bar, its column of cards, and its way back."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from konsulent_app.services.context import Context
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.bjaelke import make_bar
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.empty import EmptyState
from konsulent_app.ui.widgets.labels import ElidedLabel, rule
from konsulent_app.ui.widgets.loading import Loading
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.rul import make_scroll
from konsulent_app.ui.widgets.savestate import SaveState
from konsulent_app.ui.work import Work
from konsulent_core.clock import COPENHAGEN
from konsulent_core.dansk import format_tid
from konsulent_core.errors import KonsulentError

_TWO_FROM = 900  # below it the halves stand under each other
_LITTLE = 640


class GemtSide(QWidget):
    """A layer over the shell; ``name`` begins the names of its parts. `state` loading, error or shown.

    A page fills ``left`` and ``right`` (and ``head`` above both), and says in ``refuse`` where a refusal is told.
    """

    closed = Signal(object)  # the sag (63 bits), or None when there is none to go to

    def __init__(self, theme: Theme, work: Work, context: Context, feedback: Feedback, name: str, most: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._work, self._context, self._feedback = theme, work, context, feedback
        self._name = name
        self.autosave = Autosave(work, context.clock)
        self._title = ElidedLabel("", "strong", name=f"{name}_title")
        self._save = SaveState(theme, name=f"{name}_save")
        self.head, self.left, self.right = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._stack = QStackedWidget()
        self._loading = Loading(theme, 5, name=f"{name}_loading")
        self._loading.setContentsMargins(24, 12, 24, 0)
        self._error = EmptyState(
            theme,
            "Siden kunne ikke læses. Det, du har gemt, er der stadig.",
            icon="triangle-alert",
            button="Prøv igen",
            name=f"{name}_error",
        )
        self._frame(theme.px(most))
        self.autosave.saving.connect(self._save.set_saving)
        self.autosave.saved.connect(self._saved)
        self.autosave.failed.connect(self._not_saved)
        self.autosave.refused.connect(self._refused)
        self._save.copy_clicked.connect(self.autosave.retry)
        self._error.action.connect(self.reload)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.leave)

    def _frame(self, most: int) -> None:
        for half in (self.left, self.right):
            half.setSpacing(14)
            self._halves.addLayout(half, 1)
        self._halves.setSpacing(14)
        self.head.setSpacing(12)
        column = QWidget()
        column.setMaximumWidth(most)
        stack = QVBoxLayout(column)
        stack.setContentsMargins(0, 16, 0, 24)
        stack.setSpacing(12)
        stack.addLayout(self.head)
        stack.addLayout(self._halves)
        stack.addStretch()
        page = QWidget()
        page.setProperty("kind", "canvas")
        side = QHBoxLayout(page)
        side.setContentsMargins(20, 0, 20, 0)
        side.addStretch()
        side.addWidget(column, 100)
        side.addStretch()
        self._scroll = make_scroll(page, f"{self._name}_form")
        for part in (self._loading, self._error, self._scroll):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._make_bar())
        outer.addWidget(rule())
        outer.addWidget(self._stack, 1)

    def _make_bar(self) -> QWidget:
        back = Button(
            self._theme, "", kind=Kind.QUIET, icon="arrow-left", name=f"{self._name}_back", tip="Tilbage (Esc)"
        )
        done = Button(self._theme, "Færdig", kind=Kind.PRIMARY, name=f"{self._name}_done")
        back.clicked.connect(self.leave)
        done.clicked.connect(self.leave)
        return make_bar(back, self._title, self._save, done)

    # --- what a page says for itself --------------------------------------------------------------

    def reload(self) -> None:
        """Reads what it shows again."""
        raise NotImplementedError

    def refuse(self, error: KonsulentError) -> None:
        """The rules say no: told where it can be mended; what was written stays there."""
        self._feedback.hear(error)

    def leave(self) -> None:
        """Back, once everything is on disk."""
        raise NotImplementedError

    # --- what all of them do ----------------------------------------------------------------------

    def flush(self) -> None:
        """The window closes or locks: write what waits, and what a field gives when it is left (a CPR number)."""
        self.setFocus()
        self.autosave.flush()

    def skip_to(self, state: str) -> None:
        """A state as it would look, for screenshots and tests."""
        self._loading.skip_to("skeleton")
        self.show_state(state)

    def show_state(self, state: str) -> None:
        """loading, error or shown."""
        parts: dict[str, QWidget] = {"loading": self._loading, "error": self._error}
        self.setProperty("state", state)
        self._stack.setCurrentWidget(parts.get(state, self._scroll))

    def scroll_to_end(self) -> None:
        """To the last card."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def see(self, part: QWidget) -> None:
        """Brings a part that was just opened into sight, once it has its place."""
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(part, 0, 40) if isValid(part) else None)

    def begin_reading(self) -> None:
        """The first read is on its way: nothing at first, grey rows if it takes long."""
        self._loading.begin()
        self.show_state("loading")

    def unreadable(self, error: KonsulentError) -> None:
        """The read failed."""
        self.show_state("error")
        self._feedback.hear(error)

    def _saved(self, at: datetime) -> None:
        self._save.set_saved(format_tid(at.astimezone(COPENHAGEN).time()))

    def _not_saved(self, error: KonsulentError) -> None:
        self._save.set_error()
        self._feedback.hear(error)

    def _refused(self, error: KonsulentError) -> None:
        self._save.set_idle()
        self.refuse(error)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width() / self._theme.scale
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(across if width >= _TWO_FROM else down)
        self._save.set_little(little=width < _LITTLE)
