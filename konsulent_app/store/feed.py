"""Writes what the server sent into the tables; a field with an unsent change of our own is left alone."""

import json
from collections.abc import Mapping

import msgspec

from konsulent_app.store import meta, outbox
from konsulent_app.store.database import Tx
from konsulent_core.entities import BY_TABEL, field_names
from konsulent_core.merge import Value
from konsulent_core.wire import FeedBlock, FeedEdit, Receipt, SyncResponse

Touched = dict[str, set[int]]  # table -> scopes in which rows moved


def apply(tx: Tx, response: SyncResponse) -> Touched:
    """The verdicts, the rows and the cursor of one answer, all in the caller's transaction."""
    touched: Touched = {}
    if response.receipt is not None:
        _receive(tx, response.receipt, response.at)
    keep = outbox.pending(tx)
    for block in response.blocks:
        _apply_block(tx, block, keep, touched)
    for edit in response.edits:
        _apply_edit(tx, edit, keep, touched)
    meta.put(tx, "cursor", str(response.cursor))
    meta.put(tx, "mark", response.mark)
    return touched


def _receive(tx: Tx, receipt: Receipt, at: str) -> None:
    """An entry leaves only on a verdict: refused ones go to the quarantine, with what was refused."""
    ops = outbox.ops_of(tx, receipt.number)
    for verdict in receipt.others:
        if verdict.kind != "afvist" or verdict.place >= len(ops):
            continue
        op = ops[verdict.place]
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


def _apply_block(
    tx: Tx, block: FeedBlock, keep: Mapping[tuple[str, int], frozenset[str] | None], touched: Touched
) -> None:
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
        touched.setdefault(block.table, set()).add(row.scope)
        if (block.table, row.row) in keep:
            _apply_kept(tx, block, row.row, row.scope, values, keep[block.table, row.row])
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


def _apply_edit(
    tx: Tx, edit: FeedEdit, keep: Mapping[tuple[str, int], frozenset[str] | None], touched: Touched
) -> None:
    if edit.table not in BY_TABEL:
        return
    touched.setdefault(edit.table, set()).add(edit.scope)
    fields = edit.fields
    if (edit.table, edit.row) in keep:
        mine = keep[edit.table, edit.row]
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


def note_sync(tx: Tx, at: str) -> None:
    """Remembers when everything was last sent and fetched."""
    meta.put(tx, "synced", at)


