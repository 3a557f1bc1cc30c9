"""The figures of sync, from A over the server to B: a whole caseload, a hundred changes and nothing; and the bytes."""

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from tools.bench import machines, reference
from tools.bench.figure import Figure, interleave, seconds
from tools.bench.line import Line
from tools.bench.machines import Machine
from tools.bench.servers import our_server, reference_server, settle
from tools.bench.stores import Stores

CHANGES = 100
NAMES = ("first_sync", "delta", "noop", "bytes_first_sync", "bytes_delta")
NOOP_BYTES = 500  # each way, headers included
_MAX_DELTA_BYTES = 15_000  # each way, per 100 edited fields


@dataclass(frozen=True, slots=True)
class Trip:
    """What it took A to send and B to fetch: seconds, and bytes of bodies on the line."""

    up: float
    down: float
    bytes_up: int
    bytes_down: int

    @property
    def total(self) -> float:
        return self.up + self.down


@dataclass(frozen=True, slots=True)
class Ours:
    """Two of our machines that are even with the server; ``first`` is what it took them to get there."""

    a: Machine
    b: Machine
    port: int
    first: Trip

    def trip(self) -> Trip:
        up, down = self.a.transport.bytes_up, self.b.transport.bytes_down
        sent, fetched = seconds(self.a.sync), seconds(self.b.sync)
        return Trip(sent, fetched, self.a.transport.bytes_up - up, self.b.transport.bytes_down - down)


@dataclass(frozen=True, slots=True)
class Theirs:
    """The reference's two machines."""

    a: reference.Client
    b: reference.Client
    first: Trip

    def trip(self) -> Trip:
        up, down = self.a.bytes_up, self.b.bytes_down
        sent, fetched = seconds(self.a.push), seconds(self.b.pull)
        return Trip(sent, fetched, self.a.bytes_up - up, self.b.bytes_down - down)

    def count(self) -> int:
        """The rows on the second machine."""
        return self.b.count()

    def ask(self) -> None:
        """Nothing to send and nothing new."""
        assert self.b.push() + self.b.pull() == 0


@contextmanager
def ours(stores: Stores, address: str) -> Iterator[Ours]:
    """A server that knows nothing, a machine with everything unsent and an empty one; then both are synced."""
    with our_server(address, fresh=True) as port:
        a = machines.machine(stores.filled("a.db", sent=False), port)
        b = machines.machine(stores.fresh("b.db"), port)
        try:
            _rest()
            made = Ours(a, b, port, Trip(0.0, 0.0, 0, 0)).trip()
            assert stores.count(a.database) == stores.count(b.database)
            yield Ours(a, b, port, made)
        finally:
            a.close()
            b.close()


@contextmanager
def theirs(stores: Stores, port: int, rows: reference.Rows) -> Iterator[Theirs]:
    for name in ("ref-a.db", "ref-b.db"):
        stores.remove(name)
    a = reference.Client(stores.folder / "ref-a.db", port)
    b = reference.Client(stores.folder / "ref-b.db", port)
    try:
        a.reset_server()
        a.put(rows)
        _rest()
        made = Theirs(a, b, Trip(0.0, 0.0, 0, 0)).trip()
        yield Theirs(a, b, made)
    finally:
        a.close()
        b.close()


@dataclass(slots=True)
class _Taken:
    mine: list[Trip] = field(default_factory=list)
    its: list[Trip] = field(default_factory=list)


def measure(stores: Stores, address: str, names: set[str], *, rounds: int = 3, repeats: int = 25) -> Iterator[Figure]:
    """The wanted ones of ``NAMES``. The last round's machines stay for the smaller figures."""
    rows = stores.by_table()
    taken = _Taken()
    rounds = rounds if "first_sync" in names else 1
    # The app collects cycles on its UI thread alone (ui.collector), never in the midst of a sync.
    gc.collect()
    gc.disable()
    try:
        yield from _rounds(stores, address, names, rows, taken, rounds, repeats)
    finally:
        gc.enable()


def _rounds(
    stores: Stores,
    address: str,
    names: set[str],
    rows: reference.Rows,
    taken: _Taken,
    rounds: int,
    repeats: int,
) -> Iterator[Figure]:
    with reference_server(address) as reference_port:
        for left in reversed(range(rounds)):
            with ExitStack() as stack:
                mine = stack.enter_context(ours(stores, address))
                its = stack.enter_context(theirs(stores, reference_port, rows))
                taken.mine.append(mine.first)
                taken.its.append(its.first)
                if left == 0:
                    yield from _first(names, stores.skemaer, taken, len(reference.encode(rows)))
                    settle(address)
                    if names & {"delta", "bytes_delta"}:
                        yield from _delta(names, mine, its, repeats)
                    if "noop" in names:
                        yield _noop(mine, its, 8 * repeats)


