"""Opens the encrypted database and hands out transactions: holding one is the permission to touch data."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.pool import QueuePool

from konsulent_app.store.errors import CorruptStore, WrongKey, translate

SALT_BYTES = 16

Touched = dict[str, set[int]]  # table → the scopes in which rows moved


@dataclass(frozen=True, slots=True)
class Tx:
    """An open transaction. It ends with the ``with`` block that gave it: committed, or rolled back by any error."""

    conn: Connection
    touched: Touched = field(default_factory=dict)

    def touch(self, table: str, scope: int) -> None:
        """Notes that rows of ``table`` moved in ``scope``; told to ``Database.on_change`` after the commit."""
        self.touched.setdefault(table, set()).add(scope)


class Database:
    """One encrypted file. Threads take their own transactions; SQLite lets one of them write at a time."""

    def __init__(self, path: Path, key: bytes) -> None:
        """``key`` is the raw 256-bit store key. Nothing is opened or made yet."""
        self.path = path
        self.on_change: Callable[[Touched], None] = _nobody_listens
        self._engine = _engine(path, key)

    @contextmanager
    def writing(self) -> Iterator[Tx]:
        """A transaction that may write; on disk when the block has ended. Raises ``StoreError``."""
        with self._transaction("BEGIN IMMEDIATE") as tx:
            yield tx
        if tx.touched:
            self.on_change(tx.touched)

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        """A transaction that sees one moment of the store. Raises ``StoreError``."""
        with self._transaction("BEGIN") as tx:
            yield tx

    def vacuum_into(self, path: Path) -> None:
        """A compact copy of the whole store under the same key. Raises ``StoreError``."""
        try:
            with self._engine.connect() as conn:
                conn.exec_driver_sql("VACUUM INTO ?", (str(path),))
        except (exc.DBAPIError, sqlcipher.DatabaseError) as error:
            known = translate(error)
            if known is None:
                raise
            raise known from None

    def close(self) -> None:
        """Folds the WAL into the file and lets go of it."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Tx]:
        try:
            with self._engine.connect() as conn:
                conn.exec_driver_sql(begin)
                try:
                    yield Tx(conn)
                    conn.exec_driver_sql("COMMIT")
                except BaseException:
                    _roll_back(conn)
                    raise
        except (exc.DBAPIError, sqlcipher.DatabaseError) as error:
            known = translate(error)
            if known is None:
                raise
            raise known from None


def _nobody_listens(_touched: Touched) -> None:
    """Until the window is there."""


def _roll_back(conn: Connection) -> None:
    """A full disk may have ended the transaction already; what counts is that none is left open."""
    driver: Any = conn.connection.driver_connection
    if driver.in_transaction:
        driver.rollback()


def _engine(path: Path, key: bytes) -> Engine:
    def connect() -> sqlcipher.Connection:
        connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=10)
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_memory_security=OFF")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("PRAGMA temp_store=MEMORY")
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
        pool_reset_on_return=None,
        skip_autocommit_rollback=True,
    )
    event.listen(engine, "begin", _no_begin)
    return engine


def _no_begin(conn: Connection) -> None:
    """The explicit BEGIN of ``Database`` rules; the driver's own would not wrap DDL."""


def check_readable(path: Path, key: bytes, salt: bytes | None) -> None:
    """Raises ``WrongKey`` or ``CorruptStore`` when the file at ``path`` cannot be read with ``key``.

    ``salt`` is the first 16 bytes the file had when the key was made: they tell another store's file from a damaged one.
    """
    try:
        connection = sqlcipher.connect(f"file:{path.as_posix()}?mode=rw", uri=True, isolation_level=None)
    except sqlcipher.DatabaseError as error:
        raise translate(error) or CorruptStore() from None
    try:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError as error:
        if "not a database" not in str(error):
            raise translate(error) or CorruptStore() from None
        with path.open("rb") as file:
            head = file.read(SALT_BYTES)
        if salt is not None and head == salt:
            raise CorruptStore from None
        raise WrongKey from None
    finally:
        connection.close()
