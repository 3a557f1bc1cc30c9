"""The hours of a week over time as steps, never slanting: løn below, the rest above it, the from–to band open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.timeline import Tidsakse
from konsulent_core.dansk import format_dato, format_timer

_GRID = (1, 2, 4, 5, 10)


@dataclass(frozen=True, slots=True)
class KurveTrin:
    """One step until the next. ``timer`` None: not known; ``ord_`` names what is not an ordinary praktik, pauses
    among them; ``sted`` the place it begins at, "" where it is the same as before."""

    fra: date
    timer: float | None
    timer_til: float | None
    loen: float
    pause: bool
    ord_: str
    sted: str

    @property
    def top(self) -> float:
        """The upper end of a span from-to."""
        return 0.0 if self.pause else self.timer_til or self.timer or 0.0


def spoken(trin: Sequence[KurveTrin]) -> str:
    """The curve as sentences, for those who do not see it."""
    told = [f"{format_dato(t.fra)} {_hours(t)}" for t in trin]
    return f"Timer om ugen: {'; '.join(told)}" if told else "Timer om ugen: intet trin endnu"


def _hours(trin: KurveTrin) -> str:
    if trin.pause:
        return "pause"
    if trin.timer is None:
        return "timer ikke oplyst"
    kind = f" {trin.ord_}" if trin.ord_ else ""
    paid = f", heraf {format_timer(trin.loen)} med løn" if trin.loen else ""
    return f"{format_timer(trin.timer, trin.timer_til)} timer{kind}{paid}"


class TimerKurve(QWidget):
    """Painted; the same in words is its accessible name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._trin: tuple[KurveTrin, ...] = ()
        self._idag = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_trin(self, trin: Sequence[KurveTrin], idag: date) -> None:
        """The steps from the first to the last, and today."""
        self._trin, self._idag = tuple(trin), idag
        self.setAccessibleName(spoken(self._trin))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self._theme.px(190))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._theme.px(190))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._trin:
            return
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        room = float(theme.px(30))
        area = QRectF(room, theme.px(18), self.width() - room - 8, self.height() - theme.px(18 + 44))
        last = max(self._idag, self._trin[-1].fra)
        end = last.fromordinal(last.toordinal() + max(14, (last - self._trin[0].fra).days // 12))
        axis = Tidsakse(self._trin[0].fra, end, area.left(), area.width())
        most = max(4.0, *(t.top for t in self._trin))
        self._grid(painter, area, most)
        ends = [after.fra for _, after in pairwise(self._trin)] + [end]
        for trin, to in zip(self._trin, ends, strict=True):
            self._step(painter, area, trin, (axis.x(trin.fra), axis.x(to)), most)
        self._days(painter, area, axis)
        painter.end()

    def _grid(self, painter: QPainter, area: QRectF, most: float) -> None:
        theme = self._theme
        step = next(s for s in _GRID if most / s <= 5 or s == _GRID[-1])
        for hours in range(0, int(most) + 1, step):
            y = round(area.bottom() - area.height() * hours / most) + 0.5
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            where = QRectF(0, y - 10, area.left() - 8, 20)
            paint.text(painter, where, str(hours), theme.font(12), theme.color("ink3"), paint.RIGHT)

    def _step(self, painter: QPainter, area: QRectF, trin: KurveTrin, span: tuple[float, float], most: float) -> None:
        theme = self._theme
        left, right = span

        def y(hours: float) -> float:
            return area.bottom() - area.height() * hours / most

        if trin.pause or trin.timer is None:
            painter.setPen(_dashed(theme.color("ink2")))
            level = area.bottom() - 6
            painter.drawLine(QPointF(left, level), QPointF(right, level))
            self._fitted(painter, QRectF(left, level - theme.px(20), right - left, theme.px(18)),
                         ("pause" if trin.pause else "ikke oplyst", "?" if not trin.pause else ""), "ink2")  # fmt: skip
            return
        paid = min(trin.loen, trin.top)
        sure = max(trin.timer, paid)
        painter.setPen(Qt.PenStyle.NoPen)
        for low, high, token in ((0.0, paid, "accent"), (paid, sure, "praktik")):
            if high > low:
                painter.fillRect(QRectF(left, y(high), right - left - 1, y(low) - y(high)), theme.color(token))
        if trin.top > sure:
            band = QRectF(left, y(trin.top), right - left - 1, y(sure) - y(trin.top))
            soft = theme.color("praktik")
            soft.setAlpha(60)
            painter.fillRect(band, soft)
            painter.setPen(_dashed(theme.color("praktik")))
            painter.drawLine(band.topLeft(), band.topRight())
        hours = format_timer(trin.timer, trin.timer_til)
        words = (f"{hours} {trin.ord_}", hours) if trin.ord_ else (hours,)
        self._fitted(painter, QRectF(left, y(trin.top) - theme.px(17), right - left, theme.px(16)), words, "ink")
        if paid and y(0) - y(paid) >= theme.px(16):
            inside = QRectF(left, y(paid), right - left, y(0) - y(paid))
            self._fitted(painter, inside, (f"{format_timer(paid)} løn", format_timer(paid)), "on_accent")

    def _fitted(self, painter: QPainter, rect: QRectF, texts: Sequence[str], token: str) -> None:
        """The longest of ``texts`` that there is room for; the list beneath has them all."""
        metrics = self._theme.metrics(12, 600)
        for words in texts:
            if words and metrics.horizontalAdvance(words) <= rect.width():
                font = self._theme.font(12, 600)
                paint.text(painter, rect, words, font, self._theme.color(token), paint.CENTER)
                return

    def _days(self, painter: QPainter, area: QRectF, axis: Tidsakse) -> None:
        """The baseline, today, and beneath it the places with the day each began, left to right where they fit."""
        theme = self._theme
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.drawLine(QPointF(area.left(), area.bottom()), QPointF(area.right(), area.bottom()))
        now = axis.x(self._idag)
        painter.setPen(_dashed(theme.color("ink")))
        painter.drawLine(QPointF(now, area.top() - theme.px(6)), QPointF(now, area.bottom()))
        width = self._width("I dag", self._idag)
        limit = min(max(area.left(), now - width / 2), self.width() - width)
        self._mark(painter, area, limit, ("I dag", self._idag))
        taken = -1.0
        for trin in self._trin:
            width = self._width(trin.sted, trin.fra)
            left = axis.x(trin.fra)
            if trin.sted and left >= taken and left + width <= limit:
                self._mark(painter, area, left, (trin.sted, trin.fra))
                taken = left + width + 8

    def _width(self, words: str, dag: date) -> int:
        """Of a name with its day beneath."""
        theme = self._theme
        dato = theme.metrics(12).horizontalAdvance(format_dato(dag))
        return max(theme.metrics(12, 600).horizontalAdvance(words), dato) + 4

    def _mark(self, painter: QPainter, area: QRectF, left: float, mark: tuple[str, date]) -> None:
        theme, (words, dag) = self._theme, mark
        upper = QRectF(left, area.bottom() + theme.px(6), self._width(words, dag), theme.px(17))
        paint.text(painter, upper, words, theme.font(12, 600), theme.color("ink"))
        lower = upper.translated(0, theme.px(17))
        paint.text(painter, lower, format_dato(dag), theme.font(12), theme.color("ink2"))


def _dashed(colour: QColor) -> QPen:
    pen = QPen(colour, 1.2)
    pen.setDashPattern([3.0, 3.0])
    return pen
