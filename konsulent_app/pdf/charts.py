"""The papers' charts: a dimension's curve and its axis, which the screen shares, and a mark for every planned day."""

from collections.abc import Sequence
from datetime import date

from reportlab.graphics.shapes import Drawing, Line

from konsulent_app.pdf import pen, style
from konsulent_app.pdf.axis import TimeAxis, short_month
from konsulent_app.pdf.fonts import Fonts
from konsulent_app.pdf.marks import Mark, ink, label, mark
from konsulent_app.pdf.readers import AFBUD
from konsulent_app.pdf.style import Style
from konsulent_core.dansk import UGEDAGE
from konsulent_core.diagram.tid import parse_day, tid_figur
from konsulent_core.diagram.trin import trin_figur
from konsulent_core.snapshot import DagBlad, TrinPunkt
from konsulent_core.words import Fremmoede

__all__ = [
    "FREMMOEDE_MARKS",
    "LONG_GAP",
    "attendance_strip",
    "dimension_curve",
    "monday",
    "parse_day",
    "time_scale",
]

# More days without a mark than this are no longer drawn as empty weeks.
LONG_GAP = 28
_AXIS = Style(style.REGULAR, 8, 0, style.SOFT)

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


def dimension_curve(
    points: Sequence[TrinPunkt], axis: TimeAxis, height: float = 50.0, day: date | None = None
) -> Drawing:
    """The konsulent's line over levels 1-5; the other voices only where they deviate (``core.diagram.trin``).

    Room for the numbers 1 and 5 lies left of ``axis``, for the last level right of it. At ``day`` a dotted upright
    stands through the curve.
    """
    return pen.draw(trin_figur(points, axis, height, day))


def time_scale(axis: TimeAxis, today: date | None = None, mark: str = "i dag") -> Drawing:
    """The ticks under the curves, once for all of them; ``mark`` stands at ``today``."""
    return pen.draw(tid_figur(axis, today, mark))


def attendance_strip(days: Sequence[DagBlad], fonts: Fonts, width: float) -> Drawing:
    """A row a weekday, a column a week, a mark a planned day; an empty place was not planned."""
    placed = [(day, found) for day in days if (found := parse_day(day.dato)) is not None]
    weekdays = sorted({day.weekday() for _, day in placed})
    weeks = _with_empty(sorted({monday(day) for _, day in placed}))
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
        x = left + pitch * (weeks.index(monday(when)) + 0.5)
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


def _with_empty(weeks: list[int]) -> list[int]:
    """Also the weeks in between in which nothing was planned, unless they are many."""
    return [
        week
        for at, after in zip(weeks, [*weeks[1:], weeks[-1] + 7 if weeks else 0], strict=True)
        for week in (range(at, after, 7) if after - at <= LONG_GAP else (at,))
    ]


def monday(day: date) -> int:
    """The ordinal of its week's monday."""
    return day.toordinal() - day.weekday()
