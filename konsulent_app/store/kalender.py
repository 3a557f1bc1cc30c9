"""Reads the visits that are agreed from today on, as a calendar takes them: where and when, without the borger."""

from dataclasses import dataclass
from datetime import date

from konsulent_app.store.database import Tx
from konsulent_app.store.sager import CURRENT_PRAKTIK, NEWEST_LOCKED, read_sager


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftalt:
    """``efter`` is the newest locked besøg, 0 before the first: with the sag it is one visit, however often moved."""

    sag: int
    efter: int
    dato: date
    tid: str
    virksomhed: str
    adresse: str


def read_aftalte(tx: Tx, i_dag: date, sag: int | None = None) -> list[Aftalt]:
    """By day and time; of the whole caseload, or of one ``sag``."""
    lines = [
        line
        for line in read_sager(tx, i_dag)
        if line.forfald.aftalt and line.forfald.dato and line.forfald.dato >= i_dag and sag in (None, line.sag)
    ]
    found = []
    for line in lines:
        efter, adresse, by = tx.conn.exec_driver_sql(
            f"SELECT {NEWEST_LOCKED}, v.adresse, v.by FROM sag s LEFT JOIN praktik p ON p.id={CURRENT_PRAKTIK} "
            "LEFT JOIN virksomhed v ON v.id=p.virksomhed WHERE s.id=?",
            (line.sag,),
        ).one()
        found.append(
            Aftalt(
                sag=line.sag,
                efter=efter or 0,
                dato=line.forfald.dato or i_dag,
                tid=line.naeste_tid or "",
                virksomhed=line.virksomhed,
                adresse=", ".join(part for part in (adresse, by) if part) if line.virksomhed else "",
            )
        )
    return sorted(found, key=lambda one: (one.dato, one.tid or "99", one.virksomhed))
