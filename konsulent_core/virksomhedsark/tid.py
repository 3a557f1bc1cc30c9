"""The working week as a workplace reads it: when to meet each day, and how many of the hours are paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from konsulent_core.clock import danish_time, written_day
from konsulent_core.dansk import UGEDAGE, format_dag, format_timer, format_timer_ord
from konsulent_core.snapshot import Snapshot, TimerBlad
from konsulent_core.ugeplan import Blok, UgeplanFejl, parse_ugeplan, timer_om_ugen
from konsulent_core.words import TimerArt

INGEN = "–"
_HVERDAGE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TidLinje:
    """A row of the week: a cell a weekday, empty where it is not known how the week's hours fall; ``uge`` in all."""

    navn: str
    dage: tuple[str, ...]
    uge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arbejdstid:
    """``dage`` are the columns' weekdays; ``ord`` what stands beside or instead of the table."""

    titel: str
    dage: tuple[str, ...]
    linjer: tuple[TidLinje, ...]
    ord: tuple[str, ...]


def arbejdstid(s: Snapshot) -> Arbejdstid | None:
    """The week that holds from now on: a step agreed for later is shown, and what holds until then is said.

    Steps at other workplaces are not this one's to read. None where there is no workplace.
    """
    if not s.virksomhed:
        return None
    when = danish_time(s.tidspunkt)
    today = when.date() if when else None
    steps = [(day, t) for t in s.timer if t.sted == s.virksomhed and (day := written_day(t.fra)) is not None]
    steps.sort(key=lambda pair: pair[0])
    before = [pair for pair in steps if today is None or pair[0] <= today]
    later = [pair for pair in steps if pair not in before]
    now = before[-1][1] if before else None
    shown = later[0][1] if later else now
    title = f"Arbejdstid fra {format_dag(later[0][0])}" if later else "Arbejdstid"
    blokke, unread = _plan(s.ugeplan)
    if shown is None or shown.timer is None or shown.art == TimerArt.PAUSE:
        return Arbejdstid(
            titel=title,
            dage=_navne(blokke),
            linjer=(_moedetid(blokke),) if blokke and (shown is None or shown.art != TimerArt.PAUSE) else (),
            ord=(*unread, _uden_tal(shown)),
        )
    words = [*unread]
    if later and now is not None and now.timer is not None:
        words.append(f"Indtil da: {_uge_ord(now)}.")
    words += [f"Fra {format_dag(day)}: {_uge_ord(t)}." for day, t in later[1:] if t.timer is not None]
    if not blokke:
        return Arbejdstid(titel=title, dage=(), linjer=(), ord=(f"{_stort(_uge_ord(shown))}.", *words))
    planned = timer_om_ugen(blokke)
    most = shown.timer_til if shown.timer_til is not None else shown.timer
    if not shown.timer <= planned <= most:
        words.append(
            f"Tiderne her giver {format_timer_ord(planned)}. Aftalen er "
            f"{format_timer_ord(shown.timer, shown.timer_til)}; hvilke tider det bliver, er ikke skrevet ned."
        )
    return Arbejdstid(titel=title, dage=_navne(blokke), linjer=_linjer(blokke, shown, planned), ord=tuple(words))


def _plan(text: str | None) -> tuple[tuple[Blok, ...], tuple[str, ...]]:
    """The blocks; a plan nobody can read is told as it was written."""
    try:
        return parse_ugeplan(text), ()
    except UgeplanFejl:
        return (), (f"Mødetid: {text}.",)


def _navne(blokke: Sequence[Blok]) -> tuple[str, ...]:
    last = max((b.ugedag for b in blokke), default=0)
    return tuple(day.capitalize() for day in UGEDAGE[: max(last, _HVERDAGE)]) if blokke else ()


def _linjer(blokke: Sequence[Blok], step: TimerBlad, planned: float) -> tuple[TidLinje, ...]:
    whole = step.timer or 0.0
    rows = [_moedetid(blokke, format_timer_ord(whole, step.timer_til))]
    paid = step.loentimer
    if paid is None:
        return tuple(rows)
    even = step.timer_til is None and planned == whole
    rows.append(TidLinje(navn="Timer med løn", dage=_fordelt(blokke, paid, whole, even), uge=format_timer_ord(paid)))
    if step.timer_til is None and paid >= whole:
        return tuple(rows)
    upper = None if step.timer_til is None else step.timer_til - paid
    name = "Praktiktimer" if step.art == TimerArt.PRAKTIK else "Timer uden løn"
    rest = whole - paid
    rows.append(
        TidLinje(navn=name, dage=_fordelt(blokke, rest, whole, even), uge=format_timer_ord(max(rest, 0.0), upper))
    )
    return tuple(rows)


def _fordelt(blokke: Sequence[Blok], part: float, whole: float, even: bool) -> tuple[str, ...]:
    """How a part of the week's hours falls on the days: known only when it is all of them or none."""
    days = len(_navne(blokke))
    if not even or part not in (0.0, whole):
        return ("",) * days
    hours = [sum(b.timer for b in blokke if b.ugedag == n) for n in range(1, days + 1)]
    return tuple(format_timer(h) if h and part else INGEN for h in hours)


def _moedetid(blokke: Sequence[Blok], uge: str = "") -> TidLinje:
    by_day = [
        [f"{_kl(b.fra)}–{_kl(b.til)}" for b in blokke if b.ugedag == n] for n in range(1, len(_navne(blokke)) + 1)
    ]
    return TidLinje(
        navn="Mødetid",
        dage=tuple("\n".join(said) or INGEN for said in by_day),
        uge=uge or format_timer_ord(timer_om_ugen(blokke)),
    )


def _kl(tid: time) -> str:
    """8 · 8.30"""
    return f"{tid.hour}.{tid.minute:02d}" if tid.minute else str(tid.hour)


def _uge_ord(step: TimerBlad) -> str:
    """»16 timer om ugen, heraf 8 med løn«"""
    said = f"{format_timer_ord(step.timer or 0.0, step.timer_til)} om ugen"
    if step.loentimer is None:
        return said
    if not step.loentimer:
        return f"{said}, ingen af dem med løn"
    if step.timer_til is None and step.loentimer >= (step.timer or 0.0):
        return f"{said}, alle med løn"
    return f"{said}, heraf {format_timer(step.loentimer)} med løn"


def _uden_tal(step: TimerBlad | None) -> str:
    if step is not None and step.art == TimerArt.PAUSE:
        day = written_day(step.fra)
        return f"Pause fra {format_dag(day)}." if day else "Pause."
    return "Hvor mange timer om ugen det er, er ikke skrevet ned."


def _stort(words: str) -> str:
    return words[:1].upper() + words[1:]
