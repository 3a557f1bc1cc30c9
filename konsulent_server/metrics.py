"""What the server counts for Prometheus: of numbers, routes and verdicts, never of people."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, multiprocess
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

# Where several workers keep their numbers, so that one place can add them up: prometheus_client's own name for it.
SHARED = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_PUSHES = (0, 1, 3, 10, 30, 100, 300, 1000, 10_000)
# Kinds of a verdict (``wire.Verdict``); an unknown one does not make a series of its own.
_VERDICTS = ("accepteret", "konflikt", "forslag", "afvist", "ukendt")


@dataclass(frozen=True, slots=True)
class Pool:
    """Connections to the database: in use now, and open."""

    used: int
    open: int


class Metrics:
    """The numbers of one worker. A series is looked up once and remembered: the names' way to it costs more than to
    count."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry = registry
        self._requests = Counter("konsulent_requests", "Answered requests", ["route", "status"], registry=registry)
        self._seconds = Histogram(
            "konsulent_request_seconds", "Time to answer", ["route"], buckets=_SECONDS, registry=registry
        )
        self._rows = Counter("konsulent_rows", "Changes received and rows sent", ["way"], registry=registry)
        self._verdicts = Counter("konsulent_verdicts", "How changes were judged", ["kind"], registry=registry)
        self._logins = Counter("konsulent_logins", "Log-in attempts", ["outcome"], registry=registry)
        self._refused = Counter("konsulent_refused", "Requests refused for coming too often", registry=registry)
        self._errors = Counter("konsulent_errors", "Requests ended by an error", ["kind"], registry=registry)
        lag = "Pushes between where a machine stood when it asked and the end of the feed"
        self._lag = Histogram("konsulent_feed_lag_pushes", lag, buckets=_PUSHES, registry=registry)
        pool = "Connections to the database"
        self._pool = Gauge(
            "konsulent_database_connections", pool, ["state"], multiprocess_mode="livesum", registry=registry
        )
        self._used, self._open = self._pool.labels("used"), self._pool.labels("open")
        self._counters: dict[tuple[str, int], Counter] = {}
        self._histograms: dict[str, Histogram] = {}
        self._in, self._out = self._rows.labels("in"), self._rows.labels("out")
        self._kinds = {kind: self._verdicts.labels(kind) for kind in _VERDICTS}

    def request(self, route: str, status: int, seconds: float) -> None:
        counter = self._counters.get((route, status))
        if counter is None:
            counter = self._counters[route, status] = self._requests.labels(route, str(status))
            self._histograms[route] = self._seconds.labels(route)
        counter.inc()
        self._histograms[route].observe(seconds)

    def synced(self, lag: int, rows_out: int) -> None:
        self._lag.observe(lag)
        if rows_out:
            self._out.inc(rows_out)

    def judged(self, changes: int, kinds: Iterable[str]) -> None:
        """A batch of so many changes; ``kinds`` of those that were not simply accepted."""
        others = 0
        for kind in kinds:
            others += 1
            self._kinds.get(kind, self._kinds["ukendt"]).inc()
        self._in.inc(changes)
        self._kinds["accepteret"].inc(changes - others)

    def login(self, *, succeeded: bool) -> None:
        self._logins.labels("ok" if succeeded else "failed").inc()

    def too_often(self) -> None:
        self._refused.inc()

    def error(self, kind: str) -> None:
        """``kind`` is the name of a ``Trouble``."""
        self._errors.labels(kind).inc()

    def pool(self, pool: Pool) -> None:
        self._used.set(pool.used)
        self._open.set(pool.open)


def make_metrics() -> Metrics:
    return Metrics(CollectorRegistry())


class SharedNumbers(Collector):
    """All workers' numbers added up; a worker that is gone keeps its counts but no longer its connections."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # These three of the library's have no types.
        self._added = multiprocess.MultiProcessCollector(CollectorRegistry(), str(folder))  # type: ignore[no-untyped-call]

    def collect(self) -> Iterator[Metric]:
        for path in self._folder.glob("gauge_live*_*.db"):
            worker = int(path.stem.rpartition("_")[2])
            if not _is_alive(worker):
                multiprocess.mark_process_dead(worker, str(self._folder))  # type: ignore[no-untyped-call]
        yield from self._added.collect()  # type: ignore[no-untyped-call]


def shared_registry(folder: Path) -> CollectorRegistry:
    """What a place outside the workers answers with. ``folder`` stands in ``SHARED`` of their environment."""
    registry = CollectorRegistry()
    registry.register(SharedNumbers(folder))
    return registry


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
