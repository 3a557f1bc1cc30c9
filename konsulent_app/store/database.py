"""Opens the encrypted database and hands out transactions: holding one is the permission to touch data."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.pool import QueuePool

from konsulent_app.store.errors import CorruptStore, OtherStore, WrongKey, translate
from konsulent_app.store.turns import Turns

SALT_BYTES = 16
_PAGE = 4096  # SQLCipher's page; no store is smaller than one
# KiB at most: pages that need not be decrypted again. A row's id is random, so a caseload touches all of them.
_READER_CACHE, _WRITER_CACHE, _BULK_CACHE = 4_000, 8_000, 64_000
_WAL_PAGES = 4_000  # folded back at 16 MB: a first sync writes the same pages again and again
PATIENCE = 10.0  # seconds until a writer that another process keeps waiting gives up

Touched = dict[str, set[int]]  # table → the scopes in which rows moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What a person is about to write: these fields of a row, which is new where ``birth``."""

    tabel: str
    row: int
    scope: int
    fields: Collection[str]
    birth: bool


@dataclass(frozen=True, slots=True)
class Tx:
    """An open transaction. It ends with the ``with`` block that gave it: committed, or rolled back by any error.

    ``guard`` raises a ``UserError`` for what may not be written.
    """

    conn: Connection
    touched: Touched = field(default_factory=dict)
    guard: "Guard" = field(default=lambda _tx, _intent: None)

    def touch(self, table: str, scope: int) -> None:
        """Notes that rows of ``table`` moved in ``scope``; told to ``Database.on_change`` after the commit."""
        self.touched.setdefault(table, set()).add(scope)


Guard = Callable[[Tx, Intent], None]


class Database:
    """One encrypted file. Threads take their own transactions; one of them writes at a time."""

    def __init__(self, path: Path, key: bytes, patience: float = PATIENCE) -> None:
        """``key`` is the raw 256-bit store key; ``patience`` in seconds. Nothing is opened or made yet."""
        self.path = path
        self.on_change: Callable[[Touched], None] = _nobody_listens
        self.guard: Guard = _all_is_allowed
        self._engine = _engine(path, key, patience, _READER_CACHE)
        # One connection writes: nobody else makes its page cache stale, so slice upon slice finds its pages there.
        self._writer = _engine(path, key, patience, _WRITER_CACHE, pool_size=1, max_overflow=0)
        self._turns = Turns(patience)

    @contextmanager
    def writing(self, *, bulk: bool = False) -> Iterator[Tx]:
        """A transaction that may write; on disk when the block has ended. Raises ``StoreError``.

        ``bulk`` marks one of many slices: whoever types goes before it. Not to be nested.
        """
        with self._turns.turn(bulk=bulk), self._transaction(self._writer, "BEGIN IMMEDIATE") as tx:
            yield tx
        if tx.touched:
            self.on_change(tx.touched)

    def somebody_types(self) -> bool:
        """Whether a writer that is not ``bulk`` waits for its turn, or had one in the last seconds."""
        return self._turns.is_wanted()

    @contextmanager
    def roomy(self) -> Iterator[None]:
        """While a caseload goes through, the writer keeps all its pages at hand; then it gives the memory back."""
        self._keep_pages(_BULK_CACHE)
        try:
            yield
        finally:
            self._keep_pages(_WRITER_CACHE)

    def _keep_pages(self, cache: int) -> None:
        with self._turns.turn(bulk=True), self._writer.connect() as conn:
            conn.exec_driver_sql(f"PRAGMA cache_size=-{cache}")
            if cache < _BULK_CACHE:
                conn.exec_driver_sql("PRAGMA shrink_memory")

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        """A transaction that sees one moment of the store. Raises ``StoreError``."""
        with self._transaction(self._engine, "BEGIN") as tx:
            yield tx

    def vacuum_into(self, path: Path) -> None:
        """A compact copy of the whole store under the same key. Raises ``StoreError``."""
        try:
            with self._engine.connect() as conn:
                conn.exec_driver_sql("VACUUM INTO ?", (str(path),))
        except (exc.DBAPIError, sqlcipher.DatabaseError) as error:
            known = translate(error, self.path.parent)
            if known is None:
                raise
            raise known from None

    def fold(self) -> None:
        """Folds the WAL into the file and empties it, so that nothing deleted lies in it any more."""
        with self._turns.turn(bulk=True), self._writer.connect() as conn:
            conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Folds the WAL into the file and lets go of it."""
        self._engine.dispose()
        self._writer.dispose()

    @contextmanager
    def _transaction(self, engine: Engine, begin: str) -> Iterator[Tx]:
        try:
            with engine.connect() as conn:
                conn.exec_driver_sql(begin)
                try:
                    yield Tx(conn, guard=self.guard)
                    conn.exec_driver_sql("COMMIT")
                except BaseException:
                    _roll_back(conn)
                    raise
        except (exc.DBAPIError, sqlcipher.DatabaseError) as error:
            known = translate(error, self.path.parent)
            if known is None:
                raise
            raise known from None


def _nobody_listens(_touched: Touched) -> None:
    """Until the window is there."""


def _all_is_allowed(_tx: Tx, _intent: Intent) -> None:
    """Until it is known who is logged in."""


def _roll_back(conn: Connection) -> None:
    """A full disk may have ended the transaction already; what counts is that none is left open."""
    driver: Any = conn.connection.driver_connection
    if driver.in_transaction:
        driver.rollback()


def _engine(path: Path, key: bytes, patience: float, cache: int, pool_size: int = 4, max_overflow: int = 4) -> Engine:
    def connect() -> sqlcipher.Connection:
        connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=patience)
        try:
            _unlock(connection, key)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("PRAGMA temp_store=MEMORY")
            connection.execute(f"PRAGMA cache_size=-{cache}")
            connection.execute(f"PRAGMA wal_autocheckpoint={_WAL_PAGES}")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=max_overflow,
        pool_reset_on_return=None,
        skip_autocommit_rollback=True,
        hide_parameters=True,  # they are what somebody typed, and an exception may travel far
    )
    event.listen(engine, "begin", _no_begin)
    return engine


def _no_begin(conn: Connection) -> None:
    """The explicit BEGIN of ``Database`` rules; the driver's own would not wrap DDL."""


