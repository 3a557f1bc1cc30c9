"""Reads the count rows of all sager on this machine, and the few words that stand beside a name in a list."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row

from konsulent_app.store.database import Tx
from konsulent_app.store.loefter import NEWEST_BESOEG, Loeftelinje, as_day, instant_day, read_alle_loefter, tomorrow
from konsulent_app.store.sager import SagLinje, read_sager
from konsulent_core.rhythm import Forfald, Gruppe
from konsulent_core.sagtal import PraktikTal, RaaTrin, SagTal, handling, steps_in_force
from konsulent_core.words import BesoegType, IndsatsArt, MaaltalArt, Sagsgruppe, TimerArt

_GRUPPER = {gruppe.value: gruppe for gruppe in Sagsgruppe}
_ARTER = {art.value: art for art in TimerArt}
_AABEN = "SELECT id FROM sag WHERE slettet=0 AND slut IS NULL"
# The workplace is not at a formøde, and a note is no word with anybody.
_CONTACT = NEWEST_BESOEG.format(f"AND b.type NOT IN ('{BesoegType.NOTE.value}','{BesoegType.FORMOEDE.value}')")
_ACTION = NEWEST_BESOEG.format("")
_CLOSED = Forfald(dato=None, aftalt=False, gruppe=Gruppe.UDEN_DATO, dage_over=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverblikLinje:
    """A borger in a list of the page; ``grund`` is the reason for the group, ``oenske`` the dearest wish. In a team's
    page ``navn`` is the number of the sag, and ``hvem`` the konsulent who has it."""

    sag: int
    navn: str
    virksomhed: str
    grund: str
    oenske: str
    hvem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverblikBlad:
    """The whole page: ``andele`` are the måltal, 0-1; ``ulaeselige`` count rows could not be read, and are left out."""

    dato: date
    tal: tuple[SagTal, ...]
    linjer: Mapping[int, OverblikLinje]
    andele: Mapping[MaaltalArt, float]
    ulaeselige: int = 0


def read_overblik(tx: Tx, i_dag: date) -> OverblikBlad:
    """The page by name. Its cost follows the sager with their praktikker, steps and aftaler, not their besøg."""
    open_lines = {linje.sag: linje for linje in read_sager(tx, i_dag)}
    praktikker = _praktikker(tx)
    steps = _steps(tx)
    promises = read_alle_loefter(tx, i_dag)
    mentor = _mentors(tx, i_dag)
    found = _sager(tx, i_dag)
    return OverblikBlad(
        dato=i_dag,
        tal=tuple(
            _sagtal(
                row,
                open_lines.get(row.id),
                praktikker.get(row.id, ()),
                steps.get(row.id, ()),
                promises.get(row.id, Loeftelinje()),
                i_dag,
                mentor=row.id in mentor,
            )
            for row in found
        ),
        linjer={row.id: _linje(row, open_lines.get(row.id)) for row in found},
        andele=read_andele(tx),
    )


def read_andele(tx: Tx) -> dict[MaaltalArt, float]:
    """The måltal of the kommune, 0-1."""
    found = tx.conn.exec_driver_sql("SELECT art, andel FROM maaltal WHERE slettet=0 AND andel>0 ORDER BY id")
    return {MaaltalArt(art): float(andel) for art, andel in found if art in set(MaaltalArt)}


def _sager(tx: Tx, i_dag: date) -> list[Row[Any]]:
    """Open and closed, by name; a closed one is asked for its dates and name alone."""
    before = tomorrow(i_dag)
    return list(
        tx.conn.exec_driver_sql(
            "SELECT s.id, s.borger, s.slut, s.start, s.konsulent, s.mentorstoette, s.moede_dato, s.moede_sidst, "
            "s.gruppe, s.gruppe_grund, s.gruppe_igen, bo.fornavn, bo.efternavn, bo.oensker, "
            f"iif(s.slut IS NULL, {_CONTACT}, NULL) AS kontakt, iif(s.slut IS NULL, {_ACTION}, NULL) AS gjort "
            "FROM sag s JOIN borger bo ON bo.id=s.borger WHERE s.slettet=0 ORDER BY bo.fornavn, bo.efternavn, s.id",
            (before, before),
        )
    )


def _praktikker(tx: Tx) -> dict[int, tuple[PraktikTal, ...]]:
    found = tx.conn.exec_driver_sql(
        "SELECT scope, id, start, slut, afbrudt, afbrudt_aarsag, afbrudt_af, resultat FROM praktik "
        "WHERE slettet=0 ORDER BY start, id"
    ).all()
    by_sag: dict[int, list[PraktikTal]] = defaultdict(list)
    for scope, number, start, slut, afbrudt, aarsag, af, resultat in found:
        by_sag[scope].append(
            PraktikTal(
                praktik=number,
                start=as_day(start),
                slut=as_day(slut),
                afbrudt=bool(afbrudt),
                aarsag=aarsag or "",
                af=af or "",
                resultat=resultat or "",
            )
        )
    return {sag: tuple(own) for sag, own in by_sag.items()}


def _steps(tx: Tx) -> dict[int, tuple[RaaTrin, ...]]:
    found = tx.conn.exec_driver_sql(
        f"SELECT scope, fra, timer, loentimer, art, praktik FROM timer WHERE slettet=0 AND fra IS NOT NULL "
        f"AND scope IN ({_AABEN}) ORDER BY fra, id"
    ).all()
    by_sag: dict[int, list[RaaTrin]] = defaultdict(list)
    for scope, fra, timer, loentimer, art, praktik in found:
        by_sag[scope].append(
            RaaTrin(
                fra=date.fromisoformat(fra),
                timer=timer,
                loentimer=loentimer,
                art=_ARTER.get(art, TimerArt.PRAKTIK),
                praktik=praktik,
            )
        )
    return {sag: tuple(own) for sag, own in by_sag.items()}


def _mentors(tx: Tx, i_dag: date) -> set[int]:
    """Sager in which a mentor is one of the indsatser that run now."""
    today = i_dag.isoformat()
    found = tx.conn.exec_driver_sql(
        "SELECT DISTINCT scope FROM indsats WHERE slettet=0 AND art=? AND coalesce(start,'')<=? "
        "AND (slut IS NULL OR slut>=?)",
        (IndsatsArt.MENTOR.value, today, today),
    )
    return {scope for (scope,) in found}


def _sagtal(
    row: Row[Any],
    linje: SagLinje | None,
    praktikker: tuple[PraktikTal, ...],
    steps: tuple[RaaTrin, ...],
    promises: Loeftelinje,
    i_dag: date,
    *,
    mentor: bool,
) -> SagTal:
    written = (instant_day(row.gjort), as_day(row.moede_sidst), as_day(row.start), promises.gjort)
    begun = (*(p.start for p in praktikker), *(t.fra for t in steps))
    return SagTal(
        sag=row.id,
        borger=row.borger,
        aaben=row.slut is None,
        start=as_day(row.start),
        har_konsulent=bool((row.konsulent or "").strip()),
        bekymring=linje is not None and linje.bekymring,
        mentorstoette=mentor or bool((row.mentorstoette or "").strip()),
        moede=as_day(row.moede_dato),
        gruppe=_GRUPPER.get(row.gruppe),
        igen=as_day(row.gruppe_igen),
        forfald=linje.forfald if linje is not None else _CLOSED,
        kontakt=instant_day(row.kontakt),
        handling=handling(*written, *begun, i_dag=i_dag),
        praktikker=praktikker,
        trin=steps_in_force(steps, praktikker) if steps else (),
        loefter=promises.loefter,
    )


def _linje(row: Row[Any], linje: SagLinje | None) -> OverblikLinje:
    return OverblikLinje(
        sag=row.id,
        navn=f"{row.fornavn or ''} {row.efternavn or ''}".strip(),
        virksomhed=linje.virksomhed if linje is not None else "",
        grund=(row.gruppe_grund or "").strip(),
        oenske=next((line.strip() for line in (row.oensker or "").splitlines() if line.strip()), ""),
    )
