"""The kommune's counter: every push and every act of an administrator draws the next number of its feed."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from konsulent_core.clock import Clock, to_text
from konsulent_core.ids import Entropy
from konsulent_server.plain import plain, run

_DRAW = plain("UPDATE kommune SET seq=seq+1 WHERE id=:k RETURNING seq")
_PUSH = plain(
    "INSERT INTO push (kommune,seq,mark,bruger,maskine,modtaget,sendt,scopes) VALUES (:k,:s,:m,:b,:d,:n,:t,:c)"
)
# More are as good as all: a whole caseload.
MOST_SCOPES = 100
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
    conn: Connection,
    kommune: int,
    seq: int,
    bruger: int,
    device: str,
    sent: str,
    clock: Clock,
    entropy: Entropy,
    scopes: Collection[int] | None = None,
) -> Head:
    """Writes down whose the number is; ``sent`` is the time by the sender's own clock. ``scopes`` are those in which
    something was set, as far as they are known and few: whom they do not concern need not look for more."""
    head = Head(seq, entropy(8).hex())
    told = None if scopes is None or len(scopes) > MOST_SCOPES else f"[{','.join(map(str, sorted(scopes)))}]"
    now = to_text(clock())
    run(
        conn,
        _PUSH,
        {"k": kommune, "s": seq, "m": head.mark, "b": bruger, "d": device, "n": now, "t": sent, "c": told},
    )
    return head