def _unlock(connection: sqlcipher.Connection, key: bytes, salt: bytes = b"") -> None:
    """``salt`` in place of the one that stands at the beginning of the file."""
    # SQLCipher writes what goes wrong to stderr, which a desktop keeps in its journal; the errors tell it all.
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{(key + salt).hex()}'\"")
    connection.execute("PRAGMA cipher_memory_security=OFF")


def check_readable(path: Path, key: bytes, salt: bytes | None) -> None:
    """Raises ``WrongKey``, ``OtherStore`` or ``CorruptStore`` when the file at ``path`` cannot be read with ``key``.

    ``salt`` is the first 16 bytes the file had when the key was made: they tell another store's file from a damaged
    one. Nothing is written.
    """
    if path.stat().st_size < _PAGE:
        raise CorruptStore  # SQLCipher takes a file of a few bytes for an empty database, and would write over it
    if _opens(path, key):
        return
    if salt is None:
        raise WrongKey
    with path.open("rb") as file:
        head = file.read(SALT_BYTES)
    # Where only the salt itself is damaged, the remembered one still opens the first page.
    if head == salt or _opens(path, key, salt):
        raise CorruptStore
    raise OtherStore


def check_whole(path: Path, key: bytes) -> None:
    """Reads every page, at about 200 MB a second. Raises ``CorruptStore`` or another ``StoreError``."""
    try:
        connection = sqlcipher.connect(_address(path), uri=True, isolation_level=None)
        try:
            _unlock(connection, key)
            faults = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            verdict = connection.execute("PRAGMA integrity_check").fetchall()
        finally:
            connection.close()
    except sqlcipher.DatabaseError as error:
        raise translate(error, path.parent) or CorruptStore() from None
    if faults or verdict != [("ok",)]:
        raise CorruptStore


def _opens(path: Path, key: bytes, salt: bytes = b"") -> bool:
    """Whether the first page can be read. Raises ``StoreError`` for what has nothing to do with the key."""
    try:
        connection = sqlcipher.connect(_address(path), uri=True, isolation_level=None)
        try:
            _unlock(connection, key, salt)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except sqlcipher.DatabaseError as error:
        if error.sqlite_errorcode == sqlcipher.SQLITE_NOTADB:
            return False
        raise translate(error, path.parent) or CorruptStore() from None
    return True


def _address(path: Path) -> str:
    """For SQLite's open, without making the file; a # or ? in a folder's name is no part of the question."""
    return f"{path.absolute().as_uri()}?mode=rw"
