"""One figure of the bench: ours and the reference from interleaved runs, printed as one JSON line."""

import json
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Job = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """``ours`` and ``reference`` hold a value a run, in ``unit``; ``n`` is the size of the work they did."""

    name: str
    unit: str
    n: int
    ours: Sequence[float]
    reference: Sequence[float]
    must: float | None = None  # the highest ratio that ARCHITECTURE »How fast« allows
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        return statistics.median(self.ours) / statistics.median(self.reference)

    @property
    def holds(self) -> bool:
        """Whether what must hold does."""
        return (self.must is None or self.ratio <= self.must) and self.extra.get("holds", True) is True

    def line(self) -> str:
        """The JSON line; medians, with the spread of ours beside them."""
        shown: dict[str, object] = {
            "name": self.name,
            "ours": _short(statistics.median(self.ours)),
            "reference": _short(statistics.median(self.reference)),
            "ratio": round(self.ratio, 3),
            "unit": self.unit,
            "n": self.n,
            "runs": len(self.ours),
            "min": _short(min(self.ours)),
            "max": _short(max(self.ours)),
        }
        if self.must is not None:
            shown |= {"must": self.must, "holds": self.holds}
        return json.dumps({**shown, **self.extra}, ensure_ascii=False)


def interleave(rounds: int, ours: Job, reference: Job) -> tuple[list[float], list[float]]:
    """Runs both in turn, so that a slow moment of the machine hits both; each job says what it measured."""
    mine: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        mine.append(ours())
        theirs.append(reference())
    return mine, theirs


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` took."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _short(value: float) -> float:
    """Five digits that count: more would be noise."""
    return float(f"{value:.5g}")
