"""The way out: freezes waiting changes into a batch, and lets go of them when the server has judged each."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
import zstandard

from konsulent_app.store import meta
from konsulent_app.store.database import Tx
from konsulent_core.clock import from_text, to_text
from konsulent_core.entities import BY_TABEL, field_names
from konsulent_core.merge import Value
from konsulent_core.wire import MAX_BATCH_ROWS, Batch

_ENCODER = msgspec.json.Encoder()
_BASE = msgspec.json.Decoder(dict[str, Value])
# A whole besøg is about 25 rows; edits carry bases, so fewer of them fill a batch.
MAX_BATCH_EDITS = 2_000
MAX_BATCH_EVENTS = 500

# The kinds of whole rows that wait (``foedt``): a true birth, and a row sent again after the server was restored. An
# edit has 0.
BORN = 1
AGAIN = 2

# Row → the fields with unsent changes, None for all of a birth.
Pending = dict[int, frozenset[str] | None]


@dataclass(frozen=True, slots=True)
class Frozen:
    """A batch as it will be sent, again and again if need be. ``content`` is the JSON of ``wire.Batch``."""

    number: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Op:
    """The row that a change of a frozen batch is of."""

    table: str
    row: int


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a frozen batch as it is sent. ``base`` is None for a whole row, whose kind is ``foedt``."""

    table: str
    row: int
    scope: int
    foedt: int
    base: dict[str, Value] | None
    base_rev: int
    new: dict[str, Value]

    @property
    def ground(self) -> int:
        """The feed number up to which the change knew its row; what it did not know was born after 0."""
        return max(0, self.base_rev)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row's waiting changes. ``base`` is None for a whole row."""

    nr: int
    foedt: int
    base: dict[str, Value] | None
    base_rev: int


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
    """Whether there is any change to freeze."""
    return tx.conn.exec_driver_sql("SELECT 1 FROM outbox LIMIT 1").first() is not None


def has_events(tx: Tx) -> bool:
    """Whether there is anything for the audit log. It goes along, and is by itself no reason to hurry."""
    return tx.conn.exec_driver_sql("SELECT 1 FROM haendelse LIMIT 1").first() is not None


def under_way(tx: Tx) -> Frozen | None:
    """The batch that was frozen and is not yet answered."""
    row = tx.conn.exec_driver_sql("SELECT nummer, indhold FROM batch ORDER BY nummer LIMIT 1").first()
    return None if row is None else Frozen(row[0], zstandard.decompress(row[1]))


def freeze(tx: Tx, now: datetime) -> Frozen | None:
    """Takes the oldest waiting changes, and what is for the audit log, into a batch; None when nothing waits.

    From here on a further change of the same field is a new entry, whose base is the value in the batch.
    """
    last = _cut(tx)
    events = _take_events(tx, now)
    if last is None and not events:
        return None
    last = last or 0
    number = int(meta.get(tx, "batch") or 0) + 1
    seconds = int(now.timestamp())
    ops: list[list[object]] = []
    births = list(_births(tx, last, seconds, ops))
    edits = list(_edits(tx, last, seconds, ops))
    whole: dict[str, object] = {"number": number, "at": to_text(now), "births": births, "edits": edits}
    content = _ENCODER.encode({**whole, "events": events} if events else whole)
    tx.conn.exec_driver_sql("DELETE FROM outbox WHERE nr<=?", (last,))
    tx.conn.exec_driver_sql(
        "INSERT INTO batch VALUES (?,?,?)",
        (number, zstandard.compress(content, 3), zstandard.compress(_ENCODER.encode(ops), 1)),
    )
    meta.put(tx, "batch", str(number))
    # Whatever is entered from now on gets a higher number than this, since nothing leaves before the answer.
    behind = tx.conn.exec_driver_sql("SELECT coalesce(max(nr),0) FROM outbox").scalar_one()
    meta.put(tx, "batch_behind", str(behind))
    return Frozen(number, content)


def _take_events(tx: Tx, now: datetime) -> list[tuple[int, str, int, str | None]]:
    found = tx.conn.exec_driver_sql(
        "SELECT nr, hvornaar, art, scope, detalje FROM haendelse ORDER BY nr LIMIT ?", (MAX_BATCH_EVENTS,)
    ).all()
    if not found:
        return []
    tx.conn.exec_driver_sql("DELETE FROM haendelse WHERE nr<=?", (found[-1].nr,))
    ages = [max(0, int((now - from_text(row.hvornaar)).total_seconds())) for row in found]
    return [(age, row.art, row.scope, row.detalje) for age, row in zip(ages, found, strict=True)]


def ops_of(tx: Tx, number: int) -> list[Op]:
    """The rows of the frozen batch in op order; empty when it is answered already."""
    row = tx.conn.exec_driver_sql("SELECT oversigt FROM batch WHERE nummer=?", (number,)).first()
    return [] if row is None else _decode_ops(row[0])


