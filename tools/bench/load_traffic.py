"""A generator in a process of its own: an open-loop mix by the clock, or everybody at once after an outage.

``python -m tools.bench.load_traffic`` reads its ``Orders`` as JSON from stdin; says »third« when a third of a rush is
acknowledged, and ends with its ``Report`` as one JSON line.
"""

import asyncio
import gc
import random
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import chain

import msgspec
import uvloop

from tools.bench import load_people
from tools.bench.load_client import Lines, Machine, Wrong
from tools.bench.load_people import EDITED, People

# Of 12,500 people at the country's peak, a second: docs/drift.md »Sizing« says where each comes from.
SHARES = {"ask": 208.3, "push": 86.8, "open": 6.9, "renew": 3.5, "first": 0.1}
PEAK = sum(SHARES.values())
_TRIES = 200  # people who are tried until one is found who is not at it already
_PATIENCE = 60.0  # seconds for what is under way at the end, and for one answer
_AGAIN = (0.3, 1.5)  # seconds; the app waits longer, which spares the server


class Orders(msgspec.Struct, frozen=True):
    """``rate`` requests a second for ``secs``; or ``queued`` pushes of each of ``people``, if there are any."""

    port: int
    users: int
    kommuner: int
    rows: int
    weekend: int
    rate: float = 0.0
    secs: float = 0.0
    lines: int = 0
    seed: int = 1
    queued: int = 0


class Report(msgspec.Struct, frozen=True):
    """``late`` is by kind [median, 99th percentile, longest] in ms from when the request was due. ``errors`` counts by
    kind and what went wrong. ``batches`` is the last acknowledged batch of every person who pushed."""

    asked: dict[str, int]
    late: dict[str, list[float]]
    errors: dict[str, int]
    acknowledged: int
    batches: dict[int, int]
    read_rows: int
    differ: int  # rows that a colleague has not read as they were last written
    lines: int
    last_at: float  # the wall clock at the last receipt
    behind: float  # the longest that the generator itself began too late, ms


@dataclass(slots=True)
class _Counts:
    asked: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    late: dict[str, list[float]] = field(default_factory=dict)
    rows: int = 0
    last_at: float = 0.0
    behind: float = 0.0


class Traffic:
    """All machines of one generator."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._people = People(orders.users, orders.kommuner, orders.rows, orders.weekend)
        self._random = random.Random(orders.seed)
        self._lines = Lines(orders.port, orders.lines)
        self._counts = _Counts()
        seq = self._people.monday
        self._machines = [
            Machine(self._people, person, seq, load_people.mark(self._people.kommune(person), seq))
            for person in range(1, orders.users + 1)
        ]

    async def mix(self) -> Report:
        """Arrivals by the clock (Poisson), whatever becomes of those before them."""
        kinds, weights = list(SHARES), list(SHARES.values())
        under_way: set[asyncio.Task[None]] = set()
        due = time.perf_counter()
        end = due + self._orders.secs
        while (due := due + self._random.expovariate(self._orders.rate)) < end:
            wait = due - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            self._counts.behind = max(self._counts.behind, time.perf_counter() - due)
            kind = self._random.choices(kinds, weights)[0]
            machine = self._pick()
            task = asyncio.create_task(self._one(kind, machine, due))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        if under_way:
            _, left = await asyncio.wait(under_way, timeout=_PATIENCE)
            if left:
                self._counts.errors["unanswered"] += len(left)
        return self._report(await self._differ())

    async def rush(self) -> Report:
        """Each has ``queued`` batches; tries, and tries again, until all are acknowledged."""
        third = asyncio.create_task(self._say_third())
        await asyncio.gather(*(self._deliver(machine) for machine in self._machines))
        await third
        return self._report(await self._differ())

    def _pick(self) -> Machine:
        machine = self._random.choice(self._machines)
        for _ in range(_TRIES):
            machine = self._random.choice(self._machines)
            if not machine.is_busy:
                return machine
        return machine  # nearly all are at it: the server has fallen far behind, and the repeated batch tells

    async def _one(self, kind: str, machine: Machine, due: float) -> None:
        work: dict[str, Callable[[Lines], Awaitable[int | None]]] = {
            "ask": machine.ask,
            "push": machine.push,
            "open": machine.open_monday,
            "renew": machine.renew,
            "first": machine.first,
        }
        machine.is_busy = True
        self._counts.asked[kind] += 1
        try:
            async with asyncio.timeout(_PATIENCE):
                self._counts.rows += await work[kind](self._lines) or 0
        except (Wrong, OSError, TimeoutError) as error:
            self._counts.errors[f"{kind}: {type(error).__name__} {error}"] += 1
        machine.is_busy = False
        now = time.perf_counter()
        self._counts.late.setdefault(kind, []).append(1e3 * (now - due))
        self._counts.last_at = time.time()

    async def _deliver(self, machine: Machine) -> None:
        began = time.perf_counter()
        while machine.batch < self._orders.queued:
            try:
                await machine.push(self._lines)
                self._counts.last_at = time.time()
            except (OSError, Wrong) as error:
                if isinstance(error, Wrong) and " 503 " not in str(error):
                    raise
                self._counts.errors[type(error).__name__] += 1
                await asyncio.sleep(self._random.uniform(*_AGAIN))
        self._counts.asked["push"] += machine.batch
        self._counts.late.setdefault("push", []).append(1e3 * (time.perf_counter() - began))

    async def _say_third(self) -> None:
        wanted = len(self._machines) * self._orders.queued // 3
        while sum(machine.batch for machine in self._machines) < wanted:
            await asyncio.sleep(0.02)
        print("third", flush=True)

    async def _differ(self) -> int:
        """Everybody whose colleague has written asks once more. Rows that then read otherwise than was written."""
        differ = 0
        for machine in self._machines:
            if not machine.batch or not self._people.has_colleague(machine.person):
                continue
            other = self._machines[self._people.colleague(machine.person) - 1]
            await other.ask(self._lines)
            for place in range(EDITED):
                # Among what she has read: each push changes all five.
                wanted = load_people.said(machine.person, machine.batch, place)
                differ += other.read.get(self._people.row(machine.person, place)) != wanted
        return differ

    def _report(self, differ: int) -> Report:
        counts = self._counts
        return Report(
            dict(counts.asked),
            {kind: spread(found) for kind, found in counts.late.items()}
            | {"all": spread(list(chain.from_iterable(counts.late.values())))},
            dict(counts.errors),
            sum(machine.acknowledged for machine in self._machines),
            {machine.person: machine.batch for machine in self._machines if machine.batch},
            counts.rows,
            differ,
            len(self._lines),
            counts.last_at,
            round(1e3 * counts.behind, 1),
        )


def spread(found: list[float]) -> list[float]:
    """Median, 99th percentile and longest."""
    ordered = sorted(found)
    if not ordered:
        return [0.0, 0.0, 0.0]
    return [round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2) for share in (0.5, 0.99, 1.0)]


def main() -> None:
    orders = msgspec.json.decode(sys.stdin.buffer.readline(), type=Orders)
    traffic = Traffic(orders)
    gc.collect()
    gc.freeze()  # thousands of machines that stay: nothing to look through in the midst of a figure
    report = uvloop.run(traffic.rush() if orders.queued else traffic.mix())
    print(msgspec.json.encode(report).decode(), flush=True)


if __name__ == "__main__":
    main()
