"""Reads the caseload: a line a sag for the list, and one sag whole."""

from dataclasses import dataclass
from datetime import date

from konsulent_app.store import rows
from konsulent_app.store.besoeg import DimensionMaaling, day_of, measurements, open_konflikter
from konsulent_app.store.database import Tx
from konsulent_app.store.loefter import SagLoefter, read_loefter
from konsulent_app.store.rytme import read_rytme
from konsulent_app.store.uge import UgePlan, read_uge
from konsulent_core.clock import from_text, local_day
from konsulent_core.entities import (
    Aftale,
    Besoeg,
    Borger,
    Delmaal,
    FremmoedeUge,
    Kontaktperson,
    Praktik,
    Sag,
    Skaanehensyn,
    Timer,
    Udsagn,
    Virksomhed,
)
from konsulent_core.progression import FremmoedeTal, count_fremmoede
from konsulent_core.rhythm import Forfald, Rytme, interval_days, next_due
from konsulent_core.ugeplan import DAG_FELTER, read_dag
from konsulent_core.words import BesoegType, Tilstand

_FOLLOW_UP = tuple(t.value for t in BesoegType if t not in (BesoegType.NOTE, BesoegType.TELEFON))
_NEWEST = (
    "(SELECT b.id FROM besoeg b WHERE b.scope=s.id AND b.slettet=0 "
    f"AND b.type IN ({','.join(repr(t) for t in _FOLLOW_UP)}) AND b.tilstand='{{}}' "
    "ORDER BY b.tidspunkt DESC LIMIT 1)"
)
# SQL, for a sag ``s``: the ids of its newest locked besøg, of the kladde open in it, of the praktik that began last.
NEWEST_LOCKED = _NEWEST.format(Tilstand.AFSLUTTET)
NEWEST_OPEN = _NEWEST.format(Tilstand.KLADDE)
# What the sag itself says of the next besøg counts as long as no besøg has been locked since (``Sag.naeste_efter``).
_MOVED = "s.naeste_efter IS l.id AND coalesce(s.naeste_dato, s.naeste_grund) IS NOT NULL"
# The same with the newest locked besøg joined as ``l``.
NAESTE_DATO = f"iif({_MOVED}, s.naeste_dato, l.naeste_dato)"
CURRENT_PRAKTIK = "(SELECT p.id FROM praktik p WHERE p.scope=s.id AND p.slettet=0 ORDER BY p.start DESC LIMIT 1)"


@dataclass(frozen=True, slots=True, kw_only=True)
class SagLinje:
    """One borger in the list. ``timer`` in all, ``timer_til`` when from-to, of which ``loentimer``."""

    sag: int
    navn: str
    virksomhed: str
    opgave: str
    bekymring: bool
    timer: float | None
    timer_til: float | None
    loentimer: float | None
    sidst: date | None
    naeste_tid: str | None
    forfald: Forfald
    kladde: int | None  # an open besøg, if there is one


@dataclass(frozen=True, slots=True, kw_only=True)
class ForloebPunkt:
    """A besøg on the timeline."""

    besoeg: int
    nummer: int
    type: str
    dato: date
    laast: bool
    praktik: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SagBlad:
    """One sag as its page shows it. ``praktik`` is the one that runs now, or the last."""

    sag: Sag
    borger: Borger
    praktik: Praktik | None
    praktikker: tuple[Praktik, ...]
    virksomheder: dict[int, Virksomhed]
    kontakt: Kontaktperson | None
    mentor: Kontaktperson | None
    forfald: Forfald
    naeste_dato: date | None
    naeste_tid: str | None
    naeste_grund: str | None
    kladde: Besoeg | None
    besoeg: tuple[ForloebPunkt, ...]
    samtaler: tuple[ForloebPunkt, ...]  # by telephone: they have their papers, and are no besøg of the forløb
    maalinger: tuple[DimensionMaaling, ...]
    timer: tuple[Timer, ...]
    fremmoede: FremmoedeTal | None  # registered at the last besøg
    aftaler: tuple[Aftale, ...]  # of the last besøg, and older open ones
    skaanehensyn: tuple[Skaanehensyn, ...]
    delmaal: tuple[Delmaal, ...]
    noter: tuple[tuple[date, Udsagn], ...]
    konflikter: int
    uge: tuple[UgePlan, ...]
    loefter: SagLoefter


