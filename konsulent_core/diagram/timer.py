"""The hours of a week over time as steps, never slanting: praktik hatched, løn filled, fleksjob open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from konsulent_core.dansk import format_dato, format_timer, format_timer_ord
from konsulent_core.dansk_ord import TIMER_ART
from konsulent_core.diagram.former import (
    Anker,
    Brudt,
    Farve,
    Figur,
    Form,
    Maaler,
    Ord,
    Skravering,
    Skrift,
    Streg,
    Vaerdi,
    flade,
)
from konsulent_core.diagram.tid import AT_LAST, TimeAxis, lang_dato, parse_day, upright
from konsulent_core.snapshot import TimerBlad
from konsulent_core.words import TimerArt

HOVEDER = ("Fra", "Timer om ugen", "Heraf med løn", "Sted")
_HEIGHT, _AREA, _BASE = 112.0, 82.0, 18.0
_STEDER = 28.0  # a name and its date beneath the axis
_GRID = (1, 2, 4, 5, 10)
_LEFT = 22.0
_LINE = 9.0  # a number and the air around it
_ART = {TimerArt.SMAAJOB.value: "småjob", TimerArt.JOB.value: "job", TimerArt.FLEKSJOB.value: "fleksjob"}


@dataclass(frozen=True, slots=True)
class Step:
    """A step at its place in the chart."""

    x1: float
    x2: float
    blad: TimerBlad
    streg: float | None = None  # where an upright crosses it

    @property
    def sider(self) -> tuple[tuple[float, float], ...]:
        """Where a number can stand, as (middle, room): beside the upright rather than across it."""
        sides = [(self.x1, self.x2)]
        if self.streg is not None and self.x1 < self.streg < self.x2:
            beside = ((self.x1, self.streg), (self.streg, self.x2))
            sides.insert(0, max(beside, key=lambda side: side[1] - side[0]))
        return tuple(((left + right) / 2, right - left - 5) for left, right in sides)

    @property
    def top(self) -> float:
        """The height of the step; of a span from-to, its upper end."""
        return self.blad.timer_til or self.blad.timer or 0.0

    @property
    def known(self) -> bool:
        return self.blad.timer is not None and self.blad.art != TimerArt.PAUSE


def timer_figur(
    steps: Sequence[TimerBlad],
    today: date | None,
    width: float,
    measure: Maaler,
    mark: str = "i dag",
    *,
    fuld: bool = False,
) -> Figur | None:
    """The steps up to ``today``, where ``mark`` stands, and those agreed after it; None when no step has a date.

    ``fuld``: with no table beside it, the places are named beneath the axis, where each begins, and what is too narrow
    for its number has it on top.
    """
    dated = sorted(((day, s) for s in steps if (day := parse_day(s.fra)) is not None), key=lambda p: p[0])
    if not dated:
        return None
    last = max([dated[-1][0], *([today] if today else [])])
    first = dated[0][0]
    end = last + timedelta(days=max((last - first).days // 9, 14))
    axis = TimeAxis(first - timedelta(days=max((end - first).days // 60, 1)), end, _LEFT, width - _LEFT)
    most = max([s.timer_til or s.timer or 0.0 for _, s in dated] + [4.0])
    foot = _STEDER if fuld else 0.0
    scale = Skala(_BASE + foot, _AREA / most, most)
    forms = scale.forms(axis)
    ends = [day for day, _ in dated[1:]] + [end]
    here = axis.x(today) if today is not None else None
    placed = [Step(axis.x(day), axis.x(to), s, here) for (day, s), to in zip(dated, ends, strict=True)]
    for i, step in enumerate(placed):
        forms += step_forms(step, scale, measure, last=i == len(placed) - 1)
        if fuld and step.known and not any(isinstance(one, Ord) for one in forms[-2:]):
            forms += _on_top(step, scale, measure)
    if here is not None:
        forms.append(Streg(here, scale.base, here, foot + 108, prik=(1.5, 2)))
        forms.append(Ord(here + 3, foot + 105, mark, Skrift.AKSE))
    if fuld:
        forms += _draw_places(placed, width, measure)
    return Figur(
        bredde=width,
        hoejde=_HEIGHT + foot,
        former=tuple(forms),
        vaerdier=tuple(_value(step, scale) for step in placed),
        hoveder=HOVEDER,
    )


def timer_paa(
    axis: TimeAxis, steps: Sequence[TimerBlad], until: date, measure: Maaler, height: float, mark: date | None = None
) -> Figur | None:
    """The steps on the curves' own ``axis``, from its start to ``until``; None when no step has a date.

    ``mark``: a dotted upright stands there, as through the curves below it.
    """
    dated = sorted(((day, s) for s in steps if (day := parse_day(s.fra)) is not None), key=lambda p: p[0])
    dated = [(max(day, axis.start), s) for day, s in dated if day < until]
    if not dated:
        return None
    forms: list[Form] = [upright(axis, mark, height)] if mark is not None else []
    most = max([s.timer_til or s.timer or 0.0 for _, s in dated] + [4.0])
    scale = Skala(2.0, (height - 6.0) / most, most)
    ends = [day for day, _ in dated[1:]] + [until]
    here = axis.x(mark) if mark is not None else None
    placed = [Step(axis.x(day), axis.x(to), s, here) for (day, s), to in zip(dated, ends, strict=True) if to > day]
    for step in placed:
        forms += step_forms(step, scale, measure, last=step is placed[-1])
    forms.append(Streg(axis.left, scale.base, axis.left + axis.width, scale.base, bredde=0.8))
    values = tuple(_value(step, scale) for step in placed)
    return Figur(axis.left + axis.width + AT_LAST, height, tuple(forms), values, HOVEDER)


def trin_ord(blad: TimerBlad) -> str:
    """»5 timer småjob, heraf 5 med løn« · »12–15 timer« · »pause« · »timer ikke oplyst«."""
    if blad.art == TimerArt.PAUSE:
        return "pause"
    if blad.timer is None:
        return "timer ikke oplyst"
    kind = "" if blad.art == TimerArt.PRAKTIK else f" {TIMER_ART.get(blad.art, blad.art)}"
    paid = f", heraf {format_timer(blad.loentimer)} med løn" if blad.loentimer else ""
    return f"{format_timer_ord(blad.timer, blad.timer_til)}{kind}{paid}"


def spoken(steps: Sequence[TimerBlad]) -> str:
    """The curve as sentences, for those who do not see it."""
    told = [f"{format_dato(day)} {trin_ord(s)}" for s in steps if (day := parse_day(s.fra)) is not None]
    return f"Timer om ugen: {'; '.join(told)}" if told else "Timer om ugen: intet trin endnu"


def _value(step: Step, scale: "Skala") -> Vaerdi:
    blad = step.blad
    fra = parse_day(blad.fra) or date.min
    known = blad.timer is not None and blad.art != TimerArt.PAUSE
    paid = format_timer(blad.loentimer) if known and blad.loentimer is not None else ""
    where = f" · {blad.sted}" if blad.sted else ""
    words = trin_ord(blad)
    return Vaerdi(
        x1=step.x1,
        y1=scale.base,
        x2=step.x2,
        y2=scale.y(step.top) if known else scale.base + 20,
        tekst=f"Fra {lang_dato(fra)}: {words}{where}",
        raekke=(format_dato(fra), words.partition(", heraf")[0], paid, blad.sted),
    )


@dataclass(frozen=True, slots=True)
class Skala:
    """The hours upwards: ``base`` is where none stand, ``unit`` chart units an hour, ``most`` the highest step."""

    base: float
    unit: float
    most: float

    def y(self, hours: float) -> float:
        return self.base + hours * self.unit

    def forms(self, axis: TimeAxis) -> list[Form]:
        """The lines behind the steps, and the ticks of both axes."""
        right = axis.left + axis.width
        step = next(s for s in _GRID if self.most / s <= 5 or s == _GRID[-1])
        forms: list[Form] = []
        for hours in range(0, int(self.most) + 1, step):
            y = self.y(hours)
            forms.append(Streg(axis.left, y, right, y, Farve.NET, 0.5))
            forms.append(Ord(axis.left - 6, y - 2.8, str(hours), Skrift.AKSE, Anker.SLUT))
        forms.append(Streg(axis.left, self.base, right, self.base, bredde=0.8))
        for x, text in axis.ticks():
            forms.append(Streg(x, self.base, x, self.base - 4, bredde=0.8))
            forms.append(Ord(x, self.base - 13, text, Skrift.AKSE))
        return forms


def step_forms(step: Step, scale: Skala, measure: Maaler, *, last: bool) -> list[Form]:
    """One step with its numbers on it; ``last``: nothing follows that would close it."""
    blad = step.blad
    if not step.known:
        return _draw_unknown(step, scale, measure)
    forms: list[Form] = []
    base, top = scale.base, scale.y(step.top)
    sure = scale.y(blad.timer or 0.0)
    loen = scale.y(min(blad.loentimer or 0.0, step.top))
    if blad.art == TimerArt.PRAKTIK and sure > loen:
        forms.append(Skravering(step.x1, max(loen, base), step.x2, sure))
    if loen > base:
        forms.append(flade(step.x1, base, step.x2, loen, Farve.LOEN, 0.8))
    forms.append(Brudt(((step.x1, base), (step.x1, sure), (step.x2, sure)), 1.3))
    if not last or sure > base:
        forms.append(Streg(step.x2, base, step.x2, sure, bredde=1.3))
    if top > sure:
        forms.append(Brudt(((step.x1, sure), (step.x1, top), (step.x2, top), (step.x2, sure)), 1, (3, 2)))
    return forms + _write_on(step, scale, measure)


def _write_on(step: Step, scale: Skala, measure: Maaler) -> list[Form]:
    """The numbers stand on their areas; where one does not fit, the table has it."""
    blad = step.blad
    loen = min(blad.loentimer or 0.0, step.top)
    forms: list[Form] = []
    if loen and scale.y(loen) - scale.base >= _LINE:
        y = (scale.base + scale.y(loen)) / 2 - 3
        forms += _fitted(measure, step, y, (f"{format_timer(loen)} løn",), Skrift.LOEN)
    if blad.timer_til is not None and blad.timer is not None:
        text = (f"{format_timer(blad.timer, blad.timer_til)} i alt", format_timer(blad.timer, blad.timer_til))
        y = scale.y(blad.timer_til) - 12
    else:
        rest = step.top - loen
        if rest <= 0:
            return forms
        text = (f"{format_timer(rest)} {_ART.get(blad.art, 'praktik')}", format_timer(rest))
        y = (scale.y(loen) + scale.y(step.top)) / 2 - 3
    if scale.y(step.top) - scale.y(loen) >= 11:
        forms += _fitted(measure, step, y, text, Skrift.FLADE)
    return forms


def _on_top(step: Step, scale: Skala, measure: Maaler) -> list[Form]:
    """The number of a step in which none could be written, over it and no wider than it is."""
    words = format_timer(step.blad.timer or 0.0, step.blad.timer_til)
    if measure(words, Skrift.FLADE) > step.x2 - step.x1:
        return []
    return [Ord((step.x1 + step.x2) / 2, scale.y(step.top) + 3, words, Skrift.FLADE, Anker.MIDT)]


def _fitted(measure: Maaler, step: Step, y: float, texts: tuple[str, ...], look: Skrift) -> list[Form]:
    """The longest of ``texts`` that fits the step; hatching gets a ground."""
    for middle, room in step.sider:
        for text in texts:
            width = measure(text, look)
            if width <= room:
                word = Ord(middle, y, text, look, Anker.MIDT)
                if look is not Skrift.FLADE:
                    return [word]
                half = width / 2 + 2
                return [flade(middle - half, y - 2.5, middle + half, y + 8.5, Farve.GRUND), word]
    return []


def _draw_unknown(step: Step, scale: Skala, measure: Maaler) -> list[Form]:
    """Hours nobody wrote down, or a pause: a dashed span without height."""
    y = scale.base + 10
    forms: list[Form] = [Streg(x, scale.base, x, y + 4) for x in (step.x1, step.x2)]
    forms.append(Streg(step.x1, y, step.x2, y, prik=(3, 2)))
    text = "pause" if step.blad.art == TimerArt.PAUSE else "?"
    if measure(text, Skrift.FLADE) <= step.x2 - step.x1:
        forms.append(Ord((step.x1 + step.x2) / 2, y + 5, text, Skrift.FLADE, Anker.MIDT))
    return forms


def _draw_places(placed: Sequence[Step], width: float, measure: Maaler) -> list[Form]:
    """Each place where it begins, left to right where there is room, with the day beneath it."""
    forms: list[Form] = []
    before, taken = "", -1.0
    for step in placed:
        name, before = (step.blad.sted if step.blad.sted != before else ""), step.blad.sted or before
        dato = format_dato(parse_day(step.blad.fra) or date.min)
        wide = max(measure(name, Skrift.STED), measure(dato, Skrift.AKSE))
        if name and step.x1 >= taken and step.x1 + wide <= width:
            forms += [Ord(step.x1, 14.5, name, Skrift.STED), Ord(step.x1, 3.5, dato, Skrift.AKSE)]
            taken = step.x1 + wide + 6
    return forms
