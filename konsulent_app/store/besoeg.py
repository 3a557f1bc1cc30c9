"""Reads a besøg with everything its form and its papers show: the answers, and the last time's beside them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.rytme import read_rytme
from konsulent_app.store.visitkort import read_visitkort
from konsulent_core.clock import from_text, local_day, to_text
from konsulent_core.entities import (
    Aftale,
    Besoeg,
    Borger,
    Delmaal,
    FremmoedeUge,
    Kontaktperson,
    Opgave,
    OpgaveTrinSvar,
    Praktik,
    Rettelse,
    Sag,
    Skaanehensyn,
    SkaanehensynSvar,
    Spoergsmaal,
    Svar,
    Timer,
    Udsagn,
    Virksomhed,
    Visitkort,
    Vurdering,
)
from konsulent_core.forsoeg import Forsoeg, ophoert, tidligere_forsoeg, trin_af
from konsulent_core.progression import Maaling
from konsulent_core.rhythm import interval_days, propose_next
from konsulent_core.skema.faste import KUN_VED_JA
from konsulent_core.skema.grammar import FOELGER_OP
from konsulent_core.ugeplan import PlanlagtDag, parse_ugeplan, planned_days
from konsulent_core.words import BesoegType, KonfliktTilstand, Retning, Stemme, Tilstand

# A first visit asks about no more than these weeks back.
_FIRST_LOOK_BACK = timedelta(days=14)

_MOEDER = tuple(t.value for t in BesoegType if t not in (BesoegType.NOTE, BesoegType.TELEFON))


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionMaaling:
    """An earlier measurement, with the number of the besøg it was made at."""

    dimension: str
    besoeg: int
    nummer: int
    maaling: Maaling


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidst:
    """The besøg before this one in the sag, and what was answered last time the same was asked.

    Words and plain answers are those of ``samme``, the last besøg of this type; tasks and skånehensyn those of
    ``fulgt``, the last one that asked how it went (``FOELGER_OP``). Most often all three are one besøg.
    """

    besoeg: Besoeg
    dato: date
    samme: date | None
    fulgt: date | None
    udsagn: tuple[Udsagn, ...]
    opgave_trin: tuple[OpgaveTrinSvar, ...]
    skaanehensyn_svar: tuple[SkaanehensynSvar, ...]
    svar: tuple[Svar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BesoegBlad:
    """One besøg as its form shows it. ``dato`` is its day in Denmark; ``maalinger`` are all earlier ones of the sag."""

    besoeg: Besoeg
    dato: date
    sag: Sag
    borger: Borger
    praktik: Praktik | None
    virksomhed: Virksomhed | None
    kontakt: Kontaktperson | None
    mentor: Kontaktperson | None
    steder: dict[int, str]  # praktik → the name of its virksomhed, for every praktik of the sag
    sidst: Sidst | None
    noter_siden: tuple[Udsagn, ...]
    udsagn: tuple[Udsagn, ...]
    vurderinger: tuple[Vurdering, ...]
    maalinger: tuple[DimensionMaaling, ...]
    svar: tuple[Svar, ...]
    opgaver: tuple[Opgave, ...]
    opgave_trin: tuple[OpgaveTrinSvar, ...]
    planlagt: tuple[PlanlagtDag, ...]
    uger: tuple[FremmoedeUge, ...]
    skaanehensyn: tuple[Skaanehensyn, ...]
    skaanehensyn_svar: tuple[SkaanehensynSvar, ...]
    timer: tuple[Timer, ...]
    aftaler_sidst: tuple[Aftale, ...]
    aftaler: tuple[Aftale, ...]
    delmaal: tuple[Delmaal, ...]
    rettelser: tuple[Rettelse, ...]
    aabne_konflikter: int
    naeste_forslag: date  # the day that the rhythm proposes for the next besøg (DOMAIN §5)
    spoergsmaal: tuple[Spoergsmaal, ...] = ()  # intern: not asked yet, or at this besøg
    proevet: tuple[Forsoeg, ...] = ()  # the borger's raises before this besøg, over all praktikker and sager
    visitkort: tuple[Visitkort, ...] = ()  # of those who work on this machine


def read_besoeg(tx: Tx, besoeg_id: int) -> BesoegBlad | None:
    """Everything about one besøg; None when it is not here (any more)."""
    besoeg = rows.get(tx, Besoeg, besoeg_id)
    return None if besoeg is None or besoeg.slettet else _read(tx, besoeg)


def read_kommende(tx: Tx, sag: int, now: datetime) -> BesoegBlad | None:
    """What an opfølgning of the sag begun ``now`` would show, or the one that is open; None when the sag is not here.

    One that has not begun has id 0 and stands nowhere.
    """
    kept = rows.get(tx, Sag, sag)
    if kept is None or kept.slettet:
        return None
    kind = BesoegType.OPFOELGNING
    waiting = rows.find(tx, Besoeg, "scope=? AND type=? AND tilstand=?", (sag, kind, Tilstand.KLADDE),
                        "tidspunkt DESC LIMIT 1")  # fmt: skip
    if waiting:
        return _read(tx, waiting[0])
    praktik = rows.find(tx, Praktik, "scope=?", (sag,), "start DESC, id LIMIT 1")
    return _read(tx, Besoeg(id=0, scope=sag, praktik=praktik[0].id if praktik else None, type=kind,
                            tidspunkt=to_text(now)))  # fmt: skip


def _read(tx: Tx, besoeg: Besoeg) -> BesoegBlad | None:
    besoeg_id = besoeg.id
    sag = rows.get(tx, Sag, besoeg.scope)
    borger = rows.get(tx, Borger, sag.borger) if sag is not None and sag.borger else None
    if sag is None or borger is None:
        return None
    praktik = rows.get(tx, Praktik, besoeg.praktik) if besoeg.praktik else None
    at = besoeg.tidspunkt or ""
    dato = day_of(besoeg)
    sidst = _read_sidst(tx, besoeg)
    here = (besoeg_id,)
    return BesoegBlad(
        besoeg=besoeg,
        dato=dato,
        sag=sag,
        borger=borger,
        praktik=praktik,
        virksomhed=rows.get(tx, Virksomhed, praktik.virksomhed) if praktik and praktik.virksomhed else None,
        kontakt=_person(tx, praktik.kontaktperson if praktik else None),
        mentor=_person(tx, praktik.mentor if praktik else None),
        steder=_places(tx, besoeg.scope),
        sidst=sidst,
        noter_siden=_notes_since(tx, besoeg, sidst),
        udsagn=tuple(rows.find(tx, Udsagn, "besoeg=?", here, order="orden, id")),
        vurderinger=tuple(rows.find(tx, Vurdering, "besoeg=?", here)),
        maalinger=measurements(tx, besoeg.scope, at, besoeg_id),
        svar=_answers(rows.find(tx, Svar, "besoeg=?", here)),
        opgaver=tuple(rows.find(tx, Opgave, "scope=? AND praktik IS ?", (besoeg.scope, besoeg.praktik), "orden, id")),
        opgave_trin=tuple(rows.find(tx, OpgaveTrinSvar, "besoeg=?", here)),
        planlagt=_planned(praktik, sidst, dato),
        uger=tuple(rows.find(tx, FremmoedeUge, "besoeg=?", here, order="uge")),
        skaanehensyn=tuple(rows.find(tx, Skaanehensyn, "scope=?", (besoeg.scope,), order="orden, id")),
        skaanehensyn_svar=tuple(rows.find(tx, SkaanehensynSvar, "besoeg=?", here)),
        timer=tuple(rows.find(tx, Timer, "scope=?", (besoeg.scope,), order="fra, id")),
        aftaler_sidst=_aftaler_before(tx, besoeg, sidst),
        aftaler=tuple(rows.find(tx, Aftale, "besoeg=?", here, order="orden, id")),
        delmaal=tuple(rows.find(tx, Delmaal, "scope=? AND praktik IS ?", (besoeg.scope, besoeg.praktik), "orden, id")),
        rettelser=tuple(rows.find(tx, Rettelse, "besoeg=?", here, order="nummer IS NULL, nummer, hvornaar")),
        aabne_konflikter=open_konflikter(tx, besoeg.scope),
        naeste_forslag=_proposed(tx, sag, praktik, dato),
        spoergsmaal=tuple(
            rows.find(
                tx,
                Spoergsmaal,
                "sag=? AND tekst<>'' AND (stillet IS NULL OR stillet>=?)",
                (besoeg.scope, dato.isoformat()),
                order="orden, id",
            )
        ),
        proevet=_tried(tx, borger, besoeg, dato),
        visitkort=read_visitkort(tx),
    )


def _tried(tx: Tx, borger: Borger, besoeg: Besoeg, dato: date) -> tuple[Forsoeg, ...]:
    """What the hours came to in an earlier sag, and in a praktik that has ended, is an attempt like any other."""
    sager = [sag.id for sag in rows.find(tx, Sag, "borger=?", (borger.id,))]
    steps = [
        step
        for sag in sager
        for step in rows.find(tx, Timer, "scope=? AND fra<=?", (sag, dato.isoformat()), order="fra, id")
        if step.besoeg != besoeg.id
    ]
    praktikker = [praktik for sag in sager for praktik in rows.find(tx, Praktik, "scope=?", (sag,))]
    return tidligere_forsoeg((trin for step in steps if (trin := trin_af(step)) is not None), ophoert(praktikker, dato))


def day_of(besoeg: Besoeg) -> date:
    """The day in Denmark on which the besøg took place."""
    return local_day(_instant(besoeg))


def open_konflikter(tx: Tx, sag: int) -> int:
    """How many fields of the sag are changed in two places and not yet chosen between."""
    count = tx.conn.exec_driver_sql(
        "SELECT count(*) FROM konflikt WHERE scope=? AND tilstand=? AND slettet=0",
        (sag, KonfliktTilstand.AABEN),
    ).scalar_one()
    return int(count)


def _answers(found: list[Svar]) -> tuple[Svar, ...]:
    """Without those to a question that is asked no more: it followed from a yes that was taken back."""
    said = {svar.felt: svar.vaerdi for svar in found}
    return tuple(s for s in found if s.felt not in KUN_VED_JA or said.get(KUN_VED_JA[s.felt]) == "ja")


def _instant(besoeg: Besoeg) -> datetime:
    return from_text(besoeg.tidspunkt or "1970-01-01T00:00:00.000Z")


def _person(tx: Tx, number: int | None) -> Kontaktperson | None:
    return rows.get(tx, Kontaktperson, number) if number else None


def _places(tx: Tx, sag: int) -> dict[int, str]:
    found = tx.conn.exec_driver_sql(
        "SELECT p.id, v.navn FROM praktik p JOIN virksomhed v ON v.id=p.virksomhed WHERE p.scope=?", (sag,)
    )
    return {row[0]: row[1] or "" for row in found}


def _read_sidst(tx: Tx, besoeg: Besoeg) -> Sidst | None:
    before = _newest_before(tx, besoeg, _MOEDER)
    if before is None:
        return None
    kind = besoeg.type or ""
    same = before if before.type == kind else _newest_before(tx, besoeg, (kind,))
    asked = before if before.type in FOELGER_OP else _newest_before(tx, besoeg, tuple(sorted(FOELGER_OP)))
    there = (same.id if same else None,)
    then = (asked.id if asked else None,)
    return Sidst(
        besoeg=before,
        dato=day_of(before),
        samme=day_of(same) if same else None,
        fulgt=day_of(asked) if asked else None,
        udsagn=tuple(rows.find(tx, Udsagn, "besoeg=?", there, order="orden, id")),
        opgave_trin=tuple(rows.find(tx, OpgaveTrinSvar, "besoeg=?", then)),
        skaanehensyn_svar=tuple(rows.find(tx, SkaanehensynSvar, "besoeg=?", then)),
        svar=tuple(rows.find(tx, Svar, "besoeg=?", there)),
    )


def _newest_before(tx: Tx, besoeg: Besoeg, types: tuple[str, ...]) -> Besoeg | None:
    found = rows.find(
        tx,
        Besoeg,
        f"scope=? AND tidspunkt<? AND id<>? AND type IN ({','.join('?' * len(types))})",
        (besoeg.scope, besoeg.tidspunkt, besoeg.id, *types),
        order="tidspunkt DESC LIMIT 1",
    )
    return found[0] if found else None


def _notes_since(tx: Tx, besoeg: Besoeg, sidst: Sidst | None) -> tuple[Udsagn, ...]:
    """What was noted by telephone or in passing since the last besøg."""
    since = sidst.besoeg.tidspunkt if sidst else ""
    return tuple(
        rows.find(
            tx,
            Udsagn,
            "besoeg IN (SELECT id FROM besoeg WHERE scope=? AND slettet=0 AND type IN (?,?) "
            "AND tidspunkt>? AND tidspunkt<=?)",
            (besoeg.scope, BesoegType.NOTE, BesoegType.TELEFON, since, besoeg.tidspunkt),
        )
    )


def measurements(tx: Tx, sag: int, before: str = "~", but: int = 0) -> tuple[DimensionMaaling, ...]:
    """Every voice's levels in the sag, oldest first: those of besøg begun before the instant, and not of ``but``."""
    found = tx.conn.exec_driver_sql(
        "SELECT v.dimension, v.stemme, v.trin, v.retning, b.id, b.nummer, b.skema, b.tidspunkt "
        "FROM besoeg b JOIN vurdering v ON v.besoeg=b.id "
        "WHERE b.scope=? AND b.slettet=0 AND v.slettet=0 AND b.tidspunkt<? AND b.id<>? "
        "AND (v.trin IS NOT NULL OR v.ikke_droeftet=1) ORDER BY b.tidspunkt, b.id",
        (sag, before, but),
    )
    return tuple(
        DimensionMaaling(
            dimension=row.dimension,
            besoeg=row.id,
            nummer=row.nummer or 0,
            maaling=Maaling(
                dato=local_day(from_text(row.tidspunkt)),
                skema=row.skema,
                stemme=Stemme(row.stemme),
                trin=row.trin,
                retning=Retning(row.retning) if row.retning else None,
            ),
        )
        for row in found
    )