def changes_of(tx: Tx, number: int) -> list[Change]:
    """The changes of the frozen batch in op order, each as it was sent; empty when it is answered already."""
    row = tx.conn.exec_driver_sql("SELECT indhold FROM batch WHERE nummer=?", (number,)).first()
    if row is None:
        return []
    batch = msgspec.json.decode(zstandard.decompress(row[0]), type=Batch)
    found = []
    for block in batch.births:
        foedt = BORN if block.base_rev < 0 else AGAIN
        for born in block.rows:
            new = dict(zip(block.fields, msgspec.json.decode(born.values), strict=True))
            found.append(Change(block.table, born.row, born.scope, foedt, None, block.base_rev, new))
    for edit in batch.edits:
        base = {name: old for name, (old, _) in edit.fields.items()}
        new = {name: value for name, (_, value) in edit.fields.items()}
        found.append(Change(edit.table, edit.row, edit.scope, 0, base, edit.base_rev, new))
    return found


def entry(tx: Tx, table: str, row_id: int) -> Entry | None:
    """What waits of a row."""
    found = tx.conn.exec_driver_sql(
        "SELECT nr, foedt, base, base_rev FROM outbox WHERE tabel=? AND raekke=?", (table, row_id)
    ).first()
    if found is None:
        return None
    return Entry(found[0], found[1], None if found[2] is None else _decoded(found[2]), found[3])


def has_later_edits(tx: Tx) -> bool:
    """Whether rows were edited since the batch under way was frozen: perhaps rows of it. What waited behind it then
    is no part of the question, and may be far more."""
    behind = int(meta.get(tx, "batch_behind") or 0)
    return tx.conn.exec_driver_sql("SELECT 1 FROM outbox WHERE nr>? AND foedt=0 LIMIT 1", (behind,)).first() is not None


def inherit(tx: Tx, changes: Iterable[Change]) -> None:
    """A row edited again while its change was under way: the later edit knew of the feed only what the change knew,
    since what was fetched of the row meanwhile was not shown."""
    known = [(change.ground, change.table, change.row) for change in changes]
    if known:
        sql = "UPDATE outbox SET base_rev=min(base_rev, ?) WHERE tabel=? AND raekke=? AND foedt=0"
        tx.conn.exec_driver_sql(sql, known)


def send_whole(tx: Tx, change: Change, now: int) -> None:
    """The server lacks the row: it waits anew, as a birth."""
    waiting = entry(tx, change.table, change.row)
    if waiting is not None:
        tx.conn.exec_driver_sql("UPDATE outbox SET foedt=?, base=NULL WHERE nr=?", (BORN, waiting.nr))
    else:
        _put(tx, change, BORN, None, now)


def rebase(tx: Tx, waiting: Entry, base: dict[str, Value]) -> None:
    """What the row's fields were before the first of its unsent changes, once more."""
    tx.conn.exec_driver_sql("UPDATE outbox SET base=? WHERE nr=?", (json.dumps(base), waiting.nr))


def drop(tx: Tx, waiting: Entry) -> None:
    """The row is here no longer."""
    tx.conn.exec_driver_sql("DELETE FROM outbox WHERE nr=?", (waiting.nr,))


def let_go(tx: Tx, number: int) -> None:
    """The server has judged every change of the batch."""
    tx.conn.exec_driver_sql("DELETE FROM batch WHERE nummer=?", (number,))


def pending(tx: Tx, table: str) -> Pending:
    """The table's rows with changes still in the outbox, which a pull must not touch."""
    found = tx.conn.exec_driver_sql("SELECT raekke, base FROM outbox WHERE tabel=?", (table,)).all()
    return {row: None if base is None else frozenset(_decoded(base)) for row, base in found}


def put_back(tx: Tx, number: int, now: datetime) -> None:
    """Turns a frozen batch into waiting entries again: this device's history was not the server's (a restored backup).

    What waits stands in the row itself. So the sent values go back there, unless they were edited since.
    """
    _put_back_events(tx, number)
    for change in changes_of(tx, number):
        later = entry(tx, change.table, change.row)
        since: dict[str, Value] = {}
        if later is not None:
            if later.base is None:
                continue  # the whole row waits already
            since = later.base
            drop(tx, later)
        write_back(
            tx, change.table, change.row, {name: value for name, value in change.new.items() if name not in since}
        )
        base = None if change.base is None else {**since, **change.base}
        _put(tx, change, change.foedt, base, int(now.timestamp()))
    let_go(tx, number)


def _put_back_events(tx: Tx, number: int) -> None:
    row = tx.conn.exec_driver_sql("SELECT indhold FROM batch WHERE nummer=?", (number,)).one()
    batch = msgspec.json.decode(zstandard.decompress(row[0]), type=Batch)
    for event in batch.events:
        at = to_text(from_text(batch.at) - timedelta(seconds=event.age))
        tx.conn.exec_driver_sql(
            "INSERT INTO haendelse (hvornaar, art, scope, detalje) VALUES (?,?,?,?)",
            (at, event.art, event.scope, event.detalje),
        )


