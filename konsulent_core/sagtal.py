"""One count row per sag: ids, codes and dates, no notes and no health, so that a teamleder may hold it (DOMAIN §1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from konsulent_core.entities import Praktik
from konsulent_core.loefter import LoeftePart, LoefteTal
from konsulent_core.rhythm import Forfald
from konsulent_core.words import Sagsgruppe, TimerArt

# Hours that go with a praktik and end with it; a job goes on.
_MED_PRAKTIK = frozenset({TimerArt.PRAKTIK, TimerArt.PAUSE})
_DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PraktikTal:
    """A praktik's dates and how it ended. ``aarsag`` is the chosen cause, ``af`` a ``Part`` or "" for nobody."""

    praktik: int
    start: date | None
    slut: date | None = None
    afbrudt: bool = False
    aarsag: str = ""
    af: str = ""
    resultat: str = ""

    def runs(self, dag: date) -> bool:
        """Whether the borger is in this praktik that day; the last day is one of it."""
        begun = self.start is not None and self.start <= dag
        return begun and not self.afbrudt and (self.slut is None or self.slut >= dag)


def is_running(praktik: Praktik, dag: date) -> bool:
    """``PraktikTal.runs``, of the record itself."""
    today = dag.isoformat()
    begun = bool(praktik.start and praktik.start <= today)
    return begun and not praktik.afbrudt and (praktik.slut is None or praktik.slut >= today)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerTal:
    """Hours a week from a day on, of which løntimer."""

    fra: date
    timer: float
    loentimer: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RaaTrin:
    """A step as it was recorded: hours not known are None, and it may belong to a praktik that has ended."""

    fra: date
    timer: float | None
    loentimer: float | None
    art: TimerArt = TimerArt.PRAKTIK
    praktik: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SagTal:
    """What is counted of one sag. ``gruppe`` is the konsulent's judgement, None where there is none yet.

    ``kontakt`` is the newest contact with the workplace, ``handling`` the newest day on which anything was done;
    ``trin`` are the hours in force, oldest first (``steps_in_force``).
    """

    sag: int
    borger: int
    aaben: bool
    start: date | None
    har_konsulent: bool
    bekymring: bool
    mentorstoette: bool
    moede: date | None
    gruppe: Sagsgruppe | None
    igen: date | None
    forfald: Forfald
    kontakt: date | None
    handling: date | None
    praktikker: Sequence[PraktikTal]
    trin: Sequence[TimerTal]
    loefter: Sequence[tuple[LoeftePart, LoefteTal]]

    def running(self, dag: date) -> PraktikTal | None:
        """The praktik the borger is in that day, the newest of several."""
        return next((p for p in reversed(self.praktikker) if p.runs(dag)), None)

    def hours(self, dag: date) -> TimerTal | None:
        """The step in force that day."""
        return next((t for t in reversed(self.trin) if t.fra <= dag), None)

    def paid(self, dag: date) -> float:
        """Løntimer a week that day."""
        step = self.hours(dag)
        return step.loentimer if step else 0.0


def steps_in_force(trin: Iterable[RaaTrin], praktikker: Iterable[PraktikTal]) -> tuple[TimerTal, ...]:
    """The recorded steps as they held: those of a praktik end with it, a pause is no hours, unknown hours are none. A
    job that was begun before goes on beside a praktik and after it (DOMAIN §3, småjob), until another step of a job.

    Oldest first; of several steps of one day the last given holds.
    """
    ends = {p.praktik: p.slut for p in praktikker if p.slut is not None}
    steps = sorted(trin, key=lambda t: t.fra)
    found: dict[date, TimerTal] = {}
    job = (0.0, 0.0)
    for place, step in enumerate(steps):
        end = ends.get(step.praktik or 0) if step.art in _MED_PRAKTIK else None
        following = steps[place + 1].fra if place + 1 < len(steps) else None
        over = end is not None and end < step.fra
        told = (step.timer or 0.0, step.loentimer or 0.0)
        if step.art not in _MED_PRAKTIK:
            job = told
        held = (0.0, 0.0) if step.art is TimerArt.PAUSE else job if over else told
        found[step.fra] = TimerTal(fra=step.fra, timer=held[0], loentimer=held[1])
        if end is not None and not over and (following is None or end + _DAG < following):
            found[end + _DAG] = TimerTal(fra=end + _DAG, timer=job[0], loentimer=job[1])
    return tuple(found[day] for day in sorted(found))


def handling(*dage: date | None, i_dag: date) -> date | None:
    """The newest of the days on which something was done, none of those to come."""
    return max((dag for dag in dage if dag is not None and dag <= i_dag), default=None)
