"""The words of a row in Sager: hours, due date and what a screen reader says. No Qt."""

from dataclasses import dataclass
from datetime import date

from konsulent_app.store.sager import SagLinje
from konsulent_core.dansk import UGEDAGE, format_dato, format_timer
from konsulent_core.rhythm import Gruppe


@dataclass(frozen=True, slots=True)
class Frist:
    """Words of the due badge; ``token`` danger or info is a badge, "" plain words."""

    tekst: str
    token: str


def kort_dag(dato: date) -> str:
    """fre. 13.03."""
    return f"{UGEDAGE[dato.weekday()][:3]}. {dato.day:02d}.{dato.month:02d}."


def frist(linje: SagLinje) -> Frist:
    """»9 dage over«, »kl. 10.00«, »fre. 13.03.«; never by colour alone."""
    forfald = linje.forfald
    match forfald.gruppe:
        case Gruppe.FORFALDEN:
            return Frist(f"{forfald.dage_over} {'dag' if forfald.dage_over == 1 else 'dage'} over", "danger")
        case Gruppe.I_DAG:
            return Frist(f"kl. {linje.naeste_tid}" if linje.naeste_tid else "i dag", "info")
        case Gruppe.UDEN_DATO:
            return Frist(f"inden {forfald.dato.day:02d}.{forfald.dato.month:02d}." if forfald.dato else "", "")
        case Gruppe.DENNE_UGE | Gruppe.NAESTE_UGE | Gruppe.SENERE:
            return Frist(kort_dag(forfald.dato) if forfald.dato else "", "")


def timer_kort(linje: SagLinje) -> str:
    """»16 t · 8 med løn«, »6 t praktik«, »12–15 t · 2 med løn«."""
    if linje.timer is None:
        return ""
    alle = format_timer(linje.timer, linje.timer_til)
    loen = linje.loentimer or 0
    if not loen:
        return f"{alle} t praktik"
    if loen >= (linje.timer_til or linje.timer):
        return f"{alle} t med løn"
    return f"{alle} t · {format_timer(loen)} med løn"


def under_navn(linje: SagLinje) -> str:
    """The line under the name: company, or that there is none, and an open kladde."""
    sted = linje.virksomhed or "ingen praktik lige nu"
    return f"{sted} · kladde" if linje.kladde is not None else sted


def linje_ord(linje: SagLinje) -> str:
    """The whole row as a sentence."""
    due = frist(linje)
    words = due.tekst
    if linje.forfald.gruppe not in (Gruppe.FORFALDEN, Gruppe.I_DAG) and linje.forfald.dato is not None:
        words = format_dato(linje.forfald.dato) if linje.forfald.aftalt else f"inden {format_dato(linje.forfald.dato)}"
    parts = [
        linje.navn,
        "bekymringssag" if linje.bekymring else "",
        under_navn(linje),
        timer_kort(linje).replace(" t ", " timer "),
        words,
    ]
    return ", ".join(part for part in parts if part)
