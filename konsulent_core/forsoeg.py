"""»Sidst vi prøvede«: a borger's own earlier raises of hours and løntimer, and how each went (DOMAIN §3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from konsulent_core.dansk import format_timer
from konsulent_core.entities import Timer
from konsulent_core.words import TimerArt


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerTrin:
    """A dated step of hours a week; ``moenster`` (»2×2,5«) is shown instead of the hours where it is known.

    ``praktik`` keeps the places apart: fewer hours at a new place are a new start, not a step back.
    """

    fra: date
    timer: float | None
    timer_til: float | None = None
    loentimer: float | None = None
    art: TimerArt = TimerArt.PRAKTIK
    aarsag: str | None = None
    praktik: int | None = None
    moenster: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forsoeg:
    """A raise once tried. ``dage`` until it was taken back, None while it holds; ``tekst`` says it
    undated.
    """

    dato: date
    loentimer: bool
    dage: int | None
    tekst: str


def trin_af(step: Timer) -> TimerTrin | None:
    """The stored step as the rules see it; None for one that has no date yet. A kind of a later version is praktik."""
    if not step.fra:
        return None
    known = step.art in {art.value for art in TimerArt}
    return TimerTrin(
        fra=date.fromisoformat(step.fra),
        timer=step.timer,
        timer_til=step.timer_til,
        loentimer=step.loentimer,
        art=TimerArt(step.art) if step.art and known else TimerArt.PRAKTIK,
        aarsag=step.aarsag,
        praktik=step.praktik,
        moenster=step.moenster,
    )


def tidligere_forsoeg(trin: Iterable[TimerTrin]) -> tuple[Forsoeg, ...]:
    """»Sidst vi prøvede«: every raise of hours or løntimer, oldest first, with how it went (DOMAIN §3).

    »2×2 → 2×3, tilbage efter 9 dage, smerter« · »løntimer 8 → 10, holder«. Steps with unknown hours are
    passed over.
    """
    by_place: dict[int | None, list[TimerTrin]] = {}
    for step in sorted(trin, key=lambda t: t.fra):
        by_place.setdefault(step.praktik, []).append(step)
    found = [
        forsoeg
        for steps in by_place.values()
        for loen in (False, True)
        for forsoeg in _forsoeg([s for s in steps if _hoejde(s, loen) is not None], loen)
    ]
    return tuple(sorted(found, key=lambda f: (f.dato, f.loentimer)))


def _forsoeg(steps: list[TimerTrin], loen: bool) -> list[Forsoeg]:
    found: list[Forsoeg] = []
    for n, (before, raised) in enumerate(pairwise(steps)):
        height = _hoejde(raised, loen) or 0.0
        if height <= (_hoejde(before, loen) or 0.0):
            continue
        back = next((s for s in steps[n + 2 :] if (_hoejde(s, loen) or 0.0) < height), None)
        head = f"{'løntimer ' if loen else ''}{_navn(before, loen)} → {_navn(raised, loen)}"
        days = (back.fra - raised.fra).days if back else None
        tekst = f"{head}, {_udfald(back, days)}"
        found.append(Forsoeg(dato=raised.fra, loentimer=loen, dage=days, tekst=tekst))
    return found


def _udfald(back: TimerTrin | None, days: int | None) -> str:
    if back is None:
        return "holder"
    stopped = back.art is TimerArt.PAUSE or back.timer == 0
    cause = f", {back.aarsag}" if back.aarsag else ""
    return f"{'stoppet' if stopped else 'tilbage'} efter {days} {'dag' if days == 1 else 'dage'}{cause}"


def _hoejde(step: TimerTrin, loen: bool) -> float | None:
    """What a step is compared by: løntimer, or the sum of both ends of the hours."""
    if loen:
        return step.loentimer
    return None if step.timer is None else step.timer + (step.timer_til or step.timer)


def _navn(step: TimerTrin, loen: bool) -> str:
    if loen:
        return format_timer(step.loentimer or 0.0)
    return step.moenster or format_timer(step.timer or 0.0, step.timer_til)
