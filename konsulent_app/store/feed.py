"""Writes what the server sent into the tables; a field with an unsent change of our own is left alone."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from konsulent_app.store import fratag, koe, meta, outbox
from konsulent_app.store.database import Tx
from konsulent_core.clock import from_text
from konsulent_core.entities import BY_TABEL, field_names
from konsulent_core.merge import Value
from konsulent_core.wire import FeedBlock, FeedEdit, Receipt, SyncResponse, Verdict


def apply_block(tx: Tx, block: FeedBlock) -> None:
    """Whole rows of one table."""
    _apply_block(tx, block, outbox.pending(tx, block.table))


def apply_edits(tx: Tx, edits: Iterable[FeedEdit]) -> None:
    """Changed fields of rows that are here."""
    keep: dict[str, outbox.Pending] = {}
    known: dict[str, set[str]] = {}
    alike: dict[tuple[str, tuple[str, ...]], list[tuple[Value, ...]]] = {}
    for edit in edits:
        if edit.table not in BY_TABEL:
            continue
        if edit.table not in keep:
            keep[edit.table] = outbox.pending(tx, edit.table)
            known[edit.table] = set(field_names(BY_TABEL[edit.table]))
        tx.touch(edit.table, edit.scope)
        fields = _free_fields(edit, keep[edit.table])
        if fields.keys() <= known[edit.table]:
            alike.setdefault((edit.table, tuple(fields)), []).append((*fields.values(), edit.row))
        else:
            _set(tx, edit.table, edit.row, fields)
    for (table, names), rows in alike.items():
        if names:
            assignments = ",".join(f'"{name}"=?' for name in names)
            tx.conn.exec_driver_sql(f'UPDATE "{table}" SET {assignments} WHERE id=?', rows)


def apply_rest(tx: Tx, response: SyncResponse) -> None:
    """The verdicts and the cursor of an answer whose rows are written: after it the answer is done with."""
    if response.receipt is not None:
        sent = {row.row for block in response.blocks for row in block.rows}
        _receive(tx, response.receipt, response.at, sent)
        koe.note_kvittering(tx, response.receipt, response.at)
    # Until the last page is here, not everything before its end has been seen.
    reached = ("page", "page_mark") if response.more else ("cursor", "mark")
    meta.put(tx, reached[0], str(response.cursor))
    meta.put(tx, reached[1], response.mark)
    if response.more:
        meta.put(tx, "page_scope", str(response.scope))
    else:
        meta.forget(tx, "page", "page_mark", "page_scope")
    if response.gone or response.blocks:
        fratag.note(tx, response.gone, {row.scope for block in response.blocks for row in block.rows})


def _receive(tx: Tx, receipt: Receipt, at: str, sent: set[int]) -> None:
    """An entry leaves only on a verdict. The server has ``sent`` what stands in place of what was not accepted,
    wherever the row is one that it may send."""
    if receipt.others or outbox.has_later_edits(tx):
        changes = outbox.changes_of(tx, receipt.number)
        outbox.inherit(tx, changes)
        for verdict in receipt.others:
            if verdict.place < len(changes):
                _settle(tx, changes[verdict.place], verdict, at, sent)
    outbox.let_go(tx, receipt.number)


def _settle(tx: Tx, change: outbox.Change, verdict: Verdict, at: str, sent: set[int]) -> None:
    seconds = int(from_text(at).timestamp())
    if verdict.kind == "ukendt":
        outbox.send_whole(tx, change, seconds)
    elif verdict.kind == "forslag" and change.base is None and change.row not in sent:
        # What was written came after the lock: it stands as a proposed rettelse, not as a row of the besøg. What was
        # written after it becomes one too.
        if outbox.entry(tx, change.table, change.row) is not None:
            outbox.send_whole(tx, change, seconds)
        else:
            _delete(tx, change)
    elif verdict.kind == "afvist":
        _refused(tx, change, verdict, at, standing=change.row in sent)


def _refused(tx: Tx, change: outbox.Change, verdict: Verdict, at: str, *, standing: bool) -> None:
    """What was refused waits in the quarantine, and the row is as if it had never been written."""
    later = outbox.entry(tx, change.table, change.row)
    values = change.new
    if change.base is not None:
        values = {name: value for name, value in values.items() if value != change.base[name]}
        since = {} if later is None else later.base or {}
        if not standing:
            _set(tx, change.table, change.row, {n: v for n, v in change.base.items() if n not in since})
        if later is not None and since:
            outbox.rebase(tx, later, {name: change.base.get(name, value) for name, value in since.items()})
    elif not standing:
        if later is not None:
            values = _row(tx, change)
            outbox.drop(tx, later)
        _delete(tx, change)
    if BY_TABEL[change.table].udregnet:
        return  # nobody's words: they are reckoned again
    tx.touch("karantaene", 0)
    tx.conn.exec_driver_sql(
        "INSERT INTO karantaene (tabel,raekke,scope,felter,grund,hvornaar) VALUES (?,?,?,?,?,?)",
        (change.table, change.row, change.scope, json.dumps(values, ensure_ascii=False), verdict.reason, at),
    )


def _row(tx: Tx, change: outbox.Change) -> dict[str, Value]:
    columns = ",".join(f'"{name}"' for name in change.new)
    found = tx.conn.exec_driver_sql(f'SELECT {columns} FROM "{change.table}" WHERE id=?', (change.row,)).one()
    return dict(zip(change.new, found, strict=True))


def _delete(tx: Tx, change: outbox.Change) -> None:
    tx.touch(change.table, change.scope)
    tx.conn.exec_driver_sql(f'DELETE FROM "{change.table}" WHERE id=?', (change.row,))


def _apply_block(tx: Tx, block: FeedBlock, keep: outbox.Pending) -> None:
    entity = BY_TABEL.get(block.table)
    if entity is None:
        return  # a table of a newer version: it is pulled again when this machine is updated
    known = field_names(entity)
    for scope in {row.scope for row in block.rows}:
        tx.touch(block.table, scope)
    rows: list[tuple[object, ...]] = []
    same = block.fields == known
    positions = [block.fields.index(name) if name in block.fields else None for name in known]
    extra = [(i, name) for i, name in enumerate(block.fields) if name not in known]
    for row in block.rows:
        values = msgspec.json.decode(row.values)
        if row.row in keep:
            _apply_kept(tx, block, row.row, values, keep[row.row])
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


def _apply_kept(tx: Tx, block: FeedBlock, row_id: int, values: list[Value], fields: frozenset[str] | None) -> None:
    """A row with unsent changes here: the other fields move. An own birth (None) is settled by its own push."""
    if fields is None:
        return
    _set(tx, block.table, row_id, {n: v for n, v in zip(block.fields, values, strict=True) if n not in fields})


def _free_fields(edit: FeedEdit, keep: outbox.Pending) -> Mapping[str, Value]:
    """Those of the edit's fields in which nothing of our own waits."""
    if edit.row not in keep:
        return edit.fields
    mine = keep[edit.row]
    return {} if mine is None else {n: v for n, v in edit.fields.items() if n not in mine}


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