def _first(names: set[str], skemaer: int, taken: _Taken, block: int) -> Iterator[Figure]:
    if "first_sync" in names:
        yield Figure(
            name="first_sync",
            unit="s",
            n=skemaer,
            ours=[trip.total for trip in taken.mine],
            reference=[trip.total for trip in taken.its],
            must=2.5,
            extra={"up": _middle(taken.mine, "up"), "down": _middle(taken.mine, "down")}
            | {"reference_up": _middle(taken.its, "up"), "reference_down": _middle(taken.its, "down")},
        )
    if "bytes_first_sync" in names:
        last = taken.mine[-1]
        yield Figure(
            name="bytes_first_sync",
            unit="B",
            n=skemaer,
            ours=[float(max(last.bytes_up, last.bytes_down))],
            reference=[float(block)],
            must=1.2,
            extra={"up": last.bytes_up, "down": last.bytes_down},
        )


def _delta(names: set[str], mine: Ours, its: Theirs, repeats: int) -> Iterator[Figure]:
    udsagn = machines.pick_udsagn(mine.a.database, CHANGES)
    taken = _Taken()
    for seed in range(repeats + 1):
        texts = machines.rewritten(udsagn, seed)
        machines.edit(mine.a.database, texts)
        its.a.put({"udsagn": texts})
        trips = mine.trip(), its.trip()
        if seed:  # the first one warms up both
            taken.mine.append(trips[0])
            taken.its.append(trips[1])
    if "delta" in names:
        yield Figure(
            name="delta",
            unit="ms",
            n=len(udsagn),
            ours=[1e3 * trip.total for trip in taken.mine],
            reference=[1e3 * trip.total for trip in taken.its],
            must=3.0,
            extra={"up": 1e3 * _middle(taken.mine, "up"), "down": 1e3 * _middle(taken.mine, "down")}
            | {"reference_up": 1e3 * _middle(taken.its, "up"), "reference_down": 1e3 * _middle(taken.its, "down")},
        )
    if "bytes_delta" in names:
        up, down = taken.mine[-1].bytes_up, taken.mine[-1].bytes_down
        yield Figure(
            name="bytes_delta",
            unit="B",
            n=len(udsagn),
            ours=[float(max(up, down))],
            reference=[float(max(taken.its[-1].bytes_up, taken.its[-1].bytes_down))],
            extra={"up": up, "down": down, "at_most": _MAX_DELTA_BYTES, "holds": max(up, down) <= _MAX_DELTA_BYTES},
        )


def _noop(mine: Ours, its: Theirs, repeats: int) -> Figure:
    """One machine asks, with nothing to send and nothing new; the bytes are counted apart, headers included."""
    timed = timer()
    for _ in range(5):
        mine.b.sync()
        its.ask()
    found = interleave(repeats, lambda: timed(mine.b.sync), lambda: timed(its.ask))
    line = Line(mine.port)
    line.open()
    counted = machines.machine(mine.a.database, line.port)
    counted.sync()
    line.take()
    counted.sync()
    passed = line.take()
    counted.transport.close()
    line.close()
    return Figure(
        name="noop",
        unit="ms",
        n=1,
        ours=found[0],
        reference=found[1],
        must=5.0,
        extra={
            "bytes_up": passed.up,
            "bytes_down": passed.down,
            "requests": passed.requests,
            "bytes_hold": max(passed.up, passed.down) <= NOOP_BYTES,
        },
    )


def timer() -> Callable[[Callable[[], object]], float]:
    """Milliseconds of one piece of work."""

    def timed(work: Callable[[], object]) -> float:
        started = time.perf_counter()
        work()
        return 1e3 * (time.perf_counter() - started)

    return timed


def _rest() -> None:
    """What was written to prepare the work is on disk before the work is timed: each commit would wait for it."""
    if hasattr(os, "sync"):  # not on Windows
        os.sync()


def _middle(trips: list[Trip], name: str) -> float:
    values = sorted(float(getattr(trip, name)) for trip in trips)
    return round(values[len(values) // 2], 5)
