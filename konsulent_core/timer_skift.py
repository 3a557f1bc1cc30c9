"""How a step of the hours stands to the one before it at the same place: up, back, the same, a pause (DOMAIN §3)."""

import re
from collections.abc import Iterable
from enum import Enum

from konsulent_core.forsoeg import TimerTrin
from konsulent_core.words import TimerArt

_MOENSTER = re.compile(r"([1-7]) ?[x×*] ?(\d{1,2}(?:[.,]\d{1,2})?) ?(?:t\.?|timer?)?", re.ASCII)


class Skift(Enum):
    """What a step changes. A plateau and a step back are normal: neither is better than the other."""

    NY = "ny"
    OP = "op"
    TILBAGE = "tilbage"
    SAMME = "samme"
    PAUSE = "pause"
    IGEN = "igen"


def step_before(trin: Iterable[TimerTrin], nu: TimerTrin) -> TimerTrin | None:
    """The newest step before ``nu`` at its place; another place's steps say nothing of this one."""
    earlier = [t for t in trin if t.praktik == nu.praktik and t.fra < nu.fra]
    return max(earlier, key=lambda t: t.fra, default=None)


def skift(foer: TimerTrin | None, nu: TimerTrin) -> Skift:
    """What ``nu`` changes. Fewer hours or fewer løntimer is a step back, also when the other of them rose."""
    if nu.art is TimerArt.PAUSE:
        return Skift.PAUSE
    if foer is None:
        return Skift.NY
    if foer.art is TimerArt.PAUSE:
        return Skift.IGEN
    heights = zip(_heights(foer), _heights(nu), strict=True)
    moves = [after - before for before, after in heights if before is not None and after is not None]
    if any(move < 0 for move in moves):
        return Skift.TILBAGE
    return Skift.OP if any(move > 0 for move in moves) else Skift.SAMME


def asks_cause(foer: TimerTrin | None, nu: TimerTrin) -> bool:
    """Whether the cause is asked for, kindly and never as an error: at a step back and at a pause."""
    return skift(foer, nu) in (Skift.TILBAGE, Skift.PAUSE)


def said_moenster(text: str) -> str | None:
    """»2x2,5 t« → »2×2,5«: the hours as people say them; None where they were said as one number or from-to."""
    match = _MOENSTER.fullmatch(" ".join(text.lower().split()))
    return f"{match[1]}×{match[2].replace('.', ',')}" if match else None


def _heights(step: TimerTrin) -> tuple[float | None, float]:
    """Hours (both ends together; None where not known) and løntimer, which are none where nothing is said."""
    hours = None if step.timer is None else step.timer + (step.timer_til or step.timer)
    return hours, step.loentimer or 0.0
