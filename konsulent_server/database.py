"""Opens the server's database, SQLite for one machine or PostgreSQL in production, and brings it up to date."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

T = TypeVar("T")
MIGRATIONS = Path(__file__).parent / "migrations"
# Seconds: until a database that does not answer is said to be away, and that a request waits for a connection.
CONNECT_TIME, POOL_TIME = 5, 10
# A quiet connection whose other end is gone without a word is noticed within about a minute.
_LIVE = {"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
# Nobody waits for a kommune's counter for ever, and a worker that hangs while it holds one lets go of it. Milliseconds.
_BOUNDS = "-c plan_cache_mode=force_generic_plan -c lock_timeout=30000 -c idle_in_transaction_session_timeout=120000"


def open_engine(url: str) -> Engine:
    """``sqlite:///path`` or ``postgresql+psycopg://…``; the schema is then current."""
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(
            url,
            pool_timeout=POOL_TIME,
            connect_args={"timeout": 30, "check_same_thread": False, "isolation_level": None},
            hide_parameters=True,
        )
        event.listen(engine, "connect", _sqlite_pragmas)
        event.listen(engine, "begin", _sqlite_begin)
    else:
        # No ping before each use, which costs a trip: see ``despite_restart``.
        engine = create_engine(
            url,
            # One that is given back over the size would be closed, and the next opened: dearer than any request.
            pool_size=12,
            max_overflow=0,
            pool_pre_ping=False,
            pool_timeout=POOL_TIME,
            connect_args={"connect_timeout": CONNECT_TIME, "options": _BOUNDS, **_LIVE},
            hide_parameters=True,
        )
    migrate(engine)
    return engine


def sqlite_path(url: URL) -> str | None:
    """The file of an SQLite database, None for any other."""
    return url.database if url.get_backend_name() == "sqlite" else None


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write; committed at the end of the block, rolled back by any error."""
    with engine.connect().execution_options(konsulent_writes=True) as conn, conn.begin():
        yield conn


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one moment: a feed's head and its rows must not be of two."""
    with engine.connect() as conn:
        if is_postgresql(conn):
            conn = conn.execution_options(isolation_level="REPEATABLE READ")
        with conn.begin():
            yield conn


@contextmanager
def glancing(engine: Engine) -> Iterator[Connection]:
    """For a single statement, which sees one moment by itself: with no transaction around it, one trip is enough."""
    with engine.connect() as conn:
        yield conn.execution_options(isolation_level="AUTOCOMMIT")


def despite_restart(work: Callable[[], T]) -> T:
    """``work``, once more where the database hung up on it: after a restart the pool holds dead connections, and the
    first to use one finds it out for all. ``work`` is a whole transaction that may be repeated."""
    try:
        return work()
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
    return work()


def is_postgresql(conn: Connection) -> bool:
    return conn.dialect.name == "postgresql"


def among(conn: Connection, column: str, ids: str = "ids") -> str:
    """The condition that ``column`` is in the list bound as ``ids``, however long: bound one by one they would meet
    the drivers' limits."""
    if is_postgresql(conn):
        return f"{column} = ANY(CAST(:{ids} AS bigint[]))"
    return f"{column} IN (SELECT value FROM json_each(:{ids}))"


def id_list(conn: Connection, ids: Iterable[int]) -> str:
    """What to bind as ``:ids``: a text that the database reads by itself, since the driver would walk through it."""
    many = ",".join(map(str, ids))
    return f"{{{many}}}" if is_postgresql(conn) else f"[{many}]"


def _sqlite_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _sqlite_begin(conn: Connection) -> None:
    """A writer takes the lock at once: two that both read first would wait for each other in vain."""
    writes = conn.get_execution_options().get("konsulent_writes", False)
    conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def migrate(engine: Engine, scripts: Path = MIGRATIONS) -> None:
    """Up to the last of the ``scripts``, in one transaction, while other workers may be at work (docs/drift.md)."""
    config = Config()
    config.set_main_option("script_location", str(scripts))
    with writing(engine) as conn:
        if is_postgresql(conn):
            # Several workers start at once; one migrates, the others find it done.
            conn.exec_driver_sql("SELECT pg_advisory_xact_lock(7401)")
        found = MigrationContext.configure(conn).get_current_revision()
        head = ScriptDirectory.from_config(config).get_current_head()
        # Where a later server has been here, this one, started again during an upgrade, works on with its schema.
        if found is not None and head is not None and found >= head:
            return
        if found is not None and is_postgresql(conn):
            # A push begins with this table: it waits here, and not for a lock that waits for one of its own.
            conn.exec_driver_sql("LOCK TABLE kommune IN SHARE ROW EXCLUSIVE MODE")
        config.attributes["connection"] = conn
        command.upgrade(config, "head")
