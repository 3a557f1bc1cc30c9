"""The charts, one drawing for paper and screen: a dimension's curve, a mark for every planned day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from reportlab.graphics.shapes import Circle, Drawing, Line
from reportlab.lib.colors import white

from konsulent_app.pdf import style
from konsulent_app.pdf.axis import TimeAxis, short_month
from konsulent_app.pdf.fonts import Fonts
from konsulent_app.pdf.marks import Mark, ink, label, mark
from konsulent_app.pdf.readers import AFBUD
from konsulent_app.pdf.style import Style
from konsulent_core.dansk import UGEDAGE
from konsulent_core.snapshot import DagBlad, TrinPunkt
from konsulent_core.words import Fremmoede, Stemme

LEVELS = 5
NYE_TRIN = "nye trin"
FULL, PITCH = 26.0, 7.0  # points from level 1 to 5, and from besøg to besøg, where marks have their full size
SMALLEST = 0.6
ROOM_FOR_WORDS = 15.0  # points from level 1 to 5
_AXIS = Style(style.REGULAR, 8, 0, style.SOFT)
_WORD = Style(style.REGULAR, 7, 0, style.SOFT)
_TODAY = Style(style.SEMIBOLD, 8, 0)
_NUMBER = Style(style.SEMIBOLD, 9.5, 0)

FREMMOEDE_MARKS: dict[str | None, Mark] = {
    Fremmoede.MOEDT: Mark.POINT,
    Fremmoede.FOER_TID: Mark.HALF,
    Fremmoede.SYGDOM: Mark.RING,
    Fremmoede.BEHANDLING: Mark.SQUARE,
    Fremmoede.ANDET: Mark.DIAMOND,
    AFBUD: Mark.RING,
    Fremmoede.UDEBLEVET: Mark.CROSS,
    Fremmoede.AFLYST: Mark.DASH,
    None: Mark.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class _Visit:
    x: float
    levels: dict[str, int | None]
    brud: list[str]  # the voices whose scale has new words since their last level


def dimension_curve(
    points: Sequence[TrinPunkt], axis: TimeAxis, height: float = 50.0, day: date | None = None
) -> Drawing:
    """The konsulent's line over levels 1-5; the other voices only where they deviate.

    The line breaks where a dimension was not discussed (a short dash stands there) and where the scale's
    words changed (a dotted upright stands there). Room for the numbers 1 and 5 lies left of ``axis``, for the
    last level right of it. At ``day`` a dotted upright stands through the curve.
    """
    drawing = Drawing(axis.left + axis.width + 18, height)
    low, high = 6.0, height - 6.0

    def y(level: float) -> float:
        return low + (high - low) * (level - 1) / (LEVELS - 1)

    if day is not None:
        drawing.add(upright(axis, day, height))
    for level in range(1, LEVELS + 1):
        edge = level in (1, LEVELS)
        line = style.LINE if edge else style.GRID
        drawing.add(Line(axis.left, y(level), axis.left + axis.width, y(level), strokeColor=ink(line), strokeWidth=0.5))
        if edge:
            drawing.add(label(axis.left - 5, y(level) - 2.8, str(level), _AXIS, "end"))
    visits = _visits(points, axis)
    dashes = _gaps(visits)
    for i, at in dashes.items():  # an opening in the rule, or the dash would drown in it
        x = visits[i].x
        drawing.add(Line(x - 6.5, y(at), x + 6.5, y(at), strokeColor=white, strokeWidth=2))
    for before, after in pairwise(visits):
        a, b = before.levels.get(Stemme.KONSULENT), after.levels.get(Stemme.KONSULENT)
        if Stemme.KONSULENT in after.brud:
            middle = (before.x + after.x) / 2
            drawing.add(Line(middle, low, middle, high, strokeColor=ink(), strokeWidth=0.8, strokeDashArray=[1, 2]))
            # between two levels, and not where a point stands
            clear = (b or 0) < LEVELS - 1 and (a or 0) < LEVELS - 1
            if high - low > ROOM_FOR_WORDS:  # else the line alone; what it means stands under the curves
                drawing.add(label(middle + 2.5, y(LEVELS - 1 if clear else 1) + 2.2, NYE_TRIN, _WORD, "start"))
        elif a is not None and b is not None:
            drawing.add(Line(before.x, y(a), after.x, y(b), strokeColor=ink(), strokeWidth=1.5))
    room = min((high - low) / FULL, axis.width / max(len(visits), 1) / PITCH)
    size = max(SMALLEST, min(1.0, room))
    _draw_visits(drawing, visits, dashes, y, size, axis.x(day) if day is not None else None)
    return drawing


def upright(axis: TimeAxis, day: date, height: float) -> Line:
    """A dotted line at a day that all charts on the axis share."""
    x = axis.x(day)
    return Line(x, 0, x, height, strokeColor=ink(), strokeWidth=1, strokeDashArray=[1.5, 2])


def _visits(points: Sequence[TrinPunkt], axis: TimeAxis) -> list[_Visit]:
    found: dict[tuple[str, int], _Visit] = {}
    for point in sorted(points, key=lambda p: (p.dato, p.besoeg_nummer)):
        day = parse_day(point.dato)
        if day is None:
            continue
        key = (point.dato, point.besoeg_nummer)
        visit = found.setdefault(key, _Visit(axis.x(day), {}, []))
        visit.levels[point.stemme] = point.trin
        if point.brud:
            visit.brud.append(point.stemme)
    return list(found.values())


def _gaps(visits: list[_Visit]) -> dict[int, float]:
    """Where the konsulent gave no level, and how high the dash for it stands: at the level last known."""
    known = (LEVELS + 1) / 2
    found: dict[int, float] = {}
    for i, visit in enumerate(visits):
        level = visit.levels.get(Stemme.KONSULENT)
        if level is None:
            found[i] = known
        else:
            known = level
    return found


def _draw_visits(
    drawing: Drawing,
    visits: list[_Visit],
    dashes: dict[int, float],
    y: Callable[[float], float],
    size: float,
    clear: float | None,
) -> None:
    """``size`` of the marks, 1 in a curve of full height; ``clear``: an upright the last number must not fall on."""
    for i, visit in enumerate(visits):
        level = visit.levels.get(Stemme.KONSULENT)
        last = i == len(visits) - 1
        if level is None:
            for shape in mark(Mark.DASH, visit.x, y(dashes[i]), 3.2, 1.5):
                drawing.add(shape)
        else:
            drawing.add(Circle(visit.x, y(level), (4.0 if last else 2.1) * size, fillColor=ink(), strokeColor=None))
            if last:
                x = visit.x + 8
                x = clear + 3 if clear is not None and x - 3 < clear < x + 7 else x
                drawing.add(label(x, y(level) - 3.4, str(level), _NUMBER, "start"))
        others = [
            (kind, visit.levels[voice])
            for voice, kind in ((Stemme.ARBEJDSGIVER, Mark.SQUARE), (Stemme.BORGER, Mark.TRIANGLE))
            if visit.levels.get(voice) not in (None, level)
        ]
        together = len(others) == 2 and others[0][1] == others[1][1]
        for j, (kind, other) in enumerate(others):
            shift = (j - 0.5) * 8.5 * size if together else 0.0
            for shape in mark(kind, visit.x + shift, y(other or 0), 2.9 * size, 1.1):
                drawing.add(shape)


def time_scale(axis: TimeAxis, today: date | None = None, mark: str = "i dag") -> Drawing:
    """The ticks under the curves, once for all of them; ``mark`` stands at ``today``."""
    height = 16.0
    drawing = Drawing(axis.left + axis.width + 18, height)
    for x, text in axis.ticks():
        if today is not None and abs(axis.x(today) - x) < 40:
            continue
        drawing.add(Line(x, height, x, height - 4, strokeColor=ink(), strokeWidth=0.8))
        drawing.add(label(x, height - 12.5, text, _AXIS, "start"))
    if today is not None:
        drawing.add(Line(axis.x(today), height, axis.x(today), height - 4, strokeColor=ink(), strokeWidth=1.6))
        drawing.add(label(axis.x(today), height - 12.5, mark, _TODAY, "middle"))
    return drawing


def attendance_strip(days: Sequence[DagBlad], fonts: Fonts, width: float) -> Drawing:
    """A row a weekday, a column a week, a mark a planned day; an empty place was not planned."""
    placed = [(day, found) for day in days if (found := parse_day(day.dato)) is not None]
    weekdays = sorted({day.weekday() for _, day in placed})
    weeks = sorted({_monday(day) for _, day in placed})
    left, pitch_y = 26.0, 13.0
    pitch = min(26.0, (width - left) / max(len(weeks), 1))
    height = 18.0 + pitch_y * len(weekdays)
    drawing = Drawing(width, height)
    right = left + pitch * len(weeks)
    drawing.add(Line(0, height - 14, right, height - 14, strokeColor=ink(style.LINE), strokeWidth=0.5))
    for row, weekday in enumerate(weekdays):
        y = height - 18 - pitch_y * (row + 0.5)
        drawing.add(label(0, y - 2.8, UGEDAGE[weekday][:3], _AXIS, "start"))
    _week_heads(drawing, weeks, (left, pitch), fonts)
    for day, when in placed:
        x = left + pitch * (weeks.index(_monday(when)) + 0.5)
        y = height - 18 - pitch_y * (weekdays.index(when.weekday()) + 0.5)
        kind = FREMMOEDE_MARKS.get(day.status, Mark.UNKNOWN)
        for shape in mark(kind, x, y, min(3.1, pitch * 0.3), 1.2):
            drawing.add(shape)
    drawing.add(Line(0, 0.5, right, 0.5, strokeColor=ink(style.LINE), strokeWidth=0.5))
    return drawing


def _week_heads(drawing: Drawing, weeks: list[int], grid: tuple[float, float], fonts: Fonts) -> None:
    """Week numbers where they fit, else the names of the months."""
    left, pitch = grid
    y = float(drawing.height) - 10
    if pitch >= 15:
        drawing.add(label(0, y, "uge", _AXIS, "start"))
        for i, monday in enumerate(weeks):
            week = date.fromordinal(monday).isocalendar().week
            drawing.add(label(left + pitch * (i + 0.5), y, str(week), _AXIS, "middle"))
        return
    free, month = 0.0, 0
    for i, monday in enumerate(weeks):
        day = date.fromordinal(monday)
        x = left + pitch * i
        name = short_month(day.month)
        if day.month != month and x >= free and x + fonts.width(name, _AXIS) <= drawing.width:
            drawing.add(label(x, y, name, _AXIS, "start"))
            free, month = x + fonts.width(name, _AXIS) + 5, day.month


def _monday(day: date) -> int:
    return day.toordinal() - day.weekday()


def parse_day(text: str | None) -> date | None:
    """The day of an ISO date or instant; None when it is none."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
