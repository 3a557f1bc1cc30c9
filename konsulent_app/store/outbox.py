"""The way out: freezes waiting changes into a batch, and lets go of them when the server has judged each."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec
import zstandard

from konsulent_app.store import meta
from konsulent_app.store.database import Tx
from konsulent_core.clock import to_text
from konsulent_core.entities import BY_TABEL, field_names
from konsulent_core.merge import Value
from konsulent_core.wire import MAX_BATCH_ROWS

_ENCODER = msgspec.json.Encoder()
# A whole besøg is about 25 rows; edits carry bases, so fewer of them fill a batch.
MAX_BATCH_EDITS = 2_000


# Row → the fields with unsent changes, None for all of a birth.
Pending = dict[int, frozenset[str] | None]


@dataclass(frozen=True, slots=True)
class Frozen:
    """A batch as it will be sent, again and again if need be. ``content`` is the JSON of ``wire.Batch``."""

    number: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Op:
    """One change of a frozen batch: the row, and the bases of its fields (None for a birth)."""

    table: str
    row: int
    base: dict[str, Value] | None


def waiting_count(tx: Tx) -> int:
    """Rows with changes the server has not judged, frozen ones included."""
    count = tx.conn.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one()
    return int(count) + sum(len(ops) for ops in _frozen_ops(tx))


def waiting_besoeg(tx: Tx) -> int:
    """How many besøg have something waiting: what the sync card counts."""
    rows: set[int] = set()
    for table, entity in BY_TABEL.items():
        if table == "besoeg":
            found = tx.conn.exec_driver_sql("SELECT raekke FROM outbox WHERE tabel='besoeg'")
        elif "besoeg" in field_names(entity):
            found = tx.conn.exec_driver_sql(
                f'SELECT DISTINCT t.besoeg FROM outbox o JOIN "{table}" t ON t.id=o.raekke WHERE o.tabel=?', (table,)
            )
        else:
            continue
        rows.update(row[0] for row in found if row[0] is not None)
    for ops in _frozen_ops(tx):
        rows.update(op.row for op in ops if op.table == "besoeg")
    return len(rows)


def has_waiting(tx: Tx) -> bool:
    """Whether there is anything to freeze."""
    return tx.conn.exec_driver_sql("SELECT 1 FROM outbox LIMIT 1").first() is not None


def under_way(tx: Tx) -> Frozen | None:
    """The batch that was frozen and is not yet answered."""
    row = tx.conn.exec_driver_sql("SELECT nummer, indhold FROM batch ORDER BY nummer LIMIT 1").first()
    return None if row is None else Frozen(row[0], zstandard.decompress(row[1]))


def freeze(tx: Tx, now: datetime) -> Frozen | None:
    """Takes the oldest waiting changes out of the outbox into a batch; None when nothing waits.

    From here on a further change of the same field is a new entry, whose base is the value in the batch.
    """
    last = _cut(tx)
    if last is None:
        return None
    number = int(meta.get(tx, "batch") or 0) + 1
    seconds = int(now.timestamp())
    ops: list[list[object]] = []
    births = list(_births(tx, last, seconds, ops))
    edits = list(_edits(tx, last, seconds, ops))
    content = _ENCODER.encode({"number": number, "at": to_text(now), "births": births, "edits": edits})
    tx.conn.exec_driver_sql("DELETE FROM outbox WHERE nr<=?", (last,))
    tx.conn.exec_driver_sql(
        "INSERT INTO batch VALUES (?,?,?)",
        (number, zstandard.compress(content, 3), zstandard.compress(_ENCODER.encode(ops), 1)),
    )
    meta.put(tx, "batch", str(number))
    return Frozen(number, content)


def ops_of(tx: Tx, number: int) -> list[Op]:
    """The changes of the frozen batch in op order; empty when it is answered already."""
    row = tx.conn.exec_driver_sql("SELECT oversigt FROM batch WHERE nummer=?", (number,)).first()
    return [] if row is None else _decode_ops(row[0])


def let_go(tx: Tx, number: int) -> None:
    """The server has judged every change of the batch."""
    tx.conn.exec_driver_sql("DELETE FROM batch WHERE nummer=?", (number,))


def pending(tx: Tx, table: str) -> Pending:
    """The table's rows with changes still in the outbox, which a pull must not touch."""
    found = tx.conn.exec_driver_sql("SELECT raekke, base FROM outbox WHERE tabel=?", (table,)).all()
    return {row: None if base is None else frozenset(json.loads(base)) for row, base in found}


