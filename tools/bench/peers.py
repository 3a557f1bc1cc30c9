"""Ours as ``../shared/bench/run_all.py --app`` reads it: one JSON line a work, named and sized as the floor's.

A form of the floor is a skema here, with its 25 rows; a changed form is a skema of which a note, a level and the place
are changed. ``PROXY_RTT_MS`` and ``PROXY_MBIT`` add the lines ``…@wan``.
"""

import json
import os
import random
import statistics
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from konsulent_app.store import rows
from konsulent_app.store.database import Database
from konsulent_core.entities import BY_TABEL, Besoeg, Udsagn, Vurdering, field_names
from tools.bench import machines
from tools.bench.figure import seconds
from tools.bench.line import Line, Passed
from tools.bench.machines import UDSAGN_CHARS, Machine, pick_udsagn
from tools.bench.servers import our_server
from tools.bench.stores import Stores
from tools.caseload.text import Words

PEER = "ours (sqlcipher+zstd+uvicorn+postgresql)"
_CHANGES = 100
_NOOPS = 20


def run(stores: Stores, address: str) -> None:
    """Prints the lines of one round."""
    unsent = stores.filled("peers-unsent.db", sent=False)
    adding = seconds(lambda: _add(unsent, stores.fresh("peers-add.db")))
    with our_server(address, fresh=True) as port:
        a = machines.machine(unsent, port)
        b = machines.machine(stores.fresh("peers-b.db"), port)
        emit("local_add", stores.skemaer, adding)
        up, down = _timed(a), _timed(b)
        _both("rows", ("rows_upload", "rows_download"), stores.skemaer, up, down)
        _change(a.database, 1)
        up, down = _timed(a), _timed(b)
        _both("delta", ("delta_up", "delta_down"), _CHANGES, up, down)
        emit("noop", 0, statistics.median(seconds(b.sync) for _ in range(_NOOPS)))
        b.close()
        if os.environ.get("PROXY_RTT_MS"):
            _far_away(stores, a, port)
        a.close()


def emit(work: str, n: int, time: float, up: int | None = None, down: int | None = None, **more: object) -> None:
    line = {"peer": PEER, "work": work, "n": n, "seconds": round(time, 5), "bytes_up": up, "bytes_down": down}
    print(json.dumps({**line, "peak_rss_mb": round(_peak_mb(), 1), **more}), flush=True)


def _timed(machine: Machine) -> tuple[float, int, int]:
    """Seconds, and bytes of bodies up and down, of one sync."""
    up, down = machine.transport.bytes_up, machine.transport.bytes_down
    time = seconds(machine.sync)
    return time, machine.transport.bytes_up - up, machine.transport.bytes_down - down


def _both(name: str, works: tuple[str, str], n: int, up: tuple[float, int, int], down: tuple[float, int, int]) -> None:
    emit(works[0], n, up[0], up[1])
    emit(works[1], n, down[0], None, down[2])
    emit(f"{name}_total", n, up[0] + down[0], up[1], down[2])


def _add(source: Database, target: Database) -> None:
    """Every row of ``source`` is written into ``target`` as an unsent birth, the bulk way of the store."""
    now = datetime.now(UTC)
    with source.reading() as there, target.writing() as here:
        for table, entity in BY_TABEL.items():
            names = field_names(entity)
            columns = ",".join(f'"{name}"' for name in ("id", "scope", *names))
            found = there.conn.exec_driver_sql(f'SELECT {columns} FROM "{table}"').all()
            many = ((row[0], row[1], dict(zip(names, row[2:], strict=True))) for row in found)
            rows.save_unless_there(here, entity, many, now)
    target.close()


def _change(database: Database, seed: int) -> None:
    """One note, one level and the place of each of the changed skemaer."""
    rnd = random.Random(seed)
    words = Words(rnd)
    now = datetime.now(UTC)
    udsagn = pick_udsagn(database, _CHANGES)
    at = field_names(Udsagn).index("besoeg") + 2
    with database.writing() as tx:
        for row in udsagn:
            number, scope, besoeg = int(row[0] or 0), int(row[1] or 0), int(row[at] or 0)
            rows.save(tx, Udsagn, number, scope, {"tekst": words.text(UDSAGN_CHARS)}, now)
            level = rows.find(tx, Vurdering, "besoeg=?", (besoeg,), "dimension LIMIT 1")[0]
            rows.save(tx, Vurdering, level.id, scope, {"trin": (level.trin or 0) % 5 + 1}, now)
            rows.save(tx, Besoeg, besoeg, scope, {"sted": words.text(12)}, now)


def _far_away(stores: Stores, a: Machine, port: int) -> None:
    """The same once more over a slow line; what is sent the first time comes from a store of its own."""
    rtt, mbit = float(os.environ["PROXY_RTT_MS"]), float(os.environ.get("PROXY_MBIT", "0"))
    line = Line(port, rtt / 1000, mbit * 125_000)
    line.open()
    far = machines.machine(stores.fresh("peers-far.db"), line.port)
    here = machines.machine(a.database, line.port)

    def measured(work: str, n: int, job: Callable[[], object]) -> None:
        line.take()
        time = seconds(job)
        passed: Passed = line.take()
        emit(f"{work}@wan", n, time, passed.up, passed.down, requests=passed.requests, rtt_ms=rtt, mbit=mbit)

    measured("rows_download", stores.skemaer, far.sync)
    _change(a.database, 2)
    measured("delta_up", _CHANGES, here.sync)
    measured("delta_down", _CHANGES, far.sync)
    measured("noop", 0, far.sync)
    far.close()
    here.transport.close()
    line.close()


def _peak_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)
