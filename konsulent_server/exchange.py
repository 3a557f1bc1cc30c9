"""One sync: judges a batch, numbers it, and answers with its receipt and a page of the feed, in one transaction."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Engine

from konsulent_core.clock import Clock, local_day, to_text
from konsulent_core.ids import Entropy
from konsulent_core.wire import MAX_BATCH_ROWS, NO_BATCH, Batch, Problem, Receipt, SyncRequest, SyncResponse
from konsulent_server import audit
from konsulent_server.access import Grants, User, read_lines, read_scopes
from konsulent_server.changes import Sender, instant
from konsulent_server.database import reading, writing
from konsulent_server.feed import PAGE_ROWS, Place, Reader
from konsulent_server.judge import Judge
from konsulent_server.layouts import Layouts
from konsulent_server.ledger import FLUSH, Ledger, Push
from konsulent_server.numbers import ENTER, Head, draw, new_mark, told_scopes
from konsulent_server.plain import Given, plain, run, together
from konsulent_server.stand import read_stand

_END = plain("SELECT seq FROM kommune WHERE id=:k")
_MARK = plain("SELECT mark FROM push WHERE kommune=:k AND seq=:s")
_MARKS = plain("SELECT seq, mark FROM push WHERE kommune=:k AND seq IN (:c, :p, :h)")
_LAST = plain("SELECT batch FROM maskine WHERE id=:i AND bruger=:b")
_TOLD = plain("SELECT kvittering FROM maskine WHERE id=:i")
_ANSWERED = plain(
    "INSERT INTO maskine (id,bruger,batch,batch_hash,kvittering) VALUES (:i,:b,:number,:digest,:receipt) "
    "ON CONFLICT (id) DO UPDATE SET batch=excluded.batch, batch_hash=excluded.batch_hash, "
    "kvittering=excluded.kvittering"
)
_PUSHED = together(*FLUSH, ENTER, _ANSWERED)
_UNDRAW = plain("UPDATE kommune SET seq=seq-1 WHERE id=:k")

# The wire's version from which pages name the scope they ended with. To those before it all that is new comes in one.
SCOPED_PAGES = 2

# Of what a machine says of an event; ours say less.
_LONGEST = 200

RESTORED = Problem("server_restored", "Serveren er gendannet fra en sikkerhedskopi.")


class Refused(Exception):
    """The whole request is refused; ``problem`` says why and ``status`` is the HTTP status."""

    def __init__(self, status: int, problem: Problem) -> None:
        super().__init__(problem.code)
        self.status = status
        self.problem = problem


class Answered(msgspec.Struct, frozen=True):
    """What a machine was told of its last batch: told again, to the letter, when the answer was lost."""

    receipt: Receipt
    whole: list[int]  # rows sent along as they stand


@dataclass(frozen=True, slots=True)
class Exchange:
    """The server's one verb for clients. Safe to call from many threads and processes at once."""

    engine: Engine
    layouts: Layouts
    clock: Clock
    entropy: Entropy
    page_rows: int = PAGE_ROWS

    def sync(self, user: User, request: SyncRequest) -> SyncResponse:
        """Raises ``Refused``; then nothing was changed."""
        if bytes(request.batch) == bytes(NO_BATCH):
            with reading(self.engine) as conn:
                if request.answered > self._last_batch(conn, user, request.device):
                    raise Refused(409, RESTORED)
                end = int(run(conn, _END, {"k": user.kommune})[0][0])
                asked = {"k": user.kommune, "c": request.cursor, "p": request.page, "h": end}
                return self._answer(conn, user, request, _head(request, end, dict(run(conn, _MARKS, asked))))
        return self.push(lambda _: user, request)

    def push(self, admit: Callable[[Connection], User], request: SyncRequest) -> SyncResponse:
        """A sync with a batch, of whom ``admit`` lets in within the same transaction. Raises ``Refused``, and what that
        raises; then nothing was changed."""
        with writing(self.engine) as conn:
            user = admit(conn)
            # Not before it is known who asks, and not under the lock that ``draw`` takes.
            return self._push(conn, user, request, _batch(request))

    def common(self, user: User, marks: list[tuple[int, str]]) -> tuple[int, str]:
        """The newest of the client's (cursor, mark) that this server's history holds too; (0, "") if none."""
        with reading(self.engine) as conn:
            for seq, mark in sorted(marks, reverse=True):
                if self._mark(conn, user, seq) == mark:
                    return seq, mark
        return 0, ""

    def _push(self, conn: Connection, user: User, request: SyncRequest, batch: Batch) -> SyncResponse:
        end = draw(conn, user.kommune)
        edited = {edit.row for edit in batch.edits}
        named = {row.scope for block in batch.births for row in block.rows} | {edit.scope for edit in batch.edits}
        stand = read_stand(conn, user, request, end - 1, named, edited)
        before = _head(request, end - 1, stand.marks)
        digest = hashlib.sha256(bytes(request.batch)).hexdigest()
        if stand.owner is not None and stand.owner != user.number:
            raise Refused(409, Problem("device_restored", "Denne pc skal meldes til på ny."))
        if stand.owner is not None and batch.number == stand.batch and stand.digest == digest:
            # The answer was lost. Undo the drawn number: a repeated push counts once.
            run(conn, _UNDRAW, {"k": user.kommune})
            told = run(conn, _TOLD, {"i": request.device})[0][0]
            return self._answer(conn, user, request, before, msgspec.json.decode(told, type=Answered))
        if batch.number <= stand.batch:
            raise Refused(409, Problem("device_restored", "Denne pc er gendannet fra en kopi og meldes til på ny."))
        if batch.number > stand.batch + 1:  # this server has forgotten batches that it answered
            raise Refused(409, RESTORED)
        now = self.clock()
        ledger = Ledger(conn, self.layouts, user.kommune, end, Push(request.device, user.name, to_text(now)))
        ledger.take(edited, stand.rows)
        grants = Grants(conn, user, end, now, stand.lines)
        receipt = Judge(ledger, grants, user, request.device, batch, now).receipt()
        audit.write(conn, user.kommune, list(_events(user, request.device, batch)), self.clock, self.entropy)
        answered = Answered(receipt, sorted(ledger.sent_whole))
        drawn = Head(end, new_mark(self.entropy))
        told_of: Given = {
            **ledger.written(),
            "b": user.number,
            "i": request.device,
            "mark": drawn.mark,
            "at": to_text(now),
            "sent": batch.at,
            "scopes": None if grants.takes_away else told_scopes(ledger.scopes),
            "number": batch.number,
            "digest": digest,
            "receipt": msgspec.json.encode(answered),
        }
        run(conn, _PUSHED, told_of)
        is_even = request.cursor and not (request.page or request.scope)
        if is_even and not stand.news and not answered.whole:
            return SyncResponse(drawn.seq, drawn.mark, to_text(now), receipt=receipt)
        return self._answer(conn, user, request, before, answered, drawn)

    def _last_batch(self, conn: Connection, user: User, device: str) -> int:
        """The number of the machine's last batch that this server has answered; 0 where it knows of none."""
        known = run(conn, _LAST, {"i": device, "b": user.number})
        return int(known[0][0]) if known else 0

    def _mark(self, conn: Connection, user: User, seq: int) -> str | None:
        found = run(conn, _MARK, {"k": user.kommune, "s": seq})
        return found[0][0] if found else None

    def _answer(
        self,
        conn: Connection,
        user: User,
        request: SyncRequest,
        head: Head,
        answered: Answered | None = None,
        pushed: Head | None = None,
    ) -> SyncResponse:
        """``head`` is how far the pages go, but for one of whole scopes, which goes on as the first did. All before the
        ``pushed`` one being in it, the machine stands behind its own push, of which it knows everything."""
        now, own = self.clock(), 0 if pushed is None else pushed.seq
        if request.scope:
            head, pushed = Head(request.page, request.page_mark), pushed if request.page == head.seq else None
        scopes = read_scopes(read_lines(conn, user), request.cursor, head.seq, now)
        today, at_once = local_day(now).isoformat(), request.v < SCOPED_PAGES
        reader = Reader(conn, self.layouts, user, scopes, request.cursor, today, self.page_rows, at_once, own)
        place = Place(max(request.cursor, request.page), head.seq, request.scope)
        page = reader.page(place, [] if answered is None else answered.whole)
        if page.more:
            head = Head(page.upto, self._mark(conn, user, page.upto) or "")
        elif pushed is not None:
            head = pushed
        return SyncResponse(
            head.seq,
            head.mark,
            to_text(now),
            page.more,
            None if answered is None else answered.receipt,
            page.blocks,
            page.edits,
            page.scope,
            [] if page.more else list(scopes.gone),
        )


def _batch(request: SyncRequest) -> Batch:
    try:
        batch = msgspec.json.decode(request.batch, type=Batch)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refused(400, Problem("unreadable", "Serveren kunne ikke læse det, der blev sendt.")) from None
    if sum(len(block.rows) for block in batch.births) + len(batch.edits) > MAX_BATCH_ROWS:
        raise Refused(413, Problem("too_large", "Der blev sendt for meget på én gang."))
    return batch


def _head(request: SyncRequest, head: int, marks: Mapping[int, str]) -> Head:
    """Where the feed stood at ``head``. Refuses a place that this server's history does not hold."""
    for seq, mark in ((request.cursor, request.mark), (request.page, request.page_mark)):
        if seq and (seq > head or marks.get(seq) != mark):
            raise Refused(409, RESTORED)
    return Head(head, request.mark if request.cursor == head else marks.get(head, ""))


def _events(user: User, device: str, batch: Batch) -> Iterator[audit.Event]:
    sender = Sender(user, device, instant(batch.at))
    for event in batch.events:
        detalje = None if event.detalje is None else event.detalje[:_LONGEST]
        yield audit.Event(user.number, device, event.art[:_LONGEST], event.scope, sender.claimed(event.age), detalje)
