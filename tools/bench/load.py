"""The figures of the server under load: a country's konsulenter against PostgreSQL and several workers, on one machine.

The generators run beside it and take their part of the same cores, of the reference as of ours. What a figure says that
all was well (every push accepted and in the database, nothing missing in the feed) it has looked up.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import psycopg

from tools.bench import load_floor, load_people, load_shares
from tools.bench.figure import Figure
from tools.bench.load_people import EDITED, People
from tools.bench.load_server import LoadServer, load_server, postgresql_mb
from tools.bench.load_traffic import PEAK, Orders, Report
from tools.bench.load_wrk import LoadFailed
from tools.bench.servers import another

NAMES = ("load_noop", "load_push", "load_bulk", "load_flat", "load_outage", "load_mix")
_COUNTRY = 12_500
_FASTEST = 60.0  # seconds in which all must be back
_P99 = 1_000.0  # ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How much of it: ``secs`` of the mix, ``big`` rows for the flat one, ``short`` seconds for each share."""

    people: People = field(default_factory=People)
    workers: int = 2
    secs: float = 540.0
    short: int = 10
    lines: int = 2_000
    outage: int = 2_000
    queued: int = 3
    down: float = 5.0  # seconds of the outage
    big: int = 12_000_000
    rounds: int = 3


def measure(folder: Path, address: str, names: set[str], load: Load) -> Iterator[Figure]:
    """The wanted ones of ``NAMES``; ``address`` is a cluster of their own."""
    ours = another(address, "load")
    if names & {"load_noop", "load_push", "load_bulk"}:
        floor = another(address, "floor")
        load_people.fill(ours, load.people)
        load_floor.fill(floor, load.people)
        sizes = load_shares.Sizes(load.people, load.short, load.rounds)
        with load_server(ours, load.workers) as server, load_floor.floor_server(floor, load.workers) as reference:
            yield from load_shares.measure(folder, ours, load_shares.Ports(server.port, reference), sizes, names)
    if "load_flat" in names:
        yield from _flat(folder, address, load)
    if "load_outage" in names:
        yield _outage(ours, load)
    if "load_mix" in names:
        yield _mix(ours, load)


def _flat(folder: Path, address: str, load: Load) -> Iterator[Figure]:
    """One no-op in a database of few rows and in one of many: what it asks for must not follow the size."""
    many = People(load.people.users, load.people.kommuner, load.big, load.people.weekend)
    few, big = another(address, "load"), another(address, "load_big")
    load_people.fill(few, load.people)
    load_people.fill(big, many)
    with load_server(few, load.workers) as small, load_server(big, load.workers) as large:
        sizes = load_shares.Sizes(many, min(load.short, 5), 2 * load.rounds)
        ports = load_shares.Ports(large.port, small.port)
        yield load_shares.flat(folder, ports, sizes, load.people.rows)
    with psycopg.connect(address, autocommit=True) as conn:
        conn.execute("DROP DATABASE load_big")  # gigabytes


def _mix(address: str, load: Load) -> Figure:
    """The peak of so many people, held by the clock. ``ours`` is the 99th percentile against what may be waited."""
    load_people.fill(address, load.people)
    rate = PEAK * load.people.users / _COUNTRY
    with load_server(address, load.workers) as server:
        with _generator(_orders(load, server, rate=rate, secs=load.secs, lines=load.lines)) as child:
            report = _last_line(child)
        memory = server.memory()
    missing = lost(address, load.people, report)
    answered = sum(report.asked.values())
    holds = not report.errors and not missing and not report.differ and answered >= 0.9 * rate * load.secs
    return Figure(
        name="load_mix",
        unit="ms",
        n=answered,
        ours=[report.late["all"][1]],
        reference=[_P99],
        must=1.0,
        extra={
            "rate": round(rate, 1),
            "secs": load.secs,
            "users": load.people.users,
            "rows": load.people.rows,
            "holds": holds,
            "errors": report.errors,
            "asked": report.asked,
            "late_ms": report.late,
            "acknowledged": report.acknowledged,
            "missing": missing,
            "differ": report.differ,
            "rows_down": report.read_rows,
            "lines": report.lines,
            "generator_behind_ms": report.behind,
            "server_mb": memory,
            "postgresql_mb": postgresql_mb(),
        },
    )


