"""Reads what a match is made of: who is ready for a place, and what is known of the places."""

from collections import defaultdict
from datetime import date

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.virksomheder import LOOKED_THROUGH, lines, places_in_use
from konsulent_core.dansk import format_timer
from konsulent_core.entities import Borger, Kontaktperson, Laering, Sag, Skaanehensyn, Timer, Virksomhed
from konsulent_core.match import Kandidat, Sted
from konsulent_core.words import OpgaveTrin, Sagsgruppe

_NEWEST = "fra DESC, id DESC LIMIT 1"
_READY = (Sagsgruppe.KLAR_NU.value, Sagsgruppe.KLAR_MED_STOETTE.value)


def read_kandidater(tx: Tx, i_dag: date) -> list[Kandidat]:
    """Everybody who is klar nu or klar med støtte; the cost follows their number, never that of the besøg."""
    today = i_dag.isoformat()
    ready = rows.find(
        tx,
        Sag,
        "slut IS NULL AND gruppe IN (?,?) AND NOT EXISTS (SELECT 1 FROM praktik p WHERE p.scope=sag.id AND p.slettet=0 "
        "AND p.start<=? AND coalesce(p.afbrudt,0)=0 AND (p.slut IS NULL OR p.slut>=?))",
        (*_READY, today, today),
    )
    found = []
    for sag in ready:
        borger = rows.get(tx, Borger, sag.borger) if sag.borger else None
        if borger is None or borger.slettet:
            continue
        found.append(read_kandidat(tx, sag, borger, today))
    return found


def read_kandidat(tx: Tx, sag: Sag, borger: Borger, i_dag: str) -> Kandidat:
    """One borger, ready or not. ``i_dag`` is ISO."""
    hensyn = rows.find(tx, Skaanehensyn, "scope=? AND titel<>''", (sag.id,), order="orden, id")
    step = next(iter(rows.find(tx, Timer, "scope=? AND fra<=? AND timer>0", (sag.id, i_dag), _NEWEST)), None)
    return Kandidat(
        sag=sag.id,
        navn=f"{borger.fornavn or ''} {borger.efternavn or ''}".strip(),
        gruppe=Sagsgruppe(sag.gruppe or Sagsgruppe.KLAR_NU),
        timer=_said(step),
        timer_om_ugen=(step.timer_til or step.timer) if step is not None else None,
        oensker=lines(borger.oensker),
        geografi=borger.geografi or "",
        skaanehensyn=tuple(one.titel or "" for one in hensyn),
        laert=_learned(tx, sag.id),
    )


def read_steder(tx: Tx, i_dag: str) -> list[Sted]:
    """Every virksomhed of the register; the cost follows their number and that of the forløb. ``i_dag`` is ISO."""
    used = places_in_use(tx, i_dag)
    mentors: dict[int | None, list[str]] = defaultdict(list)
    for person in rows.find(tx, Kontaktperson, "mentor=1 AND navn<>''", order="navn, id"):
        mentors[person.virksomhed].append(person.navn or "")
    hours: dict[int | None, list[float]] = defaultdict(list)
    for row in rows.find(tx, Laering, "timer>0"):
        hours[row.virksomhed].append(row.timer or 0.0)
    return [
        Sted(
            virksomhed=one.id,
            navn=one.navn or "",
            by=one.by or "",
            branche=one.branche or "",
            opgavetyper=lines(one.opgavetyper),
            mentorer=tuple(mentors[one.id]),
            ledige=None if one.pladser is None else max(0, one.pladser - used.get(one.id, 0)),
            timer=tuple(hours[one.id]),
            kultur=one.kultur or "",
        )
        for one in rows.find(tx, Virksomhed, "navn<>''")
    ]


def _said(step: Timer | None) -> str:
    """»2×3« as people say it, else »12–15«; "" when nothing was agreed yet."""
    if step is None or step.timer is None:
        return ""
    return step.moenster or format_timer(step.timer, step.timer_til)


def _learned(tx: Tx, sag: int) -> tuple[str, ...]:
    """Names of the opgaver that were done selvstændigt at one of the sag's newest besøg, at whatever virksomhed."""
    newest = f"SELECT id FROM besoeg WHERE scope=? AND slettet=0 ORDER BY tidspunkt DESC LIMIT {LOOKED_THROUGH}"
    found = tx.conn.exec_driver_sql(
        f"SELECT DISTINCT o.navn FROM opgave_trin t CROSS JOIN opgave o ON o.id=t.opgave AND o.slettet=0 "
        f"WHERE t.besoeg IN ({newest}) AND t.slettet=0 AND t.trin=?",
        (sag, OpgaveTrin.SELVSTAENDIG.value),
    )
    return tuple(row[0] for row in found if row[0])
