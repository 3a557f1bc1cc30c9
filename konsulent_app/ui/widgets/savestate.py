"""Says whether what was written is saved; errors are announced, »Gemt« is not."""

from enum import StrEnum

from PySide6.QtCore import Property, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.looks import Kind

_FEJL = "Kunne ikke gemme. Prøver igen"
_FEJL_KORT = "Ikke gemt"
_UDEN_NET = "Uden net, sendes senere"


class Gemt(StrEnum):
    """State of saving."""

    IDLE = "idle"
    SAVING = "saving"
    SAVED = "saved"
    ERROR = "error"


class StatusLinje(QLabel):
    """An icon and a few words on no ground."""

    def __init__(self, theme: Theme, name: str = "") -> None:
        super().__init__()
        self.theme = theme
        self._icon, self._token = "", "ink2"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if name:
            self.setObjectName(name)

    def set_line(self, text: str, icon: str, token: str = "ink2") -> None:
        """Other words."""
        self._icon, self._token = icon, token
        self.setText(text)
        self.setVisible(bool(text or icon))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.theme.metrics(13, 500)
        room = self.theme.px(24) if self._icon else 0
        return QSize(metrics.horizontalAdvance(self.text()) + room + 2, self.theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        if self._icon:
            paint.icon(painter, self.theme, self._icon, self._token, 17, 0, rect.center().y())
            rect.setLeft(self.theme.px(24))
        paint.text(painter, rect, self.text(), self.theme.font(13, 500), self.theme.color(self._token))
        painter.end()


class SaveState(QWidget):
    """»Gemmer …« → »Gemt kl. 10.42«; red and with »Gem kopi« when it fails. `state` is a value of Gemt."""

    copy_clicked = Signal()

    def __init__(self, theme: Theme, *, name: str = "visit_save") -> None:
        super().__init__()
        self.setObjectName(name)
        self._state = Gemt.IDLE
        self._little = self._offline = False
        self._line = StatusLinje(theme, f"{name}_tekst")
        self._net = StatusLinje(theme, f"{name}_net")
        self._copy = Button(theme, "Gem kopi", kind=Kind.SECONDARY, icon="save", name=f"{name}_kopi")
        self._copy.clicked.connect(self.copy_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for part in (self._line, self._net, self._copy):
            layout.addWidget(part)
        self.set_idle()
        self.set_offline(offline=False)

    def _get_state(self) -> str:
        return self._state.value

    state = Property(str, _get_state)

    def set_idle(self) -> None:
        """Nothing to say."""
        self._show(Gemt.IDLE, "", "")

    def set_saving(self) -> None:
        """A write is under way."""
        self._show(Gemt.SAVING, "Gemmer …", "refresh-cw")

    def set_saved(self, klokken: str) -> None:
        """Saved; `klokken` as »10.42«."""
        self._show(Gemt.SAVED, f"Gemt kl. {klokken}", "check")

    def set_error(self) -> None:
        """The last write failed and is tried again; said aloud once."""
        if self._state is not Gemt.ERROR:
            announce(self, _FEJL, urgent=True)
        self._show(Gemt.ERROR, _FEJL_KORT if self._little else _FEJL, "triangle-alert", "danger")

    def set_little(self, *, little: bool) -> None:
        """Where there is little room an icon says that there is no net, an error is said in two words, and the way out
        is its icon."""
        if little == self._little:
            return
        self._little = little
        self.set_offline(offline=self._offline)
        self._copy.set_words("" if little else "Gem kopi", "Gem kopi")
        if self._state is Gemt.ERROR:
            self.set_error()

    def set_offline(self, *, offline: bool) -> None:
        """Grey words beside: without net the visit goes on."""
        self._offline = offline
        words = _UDEN_NET if offline else ""
        self._net.set_line("" if self._little else words, "cloud-off" if offline else "")
        self._net.setToolTip(words)
        self._net.setAccessibleName(words)

    def _show(self, state: Gemt, text: str, icon: str, token: str = "ink2") -> None:
        self._state = state
        self._line.set_line(text, icon, token)
        self._copy.setVisible(state is Gemt.ERROR)
