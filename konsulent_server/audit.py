"""The audit log: who opened, exported or administered what; each line sealed to the one before it by its hash.

The chain runs over salted hashes of the lines, not over the lines: erasing one deletes its words and its salt, after
which nobody can tell what it said, and the chain still holds (ARCHITECTURE »Sync«).
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, text

from konsulent_core.clock import Clock, to_text
from konsulent_core.ids import Entropy
from konsulent_server.database import among, id_list

_LAST = text("SELECT nr, kaede FROM haendelse WHERE kommune=:k ORDER BY nr DESC LIMIT 1")
_WRITE = text(
    "INSERT INTO haendelse (kommune,nr,bruger,maskine,art,scope,detalje,hvornaar,modtaget,salt,hash,kaede) "
    "VALUES (:kommune,:nr,:bruger,:maskine,:art,:scope,:detalje,:hvornaar,:modtaget,:salt,:hash,:kaede)"
)
_ALL = "SELECT nr,bruger,maskine,art,scope,detalje,hvornaar,modtaget,salt,hash,kaede FROM haendelse WHERE kommune=:k"
_Found = Row[int, int, str, str, int, str | None, str, str, str | None, str, str]
# What a line of nothing follows on.
_BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class Event:
    """``hvornaar`` is by the clock of who did it; ``scope`` the sag it was done in, or whom or what it concerns."""

    bruger: int
    maskine: str
    art: str
    scope: int
    hvornaar: str
    detalje: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A kept event. Of an erased one nothing is left but its place and when the server received it."""

    nr: int
    modtaget: str
    event: Event | None


def write(conn: Connection, kommune: int, events: Sequence[Event], clock: Clock, entropy: Entropy) -> None:
    """Adds the events in their order. The caller holds the kommune's counter (``numbers.draw``): else two would follow
    on the same line."""
    if not events:
        return
    last = conn.execute(_LAST, {"k": kommune}).first()
    number, chain = (0, _BEGINNING) if last is None else (last.nr, last.kaede)
    received = to_text(clock())
    lines = []
    for event in events:
        number += 1
        salt = entropy(16).hex()
        sealed = _seal(salt, number, event, received)
        chain = _link(chain, sealed)
        lines.append(
            {
                "kommune": kommune,
                "nr": number,
                "bruger": event.bruger,
                "maskine": event.maskine,
                "art": event.art,
                "scope": event.scope,
                "detalje": event.detalje,
                "hvornaar": event.hvornaar,
                "modtaget": received,
                "salt": salt,
                "hash": sealed,
                "kaede": chain,
            }
        )
    conn.execute(_WRITE, lines)


def read(conn: Connection, kommune: int, scopes: Sequence[int] | None = None, limit: int = 1000) -> list[Line]:
    """The newest lines first; of these scopes alone, where they are given."""
    where = f" AND {among(conn, 'scope')}" if scopes is not None else ""
    given: dict[str, int | str] = {"k": kommune, "n": limit}
    if scopes is not None:
        given["ids"] = id_list(conn, scopes)
    found = conn.execute(text(f"{_ALL}{where} ORDER BY nr DESC LIMIT :n"), given)
    return [Line(row.nr, row.modtaget, None if row.salt is None else _event(row)) for row in found]


def erase(conn: Connection, kommune: int, scopes: Sequence[int]) -> int:
    """Takes the words and the salt out of every line of these scopes; gives how many."""
    sql = (
        "UPDATE haendelse SET bruger=0, maskine='', art='', scope=0, detalje=NULL, hvornaar='', salt=NULL "
        f"WHERE kommune=:k AND salt IS NOT NULL AND {among(conn, 'scope')}"
    )
    return conn.execute(text(sql), {"k": kommune, "ids": id_list(conn, scopes)}).rowcount


def first_fault(conn: Connection, kommune: int) -> int | None:
    """The number of the first line that was changed, taken out or put in between; None when the chain holds."""
    chain, expected = _BEGINNING, 1
    for row in conn.execute(text(f"{_ALL} ORDER BY nr"), {"k": kommune}):
        chain = _link(chain, row.hash)
        told = row.salt is None or _seal(row.salt, row.nr, _event(row), row.modtaget) == row.hash
        if row.nr != expected or row.kaede != chain or not told:
            return expected
        expected += 1
    return None


def _event(row: _Found) -> Event:
    _, bruger, maskine, art, scope, detalje, hvornaar, *_ = row
    return Event(bruger, maskine, art, scope, hvornaar, detalje)


def _seal(salt: str, number: int, event: Event, received: str) -> str:
    told = [number, event.bruger, event.maskine, event.art, event.scope, event.hvornaar, event.detalje, received]
    return hashlib.sha256(f"{salt}{json.dumps(told, ensure_ascii=False)}".encode()).hexdigest()


def _link(chain: str, sealed: str) -> str:
    return hashlib.sha256(f"{chain}{sealed}".encode()).hexdigest()
