"""Who asks, and whether anything has come for her machine, in one statement: most requests come to no more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, text

from konsulent_core.clock import to_text
from konsulent_core.wire import NO_BATCH, SyncRequest, SyncResponse
from konsulent_core.words import Rolle
from konsulent_server.access import User
from konsulent_server.database import glancing
from konsulent_server.tokens import token_hash

_WHO = "b.id, b.navn, b.kommune, b.rolle, b.team, k.navn AS kommune_navn"
_FROM = "FROM session s JOIN bruger b ON b.id=s.bruger JOIN kommune k ON k.id=b.kommune "
_OPEN = "WHERE s.hash=:h AND s.udloeber>:n AND (b.lukket IS NULL OR b.lukket>:n)"
_USER = text(f"SELECT {_WHO} {_FROM}{_OPEN}")
# Where the feed ends, whether the machine stands in it, and whether anything of the user's was set or granted since. By
# the newest row of each scope: the index has it at hand, and no planner makes a walk through all rows of it. It may see
# news where there are none (a cover that is over); then the whole answer is read.
_GLANCE = text(
    f"SELECT {_WHO}, k.seq, e.mark, p.mark AS stood, "
    "(SELECT m.batch FROM maskine m WHERE m.id=:i AND m.bruger=b.id) AS batch, "
    "CASE WHEN k.seq=:c THEN 0 WHEN EXISTS (SELECT 1 FROM adgang a WHERE a.bruger=b.id AND (a.slut_seq>:c OR "
    "(a.slut_seq IS NULL AND (a.fra_seq>:c OR (SELECT max(r.seq) FROM raekke r WHERE r.scope=a.scope)>:c)))) "
    f"THEN 1 ELSE 0 END AS news {_FROM}"
    "LEFT JOIN push e ON e.kommune=k.id AND e.seq=k.seq LEFT JOIN push p ON p.kommune=k.id AND p.seq=:c "
    f"{_OPEN}"
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks. ``nothing`` is the answer where nothing has come for the machine; None: all must be read to say."""

    user: User
    nothing: SyncResponse | None = None


def user_of(engine: Engine, token: str, now: datetime) -> User | None:
    """Whose session the token is, or None when there is none (any more)."""
    with glancing(engine) as conn:
        row = conn.execute(_USER, {"h": token_hash(token), "n": to_text(now)}).first()
    return None if row is None else _user(row)


def glance(engine: Engine, token: str, asked: SyncRequest, now: datetime) -> Asker | None:
    """As ``user_of``, and a look at the feed where the machine asks for no more than what is new."""
    if bytes(asked.batch) != bytes(NO_BATCH) or not asked.cursor or asked.page or asked.scope:
        user = user_of(engine, token, now)
        return None if user is None else Asker(user)
    given = {"h": token_hash(token), "n": to_text(now), "c": asked.cursor, "i": asked.device}
    with glancing(engine) as conn:
        row = conn.execute(_GLANCE, given).first()
    if row is None:
        return None
    user = _user(row)
    if row.news or row.mark is None or row.stood is None or row.stood != asked.mark:
        return Asker(user)
    if row.seq != asked.cursor and asked.answered > (row.batch or 0):
        return Asker(user)
    return Asker(user, SyncResponse(row.seq, row.mark, to_text(now)))


def _user(row: Row[Any]) -> User:
    return User(row.id, row.navn, row.kommune, row.kommune_navn, Rolle(row.rolle), row.team or 0)
