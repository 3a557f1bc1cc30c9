"""What this machine alone knows of a row's history: what is written here and not yet judged by the server."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from konsulent_app.store import outbox, rows
from konsulent_app.store.database import Tx
from konsulent_core.clock import from_text, to_text
from konsulent_core.entities import BY_TABEL, Konflikt, Rettelse, field_names
from konsulent_core.merge import Value
from konsulent_core.words import RettelseTilstand


@dataclass(frozen=True, slots=True, kw_only=True)
class Usendt:
    """Fields of the row as they were before and as they were left here; ``foer`` is empty for a birth."""

    foer: dict[str, Value]
    efter: dict[str, Value]
    hvornaar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VedSiden:
    """A value that never became the row's: ``grund`` is what became of it, ``hvem`` wrote it."""

    efter: dict[str, Value]
    hvem: str
    hvornaar: str
    grund: str


def read_usendt(tx: Tx, tabel: str, raekke: int) -> tuple[Usendt, ...]:
    """Newest first: what waits, and before it what is under way."""
    entity = BY_TABEL.get(tabel)
    if entity is None:
        return ()
    names = field_names(entity)
    columns = ",".join(f'"{name}"' for name in names)
    stands = tx.conn.exec_driver_sql(f'SELECT {columns} FROM "{tabel}" WHERE id=?', (raekke,)).first()
    now: dict[str, Value] = {} if stands is None else dict(zip(names, stands, strict=True))
    found: list[Usendt] = []
    waiting = tx.conn.exec_driver_sql(
        "SELECT foedt, base, hvornaar FROM outbox WHERE tabel=? AND raekke=?", (tabel, raekke)
    ).first()
    if waiting is not None:
        foer: dict[str, Value] = {} if waiting[1] is None else json.loads(waiting[1])
        efter = now if waiting[1] is None else {name: now.get(name) for name in foer}
        at = to_text(datetime.fromtimestamp(waiting[2], UTC))
        found.append(Usendt(foer=foer, efter=efter, hvornaar=at))
    frozen = outbox.under_way(tx)
    if frozen is not None:
        for change in outbox.changes_of(tx, frozen.number):
            if (change.table, change.row) == (tabel, raekke):
                found.append(Usendt(foer=change.base or {}, efter=change.new, hvornaar=""))
    return tuple(found)


def read_ved_siden(tx: Tx, tabel: str, raekke: int) -> tuple[VedSiden, ...]:
    """Open and settled konflikter, rettelser, and what the server refused, each with the value it is about."""
    found: list[VedSiden] = []
    for konflikt in rows.find(tx, Konflikt, "tabelnavn=? AND raekke=?", (tabel, raekke)):
        is_open = konflikt.tilstand == "aaben"
        found.append(
            VedSiden(
                efter=json.loads(konflikt.min or "{}"),
                hvem=konflikt.min_hvem or "",
                hvornaar=konflikt.min_hvornaar or "",
                grund="i en konflikt, der venter på et valg" if is_open else "i en konflikt, der er afgjort",
            )
        )
    for rettelse in rows.find(tx, Rettelse, "tabelnavn=? AND raekke=?", (tabel, raekke)):
        found.append(
            VedSiden(
                efter=json.loads(rettelse.efter or "{}"),
                hvem=rettelse.hvem or "",
                hvornaar=rettelse.hvornaar or "",
                grund=_RETTELSE.get(rettelse.tilstand or "", "en rettelse"),
            )
        )
    refused = tx.conn.exec_driver_sql(
        "SELECT felter, hvornaar FROM karantaene WHERE tabel=? AND raekke=?", (tabel, raekke)
    )
    for felter, at in refused:
        found.append(VedSiden(efter=json.loads(felter), hvem="", hvornaar=at, grund="ikke modtaget af serveren"))
    return tuple(sorted(found, key=lambda one: from_text(one.hvornaar) if one.hvornaar else _NEVER, reverse=True))


_NEVER = datetime.min.replace(tzinfo=UTC)
_RETTELSE = {
    RettelseTilstand.FORESLAAET.value: "et forslag til rettelse",
    RettelseTilstand.GAELDENDE.value: "en rettelse, der gælder",
    RettelseTilstand.AFVIST.value: "et forslag til rettelse, der er afvist",
}
