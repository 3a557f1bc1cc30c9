"""The time axis that all curves on a page share: dates to places, and the ticks people expect."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from konsulent_core.dansk import MAANEDER
from konsulent_core.diagram.former import Anker, Figur, Form, Ord, Skrift, Streg

AT_LAST = 18.0
"""Right of an axis: room for the last level's number."""
_LETTER = 4.2  # units that a letter of a tick takes


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """``start`` lies at ``left``, ``end`` at ``left + width``."""

    start: date
    end: date
    left: float
    width: float

    def x(self, day: date) -> float:
        days = max((self.end - self.start).days, 1)
        return self.left + self.width * (day - self.start).days / days

    def ticks(self, room: float = 44.0) -> tuple[tuple[float, str], ...]:
        """(x, label), at least ``room`` points apart: Mondays on a short axis, months on a long one."""
        days = (self.end - self.start).days
        return self._weeks(room) if days <= 75 else self._months(room)

    def _weeks(self, room: float) -> tuple[tuple[float, str], ...]:
        day = self.start + timedelta(days=-self.start.weekday() % 7)
        found: list[tuple[float, str]] = []
        while day <= self.end:
            if not found or self.x(day) - found[-1][0] >= room:
                found.append((self.x(day), f"{day.day:02d}.{day.month:02d}."))
            day += timedelta(days=7)
        return self._inside(found)

    def _months(self, room: float) -> tuple[tuple[float, str], ...]:
        first = date(self.start.year, self.start.month, 1)
        if self.start.day > 1:
            first = _next_month(first)
        found: list[tuple[float, str]] = []
        year = 0
        day = first
        while day <= self.end:
            if not found or self.x(day) - found[-1][0] >= room:
                name = short_month(day.month)
                found.append((self.x(day), name if day.year == year else f"{name} {day.year}"))
                year = day.year
            day = _next_month(day)
        return self._inside(found)

    def _inside(self, found: list[tuple[float, str]]) -> tuple[tuple[float, str], ...]:
        """Those whose words end on the axis, or hardly past it."""
        edge = self.left + self.width + 6
        return tuple((x, text) for x, text in found if x + _LETTER * len(text) <= edge)


def short_month(month: int) -> str:
    name = MAANEDER[month - 1]
    return name if len(name) <= 4 else f"{name[:3]}."


def spanning(days: Iterable[date], left: float, width: float) -> TimeAxis | None:
    """An axis over ``days``, a little wider than they are; None when there are none."""
    known = sorted(days)
    if not known:
        return None
    pad = timedelta(days=max((known[-1] - known[0]).days // 40, 3))
    return TimeAxis(known[0] - pad, known[-1] + pad, left, width)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def upright(axis: TimeAxis, day: date, height: float) -> Streg:
    """A dotted line at a day that all charts on the axis share."""
    x = axis.x(day)
    return Streg(x, 0, x, height, prik=(1.5, 2))


def tid_figur(axis: TimeAxis, today: date | None = None, mark: str = "i dag") -> Figur:
    """The ticks under the curves, once for all of them; ``mark`` stands at ``today``."""
    height = 16.0
    forms: list[Form] = []
    for x, text in axis.ticks():
        if today is not None and abs(axis.x(today) - x) < 40:
            continue
        forms.append(Streg(x, height, x, height - 4, bredde=0.8))
        forms.append(Ord(x, height - 12.5, text, Skrift.AKSE))
    if today is not None:
        forms.append(Streg(axis.x(today), height, axis.x(today), height - 4, bredde=1.6))
        forms.append(Ord(axis.x(today), height - 12.5, mark, Skrift.I_DAG, Anker.MIDT))
    return Figur(axis.left + axis.width + AT_LAST, height, tuple(forms))


def parse_day(text: str | None) -> date | None:
    """The day of an ISO date or instant; None when it is none."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def lang_dato(day: date) -> str:
    """»12. februar 2026«"""
    return f"{day.day}. {MAANEDER[day.month - 1]} {day.year}"