def put_back(tx: Tx, number: int, now: datetime) -> None:
    """Turns a frozen batch into waiting entries again: this device's history was not the server's (a restored backup)."""
    for op in ops_of(tx, number):
        kept = tx.conn.exec_driver_sql(
            "SELECT nr, foedt, base FROM outbox WHERE tabel=? AND raekke=?", (op.table, op.row)
        ).first()
        base = op.base
        if kept is not None:
            tx.conn.exec_driver_sql("DELETE FROM outbox WHERE nr=?", (kept[0],))
            if base is not None:
                base = {**json.loads(kept[2] or "{}"), **base}
        scope = tx.conn.exec_driver_sql(f'SELECT scope FROM "{op.table}" WHERE id=?', (op.row,)).scalar_one()
        tx.conn.exec_driver_sql(
            "INSERT INTO outbox (tabel,raekke,scope,foedt,base,base_rev,hvornaar) VALUES (?,?,?,?,?,?,?)",
            (op.table, op.row, scope, int(base is None), None if base is None else json.dumps(base),
             int(meta.get(tx, "cursor") or 0), int(now.timestamp())),
        )  # fmt: skip
    let_go(tx, number)


def _cut(tx: Tx) -> int | None:
    """The last outbox number of the next batch."""
    rows = tx.conn.exec_driver_sql("SELECT nr, foedt FROM outbox ORDER BY nr LIMIT ?", (MAX_BATCH_ROWS,)).all()
    if not rows:
        return None
    edits = 0
    for nr, foedt in rows:
        edits += not foedt
        if edits >= MAX_BATCH_EDITS:
            return int(nr)
    return int(rows[-1][0])


def _births(tx: Tx, last: int, seconds: int, ops: list[list[object]]) -> Iterator[dict[str, object]]:
    """Blocks in ENTITIES' order, so that a sag arrives before what belongs to it."""
    there = {row[0] for row in tx.conn.exec_driver_sql("SELECT DISTINCT tabel FROM outbox WHERE nr<=?", (last,))}
    for table, entity in BY_TABEL.items():
        if table not in there:
            continue
        names = field_names(entity)
        columns = ",".join(f't."{name}"' for name in names)
        found = tx.conn.exec_driver_sql(
            f"SELECT o.raekke, o.scope, ?-o.hvornaar, {columns} FROM outbox o "
            f'JOIN "{table}" t ON t.id=o.raekke WHERE o.tabel=? AND o.foedt=1 AND o.nr<=? ORDER BY o.nr',
            (seconds, table, last),
        ).all()
        if not found:
            continue
        ops.extend([table, row[0], None] for row in found)
        yield {"table": table, "fields": names, "rows": [(r[0], r[1], max(0, r[2]), tuple(r[3:])) for r in found]}


def _edits(tx: Tx, last: int, seconds: int, ops: list[list[object]]) -> Iterator[tuple[object, ...]]:
    found = tx.conn.exec_driver_sql(
        "SELECT tabel, raekke, scope, ?-hvornaar, base_rev, base FROM outbox WHERE foedt=0 AND nr<=? ORDER BY nr",
        (seconds, last),
    ).all()
    for table, row_id, scope, age, base_rev, text in found:
        base: dict[str, Value] = json.loads(text)
        columns = ",".join(f'"{name}"' for name in base)
        now = tx.conn.exec_driver_sql(f'SELECT {columns} FROM "{table}" WHERE id=?', (row_id,)).one()
        ops.append([table, row_id, base])
        fields = {name: (old, new) for (name, old), new in zip(base.items(), now, strict=True)}
        yield (table, row_id, scope, max(0, age), base_rev, fields)


def _frozen_ops(tx: Tx) -> Iterator[list[Op]]:
    for row in tx.conn.exec_driver_sql("SELECT oversigt FROM batch").all():
        yield _decode_ops(row[0])


def _decode_ops(packed: bytes) -> list[Op]:
    return [Op(t, r, b) for t, r, b in msgspec.json.decode(zstandard.decompress(packed))]
