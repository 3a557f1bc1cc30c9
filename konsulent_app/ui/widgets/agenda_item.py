"""One point of the agenda: a number, a tint or a check, and its title."""

from enum import StrEnum

from PySide6.QtCore import Property, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import PaintedButton


class PunktStatus(StrEnum):
    """How far a point has come."""

    IKKE_BEROERT = "ikke_beroert"
    PAABEGYNDT = "paabegyndt"
    BEROERT = "beroert"


_SPOKEN = {
    PunktStatus.IKKE_BEROERT: "ikke berørt",
    PunktStatus.PAABEGYNDT: "påbegyndt",
    PunktStatus.BEROERT: "berørt",
}


_HEIGHT, _HEIGHT_MED_SVAR = 44, 56  # px at 100 %
_LEAST = 120  # px at 100 %: the number and the beginning of a title


class AgendaItem(PaintedButton):
    """A press asks for the point; the frame marks the one in focus."""

    def __init__(self, theme: Theme, nummer: int, titel: str, name: str) -> None:
        super().__init__(theme, name)
        self.nummer = nummer
        self._status = PunktStatus.IKKE_BEROERT
        self._aktuel = False
        self._smal = False
        self._svar = ""
        self.setText(titel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def get_status(self) -> PunktStatus:
        """How far the point has come."""
        return self._status

    def _get_status_word(self) -> str:
        return self._status.value

    status = Property(str, _get_status_word)

    def set_status(self, status: PunktStatus) -> None:
        """Number, tint or check."""
        self._status = status
        self._tell()

    def set_svar(self, svar: str) -> None:
        """What was answered, on a line of its own below the title."""
        self._svar = svar
        self.updateGeometry()
        self._tell()

    def set_aktuel(self, aktuel: bool) -> None:
        """Frames the point."""
        self._aktuel = aktuel
        self._tell()

    def set_smal(self, smal: bool) -> None:
        """Number only; the title becomes the tooltip."""
        self._smal = smal
        # Ten digits, ten keys: an eleventh point has none.
        keys = f" (Alt+{self.nummer % 10})" if self.nummer <= 10 else ""
        self.setToolTip(self.text() + keys)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = self._height()
        if self._smal:
            return QSize(max(44, height), height)
        words = self.theme.metrics(14, 600).horizontalAdvance(self.text())
        return QSize(self.theme.px(46) + words + self.theme.px(10), height)

    def minimumSizeHint(self) -> QSize:
        """A long title gives way, and stands whole in the tooltip."""
        return self.sizeHint().boundedTo(QSize(self.theme.px(_LEAST), self._height()))

    def _height(self) -> int:
        return self.theme.px(_HEIGHT_MED_SVAR if self._svar and not self._smal else _HEIGHT)

    def _tell(self) -> None:
        here = ", vises nu" if self._aktuel else ""
        said = f", {self._svar}" if self._svar else ""
        self.setAccessibleName(f"{self.nummer}. {self.text()}, {_SPOKEN[self._status]}{said}{here}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        if self._aktuel:
            paint.box(painter, rect, fill=theme.color("surface"), edge=theme.color("accent"), width=1.5)
        elif self._hover:
            paint.box(painter, rect, fill=theme.color("sunken"))
        if self.ring:
            paint.focus_ring(painter, theme, rect)
        side = float(theme.px(23))
        left = (rect.width() - side) / 2 if self._smal else float(theme.px(12))
        self._paint_circle(painter, QRectF(left, (rect.height() - side) / 2, side, side))
        if not self._smal:
            done = self._status is PunktStatus.BEROERT and not self._aktuel
            where = QRectF(theme.px(46), 0, rect.width() - theme.px(46), rect.height())
            weight = 600 if self._aktuel else 500
            room = int(where.width()) - theme.px(6)
            words = theme.metrics(14, weight).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
            ink = theme.color("ink2" if done else "ink")
            if not self._svar:
                paint.text(painter, where, words, theme.font(14, weight), ink)
            else:
                half = where.height() / 2 - theme.px(4)
                paint.text(painter, where.adjusted(0, theme.px(4), 0, -half), words, theme.font(14, weight), ink)
                said = theme.metrics(12, 400).elidedText(self._svar, Qt.TextElideMode.ElideRight, room)
                paint.text(painter, where.adjusted(0, half, 0, -theme.px(4)), said, theme.font(12), theme.color("ink3"))
        painter.end()

    def _paint_circle(self, painter: QPainter, circle: QRectF) -> None:
        theme, radius = self.theme, circle.height() / 2
        if self._status is PunktStatus.BEROERT:
            paint.box(painter, circle, fill=theme.color("accent"), radius=radius)
            left = circle.center().x() - theme.px(14) / 2
            paint.icon(painter, theme, "check", "on_accent", 14, left, circle.center().y())
            return
        begun = self._status is PunktStatus.PAABEGYNDT
        fill, edge, ink = ("accent_soft", "accent", "accent_ink") if begun else ("", "line_strong", "ink2")
        soft = theme.color(fill) if fill else None
        paint.box(painter, circle, fill=soft, edge=theme.color(edge), width=1.5, radius=radius)
        paint.text(painter, circle, str(self.nummer), theme.font(12, 600), theme.color(ink), paint.CENTER)
