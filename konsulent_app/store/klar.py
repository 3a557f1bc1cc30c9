"""Reads who is ready for a place: open sager of this machine that are judged klar and have no praktik now."""

from datetime import date

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.virksomheder import LOOKED_THROUGH, lines
from konsulent_core.dansk import format_timer
from konsulent_core.entities import Borger, Sag, Skaanehensyn, Timer
from konsulent_core.match import Kandidat
from konsulent_core.words import OpgaveTrin, Sagsgruppe

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
        hensyn = rows.find(tx, Skaanehensyn, "scope=? AND titel<>''", (sag.id,), order="orden, id")
        found.append(
            Kandidat(
                sag=sag.id,
                navn=f"{borger.fornavn or ''} {borger.efternavn or ''}".strip(),
                gruppe=Sagsgruppe(sag.gruppe or Sagsgruppe.KLAR_NU),
                timer=_hours(tx, sag.id, today),
                oensker=lines(borger.oensker),
                geografi=borger.geografi or "",
                skaanehensyn=tuple(one.titel or "" for one in hensyn),
                laert=_learned(tx, sag.id),
            )
        )
    return found


def _hours(tx: Tx, sag: int, today: str) -> str:
    """»2×3« as people say it, else »12–15«; "" when nothing was agreed yet."""
    steps = rows.find(tx, Timer, "scope=? AND fra<=?", (sag, today), order="fra DESC, id DESC LIMIT 1")
    if not steps:
        return ""
    step = steps[0]
    return step.moenster or ("" if step.timer is None else format_timer(step.timer, step.timer_til))


def _learned(tx: Tx, sag: int) -> tuple[str, ...]:
    """Names of the opgaver that were done selvstændigt at one of the sag's newest besøg, at whatever virksomhed."""
    newest = f"SELECT id FROM besoeg WHERE scope=? AND slettet=0 ORDER BY tidspunkt DESC LIMIT {LOOKED_THROUGH}"
    found = tx.conn.exec_driver_sql(
        f"SELECT DISTINCT o.navn FROM opgave_trin t CROSS JOIN opgave o ON o.id=t.opgave AND o.slettet=0 "
        f"WHERE t.besoeg IN ({newest}) AND t.slettet=0 AND t.trin=?",
        (sag, OpgaveTrin.SELVSTAENDIG.value),
    )
    return tuple(row[0] for row in found if row[0])
