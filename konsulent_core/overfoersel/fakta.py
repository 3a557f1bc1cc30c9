"""The parts that tell when, where, who and what for: of a besøg's snapshot as its readers see it, in plain text."""

from datetime import date, datetime
from itertools import groupby

from konsulent_core.clock import COPENHAGEN, from_text
from konsulent_core.dansk import UGEDAGE, format_dato, format_dato_lang, format_kl, format_tid, format_timer_ord, liste
from konsulent_core.dansk_ord import BESOEG, FORMAAL, nummer_ord
from konsulent_core.snapshot import Snapshot, TimerBlad
from konsulent_core.ugeplan import UgeplanFejl, parse_ugeplan
from konsulent_core.words import TimerArt

UDEN_NAVN = "Uden navn"


def dato(iso: str | None, mangler: str = "") -> str:
    """12.03.2026 for an ISO day; a text that is none is shown as it was written."""
    try:
        return format_dato(date.fromisoformat((iso or "")[:10]))
    except ValueError:
        return iso or mangler


def moment(s: Snapshot) -> datetime | None:
    """When the besøg took place, in Danish time."""
    try:
        when = from_text(s.tidspunkt)
    except ValueError:
        return None
    return when.astimezone(COPENHAGEN) if when.tzinfo else when


def dag(s: Snapshot) -> str:
    """The besøg's day as ISO, "" where it is not known."""
    when = moment(s)
    return when.date().isoformat() if when else ""


def overskrift(s: Snapshot) -> str:
    """»Opfølgning, besøg 7, 12.03.2026«: no name, the journal knows whose it is."""
    kind = BESOEG.get(s.besoeg_type, s.skema_titel).capitalize()
    number = nummer_ord(s.besoeg_type, s.besoeg_nummer) if s.besoeg_nummer else ""
    return ", ".join(filter(None, (kind, number, dato(dag(s)))))


def tid_sted(s: Snapshot) -> str:
    when = moment(s)
    said = f"{format_dato_lang(when.date())} {format_kl(when)}".capitalize() if when else ""
    where = s.sted or s.virksomhed or ""
    return ", ".join(filter(None, (said, where)))


def til_stede(s: Snapshot) -> str:
    return "\n".join(f"{p.navn}, {p.rolle}" if p.rolle else p.navn for p in s.deltagere if p.navn)


def plads(s: Snapshot) -> str:
    return "\n".join(filter(None, (", ".join(filter(None, (s.virksomhed, s.afdeling))), s.virksomhed_adresse)))


def periode(s: Snapshot) -> str:
    if not s.praktik_start:
        return ""
    end = f"til {dato(s.praktik_slut)}" if s.praktik_slut else "slutdato ikke aftalt"
    return f"Fra {dato(s.praktik_start)} {end}" if s.praktik_slut else f"Fra {dato(s.praktik_start)}, {end}"


def kontakt(s: Snapshot) -> str:
    return s.kontaktperson or ""


def formaal(s: Snapshot) -> str:
    return "\n".join(filter(None, (FORMAAL.get(s.formaal or "", s.formaal or ""), s.formaal_tekst)))


def jobmaal(s: Snapshot) -> str:
    return s.jobmaal or ""


def bekymring(s: Snapshot) -> str:
    return s.bekymring_grund or ""


def arbejdstid(s: Snapshot) -> str:
    """»Mandag, onsdag og torsdag kl. 08.00–12.00«: days with the same hours together, a line each."""
    try:
        blocks = parse_ugeplan(s.ugeplan)
    except UgeplanFejl:
        return s.ugeplan or ""
    days: dict[str, list[str]] = {}
    for day, same in groupby(blocks, key=lambda b: b.ugedag):
        hours = liste([f"{format_tid(b.fra)}–{format_tid(b.til)}" for b in same])
        days.setdefault(hours, []).append(UGEDAGE[day - 1])
    return "\n".join(f"{liste(names).capitalize()} kl. {hours}" for hours, names in days.items())


def timer(s: Snapshot) -> str:
    """The step that holds on the day of the besøg, then those agreed for later."""
    now, later = _nu_og_senere(s)
    said = [f"{_trin(now)}, siden {dato(now.fra)}{_aarsag(now)}."] if now is not None else []
    return "\n".join([*said, *(f"Aftalt fra {dato(t.fra)}: {_trin(t)}{_aarsag(t)}." for t in later)])


def timetal(s: Snapshot) -> str:
    """The same for who only needs to know what is agreed here: a pause may be another workplace's."""
    now, later = _nu_og_senere(s)
    said = [f"{_trin(now)}."] if now is not None and now.art != TimerArt.PAUSE else []
    return "\n".join([*said, *(f"Fra {dato(t.fra)}: {_trin(t)}." for t in later if t.art != TimerArt.PAUSE)])


def _nu_og_senere(s: Snapshot) -> tuple[TimerBlad | None, list[TimerBlad]]:
    today = dag(s)
    steps = sorted((t for t in s.timer if today and t.fra), key=lambda t: t.fra)
    held = [t for t in steps if t.fra <= today]
    return (held[-1] if held else None), steps[len(held) :]


def _trin(t: TimerBlad) -> str:
    if t.art == TimerArt.PAUSE:
        return "Pause"
    if t.timer is None:
        return "Timer om ugen er ikke skrevet ned"
    whole = f"{format_timer_ord(t.timer, t.timer_til)} om ugen"
    if t.loentimer is None:
        return whole
    if not t.loentimer:
        return f"{whole}, ingen med løn"
    if t.timer_til is None and t.loentimer >= t.timer:
        return f"{whole}, alle med løn"
    return f"{whole}, heraf {format_timer_ord(t.loentimer)} med løn"


def _aarsag(t: TimerBlad) -> str:
    return f" ({t.aarsag.strip().rstrip('.')})" if t.aarsag and t.aarsag.strip() else ""
