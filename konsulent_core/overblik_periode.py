"""What a period brought: the løntimer curve, what was broken off and when, and what forløb ended in (DOMAIN §6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from konsulent_core.overblik import Sager
from konsulent_core.sagtal import PraktikTal, SagTal

UKENDT_AARSAG = ""
"""The cause of a praktik that was broken off before a cause was asked for."""


class Periode(StrEnum):
    """How far back the page looks."""

    UGER_13 = "13"
    AAR = "aar"
    SAG = "sag"


class UgeSpand(IntEnum):
    """Weeks after the start of a praktik, as Afbrud counts them."""

    UGE_1_2 = 2
    UGE_3_4 = 4
    UGE_5_8 = 8
    UGE_9_13 = 13
    UGE_14 = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class KurvePunkt:
    """From that day on so many hours a week in all, of which løntimer."""

    dag: date
    timer: float
    loentimer: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Afbrud:
    """One praktik that was broken off. ``spand`` None: nobody wrote when it began or ended."""

    sag: int
    aarsag: str
    af: str
    spand: UgeSpand | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodeTal:
    """``kurve`` from ``fra`` to today, its first point on ``fra``; ``flere`` and ``faerre`` are sager whose løntimer
    have risen and fallen over it. ``afsluttet``: result ("" for none) → sager, of forløb that were not broken off."""

    periode: Periode
    fra: date
    kurve: tuple[KurvePunkt, ...]
    flere: Sager
    faerre: Sager
    afbrud: tuple[Afbrud, ...]
    afsluttet: Mapping[str, Sager]

    @property
    def loen_forskel(self) -> float:
        """Løntimer a week now, less those when the period began."""
        return self.kurve[-1].loentimer - self.kurve[0].loentimer

    @property
    def timer_forskel(self) -> float:
        """The same of all hours."""
        return self.kurve[-1].timer - self.kurve[0].timer


def period_start(periode: Periode, sagtal: Iterable[SagTal], i_dag: date) -> date:
    """The Monday thirteen weeks back with this one, New Year's Day, or the day the oldest open sag began."""
    match periode:
        case Periode.UGER_13:
            return i_dag - timedelta(days=i_dag.weekday(), weeks=12)
        case Periode.AAR:
            return date(i_dag.year, 1, 1)
        case Periode.SAG:
            begun = [one.start for one in sagtal if one.aaben and one.start is not None and one.start <= i_dag]
            return min(begun, default=i_dag)


def count_period(sagtal: Sequence[SagTal], periode: Periode, i_dag: date) -> PeriodeTal:
    """The period's figures. The curve is of the sager that are open now; »siden sagens start« asks of them alone."""
    fra = period_start(periode, sagtal, i_dag)
    aabne = [one for one in sagtal if one.aaben]
    asked = aabne if periode is Periode.SAG else sagtal
    broken = [_afbrud(one, p) for one in asked for p in one.praktikker if p.afbrudt and _falls(p, fra, i_dag)]
    ended: dict[str, list[int]] = defaultdict(list)
    for one in asked:
        for p in one.praktikker:
            if not p.afbrudt and p.slut is not None and fra <= p.slut < i_dag:
                ended[p.resultat].append(one.sag)
    moved = [(one.sag, one.paid(i_dag) - one.paid(fra)) for one in aabne]
    return PeriodeTal(
        periode=periode,
        fra=fra,
        kurve=_curve(aabne, fra, i_dag),
        flere=tuple(sag for sag, by in moved if by > 0),
        faerre=tuple(sag for sag, by in moved if by < 0),
        afbrud=tuple(broken),
        afsluttet={resultat: tuple(sager) for resultat, sager in ended.items()},
    )


def _falls(praktik: PraktikTal, fra: date, i_dag: date) -> bool:
    day = praktik.slut or praktik.start
    return day is not None and fra <= day <= i_dag


def _afbrud(one: SagTal, praktik: PraktikTal) -> Afbrud:
    spand = None
    if praktik.start is not None and praktik.slut is not None:
        week = max(0, (praktik.slut - praktik.start).days) // 7 + 1
        spand = next(s for s in UgeSpand if week <= s or s is UgeSpand.UGE_14)
    return Afbrud(sag=one.sag, aarsag=praktik.aarsag or UKENDT_AARSAG, af=praktik.af, spand=spand)


def _curve(aabne: Sequence[SagTal], fra: date, i_dag: date) -> tuple[KurvePunkt, ...]:
    """The sum after each day on which somebody's hours changed; the last point is today's."""
    timer = loen = 0.0
    steps: dict[date, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for one in aabne:
        held = one.hours(fra)
        before = (held.timer, held.loentimer) if held else (0.0, 0.0)
        timer, loen = timer + before[0], loen + before[1]
        for step in one.trin:
            if fra < step.fra <= i_dag:
                all_, paid = steps[step.fra]
                steps[step.fra] = (all_ + step.timer - before[0], paid + step.loentimer - before[1])
                before = (step.timer, step.loentimer)
    points = [KurvePunkt(dag=fra, timer=timer, loentimer=loen)]
    for day in sorted(steps):
        timer, loen = timer + steps[day][0], loen + steps[day][1]
        points.append(KurvePunkt(dag=day, timer=timer, loentimer=loen))
    if points[-1].dag < i_dag:
        points.append(KurvePunkt(dag=i_dag, timer=timer, loentimer=loen))
    return tuple(points)
