"""One planned day of a week row: weekday and date, icon and word."""

from datetime import date

from PySide6.QtCore import Property, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import PaintedButton
from konsulent_app.ui.widgets.fremmoede import IKKE_REGISTRERET, STATUSSER, kort_dag, lang_dag
from konsulent_core.words import Fremmoede


class DagKnap(PaintedButton):
    """A press opens the choice of states under the week; `aaben` marks the day it is open for."""

    def __init__(self, theme: Theme, dag: date, name: str) -> None:
        super().__init__(theme, name)
        self.dag = dag
        self._status = IKKE_REGISTRERET
        self._aaben = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(IKKE_REGISTRERET)

    def _get_value(self) -> str:
        return self._status

    value = Property(str, _get_value)

    def status(self) -> str:
        """ "" or a value of core's Fremmoede."""
        return self._status

    def set_status(self, status: str) -> None:
        """Shows a state."""
        self._status = status
        self.setText(STATUSSER[status].kort)
        self.setAccessibleName(f"{lang_dag(self.dag)}: {STATUSSER[status].tekst.lower()}")
        self.update()

    def set_aaben(self, aaben: bool) -> None:
        """Marks the day whose choice is open."""
        self._aaben = aaben
        self.update()

    def sizeHint(self) -> QSize:
        widest = max(self.theme.metrics(12, 600).horizontalAdvance(s.kort) for s in STATUSSER.values())
        return QSize(widest + self.theme.px(18 + 16), self.theme.px(50))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, status = self.theme, STATUSSER[self._status]
        moedt, tom = self._status == Fremmoede.MOEDT, self._status == IKKE_REGISTRERET
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        area = paint.focus_ring(painter, theme, rect) if self.ring else rect
        if moedt:
            paint.box(painter, area, fill=theme.color("accent_soft"))
        elif not self.ring:
            # an exception is framed in ink, so that it is found without colour
            edge = theme.color("line_strong" if tom else "ink")
            paint.box(painter, area, fill=theme.color("surface"), edge=edge, width=1.0 if tom else 1.5)
        if self._aaben and not self.ring:
            paint.box(painter, rect, edge=theme.color("accent"), width=2)
        ink = "accent_ink" if moedt else "ink3" if tom else "ink"
        half = rect.height() / 2
        upper = QRectF(0, theme.px(5), rect.width(), half - theme.px(5))
        lower = QRectF(0, half, rect.width(), half - theme.px(5))
        grey = theme.color("ink2" if not moedt else "accent_ink")
        paint.text(painter, upper, kort_dag(self.dag), theme.font(12), grey, paint.CENTER)
        words = theme.metrics(12, 600).horizontalAdvance(status.kort)
        left = (rect.width() - words - theme.px(18)) / 2
        paint.icon(painter, theme, status.icon, ink, 14, left, lower.center().y())
        lower.setLeft(left + theme.px(18))
        paint.text(painter, lower, status.kort, theme.font(12, 600), theme.color(ink))
        painter.end()
