"""The time axis that all curves on a page share: dates to points, and the ticks people expect."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from konsulent_core.dansk import MAANEDER

_LETTER = 4.2  # points that a letter of a tick takes


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """``start`` lies at ``left``, ``end`` at ``left + width`` points."""

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
