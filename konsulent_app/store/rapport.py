"""Reads all that a report is built from, in as many queries for sixty besøg as for one; and which sager have a møde."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from konsulent_app.store import rows
from konsulent_app.store.besoeg import open_konflikter
from konsulent_app.store.database import Tx
from konsulent_core.clock import read_day
from konsulent_core.entities import (
    Aftale,
    Besoeg,
    Borger,
    Delmaal,
    FremmoedeUge,
    Indsats,
    Opgave,
    OpgaveTrinSvar,
    Praktik,
    Rapport,
    RapportTekst,
    Record,
    Rettelse,
    Sag,
    Skaanehensyn,
    SkaanehensynSvar,
    Timer,
    Udsagn,
    Vurdering,
    field_names,
)
from konsulent_core.ids import derived_id
from konsulent_core.rapport.grundlag import Grundlag
from konsulent_core.soegning import fold
from konsulent_core.words import BesoegType, RettelseTilstand, Tilstand

R = TypeVar("R", bound=Record)
_Rettet = dict[tuple[str, int], dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RapportSag:
    """A sag in the list of Rapporter; ``moede`` is the planned møde, ``besoeg`` how many are locked."""

    sag: int
    navn: str
    sted: str
    moede: date | None
    besoeg: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RapportValgt:
    """The sag's report as far as it is chosen, and the konsulent's own words by paragraph."""

    grundlag: Grundlag
    rapport: Rapport
    tekster: dict[str, str]


def rapport_id(sag: int) -> int:
    """A sag has one report in the making: the same row on every machine."""
    return derived_id("rapport", sag)


def read_rapport_sager(tx: Tx, i_dag: date) -> list[RapportSag]:
    """Open sager: those with a møde planned first, by its date, then the others alphabetically."""
    found = [
        RapportSag(
            sag=row.id,
            navn=f"{row.fornavn or ''} {row.efternavn or ''}".strip() or "Uden navn",
            sted=row.sted or "",
            moede=read_day(row.moede_dato) if (row.moede_dato or "") >= i_dag.isoformat() else None,
            besoeg=row.besoeg,
        )
        for row in tx.conn.exec_driver_sql(_SAGER, (Tilstand.AFSLUTTET, BesoegType.NOTE, i_dag.isoformat()))
    ]
    return sorted(found, key=lambda s: (s.moede is None, s.moede or date.max, fold(s.navn), s.sag))


_SAGER = """
SELECT s.id, s.moede_dato, b.fornavn, b.efternavn,
  (SELECT count(*) FROM besoeg x WHERE x.scope=s.id AND x.slettet=0 AND x.tilstand=? AND x.type<>?) AS besoeg,
  (SELECT v.navn FROM praktik p JOIN virksomhed v ON v.id=p.virksomhed
   WHERE p.scope=s.id AND p.slettet=0 ORDER BY p.start DESC, p.id LIMIT 1) AS sted
FROM sag s JOIN borger b ON b.id=s.borger
WHERE s.slettet=0 AND (s.slut IS NULL OR s.slut>=?)
"""


def read_rapport(tx: Tx, sag: int) -> RapportValgt | None:
    """The whole sag with its locked besøg, what stands in gældende rettelser counting; None when it is not here."""
    kept = rows.get(tx, Sag, sag)
    borger = rows.get(tx, Borger, kept.borger) if kept is not None and kept.borger else None
    if kept is None or kept.slettet or borger is None:
        return None
    besoeg = [
        b
        for b in _of(tx, Besoeg, sag, order="tidspunkt, id")
        if b.tilstand == Tilstand.AFSLUTTET and b.type != BesoegType.NOTE
    ]
    locked = {b.id for b in besoeg}
    amended, rettede = _rettelser(tx, sag, locked)

    def answers(entity: type[R], order: str = "id") -> tuple[R, ...]:
        return tuple(_as_amended(_of(tx, entity, sag, order=order), amended))

    grundlag = Grundlag(
        borger=borger,
        sag=kept,
        tidligere=tuple(rows.find(tx, Sag, "borger=? AND id<>?", (borger.id, sag), order="start, id")),
        praktikker=answers(Praktik, "start, id"),
        steder=_places(tx, sag),
        besoeg=tuple(_as_amended(besoeg, amended)),
        udsagn=answers(Udsagn, "orden, id"),
        vurderinger=answers(Vurdering),
        opgaver=answers(Opgave, "praktik, orden, id"),
        opgave_trin=answers(OpgaveTrinSvar),
        uger=answers(FremmoedeUge, "uge, id"),
        hensyn=answers(Skaanehensyn, "orden, id"),
        hensyn_svar=answers(SkaanehensynSvar),
        timer=answers(Timer, "fra, id"),
        aftaler=answers(Aftale, "orden, id"),
        delmaal=answers(Delmaal, "praktik, orden, id"),
        indsatser=answers(Indsats, "start, id"),
        rettede=frozenset(rettede),
        aabne_konflikter=open_konflikter(tx, sag),
    )
    number = rapport_id(sag)
    found = rows.get(tx, Rapport, number)
    texts = rows.find(tx, RapportTekst, "rapport=?", (number,))
    return RapportValgt(
        grundlag=grundlag,
        rapport=found if found is not None and not found.slettet else Rapport(id=number, scope=sag),
        tekster={t.afsnit: t.tekst for t in texts if t.afsnit and t.tekst},
    )


def _of(tx: Tx, entity: type[R], sag: int, order: str = "id") -> list[R]:
    return rows.find(tx, entity, "scope=?", (sag,), order=order)


def _places(tx: Tx, sag: int) -> dict[int, str]:
    found = tx.conn.exec_driver_sql(
        "SELECT p.id, v.navn FROM praktik p JOIN virksomhed v ON v.id=p.virksomhed WHERE p.scope=?", (sag,)
    )
    return {row[0]: row[1] or "" for row in found}


def _rettelser(tx: Tx, sag: int, locked: set[int]) -> tuple[_Rettet, set[int]]:
    """What the gældende rettelser say, the latest last; and which besøg they amend."""
    amended: _Rettet = defaultdict(dict)
    besoeg: set[int] = set()
    where = "scope=? AND tilstand=?"
    for one in rows.find(tx, Rettelse, where, (sag, RettelseTilstand.GAELDENDE), order="nummer, id"):
        if one.besoeg in locked and one.tabelnavn and one.raekke:
            amended[one.tabelnavn, one.raekke].update(json.loads(one.efter or "{}"))
            besoeg.add(one.besoeg)
    return amended, besoeg


def _as_amended(records: Iterable[R], amended: _Rettet) -> Iterable[R]:
    for record in records:
        said = amended.get((record.tabel, record.id))
        names = field_names(type(record))
        if said is None:
            yield record
        else:
            kept = {name: value for name, value in said.items() if name in names}
            yield replace(record, **kept)  # type: ignore[arg-type]  # the record's own fields, from JSON
