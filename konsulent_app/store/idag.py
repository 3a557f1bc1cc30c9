"""Reads the day: today's visits, who is overdue or to be called, the konsulent's own aftaler, and the next day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.frister import FristIDag, read_naere
from konsulent_app.store.journalisering import Venter, read_venter
from konsulent_app.store.rytme import read_rytme
from konsulent_app.store.sager import CURRENT_PRAKTIK, NEWEST_LOCKED, NEWEST_OPEN, SagLinje, read_sager
from konsulent_core.clock import from_text, local_day
from konsulent_core.entities import Aftale, Kontaktperson
from konsulent_core.frister import INGEN, Regler
from konsulent_core.rhythm import Gruppe, Rytme
from konsulent_core.words import BesoegType, Part

# Newest of any kind and state: a telephone call is contact too.
_NEWEST_OF_ALL = "(SELECT b.id FROM besoeg b WHERE b.scope=s.id AND b.slettet=0 ORDER BY b.tidspunkt DESC LIMIT 1)"


@dataclass(frozen=True, slots=True, kw_only=True)
class SagIDag:
    """A sag with whom to call about it. ``talt`` is the day of the newest contact of any kind."""

    linje: SagLinje
    telefon: str  # the borger's
    kontakt: Kontaktperson | None
    mentor: Kontaktperson | None
    talt: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BesoegIDag:
    """A visit agreed for today. ``aftaler``: those of last time, done or not, then older open ones."""

    sag: SagIDag
    adresse: str  # of the virksomhed, where the praktik runs
    nummer: int
    aftaler: tuple[Aftale, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EgenAftale:
    """What the konsulent owes, and in whose sag."""

    aftale: Aftale
    navn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NaesteDag:
    """The next day after today that has visits; ``tid`` and ``virksomhed`` are the first one's."""

    dato: date
    antal: int
    tid: str | None
    virksomhed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IDag:
    """The whole page. ``sager`` counts the caseload, ``besoegt`` the sager visited today already.

    ``egne`` are open, or done today: what was just ticked can still be taken back.
    """

    dato: date
    sager: int
    besoegt: int
    besoeg: tuple[BesoegIDag, ...]
    forfaldne: tuple[SagIDag, ...]
    bekymring: tuple[SagIDag, ...]
    egne: tuple[EgenAftale, ...]
    naeste: NaesteDag | None
    frister: tuple[FristIDag, ...] = ()
    gamle_frister: int = 0  # passed so long ago that they stand on their sager alone
    journal: tuple[Venter, ...] = ()  # not copied to where they must be


def read_idag(
    tx: Tx, i_dag: date, regler: Regler = INGEN, part: Part = Part.KONSULENT, maal: Collection[str] = ()
) -> IDag:
    """The day as its page shows it. Its cost follows the open sager, never the size of the store. ``maal`` are the keys
    of the targets that each besøg must be copied to."""
    linjer, rytme = read_sager(tx, i_dag), read_rytme(tx)
    today = sorted(_today(linjer), key=lambda linje: linje.naeste_tid or "99")
    overdue = sorted(
        (linje for linje in linjer if linje.forfald.gruppe is Gruppe.FORFALDEN),
        key=lambda linje: linje.forfald.dato or i_dag,
    )
    worried = [linje for linje in linjer if linje.bekymring and linje.forfald.gruppe is not Gruppe.I_DAG]
    facts = _facts(tx, {linje.sag for linje in (*today, *overdue, *worried)})
    people = _people(tx, facts.values())

    def whole(linje: SagLinje) -> SagIDag:
        fact = facts[linje.sag]
        return SagIDag(
            linje=linje,
            telefon=fact.telefon or "",
            kontakt=people.get(fact.kontaktperson),
            mentor=people.get(fact.mentor),
            talt=local_day(from_text(fact.talt)) if fact.talt else None,
        )

    near = read_naere(tx, linjer, regler, i_dag)
    frister = tuple(one for one in near if not one.paamindelse.is_old(i_dag))
    promises = _promises(tx, {linje.sag: facts[linje.sag].sidst for linje in today})
    return IDag(
        dato=i_dag,
        sager=len(linjer),
        besoegt=sum(linje.sidst == i_dag for linje in linjer),
        besoeg=tuple(
            BesoegIDag(
                sag=whole(linje),
                adresse=_address(facts[linje.sag]) if linje.virksomhed else "",
                nummer=facts[linje.sag].aabent_nummer or (facts[linje.sag].nummer or 0) + 1,
                aftaler=promises[linje.sag],
            )
            for linje in today
        ),
        forfaldne=tuple(whole(linje) for linje in overdue),
        bekymring=tuple(sag for sag in map(whole, worried) if _wants_call(sag, i_dag, rytme)),
        egne=_own(tx, linjer, i_dag, part),
        naeste=_next_day(linjer, i_dag),
        frister=frister,
        gamle_frister=len(near) - len(frister),
        journal=read_venter(tx, {linje.sag: linje.navn for linje in linjer}, maal, i_dag),
    )


