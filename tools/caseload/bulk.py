"""Writes generated rows into a client's store in bulk, as unsent births or as rows that came from the server."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Literal

from konsulent_app.store.database import Database, Tx
from konsulent_core.clock import system_clock
from konsulent_core.entities import BY_TABEL, field_names
from konsulent_core.merge import Value
from tools.caseload.raekker import Row

_CHUNK = 50_000


def write_local(
    database: Database, rows: Iterable[Row], via: Literal["outbox", "pulled"], now: datetime | None = None
) -> int:
    """Writes all in one transaction and gives their number. The rows must be new.

    ``outbox``: each with its outbox entry, as if written here at ``now`` and never sent. ``pulled``: as if fetched
    before; the cursor is left alone.
    """
    seconds = int((now or system_clock()).timestamp())
    count = 0
    source = iter(rows)
    with database.writing() as tx:
        while chunk := list(islice(source, _CHUNK)):
            _write(tx, chunk)
            if via == "outbox":
                tx.conn.exec_driver_sql(
                    "INSERT INTO outbox (tabel,raekke,scope,foedt,base,base_rev,hvornaar) VALUES (?,?,?,1,NULL,"
                    "(SELECT coalesce(max(CAST(vaerdi AS INTEGER)),0) FROM meta WHERE noegle='cursor'),?)",
                    [(table, number, scope, seconds) for table, number, scope, _ in chunk],
                )
            count += len(chunk)
    return count


def _write(tx: Tx, chunk: list[Row]) -> None:
    by_table: dict[str, list[tuple[Value, ...]]] = {}
    scopes: set[tuple[str, int]] = set()
    for table, number, scope, values in chunk:
        by_table.setdefault(table, []).append((number, scope, *values))
        scopes.add((table, scope))
    for table, many in by_table.items():
        names = field_names(BY_TABEL[table])
        columns = ",".join(f'"{name}"' for name in names)
        marks = ",".join("?" * (len(names) + 2))
        tx.conn.exec_driver_sql(f'INSERT INTO "{table}" (id,scope,{columns}) VALUES ({marks})', many)
    for table, scope in scopes:
        tx.touch(table, scope)
