"""The hours of a week across praktikker: the steps of each place, and between two places why the first stopped."""

from datetime import date, timedelta

from reportlab.graphics.shapes import Drawing, Line

from konsulent_app.pdf import style
from konsulent_app.pdf.axis import TimeAxis
from konsulent_app.pdf.chart_timer import Scale, Step, draw_step
from konsulent_app.pdf.fonts import Fonts
from konsulent_app.pdf.marks import ink, label
from konsulent_app.pdf.style import Style
from konsulent_core.dansk import format_dato
from konsulent_core.praktikdok.blad import Ophold, Timerlinje

LOW, HIGH = 72.0, 100.0  # low, where a table of earlier praktikker must have its place on the page too
_BASE = 16.0
_OVER = 8.0
_WORD = Style(style.REGULAR, 8, 0, style.SOFT)


def praktik_steps(linje: Timerlinje, fonts: Fonts, width: float, height: float = HIGH) -> Drawing:
    """The pieces on one axis of time. Numbers stand on the areas, causes in the gaps where there is room."""
    first = linje.stykker[0].fra
    last = max(*(p.til for p in linje.stykker), linje.til)
    pad = timedelta(days=max((last - first).days // 50, 2))
    axis = TimeAxis(first - pad, last + pad, 22, width - 22)
    drawing = Drawing(width, height)
    most = max([p.blad.timer_til or p.blad.timer or 0.0 for p in linje.stykker] + [4.0])
    scale = Scale(_BASE, (height - _BASE - _OVER) / most, most)
    scale.draw(drawing, axis)
    placed = [Step(axis.x(p.fra), axis.x(p.til), p.blad) for p in linje.stykker]
    for i, step in enumerate(placed):
        ends = i == len(placed) - 1 or placed[i + 1].x1 > step.x2 + 0.5
        draw_step(drawing, step, scale, fonts, last=ends)
    for stop in linje.ophold:
        _write_stop(drawing, stop, axis, fonts)
    if any(p.til > linje.til + timedelta(days=1) for p in linje.stykker):
        _mark_day(drawing, axis, linje.til, height)
    return drawing


def _write_stop(drawing: Drawing, stop: Ophold, axis: TimeAxis, fonts: Fonts) -> None:
    """The cause in the gap, on two lines where one is too long; where none fits the table below has it."""
    left, room = axis.x(stop.fra), axis.x(stop.til) - axis.x(stop.fra) - 6
    head, _, cause = stop.ord.partition(" ")
    lines = (stop.ord,) if fonts.width(stop.ord, _WORD) <= room else tuple(filter(None, (head, cause)))
    if max(fonts.width(words, _WORD) for words in lines) > room:
        lines = (head.rstrip(":"),)
        if fonts.width(lines[0], _WORD) > room:
            return
    for n, words in enumerate(reversed(lines)):
        drawing.add(label(left + 4, _BASE + 4 + 10 * n, words, _WORD, "start"))


def _mark_day(drawing: Drawing, axis: TimeAxis, day: date, height: float) -> None:
    """Where what was agreed for later begins."""
    x = axis.x(day)
    drawing.add(Line(x, _BASE, x, height - 3, strokeColor=ink(), strokeWidth=1, strokeDashArray=[1.5, 2]))
    drawing.add(label(x + 3, height - 7, format_dato(day), _WORD, "start"))
