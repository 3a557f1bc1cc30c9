"""Copies an SQLite server's database while it is in use, and puts a copy back; PostgreSQL has tools of its own."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from konsulent_server.database import sqlite_path
from konsulent_server.schema import SCHEMA_VERSION

_BUSY = 60.0  # seconds that a copy waits for a writer


class CannotCopy(Exception):
    """Nothing was changed; the text says what to do."""


def back_up(url: str, target: str) -> None:
    """A copy of one moment, read again to its last page before it gets its name. Raises ``CannotCopy``."""
    source, goal = _file_of(url), Path(target)
    if not source.exists():
        raise CannotCopy(f"there is no database at {source}")
    if goal.exists():
        raise CannotCopy(f"{goal} is there already; a backup never replaces one")
    draft = goal.with_name(f".{goal.name}.part")
    draft.unlink(missing_ok=True)
    try:
        draft.touch(0o600)
        with closing(sqlite3.connect(source, timeout=_BUSY, isolation_level=None)) as conn:
            conn.execute("VACUUM INTO ?", (str(draft),))
        _check(draft)
        _settle(draft)
        # Unlike a rename, a link never replaces what somebody put there meanwhile.
        os.link(draft, goal)
        _settle(goal.parent)
    except (sqlite3.Error, OSError) as error:
        raise CannotCopy(f"no backup was made: {_words(error)}") from error
    finally:
        draft.unlink(missing_ok=True)


def restore(url: str, source: str) -> Path | None:
    """Puts the copy in the database's place, which is kept beside it under the name that is given back (None where
    there was none). The server must be stopped. Raises ``CannotCopy``."""
    goal, copy = _file_of(url), Path(source)
    if not copy.is_file():
        raise CannotCopy(f"there is no file {copy}")
    draft = goal.with_name(f".{goal.name}.part")
    try:
        _check(copy)
        shutil.copyfile(copy, draft)
        draft.chmod(0o600)
        _check(draft)
        _settle(draft)
        kept = _set_aside(goal) if goal.exists() else None
        draft.rename(goal)
        _settle(goal.parent)
    except (sqlite3.Error, OSError) as error:
        raise CannotCopy(f"nothing was restored: {_words(error)}") from error
    finally:
        draft.unlink(missing_ok=True)
    return kept


def _file_of(url: str) -> Path:
    path = sqlite_path(make_url(url))
    if path is None:
        raise CannotCopy("for PostgreSQL use pg_dump and pg_restore: docs/drift.md has the commands")
    return Path(path)


def _set_aside(goal: Path) -> Path:
    """Only where nobody has the file open: to leave WAL needs it alone, and leaves no second file behind."""
    with closing(sqlite3.connect(goal, timeout=0, isolation_level=None)) as conn:
        try:
            conn.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise CannotCopy("the server is running: stop it first, nothing was restored") from error
            raise
        except sqlite3.DatabaseError:
            pass  # damaged, which is a reason to restore; it is kept as it is
    kept = goal.with_name(f"{goal.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    goal.rename(kept)
    for suffix in ("-wal", "-shm"):  # only a damaged one's are still there
        beside = goal.with_name(goal.name + suffix)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + suffix))
    return kept


def _check(path: Path) -> None:
    """That every page can be read, and that it is a server's database which this version knows."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as conn:
        found = conn.execute("PRAGMA integrity_check").fetchone()
        if found != ("ok",):
            raise CannotCopy(f"{path} is damaged")
        try:
            (version,) = conn.execute("SELECT version_num FROM alembic_version").fetchone()
        except (sqlite3.OperationalError, TypeError):
            raise CannotCopy(f"{path} is not a database of konsulent-server") from None
    if version > SCHEMA_VERSION:
        raise CannotCopy(f"{path} is of a later version: install that version of the server first")


def _settle(path: Path) -> None:
    """On the disk, not in its cache. Windows has no such word for a folder."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _words(error: BaseException) -> str:
    if isinstance(error, OSError):
        return os.strerror(error.errno) if error.errno else type(error).__name__
    return str(error)  # SQLite's own words; no statement here holds a value of anybody's
