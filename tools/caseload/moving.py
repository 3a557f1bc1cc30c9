"""Moves the six people's dates so that the newest besøg of each is 14 days old today."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from konsulent_core.helligdage import helligdag

NEWEST_AGE = timedelta(days=14)
_WEEK = timedelta(days=7)
_SATURDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """One person's shift: ``weeks`` whole weeks, so that a Tuesday stays a Tuesday.

    The newest besøg alone is put on the very day 14 days before today, up to six days further: the rest of its
    rhythm (overdue, today, without date) hangs on the exact number of days.
    """

    newest: date
    today: date

    @property
    def weeks(self) -> int:
        return (self.today - NEWEST_AGE - self.newest) // _WEEK

    def day(self, day: date) -> date:
        return day + self.weeks * _WEEK

    def visit(self, day: date) -> date:
        """A day on which a besøg was held."""
        return self.today - NEWEST_AGE if day == self.newest else self.day(day)


def next_date(group: str, today: date) -> date | None:
    """A next date that falls in this group of Sager; None for »uden«. Raises KeyError for another word.

    On a Sunday nothing is left of the week: then »denne_uge« is the Monday.
    """
    monday = today - timedelta(days=today.weekday())
    chosen: dict[str, Callable[[], date | None]] = {
        "forfalden": lambda: _weekday(today - timedelta(days=4), -1),
        "i_dag": lambda: today,
        "denne_uge": lambda: _rest_of_week(today),
        "naeste_uge": lambda: _weekday(monday + timedelta(days=8), 1),
        "senere": lambda: _weekday(monday + timedelta(days=23), 1),
        "uden": lambda: None,
    }
    return chosen[group]()


def _rest_of_week(today: date) -> date:
    tomorrow = today + timedelta(days=1)
    week = [tomorrow + timedelta(days=n) for n in range(_SATURDAY - today.weekday())]
    working = [day for day in week if day.isoweekday() < _SATURDAY and helligdag(day) is None]
    return (working or week or [tomorrow])[0]


def _weekday(day: date, step: int) -> date:
    while day.isoweekday() >= _SATURDAY or helligdag(day) is not None:
        day += timedelta(days=step)
    return day
