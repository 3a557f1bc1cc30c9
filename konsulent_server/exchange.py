"""One sync: judges a batch, numbers it, and answers with its receipt and a page of the feed, in one transaction."""

import hashlib
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Engine, text

from konsulent_core.clock import Clock, to_text
from konsulent_core.ids import Entropy
from konsulent_core.wire import MAX_BATCH_ROWS, NO_BATCH, Batch, Problem, Receipt, SyncRequest, SyncResponse
from konsulent_server.access import Grants, User
from konsulent_server.database import glancing, reading, writing
from konsulent_server.feed import PAGE_ROWS, Reader
from konsulent_server.judge import Judge
from konsulent_server.layouts import Layouts
from konsulent_server.ledger import Ledger

_DRAW = text("UPDATE kommune SET seq=seq+1 WHERE id=:k RETURNING seq")
_END = text("SELECT p.mark FROM kommune k JOIN push p ON p.kommune=k.id AND p.seq=k.seq WHERE k.id=:k AND k.seq=:c")

_RESTORED = Problem("server_restored", "Serveren er gendannet fra en sikkerhedskopi.")


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
class Head:
    """A place in the feed and its mark."""

    seq: int
    mark: str


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
            if self._is_even(user, request):
                return SyncResponse(request.cursor, request.mark, to_text(self.clock()))
            with reading(self.engine) as conn:
                if request.answered > self._last_batch(conn, user, request.device):
                    raise Refused(409, _RESTORED)
                end = conn.execute(text("SELECT seq FROM kommune WHERE id=:k"), {"k": user.kommune}).scalar_one()
                return self._answer(conn, user, request, self._head(conn, user, request, end))
        try:
            batch = msgspec.json.decode(request.batch, type=Batch)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Refused(400, Problem("unreadable", "Serveren kunne ikke læse det, der blev sendt.")) from None
        if sum(len(block.rows) for block in batch.births) + len(batch.edits) > MAX_BATCH_ROWS:
            raise Refused(413, Problem("too_large", "Der blev sendt for meget på én gang."))
        with writing(self.engine) as conn:
            return self._push(conn, user, request, batch)

    def common(self, user: User, marks: list[tuple[int, str]]) -> tuple[int, str]:
        """The newest of the client's (cursor, mark) that this server's history holds too; (0, "") if none."""
        with reading(self.engine) as conn:
            for seq, mark in sorted(marks, reverse=True):
                if self._mark(conn, user, seq) == mark:
                    return seq, mark
        return 0, ""

    def _is_even(self, user: User, request: SyncRequest) -> bool:
        """Whether the machine stands at the end of the feed. Most requests ask just this, so it is one statement."""
        if not request.cursor or request.page:
            return False
        with glancing(self.engine) as conn:
            known = conn.execute(_END, {"k": user.kommune, "c": request.cursor}).first()
        return known is not None and known.mark == request.mark

    def _push(self, conn: Connection, user: User, request: SyncRequest, batch: Batch) -> SyncResponse:
        # Locks the kommune's counter until commit: numbers become visible in the order they are drawn.
        end = conn.execute(_DRAW, {"k": user.kommune}).scalar_one()
        before = self._head(conn, user, request, end - 1)
        digest = hashlib.sha256(bytes(request.batch)).hexdigest()
        machine = conn.execute(
            text("SELECT bruger, batch, batch_hash, kvittering FROM maskine WHERE id=:i"), {"i": request.device}
        ).first()
        last = 0 if machine is None else machine.batch
        if machine is not None and machine.bruger != user.number:
            raise Refused(409, Problem("device_restored", "Denne pc skal meldes til på ny."))
        if machine is not None and batch.number == last and machine.batch_hash == digest:
            # The answer was lost. Undo the drawn number: a repeated push counts once.
            conn.execute(text("UPDATE kommune SET seq=seq-1 WHERE id=:k"), {"k": user.kommune})
            return self._answer(conn, user, request, before, msgspec.json.decode(machine.kvittering, type=Answered))
        if batch.number <= last:
            raise Refused(409, Problem("device_restored", "Denne pc er gendannet fra en kopi og meldes til på ny."))
        if batch.number > last + 1:  # this server has forgotten batches that it answered
            raise Refused(409, _RESTORED)
        drawn = Head(before.seq + 1, self.entropy(8).hex())
        conn.execute(
            text("INSERT INTO push (kommune,seq,mark,bruger,maskine,modtaget,sendt) VALUES (:k,:s,:m,:b,:d,:n,:t)"),
            {
                "k": user.kommune,
                "s": drawn.seq,
                "m": drawn.mark,
                "b": user.number,
                "d": request.device,
                "n": to_text(self.clock()),
                "t": batch.at,
            },
        )
        ledger = Ledger(conn, self.layouts, user.kommune, drawn.seq)
        receipt = Judge(ledger, Grants(conn, user), user, request.device, batch).receipt()
        ledger.flush()
        answered = Answered(receipt, sorted(ledger.sent_whole))
        conn.execute(
            text(
                "INSERT INTO maskine (id,bruger,batch,batch_hash,kvittering) VALUES (:i,:b,:n,:h,:r) "
                "ON CONFLICT (id) DO UPDATE SET batch=excluded.batch, batch_hash=excluded.batch_hash, "
                "kvittering=excluded.kvittering"
            ),
            {
                "i": request.device,
                "b": user.number,
                "n": batch.number,
                "h": digest,
                "r": msgspec.json.encode(answered),
            },
        )
        return self._answer(conn, user, request, before, answered, drawn)

    def _last_batch(self, conn: Connection, user: User, device: str) -> int:
        """The number of the machine's last batch that this server has answered; 0 where it knows of none."""
        known = conn.execute(
            text("SELECT batch FROM maskine WHERE id=:i AND bruger=:b"), {"i": device, "b": user.number}
        ).scalar()
        return 0 if known is None else int(known)

    def _head(self, conn: Connection, user: User, request: SyncRequest, head: int) -> Head:
        """Where the feed stood at ``head``. Refuses a place that this server's history does not hold."""
        for seq, mark in ((request.cursor, request.mark), (request.page, request.page_mark)):
            if seq and (seq > head or self._mark(conn, user, seq) != mark):
                raise Refused(409, _RESTORED)
        mark = request.mark if request.cursor == head else self._mark(conn, user, head) or ""
        return Head(head, mark)

    def _mark(self, conn: Connection, user: User, seq: int) -> str | None:
        found: str | None = conn.execute(
            text("SELECT mark FROM push WHERE kommune=:k AND seq=:s"), {"k": user.kommune, "s": seq}
        ).scalar()
        return found

    def _answer(
        self,
        conn: Connection,
        user: User,
        request: SyncRequest,
        head: Head,
        answered: Answered | None = None,
        pushed: Head | None = None,
    ) -> SyncResponse:
        """``head`` is how far the page goes. All before the ``pushed`` one being in it, the machine stands behind its
        own push, of which it knows everything."""
        whole = [] if answered is None else answered.whole
        reader = Reader(conn, self.layouts, user, request.cursor, self.page_rows)
        page = reader.page(max(request.cursor, request.page), head.seq, whole)
        if page.more:
            head = Head(page.upto, self._mark(conn, user, page.upto) or "")
        elif pushed is not None:
            head = pushed
        receipt = None if answered is None else answered.receipt
        at = to_text(self.clock())
        return SyncResponse(head.seq, head.mark, at, page.more, receipt, page.blocks, page.edits)