def _proposed(tx: Tx, sag: Sag, praktik: Praktik | None, dato: date) -> date:
    interval = interval_days(
        interval_dage=praktik.interval_dage if praktik else None,
        bekymring=bool(sag.bekymring),
        praktik_start=date.fromisoformat(praktik.start) if praktik and praktik.start else None,
        i_dag=dato,
        rytme=read_rytme(tx),
    )
    return propose_next(dato, interval)


def _planned(praktik: Praktik | None, sidst: Sidst | None, dato: date) -> tuple[PlanlagtDag, ...]:
    """The planned days from the last besøg that asked about them up to yesterday's; before a first one, two weeks'.

    The day of a besøg is asked about at the next one: it is not over yet.
    """
    if praktik is None or not praktik.ugeplan:
        return ()
    start = dato - _FIRST_LOOK_BACK if sidst is None else sidst.fulgt or sidst.dato
    if praktik.start:
        start = max(start, date.fromisoformat(praktik.start))
    return planned_days(parse_ugeplan(praktik.ugeplan), start, dato - timedelta(days=1))


def _aftaler_before(tx: Tx, besoeg: Besoeg, sidst: Sidst | None) -> tuple[Aftale, ...]:
    """Those of last time, done or not, and any older one that was still open when this besøg began."""
    last = sidst.besoeg.id if sidst else 0
    return tuple(
        rows.find(
            tx,
            Aftale,
            "scope=? AND besoeg IS NOT ? AND (besoeg=? OR coalesce(gjort,0)=0 OR gjort_dato>=?) "
            "AND coalesce((SELECT tidspunkt FROM besoeg b WHERE b.id=aftale.besoeg),'') < ?",
            (besoeg.scope, besoeg.id, last, day_of(besoeg).isoformat(), besoeg.tidspunkt),
            order="orden, id",
        )
    )
