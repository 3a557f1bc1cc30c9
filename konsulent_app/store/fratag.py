"""Lets go of a sag that is no longer this user's: every row of it, once what is unsent in it has been received."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from konsulent_app.store import backup, meta
from konsulent_app.store.database import Database, Tx
from konsulent_core.entities import ENTITIES, Sagtal

# Set while backups and the file's free pages may still hold what was let go of.
TRACES = "spor"


def note(tx: Tx, gone: Collection[int], came: Collection[int]) -> None:
    """Remembers scopes that were taken from the user; those that ``came`` again in the meantime are hers."""
    lost = [(scope,) for scope in gone]
    if lost:
        tx.conn.exec_driver_sql("INSERT OR IGNORE INTO frataget VALUES (?)", lost)
    if came and tx.conn.exec_driver_sql("SELECT 1 FROM frataget LIMIT 1").first() is not None:
        tx.conn.exec_driver_sql("DELETE FROM frataget WHERE scope=?", [(scope,) for scope in came])


def let_go(tx: Tx) -> int:
    """Deletes the rows of the noted scopes in which nothing waits to be received; gives how many scopes.

    What the server refused stays in the quarantine until a person has dealt with it: it is nowhere else.
    """
    if tx.conn.exec_driver_sql("SELECT 1 FROM batch LIMIT 1").first() is not None:
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
    tx.conn.exec_driver_sql(f"DELETE FROM {Sagtal.tabel} WHERE sag=?", every)
    # What a person has begun to mend of the quarantine stays with it.
    tx.conn.exec_driver_sql("DELETE FROM udkast WHERE scope=? AND art NOT LIKE 'karantaene:%'", every)
    tx.conn.exec_driver_sql("DELETE FROM frataget WHERE scope=?", every)
    tx.conn.exec_driver_sql("PRAGMA secure_delete=OFF")
    meta.put(tx, TRACES, "1")
    return len(ready)


def has_traces(tx: Tx) -> bool:
    """Whether the WAL or a backup may still hold what was let go of; also after a start in between."""
    return meta.get(tx, TRACES) is not None


def clear_traces(database: Database, backups: Path, now: datetime) -> None:
    """Empties the WAL, and puts one new backup in the place of all. Raises ``StoreError``; then it is done later."""
    database.fold()
    backup.make_only(database, backups, now)
    with database.writing() as tx:
        meta.forget(tx, TRACES)
