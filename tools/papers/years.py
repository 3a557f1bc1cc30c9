"""A sag as long as they come: what happened in one is told again year by year before it."""

import re
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from konsulent_core.entities import Record
from konsulent_core.rapport.grundlag import Grundlag

_WEEKS = 56  # between two tellings
_KEYS = frozenset({"id", "praktik", "besoeg", "opgave", "skaanehensyn", "raekke"})
_APART = 1 << 40  # between the numbers of two tellings
_DAY = re.compile(r"^\d{4}-\d\d-\d\d")
_WEEK = re.compile(r"^(\d{4})-W(\d\d)$")
T = TypeVar("T", bound=Record)


def repeated(grundlag: Grundlag, times: int) -> Grundlag:
    """The same sag with ``times`` as many praktikker and besøg, oldest first; the newest year is as it was."""
    back = range(times - 1, -1, -1)

    def all_of(rows: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(_earlier(row, n) for n in back for row in rows)

    return replace(
        grundlag,
        sag=replace(grundlag.sag, start=_moved(grundlag.sag.start or "", times - 1)),
        praktikker=all_of(grundlag.praktikker),
        steder={number + n * _APART: name for n in back for number, name in grundlag.steder.items()},
        besoeg=all_of(grundlag.besoeg),
        udsagn=all_of(grundlag.udsagn),
        vurderinger=all_of(grundlag.vurderinger),
        opgaver=all_of(grundlag.opgaver),
        opgave_trin=all_of(grundlag.opgave_trin),
        uger=all_of(grundlag.uger),
        hensyn=all_of(grundlag.hensyn),
        hensyn_svar=all_of(grundlag.hensyn_svar),
        timer=all_of(grundlag.timer),
        aftaler=all_of(grundlag.aftaler),
        delmaal=all_of(grundlag.delmaal),
        indsatser=all_of(grundlag.indsatser),
    )


def _earlier(row: T, n: int) -> T:
    changes: dict[str, Any] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if field.name in _KEYS and isinstance(value, int):
            changes[field.name] = value + n * _APART
        elif isinstance(value, str):
            changes[field.name] = _moved(value, n)
    return replace(row, **changes)


def _moved(text: str, n: int) -> str:
    """A date, an instant or a week so many tellings earlier; any other text as it is."""
    back = timedelta(weeks=n * _WEEKS)
    if _DAY.match(text):
        return f"{date.fromisoformat(text[:10]) - back}{text[10:]}"
    found = _WEEK.match(text)
    if found:
        year, week, _ = (date.fromisocalendar(int(found[1]), int(found[2]), 1) - back).isocalendar()
        return f"{year}-W{week:02d}"
    return text
