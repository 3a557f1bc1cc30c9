"""What an error means for the one who asked: the world does not do its part and it is tried again, or it is ours."""

import errno
import random
import sqlite3
from asyncio import CancelledError
from enum import Enum

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from konsulent_core.wire import Problem

_KEPT = "Det, du har skrevet, er gemt på denne pc og sendes af sig selv senere."
_ASK = "Bliver det ved, så sig det til jeres it-afdeling."


class Trouble(Enum):
    """Each is a ``Problem``; all but the last pass by themselves or when somebody makes room."""

    DATABASE = Problem("database", f"Serveren kan ikke nå sin database lige nu. {_KEPT} {_ASK}")
    DISK_FULL = Problem("disk_full", f"Der er ikke mere plads på serveren. {_KEPT} Sig det til jeres it-afdeling.")
    BUSY = Problem("busy", f"Serveren har for travlt lige nu. {_KEPT}")
    STOPPING = Problem("stopping", f"Serveren startes om lige nu. {_KEPT}")
    FAULT = Problem("fault", f"Der er en fejl på serveren. {_KEPT} {_ASK}")

    @property
    def status(self) -> int:
        return 500 if self is Trouble.FAULT else 503


# Seconds. Not the same for all: those who were turned away together must not come back together.
_SOON, _LATE = (10, 30), (60, 180)

# SQLite's primary codes. Its ERROR and MISUSE are ours.
_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.DISK_FULL,
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_NOMEM: Trouble.BUSY,
    **dict.fromkeys(
        (
            sqlite3.SQLITE_IOERR,
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_NOTADB,
            sqlite3.SQLITE_CORRUPT,
            sqlite3.SQLITE_PERM,
            sqlite3.SQLITE_PROTOCOL,
        ),
        Trouble.DATABASE,
    ),
}
# PostgreSQL's: by whole code, else by class (its first two letters).
_POSTGRESQL = {
    "53100": Trouble.DISK_FULL,
    "25006": Trouble.DATABASE,  # a standby, which only reads
    "53": Trouble.BUSY,
    "40": Trouble.BUSY,  # a deadlock or two at once
    "55": Trouble.BUSY,  # a lock that was not to be had
    "08": Trouble.DATABASE,
    "57": Trouble.DATABASE,
    "58": Trouble.DATABASE,
    "28": Trouble.DATABASE,  # it does not let us in
    "3D": Trouble.DATABASE,  # there is no such database (any more)
    "XX": Trouble.DATABASE,
}


def trouble_of(error: BaseException) -> Trouble:
    """What to answer to a request that ended so. Nothing of it was written: every transaction was rolled back."""
    if isinstance(error, CancelledError):
        return Trouble.STOPPING
    if isinstance(error, PoolTimeout):
        return Trouble.BUSY
    if isinstance(error, OSError):
        return Trouble.DISK_FULL if error.errno == errno.ENOSPC else Trouble.FAULT
    if not isinstance(error, DBAPIError):
        return Trouble.FAULT
    raw = error.orig
    if isinstance(raw, sqlite3.Error):
        return _SQLITE.get(getattr(raw, "sqlite_errorcode", 1) & 0xFF, Trouble.FAULT)
    state = getattr(raw, "sqlstate", None)
    if state is None:  # no answer at all
        return Trouble.DATABASE if error.connection_invalidated or _is_operational(error) else Trouble.FAULT
    return _POSTGRESQL.get(state, _POSTGRESQL.get(state[:2], Trouble.FAULT))


def retry_after(trouble: Trouble) -> int:
    """Seconds until it is worth trying again."""
    low, high = _SOON if trouble in (Trouble.BUSY, Trouble.DATABASE, Trouble.STOPPING) else _LATE
    return random.randint(low, high)


def _is_operational(error: DBAPIError) -> bool:
    return type(error).__name__ in ("OperationalError", "InterfaceError")
