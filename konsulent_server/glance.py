"""Who asks, and whether anything has come for her machine, in one statement: most requests come to no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from konsulent_core.clock import to_text
from konsulent_core.wire import NO_BATCH, SyncRequest, SyncResponse
from konsulent_core.words import Rolle
from konsulent_server.access import User
from konsulent_server.news import with_news
from konsulent_server.plain import Given, glanced, plain, run
from konsulent_server.tokens import token_hash

_WHO = "b.id, b.navn, b.kommune, k.navn, b.rolle, b.team"
_FROM = "FROM session s JOIN bruger b ON b.id=s.bruger JOIN kommune k ON k.id=b.kommune "
_OPEN = "WHERE s.hash=:h AND s.udloeber>:n AND (b.lukket IS NULL OR b.lukket>:n)"
_USER = plain(f"SELECT {_WHO} {_FROM}{_OPEN}")
# Where the feed ends, whether the machine stands in it, and whether anything of the user's was set or granted since.
_GLANCE = with_news(
    f"SELECT {_WHO}, k.seq, e.mark, p.mark, "
    f"(SELECT m.batch FROM maskine m WHERE m.id=:i AND m.bruger=b.id), {{news}} {_FROM}"
    "LEFT JOIN push e ON e.kommune=k.id AND e.seq=k.seq LEFT JOIN push p ON p.kommune=k.id AND p.seq=:c "
    f"{_OPEN}",
    user="b.id",
    kommune="k.id",
    after=":c",
    upto="k.seq",
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks. ``nothing`` is the answer where nothing has come for the machine; None: all must be read to say."""

    user: User
    nothing: SyncResponse | None = None


def user_of(engine: Engine, token: str, now: datetime) -> User | None:
    """Whose session the token is, or None when there is none (any more)."""
    found = glanced(engine, _USER, {"h": token_hash(token), "n": to_text(now)})
    return _user(found[0]) if found else None


def user_within(conn: Connection, token: str, now: datetime) -> User | None:
    """As ``user_of``, in the caller's transaction."""
    found = run(conn, _USER, {"h": token_hash(token), "n": to_text(now)})
    return _user(found[0]) if found else None


def has_batch(asked: SyncRequest) -> bool:
    return bytes(asked.batch) != bytes(NO_BATCH)


def glance(engine: Engine, token: str, asked: SyncRequest, now: datetime) -> Asker | None:
    """As ``user_of``, and a look at the feed where the machine asks for no more than what is new."""
    if has_batch(asked) or not asked.cursor or asked.page or asked.scope:
        user = user_of(engine, token, now)
        return None if user is None else Asker(user)
    given: Given = {"h": token_hash(token), "n": to_text(now), "c": asked.cursor, "i": asked.device}
    found = glanced(engine, _GLANCE, given)
    if not found:
        return None
    *who, end, mark, stood, batch, news = found[0]
    user = _user(who)
    if news or mark is None or stood is None or stood != asked.mark:
        return Asker(user)
    if end != asked.cursor and asked.answered > (batch or 0):
        return Asker(user)
    return Asker(user, SyncResponse(end, mark, to_text(now)))


def _user(found: Sequence[Any]) -> User:
    number, name, kommune, kommune_name, rolle, team = found
    return User(number, name, kommune, kommune_name, Rolle(rolle), team or 0)
