"""Carries out one meeting of the case file through the app's own verbs, from »Start besøg« to the lock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from konsulent_app.services import afslut
from konsulent_app.services import aftale as aftale_verbs
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.context import Context
from konsulent_app.store import rows
from konsulent_app.store.besoeg import read_besoeg
from konsulent_app.store.database import Tx
from konsulent_core.clock import COPENHAGEN
from konsulent_core.dansk import parse_kl
from konsulent_core.entities import Besoeg, Timer
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.skema.grammar import FeltType
from konsulent_core.ugeplan import PlanlagtDag, dag_felt, uger
from konsulent_core.words import Fremmoede, OpgaveTrin, Part, Retning, Stemme, Virkning
from tools.caseload.casefile import VOICES, Moede, Skridt
from tools.caseload.moving import Moving

_DIRECTIONS = {"=": Retning.UAENDRET, "+": Retning.LIDT_FREM, "<": Retning.LIDT_TILBAGE}
_VOICE_ORDER = (Stemme.KONSULENT, Stemme.ARBEJDSGIVER, Stemme.BORGER)
_PARTS = {"b": Part.BORGER, "v": Part.VIRKSOMHED, "k": Part.KONSULENT, "s": Part.SAGSBEHANDLER}
_VISIT = timedelta(minutes=50)


@dataclass(slots=True)
class SettableClock:
    """A clock that stands where it was put."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a visit finds at its praktik: ids by the file's keys, None outside a praktik."""

    praktik: int | None
    opgaver: dict[str, int] = field(default_factory=dict)
    navne: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One meeting to be held: what was said, who is there (by the file's letters), and when the next one is."""

    moede: Moede
    sag: int
    place: Place
    hensyn: Mapping[str, int]
    people: Mapping[str, str]
    steps: tuple[Skridt, ...]
    moving: Moving
    naeste: date | None
    naeste_tid: str | None
    naeste_grund: str | None


def at(day: date, klokken: str) -> datetime:
    """That day and hour in Denmark."""
    return datetime.combine(day, parse_kl(klokken), COPENHAGEN)


def hold(tx: Tx, context: Context, clock: SettableClock, visit: Visit, gjort: Callable[[int, str], None]) -> int:
    """Opens, answers and locks; gives the besøg's id. ``gjort`` is told each aftale with what becomes of it."""
    moede = visit.moede
    begun = at(visit.moving.visit(moede.dato), moede.tid)
    clock.now = begun
    besoeg = verbs.open_besoeg(tx, context, visit.sag, visit.place.praktik, moede.type, moede.sted, moede.deltagere)
    opened = rows.get(tx, Besoeg, besoeg)
    asked = {felt.type for felt in context.skemaer[(opened and opened.skema) or ""].felter}
    clock.now = begun + _VISIT / 2
    _notes(tx, context, besoeg, visit)
    _levels(tx, context, besoeg, moede)
    _tasks(tx, context, besoeg, visit)
    if FeltType.FREMMOEDE in asked:
        _days(tx, context, besoeg, visit)
    for key, virkning in moede.hensyn.items():
        verbs.save_skaanehensyn(tx, context, besoeg, visit.hensyn[key], Virkning(virkning))
    _choices(tx, context, besoeg, visit)
    for step in visit.steps:
        save_step(tx, context, derived_id("timer", besoeg), visit.sag, visit.place.praktik, besoeg, step, visit.moving)
    for place, (hvad, who, senest, done) in enumerate(moede.aftaler):
        number = context.new_id()
        due = visit.moving.day(date.fromisoformat(senest)) if senest else None
        aftale_verbs.save_aftale(tx, context, besoeg, number, hvad, _PARTS[who], _person(visit, who), due, f"a{place}")
        gjort(number, done)
    if FeltType.NAESTE_BESOEG in asked:
        verbs.save_naeste(tx, context, besoeg, visit.naeste, visit.naeste_tid, visit.naeste_grund)
    clock.now = begun + _VISIT
    afslut.lock_besoeg(tx, context, besoeg)
    return besoeg


def save_step(
    tx: Tx,
    context: Context,
    row: int,
    sag: int,
    praktik: int | None,
    besoeg: int | None,
    step: Skridt,
    moving: Moving,
) -> None:
    """A step of hours with its pattern and kind, which the form has no words for."""
    values: dict[str, Value] = {
        "praktik": praktik,
        "besoeg": besoeg,
        "fra": moving.day(step.fra).isoformat(),
        "timer": step.timer,
        "timer_til": step.til,
        "loentimer": step.loen,
        "moenster": step.moenster,
        "art": step.art.value,
        "aarsag": step.aarsag,
    }
    rows.save(tx, Timer, row, sag, values, context.clock())


def _person(visit: Visit, who: str) -> str:
    """An aftale's party »v« is the employer, whose words are marked »a«."""
    return visit.people["a" if who == "v" else who]


def _notes(tx: Tx, context: Context, besoeg: int, visit: Visit) -> None:
    for place, (punkt, who, text) in enumerate(visit.moede.noter):
        if who == "i":
            verbs.save_svar(tx, context, besoeg, f"{punkt}.intern", text)
            continue
        orden = f"a{place:02d}"
        verbs.save_udsagn(
            tx, context, besoeg, context.new_id(), f"{punkt}.note", VOICES[who], visit.people[who], text, orden
        )


def _levels(tx: Tx, context: Context, besoeg: int, moede: Moede) -> None:
    for dimension, written in moede.trin.items():
        for voice, word in zip(_VOICE_ORDER, written.split(), strict=True):
            if word == ".":
                continue
            silent = word == "-"
            trin = None if silent else int(word[0])
            first = voice is Stemme.BORGER and dimension in moede.foerst
            direction = _DIRECTIONS.get(word[1:])
            verbs.save_vurdering(tx, context, besoeg, dimension, voice, trin, direction, silent, first)


def _tasks(tx: Tx, context: Context, besoeg: int, visit: Visit) -> None:
    for place, (key, written) in enumerate(visit.moede.opgaver.items()):
        if key not in visit.place.opgaver:
            orden = f"a{len(visit.place.opgaver)}{place}"
            visit.place.opgaver[key] = context.new_id()
            verbs.add_opgave(tx, context, besoeg, visit.place.opgaver[key], visit.place.navne[key], orden)
        trin, _, grund = written.partition(": ")
        verbs.save_opgave_trin(tx, context, besoeg, visit.place.opgaver[key], OpgaveTrin(trin), grund or None)


def _days(tx: Tx, context: Context, besoeg: int, visit: Visit) -> None:
    """»Alle mødt«, and then what was not: closed weeks, holidays, and the days the file names."""
    blad = read_besoeg(tx, besoeg)
    if blad is None:
        return
    named = {visit.moving.day(date.fromisoformat(day)): value for day, value in visit.moede.dage.items()}
    closed = [(visit.moving.day(a), visit.moving.day(b)) for a, b in visit.moede.lukket]
    for uge in uger(blad.planlagt):
        dage = {dag_felt(dag.dato): _day(dag, named, closed) for dag in uge.dage}
        verbs.save_fremmoede(tx, context, besoeg, uge.noegle, dage)


def _day(dag: PlanlagtDag, named: Mapping[date, str], closed: list[tuple[date, date]]) -> str:
    if dag.dato in named:
        return named[dag.dato]
    away = dag.helligdag is not None or any(a <= dag.dato <= b for a, b in closed)
    return Fremmoede.AFLYST.value if away else Fremmoede.MOEDT.value


def _choices(tx: Tx, context: Context, besoeg: int, visit: Visit) -> None:
    moede = visit.moede
    for felt, vaerdi in moede.svar.items():
        verbs.save_svar(tx, context, besoeg, felt, _moved(vaerdi, visit.moving))
    if moede.ny_slutdato is not None and visit.place.praktik is not None:
        slut = visit.moving.day(moede.ny_slutdato)
        verbs.save_svar(tx, context, besoeg, "forlaengelse.dato", slut.isoformat())
        verbs.save_slutdato(tx, context, visit.place.praktik, slut)


def _moved(vaerdi: str, moving: Moving) -> str:
    """An answer that is a date moves with all the others."""
    try:
        return moving.day(date.fromisoformat(vaerdi)).isoformat()
    except ValueError:
        return vaerdi


def hour_of(day: date, hour: int) -> datetime:
    """A whole hour of that day in Denmark."""
    return datetime.combine(day, time(hour), COPENHAGEN)
