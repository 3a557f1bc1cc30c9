"""Builds the aftaleark of a besøg from its snapshot, as far as its readers may see it."""

from collections.abc import Iterator
from datetime import date

from konsulent_core.aftaleark.blad import Aftaleark, AftaleLinje, Igen
from konsulent_core.aftaleark.godt import find_godt
from konsulent_core.aftaleark.ord import dag_ord, fornavn, klokken_af, kort_sted, nummer, read_day
from konsulent_core.aftaleark.timer import find_timer
from konsulent_core.clock import COPENHAGEN, from_text
from konsulent_core.snapshot import AftaleBlad, Snapshot
from konsulent_core.words import BesoegType, Part

FRA_SIDST = "fra sidst"
_UDEN_NAESTE = frozenset({BesoegType.FORMOEDE, BesoegType.TELEFON, BesoegType.NOTE, BesoegType.AFSLUTNING})


def build(snapshot: Snapshot) -> Aftaleark:
    """``snapshot`` holds only what the borger may see: what stands in it is said."""
    dag = _dag(snapshot.tidspunkt)
    return Aftaleark(
        fornavn=snapshot.borger_fornavn.strip(),
        sted=kort_sted(snapshot.virksomhed),
        dag=dag,
        godt=find_godt(snapshot, dag),
        timer=find_timer(snapshot, dag),
        aftaler=tuple(_aftaler(snapshot, dag)),
        flere=0,
        igen=_igen(snapshot),
        konsulent=fornavn(snapshot.konsulent),
        telefon=nummer(snapshot.konsulent_telefon),
        konflikter=snapshot.aabne_konflikter,
    )


def _dag(tidspunkt: str) -> date | None:
    """The besøg's day in Denmark."""
    try:
        when = from_text(tidspunkt)
    except ValueError:
        return read_day(tidspunkt)
    return (when.astimezone(COPENHAGEN) if when.tzinfo else when).date()


def _aftaler(s: Snapshot, dag: date | None) -> Iterator[AftaleLinje]:
    """Today's and those of before that still stand, the borger's own first."""
    still = [a for a in s.aftaler_sidst if a.gjort is not True]
    known: set[tuple[str, str]] = set()
    for own in (True, False):
        for aftale, old in [(a, False) for a in s.aftaler] + [(a, True) for a in still]:
            what = aftale.hvad.strip()
            if not what or (aftale.part == Part.BORGER) is not own or (aftale.part, what) in known:
                continue
            known.add((aftale.part, what))
            yield AftaleLinje(hvem=_hvem(aftale, s), hvad=what, naar=_naar(aftale, dag, old=old))


def _hvem(aftale: AftaleBlad, s: Snapshot) -> str:
    match aftale.part:
        case Part.BORGER:
            return "Du"
        case Part.VIRKSOMHED:
            return fornavn(aftale.person) or kort_sted(s.virksomhed) or "Arbejdspladsen"
        case Part.SAGSBEHANDLER:
            return fornavn(aftale.person or s.sagsbehandler) or "Sagsbehandleren"
        case _:
            return fornavn(aftale.person or s.konsulent) or "Konsulenten"


def _naar(aftale: AftaleBlad, dag: date | None, *, old: bool) -> str:
    """By when. A day that has gone by is not held up to anybody here."""
    senest = read_day(aftale.senest)
    if senest is None:
        return FRA_SIDST if old else (aftale.senest or "").strip()
    if old and dag is not None and senest <= dag:
        return FRA_SIDST
    return dag_ord(senest, dag)


def _igen(s: Snapshot) -> Igen | None:
    dato = read_day(s.naeste_dato)
    grund = (s.naeste_grund or "").strip()
    if dato is None and not grund and s.besoeg_type in _UDEN_NAESTE:
        return None
    return Igen(dato=dato, kl=klokken_af(s.naeste_tid) if dato else "", grund="" if dato else grund)
