"""What a foreign caseload is compared with: the borgere, virksomheder and people that are on this machine already."""

from collections.abc import Mapping
from dataclasses import dataclass

from konsulent_app.store.database import Tx
from konsulent_app.store.rows import find
from konsulent_core.entities import Kontaktperson, Virksomhed
from konsulent_core.soegning import fold


@dataclass(frozen=True, slots=True)
class KendtBorger:
    """A borger, the newest of her open sager, None where all are closed, and whether that has a praktik."""

    borger: int
    sag: int | None
    praktik: bool


@dataclass(frozen=True, slots=True)
class KendtVirksomhed:
    """A virksomhed as it is told apart from another of the same name."""

    virksomhed: int
    navn: str
    cvr: str | None
    by: str


@dataclass(frozen=True, slots=True, repr=False)
class Kendte:
    """Borgere by CPR number and, where there is none, by folded name; virksomheder by CVR number and folded name;
    people by virksomhed and folded name."""

    cpr: Mapping[str, KendtBorger]
    uden_cpr: Mapping[str, KendtBorger]
    navne: frozenset[str]
    cvr: Mapping[str, int]
    virksomheder: Mapping[str, tuple[KendtVirksomhed, ...]]
    folk: Mapping[tuple[int, str], int]


def read_kendte(tx: Tx) -> Kendte:
    """All of them at once: a file asks for many."""
    cpr: dict[str, KendtBorger] = {}
    uden_cpr: dict[str, KendtBorger] = {}
    navne: set[str] = set()
    placed = set(tx.conn.exec_driver_sql("SELECT scope FROM praktik WHERE slettet=0").scalars())
    for borger, number, fornavn, efternavn, sag in tx.conn.exec_driver_sql(
        "SELECT b.id, b.cpr, b.fornavn, b.efternavn, (SELECT s.id FROM sag s WHERE s.borger=b.id AND s.slettet=0 "
        "AND s.slut IS NULL ORDER BY s.start DESC, s.id LIMIT 1) FROM borger b WHERE b.slettet=0 ORDER BY b.id"
    ):
        known, navn = (
            KendtBorger(borger, sag, sag in placed),
            fold(" ".join(part for part in (fornavn, efternavn) if part)),
        )
        navne.add(navn)
        if number:
            cpr.setdefault(number, known)
        elif navn:
            uden_cpr.setdefault(navn, known)
    cvr: dict[str, int] = {}
    virksomheder: dict[str, tuple[KendtVirksomhed, ...]] = {}
    for one in find(tx, Virksomhed):
        navn = one.navn or ""
        if one.cvr:
            cvr.setdefault("".join(one.cvr.split()), one.id)
        key = fold(navn.strip())
        virksomheder[key] = (*virksomheder.get(key, ()), KendtVirksomhed(one.id, navn, one.cvr, one.by or ""))
    folk = {(p.virksomhed, fold((p.navn or "").strip())): p.id for p in find(tx, Kontaktperson) if p.virksomhed}
    return Kendte(cpr=cpr, uden_cpr=uden_cpr, navne=frozenset(navne), cvr=cvr, virksomheder=virksomheder, folk=folk)