def _outage(address: str, load: Load) -> Figure:
    """The server is killed in the midst of everybody's pushes, and comes back: seconds until all are acknowledged."""
    people = People(load.outage, min(load.people.kommuner, load.outage // 2), load.people.rows, load.people.weekend)
    load_people.fill(address, people)
    with load_server(address, load.workers) as server:
        orders = _orders(load, server, users=people.users, kommuner=people.kommuner, queued=load.queued)
        with _generator(orders) as child:
            assert child.stdout is not None
            if child.stdout.readline().strip() != b"third":
                raise LoadFailed("the generator ended before the outage")
            server.kill()
            time.sleep(load.down)
            server.start()
            again = time.time()
            report = _last_line(child)
        memory = server.memory()
    missing = lost(address, people, report)
    wanted = people.users * load.queued * EDITED
    return Figure(
        name="load_outage",
        unit="s",
        n=people.users * load.queued,
        ours=[report.last_at - again],
        reference=[_FASTEST],
        must=1.0,
        extra={
            "users": people.users,
            "down": load.down,
            "retries": report.errors,
            "acknowledged": report.acknowledged,
            "missing": missing,
            "differ": report.differ,
            "holds": not missing and not report.differ and report.acknowledged == wanted,
            "server_mb": memory,
        },
    )


def lost(address: str, people: People, report: Report) -> list[str]:
    """What of the acknowledged is not in the database as it was sent, and what the feed lacks; [] when all is there."""
    found = []
    with psycopg.connect(address) as conn:
        changes = _one(conn, "SELECT count(*) FROM historik")
        if changes != report.acknowledged:
            found.append(f"{changes} changes in the database, {report.acknowledged} acknowledged")
        last: dict[str, int] = dict(conn.execute("SELECT id, batch FROM maskine").fetchall())
        if last != {f"load-{person}": batch for person, batch in report.batches.items()}:
            found.append("another last batch than was acknowledged")
        counted = "SELECT count(*) AS n, max(seq) AS last FROM push p WHERE p.kommune=k.id"
        holes = _one(conn, f"SELECT count(*) FROM kommune k, LATERAL ({counted}) s WHERE k.seq<>s.n OR k.seq<>s.last")
        if holes:
            found.append(f"holes in the feed of {holes} kommuner")
        texts = "SELECT id, felter::json->>5 FROM raekke WHERE id=ANY(%s)"
        wanted = {
            people.row(person, place): load_people.said(person, batch, place)
            for person, batch in report.batches.items()
            for place in range(EDITED)
        }
        there: dict[int, str] = dict(conn.execute(texts, (list(wanted),)).fetchall())
        wrong = sum(there.get(row) != text for row, text in wanted.items())
        if wrong:
            found.append(f"{wrong} rows without the last text")
    return found


def _one(conn: psycopg.Connection[tuple[int]], statement: str) -> int:
    asked: object = statement
    row = conn.execute(asked).fetchone()  # type: ignore[call-overload]
    return int(row[0])


def _orders(load: Load, server: LoadServer, **other: float) -> bytes:
    people = load.people
    told = {"users": people.users, "kommuner": people.kommuner, "rows": people.rows, "weekend": people.weekend}
    return msgspec.json.encode(msgspec.convert({"port": server.port, **told, **other}, Orders))


def _generator(orders: bytes) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tools.bench.load_traffic"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None
    child.stdin.write(orders + b"\n")
    child.stdin.flush()
    return child


def _last_line(child: subprocess.Popen[bytes]) -> Report:
    assert child.stdout is not None
    lines = child.stdout.read().splitlines()
    if child.wait() or not lines:
        raise LoadFailed("the generator fell")
    return msgspec.json.decode(lines[-1], type=Report)
