"""The card at the foot of the navigation that says how the machine stands with the server."""

from enum import StrEnum

from PySide6.QtCore import Property, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.buttons import PaintedButton


class Sync(StrEnum):
    """State of synchronisation."""

    OK = "ok"
    OFFLINE = "offline"
    QUEUED = "queued"
    ERROR = "error"


_LOOK = {
    Sync.OK: ("cloud-check", "ok"),
    Sync.OFFLINE: ("cloud-off", "ink2"),
    Sync.QUEUED: ("refresh-cw", "ink2"),
    Sync.ERROR: ("triangle-alert", "danger"),
}


def besoeg_venter(antal: int) -> str:
    """»3 besøg venter«, or nothing."""
    return f"{antal} besøg venter" if antal else ""


class SyncCard(PaintedButton):
    """Two lines and an icon; without net it is grey, never red. A press opens Synkronisering."""

    def __init__(self, theme: Theme, *, name: str = "nav_sync") -> None:
        super().__init__(theme, name)
        self._state = Sync.OK
        self._line = ""
        self._smal = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_ok("")

    def _get_state(self) -> str:
        return self._state.value

    state = Property(str, _get_state)

    def set_ok(self, sidst: str) -> None:
        """Everything is at the server; `sidst` as »kl. 08.14«."""
        self._show(Sync.OK, "Alt er synkroniseret", f"Sidst {sidst}" if sidst else "")

    def set_offline(self, venter: int) -> None:
        """No net: the work goes on."""
        self._show(Sync.OFFLINE, "Uden forbindelse", besoeg_venter(venter))

    def set_queued(self, venter: int) -> None:
        """On its way."""
        self._show(Sync.QUEUED, "Synkroniserer", besoeg_venter(venter))

    def set_error(self) -> None:
        """The server did not take it."""
        announce(self, "Kunne ikke synkronisere", urgent=False)
        self._show(Sync.ERROR, "Kunne ikke synkronisere", "Prøv igen")

    def set_session(self) -> None:
        """The server asks who it is: nothing is sent or fetched until somebody logs in."""
        announce(self, "Log ind igen for at sende og hente", urgent=False)
        self._show(Sync.ERROR, "Log ind igen", "Intet sendes før")

    def set_smal(self, smal: bool) -> None:
        """Icon only, in the narrow navigation."""
        self._smal = smal
        self.updateGeometry()
        self.update()

    def _show(self, state: Sync, tekst: str, line: str) -> None:
        self._state, self._line = state, line
        self.setText(tekst)
        self.setAccessibleName(f"{tekst}. {line}".removesuffix(". "))
        self.update()

    def sizeHint(self) -> QSize:
        if self._smal:
            return QSize(44, self.theme.px(44))
        words = self.theme.metrics(13, 600).horizontalAdvance(self.text())
        return QSize(words + self.theme.px(40 + 12), self.theme.px(52))

    def minimumSizeHint(self) -> QSize:
        return QSize(44, self.sizeHint().height())

    def _two_lines(self, width: float) -> tuple[str, str]:
        """Words that are too long for the first line go on in the second: nothing is cut off."""
        if self.theme.metrics(13, 600).horizontalAdvance(self.text()) <= width:
            return self.text(), self._line
        first, _, rest = self.text().rpartition(" ")
        return first, f"{rest}. {self._line}" if self._line else rest

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        name, token = _LOOK[self._state]
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        paint.box(painter, rect, fill=theme.color("sunken"), radius=10)
        if self.ring:
            paint.focus_ring(painter, theme, rect, 10)
        left = (rect.width() - theme.px(18)) / 2 if self._smal else theme.px(12)
        paint.icon(painter, theme, name, token, 18, left, rect.center().y())
        if not self._smal:
            words = rect.adjusted(theme.px(40), theme.px(7), 0, -theme.px(7))
            first, second = self._two_lines(words.width())
            upper = QRectF(words.left(), words.top(), words.width(), words.height() / 2) if second else words
            ink = "danger" if self._state is Sync.ERROR else "ink"
            paint.text(painter, upper, first, theme.font(13, 600), theme.color(ink))
            lower = upper.translated(0, upper.height())
            if second:
                paint.text(painter, lower, second, theme.font(12), theme.color("ink2"))
        painter.end()