def count_idag(tx: Tx, i_dag: date) -> int:
    """Visits agreed for today and not held yet."""
    return len(_today(read_sager(tx, i_dag)))


def _today(linjer: Iterable[SagLinje]) -> list[SagLinje]:
    return [linje for linje in linjer if linje.forfald.gruppe is Gruppe.I_DAG]


def _wants_call(sag: SagIDag, i_dag: date, rytme: Rytme) -> bool:
    """A bekymringssag is followed closely (DOMAIN §5): as many days without a word are enough."""
    return sag.talt is None or sag.talt + timedelta(days=rytme.taet) <= i_dag


def _facts(tx: Tx, sager: Collection[int]) -> dict[int, Row[Any]]:
    """By sag: phone, people, the place, the newest locked besøg (``sidst``), and the numbers of besøg."""
    found = tx.conn.exec_driver_sql(
        "SELECT s.id, bo.telefon, p.kontaktperson, p.mentor, v.adresse, v.by, n.tidspunkt AS talt, "
        f"(SELECT max(b.nummer) FROM besoeg b WHERE b.scope=s.id AND b.slettet=0 AND b.type<>'{BesoegType.TELEFON}') "
        "AS nummer, "
        f"k.nummer AS aabent_nummer, {NEWEST_LOCKED} AS sidst "
        "FROM sag s JOIN borger bo ON bo.id=s.borger "
        f"LEFT JOIN praktik p ON p.id={CURRENT_PRAKTIK} LEFT JOIN virksomhed v ON v.id=p.virksomhed "
        f"LEFT JOIN besoeg n ON n.id={_NEWEST_OF_ALL} LEFT JOIN besoeg k ON k.id={NEWEST_OPEN} "
        f"WHERE s.id IN ({_marks(sager)})",
        tuple(sager),
    )
    return {row.id: row for row in found}


def _people(tx: Tx, facts: Iterable[Row[Any]]) -> dict[int | None, Kontaktperson]:
    wanted = {number for fact in facts for number in (fact.kontaktperson, fact.mentor) if number is not None}
    found = rows.find(tx, Kontaktperson, f"id IN ({_marks(wanted)})", tuple(wanted))
    return {person.id: person for person in found}


def _address(fact: Row[Any]) -> str:
    adresse, by = fact.adresse or "", fact.by or ""
    return adresse if by in adresse else ", ".join(part for part in (adresse, by) if part)


def _promises(tx: Tx, sidst: dict[int, int | None]) -> dict[int, tuple[Aftale, ...]]:
    """By sag: the aftaler of its newest locked besøg (``sidst``), then the older open ones."""
    last = {besoeg for besoeg in sidst.values() if besoeg is not None}
    found = rows.find(
        tx,
        Aftale,
        f"scope IN ({_marks(sidst)}) AND (coalesce(gjort,0)=0 OR besoeg IN ({_marks(last)}))",
        (*sidst, *last),
        order="orden, id",
    )
    by_sag: dict[int, list[Aftale]] = defaultdict(list)
    for aftale in found:
        by_sag[aftale.scope].append(aftale)
    return {sag: tuple(sorted(by_sag[sag], key=lambda a: a.besoeg != besoeg)) for sag, besoeg in sidst.items()}


def _own(tx: Tx, linjer: Sequence[SagLinje], i_dag: date, part: Part) -> tuple[EgenAftale, ...]:
    """The earliest date first, those without one last."""
    navne = {linje.sag: linje.navn for linje in linjer}
    found = rows.find(
        tx,
        Aftale,
        f"scope IN ({_marks(navne)}) AND part=? AND hvad<>'' AND (coalesce(gjort,0)=0 OR gjort_dato=?)",
        (*navne, part, i_dag.isoformat()),
        order="senest IS NULL, senest, id",
    )
    return tuple(EgenAftale(aftale=aftale, navn=navne[aftale.scope]) for aftale in found)


def _next_day(linjer: Iterable[SagLinje], i_dag: date) -> NaesteDag | None:
    later = [linje for linje in linjer if linje.forfald.aftalt and linje.forfald.dato and linje.forfald.dato > i_dag]
    dato = min((linje.forfald.dato for linje in later if linje.forfald.dato), default=None)
    if dato is None:
        return None
    there = sorted((one for one in later if one.forfald.dato == dato), key=lambda one: one.naeste_tid or "99")
    first = there[0]
    return NaesteDag(dato=dato, antal=len(there), tid=first.naeste_tid, virksomhed=first.virksomhed)


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))
