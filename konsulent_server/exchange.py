"""One sync: judges a batch, numbers it, and answers with its receipt and a page of the feed, in one transaction."""

import hashlib
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Engine, text

from konsulent_core.clock import Clock, to_text
from konsulent_core.ids import Entropy
from konsulent_core.wire import NO_BATCH, Batch, Problem, Receipt, SyncRequest, SyncResponse
from konsulent_server.access import Grants, User
from konsulent_server.database import reading, writing
from konsulent_server.feed import read_page
from konsulent_server.judge import Judge
from konsulent_server.layouts import Layouts
from konsulent_server.ledger import Ledger

_HEAD = text(
    "SELECT k.seq, p.mark, (SELECT mark FROM push WHERE kommune=k.id AND seq=:cursor) AS met "
    "FROM kommune k LEFT JOIN push p ON p.kommune=k.id AND p.seq=k.seq WHERE k.id=:k"
)


class Refused(Exception):
    """The whole request is refused; ``problem`` says why and ``status`` is the HTTP status."""

    def __init__(self, status: int, problem: Problem) -> None:
        super().__init__(problem.code)
        self.status = status
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Head:
    """The feed's newest number and its mark."""

    seq: int
    mark: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """The server's one verb for clients. Safe to call from many threads and processes at once."""

    engine: Engine
    layouts: Layouts
    clock: Clock
    entropy: Entropy

    def sync(self, user: User, request: SyncRequest) -> SyncResponse:
        """Raises ``Refused``; then nothing was changed."""
        if bytes(request.batch) == bytes(NO_BATCH):
            with reading(self.engine) as conn:
                head = self._head(conn, user, request)
                return self._answer(conn, user, request, head.seq, head.mark, None, set(), whole=False)
        try:
            batch = msgspec.json.decode(request.batch, type=Batch)
        except msgspec.DecodeError:
            raise Refused(400, Problem("unreadable", "Serveren kunne ikke læse det, der blev sendt.")) from None
        with writing(self.engine) as conn:
            return self._push(conn, user, request, batch, bytes(request.batch))

    def common(self, user: User, marks: list[tuple[int, str]]) -> tuple[int, str]:
        """The newest of the client's (cursor, mark) that this server's history holds too; (0, "") if none."""
        with reading(self.engine) as conn:
            for seq, mark in sorted(marks, reverse=True):
                found = conn.execute(
                    text("SELECT 1 FROM push WHERE kommune=:k AND seq=:s AND mark=:m"),
                    {"k": user.kommune, "s": seq, "m": mark},
                ).first()
                if found is not None:
                    return seq, mark
        return 0, ""

    def _push(self, conn: Connection, user: User, request: SyncRequest, batch: Batch, raw: bytes) -> SyncResponse:
        # Locks the kommune's counter until commit: numbers become visible in the order they are drawn.
        conn.execute(text("UPDATE kommune SET seq=seq+1 WHERE id=:k"), {"k": user.kommune})
        drawn = conn.execute(text("SELECT seq FROM kommune WHERE id=:k"), {"k": user.kommune}).scalar_one()
        head = self._head(conn, user, request, before=drawn - 1)
        digest = hashlib.sha256(raw).hexdigest()
        machine = conn.execute(
            text("SELECT bruger, batch, batch_hash, kvittering FROM maskine WHERE id=:i"), {"i": request.device}
        ).first()
        if machine is not None and machine.bruger != user.number:
            raise Refused(409, Problem("device_restored", "Denne pc skal meldes til på ny."))
        last = 0 if machine is None else machine.batch
        if batch.number == last and machine is not None and machine.batch_hash == digest:
            # The answer was lost. Undo the drawn number: a repeated push counts once.
            conn.execute(text("UPDATE kommune SET seq=seq-1 WHERE id=:k"), {"k": user.kommune})
            receipt = msgspec.json.decode(machine.kvittering, type=Receipt)
            return self._answer(conn, user, request, head.seq, head.mark, receipt, set(), whole=True)
            raise Refused(409, Problem("device_restored", "Denne pc er gendannet fra en kopi og meldes til på ny."))
        mark = self.entropy(8).hex()
        now = to_text(self.clock())
        conn.execute(
            text(
                "INSERT INTO push (kommune,seq,mark,bruger,maskine,modtaget,sendt) VALUES (:k,:s,:m,:b,:d,:n,:t)"
            ),
            {"k": user.kommune, "s": drawn, "m": mark, "b": user.number, "d": request.device, "n": now, "t": batch.at},
        )
        ledger = Ledger(conn, self.layouts, user.kommune, drawn)
        receipt = Judge(ledger, Grants(conn, user), user, request.device, batch).receipt()
        ledger.flush()
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
                "r": msgspec.json.encode(receipt),
            },
        )
        return self._answer(conn, user, request, drawn - 1, head.mark, receipt, ledger.sent_whole, False, (drawn, mark))

    def _head(self, conn: Connection, user: User, request: SyncRequest, before: int | None = None) -> Head:
        """Where the feed stands. Refuses a cursor that this server's history does not hold."""
        row = conn.execute(_HEAD, {"k": user.kommune, "cursor": request.cursor}).one()
        seq, mark = row.seq, row.mark
        if before is not None:
            seq = before
            mark = conn.execute(
                text("SELECT mark FROM push WHERE kommune=:k AND seq=:s"), {"k": user.kommune, "s": before}
            ).scalar()
        if request.cursor and (request.cursor > seq or row.met != request.mark):
            raise Refused(409, Problem("server_restored", "Serveren er gendannet fra en sikkerhedskopi."))
        return Head(seq, mark or "")

    def _answer(
        self,
        conn: Connection,
        user: User,
        request: SyncRequest,
        upto: int,
        mark: str,
        receipt: Receipt | None,
        named: set[int],
        whole: bool,
        pushed: tuple[int, str] | None = None,
    ) -> SyncResponse:
        page = read_page(conn, self.layouts, user, request.cursor, upto, named, whole)
        cursor = page.upto
        if page.more:
            mark = conn.execute(
                text("SELECT mark FROM push WHERE kommune=:k AND seq=:s"), {"k": user.kommune, "s": cursor}
            ).scalar_one()
        elif pushed is not None:
            # All before the push is in this page, and the push itself is the machine's own: it has seen it all.
            cursor, mark = pushed
        return SyncResponse(
            cursor, mark, to_text(self.clock()), page.more, receipt, page.blocks, page.edits
        )



