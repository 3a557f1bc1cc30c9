"""The week plan of a praktik: which days are planned, how many hours, and how a planned day went."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from konsulent_core.dansk import UGEDAGE, KlFejl, format_tid, parse_kl
from konsulent_core.errors import UserError
from konsulent_core.helligdage import helligdag
from konsulent_core.words import Fremmoede

DAG_FELTER = ("ma", "ti", "on", "to", "fr", "loe", "soe")
"""The day fields of ``entities.FremmoedeUge``, Monday first."""

DAG_KORT = ("ma", "ti", "on", "to", "fr", "lø", "sø")

_BLOK = re.compile(r"([a-zæøå]+)\.? +([0-9.:]+) *[-–] *([0-9.:]+)", re.ASCII)


class UgeplanFejl(UserError):
    """A week plan that cannot be read or overlaps itself."""


@dataclass(frozen=True, slots=True, order=True)
class Blok:
    """One planned stretch of a weekday; ``ugedag`` is ISO, Monday 1."""

    ugedag: int
    fra: time
    til: time

    @property
    def timer(self) -> float:
        """Hours, decimal."""
        return (self.til.hour - self.fra.hour) + (self.til.minute - self.fra.minute) / 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanlagtDag:
    """A planned day; ``helligdag`` names the public holiday it falls on, for the form to point out."""

    dato: date
    timer: float
    helligdag: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Uge:
    """The planned days of one ISO week, in order; ``noegle`` is ``FremmoedeUge.uge``: ``"2026-W11"``."""

    noegle: str
    dage: tuple[PlanlagtDag, ...]


def parse_ugeplan(text: str | None) -> tuple[Blok, ...]:
    """»ma 09.00-12.00; on 09.00-12.00« → blocks in order; empty text is no plan. Raises UgeplanFejl."""
    blocks = sorted(_parse_blok(part) for part in re.split("[;\n]", text or "") if part.strip())
    for first, second in pairwise(blocks):
        if first.ugedag == second.ugedag and second.fra < first.til:
            raise UgeplanFejl(f"To tider {UGEDAGE[first.ugedag - 1]} ligger oven i hinanden.")
    return tuple(blocks)


def _parse_blok(part: str) -> Blok:
    match = _BLOK.fullmatch(part.strip().lower())
    ugedag = _ugedag(match[1]) if match else None
    if match is None or ugedag is None:
        raise UgeplanFejl("Skriv dag og tid, for eksempel ma 09.00-12.00.")
    try:
        fra, til = parse_kl(match[2]), parse_kl(match[3])
    except KlFejl as error:
        raise UgeplanFejl(error.message) from None
    if til <= fra:
        raise UgeplanFejl(f"Sluttiden {UGEDAGE[ugedag - 1]} skal ligge efter starttiden.")
    return Blok(ugedag, fra, til)


def _ugedag(word: str) -> int | None:
    name = word.replace("oe", "ø")
    return next((n for n, d in enumerate(UGEDAGE, 1) if len(name) >= 2 and d.startswith(name)), None)


def format_ugeplan(blokke: Sequence[Blok]) -> str:
    """The text kept in ``Praktik.ugeplan``; ``parse_ugeplan`` of it gives the same blocks."""
    return "; ".join(f"{DAG_KORT[b.ugedag - 1]} {format_tid(b.fra)}-{format_tid(b.til)}" for b in sorted(blokke))


def timer_om_ugen(blokke: Sequence[Blok]) -> float:
    """Planned hours a week, decimal."""
    return sum(b.timer for b in blokke)


def planned_days(blokke: Sequence[Blok], fra_dato: date, til_dato: date) -> tuple[PlanlagtDag, ...]:
    """The planned days from ``fra_dato`` to ``til_dato``, both included, in order.

    A public holiday stays in, flagged: whether the borger should have met is the workplace's to say, and an
    answer given on another device must have a day to stand on.
    """
    hours = [sum(b.timer for b in blokke if b.ugedag == n) for n in range(1, 8)]
    found: list[PlanlagtDag] = []
    for n in range((til_dato - fra_dato).days + 1):
        dato = fra_dato + timedelta(days=n)
        timer = hours[dato.weekday()]
        if timer > 0:
            found.append(PlanlagtDag(dato=dato, timer=timer, helligdag=helligdag(dato)))
    return tuple(found)


def uger(dage: Sequence[PlanlagtDag]) -> tuple[Uge, ...]:
    """The days grouped by ISO week, a row a week as the form shows them."""
    by_week: dict[str, list[PlanlagtDag]] = {}
    for dag in sorted(dage, key=lambda d: d.dato):
        by_week.setdefault(uge_noegle(dag.dato), []).append(dag)
    return tuple(Uge(noegle=noegle, dage=tuple(days)) for noegle, days in by_week.items())


def uge_noegle(dato: date) -> str:
    """``"2026-W11"``: the ISO year, which around New Year is not the date's own."""
    iso = dato.isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}"


def dag_felt(dato: date) -> str:
    """The field of ``FremmoedeUge`` that holds this day."""
    return DAG_FELTER[dato.weekday()]


def dag_dato(uge: str, felt: str) -> date:
    """The date of a field in a week: ("2026-W11", "on") → 11.03.2026. Raises ValueError."""
    year, _, week = uge.partition("-W")
    return date.fromisocalendar(int(year), int(week), DAG_FELTER.index(felt) + 1)


def read_dag(vaerdi: str | None) -> tuple[Fremmoede | None, float | None]:
    """A day field's value: "moedt" → (MOEDT, None), "foer_tid:1.5" → (FOER_TID, 1.5), None → (None, None).

    The hours are how long the borger was there. A value of a later version is read as not registered.
    """
    if not vaerdi:
        return None, None
    word, _, hours = vaerdi.partition(":")
    try:
        status = Fremmoede(word)
        return status, float(hours) if hours and status is Fremmoede.FOER_TID else None
    except ValueError:
        return None, None


def write_dag(status: Fremmoede | None, timer: float | None = None) -> str | None:
    """The value of a day field; hours are kept for »gik før tid« alone."""
    if status is None:
        return None
    return f"{status}:{timer:g}" if status is Fremmoede.FOER_TID and timer is not None else status.value
