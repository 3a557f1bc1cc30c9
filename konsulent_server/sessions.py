"""Sessions of an hour, and refresh tokens that each give the next one once.

A refresh token is good until a later one of its log-in was used: a machine that never got the answer asks again with
the old one. If both are used, one of them was stolen, and the log-in ends (docs/decisions/0026).
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, text

from konsulent_core.clock import Clock, to_text
from konsulent_core.ids import Entropy
from konsulent_server.tokens import new_token, token_hash

SESSION_LIFE = timedelta(hours=1)
LONE_SESSION_LIFE = timedelta(hours=12)  # of a client that keeps no refresh token
REFRESH_LIFE = timedelta(days=30)  # without being used
FAMILY_LIFE = timedelta(days=180)  # then a person logs in again, however often it was renewed


@dataclass(frozen=True, slots=True)
class Pair:
    token: str
    refresh: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """``pair`` is None when the refresh token is worth nothing; ``revoked``: because its machine is."""

    user: int = 0
    pair: Pair | None = None
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Sessions:
    clock: Clock
    entropy: Entropy

    def begin(self, conn: Connection, user: int, machine: str) -> Pair:
        """A log-in succeeded. ``machine`` is enrolled, or "" for a client that names none: it gets no refresh token."""
        now = self.clock()
        if not machine:
            return Pair(self._session(conn, user, None, LONE_SESSION_LIFE), "")
        family = self.entropy(12).hex()
        conn.execute(
            text("INSERT INTO familie (id,bruger,tilmelding,udloeber) VALUES (:i,:b,:t,:u)"),
            {"i": family, "b": user, "t": machine, "u": to_text(now + FAMILY_LIFE)},
        )
        # One log-in a machine: what an earlier one left behind is of no use to its owner.
        others = "tilmelding=:t AND id<>:i AND lukket IS NULL"
        _close(conn, to_text(now), "nyt login", others, {"t": machine, "i": family})
        return Pair(self._session(conn, user, family, SESSION_LIFE), self._refresh(conn, family, 1))

    def renew(self, conn: Connection, refresh: str, machine: str) -> Renewed:
        """In a transaction that is to be committed whatever comes of it: a stolen token ends its log-in."""
        now, given = to_text(self.clock()), {"h": token_hash(refresh)}
        family = conn.execute(text("SELECT familie FROM fornyelse WHERE hash=:h"), given).scalar()
        if family is None:
            return Renewed()
        # Two at once with one token: the second waits here and then sees what the first has done.
        conn.execute(text("UPDATE familie SET udloeber=udloeber WHERE id=:f"), {"f": family})
        row = conn.execute(text(_STANDING), {**given, "n": now}).one()
        if row.tilbagekaldt is not None:
            return Renewed(revoked=True)
        if not row.good or row.tilmelding != machine:
            return Renewed()
        later = "SELECT 1 FROM fornyelse WHERE familie=:f AND nummer>=:n AND brugt IS NOT NULL AND hash<>:h"
        if conn.execute(text(later), {**given, "f": family, "n": row.nummer}).first() is not None:
            close_families(conn, now, "genbrugt", familie=family)
            return Renewed()
        conn.execute(text("UPDATE fornyelse SET brugt=:n WHERE hash=:h"), {**given, "n": now})
        conn.execute(text("UPDATE tilmelding SET sidst=:n WHERE id=:t"), {"n": now, "t": machine})
        conn.execute(text("DELETE FROM session WHERE familie=:f AND udloeber<:n"), {"f": family, "n": now})
        pair = Pair(self._session(conn, row.bruger, family, SESSION_LIFE), self._refresh(conn, family, row.nummer + 1))
        return Renewed(row.bruger, pair)

    def _session(self, conn: Connection, user: int, family: str | None, life: timedelta) -> str:
        token = new_token(self.entropy)
        conn.execute(
            text("INSERT INTO session (hash, bruger, udloeber, familie) VALUES (:h, :b, :u, :f)"),
            {"h": token_hash(token), "b": user, "u": to_text(self.clock() + life), "f": family},
        )
        return token

    def _refresh(self, conn: Connection, family: str, number: int) -> str:
        token = new_token(self.entropy)
        conn.execute(
            text("INSERT INTO fornyelse (hash, familie, nummer, udloeber) VALUES (:h, :f, :n, :u)"),
            {"h": token_hash(token), "f": family, "n": number, "u": to_text(self.clock() + REFRESH_LIFE)},
        )
        return token


def close_families(
    conn: Connection, now: str, why: str, *, familie: str = "", tilmelding: str = "", bruger: int = 0, but: str = ""
) -> None:
    """Ends log-ins, by one of the three; ``but`` is a session token's hash whose own log-in goes on."""
    if familie:
        _close(conn, now, why, "id=:i AND lukket IS NULL", {"i": familie})
    elif tilmelding:
        _close(conn, now, why, "tilmelding=:i AND lukket IS NULL", {"i": tilmelding})
    elif bruger:
        kept = conn.execute(text("SELECT familie FROM session WHERE hash=:h"), {"h": but}).scalar() or ""
        _close(conn, now, why, "bruger=:i AND id<>:k AND lukket IS NULL", {"i": bruger, "k": kept})
        lone = "DELETE FROM session WHERE bruger=:i AND familie IS NULL AND hash<>:h"
        conn.execute(text(lone), {"i": bruger, "h": but})


def _close(conn: Connection, now: str, why: str, which: str, given: dict[str, str | int]) -> None:
    gone = f"DELETE FROM session WHERE familie IN (SELECT id FROM familie WHERE {which})"
    conn.execute(text(gone), given)
    conn.execute(text(f"UPDATE familie SET lukket=:now, grund=:why WHERE {which}"), {**given, "now": now, "why": why})


_STANDING = (
    "SELECT o.nummer, f.bruger, f.tilmelding, t.tilbagekaldt, "
    "(f.lukket IS NULL AND f.udloeber>:n AND o.udloeber>:n AND (b.lukket IS NULL OR b.lukket>:n)) AS good "
    "FROM fornyelse o JOIN familie f ON f.id=o.familie JOIN tilmelding t ON t.id=f.tilmelding "
    "JOIN bruger b ON b.id=f.bruger WHERE o.hash=:h"
)