def read_sager(tx: Tx, i_dag: date) -> list[SagLinje]:
    """The caseload, by name. Its cost follows the number of sager, never the number of besøg."""
    found = tx.conn.exec_driver_sql(
        f"SELECT s.id, s.bekymring, bo.fornavn, bo.efternavn, p.id AS praktik, p.start, p.slut, p.afbrudt, "
        f"p.interval_dage, p.afdeling, v.navn AS virksomhed, l.tidspunkt, "
        f"{NAESTE_DATO} AS naeste_dato, "
        f"iif({_MOVED}, s.naeste_tid, l.naeste_tid) AS naeste_tid, "
        f"{NEWEST_OPEN} AS kladde "
        "FROM sag s JOIN borger bo ON bo.id=s.borger "
        f"LEFT JOIN praktik p ON p.id={CURRENT_PRAKTIK} LEFT JOIN virksomhed v ON v.id=p.virksomhed "
        f"LEFT JOIN besoeg l ON l.id={NEWEST_LOCKED} "
        "WHERE s.slettet=0 AND s.slut IS NULL ORDER BY bo.fornavn, bo.efternavn, s.id"
    ).all()
    hours, rytme = _current_hours(tx, i_dag), read_rytme(tx)
    lines = []
    for row in found:
        sidst = local_day(from_text(row.tidspunkt)) if row.tidspunkt else None
        running = row.praktik is not None and not row.afbrudt and (row.slut is None or row.slut >= i_dag.isoformat())
        timer = hours.get(row.id)
        lines.append(
            SagLinje(
                sag=row.id,
                navn=f"{row.fornavn or ''} {row.efternavn or ''}".strip(),
                virksomhed=(row.virksomhed or "") if running else "",
                opgave=row.afdeling or "",
                bekymring=bool(row.bekymring),
                timer=timer.timer if timer else None,
                timer_til=timer.timer_til if timer else None,
                loentimer=timer.loentimer if timer else None,
                sidst=sidst,
                naeste_tid=row.naeste_tid,
                forfald=_forfald(
                    row.naeste_dato,
                    sidst,
                    row.interval_dage,
                    row.start if running else None,
                    bool(row.bekymring),
                    i_dag,
                    rytme,
                ),
                kladde=row.kladde,
            )
        )
    return lines


def read_sag(tx: Tx, sag_id: int, i_dag: date) -> SagBlad | None:
    """One sag with what its page shows; None when it is not on this machine."""
    sag = rows.get(tx, Sag, sag_id)
    borger = rows.get(tx, Borger, sag.borger) if sag is not None and sag.borger else None
    if sag is None or sag.slettet or borger is None:
        return None
    praktikker = rows.find(tx, Praktik, "scope=?", (sag_id,), order="start, id")
    praktik = praktikker[-1] if praktikker else None
    besoeg = rows.find(tx, Besoeg, "scope=?", (sag_id,), order="tidspunkt, id")
    visits = [b for b in besoeg if b.type in _FOLLOW_UP]
    locked = [b for b in visits if b.tilstand == Tilstand.AFSLUTTET]
    last = locked[-1] if locked else None
    last_day = day_of(last) if last else None
    naeste = sag if is_moved(sag, last) else last
    return SagBlad(
        sag=sag,
        borger=borger,
        praktik=praktik,
        praktikker=tuple(praktikker),
        virksomheder={
            p.virksomhed: v
            for p in praktikker
            if p.virksomhed and (v := rows.get(tx, Virksomhed, p.virksomhed)) is not None
        },
        kontakt=rows.get(tx, Kontaktperson, praktik.kontaktperson) if praktik and praktik.kontaktperson else None,
        mentor=rows.get(tx, Kontaktperson, praktik.mentor) if praktik and praktik.mentor else None,
        forfald=_forfald(
            naeste.naeste_dato if naeste else None,
            last_day,
            praktik.interval_dage if praktik else None,
            praktik.start if praktik else None,
            bool(sag.bekymring),
            i_dag,
            read_rytme(tx),
        ),
        naeste_dato=date.fromisoformat(naeste.naeste_dato) if naeste and naeste.naeste_dato else None,
        naeste_tid=naeste.naeste_tid if naeste else None,
        naeste_grund=naeste.naeste_grund if naeste else None,
        kladde=next((b for b in reversed(visits) if b.tilstand != Tilstand.AFSLUTTET), None),
        besoeg=tuple(_punkt(b) for b in visits),
        samtaler=tuple(_punkt(b) for b in besoeg if b.type == BesoegType.TELEFON),
        maalinger=measurements(tx, sag_id),
        timer=tuple(rows.find(tx, Timer, "scope=?", (sag_id,), order="fra, id")),
        fremmoede=_attendance(tx, last.id) if last else None,
        aftaler=tuple(
            rows.find(
                tx,
                Aftale,
                "scope=? AND (besoeg IS ? OR coalesce(gjort,0)=0)",
                (sag_id, last.id if last else None),
                order="orden, id",
            )
        ),
        skaanehensyn=tuple(rows.find(tx, Skaanehensyn, "scope=?", (sag_id,), order="orden, id")),
        delmaal=tuple(rows.find(tx, Delmaal, "scope=?", (sag_id,), order="orden, id")),
        noter=_notes(tx, besoeg[-4:]),
        konflikter=open_konflikter(tx, sag_id),
        uge=read_uge(tx, sag_id, i_dag),
        loefter=read_loefter(tx, sag_id, i_dag),
    )


