"""The point of a visit in at most two sentences, computed from the same data as its tables and curves."""

from dataclasses import dataclass
from datetime import date

from konsulent_app.pdf import text
from konsulent_app.pdf.charts import parse_day
from konsulent_app.pdf.readers import asks
from konsulent_core.dansk import format_timer, liste
from konsulent_core.skema.grammar import FeltType
from konsulent_core.snapshot import DimensionBlad, Snapshot, TimerBlad
from konsulent_core.words import Retning, Stemme, TimerArt


@dataclass(frozen=True, slots=True)
class Pointe:
    saetninger: str
    kilde: str


def pointe(snapshot: Snapshot) -> Pointe:
    """Hours, and what moved since last. What is not known is said to be unknown; what was not asked is not said."""
    i_dag = text.dag(snapshot.tidspunkt)
    now = timer_paa(snapshot, i_dag)
    dimensioner = [d for punkt in snapshot.punkter for d in punkt.dimensioner]
    sources: list[str] = []
    hours = asks(snapshot, FeltType.TIMER)
    if now is not None and hours:
        sources.append(f"Timer: trinnet fra {text.dato(now.fra)}.")
    if any(text.trin_af(d, Stemme.KONSULENT) is not None for d in dimensioner):
        who = f"konsulenten {snapshot.konsulent}" if snapshot.konsulent else "konsulenten"
        sources.append(f"Vurdering: {who}, {text.dato(i_dag.isoformat() if i_dag else None)}.")
    sentences = [_timer(snapshot, now, i_dag) if hours else "", _flyttet(snapshot, dimensioner)]
    return Pointe(" ".join(s for s in sentences if s), " ".join(sources))


def timer_paa(snapshot: Snapshot, day: date | None) -> TimerBlad | None:
    """The step that held on ``day``."""
    held = [t for t in snapshot.timer if (fra := parse_day(t.fra)) and day and fra <= day]
    return max(held, key=lambda t: t.fra, default=None)


def _timer(snapshot: Snapshot, now: TimerBlad | None, i_dag: date | None) -> str:
    name = snapshot.borger_fornavn or "Borgeren"
    if now is None or (now.timer is None and now.art != TimerArt.PAUSE):
        return f"{name}s timer om ugen er {text.IKKE_SKREVET}."
    if now.art == TimerArt.PAUSE or now.timer is None:
        return f"Praktikken holder pause siden {text.dato(now.fra)}."
    before = timer_paa(snapshot, parse_day(snapshot.sidste_besoeg))
    moved = before is not None and before.timer is not None and before.timer != now.timer
    was = f" ({format_timer(before.timer)} ved sidste besøg)" if moved and before and before.timer else ""
    whole = f"{name} arbejder {text.timer(now.timer, now.timer_til)} om ugen{was}"
    return f"{whole}{_loen(now)}{_aftalt(snapshot, now, i_dag)}."


def _loen(now: TimerBlad) -> str:
    match now.loentimer:
        case None:
            return f", løntimer er {text.IKKE_SKREVET}"
        case 0:
            return ", ingen af dem med løn"
        case paid if now.timer is not None and paid >= now.timer and now.timer_til is None:
            return ", alle med løn"
        case paid:
            return f", og {format_timer(paid)} af dem er med løn"


def _aftalt(snapshot: Snapshot, now: TimerBlad, i_dag: date | None) -> str:
    """A step agreed for a later day."""
    later = [t for t in snapshot.timer if (fra := parse_day(t.fra)) and i_dag and fra > i_dag]
    step = min(later, key=lambda t: t.fra, default=None)
    if step is None or step.timer is None:
        return ""
    paid = step.loentimer
    if step.timer == now.timer and step.timer_til == now.timer_til:
        return f"; fra {text.dato(step.fra)} er {format_timer(paid)} aftalt med løn" if paid else ""
    with_paid = f", {format_timer(paid)} med løn" if paid else ""
    return f"; fra {text.dato(step.fra)} er {text.timer(step.timer, step.timer_til)} aftalt{with_paid}"


def _flyttet(snapshot: Snapshot, dimensioner: list[DimensionBlad]) -> str:
    if not dimensioner:
        return ""
    if not any(d.sidst_trin for d in dimensioner):
        judged = any(text.trin_af(d, Stemme.KONSULENT) for d in dimensioner)
        first = "Det er første vurdering, så der er endnu ikke noget at sammenligne med."
        return first if judged else "Ingen af dimensionerne er vurderet endnu."
    groups: dict[str, list[str]] = {}
    for d in dimensioner:
        groups.setdefault(_verbum(d), []).append(d.titel.lower())
    ordered = [(groups[verb], verb) for verb in _ORDEN if verb in groups]
    clauses = [
        f"er {liste(names)} {verb}" if i == 0 else f"{liste(names)} er {verb}"
        for i, (names, verb) in enumerate(ordered)
    ]
    since = text.dato(snapshot.sidste_besoeg) if snapshot.sidste_besoeg else "sidst"
    body = clauses[0] if len(clauses) == 1 else f"{', '.join(clauses[:-1])}, og {clauses[-1]}"
    return f"Siden {since} {body}."


_FREM, _LIDT_FREM, _UAENDRET, _SAMME = "gået frem", "gået lidt frem", "uændret", "på samme trin"
_LIDT_TILBAGE, _TILBAGE = "gået lidt tilbage", "gået tilbage"
_NY, _HUL, _TOM = "vurderet for første gang", "ikke drøftet", "ikke vurderet"
_NYE_ORD = "vurderet ud fra nye ord for trinene"
_ORDEN = (_FREM, _LIDT_FREM, _TILBAGE, _LIDT_TILBAGE, _UAENDRET, _SAMME, _NYE_ORD, _NY, _HUL, _TOM)


def _verbum(d: DimensionBlad) -> str:
    svar = text.svar_af(d, Stemme.KONSULENT)
    if svar is None or svar.trin is None:
        return _HUL if svar is not None and svar.ikke_droeftet else _TOM
    if d.sidst_trin is None:
        return _NY
    if text.nye_ord(d):
        return _NYE_ORD
    if svar.trin != d.sidst_trin:
        return _FREM if svar.trin > d.sidst_trin else _TILBAGE
    small: dict[str, str] = {
        Retning.LIDT_FREM: _LIDT_FREM,
        Retning.LIDT_TILBAGE: _LIDT_TILBAGE,
        Retning.UAENDRET: _UAENDRET,
    }
    return small.get(svar.retning or "", _SAMME)
