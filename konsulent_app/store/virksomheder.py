"""Reads the virksomheder: a line each for the register, and one virksomhed whole with the forløb there.

Only the forløb of this machine's own sager are known; what colleagues' taught stands in the nameless læring rows.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.clock import from_text, local_day
from konsulent_core.entities import Borger, Kontaktperson, Laering, Praktik, Sag, Timer, Virksomhed
from konsulent_core.ids import derived_id
from konsulent_core.sagtal import is_running
from konsulent_core.soegning import alfabetisk, fold, holds
from konsulent_core.words import BesoegType, OpgaveTrin

# How many of a forløb's newest besøg are asked what was learned: a year of follow-ups. Beyond that the cost would
# follow the number of besøg.
LOOKED_THROUGH = 26
# A startmøde may be held before the first day and an afslutning after the last; outside of that a besøg is another's.
_WINDOW = (
    "b.scope=p.scope AND b.praktik=p.id AND b.slettet=0 "
    "AND b.tidspunkt>=coalesce(date(p.start,'-90 days'),'') AND b.tidspunkt<coalesce(date(p.slut,'+32 days'),'9')"
)
_RUNS = "p.slettet=0 AND p.start<=? AND coalesce(p.afbrudt,0)=0 AND (p.slut IS NULL OR p.slut>=?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class VirksomhedLinje:
    """One virksomhed in the register. ``sidst``: the last besøg or phone call of an open sag's forløb there."""

    virksomhed: int
    navn: str
    by: str
    cvr: str
    branche: str
    opgavetyper: tuple[str, ...]
    pladser: int | None
    i_brug: int
    sidst: date | None
    kontakt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plads:
    """A place that is taken, now or from ``start``. ``sag`` None: »hos en kollega«, and then nothing tells of whom."""

    praktik: int
    sag: int | None
    navn: str
    afdeling: str
    timer: Timer | None
    start: date
    slut: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpgaveTal:
    """A kind of task, and how many forløb here have learned it (selvstændigt at a besøg)."""

    navn: str
    laert: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForloebHer:
    """An ended forløb without a name: own with its dates, else the year, the weeks and the hours a week at the end."""

    start: date | None
    slut: date | None
    aar: int | None
    uger: int | None
    timer: float | None
    resultat: str
    afbrudt: bool
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VirksomhedBlad:
    """One virksomhed as its page shows it; ``foerste_ledige`` only where every place is taken."""

    virksomhed: Virksomhed
    i_brug: tuple[Plads, ...]
    paa_vej: tuple[Plads, ...]
    foerste_ledige: date | None
    opgavetyper: tuple[OpgaveTal, ...]
    smaajob: tuple[str, ...]
    folk: tuple[Kontaktperson, ...]
    forloeb: tuple[ForloebHer, ...]  # the newest first
    sidst: date | None

    @property
    def ledige(self) -> int | None:
        """Free places today; None where nobody wrote down how many there are."""
        pladser = self.virksomhed.pladser
        return None if pladser is None else max(0, pladser - len(self.i_brug))


