"""Guessing is made slow: after some failures a login, and an address, must wait, each time longer.

A failure is written down before the password is looked at, so that a hundred guesses at once are no way around it. An
unknown login is counted like a known one: waiting tells nothing about who exists.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, text

from konsulent_core.clock import Clock, from_text, to_text
from konsulent_core.dansk import format_kl
from konsulent_core.wire import Problem
from konsulent_server.database import writing
from konsulent_server.exchange import Refused

# A kommune's people may all come from one address.
FREE_BY_LOGIN, FREE_BY_ADDRESS = 5, 40
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Lockout:
    engine: Engine
    clock: Clock

    @contextmanager
    def attempt(self, login: str, address: str) -> Iterator[None]:
        """Around one look at a password. Left by ``Refused`` it was a failure, otherwise it was right. ``login`` is ""
        where somebody else, the kommune's provider, counts its own failures.

        Raises ``Refused`` (429) with the time to wait for while the login or the address is locked.
        """
        by_login, by_address = _key("login", login.strip().casefold()), _key("adresse", address)
        counted = [(by_address, FREE_BY_ADDRESS), *([(by_login, FREE_BY_LOGIN)] if login else [])]
        with writing(self.engine) as conn:
            for key, free in sorted(counted):  # always in one order, or two would wait for each other
                self._count(conn, key, free)
        yield
        with writing(self.engine) as conn:
            conn.execute(text("DELETE FROM forsoeg WHERE noegle=:n"), {"n": by_login})
            # What others at the address have tried still counts.
            conn.execute(
                text("UPDATE forsoeg SET antal=antal-1, til='' WHERE noegle=:n AND antal>0"), {"n": by_address}
            )
            old = {"s": to_text(self.clock() - 2 * FORGOTTEN_AFTER)}
            conn.execute(text("DELETE FROM forsoeg WHERE sidst<:s"), old)

    def release(self, login: str) -> None:
        """The administrator lets a person try again at once."""
        with writing(self.engine) as conn:
            key = _key("login", login.strip().casefold())
            conn.execute(text("DELETE FROM forsoeg WHERE noegle=:n"), {"n": key})

    def _count(self, conn: Connection, key: str, free: int) -> None:
        now = self.clock()
        found = {"n": key, "s": to_text(now)}
        conn.execute(
            text("INSERT INTO forsoeg (noegle,antal,sidst,til) VALUES (:n, 0, :s, '') ON CONFLICT DO NOTHING"), found
        )
        conn.execute(text("UPDATE forsoeg SET antal=antal WHERE noegle=:n"), found)  # the line is ours until the commit
        count, last, until = conn.execute(text("SELECT antal, sidst, til FROM forsoeg WHERE noegle=:n"), found).one()
        if until > to_text(now):
            raise Refused(429, Problem("locked", _words(from_text(until))))
        if now - from_text(last) > FORGOTTEN_AFTER:
            count = 0
        wait = wait_after(count + 1, free)
        until = to_text(now + wait) if wait else ""
        conn.execute(
            text("UPDATE forsoeg SET antal=:a, sidst=:s, til=:t WHERE noegle=:n"), {**found, "a": count + 1, "t": until}
        )


def wait_after(failures: int, free: int) -> timedelta:
    """How long after so many failures in a row; nothing for the first ``free`` - 1."""
    if failures < free:
        return timedelta()
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << min(failures - free, 16)))


def _words(until: datetime) -> str:
    shown = until + timedelta(seconds=59)  # the next whole minute: too early would be refused again
    return f"Der er prøvet for mange gange. Prøv igen {format_kl(shown)}."


def _key(kind: str, what: str) -> str:
    """A hash: a mistyped login may be a password."""
    return hashlib.sha256(f"{kind}\x1f{what}".encode()).hexdigest()
