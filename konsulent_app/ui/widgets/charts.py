"""Levels over time on one 1–5 axis: the small row of an overview and the chart of one dimension, as papers have it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.diagram import Diagram, FigurDiagram, Plads
from konsulent_core.diagram import trin as levels
from konsulent_core.diagram.former import Figur, stacked
from konsulent_core.diagram.tid import AT_LAST, parse_day, spanning, tid_figur
from konsulent_core.diagram.trin import IKKE_DROEFTET, LEVELS, NYE_TRIN, Laesning, trin_figur
from konsulent_core.snapshot import TrinPunkt

_LEFT = 16.0  # chart units, for the numbers of the levels
_FOOT = 16.0
_INGEN = Laesning()


@dataclass(frozen=True)
class Maaling:
    """One visit's level; None is a gap: ikke drøftet. `brud` breaks the curve before it (new anchors)."""

    trin: int | None
    tekst: str = ""
    brud: bool = False


def spoken(titel: str, maalinger: Sequence[Maaling]) -> str:
    """The curve in words: »Selvstændighed: 1, 2, ikke drøftet, 3«."""
    words = [(f"{NYE_TRIN}, " if m.brud else "") + (str(m.trin) if m.trin else IKKE_DROEFTET) for m in maalinger]
    return f"{titel}: {', '.join(words) if words else 'ingen måling'}"


def segments(maalinger: Sequence[Maaling]) -> list[list[int]]:
    """Indexes of the points that one unbroken line joins."""
    runs: list[list[int]] = [[]]
    for index, maaling in enumerate(maalinger):
        if maaling.trin is None or maaling.brud:
            runs.append([])
        if maaling.trin is not None:
            runs[-1].append(index)
    return [run for run in runs if run]


def _point(rect: QRectF, index: int, antal: int, trin: int) -> QPointF:
    step = rect.width() / max(1, antal - 1)
    left = rect.left() + (index * step if antal > 1 else rect.width())
    return QPointF(left, rect.bottom() - (trin - 1) * rect.height() / (LEVELS - 1))


def breaks(rect: QRectF, maalinger: Sequence[Maaling]) -> list[float]:
    """Where an upright stands: halfway from the besøg before to the first with new anchors."""
    antal = len(maalinger)
    return [
        (_point(rect, i - 1, antal, 1).x() + _point(rect, i, antal, 1).x()) / 2
        for i, m in enumerate(maalinger)
        if m.brud and i
    ]


def draw_curve(
    painter: QPainter,
    rect: QRectF,
    maalinger: Sequence[Maaling],
    colour: QColor,
    inside: QColor,
    upright: QColor,
    dot: float,
) -> None:
    """Dotted uprights where the anchors changed, lines, then hollow dots, then the last one filled."""
    antal = len(maalinger)
    places = {i: _point(rect, i, antal, m.trin) for i, m in enumerate(maalinger) if m.trin is not None}
    painter.setPen(QPen(upright, 1, Qt.PenStyle.DotLine))
    for x in breaks(rect, maalinger):
        painter.drawLine(QPointF(x, rect.top() - 4), QPointF(x, rect.bottom() + 4))
    painter.setPen(QPen(colour, 2))
    for run in segments(maalinger):
        painter.drawPolyline([places[i] for i in run])
    for index, place in places.items():
        last = index == max(places)
        painter.setBrush(colour if last else inside)
        painter.drawEllipse(place, dot + (1.5 if last else 0), dot + (1.5 if last else 0))


class Sparkline(Diagram):
    """A dimension's curve in one row, without words; those of a value stand beside it while it is walked to."""

    def __init__(self, theme: Theme, titel: str, maalinger: Sequence[Maaling] = ()) -> None:
        super().__init__(theme, beside=True)
        self._titel = titel
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_maalinger(maalinger)

    def set_maalinger(self, maalinger: Sequence[Maaling]) -> None:
        """Another curve."""
        self._maalinger = tuple(maalinger)
        self.setAccessibleName(spoken(self._titel, self._maalinger))
        self.values_changed()

    def places(self) -> Sequence[Plads]:
        antal, rect = len(self._maalinger), self._inner()
        known, found = (LEVELS + 1) // 2, []
        for n, one in enumerate(self._maalinger):
            known = one.trin or known
            at = _point(rect, n, antal, known)
            words = f"trin {one.trin}" if one.trin is not None else IKKE_DROEFTET
            new = f" ({NYE_TRIN})" if one.brud else ""
            when = f" {one.tekst}" if one.tekst else ""
            where = QRectF(at.x() - 7, at.y() - 7, 14, 14)
            found.append(Plads(where, f"{self._titel}{when}: {words}{new} · konsulent"))
        return found

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(104), self._theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._theme.px(40))

    def draw(self, painter: QPainter) -> None:
        theme, rect = self._theme, self._inner()
        painter.setPen(QPen(theme.color("line"), 1))
        for top in (rect.top(), rect.center().y(), rect.bottom()):
            painter.drawLine(QPointF(0, round(top) + 0.5), QPointF(self.width(), round(top) + 0.5))
        accent, surface = theme.color("accent"), theme.color("surface")
        draw_curve(painter, rect, self._maalinger, accent, surface, theme.color("ink2"), 3)

    def _inner(self) -> QRectF:
        return QRectF(self.rect()).adjusted(7, 8, -7, -8)


class LevelChart(FigurDiagram):
    """The curve on its axis of time, as the papers draw it; the words of each value come from ``laesning``."""

    def __init__(
        self,
        theme: Theme,
        titel: str,
        punkter: Sequence[TrinPunkt] = (),
        laesning: Laesning = _INGEN,
        name: str = "",
    ) -> None:
        super().__init__(theme, name)
        self._titel, self._laesning = titel, laesning
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_punkter(punkter)

    def set_punkter(self, punkter: Sequence[TrinPunkt]) -> None:
        """Another curve."""
        self._punkter = tuple(punkter)
        own = [p for p in self._punkter if p.stemme == self._laesning.linje]
        self.setAccessibleName(levels.spoken(self._titel, own))
        self.show_new()

    def make(self, width: float, height: float) -> Figur | None:
        days = [day for p in self._punkter if (day := parse_day(p.dato)) is not None]
        axis = spanning(days, _LEFT, max(20.0, width - _LEFT - AT_LAST))
        if axis is None:
            return None
        curve = trin_figur(self._punkter, axis, max(40.0, height - _FOOT), alle_trin=True, laesning=self._laesning)
        return stacked(curve, tid_figur(axis))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(150))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._theme.px(120))
