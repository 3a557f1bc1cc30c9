"""What the pages of a praktik read: of a new one the virksomheder to choose from and the draft, of one that is there
all that can be written in it."""

from dataclasses import dataclass
from datetime import date

from konsulent_app.store import rows
from konsulent_app.store import udkast as kept
from konsulent_app.store.database import Tx
from konsulent_app.store.klar import read_kandidat, read_steder
from konsulent_app.store.laert import Laert, read_laert
from konsulent_app.store.uge import UgePlan, read_indsatser
from konsulent_app.store.virksomheder import places_in_use
from konsulent_core.entities import (
    Borger,
    Delmaal,
    Kontaktperson,
    Opgave,
    Praktik,
    Sag,
    Skaanehensyn,
    Timer,
    Virksomhed,
)
from konsulent_core.match import StedForslag, suggest_steder
from konsulent_core.praktik_udkast import PraktikUdkast

_ART = "praktik"


@dataclass(frozen=True, slots=True, kw_only=True)
class VirksomhedValg:
    """A virksomhed to choose. ``i_brug`` counts the praktikker on this machine that run there."""

    id: int
    navn: str
    adresse: str
    by: str
    cvr: str
    branche: str
    pladser: int | None
    i_brug: int
    kontaktperson: int | None
    kontakt: str
    mentor: int | None
    mentor_navn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NyPraktikBlad:
    """``nummer`` is which praktik of the sag it will be. ``laert`` is empty before the first one."""

    sag: Sag
    borger: Borger
    nummer: int
    udkast: PraktikUdkast
    virksomheder: tuple[VirksomhedValg, ...]
    indsatser: tuple[UgePlan, ...]
    skaanehensyn: tuple[Skaanehensyn, ...]  # of the sag: they hold for this praktik too
    laert: Laert | None
    forslag: tuple[StedForslag, ...]  # places that could fit, by name


@dataclass(frozen=True, slots=True, kw_only=True)
class PraktikBlad:
    """One praktik as »Rediger praktik« shows it. ``timer`` is the step of hours that holds in it today."""

    praktik: Praktik
    sag: Sag
    borger: Borger
    virksomhed: Virksomhed | None
    folk: tuple[Kontaktperson, ...]
    delmaal: tuple[Delmaal, ...]
    opgaver: tuple[Opgave, ...]
    hensyn: tuple[Skaanehensyn, ...]  # of the sag: they hold for every praktik of it
    indsatser: tuple[UgePlan, ...]
    timer: Timer | None


def read_praktik(tx: Tx, praktik_id: int, i_dag: date) -> PraktikBlad | None:
    """None when the praktik or its sag is not on this machine."""
    praktik = rows.get(tx, Praktik, praktik_id)
    sag = rows.get(tx, Sag, praktik.scope) if praktik is not None else None
    borger = rows.get(tx, Borger, sag.borger) if sag is not None and sag.borger else None
    if praktik is None or praktik.slettet or sag is None or sag.slettet or borger is None:
        return None
    own, today = (sag.id, praktik.id), i_dag.isoformat()
    steps = rows.find(tx, Timer, "scope=? AND praktik=? AND fra<=?", (*own, today), order="fra DESC, id DESC LIMIT 1")
    place = praktik.virksomhed
    return PraktikBlad(
        praktik=praktik,
        sag=sag,
        borger=borger,
        virksomhed=rows.get(tx, Virksomhed, place) if place else None,
        folk=tuple(rows.find(tx, Kontaktperson, "virksomhed=?", (place,), order="navn, id")) if place else (),
        delmaal=tuple(rows.find(tx, Delmaal, "scope=? AND praktik=?", own, order="orden, id")),
        opgaver=tuple(rows.find(tx, Opgave, "scope=? AND praktik=?", own, order="orden, id")),
        hensyn=tuple(rows.find(tx, Skaanehensyn, "scope=?", (sag.id,), order="orden, id")),
        indsatser=read_indsatser(tx, sag.id, i_dag),
        timer=steps[0] if steps else None,
    )


def keep_udkast(tx: Tx, sag: int, udkast: PraktikUdkast | None) -> None:
    """The draft of a sag's next praktik, None when there is none any more. It stays on this machine."""
    kept.put(tx, sag, _ART, None if udkast is None else udkast.to_text())


def read_udkast(tx: Tx, sag: int) -> PraktikUdkast:
    """The draft kept so far; an empty one where there is none."""
    return PraktikUdkast.from_text(kept.get(tx, sag, _ART))


def read_ny_praktik(tx: Tx, sag_id: int, i_dag: str) -> NyPraktikBlad | None:
    """All that the page shows; None when the sag is not on this machine. ``i_dag`` is ISO."""
    sag = rows.get(tx, Sag, sag_id)
    borger = rows.get(tx, Borger, sag.borger) if sag is not None and sag.borger else None
    if sag is None or sag.slettet or borger is None:
        return None
    return NyPraktikBlad(
        sag=sag,
        borger=borger,
        nummer=len(rows.find(tx, Praktik, "scope=?", (sag_id,))) + 1,
        udkast=read_udkast(tx, sag_id),
        virksomheder=tuple(_virksomheder(tx, i_dag)),
        indsatser=tuple(p for p in read_indsatser(tx, sag_id, date.fromisoformat(i_dag)) if p.blokke),
        skaanehensyn=tuple(rows.find(tx, Skaanehensyn, "scope=?", (sag_id,), order="orden, id")),
        laert=read_laert(tx, borger.id, sag_id),
        forslag=suggest_steder(read_kandidat(tx, sag, borger, i_dag), read_steder(tx, i_dag)),
    )


def _virksomheder(tx: Tx, i_dag: str) -> list[VirksomhedValg]:
    used = places_in_use(tx, i_dag)
    people: dict[int, list[Kontaktperson]] = {}
    for person in rows.find(tx, Kontaktperson, "virksomhed IS NOT NULL"):
        people.setdefault(person.virksomhed or 0, []).append(person)
    found = []
    for virksomhed in rows.find(tx, Virksomhed, "navn IS NOT NULL", order="navn, id"):
        here = people.get(virksomhed.id, [])
        contact = next((p for p in here if not p.mentor), here[0] if here else None)
        mentor = next((p for p in here if p.mentor), None)
        found.append(
            VirksomhedValg(
                id=virksomhed.id,
                navn=virksomhed.navn or "",
                adresse=virksomhed.adresse or "",
                by=virksomhed.by or "",
                cvr=virksomhed.cvr or "",
                branche=virksomhed.branche or "",
                pladser=virksomhed.pladser,
                i_brug=used.get(virksomhed.id, 0),
                kontaktperson=contact.id if contact else None,
                kontakt=(contact.navn or "") if contact else "",
                mentor=mentor.id if mentor else None,
                mentor_navn=(mentor.navn or "") if mentor else "",
            )
        )
    return found
