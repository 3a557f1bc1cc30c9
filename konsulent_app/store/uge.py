"""What stands in a borger's week: the praktik that runs or comes next, and the indsatser beside it."""

from dataclasses import dataclass
from datetime import date

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.dansk import format_dato
from konsulent_core.entities import Indsats, Praktik, Virksomhed
from konsulent_core.ugeplan import Blok, UgeplanFejl, parse_ugeplan


@dataclass(frozen=True, slots=True, kw_only=True)
class UgePlan:
    """One thing in the week. ``tekst`` is the plan as it was written where it cannot be read as days, else ""."""

    navn: str
    praktik: bool
    blokke: tuple[Blok, ...]
    tekst: str = ""


def read_uge(tx: Tx, sag: int, i_dag: date) -> tuple[UgePlan, ...]:
    """The praktikker first. Where none runs today the next one to begin stands there, with its first day."""
    today = i_dag.isoformat()
    left = [p for p in rows.find(tx, Praktik, "scope=?", (sag,), order="start, id") if _goes_on(p, today)]
    now = [p for p in left if p.start and p.start <= today]
    shown = now or left[:1]
    plans = [_plan(_name(tx, p, alone=len(shown) == 1, i_dag=today), p.ugeplan, praktik=True) for p in shown]
    return (*plans, *read_indsatser(tx, sag, i_dag))


def read_indsatser(tx: Tx, sag: int, i_dag: date) -> tuple[UgePlan, ...]:
    """The indsatser that have not ended."""
    today = i_dag.isoformat()
    found = rows.find(tx, Indsats, "scope=? AND (slut IS NULL OR slut>=?)", (sag, today), order="start, id")
    return tuple(_plan((i.navn or i.art or "Indsats") + _from(i.start, today), i.ugeplan, praktik=False) for i in found)


def _goes_on(praktik: Praktik, today: str) -> bool:
    return not praktik.afbrudt and (praktik.slut is None or praktik.slut >= today)


def _name(tx: Tx, praktik: Praktik, *, alone: bool, i_dag: str) -> str:
    """»Praktik« where there is but one; else by its workplace."""
    virksomhed = rows.get(tx, Virksomhed, praktik.virksomhed) if praktik.virksomhed and not alone else None
    return ((virksomhed.navn if virksomhed else None) or "Praktik") + _from(praktik.start, i_dag)


def _from(start: str | None, today: str) -> str:
    return f" fra {format_dato(date.fromisoformat(start))}" if start and start > today else ""


def _plan(navn: str, text: str | None, *, praktik: bool) -> UgePlan:
    try:
        return UgePlan(navn=navn, praktik=praktik, blokke=parse_ugeplan(text))
    except UgeplanFejl:
        return UgePlan(navn=navn, praktik=praktik, blokke=(), tekst=text or "")
