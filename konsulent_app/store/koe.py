"""What waits for the server, a sag at a time, and what the server refused."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row

from konsulent_app.store import meta, outbox, rows
from konsulent_app.store.database import Tx
from konsulent_core.clock import from_text
from konsulent_core.entities import Borger, Konflikt, Sag
from konsulent_core.merge import Value
from konsulent_core.wire import Receipt
from konsulent_core.words import KonfliktTilstand

_KVITTERING = "kvittering"


@dataclass(frozen=True, slots=True, kw_only=True)
class Venter:
    """One sag's unsent rows. ``sag`` is None for what belongs to no sag: virksomheder and their people."""

    sag: int | None
    navn: str
    antal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Afvist:
    """A change that the server refused, with what was written and why it was refused. ``sag`` as in ``Venter``."""

    nr: int
    sag: int | None
    navn: str
    tabel: str
    raekke: int
    scope: int
    felter: dict[str, Value]
    grund: str
    hvornaar: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kvittering:
    """What the server said of the last batch it was sent; ``forslag`` became proposed rettelser."""

    at: datetime
    ialt: int
    konflikter: int
    forslag: int
    afvist: int

    @property
    def taget(self) -> int:
        """How many were taken as they were."""
        return self.ialt - self.konflikter - self.forslag - self.afvist


@dataclass(frozen=True, slots=True, kw_only=True)
class Koe:
    """All that waits. ``synced``: when both sides were even."""

    venter: tuple[Venter, ...]
    besoeg: int
    synced: datetime | None
    kvittering: Kvittering | None
    aabne_konflikter: int


def read_koe(tx: Tx) -> Koe:
    """The queue by name."""
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
        synced=from_text(synced) if synced else None,
        kvittering=_kvittering(tx),
        aabne_konflikter=len(rows.find(tx, Konflikt, "tilstand=?", (KonfliktTilstand.AABEN,))),
    )


def note_kvittering(tx: Tx, receipt: Receipt, at: str) -> None:
    """Remembers the receipt, in the transaction that acts on it."""
    kinds = Counter(verdict.kind for verdict in receipt.others)
    meta.put(
        tx,
        _KVITTERING,
        json.dumps(
            {
                "at": at,
                "ialt": receipt.changes,
                "konflikter": kinds["konflikt"],
                "forslag": kinds["forslag"],
                "afvist": kinds["afvist"],
            }
        ),
    )


def _kvittering(tx: Tx) -> Kvittering | None:
    kept = meta.get(tx, _KVITTERING)
    if kept is None:
        return None
    found = json.loads(kept)
    return Kvittering(**{**found, "at": from_text(found["at"])})


_KARANTAENE = "SELECT nr, tabel, raekke, scope, felter, grund, hvornaar FROM karantaene"


def read_afviste(tx: Tx) -> tuple[Afvist, ...]:
    """The quarantine, newest first."""
    return tuple(_afvist(tx, row) for row in tx.conn.exec_driver_sql(f"{_KARANTAENE} ORDER BY nr DESC").all())


def get_afvist(tx: Tx, nr: int) -> Afvist | None:
    """One of them; None when it was dealt with already."""
    row = tx.conn.exec_driver_sql(f"{_KARANTAENE} WHERE nr=?", (nr,)).first()
    return None if row is None else _afvist(tx, row)


def _afvist(tx: Tx, row: Row[int, str, int, int, str, str, str]) -> Afvist:
    nr, tabel, raekke, scope, felter, grund, hvornaar = row
    sag, navn = _owner(tx, scope)
    return Afvist(
        nr=nr,
        sag=sag,
        navn=navn,
        tabel=tabel,
        raekke=raekke,
        scope=scope,
        felter=json.loads(felter),
        grund=grund,
        hvornaar=from_text(hvornaar),
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
