"""Writes what the server sent into the tables; a field with an unsent change of our own is left alone."""

import json
from collections.abc import Mapping
from datetime import datetime

import msgspec

from konsulent_app.store import meta, outbox
from konsulent_app.store.database import Tx
from konsulent_core.clock import from_text
from konsulent_core.entities import BY_TABEL, field_names
from konsulent_core.merge import Value
from konsulent_core.wire import FeedBlock, FeedEdit, Receipt, SyncResponse


def apply_block(tx: Tx, block: FeedBlock) -> None:
    """Whole rows of one table."""
    _apply_block(tx, block, outbox.pending(tx, block.table))


def apply_rest(tx: Tx, response: SyncResponse) -> None:
    """The changed fields, the verdicts and the cursor of one answer: after it the answer is done with."""
    if response.receipt is not None:
        _receive(tx, response.receipt, response.at)
    keep: dict[str, outbox.Pending] = {}
    for edit in response.edits:
        if edit.table not in keep:
            keep[edit.table] = outbox.pending(tx, edit.table)
        _apply_edit(tx, edit, keep[edit.table])
    meta.put(tx, "cursor", str(response.cursor))
    meta.put(tx, "mark", response.mark)


def _receive(tx: Tx, receipt: Receipt, at: str) -> None:
    """An entry leaves only on a verdict: refused ones go to the quarantine, with what was refused."""
    ops = outbox.ops_of(tx, receipt.number)
    for verdict in receipt.others:
        if verdict.place >= len(ops):
            continue
        op = ops[verdict.place]
        if verdict.kind == "forslag" and op.base is None:
            # What was written came after the lock: it stands as a proposed rettelse, not as a row of the besøg.
            tx.conn.exec_driver_sql(f'DELETE FROM "{op.table}" WHERE id=?', (op.row,))
        if verdict.kind != "afvist":
            continue
        entity = BY_TABEL[op.table]
        names = list(op.base) if op.base is not None else list(field_names(entity))
        columns = ",".join(f'"{name}"' for name in names)
        row = tx.conn.exec_driver_sql(f'SELECT scope,{columns} FROM "{op.table}" WHERE id=?', (op.row,)).one()
        values = dict(zip(names, row[1:], strict=True))
        tx.conn.exec_driver_sql(
            "INSERT INTO karantaene (tabel,raekke,scope,felter,grund,hvornaar) VALUES (?,?,?,?,?,?)",
            (op.table, op.row, row[0], json.dumps(values, ensure_ascii=False), verdict.reason, at),
        )
        if op.base is not None:
            _set(tx, op.table, op.row, op.base)
    outbox.let_go(tx, receipt.number)


def _apply_block(tx: Tx, block: FeedBlock, keep: outbox.Pending) -> None:
    entity = BY_TABEL.get(block.table)
    if entity is None:
        return  # a table of a newer version: it is pulled again when this machine is updated
    known = field_names(entity)
    rows: list[tuple[object, ...]] = []
    same = block.fields == known
    positions = [block.fields.index(name) if name in block.fields else None for name in known]
    extra = [(i, name) for i, name in enumerate(block.fields) if name not in known]
    for row in block.rows:
        values = msgspec.json.decode(row.values)
        tx.touch(block.table, row.scope)
        if row.row in keep:
            _apply_kept(tx, block, row.row, row.scope, values, keep[row.row])
            continue
        if same:
            rows.append((row.row, row.scope, *values, None))
        else:
            mapped = [None if p is None else values[p] for p in positions]
            rest = json.dumps({name: values[i] for i, name in extra}) if extra else None
            rows.append((row.row, row.scope, *mapped, rest))
    if not rows:
        return
    columns = ",".join(f'"{name}"' for name in known)
    updates = ",".join(f'"{name}"=excluded."{name}"' for name in (*known, "ekstra"))
    marks = ",".join("?" * (len(known) + 3))
    tx.conn.exec_driver_sql(
        f'INSERT INTO "{block.table}" (id,scope,{columns},ekstra) VALUES ({marks}) '
        f"ON CONFLICT(id) DO UPDATE SET scope=excluded.scope,{updates}",
        rows,
    )


def _apply_kept(
    tx: Tx, block: FeedBlock, row_id: int, scope: int, values: list[Value], fields: frozenset[str] | None
) -> None:
    """A row with unsent changes here: the other fields move. An own birth (None) is settled by its own push."""
    if fields is None:
        return
    _set(tx, block.table, row_id, {n: v for n, v in zip(block.fields, values, strict=True) if n not in fields})


def _apply_edit(tx: Tx, edit: FeedEdit, keep: outbox.Pending) -> None:
    if edit.table not in BY_TABEL:
        return
    tx.touch(edit.table, edit.scope)
    fields = edit.fields
    if edit.row in keep:
        mine = keep[edit.row]
        fields = {} if mine is None else {n: v for n, v in fields.items() if n not in mine}
    _set(tx, edit.table, edit.row, fields)


def _set(tx: Tx, table: str, row_id: int, values: Mapping[str, Value]) -> None:
    known = set(field_names(BY_TABEL[table]))
    mine = {n: v for n, v in values.items() if n in known}
    rest = {n: v for n, v in values.items() if n not in known}
    if mine:
        assignments = ",".join(f'"{name}"=?' for name in mine)
        tx.conn.exec_driver_sql(f'UPDATE "{table}" SET {assignments} WHERE id=?', (*mine.values(), row_id))
    if rest:
        tx.conn.exec_driver_sql(
            f"UPDATE \"{table}\" SET ekstra=json_patch(coalesce(ekstra,'{{}}'),?) WHERE id=?",
            (json.dumps(rest), row_id),
        )


def instant(text: str) -> datetime:
    """The server's time of an answer."""
    return from_text(text)


def note_sync(tx: Tx, at: str) -> None:
    """Remembers when everything was last sent and fetched."""
    meta.put(tx, "synced", at)


