"""»Sidst vi prøvede«: a borger's own earlier raises of hours and løntimer, and how each went (DOMAIN §3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from konsulent_core.dansk import format_timer
from konsulent_core.entities import Praktik, Timer
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
class Ophoer:
    """How a praktik ended, and with it its hours. ``dato`` is its last day, None where nobody wrote it."""

    dato: date | None
    afbrudt: bool
    aarsag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forsoeg:
    """A raise once tried. ``dage`` until it was taken back or the praktik was broken off, None for one that held;
    ``tekst`` says it undated.
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


def ophoert(praktikker: Iterable[Praktik], dag: date) -> dict[int, Ophoer]:
    """Those that had ended before ``dag``, by id; a job that grew out of one goes on."""
    found = {}
    for one in praktikker:
        slut = date.fromisoformat(one.slut) if one.slut else None
        if (slut is not None and slut < dag) or (slut is None and one.afbrudt):
            found[one.id] = Ophoer(dato=slut, afbrudt=bool(one.afbrudt), aarsag=(one.afbrudt_aarsag or "").strip())
    return found


def tidligere_forsoeg(
    trin: Iterable[TimerTrin], ophoerte: Mapping[int, Ophoer] = MappingProxyType({})
) -> tuple[Forsoeg, ...]:
    """»Sidst vi prøvede«: every raise of hours or løntimer, oldest first, with how it went (DOMAIN §3).

    »2×2 → 2×3, tilbage efter 9 dage, smerter« · »løntimer 8 → 10, holder«. Steps with unknown hours are
    passed over. What is begun again after a pause is compared with what stood before it. ``ophoerte`` are the
    praktikker that have ended: what was raised there does not hold any more.
    """
    by_place: dict[int | None, list[TimerTrin]] = {}
    for step in sorted(trin, key=lambda t: t.fra):
        by_place.setdefault(step.praktik, []).append(step)
    found = [
        forsoeg
        for place, steps in by_place.items()
        for loen in (False, True)
        for forsoeg in _forsoeg([s for s in steps if _hoejde(s, loen) is not None], loen, ophoerte.get(place or 0))
    ]
    return tuple(sorted(found, key=lambda f: (f.dato, f.loentimer)))


def _forsoeg(steps: list[TimerTrin], loen: bool, ophoer: Ophoer | None) -> list[Forsoeg]:
    found: list[Forsoeg] = []
    for n, raised in enumerate(steps):
        before = next((s for s in reversed(steps[:n]) if not _stands_still(s)), None)
        height = _hoejde(raised, loen) or 0.0
        if before is None or height <= (_hoejde(before, loen) or 0.0):
            continue
        back = next((s for s in steps[n + 1 :] if (_hoejde(s, loen) or 0.0) < height), None)
        head = f"{'løntimer ' if loen else ''}{_navn(before, loen)} → {_navn(raised, loen)}"
        if back is not None:
            dage, went = _taken_back(raised, back)
        elif ophoer is not None and steps[-1].art is TimerArt.PRAKTIK:
            dage, went = _ended(raised, ophoer)
        else:
            dage, went = None, "holder"
        found.append(Forsoeg(dato=raised.fra, loentimer=loen, dage=dage, tekst=f"{head}, {went}"))
    return found


def _taken_back(raised: TimerTrin, back: TimerTrin) -> tuple[int | None, str]:
    dage = (back.fra - raised.fra).days
    cause = f", {back.aarsag}" if back.aarsag else ""
    return dage, f"{'stoppet' if _stands_still(back) else 'tilbage'} {_efter(dage)}{cause}"


def _ended(raised: TimerTrin, ophoer: Ophoer) -> tuple[int | None, str]:
    """Of a raise that stood when its praktik ended; a job that grew out of it is asked about before this."""
    if not ophoer.afbrudt:
        return None, "holdt, til praktikken sluttede"
    dage = max(0, (ophoer.dato - raised.fra).days) if ophoer.dato else None
    cause = f", {ophoer.aarsag}" if ophoer.aarsag else ""
    return dage, f"afbrudt{'' if dage is None else f' {_efter(dage)}'}{cause}"


def _efter(dage: int) -> str:
    return f"efter {dage} {'dag' if dage == 1 else 'dage'}"


def _stands_still(step: TimerTrin) -> bool:
    return step.art is TimerArt.PAUSE or step.timer == 0


def _hoejde(step: TimerTrin, loen: bool) -> float | None:
    """What a step is compared by: løntimer, or the sum of both ends of the hours."""
    if loen:
        return step.loentimer
    return None if step.timer is None else step.timer + (step.timer_til or step.timer)


def _navn(step: TimerTrin, loen: bool) -> str:
    if loen:
        return format_timer(step.loentimer or 0.0)
    return step.moenster or format_timer(step.timer or 0.0, step.timer_til)
