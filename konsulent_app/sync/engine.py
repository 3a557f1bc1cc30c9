"""One sync: batches out and pages in until nothing waits on either side, each step safe to be cut off at."""

from collections import deque
from collections.abc import Callable, Collection
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta

import msgspec

from konsulent_app.store import feed, fratag, heal, meta, outbox, tjek
from konsulent_app.store.database import Database, Tx
from konsulent_app.sync.ahead import Ahead, Start, on_a_thread
from konsulent_app.sync.transport import Denied, Transport
from konsulent_core.clock import Clock
from konsulent_core.ids import Entropy
from konsulent_core.wire import NO_BATCH, WIRE_VERSION, FeedBlock, FeedEdit, SyncRequest, SyncResponse

# So many rows go in before it is looked whether somebody types; a keystroke waits for them and for their commit.
SLICE_ROWS = 1_000
# The time of the last sync is written no oftener: a sync that found nothing leaves the disk alone.
NOTE_EVERY = timedelta(minutes=1)
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
    removed: int = 0  # scopes that this machine has let go of
    clock_off: float = 0.0  # seconds by which this machine's clock is ahead of the server's


@dataclass(frozen=True, slots=True)
class Engine:
    """Drives one store against one server. One sync at a time."""

    database: Database
    transport: Transport
    clock: Clock
    entropy: Entropy
    progress: Callable[[Outcome], None] = lambda _outcome: None
    beside: Start = on_a_thread
    before_sending: Callable[[Tx], object] = lambda _tx: None  # in the transaction that freezes a batch
    shown: Callable[[], Collection[int]] = tuple  # ids of what somebody has open: ``fratag.let_go``

    def sync(self) -> Outcome:
        """Until both sides are even. Raises ``Offline``, ``ServerTrouble``, ``Denied`` or ``StoreError``; what was
        reached until then stands, and the next sync goes on from there."""
        self._look_back()
        with ExitStack() as stack:
            return self._until_even(stack)

    def _look_back(self) -> None:
        """Of a page that a crash cut off there are rows here, beyond the place that the server will be told. One that
        has forgotten that page was restored, though it knows the place."""
        with self.database.reading() as tx:
            half = heal.half(tx)
        if half is not None and self.transport.common([half]) != half:
            self._recover("server_restored")

    def _until_even(self, stack: ExitStack) -> Outcome:
        outcome = Outcome()
        recoveries = 0
        answers = 0
        ahead: Ahead | None = None
        while True:
            asked = self._request()
            try:
                response = self._answer(asked, ahead)
            except Denied as denied:
                ahead = None
                recoveries += 1
                if recoveries > _RECOVERIES or not self._recover(denied.problem.code):
                    raise
                continue
            ahead = None
            if response.more and not asked.sent:
                ahead = Ahead(asked.page_after(response), self.transport.sync, self.beside)
            try:
                even = asked.is_answered_by(response) or self._take(response, outcome, sent=asked.sent)
            finally:
                # The line is for one at a time, also where the disk is full and the next sync begins anew.
                if ahead is not None:
                    ahead.wait()
            self.progress(outcome)
            if even:
                outcome.clock_off = _clock_off(self.clock, response.at)
                return outcome
            answers += 1
            if answers == 1:  # one batch or page was not all
                stack.enter_context(self.database.roomy())

    def _answer(self, asked: "_Asked", ahead: Ahead | None) -> SyncResponse:
        """What was asked ahead is not what is asked now when something was written meanwhile: then it is let go."""
        if ahead is not None and ahead.body == asked.body:
            return ahead.answer()
        return self.transport.sync(asked.body)

    def _request(self) -> "_Asked":
        with self.database.reading() as tx:
            known = meta.everything(tx)
            frozen = outbox.under_way(tx)
            waits = frozen is None and (outbox.has_waiting(tx) or outbox.has_events(tx))
        device = known.get("device")
        if device is None or waits:
            with self.database.writing(bulk=True) as tx:
                device = device or heal.new_device(tx, self.entropy)
                if waits:
                    self.before_sending(tx)
                    tjek.note_waiting(tx)
                frozen = outbox.freeze(tx, self.clock()) if waits else frozen
        page = int(known.get("page", 0))
        answered = int(known.get("batch", 0)) if frozen is None else frozen.number - 1
        request = SyncRequest(
            WIRE_VERSION,
            device,
            int(known.get("cursor", 0)),
            known.get("mark", ""),
            NO_BATCH if frozen is None else msgspec.Raw(frozen.content),
            page,
            known.get("page_mark", ""),
            answered if page else 0,
            int(known.get("page_scope", 0)) if page else 0,
        )
        return _Asked(frozen is not None, request, _ENCODER.encode(request), known.get("synced", ""), answered)

    def _take(self, response: SyncResponse, outcome: Outcome, *, sent: bool) -> bool:
        """Rows in slices; with the last of them, in one transaction, the verdicts and the cursor. A kill in between
        fetches the same again. Gives whether both sides are even."""
        slices = deque(_slices(response))
        even = False
        while slices:
            with self.database.writing(bulk=True) as tx:
                slices.popleft().apply(tx)
                # A commit costs more than its rows: while nobody types, the next slices go into the same one.
                while slices and not self.database.somebody_types():
                    slices.popleft().apply(tx)
                if slices:
                    heal.note_half(tx, response.cursor, response.mark)
                else:
                    even = self._finish(tx, response, outcome, sent=sent)
        outcome.fetched += sum(len(block.rows) for block in response.blocks) + len(response.edits)
        if response.receipt is not None:
            outcome.sent += response.receipt.changes
            outcome.konflikter += sum(v.kind == "konflikt" for v in response.receipt.others)
            outcome.afvist += sum(v.kind == "afvist" for v in response.receipt.others)
        return even

    def _finish(self, tx: Tx, response: SyncResponse, outcome: Outcome, *, sent: bool) -> bool:
        feed.apply_rest(tx, response)
        heal.is_whole(tx)
        came = {row.scope for block in response.blocks for row in block.rows}
        tjek.note(tx, came | {edit.scope for edit in response.edits})
        if not response.more:
            heal.remember(tx, response.cursor, response.mark)
            outcome.removed += fratag.let_go(tx, self.shown())
        even = not response.more and not (sent and outbox.has_waiting(tx))
        if even:
            feed.note_sync(tx, response.at)
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
class _Asked:
    """A request, whether it carries a batch, when both sides were last noted to be even, and which batch has a
    receipt."""

    sent: bool
    request: SyncRequest
    body: bytes
    synced: str
    answered: int

    def page_after(self, response: SyncResponse) -> bytes:
        """The request for the page that follows ``response``, as it will be once that is written down."""
        onward = msgspec.structs.replace(
            self.request,
            batch=NO_BATCH,
            page=response.cursor,
            page_mark=response.mark,
            answered=self.answered,
            scope=response.scope,
        )
        return _ENCODER.encode(onward)

    def is_answered_by(self, response: SyncResponse) -> bool:
        """Nothing to send, nothing new and noted not long ago: then there is nothing to write either."""
        told = response.receipt is not None or response.blocks or response.edits or response.more or response.gone
        moved = (response.cursor, response.mark) != (self.request.cursor, self.request.mark) or self.request.page
        if self.sent or told or moved or not self.synced:
            return False
        return abs(feed.instant(response.at) - feed.instant(self.synced)) < NOTE_EVERY


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