def lines(text: str | None) -> tuple[str, ...]:
    """A field of a line each."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def places_in_use(tx: Tx, i_dag: str) -> dict[int, int]:
    """Virksomhed → the praktikker on this machine that run there. ``i_dag`` is ISO."""
    sql = f"SELECT p.virksomhed, count(*) FROM praktik p WHERE {_RUNS} GROUP BY p.virksomhed"
    return dict(tuple(row) for row in tx.conn.exec_driver_sql(sql, (i_dag, i_dag)))


def read_virksomheder(tx: Tx, i_dag: date) -> list[VirksomhedLinje]:
    """The register by name. Its cost follows the virksomheder and the forløb, never the besøg."""
    running = places_in_use(tx, i_dag.isoformat())
    people: dict[int, str] = {}
    for person in rows.find(tx, Kontaktperson, order="coalesce(mentor,0), navn, id"):
        if person.virksomhed is not None:
            people.setdefault(person.virksomhed, person.navn or "")
    spoken = _last_contact(tx, i_dag)
    found = [
        VirksomhedLinje(
            virksomhed=one.id,
            navn=one.navn or "",
            by=one.by or "",
            cvr=one.cvr or "",
            branche=one.branche or "",
            opgavetyper=lines(one.opgavetyper),
            pladser=one.pladser,
            i_brug=running.get(one.id, 0),
            sidst=spoken.get(one.id),
            kontakt=people.get(one.id, ""),
        )
        for one in rows.find(tx, Virksomhed)
    ]
    return sorted(found, key=lambda line: (alfabetisk(line.navn), alfabetisk(line.by), line.virksomhed))


def passer(linje: VirksomhedLinje, soeg: str) -> bool:
    """Whether the line answers a search by name, CVR, by, branche, opgavetype or contact; a CVR may hold spaces."""
    words = (linje.navn, linje.cvr, linje.by, linje.branche, *linje.opgavetyper, linje.kontakt)
    digits = "".join(soeg.split())
    if digits.isdecimal() and len(digits) > 2:
        return digits in "".join(linje.cvr.split())
    return holds(" ".join(words), soeg)


def find_cvr(tx: Tx, cvr: str) -> int | None:
    """The virksomhed on this machine with that CVR number (8 digits)."""
    found = tx.conn.exec_driver_sql(
        "SELECT id FROM virksomhed WHERE slettet=0 AND replace(cvr,' ','')=? ORDER BY id LIMIT 1", (cvr,)
    ).scalar()
    return None if found is None else int(found)


def read_virksomhed(tx: Tx, virksomhed: int, i_dag: date) -> VirksomhedBlad | None:
    """One virksomhed with what its page shows; None when it is not on this machine."""
    kept = rows.get(tx, Virksomhed, virksomhed)
    if kept is None or kept.slettet:
        return None
    praktikker = rows.find(tx, Praktik, "virksomhed=?", (virksomhed,), order="start, id")
    today = i_dag.isoformat()
    now = [p for p in praktikker if is_running(p, i_dag)]
    coming = [p for p in praktikker if p.start and p.start > today and not p.afbrudt]
    ended = [p for p in praktikker if p.start and p.start <= today and p not in now]
    i_brug = tuple(_plads(tx, p, i_dag) for p in now)
    paa_vej = tuple(_plads(tx, p, i_dag) for p in coming)
    laering = rows.find(tx, Laering, "virksomhed=?", (virksomhed,))
    return VirksomhedBlad(
        virksomhed=kept,
        i_brug=i_brug,
        paa_vej=paa_vej,
        foerste_ledige=_first_free(kept.pladser, i_brug, paa_vej, i_dag),
        opgavetyper=_tasks(tx, kept),
        smaajob=lines(kept.smaajob),
        folk=tuple(rows.find(tx, Kontaktperson, "virksomhed=?", (virksomhed,), order="coalesce(mentor,0), navn, id")),
        forloeb=_history(ended, laering),
        sidst=_last_contact(tx, i_dag, virksomhed).get(virksomhed),
    )


def _last_contact(tx: Tx, i_dag: date, virksomhed: int | None = None) -> dict[int, date]:
    """Virksomhed → the day of the newest besøg of a forløb there, up to today. A note is no contact.

    Without a ``virksomhed`` for all of them, and then only by the open sager: the closed ones may be many.
    """
    newest = (
        f"(SELECT b.tidspunkt FROM besoeg b WHERE {_WINDOW} AND b.tidspunkt<? AND b.type<>? "
        "ORDER BY b.tidspunkt DESC LIMIT 1)"
    )
    which = "p.virksomhed IS NOT NULL AND p.scope IN (SELECT id FROM sag WHERE slut IS NULL AND slettet=0)"
    if virksomhed is not None:
        which = "p.virksomhed=?"
    given = () if virksomhed is None else (virksomhed,)
    found = tx.conn.exec_driver_sql(
        f"SELECT p.virksomhed, max({newest}) FROM praktik p WHERE p.slettet=0 AND {which} GROUP BY p.virksomhed",
        ((i_dag + timedelta(days=1)).isoformat(), BesoegType.NOTE.value, *given),
    )
    return {number: local_day(from_text(when)) for number, when in found if when}


def _plads(tx: Tx, praktik: Praktik, i_dag: date) -> Plads:
    sag = rows.get(tx, Sag, praktik.scope)
    borger = rows.get(tx, Borger, sag.borger) if sag is not None and not sag.slettet and sag.borger else None
    own = borger is not None
    steps = rows.find(
        tx,
        Timer,
        "scope=? AND praktik=? AND fra<=?",
        (praktik.scope, praktik.id, i_dag.isoformat()),
        order="fra DESC, id DESC LIMIT 1",
    )
    return Plads(
        praktik=praktik.id,
        sag=praktik.scope if own else None,
        navn=f"{borger.fornavn or ''} {borger.efternavn or ''}".strip() if borger is not None else "",
        afdeling=(praktik.afdeling or "") if own else "",
        timer=steps[0] if own and steps else None,
        start=date.fromisoformat(praktik.start or i_dag.isoformat()),
        slut=date.fromisoformat(praktik.slut) if praktik.slut else None,
    )


def _first_free(pladser: int | None, i_brug: tuple[Plads, ...], paa_vej: tuple[Plads, ...], i_dag: date) -> date | None:
    """The first end of a forløb by which fewer than all places are taken; those on their way count from their start."""
    if pladser is None or len(i_brug) < pladser:
        return None
    all_ = (*i_brug, *paa_vej)
    for day in sorted(one.slut for one in all_ if one.slut is not None and one.slut >= i_dag):
        taken = sum(one.start <= day and (one.slut is None or one.slut > day) for one in all_)
        if taken < pladser:
            return day
    return None


def _tasks(tx: Tx, virksomhed: Virksomhed) -> tuple[OpgaveTal, ...]:
    """The opgavetyper, each with the number of forløb here whose opgave of that name was done selvstændigt."""
    names = lines(virksomhed.opgavetyper)
    if not names:
        return ()
    window = f"SELECT b.id FROM besoeg b WHERE {_WINDOW} ORDER BY b.tidspunkt DESC LIMIT {LOOKED_THROUGH}"
    # CROSS JOIN keeps the order: from the forløb here to their besøg, and not from all answers of the store.
    found = tx.conn.exec_driver_sql(
        "SELECT DISTINCT p.id, o.navn FROM praktik p CROSS JOIN opgave_trin t ON t.slettet=0 AND t.trin=? "
        f"AND t.besoeg IN ({window}) CROSS JOIN opgave o ON o.id=t.opgave AND o.slettet=0 "
        "WHERE p.virksomhed=? AND p.slettet=0",
        (OpgaveTrin.SELVSTAENDIG.value, virksomhed.id),
    )
    learned = Counter(name for _, name in {(praktik, fold((navn or "").strip())) for praktik, navn in found})
    return tuple(OpgaveTal(navn=name, laert=learned[fold(name)]) for name in names)


def _history(ended: list[Praktik], laering: list[Laering]) -> tuple[ForloebHer, ...]:
    """Own ended forløb and the nameless rows. A row written of an own forløb has its id of it (its words are
    left out where they named somebody), and one that came otherwise says the same words: it stands once."""
    written = {derived_id("laering", p.id) for p in ended}
    own = {(p.laering or "").strip() for p in ended} - {""}
    found = [
        ForloebHer(
            start=date.fromisoformat(p.start) if p.start else None,
            slut=date.fromisoformat(p.slut) if p.slut else None,
            aar=None,
            uger=None,
            timer=None,
            resultat=p.resultat or "",
            afbrudt=bool(p.afbrudt),
            tekst=(p.laering or "").strip(),
        )
        for p in ended
    ]
    found += [
        ForloebHer(
            start=None,
            slut=None,
            aar=row.aar,
            uger=row.uger,
            timer=row.timer,
            resultat=row.resultat or "",
            afbrudt=False,
            tekst=(row.tekst or "").strip(),
        )
        for row in laering
        if row.id not in written and (row.tekst or "").strip() not in own
    ]
    return tuple(sorted(found, key=_age, reverse=True))


def _age(one: ForloebHer) -> str:
    day = one.slut or one.start
    return day.isoformat() if day else f"{one.aar or 0:04d}-12-31"