def write_back(tx: Tx, table: str, row: int, values: Mapping[str, Value]) -> None:
    """What waits stands in the row itself."""
    if values:
        assignments = ",".join(f'"{name}"=?' for name in values)
        tx.conn.exec_driver_sql(f'UPDATE "{table}" SET {assignments} WHERE id=?', (*values.values(), row))


def _put(tx: Tx, change: Change, foedt: int, base: dict[str, Value] | None, now: int) -> None:
    tx.conn.exec_driver_sql(
        "INSERT INTO outbox (tabel,raekke,scope,foedt,base,base_rev,hvornaar) VALUES (?,?,?,?,?,?,?)",
        (
            change.table,
            change.row,
            change.scope,
            foedt,
            None if base is None else json.dumps(base),
            change.ground,
            now,
        ),
    )


def _cut(tx: Tx) -> int | None:
    """The last outbox number of the next batch."""
    oldest = "SELECT max(nr) FROM (SELECT nr FROM outbox ORDER BY nr LIMIT ?)"
    last = tx.conn.exec_driver_sql(oldest, (MAX_BATCH_ROWS,)).scalar()
    if last is None:
        return None
    edits = "SELECT nr FROM outbox WHERE foedt=0 AND nr<=? ORDER BY nr LIMIT 1 OFFSET ?"
    full = tx.conn.exec_driver_sql(edits, (last, MAX_BATCH_EDITS - 1)).scalar()
    return int(last if full is None else full)


def _births(tx: Tx, last: int, seconds: int, ops: list[list[object]]) -> Iterator[dict[str, object]]:
    """Blocks in ENTITIES' order, so that a sag arrives before what belongs to it."""
    kinds = tx.conn.exec_driver_sql(
        "SELECT tabel, foedt, base_rev FROM outbox WHERE foedt>0 AND nr<=? GROUP BY tabel, foedt, "
        "CASE foedt WHEN ? THEN base_rev END",
        (last, AGAIN),
    ).all()
    for table, entity in BY_TABEL.items():
        for foedt, base_rev in [kind[1:] for kind in kinds if kind[0] == table]:
            names = field_names(entity)
            columns = ",".join(f't."{name}"' for name in names)
            found = tx.conn.exec_driver_sql(
                f"SELECT o.raekke, o.scope, ?-o.hvornaar, {columns} FROM outbox o "
                # +tabel: by number, not by the table's index, which would walk through all that waits behind the batch.
                f'JOIN "{table}" t ON t.id=o.raekke WHERE +o.tabel=? AND o.foedt=? AND o.nr<=? '
                "AND (o.foedt<>? OR o.base_rev=?) ORDER BY o.nr",
                (seconds, table, foedt, last, AGAIN, base_rev),
            ).all()
            ops.extend([table, row[0]] for row in found)
            block: dict[str, object] = {
                "table": table,
                "fields": names,
                "rows": [(r[0], r[1], max(0, r[2]), tuple(r[3:])) for r in found],
            }
            yield block if foedt == BORN else {**block, "base_rev": base_rev}


def _edits(tx: Tx, last: int, seconds: int, ops: list[list[object]]) -> Iterator[tuple[object, ...]]:
    found = tx.conn.exec_driver_sql(
        "SELECT tabel, raekke, scope, ?-hvornaar, base_rev, base FROM outbox WHERE foedt=0 AND nr<=? ORDER BY nr",
        (seconds, last),
    ).all()
    entries = [(*entry, _decoded(text)) for *entry, text in found]
    values = _values_now(tx, [(table, row_id, base) for table, row_id, _, _, _, base in entries])
    for table, row_id, scope, age, base_rev, base in entries:
        ops.append([table, row_id])
        now = values[table, row_id]
        fields = {name: (old, new) for (name, old), new in zip(base.items(), now, strict=True)}
        yield (table, row_id, scope, max(0, age), base_rev, fields)


def _values_now(
    tx: Tx, edits: Iterable[tuple[str, int, Mapping[str, Value]]]
) -> dict[tuple[str, int], Sequence[Value]]:
    """(Table, row) → what the edited fields hold now; one question for all rows with the same fields edited."""
    alike: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for table, row_id, base in edits:
        alike.setdefault((table, tuple(base)), []).append(row_id)
    values: dict[tuple[str, int], Sequence[Value]] = {}
    for (table, names), rows in alike.items():
        columns = ",".join(f'"{name}"' for name in ("id", *names))
        found = tx.conn.exec_driver_sql(
            f'SELECT {columns} FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))', (json.dumps(rows),)
        )
        values.update(((table, row[0]), row[1:]) for row in found)
    return values


def _decoded(base: str) -> dict[str, Value]:
    return _BASE.decode(base)


def _frozen_ops(tx: Tx) -> Iterator[list[Op]]:
    for row in tx.conn.exec_driver_sql("SELECT oversigt FROM batch").all():
        yield _decode_ops(row[0])


def _decode_ops(packed: bytes) -> list[Op]:
    return [Op(table, row) for table, row in msgspec.json.decode(zstandard.decompress(packed))]
