"""A sum that moves in steps over days, with its axis: løntimer a week of all borgere together."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.diagram import Diagram, Plads
from konsulent_core.dansk import format_timer
from konsulent_core.diagram.tid import lang_dato

_FOOT = 20  # px beneath the axis, for the words under its ends


@dataclass(frozen=True, slots=True)
class KurveTrin:
    """From that day on this much."""

    dag: date
    vaerdi: float


def axis_top(most: float) -> float:
    """A round number that ``most`` stands under: 44 → 50, 8 → 10, 0 → 10."""
    if most <= 0:
        return 10.0
    step: float = 10.0 ** math.floor(math.log10(most))
    return next(factor * step for factor in (1, 2, 5, 10) if factor * step >= most)


class Trinkurve(Diagram):
    """The first and last point are named under the axis; the last value stands beside its dot."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, beside=True)
        self._trin: tuple[KurveTrin, ...] = ()
        self._fra = self._til = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_trin(self, trin: Sequence[KurveTrin], fra: str, til: str, spoken: str) -> None:
        """Another curve, oldest first; ``fra`` and ``til`` are the words under its ends."""
        self._trin, self._fra, self._til = tuple(trin), fra, til
        self.setAccessibleName(spoken)
        self.values_changed()

    def places(self) -> Sequence[Plads]:
        if not self._trin:
            return ()
        area, top = self._area()
        corners = self._line(area, top)[::2]
        return [
            Plads(QRectF(at.x() - 7, at.y() - 7, 14, 14), f"Fra {lang_dato(one.dag)}: {format_timer(one.vaerdi)} i alt")
            for at, one in zip(corners, self._trin, strict=True)
        ]

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(80))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(140), self._theme.px(76))

    def _area(self) -> tuple[QRectF, float]:
        """Where the curve stands, and the hours at its upper edge."""
        theme = self._theme
        top = axis_top(max(one.vaerdi for one in self._trin))
        last = format_timer(self._trin[-1].vaerdi)
        left = theme.metrics(12).horizontalAdvance(format_timer(top)) + theme.px(8)
        right = theme.metrics(13, 600).horizontalAdvance(last) + theme.px(14)
        high = self.height() - theme.px(8) - theme.px(_FOOT)
        return QRectF(left, theme.px(8), max(10, self.width() - left - right), high), top

    def draw(self, painter: QPainter) -> None:
        if not self._trin:
            return
        theme, (area, top) = self._theme, self._area()
        left, right, foot = area.left(), self.width() - area.right(), theme.px(_FOOT)
        last = format_timer(self._trin[-1].vaerdi)
        for value in (0.0, top / 2, top):
            level = area.bottom() - area.height() * value / top
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(area.left(), round(level) + 0.5), QPointF(area.right(), round(level) + 0.5))
            where = QRectF(0, level - theme.px(9), left - theme.px(8), theme.px(18))
            paint.text(painter, where, format_timer(value), theme.font(12), theme.color("ink3"), paint.RIGHT)
        line = self._line(area, top)
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(theme.color("accent_soft"))
        ground = QPolygonF([QPointF(area.left(), area.bottom()), *line, QPointF(area.right(), area.bottom())])
        pen = painter.pen()
        painter.setPen(theme.color("accent_soft"))
        painter.drawPolygon(ground)
        painter.setPen(pen)
        painter.drawPolyline(line)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(line[-1], theme.px(4), theme.px(4))
        beside = QRectF(line[-1].x() + theme.px(9), line[-1].y() - theme.px(9), right, theme.px(18))
        paint.text(painter, beside, last, theme.font(13, 600), theme.color("ink"))
        beneath = QRectF(area.left(), area.bottom() + 2, area.width(), foot)
        paint.text(painter, beneath, self._fra, theme.font(12), theme.color("ink3"))
        paint.text(painter, beneath, self._til, theme.font(12), theme.color("ink3"), paint.RIGHT)

    def _line(self, area: QRectF, top: float) -> list[QPointF]:
        """Level until the next step, and then straight up or down."""
        first, last = self._trin[0].dag, self._trin[-1].dag
        days = max(1, (last - first).days)
        points: list[QPointF] = []
        for one in self._trin:
            across = area.left() + area.width() * (one.dag - first).days / days
            height = area.bottom() - area.height() * one.vaerdi / top
            if points:
                points.append(QPointF(across, points[-1].y()))
            points.append(QPointF(across, height))
        return points
