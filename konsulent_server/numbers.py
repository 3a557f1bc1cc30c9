"""The kommune's counter: every push and every act of an administrator draws the next number of its feed."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from konsulent_core.clock import Clock, to_text
from konsulent_core.ids import Entropy
from konsulent_server.plain import Given, plain, run

_DRAW = plain("UPDATE kommune SET seq=seq+1 WHERE id=:k RETURNING seq")
ENTER = plain(
    "INSERT INTO push (kommune,seq,mark,bruger,maskine,modtaget,sendt,scopes) "
    "VALUES (:k,:s,:mark,:b,:i,:at,:sent,:scopes)"
)
# More are as good as all: a whole caseload.
_MOST_SCOPES = 100
# The machine of what the server itself does: no client bears such a name.
SERVER = "server"


@dataclass(frozen=True, slots=True)
class Head:
    """A place in the feed and its mark."""

    seq: int
    mark: str


class NoSuchKommune(LookupError):
    """There is no counter of that number."""


def draw(conn: Connection, kommune: int) -> int:
    """Locks the kommune's counter until commit: numbers become visible in the order they are drawn. Raises
    ``NoSuchKommune``."""
    found = run(conn, _DRAW, {"k": kommune})
    if not found:
        raise NoSuchKommune
    return int(found[0][0])


def enter(
    conn: Connection, kommune: int, seq: int, bruger: int, device: str, sent: str, clock: Clock, entropy: Entropy
) -> Head:
    """Writes down whose the number is; ``sent`` is the time by the sender's own clock."""
    head = Head(seq, new_mark(entropy))
    whose: Given = {"k": kommune, "s": seq, "b": bruger, "i": device}
    run(conn, ENTER, {**whose, "mark": head.mark, "at": to_text(clock()), "sent": sent, "scopes": None})
    return head


def new_mark(entropy: Entropy) -> str:
    return entropy(8).hex()


def told_scopes(scopes: Collection[int]) -> str | None:
    """What a push writes down of those in which it set anything."""
    return None if len(scopes) > _MOST_SCOPES else f"[{','.join(map(str, sorted(scopes)))}]"
