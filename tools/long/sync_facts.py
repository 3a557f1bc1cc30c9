"""What the server and the machines hold, as facts: this row has, or had, this value in this field."""

import json
from collections.abc import Mapping

from sqlalchemy import Engine, text

from konsulent_app.store import outbox
from konsulent_core.entities import BY_TABEL, field_names
from konsulent_core.merge import Value
from tools.long.sync_machines import Machine

Fact = tuple[int, str, Value]
Rows = dict[tuple[str, int], dict[str, Value]]
Line = tuple[int, str, Value, Value]  # row, field, before, after


def held(engine: Engine) -> set[Fact]:
    """What the server holds: current, in the history, in a konflikt or in a rettelse."""
    there = server_rows(engine)
    found = standing(there) | beside(engine, there)
    for row, name, before, after in history(engine):
        found |= {(row, name, before), (row, name, after)}
    return found


def standing(there: Rows) -> set[Fact]:
    """What rows hold now, those of konflikter and rettelser too."""
    found: set[Fact] = set()
    for (table, row), values in there.items():
        found |= _facts_in(table, row, values)
    return found


def beside(engine: Engine, there: Rows) -> set[Fact]:
    """What konflikter and rettelser hold, and held, of other rows."""
    about = {row: (table, values) for (table, row), values in there.items() if table in ("konflikt", "rettelse")}
    found: set[Fact] = set()
    for row, (table, values) in about.items():
        found |= _facts_in(table, row, values)
    for row, name, *both in history(engine):
        if row in about:
            table, values = about[row]
            for value in both:
                found |= _facts_in(table, row, {**values, name: value})
    return found


def server_rows(engine: Engine) -> Rows:
    sql = "SELECT l.tabel, r.id, r.felter, l.felter AS navne FROM raekke r JOIN layout l ON l.id=r.layout"
    with engine.connect() as conn:
        found = conn.execute(text(sql)).all()
    there: Rows = {}
    for table, row, values, names in found:
        given = dict(zip(names.split(","), json.loads(values), strict=True))
        there[table, row] = {name: given.get(name) for name in field_names(BY_TABEL[table])}
    return there


def history(engine: Engine) -> list[Line]:
    with engine.connect() as conn:
        found = conn.execute(text("SELECT raekke, felt, foer, efter FROM historik")).all()
    return [(row, name, json.loads(before), json.loads(after)) for row, name, before, after in found]


def rows_on(machine: Machine) -> Rows:
    here: Rows = {}
    with machine.database.reading() as tx:
        for table, entity in BY_TABEL.items():
            names = field_names(entity)
            columns = ",".join(f'"{name}"' for name in names)
            for row in tx.conn.exec_driver_sql(f'SELECT id,{columns} FROM "{table}"'):
                here[table, row[0]] = dict(zip(names, row[1:], strict=True))
    return here


def held_on(machine: Machine) -> set[Fact]:
    """In the rows, under way, or in the quarantine."""
    found = refused_on(machine) | standing(rows_on(machine))
    with machine.database.reading() as tx:
        frozen = outbox.under_way(tx)
        for change in outbox.changes_of(tx, frozen.number) if frozen else ():
            found |= _facts_in(change.table, change.row, change.new)
    return found


def refused_on(machine: Machine) -> set[Fact]:
    found: set[Fact] = set()
    with machine.database.reading() as tx:
        for table, row, values in tx.conn.exec_driver_sql("SELECT tabel, raekke, felter FROM karantaene").all():
            found |= _facts_in(table, row, json.loads(values))
    return found


def _facts_in(table: str, row: int, values: Mapping[str, Value]) -> set[Fact]:
    found: set[Fact] = {(row, name, value) for name, value in values.items()}
    told = {"konflikt": ("foer", "min", "server"), "rettelse": ("foer", "efter")}.get(table, ())
    about = values.get("raekke")
    if isinstance(about, int):
        for name in told:
            held = values.get(name)
            inner = json.loads(held) if isinstance(held, str) else {}
            found |= {(about, f, v) for f, v in inner.items()}
    return found
