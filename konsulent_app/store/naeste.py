"""Reads the next besøg of a sag: what is agreed, and the day that would be proposed."""

from dataclasses import dataclass
from datetime import date

from konsulent_app.store.database import Tx
from konsulent_app.store.rytme import read_rytme
from konsulent_app.store.sager import SagBlad, read_sag
from konsulent_core.rhythm import interval_days, propose_next


@dataclass(frozen=True, slots=True, kw_only=True)
class Naeste:
    """``foreslaaet`` is ``interval`` days after ``sidst``, or the first day for visits from now on."""

    sag: int
    navn: str
    virksomhed: str
    dato: date | None
    tid: str
    grund: str
    sidst: date | None
    interval: int
    foreslaaet: date


def read_naeste(tx: Tx, sag: int, i_dag: date) -> Naeste | None:
    """None when the sag is not on this machine."""
    blad = read_sag(tx, sag, i_dag)
    if blad is None:
        return None
    sidst = max((b.dato for b in blad.besoeg if b.laast), default=None)
    interval = _interval(tx, blad, i_dag)
    proposed = propose_next(sidst, interval) if sidst else i_dag
    firma = blad.virksomheder.get(blad.praktik.virksomhed or 0) if blad.praktik else None
    return Naeste(
        sag=sag,
        navn=f"{blad.borger.fornavn or ''} {blad.borger.efternavn or ''}".strip(),
        virksomhed=(firma.navn or "") if firma else "",
        dato=blad.naeste_dato,
        tid=blad.naeste_tid or "",
        grund=blad.naeste_grund or "",
        sidst=sidst,
        interval=interval,
        foreslaaet=proposed if proposed > i_dag else propose_next(i_dag, 1),
    )


def _interval(tx: Tx, blad: SagBlad, i_dag: date) -> int:
    praktik = blad.praktik
    return interval_days(
        interval_dage=praktik.interval_dage if praktik else None,
        bekymring=bool(blad.sag.bekymring),
        praktik_start=date.fromisoformat(praktik.start) if praktik and praktik.start else None,
        i_dag=i_dag,
        rytme=read_rytme(tx),
    )
