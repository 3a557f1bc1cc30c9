"""The hours of a week over time as steps, never slanting: praktik hatched, løn filled, fleksjob open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportlab.graphics.shapes import Drawing, Line, Path, PolyLine
from reportlab.lib.colors import white

from konsulent_app.pdf import style
from konsulent_app.pdf.axis import TimeAxis
from konsulent_app.pdf.charts import parse_day, upright
from konsulent_app.pdf.fonts import Fonts
from konsulent_app.pdf.marks import block, ink, label
from konsulent_app.pdf.style import Style
from konsulent_core.dansk import format_timer
from konsulent_core.snapshot import TimerBlad
from konsulent_core.words import TimerArt

_AXIS = Style(style.REGULAR, 8, 0, style.SOFT)
_ON_AREA = Style(style.SEMIBOLD, 8.5, 0)
_ON_LOEN = Style(style.SEMIBOLD, 8.5, 0, 0xFFFFFF)
_HATCH = 4.2  # points between hatching lines
_ART = {TimerArt.SMAAJOB.value: "småjob", TimerArt.JOB.value: "job", TimerArt.FLEKSJOB.value: "fleksjob"}


@dataclass(frozen=True, slots=True)
class _Step:
    x1: float
    x2: float
    blad: TimerBlad

    @property
    def top(self) -> float:
        """The height of the step; of a span from-to, its upper end."""
        return self.blad.timer_til or self.blad.timer or 0.0

    @property
    def known(self) -> bool:
        return self.blad.timer is not None and self.blad.art != TimerArt.PAUSE


def hours_steps(
    steps: Sequence[TimerBlad], today: date | None, fonts: Fonts, width: float, mark: str = "i dag"
) -> Drawing | None:
    """The steps up to ``today``, where ``mark`` stands, and those agreed after it; None when no step has a date."""
    dated = sorted(((day, s) for s in steps if (day := parse_day(s.fra)) is not None), key=lambda p: p[0])
    if not dated:
        return None
    last = max([dated[-1][0], *([today] if today else [])])
    first = dated[0][0]
    end = last + timedelta(days=max((last - first).days // 9, 14))
    axis = TimeAxis(first - timedelta(days=max((end - first).days // 60, 1)), end, 22, width - 22)
    drawing = Drawing(width, 112)
    most = max([s.timer_til or s.timer or 0.0 for _, s in dated] + [4.0])
    scale = _Scale(18.0, 82.0 / most, most)
    scale.draw(drawing, axis)
    ends = [day for day, _ in dated[1:]] + [end]
    placed = [_Step(axis.x(day), axis.x(to), s) for (day, s), to in zip(dated, ends, strict=True)]
    for i, step in enumerate(placed):
        _draw_step(drawing, step, scale, fonts, last=i == len(placed) - 1)
    if today is not None:
        x = axis.x(today)
        drawing.add(Line(x, 18, x, 108, strokeColor=ink(), strokeWidth=1, strokeDashArray=[1.5, 2]))
        drawing.add(label(x + 3, 105, mark, _AXIS, "start"))
    return drawing


def hours_on(
    axis: TimeAxis, steps: Sequence[TimerBlad], until: date, fonts: Fonts, height: float, mark: date | None = None
) -> Drawing | None:
    """The steps on the curves' own ``axis``, from its start to ``until``; None when no step has a date.

    ``mark``: a dotted upright stands there, as through the curves below it.
    """
    dated = sorted(((day, s) for s in steps if (day := parse_day(s.fra)) is not None), key=lambda p: p[0])
    dated = [(max(day, axis.start), s) for day, s in dated if day < until]
    if not dated:
        return None
    drawing = Drawing(axis.left + axis.width + 18, height)
    if mark is not None:
        drawing.add(upright(axis, mark, height))
    most = max([s.timer_til or s.timer or 0.0 for _, s in dated] + [4.0])
    scale = _Scale(2.0, (height - 6.0) / most, most)
    ends = [day for day, _ in dated[1:]] + [until]
    placed = [_Step(axis.x(day), axis.x(to), s) for (day, s), to in zip(dated, ends, strict=True) if to > day]
    for step in placed:
        _draw_step(drawing, step, scale, fonts, last=step is placed[-1])
    right = axis.left + axis.width
    drawing.add(Line(axis.left, scale.base, right, scale.base, strokeColor=ink(), strokeWidth=0.8))
    return drawing


@dataclass(frozen=True, slots=True)
class _Scale:
    base: float
    unit: float  # points an hour
    most: float

    def y(self, hours: float) -> float:
        return self.base + hours * self.unit

    def draw(self, drawing: Drawing, axis: TimeAxis) -> None:
        right = axis.left + axis.width
        step = next(s for s in (1, 2, 4, 5, 10) if self.most / s <= 5 or s == 10)
        for hours in range(0, int(self.most) + 1, step):
            y = self.y(hours)
            drawing.add(Line(axis.left, y, right, y, strokeColor=ink(style.GRID), strokeWidth=0.5))
            drawing.add(label(axis.left - 6, y - 2.8, str(hours), _AXIS, "end"))
        drawing.add(Line(axis.left, self.base, right, self.base, strokeColor=ink(), strokeWidth=0.8))
        for x, text in axis.ticks():
            drawing.add(Line(x, self.base, x, self.base - 4, strokeColor=ink(), strokeWidth=0.8))
            drawing.add(label(x, self.base - 13, text, _AXIS, "start"))


def _draw_step(drawing: Drawing, step: _Step, scale: _Scale, fonts: Fonts, *, last: bool) -> None:
    blad = step.blad
    if not step.known:
        _draw_unknown(drawing, step, scale, fonts)
        return
    base, top = scale.base, scale.y(step.top)
    sure = scale.y(blad.timer or 0.0)
    loen = scale.y(min(blad.loentimer or 0.0, step.top))
    if blad.art == TimerArt.PRAKTIK and sure > loen:
        drawing.add(_hatching(step.x1, max(loen, base), step.x2, sure))
    if loen > base:
        drawing.add(block(step.x1, base, step.x2, loen, ink(style.LOEN), 0.8))
    outline = [step.x1, base, step.x1, sure, step.x2, sure]
    drawing.add(PolyLine(outline, strokeColor=ink(), strokeWidth=1.3))
    if not last or sure > base:
        drawing.add(Line(step.x2, base, step.x2, sure, strokeColor=ink(), strokeWidth=1.3))
    if top > sure:
        span = [step.x1, sure, step.x1, top, step.x2, top, step.x2, sure]
        drawing.add(PolyLine(span, strokeColor=ink(), strokeWidth=1, strokeDashArray=[3, 2]))
    _write_on(drawing, step, scale, fonts)


def _write_on(drawing: Drawing, step: _Step, scale: _Scale, fonts: Fonts) -> None:
    """The numbers stand on their areas; where one does not fit, the table below has it."""
    blad = step.blad
    room, middle = step.x2 - step.x1 - 5, (step.x1 + step.x2) / 2
    loen = min(blad.loentimer or 0.0, step.top)
    if loen:
        y = (scale.base + scale.y(loen)) / 2 - 3
        _fitted(drawing, fonts, (middle, y, room), (f"{format_timer(loen)} løn",), _ON_LOEN)
    if blad.timer_til is not None and blad.timer is not None:
        text = (f"{format_timer(blad.timer, blad.timer_til)} i alt", format_timer(blad.timer, blad.timer_til))
        y = scale.y(blad.timer_til) - 12
    else:
        rest = step.top - loen
        if rest <= 0:
            return
        text = (f"{format_timer(rest)} {_ART.get(blad.art, 'praktik')}", format_timer(rest))
        y = (scale.y(loen) + scale.y(step.top)) / 2 - 3
    if scale.y(step.top) - scale.y(loen) >= 11:
        _fitted(drawing, fonts, (middle, y, room), text, _ON_AREA)


def _fitted(
    drawing: Drawing, fonts: Fonts, at: tuple[float, float, float], texts: tuple[str, ...], look: Style
) -> None:
    """The longest of ``texts`` that fits ``at`` = (middle, baseline, room); hatching gets a white ground."""
    middle, y, room = at
    for text in texts:
        width = fonts.width(text, look)
        if width <= room:
            if look is _ON_AREA:
                half = width / 2 + 2
                ground = block(middle - half, y - 2.5, middle + half, y + 8.5, white)
                drawing.add(ground)
            drawing.add(label(middle, y, text, look, "middle"))
            return


def _draw_unknown(drawing: Drawing, step: _Step, scale: _Scale, fonts: Fonts) -> None:
    """Hours nobody wrote down, or a pause: a dashed span without height."""
    pause = step.blad.art == TimerArt.PAUSE
    y = scale.base + 10
    for x in (step.x1, step.x2):
        drawing.add(Line(x, scale.base, x, y + 4, strokeColor=ink(), strokeWidth=1))
    drawing.add(Line(step.x1, y, step.x2, y, strokeColor=ink(), strokeWidth=1, strokeDashArray=[3, 2]))
    text = "pause" if pause else "?"
    if fonts.width(text, _ON_AREA) <= step.x2 - step.x1:
        drawing.add(label((step.x1 + step.x2) / 2, y + 5, text, _ON_AREA, "middle"))


def _hatching(x1: float, y1: float, x2: float, y2: float) -> Path:
    """Lines rising at 45 degrees, cut to the rectangle and in step across neighbouring ones."""
    path = Path(strokeColor=ink(style.SOFT), strokeWidth=0.5, fillColor=None)
    first = int((x1 - y2) // _HATCH) + 1
    for n in range(first, int((x2 - y1) // _HATCH) + 1):
        offset = n * _HATCH  # the line x - y = offset
        xa, xb = max(x1, y1 + offset), min(x2, y2 + offset)
        if xb > xa:
            path.moveTo(xa, xa - offset)
            path.lineTo(xb, xb - offset)
    return path
