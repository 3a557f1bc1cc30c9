"""Lets go of a sag that is no longer this user's: every row of it, once what is unsent in it has been received."""

import json
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from konsulent_app.store import backup, meta
from konsulent_app.store.database import Database, Tx
from konsulent_core.entities import ENTITIES, Sagtal
from konsulent_core.words import Rolle

# Set while backups and the file's free pages may still hold what was let go of.
TRACES = "spor"


def note(tx: Tx, gone: Collection[int], came: Collection[int]) -> None:
    """Remembers scopes that were taken from the user; those that ``came`` again in the meantime are hers."""
    lost = [(scope,) for scope in gone]
    if lost:
        tx.conn.exec_driver_sql("INSERT OR IGNORE INTO frataget VALUES (?)", lost)
    if came and tx.conn.exec_driver_sql("SELECT 1 FROM frataget LIMIT 1").first() is not None:
        tx.conn.exec_driver_sql("DELETE FROM frataget WHERE scope=?", [(scope,) for scope in came])


def is_taken(tx: Tx, raekker: Collection[int]) -> bool:
    """Whether a sag, besøg or praktik of these ids lies in a scope that was taken."""
    marks = ",".join("?" * len(raekker))
    of = " UNION ALL ".join(f"SELECT scope FROM {name} WHERE id IN ({marks})" for name in ("sag", "besoeg", "praktik"))
    sql = f"SELECT 1 FROM frataget WHERE scope IN ({of}) LIMIT 1"
    return bool(raekker) and tx.conn.exec_driver_sql(sql, (*raekker, *raekker, *raekker)).first() is not None


def waits(tx: Tx) -> bool:
    """Whether something written in a taken scope is still to be received."""
    sql = "SELECT 1 FROM frataget f JOIN outbox o ON o.scope=f.scope LIMIT 1"
    under_way = tx.conn.exec_driver_sql("SELECT 1 FROM batch LIMIT 1").first() is not None
    return under_way or tx.conn.exec_driver_sql(sql).first() is not None


def let_go(tx: Tx, shown: Collection[int] = ()) -> int:
    """Deletes the rows of the noted scopes in which nothing waits to be received; gives how many scopes.

    While one of them is ``shown`` (ids of sag, besøg or praktik) nothing goes: its page is closed first, and what was
    being written in it is written down.

    What the server refused stays in the quarantine until a person has dealt with it: it is nowhere else.
    """
    if tx.conn.exec_driver_sql("SELECT 1 FROM batch LIMIT 1").first() is not None:
        return 0
    if is_taken(tx, shown):
        return 0
    ready = [
        row[0]
        for row in tx.conn.exec_driver_sql(
            "SELECT scope FROM frataget f WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.scope=f.scope)"
        )
    ]
    if not ready:
        return 0
    # What is deleted is overwritten, not only forgotten.
    tx.conn.exec_driver_sql("PRAGMA secure_delete=ON")
    every = [(scope,) for scope in ready]
    for entity in ENTITIES:
        tx.conn.exec_driver_sql(f'DELETE FROM "{entity.tabel}" WHERE scope=?', every)
        for scope in ready:
            tx.touch(entity.tabel, scope)
    if not _leads(tx):  # a teamleder reads a sag for a day; her team goes on counting it
        tx.conn.exec_driver_sql(f"DELETE FROM {Sagtal.tabel} WHERE sag=?", every)
    # What a person has begun to mend of the quarantine stays with it.
    tx.conn.exec_driver_sql("DELETE FROM udkast WHERE scope=? AND art NOT LIKE 'karantaene:%'", every)
    for table in ("tjek", "frataget"):
        tx.conn.exec_driver_sql(f"DELETE FROM {table} WHERE scope=?", every)
    tx.conn.exec_driver_sql("PRAGMA secure_delete=OFF")
    meta.put(tx, TRACES, "1")
    return len(ready)


def _leads(tx: Tx) -> bool:
    kept = meta.get(tx, "bruger")
    return kept is not None and json.loads(kept).get("rolle") == Rolle.TEAMLEDER


def has_traces(tx: Tx) -> bool:
    """Whether the WAL or a backup may still hold what was let go of; also after a start in between."""
    return meta.get(tx, TRACES) is not None


def clear_traces(database: Database, backups: Path, now: datetime) -> None:
    """Empties the WAL, and puts one new backup in the place of all. Raises ``StoreError``; then it is done later."""
    database.fold()
    backup.make_only(database, backups, now)
    with database.writing() as tx:
        meta.forget(tx, TRACES)
