"""Reads and writes records; every write puts its outbox entry in the same transaction."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from konsulent_app.store.database import Intent, Tx
from konsulent_core.entities import Record, field_names, field_types, group_of
from konsulent_core.merge import Value

R = TypeVar("R", bound=Record)

_CURSOR = "(SELECT coalesce(max(CAST(vaerdi AS INTEGER)),0) FROM meta WHERE noegle='cursor')"
_SELECT: dict[type[Record], str] = {}
_BOOLS: dict[type[Record], frozenset[str]] = {}
_LOADED: dict[type[Record], tuple[str, ...]] = {}


def get(tx: Tx, entity: type[R], row_id: int) -> R | None:
    """The record with that id, or None. A deleted one is given too: ``slettet`` tells."""
    row = tx.conn.exec_driver_sql(f"{_select(entity)} WHERE id=?", (row_id,)).first()
    return None if row is None else _load(entity, row)


def find(tx: Tx, entity: type[R], where: str = "1", parameters: tuple[Value, ...] = (), order: str = "id") -> list[R]:
    """The records that are not deleted and meet ``where``, a constant SQL condition with ? for ``parameters``."""
    sql = f"{_select(entity)} WHERE slettet=0 AND ({where}) ORDER BY {order}"
    return [_load(entity, row) for row in tx.conn.exec_driver_sql(sql, parameters)]


def save(
    tx: Tx,
    entity: type[Record],
    row_id: int,
    scope: int,
    values: Mapping[str, Value],
    now: datetime,
    seen: Mapping[str, Value] | None = None,
    *,
    sure: bool = True,
) -> frozenset[str]:
    """Writes ``values`` into the row, which is born in ``scope`` if need be; gives the names of the changed fields.

    The outbox entry keeps what each field held before its first unsent change, and the cursor of that moment. ``seen``
    is what the person had before her eyes: where a sync has brought another value since, her words were written
    without knowing of it, and the server is told so, that it may keep both. ``sure`` False: the row may not be here as
    the server has it, so the change holds only where it finds the base that it names.
    """
    stored = {name: int(value) if isinstance(value, bool) else value for name, value in values.items()}
    names = field_names(entity)
    unknown = stored.keys() - set(names)
    if unknown:
        raise KeyError(f"{entity.tabel} has no field {', '.join(sorted(unknown))}")
    current = tx.conn.exec_driver_sql(
        f"SELECT scope,{_columns(entity)} FROM {_quoted(entity.tabel)} WHERE id=?", (row_id,)
    ).first()
    if current is None:
        stored.setdefault("slettet", 0)
        tx.guard(tx, Intent(tabel=entity.tabel, row=row_id, scope=scope, fields=stored.keys(), birth=True))
        tx.conn.exec_driver_sql(_insertion(entity, stored), (row_id, scope, *stored.values()))
        _enter(tx, entity.tabel, row_id, scope, None, now)
        return frozenset(stored)
    before: dict[str, Value] = dict(zip(names, current[1:], strict=True))
    changed = {name: value for name, value in stored.items() if before[name] != value}
    if not changed:
        return frozenset()
    tx.guard(tx, Intent(tabel=entity.tabel, row=row_id, scope=current[0], fields=changed.keys(), birth=False))
    assignments = ",".join(f"{_quoted(name)}=?" for name in changed)
    tx.conn.exec_driver_sql(f"UPDATE {_quoted(entity.tabel)} SET {assignments} WHERE id=?", (*changed.values(), row_id))
    together = sorted({member for name in changed for member in group_of(entity, name)})
    base = {name: before[name] for name in together}
    unaware = {name: value for name, value in (seen or {}).items() if name in base and value != base[name]}
    _enter(tx, entity.tabel, row_id, current[0], {**base, **unaware}, now, known=sure and not unaware)
    return frozenset(changed)


def save_unless_there(
    tx: Tx, entity: type[Record], rows: Iterable[tuple[int, int, Mapping[str, Value]]], now: datetime
) -> None:
    """Many births at once: (id, scope, values). The ids must be new."""
    alike: dict[tuple[str, ...], list[tuple[Value, ...]]] = {}
    entries: list[tuple[Value, ...]] = []
    seconds = int(now.timestamp())
    for row_id, scope, values in rows:
        stored = {name: int(value) if isinstance(value, bool) else value for name, value in values.items()}
        stored.setdefault("slettet", 0)
        tx.guard(tx, Intent(tabel=entity.tabel, row=row_id, scope=scope, fields=stored.keys(), birth=True))
        alike.setdefault(tuple(stored), []).append((row_id, scope, *stored.values()))
        entries.append((entity.tabel, row_id, scope, seconds))
        tx.touch(entity.tabel, scope)
    for names, many in alike.items():
        tx.conn.exec_driver_sql(_insertion(entity, names), many)
    if entries:
        tx.conn.exec_driver_sql(
            f"INSERT INTO outbox (tabel,raekke,scope,foedt,base_rev,hvornaar) VALUES (?,?,?,1,{_CURSOR},?) "
            "ON CONFLICT(tabel,raekke) DO UPDATE SET hvornaar=excluded.hvornaar",
            entries,
        )


def _insertion(entity: type[Record], names: Iterable[str]) -> str:
    columns = ("id", "scope", *names)
    marks = ",".join("?" * len(columns))
    return f"INSERT INTO {_quoted(entity.tabel)} ({','.join(map(_quoted, columns))}) VALUES ({marks})"


def _enter(
    tx: Tx, tabel: str, row_id: int, scope: int, base: Mapping[str, Value] | None, now: datetime, *, known: bool = True
) -> None:
    """Puts the change into the outbox, or into the row's waiting entry, whose older bases stand.

    ``known`` False: the change was made in ignorance of what the feed has brought, as from its very beginning.
    """
    tx.touch(tabel, scope)
    waiting = tx.conn.exec_driver_sql(
        "SELECT nr, foedt, base FROM outbox WHERE tabel=? AND raekke=?", (tabel, row_id)
    ).first()
    seconds = int(now.timestamp())
    if waiting is None:
        tx.conn.exec_driver_sql(
            "INSERT INTO outbox (tabel,raekke,scope,foedt,base,base_rev,hvornaar) "
            f"VALUES (?,?,?,?,?,{_CURSOR if known else 0},?)",
            (tabel, row_id, scope, int(base is None), None if base is None else json.dumps(base), seconds),
        )
    elif waiting[1] or base is None:
        tx.conn.exec_driver_sql("UPDATE outbox SET hvornaar=? WHERE nr=?", (seconds, waiting[0]))
    else:
        kept = {**base, **json.loads(waiting[2])}
        tx.conn.exec_driver_sql(
            "UPDATE outbox SET base=?, hvornaar=? WHERE nr=?", (json.dumps(kept), seconds, waiting[0])
        )


def _load(entity: type[R], row: Iterable[Value]) -> R:
    bools = _BOOLS.get(entity)
    if bools is None:
        bools = frozenset(name for name, kind in field_types(entity).items() if kind is bool)
        _BOOLS[entity] = bools
    names = _LOADED.get(entity)
    if names is None:
        names = _LOADED[entity] = ("id", "scope", *field_names(entity))
    given: dict[str, Value] = dict(zip(names, row, strict=True))
    for name in bools:
        if given[name] is not None:
            given[name] = bool(given[name])
    return entity(**given)  # type: ignore[arg-type]  # the columns are made from the entity's own fields


def _select(entity: type[Record]) -> str:
    sql = _SELECT.get(entity)
    if sql is None:
        sql = f"SELECT id,scope,{_columns(entity)} FROM {_quoted(entity.tabel)}"
        _SELECT[entity] = sql
    return sql


def _columns(entity: type[Record]) -> str:
    return ",".join(map(_quoted, field_names(entity)))


def _quoted(name: str) -> str:
    """Danish names such as »to« and »on« are SQL keywords too."""
    return f'"{name}"'
