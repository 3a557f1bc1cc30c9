"""After a sync: whether both sides hold the same of every sag that moved, and the mending where they do not."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

from konsulent_app.store import fratag, meta, outbox, tjek
from konsulent_app.store.database import Database, Tx
from konsulent_app.sync.transport import Denied, Transport
from konsulent_core.clock import Clock, from_text, to_text
from konsulent_core.wire import AskWhole, Compare

# While somebody writes, a sync goes out every few seconds; one comparison a minute finds the same.
EVERY = timedelta(minutes=1)
# Sager of one request, and rows are read for each: other work comes in between.
AT_ONCE = 20
_LAST = "tjekket"


@dataclass(frozen=True, slots=True)
class Difference:
    """What one comparison found: scopes that were not the same, rows that were mended in them, and scopes that were not
    this user's any more and are gone."""

    scopes: int = 0
    rows: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Of one store with its server, on the same line as the sync and after it."""

    database: Database
    transport: Transport
    clock: Clock
    shown: Callable[[], Collection[int]] = tuple  # as the engine's

    def run(self, *, at_once: bool = False) -> Difference:
        """Compares what has moved, if it is time to (or ``at_once``). Raises what a sync raises."""
        now = self.clock()
        with self.database.reading() as tx:
            last = meta.get(tx, _LAST)
            is_early = last is not None and timedelta() <= now - from_text(last) < EVERY
            asked = None if (is_early and not at_once) else _asked(tx)
        if asked is None:
            return Difference()
        try:
            found = self.transport.compare(asked)
            whole = self.transport.whole(AskWhole(found.differ, asked.cursor, asked.mark)) if found.differ else None
        except Denied as denied:
            if denied.problem.code != "server_restored":
                raise
            return Difference()  # the next sync finds it out too, and sends all again
        mended = removed = 0
        with self.database.writing(bulk=True) as tx:
            meta.put(tx, _LAST, to_text(now))
            if meta.get(tx, "cursor") != str(asked.cursor):
                return Difference()  # the feed moved on meanwhile: what was asked is no more what is held
            tjek.done(tx, [one.scope for one in asked.scopes])
            if whole is not None:
                mended = tjek.heal(tx, whole, asked.cursor, to_text(now), int(now.timestamp()))
            if found.gone:
                fratag.note(tx, found.gone, ())
                removed = fratag.let_go(tx, self.shown())
        return Difference(len(found.differ), mended, removed)


def _asked(tx: Tx) -> Compare | None:
    if outbox.under_way(tx) is not None or meta.get(tx, "page") is not None:
        return None
    held = tjek.held(tx, AT_ONCE)
    if not held:
        return None
    return Compare(int(meta.get(tx, "cursor") or 0), list(tjek.TABLES), held, meta.get(tx, "mark") or "")
