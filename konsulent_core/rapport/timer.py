"""The report's hours: every dated step of hours and løntimer, as a picture and as a table of the same numbers."""

from datetime import date

from konsulent_core.dansk import format_dato, format_timer, format_timer_ord
from konsulent_core.dansk_ord import TIMER_ART
from konsulent_core.entities import Timer
from konsulent_core.rapport.blad import Belaeg, Indhold, Linje, Tabel, Timerbillede, henvisning
from konsulent_core.rapport.grundlag import Udsnit, register
from konsulent_core.skema.grammar import FeltType
from konsulent_core.snapshot import TimerBlad
from konsulent_core.words import TimerArt

Trin = tuple[TimerBlad, Belaeg]


def trin(udsnit: Udsnit) -> tuple[Trin, ...]:
    """The steps that held in the period or were agreed in it, oldest first, each with its source.

    A step written at a besøg is told as far as the besøg's skema lets the report's readers see it.
    """
    found: list[Trin] = []
    for step in sorted(udsnit.grundlag.timer, key=lambda t: (t.fra or "", t.id)):
        if not step.fra:
            continue
        told = _told(udsnit, step)
        if told is not None:
            found.append(told)
    start = udsnit.fra.isoformat()
    before = [t for t in found if t[0].fra < start]
    return (*before[-1:], *(t for t in found if t[0].fra >= start))


def _told(udsnit: Udsnit, step: Timer) -> Trin | None:
    moede, asked = udsnit.moede(step.besoeg), udsnit.laast(step.besoeg)
    if (step.besoeg is not None and asked is None) or (moede is None and (step.fra or "") > udsnit.til.isoformat()):
        return None  # of an open kladde, or of a time after the period
    paid, why = step.loentimer, step.aarsag
    if asked is not None:
        if not asked.shows(FeltType.TIMER):
            return None
        paid = paid if asked.shows(FeltType.LOENTIMER) else None
        why = why if asked.shows_cause(FeltType.TIMER) else None
    blad = TimerBlad(
        fra=step.fra or "",
        timer=step.timer,
        timer_til=step.timer_til,
        loentimer=paid,
        moenster=step.moenster,
        art=step.art or TimerArt.PRAKTIK.value,
        aarsag=why,
        sted=udsnit.sted(step.praktik),
    )
    words = timer_ord(blad)
    source = udsnit.belaeg(moede, "Timetal", words) if moede is not None else register(words, "Timetal")
    return blad, source


def timer_ord(blad: TimerBlad) -> str:
    """»16 timer om ugen, heraf 8 med løn, fra 17.09.2018«"""
    since = f"fra {_dato(blad.fra)}"
    if blad.art == TimerArt.PAUSE:
        return f"Pause {since}"
    if blad.timer is None:
        return f"Ukendte timer {since}"
    return f"{format_timer_ord(blad.timer, blad.timer_til)} om ugen{_med_loen(blad.loentimer)}, {since}"


def _med_loen(paid: float | None) -> str:
    if not paid:
        return "" if paid is None else ", ingen med løn"
    return f", heraf {format_timer(paid)} med løn"


def timer(udsnit: Udsnit) -> tuple[Indhold, ...]:
    """The picture of the steps, and the table."""
    steps = trin(udsnit)
    heads = ("Fra", "Ugens timer", "I alt", "Heraf løn", "Sted", "Hvorfor", "Kilde")
    lines = tuple(_linje(n, blad, source) for n, (blad, source) in enumerate(steps, start=1))
    table = Tabel(noegle="timer", hoveder=heads, linjer=lines, tom="Timer om ugen er ikke skrevet ned i perioden.")
    if not steps:
        return (table,)
    sources = tuple(source for _, source in steps)
    return (
        Timerbillede(noegle="timer.billede", trin=tuple(b for b, _ in steps), til=udsnit.til, belaeg=sources),
        table,
    )


def _linje(number: int, blad: TimerBlad, source: Belaeg) -> Linje:
    if blad.art == TimerArt.PAUSE:
        week, whole = "Pause", "–"
    else:
        kind = "" if blad.art == TimerArt.PRAKTIK else TIMER_ART.get(blad.art, blad.art)
        week = ", ".join(filter(None, ((blad.moenster or "").replace("×", " × "), kind))) or "–"
        whole = format_timer(blad.timer, blad.timer_til) if blad.timer is not None else "?"
    paid = format_timer(blad.loentimer) if blad.loentimer is not None else "?"
    cells = (_dato(blad.fra), week, whole, "–" if blad.art == TimerArt.PAUSE else paid, blad.sted)
    why = blad.aarsag or ("–" if number == 1 else "Ikke skrevet ned")
    return Linje(noegle=f"timer.{number}", celler=(*cells, why, henvisning((source,))), belaeg=(source,))


def _dato(iso: str) -> str:
    return format_dato(date.fromisoformat(iso))
