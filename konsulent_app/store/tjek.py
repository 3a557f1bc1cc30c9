"""Which sager have moved since they were last compared with the server's, and what to do about one that differs."""

import json
from collections.abc import Collection, Sequence

import msgspec

from konsulent_app.store import outbox
from konsulent_app.store.database import Tx
from konsulent_app.store.schema import UNINDEXED
from konsulent_core.digest import ScopeDigest, row_digest
from konsulent_core.entities import BY_TABEL, ENTITIES, Scope, field_names
from konsulent_core.merge import Value
from konsulent_core.wire import MAX_BATCH_ROWS, FeedBlock, Held, Whole

STOD_HER = "Serveren havde noget andet stående. Det her stod på denne pc."
# The team's rows are not read back by who writes them.
_COMPARED = tuple(entity for entity in ENTITIES if entity.scope_art is not Scope.TEAM)
_OF_BESOEG = (
    "(besoeg IN (SELECT id FROM besoeg WHERE scope IN (SELECT value FROM json_each(?))) OR besoeg IS NULL) AND "
)
TABLES = tuple(entity.tabel for entity in _COMPARED)


def note(tx: Tx, scopes: Collection[int]) -> None:
    """They have moved."""
    if scopes:
        tx.conn.exec_driver_sql("INSERT OR IGNORE INTO tjek VALUES (?)", [(scope,) for scope in scopes])


def note_waiting(tx: Tx) -> None:
    """The scopes of what goes into the next batch."""
    tx.conn.exec_driver_sql(
        "INSERT OR IGNORE INTO tjek SELECT DISTINCT scope FROM (SELECT scope FROM outbox ORDER BY nr LIMIT ?)",
        (MAX_BATCH_ROWS,),
    )


def held(tx: Tx, count: int) -> list[Held]:
    """The digests of the next so many sager and borgere in which nothing waits."""
    found = tx.conn.exec_driver_sql(
        "SELECT scope FROM tjek t WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.scope=t.scope) "
        "AND (EXISTS (SELECT 1 FROM sag WHERE id=t.scope) OR EXISTS (SELECT 1 FROM borger WHERE id=t.scope)) "
        "ORDER BY scope LIMIT ?",
        (count,),
    )
    digests = {scope: ScopeDigest() for (scope,) in found.all()}
    for table, number, scope, values in _rows(tx, list(digests)):
        digests[scope].add(table, number, values)
    return [Held(scope, digest.text, digest.count) for scope, digest in digests.items()]


def done(tx: Tx, scopes: Collection[int]) -> None:
    """They have been compared."""
    if scopes:
        tx.conn.exec_driver_sql("DELETE FROM tjek WHERE scope=?", [(scope,) for scope in scopes])


def heal(tx: Tx, whole: Whole, cursor: int, at: str, now: int) -> int:
    """Makes these scopes what the server has; gives the number of rows that were not. What stood here instead waits in
    the quarantine for a person to look at, and a row that the server lacks is sent to it once more."""
    scopes = [
        scope for scope in whole.scopes
        if tx.conn.exec_driver_sql("SELECT 1 FROM outbox WHERE scope=? LIMIT 1", (scope,)).first() is None
    ]  # fmt: skip
    there_was = _rows(tx, scopes, everywhere=True)
    here = {(table, number): (scope, values) for table, number, scope, values in there_was}
    mended = 0
    for block in whole.blocks:
        if block.table not in TABLES:
            continue
        for row in block.rows:
            if row.scope not in scopes:
                continue
            there = dict(zip(block.fields, msgspec.json.decode(row.values), strict=True))
            _, mine = here.pop((block.table, row.row), (row.scope, None))
            if mine is not None and row_digest(block.table, row.row, mine) == row_digest(block.table, row.row, there):
                continue
            mended += 1
            _keep(tx, block.table, row.row, row.scope, mine or {}, there, at)
            _put(tx, block, row.row, row.scope, there)
    for (table, number), (scope, _) in here.items():
        mended += 1
        tx.conn.exec_driver_sql(
            "INSERT INTO outbox (tabel,raekke,scope,foedt,base,base_rev,hvornaar) VALUES (?,?,?,?,NULL,?,?)",
            (table, number, scope, outbox.AGAIN, cursor, now),
        )
    return mended


def keeps_words(tx: Tx) -> bool:
    """Whether the quarantine holds something that stood only here."""
    sql = "SELECT 1 FROM karantaene WHERE grund=? LIMIT 1"
    return tx.conn.exec_driver_sql(sql, (STOD_HER,)).first() is not None


def _keep(tx: Tx, table: str, row: int, scope: int, mine: dict[str, Value], there: dict[str, Value], at: str) -> None:
    lost = {name: value for name, value in mine.items() if value is not None and there.get(name) != value}
    if lost:
        tx.touch("karantaene", 0)
        tx.conn.exec_driver_sql(
            "INSERT INTO karantaene (tabel,raekke,scope,felter,grund,hvornaar) VALUES (?,?,?,?,?,?)",
            (table, row, scope, json.dumps(lost, ensure_ascii=False), STOD_HER, at),
        )


def _put(tx: Tx, block: FeedBlock, row: int, scope: int, there: dict[str, Value]) -> None:
    tx.touch(block.table, scope)
    known = field_names(BY_TABEL[block.table])
    rest = {name: value for name, value in there.items() if name not in known}
    columns = ("id", "scope", *known, "ekstra")
    values = (row, scope, *(there.get(name) for name in known), json.dumps(rest) if rest else None)
    names = ",".join(f'"{name}"' for name in columns)
    updates = ",".join(f'"{name}"=excluded."{name}"' for name in columns[1:])
    tx.conn.exec_driver_sql(
        f'INSERT INTO "{block.table}" ({names}) VALUES ({",".join("?" * len(columns))}) '
        f"ON CONFLICT(id) DO UPDATE SET {updates}",
        values,
    )


def _rows(tx: Tx, scopes: Sequence[int], *, everywhere: bool = False) -> list[tuple[str, int, int, dict[str, Value]]]:
    """(table, id, scope, values) of everything in these scopes, with what a newer version sent. Rows of a form are
    found by its besøg, or by having none; ``everywhere`` looks through their tables, which finds them also where that
    besøg is missing."""
    given = json.dumps(list(scopes))
    found = []
    for entity in _COMPARED:
        names = field_names(entity)
        columns = ",".join(f'"{name}"' for name in ("id", "scope", *names, "ekstra"))
        by_besoeg = _OF_BESOEG if entity.tabel in UNINDEXED and "besoeg" in names and not everywhere else ""
        sql = f'SELECT {columns} FROM "{entity.tabel}" WHERE {by_besoeg}scope IN (SELECT value FROM json_each(?))'
        for number, scope, *values, extra in tx.conn.exec_driver_sql(sql, (given, given) if by_besoeg else (given,)):
            told = dict(zip(names, values, strict=True)) | (json.loads(extra) if extra else {})
            found.append((entity.tabel, number, scope, told))
    return found
