"""Shares of the thinnest server on the same parts: as many no-ops, pushes and rows a second as both can, in turn."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import OK, HTTPConnection
from itertools import islice
from pathlib import Path

import msgspec
import psycopg
import zstandard

from konsulent_core.entities import Udsagn, field_names
from konsulent_core.wire import Batch, BirthBlock, BirthRow, SyncRequest, SyncResponse
from tools.bench import load_floor, load_forms, load_people
from tools.bench.figure import Figure, interleave
from tools.bench.load_client import push_body, request
from tools.bench.load_people import EDITED, People
from tools.bench.load_wrk import LoadFailed, Rate, run_wrk

# The least share of the thinnest server's; a figure is time, so the ratio may be its inverse.
NOOP, PUSH, BULK = 0.15, 0.3, 0.5
FLAT = 1.5
_LINES = 64
_FLAT_LINES = 4
_FASTEST = 2_500  # pushes a second that are prepared: more than both ever did here
_CALM = 1.0  # seconds until what was under way at the end of a round is committed too
_BULK_ROWS, _BULK_BODIES, _BULK_LINES = 5_000, 12, 4
_BULK_TEXT = (
    "Kunne selv finde varerne frem og spurgte, da der manglede noget; holdt pause som aftalt og kom igen til tiden. "
)
_JSON = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Ports:
    ours: int
    reference: int


@dataclass(frozen=True, slots=True)
class Sizes:
    people: People
    secs: int
    rounds: int


def measure(folder: Path, address: str, ports: Ports, sizes: Sizes, names: set[str]) -> Iterator[Figure]:
    if "load_noop" in names:
        yield from _noop(folder, ports, sizes)
    if "load_push" in names:
        yield from _push(folder, address, ports, sizes)
    if "load_bulk" in names:
        yield _bulk(address, ports, sizes)


def flat(folder: Path, ports: Ports, sizes: Sizes, few: int) -> Figure:
    """``ours`` is the server with many rows, the reference is ours with ``few``."""
    small = People(sizes.people.users, sizes.people.kommuner, few, sizes.people.weekend)
    rates: list[Rate] = []
    big, little = _asks(sizes.people, behind=1), _asks(small, behind=1)

    def asked(port: int, requests: list[bytes]) -> float:
        rates.append(run_wrk(folder, port, requests, secs=sizes.secs, lines=_FLAT_LINES))
        return 1e6 / rates[-1].per_second

    interleave(1, lambda: asked(ports.ours, big), lambda: asked(ports.reference, little))
    found = interleave(sizes.rounds, lambda: asked(ports.ours, big), lambda: asked(ports.reference, little))
    extra = {"reference_n": few, "lines": _FLAT_LINES}
    return Figure(
        name="load_flat", unit="us", n=sizes.people.rows, ours=found[0], reference=found[1], must=FLAT, extra=extra
    )


def _noop(folder: Path, ports: Ports, sizes: Sizes) -> Iterator[Figure]:
    """Nothing new: to machines at the feed's end; and to machines that somebody else's push has left one behind, as
    most are in a kommune at work."""
    theirs = [b"GET /?%d HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n" % sizes.people.rows]
    for name, behind in (("load_noop", 1), ("load_noop_even", 0)):
        yield _share(folder, name, NOOP, (ports.ours, _asks(sizes.people, behind)), (ports.reference, theirs), sizes)


def _asks(people: People, behind: int) -> list[bytes]:
    seq = people.monday - behind
    return [
        request(
            "/v1/sync",
            _JSON.encode(SyncRequest(2, f"load-{person}", seq, load_people.mark(people.kommune(person), seq))),
            load_people.token(person),
        )
        for person in range(1, min(people.users, 5_000) + 1)
    ]


Side = tuple[int, list[bytes]]


def _share(folder: Path, name: str, least: float, ours: Side, theirs: Side, sizes: Sizes) -> Figure:
    rates: dict[int, list[Rate]] = {ours[0]: [], theirs[0]: []}

    def asked(side: Side) -> float:
        rates[side[0]].append(run_wrk(folder, side[0], side[1], secs=sizes.secs, lines=_LINES))
        return 1e6 / rates[side[0]][-1].per_second

    found = interleave(sizes.rounds, lambda: asked(ours), lambda: asked(theirs))
    return _figure(name, least, found, rates[ours[0]], rates[theirs[0]])


def _figure(
    name: str, least: float | None, found: tuple[list[float], list[float]], mine: list[Rate], its: list[Rate]
) -> Figure:
    """Without a ``least`` it is for comparison."""
    must = None if least is None else round(1 / least, 3)
    made = Figure(name=name, unit="us", n=1, ours=found[0], reference=found[1], must=must)
    extra = {
        "share": round(1 / made.ratio, 3),
        **({} if least is None else {"least": least}),
        "per_second": _middle([rate.per_second for rate in mine]),
        "reference_per_second": _middle([rate.per_second for rate in its]),
        "p50_ms": _middle([rate.p50 for rate in mine]),
        "p99_ms": _middle([rate.p99 for rate in mine]),
        "lines": _LINES,
    }
    return Figure(name=name, unit="us", n=1, ours=found[0], reference=found[1], must=made.must, extra=extra)


def _push(folder: Path, address: str, ports: Ports, sizes: Sizes) -> Iterator[Figure]:
    """Five changed rows, each push from another machine than the one before, accepted and committed. The reference is
    sent five changed forms, as ``limit_load.py`` is; ``load_push_rows`` is beside one that is sent five rows."""
    people = sizes.people
    mine: list[Rate] = []
    # One of each two colleagues: what the other has set meanwhile would come with the answer.
    pushing = range(1, people.users + 1, 2)

    def ours() -> float:
        time.sleep(_CALM)
        before = _changes(address)
        mine.append(
            run_wrk(folder, ports.ours, _pushes(address, people, pushing, sizes.secs), secs=sizes.secs, lines=_LINES)
        )
        there = _changes(address) - before
        # What was under way when wrk left may be there too, and no answer without its changes.
        if not EDITED * mine[-1].answered <= there <= EDITED * (mine[-1].answered + _LINES):
            raise LoadFailed(f"{mine[-1].answered} pushes were answered, {there} changes are there")
        return 1e6 / mine[-1].per_second

    bodies = {
        "load_push": [_posted(load_floor.FORM, load_forms.body(person, EDITED)) for person in pushing],
        "load_push_rows": [_posted("/", _floor_rows(person)) for person in pushing],
    }
    for name, theirs in bodies.items():
        its: list[Rate] = []
        mine.clear()

        def reference(theirs: list[bytes] = theirs, its: list[Rate] = its) -> float:
            its.append(run_wrk(folder, ports.reference, theirs, secs=sizes.secs, lines=_LINES))
            return 1e6 / its[-1].per_second

        found = interleave(sizes.rounds, ours, reference)
        yield _figure(name, PUSH if name == "load_push" else None, found, mine, its)


def _posted(path: str, body: bytes) -> bytes:
    return b"POST %b HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: %d\r\n\r\n%b" % (path.encode(), len(body), body)


def _pushes(address: str, people: People, pushing: range, secs: int) -> list[bytes]:
    """One after the other from every machine, with the number it is at, from where the feed stands now."""
    with psycopg.connect(address) as conn:
        heads = {k: (seq, mark) for k, seq, mark in conn.execute(
            "SELECT k.id, k.seq, p.mark FROM kommune k JOIN push p ON p.kommune=k.id AND p.seq=k.seq")}  # fmt: skip
        last: dict[str, int] = dict(conn.execute("SELECT id, batch FROM maskine").fetchall())
    made = []
    for turn in range(1, 2 + _FASTEST * secs // len(pushing)):
        for person in islice(pushing, _FASTEST * secs):
            number = int(last.get(f"load-{person}", 0)) + turn
            body = push_body(people, person, number, *heads[people.kommune(person)])
            made.append(request("/v1/sync", body, load_people.token(person)))
    return made


def _floor_rows(person: int) -> bytes:
    texts = (load_people.said(person, 1, place) for place in range(EDITED))
    rows = [(5 * person + i, i, 0, person, "opgaver", "konsulent", None, text, None) for i, text in enumerate(texts)]
    return zstandard.compress(_JSON.encode(rows), 3)


def _changes(address: str) -> int:
    with psycopg.connect(address) as conn:
        row = conn.execute("SELECT count(*) FROM historik").fetchone()
        assert row is not None
        return int(row[0])


def _bulk(address: str, ports: Ports, sizes: Sizes) -> Figure:
    """New rows, thousands in a push, four machines at once: seconds for all of them."""
    count = _BULK_ROWS * _BULK_BODIES
    rounds = iter(range(sizes.rounds))
    again = iter(range(sizes.rounds))

    def ours() -> float:
        turn = next(rounds)
        with psycopg.connect(address) as conn:
            before = int((conn.execute("SELECT count(*) FROM raekke").fetchone() or (0,))[0])
        persons = [2 * (turn * _BULK_BODIES + i) + 1 for i in range(_BULK_BODIES)]
        bodies = [(_births(sizes.people, person), load_people.token(person)) for person in persons]
        took, answers = _sent(ports.ours, "/v1/sync", bodies)
        for answer in answers:
            receipt = msgspec.json.decode(answer, type=SyncResponse).receipt
            if receipt is None or receipt.changes != _BULK_ROWS or receipt.others:
                raise LoadFailed(f"rows were not accepted: {receipt and receipt.others[:3]}")
        with psycopg.connect(address) as conn:
            there = int((conn.execute("SELECT count(*) FROM raekke").fetchone() or (0,))[0]) - before
        if there != count:
            raise LoadFailed(f"{there} rows of {count} are there")
        return took

    def reference() -> float:
        turn = next(again)
        bodies = [(_floor_births(turn * _BULK_BODIES + i), "") for i in range(_BULK_BODIES)]
        return _sent(ports.reference, "/", bodies)[0]

    found = interleave(sizes.rounds, ours, reference)
    made = Figure(name="load_bulk", unit="s", n=count, ours=found[0], reference=found[1], must=1 / BULK)
    extra = {"share": round(1 / made.ratio, 3), "least": BULK, "rows_per_second": round(count / _middle(found[0]))}
    extra |= {"reference_rows_per_second": round(count / _middle(found[1]))}
    return Figure(name="load_bulk", unit="s", n=count, ours=found[0], reference=found[1], must=1 / BULK, extra=extra)


def _sent(port: int, path: str, bodies: list[tuple[bytes, str]]) -> tuple[float, list[bytes]]:
    def sent(line: HTTPConnection, body: bytes, token: str) -> bytes:
        line.request("POST", path, body, {"authorization": f"Bearer {token}", "content-encoding": "zstd"})
        response = line.getresponse()
        answer = response.read()
        if response.headers.get("content-encoding") == "zstd":
            answer = zstandard.decompress(answer)
        if response.status != OK:
            raise LoadFailed(f"{path} {response.status}")
        return answer

    def some(part: int) -> list[bytes]:
        line = HTTPConnection("127.0.0.1", port, timeout=120)
        found = [sent(line, *each) for each in bodies[part::_BULK_LINES]]
        line.close()
        return found

    with ThreadPoolExecutor(_BULK_LINES) as pool:
        started = time.perf_counter()
        answers = list(pool.map(some, range(_BULK_LINES)))
        return time.perf_counter() - started, [answer for part in answers for answer in part]


def _births(people: People, person: int) -> bytes:
    fields = field_names(Udsagn)
    fixed = dict.fromkeys(fields) | {"slettet": 0, "besoeg": load_people.besoeg(person), "felt": "opgaver"}
    rows = [
        BirthRow(10**17 + person * _BULK_ROWS + i, load_people.scope(person, i), 0, msgspec.Raw(_JSON.encode(values)))
        for i in range(_BULK_ROWS)
        for values in ([*(fixed | {"stemme": "konsulent", "tekst": f"{i} {_BULK_TEXT}"}).values()],)
    ]
    seq, kommune = people.monday, people.kommune(person)
    batch = Batch(1, "2026-03-12T09:42:00.000Z", [BirthBlock(Udsagn.tabel, fields, rows)])
    asked = SyncRequest(2, f"bulk-{person}", seq, load_people.mark(kommune, seq), msgspec.Raw(_JSON.encode(batch)))
    return zstandard.compress(_JSON.encode(asked), 3)


def _floor_births(number: int) -> bytes:
    rows = [
        (10**9 + number * _BULK_ROWS + i, i, 0, number, "opgaver", "konsulent", None, f"{i} {_BULK_TEXT}", None)
        for i in range(_BULK_ROWS)
    ]
    return zstandard.compress(_JSON.encode(rows), 3)


def _middle(values: list[float]) -> float:
    return round(sorted(values)[len(values) // 2], 3)
