"""The statements of every sync, run by the driver itself within SQLAlchemy's transaction.

SQLAlchemy takes several times as long over such a statement as the driver and the database together. What is rare goes
through SQLAlchemy as anywhere.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import psycopg
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from konsulent_server.database import is_postgresql

Given: TypeAlias = Mapping[str, int | str | bytes | None]
Rows: TypeAlias = list[tuple[Any, ...]]

# A parameter, and no cast of PostgreSQL's.
_NAME = re.compile(r"(?<![:\w]):([a-z]+)\b")


@dataclass(frozen=True, slots=True)
class Plain:
    """One statement as each driver reads it; SQLite runs several one after the other where PostgreSQL has them in one,
    and spares their trips."""

    sqlite: tuple[str, ...]
    postgresql: str


@cache
def plain(sql: str, postgresql: str = "") -> Plain:
    """``sql`` with its parameters as ``:name``; ``postgresql`` where that one says it otherwise."""
    return Plain((sql,), _NAME.sub(r"%(\1)s", (postgresql or sql).replace("%", "%%")))


def together(*statements: Plain) -> Plain:
    """Several that write, each to a table of its own, as one; it gives no rows."""
    *first, last = (statement.postgresql for statement in statements)
    parts = ", ".join(f"part{number} AS ({sql})" for number, sql in enumerate(first))
    return Plain(tuple(sql for each in statements for sql in each.sqlite), f"WITH {parts} {last}")


def run(conn: Connection, statement: Plain, given: Given) -> Rows:
    """The rows it gives; [] of one that gives none. The transaction is the caller's."""
    driver: Any = conn.connection.driver_connection
    if is_postgresql(conn):
        with past_sqlalchemy(conn):
            cursor = driver.execute(statement.postgresql, given, prepare=True)
            return cursor.fetchall() if cursor.pgresult.nfields else []
    with past_sqlalchemy(conn):
        *first, last = statement.sqlite
        for sql in first:
            driver.execute(sql, given)
        found: Rows = driver.execute(last, given).fetchall()
    return found


def glanced(engine: Engine, statement: Plain, given: Given) -> Rows:
    """What a single statement gives, which sees one moment by itself: with no transaction around it, one trip is
    enough. It reads only."""
    with engine.connect() as conn:
        if not is_postgresql(conn):
            return run(conn, statement, given)
        driver: Any = conn.connection.driver_connection
        with past_sqlalchemy(conn):
            driver.autocommit = True
            try:
                return run(conn, statement, given)
            finally:
                if not driver.closed:
                    driver.autocommit = False


@contextmanager
def past_sqlalchemy(conn: Connection) -> Iterator[None]:
    """For what the driver does by itself: its errors become SQLAlchemy's, and a connection that broke is told from one
    that stands. The driver's own name the row they failed at."""
    try:
        yield
    except (psycopg.Error, sqlite3.Error) as error:
        driver: Any = conn.connection.driver_connection
        broken = isinstance(error, psycopg.Error) and bool(driver.closed)
        if broken:
            conn.invalidate()
            conn.engine.dispose()  # the database hung up on all of them: the next is to be a new one
        raise DBAPIError.instance(
            None, None, error, psycopg.Error, hide_parameters=True, connection_invalidated=broken, dialect=conn.dialect
        ) from None
