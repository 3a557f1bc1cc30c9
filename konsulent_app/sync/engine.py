"""One sync: batches out and pages in until nothing waits on either side, each step safe to be cut off at."""

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from konsulent_app.store import feed, heal, meta, outbox
from konsulent_app.store.database import Database, Tx
from konsulent_app.sync.transport import Denied, Transport
from konsulent_core.clock import Clock
from konsulent_core.ids import Entropy
from konsulent_core.wire import NO_BATCH, WIRE_VERSION, FeedBlock, FeedEdit, SyncRequest, SyncResponse

# A slice is one transaction of at most this many rows: a keystroke never waits longer than one of them.
SLICE_ROWS = 2_000
# A restore is healed once; a server that goes on asking for it is left alone until the next sync.
_RECOVERIES = 3
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
        recoveries = 0
        while True:
            sent, request = self._request()
            try:
                response = self.transport.sync(request)
            except Denied as denied:
                recoveries += 1
                if recoveries > _RECOVERIES or not self._recover(denied.problem.code):
                    raise
                continue
            even = self._take(response, outcome, sent=sent)
            self.progress(outcome)
            if even:
                outcome.clock_off = _clock_off(self.clock, response.at)
                return outcome

    def _request(self) -> tuple[bool, bytes]:
        """Whether there is a batch under way, and the request that carries it."""
        with self.database.reading() as tx:
            device = meta.get(tx, "device")
            frozen = outbox.under_way(tx)
            waits = frozen is None and outbox.has_waiting(tx)
        if device is None or waits:
            with self.database.writing() as tx:
                device = device or heal.new_device(tx, self.entropy)
                frozen = outbox.freeze(tx, self.clock()) if waits else frozen
        with self.database.reading() as tx:
            cursor = int(meta.get(tx, "cursor") or 0)
            mark = meta.get(tx, "mark") or ""
            page = int(meta.get(tx, "page") or 0)
            page_mark = meta.get(tx, "page_mark") or ""
        batch = NO_BATCH if frozen is None else msgspec.Raw(frozen.content)
        request = SyncRequest(WIRE_VERSION, device, cursor, mark, batch, page, page_mark)
        return frozen is not None, _ENCODER.encode(request)

    def _take(self, response: SyncResponse, outcome: Outcome, *, sent: bool) -> bool:
        """Rows in slices; with the last of them, in one transaction, the verdicts and the cursor. A kill in between
        fetches the same again. Gives whether both sides are even."""
        *slices, last = _slices(response)
        for part in slices:
            with self.database.writing(bulk=True) as tx:
                part.apply(tx)
        with self.database.writing(bulk=True) as tx:
            last.apply(tx)
            feed.apply_rest(tx, response)
            if not response.more:
                heal.remember(tx, response.cursor, response.mark)
            even = not response.more and not (sent and outbox.has_waiting(tx))
            if even:
                feed.note_sync(tx, response.at)
        outcome.fetched += sum(len(block.rows) for block in response.blocks) + len(response.edits)
        if response.receipt is not None:
            outcome.sent += response.receipt.changes
            outcome.konflikter += sum(v.kind == "konflikt" for v in response.receipt.others)
            outcome.afvist += sum(v.kind == "afvist" for v in response.receipt.others)
        return even

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


@dataclass(frozen=True, slots=True)
class _Slice:
    """What one transaction writes of an answer."""

    blocks: list[FeedBlock] = field(default_factory=list)
    edits: list[FeedEdit] = field(default_factory=list)

    def apply(self, tx: Tx) -> None:
        for block in self.blocks:
            feed.apply_block(tx, block)
        feed.apply_edits(tx, self.edits)


def _slices(response: SyncResponse) -> list[_Slice]:
    """At least one."""
    slices, room = [_Slice()], SLICE_ROWS
    for block in response.blocks:
        start = 0
        while start < len(block.rows):
            if not room:
                slices, room = [*slices, _Slice()], SLICE_ROWS
            rows = block.rows[start : start + room]
            slices[-1].blocks.append(FeedBlock(block.table, block.fields, rows))
            start, room = start + len(rows), room - len(rows)
    for edit in response.edits:
        if not room:
            slices, room = [*slices, _Slice()], SLICE_ROWS
        slices[-1].edits.append(edit)
        room -= 1
    return slices


def _clock_off(clock: Clock, at: str) -> float:
    return (clock() - feed.instant(at)).total_seconds()
