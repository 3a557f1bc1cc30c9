"""Reads a borger's steps of hours over all praktikker and sager on this machine, and what each is compared with."""

from dataclasses import dataclass
from datetime import date

from konsulent_app.store import rows
from konsulent_app.store.besoeg import day_of
from konsulent_app.store.database import Tx
from konsulent_core.entities import Besoeg, Borger, Praktik, Sag, Timer, Virksomhed
from konsulent_core.words import Tilstand


@dataclass(frozen=True, slots=True, kw_only=True)
class Laas:
    """The locked besøg that a step is part of."""

    besoeg: int
    type: str
    dato: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerLinje:
    """One step. ``sted`` is "" where it belongs to no praktik; ``laas`` None where it may be changed here."""

    timer: Timer
    sted: str
    laas: Laas | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sted:
    """A praktik of the sag that a step can belong to."""

    praktik: int
    navn: str
    start: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerBlad:
    """``linjer`` are the newest first; ``steder`` the sag's praktikker, the newest first; ``praktikker`` all of the
    borger's."""

    sag: Sag
    borger: Borger
    linjer: tuple[TimerLinje, ...]
    steder: tuple[Sted, ...]
    praktikker: tuple[Praktik, ...]


def read_timer(tx: Tx, sag_id: int) -> TimerBlad | None:
    """None when the sag is not on this machine. Steps that have no date yet come last."""
    sag = rows.get(tx, Sag, sag_id)
    borger = rows.get(tx, Borger, sag.borger) if sag is not None and sag.borger else None
    if sag is None or sag.slettet or borger is None:
        return None
    sager = [one.id for one in rows.find(tx, Sag, "borger=?", (borger.id,))]
    praktikker = {p.id: p for number in sager for p in rows.find(tx, Praktik, "scope=?", (number,))}
    names = {number: _place(tx, praktik) for number, praktik in praktikker.items()}
    steps = [step for number in sager for step in rows.find(tx, Timer, "scope=?", (number,))]
    steps.sort(key=lambda t: (t.fra or "", t.id), reverse=True)
    own = sorted((p for p in praktikker.values() if p.scope == sag_id), key=lambda p: (p.start or "", p.id))
    return TimerBlad(
        sag=sag,
        borger=borger,
        linjer=tuple(
            TimerLinje(timer=step, sted=names.get(step.praktik or 0, ""), laas=_lock(tx, step)) for step in steps
        ),
        steder=tuple(Sted(praktik=p.id, navn=names[p.id], start=p.start or "") for p in reversed(own)),
        praktikker=tuple(praktikker.values()),
    )


def _place(tx: Tx, praktik: Praktik) -> str:
    virksomhed = rows.get(tx, Virksomhed, praktik.virksomhed) if praktik.virksomhed else None
    return (virksomhed.navn if virksomhed else None) or "praktikken"


def _lock(tx: Tx, step: Timer) -> Laas | None:
    besoeg = rows.get(tx, Besoeg, step.besoeg) if step.besoeg is not None else None
    if besoeg is None or besoeg.tilstand != Tilstand.AFSLUTTET:
        return None
    return Laas(besoeg=besoeg.id, type=besoeg.type or "", dato=day_of(besoeg))
