"""The kommune's counter: every push and every act of an administrator draws the next number of its feed."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from konsulent_core.clock import Clock, to_text
from konsulent_core.ids import Entropy

_DRAW = text("UPDATE kommune SET seq=seq+1 WHERE id=:k RETURNING seq")
_PUSH = text("INSERT INTO push (kommune,seq,mark,bruger,maskine,modtaget,sendt) VALUES (:k,:s,:m,:b,:d,:n,:t)")
# The machine of what the server itself does: no client bears such a name.
SERVER = "server"


@dataclass(frozen=True, slots=True)
class Head:
    """A place in the feed and its mark."""

    seq: int
    mark: str


def draw(conn: Connection, kommune: int) -> int:
    """Locks the kommune's counter until commit: numbers become visible in the order they are drawn."""
    return int(conn.execute(_DRAW, {"k": kommune}).scalar_one())


def enter(
    conn: Connection, kommune: int, seq: int, bruger: int, device: str, sent: str, clock: Clock, entropy: Entropy
) -> Head:
    """Writes down whose the number is; ``sent`` is the time by the sender's own clock."""
    head = Head(seq, entropy(8).hex())
    conn.execute(
        _PUSH,
        {"k": kommune, "s": seq, "m": head.mark, "b": bruger, "d": device, "n": to_text(clock()), "t": sent},
    )
    return head