def newest_locked(tx: Tx, sag: int) -> int | None:
    """The id of the sag's newest locked besøg."""
    found = tx.conn.exec_driver_sql(f"SELECT {NEWEST_LOCKED} FROM sag s WHERE s.id=?", (sag,)).scalar_one_or_none()
    return None if found is None else int(found)


def is_moved(sag: Sag, last: Besoeg | None) -> bool:
    """Whether the next besøg is the one the sag itself says: agreed or moved since the newest locked besøg."""
    return sag.naeste_efter == (last.id if last else None) and bool(sag.naeste_dato or sag.naeste_grund)


def _punkt(besoeg: Besoeg) -> ForloebPunkt:
    return ForloebPunkt(
        besoeg=besoeg.id,
        nummer=besoeg.nummer or 0,
        type=besoeg.type or "",
        dato=day_of(besoeg),
        laast=besoeg.tilstand == Tilstand.AFSLUTTET,
        praktik=besoeg.praktik,
    )


def _forfald(
    naeste: str | None,
    sidst: date | None,
    interval: int | None,
    start: str | None,
    bekymring: bool,
    i_dag: date,
    rytme: Rytme,
) -> Forfald:
    days = interval_days(
        praktik_start=date.fromisoformat(start) if start else None,
        bekymring=bekymring,
        i_dag=i_dag,
        interval_dage=interval,
        rytme=rytme,
    )
    return next_due(naeste=date.fromisoformat(naeste) if naeste else None, sidst=sidst, interval=days, i_dag=i_dag)


def _current_hours(tx: Tx, i_dag: date) -> dict[int, Timer]:
    """The step in force today, by sag."""
    current: dict[int, Timer] = {}
    running = "fra<=? AND scope IN (SELECT id FROM sag WHERE slettet=0 AND slut IS NULL)"
    for step in rows.find(tx, Timer, running, (i_dag.isoformat(),), order="fra, id"):
        current[step.scope] = step
    return current


def _attendance(tx: Tx, besoeg: int) -> FremmoedeTal | None:
    weeks = rows.find(tx, FremmoedeUge, "besoeg=?", (besoeg,))
    days = [read_dag(value)[0] for week in weeks for f in DAG_FELTER if (value := getattr(week, f)) is not None]
    return count_fremmoede(days) if days else None


def _notes(tx: Tx, besoeg: list[Besoeg]) -> tuple[tuple[date, Udsagn], ...]:
    """The last few things that were said, newest besøg first."""
    found = []
    for one in reversed(besoeg):
        for udsagn in rows.find(tx, Udsagn, "besoeg=? AND tekst<>''", (one.id,), order="orden, id LIMIT 3"):
            found.append((day_of(one), udsagn))
    return tuple(found[:4])
