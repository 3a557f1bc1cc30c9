"""What waits for the server, a sag at a time, and what the server refused."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from konsulent_app.store import meta, outbox, rows
from konsulent_app.store.database import Tx
from konsulent_core.clock import from_text
from konsulent_core.entities import Borger, Sag
from konsulent_core.merge import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Venter:
    """One sag's unsent rows. ``sag`` is None for what belongs to no sag: virksomheder and their people."""

    sag: int | None
    navn: str
    antal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Afvist:
    """A change that the server refused, with what was written and why it was refused."""

    nr: int
    navn: str
    tabel: str
    felter: dict[str, Value]
    grund: str
    hvornaar: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Koe:
    """All of it. ``synced``: when both sides were even."""

    venter: tuple[Venter, ...]
    besoeg: int
    afviste: tuple[Afvist, ...]
    synced: datetime | None


def read_koe(tx: Tx) -> Koe:
    """The queue by name, the quarantine newest first."""
    counts = Counter[int]()
    for scope, antal in tx.conn.exec_driver_sql("SELECT scope, count(*) FROM outbox GROUP BY scope"):
        counts[scope] += antal
    frozen = outbox.under_way(tx)
    if frozen is not None:
        counts.update(change.scope for change in outbox.changes_of(tx, frozen.number))
    waiting = Counter[tuple[int | None, str]]()
    for scope, antal in counts.items():
        waiting[_owner(tx, scope)] += antal
    synced = meta.get(tx, "synced")
    return Koe(
        venter=tuple(
            Venter(sag=sag, navn=navn, antal=antal)
            for (sag, navn), antal in sorted(waiting.items(), key=lambda item: item[0][1])
        ),
        besoeg=outbox.waiting_besoeg(tx),
        afviste=tuple(
            Afvist(
                nr=row.nr,
                navn=_owner(tx, row.scope)[1],
                tabel=row.tabel,
                felter=json.loads(row.felter),
                grund=row.grund,
                hvornaar=from_text(row.hvornaar),
            )
            for row in tx.conn.exec_driver_sql(
                "SELECT nr, tabel, scope, felter, grund, hvornaar FROM karantaene ORDER BY nr DESC"
            )
        ),
        synced=from_text(synced) if synced else None,
    )


def remove_afvist(tx: Tx, nr: int) -> None:
    """The person has dealt with it."""
    tx.conn.exec_driver_sql("DELETE FROM karantaene WHERE nr=?", (nr,))
    tx.touch("karantaene", 0)


def _owner(tx: Tx, scope: int) -> tuple[int | None, str]:
    """A sag, or the one sag of a borger's own rows."""
    sag = rows.get(tx, Sag, scope)
    if sag is None:
        own = rows.find(tx, Sag, "borger=?", (scope,))
        sag = own[0] if own else None
    borger = rows.get(tx, Borger, sag.borger) if sag is not None and sag.borger else None
    if sag is None or borger is None:
        return None, "Virksomheder og andet fælles"
    return sag.id, f"{borger.fornavn or ''} {borger.efternavn or ''}".strip()
