"""Levels over time on one 1–5 axis: the small row of an overview and the larger chart of one dimension."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint

LEVELS = 5
NYE_TRIN = "nye trin"
"""The word where the anchors changed: a level before it and one after it are not the same thing."""


@dataclass(frozen=True)
class Maaling:
    """One visit's level; None is a gap: ikke drøftet. `brud` breaks the curve before it (new anchors)."""

    trin: int | None
    tekst: str = ""
    brud: bool = False


def spoken(titel: str, maalinger: Sequence[Maaling]) -> str:
    """The curve in words: »Selvstændighed: 1, 2, ikke drøftet, 3«."""
    words = [(f"{NYE_TRIN}, " if m.brud else "") + (str(m.trin) if m.trin else "ikke drøftet") for m in maalinger]
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


class _Curve(QWidget):
    """What a curve shows and how it is said aloud."""

    def __init__(self, theme: Theme, titel: str, maalinger: Sequence[Maaling]) -> None:
        super().__init__()
        self._theme, self._titel = theme, titel
        self.set_maalinger(maalinger)

    def set_maalinger(self, maalinger: Sequence[Maaling]) -> None:
        """Another curve."""
        self._maalinger = tuple(maalinger)
        self.setAccessibleName(spoken(self._titel, self._maalinger))
        self.update()


class Sparkline(_Curve):
    """A dimension's curve in one row, without words."""

    def __init__(self, theme: Theme, titel: str, maalinger: Sequence[Maaling] = ()) -> None:
        super().__init__(theme, titel, maalinger)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(104), self._theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect()).adjusted(7, 8, -7, -8)
        painter.setPen(QPen(theme.color("line"), 1))
        for top in (rect.top(), rect.center().y(), rect.bottom()):
            painter.drawLine(QPointF(0, round(top) + 0.5), QPointF(self.width(), round(top) + 0.5))
        accent, surface = theme.color("accent"), theme.color("surface")
        draw_curve(painter, rect, self._maalinger, accent, surface, theme.color("ink2"), 3)
        painter.end()


class LevelChart(_Curve):
    """The curve with its axis; under it the first visit's words and the last's."""

    def __init__(self, theme: Theme, titel: str, maalinger: Sequence[Maaling] = ()) -> None:
        super().__init__(theme, titel, maalinger)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(150))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._theme.px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        room = theme.px(18)
        rect = QRectF(room, 8, self.width() - room - 10, self.height() - 8 - theme.px(24))
        for trin in range(1, LEVELS + 1):
            top = rect.bottom() - (trin - 1) * rect.height() / (LEVELS - 1)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(rect.left(), round(top) + 0.5), QPointF(self.width(), round(top) + 0.5))
            where = QRectF(0, top - 10, room - 8, 20)
            paint.text(painter, where, str(trin), theme.font(12), theme.color("ink3"), paint.CENTER)
        inner = rect.adjusted(8, 0, -2, 0)
        accent, surface = theme.color("accent"), theme.color("surface")
        draw_curve(painter, inner, self._maalinger, accent, surface, theme.color("ink2"), 3.5)
        font = theme.font(12)
        wide = theme.metrics(12).horizontalAdvance(NYE_TRIN) + 8
        for x in breaks(inner, self._maalinger):
            # to the right of the upright where there is room, on the surface so that no line runs through the word
            left = x + 4 if x + wide < self.width() else x - wide
            place = QRectF(left, inner.bottom() - theme.px(16), wide, theme.px(16))
            painter.fillRect(place, surface)
            paint.text(painter, place, NYE_TRIN, font, theme.color("ink2"), paint.CENTER)
        if self._maalinger:
            foot = QRectF(rect.left(), rect.bottom() + 4, self.width() - rect.left(), theme.px(20))
            first, last = self._maalinger[0].tekst, self._maalinger[-1].tekst
            if len(self._maalinger) > 1:
                paint.text(painter, foot, first, theme.font(12), theme.color("ink3"))
            paint.text(painter, foot, last, theme.font(12, 600), theme.color("ink"), paint.RIGHT)
        painter.end()
