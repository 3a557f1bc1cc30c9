"""The report's attendance: every registered day, illness and treatment apart from udeblivelse (DOMAIN §3)."""

from dataclasses import dataclass
from datetime import date

from konsulent_core.dansk import format_timer, liste
from konsulent_core.progression import FremmoedeTal, count_fremmoede
from konsulent_core.rapport.blad import Afsnit, Belaeg, Dagebillede, Indhold, Linje, Tabel
from konsulent_core.rapport.grundlag import Moede, Udsnit
from konsulent_core.rapport.ord import antal, dato
from konsulent_core.rapport.timer import trin
from konsulent_core.skema.grammar import FeltType
from konsulent_core.snapshot import DagBlad, TimerBlad
from konsulent_core.ugeplan import DAG_FELTER, dag_dato, read_dag
from konsulent_core.words import Fremmoede, TimerArt

HELE = "Hele perioden"
_ALDRIG = " {} er ikke udeblevet."
INGEN = "Fremmødet er ikke registreret i perioden."


@dataclass(frozen=True, slots=True)
class Dag:
    """A registered day, and the besøg at which it was written down last."""

    dato: date
    status: Fremmoede
    timer: float | None
    moede: Moede


def dage(udsnit: Udsnit) -> tuple[Dag, ...]:
    """The registered days in order. A day asked about twice is as it was said last."""
    by_besoeg = {m.besoeg.id: m for m in udsnit.moeder if m.shows(FeltType.FREMMOEDE)}
    found: dict[date, Dag] = {}
    weeks = [(by_besoeg[w.besoeg or 0], w) for w in udsnit.grundlag.uger if w.besoeg in by_besoeg and w.uge]
    for moede, week in sorted(weeks, key=lambda pair: (pair[0].kilde.nr, pair[1].uge or "")):
        for felt in DAG_FELTER:
            status, hours = read_dag(getattr(week, felt))
            if status is None:
                continue
            day = dag_dato(week.uge or "", felt)
            if not moede.shows_cause(FeltType.FREMMOEDE) and status in _FRAVAER:
                status = Fremmoede.ANDET  # the kind of an absence is told to those alone who may know it
            found[day] = Dag(day, status, hours, moede)
    return tuple(found[day] for day in sorted(found))


_FRAVAER = frozenset({Fremmoede.SYGDOM, Fremmoede.BEHANDLING})


def fremmoede(udsnit: Udsnit) -> tuple[Indhold, ...]:
    """In a sentence, day by day, and counted by the steps of hours."""
    days = dage(udsnit)
    if not days:
        return (Tabel(noegle="fremmoede", hoveder=(), linjer=(), tom=INGEN),)
    whole = count_fremmoede(d.status for d in days)
    sources = _belaeg(udsnit, days)
    marks = tuple(DagBlad(dato=d.dato.isoformat(), status=d.status.value, timer=d.timer) for d in days)
    return (
        Afsnit(noegle="fremmoede.tekst", tekst=_saetning(udsnit.navn, whole), belaeg=sources, kan_rettes=True),
        Dagebillede(noegle="fremmoede.dage", dage=marks, belaeg=sources),
        _tabel(udsnit, days, whole),
    )


def _saetning(navn: str, tal: FremmoedeTal) -> str:
    planned = tal.moedt_i_alt + tal.afbud + tal.udeblevet
    said = f"{navn} var planlagt til {antal(planned, 'dag', 'dage')} og mødte på {tal.moedt_i_alt}."
    causes = (
        (tal.sygdom, "på grund af sygdom"),
        (tal.behandling, "på grund af behandling"),
        (tal.andet, "af anden grund"),
    )
    absent = [f"{antal(n, 'gang', 'gange')} {why}" for n, why in causes if n]
    if absent:
        said += f" Der er meldt afbud {liste(absent)}."
    said += f" {navn} er udeblevet {antal(tal.udeblevet, 'gang', 'gange')}." if tal.udeblevet else _ALDRIG.format(navn)
    if tal.aflyst:
        said += f" {antal(tal.aflyst, 'dag', 'dage')} er aflyst af virksomheden eller fri, og tælles ikke med."
    return said


def _tabel(udsnit: Udsnit, days: tuple[Dag, ...], whole: FremmoedeTal) -> Tabel:
    """A row for each step of hours that has days, and the whole period."""
    steps = [blad for blad, _ in trin(udsnit)]
    groups: dict[int, list[Dag]] = {}
    for day in days:
        place = max((n for n, s in enumerate(steps) if s.fra <= day.dato.isoformat()), default=-1)
        groups.setdefault(place, []).append(day)
    lines = []
    for number, (place, own) in enumerate(sorted(groups.items()), start=1):
        counted = count_fremmoede(d.status for d in own)
        week = _uge(steps[place]) if place >= 0 else "–"
        period = f"{dato(own[0].dato.isoformat())} – {dato(own[-1].dato.isoformat())}"
        numbers = _tal(counted)
        lines.append(
            Linje(noegle=f"fremmoede.{number}", celler=(period, week, *numbers), belaeg=_belaeg(udsnit, tuple(own)))
        )
    if len(lines) > 1:
        total = (HELE, "", *_tal(whole))
        lines.append(Linje(noegle="fremmoede.alt", celler=total, belaeg=_belaeg(udsnit, days)))
    heads = ("Periode", "Ugens timer", "Planlagt", "Mødt", "Sygdom", "Behandling", "Andet", "Udeblevet")
    return Tabel(noegle="fremmoede", hoveder=heads, linjer=tuple(lines))


def _uge(trin: TimerBlad) -> str:
    """»4 × 4, 8 løn«"""
    if trin.art == TimerArt.PAUSE:
        return "Pause"
    if trin.timer is None:
        return "?"
    hours = (trin.moenster or format_timer(trin.timer, trin.timer_til)).replace("×", " × ")
    return f"{hours}, {format_timer(trin.loentimer)} løn" if trin.loentimer else hours


def _tal(tal: FremmoedeTal) -> tuple[str, ...]:
    planned = tal.moedt_i_alt + tal.afbud + tal.udeblevet
    counts = (planned, tal.moedt_i_alt, tal.sygdom, tal.behandling, tal.andet, tal.udeblevet)
    return tuple(str(n) for n in counts)


def _belaeg(udsnit: Udsnit, days: tuple[Dag, ...]) -> tuple[Belaeg, ...]:
    """The besøg at which the days were written down, each with what it counted."""
    by_moede: dict[int, list[Dag]] = {}
    for day in days:
        by_moede.setdefault(day.moede.kilde.nr, []).append(day)
    return tuple(
        udsnit.belaeg(own[0].moede, "Fremmøde", count_fremmoede(d.status for d in own).tekst_med_aarsag)
        for _, own in sorted(by_moede.items())
    )
