"""One sync: batches out and pages in until nothing waits on either side, each step safe to be cut off at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from konsulent_app.store import feed, heal, meta, outbox
from konsulent_app.store.database import Database
from konsulent_app.sync.transport import Denied, Transport
from konsulent_core.clock import Clock
from konsulent_core.ids import Entropy
from konsulent_core.wire import NO_BATCH, WIRE_VERSION, FeedBlock, SyncRequest, SyncResponse

# A slice is one transaction of at most this many rows: a keystroke never waits longer than one of them.
SLICE_ROWS = 2_000
_ENCODER = msgspec.json.Encoder()


@dataclass(slots=True)
class Outcome:
    """What one sync did."""

    sent: int = 0
    fetched: int = 0
    konflikter: int = 0
    afvist: int = 0
    clock_off: float = 0.0  # seconds by which this machine's clock is ahead of the server's


@dataclass(frozen=True, slots=True)
class Engine:
    """Drives one store against one server. One sync at a time."""

    database: Database
    transport: Transport
    clock: Clock
    entropy: Entropy
    progress: Callable[[Outcome], None] = lambda _outcome: None

    def sync(self) -> Outcome:
        """Until both sides are even. Raises ``Offline``, ``ServerTrouble``, ``Denied`` or ``StoreError``; what was
        reached until then stands, and the next sync goes on from there."""
        outcome = Outcome()
        while True:
            frozen, request = self._request()
            try:
                response = self.transport.sync(request)
            except Denied as denied:
                if not self._recover(denied.problem.code):
                    raise
                continue
            self._take(response, outcome)
            self.progress(outcome)
            if not response.more and (frozen is None or not self._waiting()):
                break
        with self.database.writing() as tx:
            feed.note_sync(tx, response.at)
        outcome.clock_off = _clock_off(self.clock, response.at)
        return outcome

    def _request(self) -> tuple[outbox.Frozen | None, bytes]:
        with self.database.reading() as tx:
            frozen = outbox.under_way(tx)
            waits = frozen is None and outbox.has_waiting(tx)
        if waits:
            with self.database.writing() as tx:
                frozen = outbox.freeze(tx, self.clock())
        with self.database.reading() as tx:
            cursor = int(meta.get(tx, "cursor") or 0)
            mark = meta.get(tx, "mark") or ""
            device = meta.get(tx, "device")
        if device is None:
            device = self._enroll()
        batch = NO_BATCH if frozen is None else msgspec.Raw(frozen.content)
        return frozen, _ENCODER.encode(SyncRequest(WIRE_VERSION, device, cursor, mark, batch))

    def _take(self, response: SyncResponse, outcome: Outcome) -> None:
        """Whole rows in slices first; verdicts, edits and the cursor last, in one transaction. A kill in between
        fetches the same again."""
        for block in _slices(response.blocks):
            with self.database.writing() as tx:
                feed.apply_block(tx, block)
            outcome.fetched += len(block.rows)
        with self.database.writing() as tx:
            feed.apply_rest(tx, response)
            heal.remember(tx, response.cursor, response.mark)
        outcome.fetched += len(response.edits)
        if response.receipt is not None:
            outcome.sent += response.receipt.changes
            outcome.konflikter += sum(v.kind == "konflikt" for v in response.receipt.others)
            outcome.afvist += sum(v.kind == "afvist" for v in response.receipt.others)

    def _waiting(self) -> bool:
        with self.database.reading() as tx:
            return outbox.has_waiting(tx)

    def _recover(self, code: str) -> bool:
        """After a restore on either side: finds common ground, so that nothing is lost. False for other refusals."""
        if code == "device_restored":
            with self.database.writing() as tx:
                heal.become_new_device(tx, self.entropy, self.clock())
            return True
        if code == "server_restored":
            with self.database.reading() as tx:
                marks = heal.marks(tx)
            cursor, mark = self.transport.common(marks)
            with self.database.writing() as tx:
                heal.become_new_device(tx, self.entropy, self.clock())
                heal.go_back_to(tx, cursor, mark, self.clock())
            return True
        return False

    def _enroll(self) -> str:
        with self.database.writing() as tx:
            return heal.new_device(tx, self.entropy)


def _slices(blocks: list[FeedBlock]) -> Iterator[FeedBlock]:
    for block in blocks:
        for start in range(0, len(block.rows), SLICE_ROWS):
            yield FeedBlock(block.table, block.fields, block.rows[start : start + SLICE_ROWS])


def _clock_off(clock: Clock, at: str) -> float:
    return (clock() - feed.instant(at)).total_seconds()


