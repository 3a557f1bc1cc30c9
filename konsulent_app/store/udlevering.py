"""Reads all that this machine holds about a borger, or of one sag: the rows, and what is not a row yet."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from konsulent_app.store import outbox, rows
from konsulent_app.store.database import Tx
from konsulent_core.clock import to_text
from konsulent_core.entities import (
    ENTITIES,
    Besoeg,
    Borger,
    Kontaktperson,
    Laering,
    Praktik,
    Record,
    Rettelse,
    Sag,
    Sagtal,
    Spoergsmaal,
    Svar,
    Virksomhed,
)
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value

R = TypeVar("R", bound=Record)

_AMONG = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LokalRaekke:
    """What this machine has written in a row and the server has not taken: ``stand`` says why, in Danish."""

    tabel: str
    raekke: int
    stand: str
    foer: Mapping[str, Value]
    efter: Mapping[str, Value]
    hvornaar: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AltOm:
    """``poster`` in the order of ``ENTITIES``, then by id, deleted ones too; ``begyndt`` is (kind, text), and a
    ``haendelse`` (instant, kind, detail)."""

    borger: Borger | None
    sager: tuple[Sag, ...]
    poster: tuple[Record, ...]
    lokalt: tuple[LokalRaekke, ...]
    begyndt: tuple[tuple[str, str], ...]
    haendelser: tuple[tuple[str, str, str], ...]


def read_alt(tx: Tx, sag: int) -> AltOm | None:
    """Everything here about the borger of ``sag``: all her sager, also the words that lie apart from them. None when
    the sag is not here."""
    given = rows.get(tx, Sag, sag)
    if given is None:
        return None
    borger = rows.get(tx, Borger, given.borger) if given.borger else None
    sager = [given] if borger is None else _every(tx, Sag, "borger=?", (borger.id,))
    sager = sager if any(one.id == sag for one in sager) else [given, *sager]
    numbers = [one.id for one in sager]
    scopes = {*numbers, *([borger.id] if borger else ())}
    scopes |= _apart(tx, numbers)
    found = _rows(tx, scopes)
    praktikker = [one for one in found if isinstance(one, Praktik)]
    found += _folk(tx, praktikker)
    found += [one for p in praktikker if (one := rows.get(tx, Laering, derived_id("laering", p.id))) is not None]
    found += _every(tx, Sagtal, f"sag IN {_AMONG}", (json.dumps(numbers),))
    return AltOm(
        borger=borger,
        sager=tuple(sager),
        poster=_in_order(found),
        lokalt=tuple(_lokalt(tx, scopes)),
        begyndt=tuple(_begyndt(tx, scopes)),
        haendelser=tuple(_haendelser(tx, scopes)),
    )


def read_sagen(tx: Tx, sag: int) -> AltOm | None:
    """The rows of one sag as they travel with it, without what is deleted; nothing that is this machine's alone."""
    given = rows.get(tx, Sag, sag)
    if given is None:
        return None
    borger = rows.get(tx, Borger, given.borger) if given.borger else None
    found = [one for one in _rows(tx, {sag, *([borger.id] if borger else ())}) if not one.slettet]
    found += [one for one in _folk(tx, [p for p in found if isinstance(p, Praktik)]) if not one.slettet]
    return AltOm(borger=borger, sager=(given,), poster=_in_order(found), lokalt=(), begyndt=(), haendelser=())


def _rows(tx: Tx, scopes: Collection[int]) -> list[Record]:
    given = (json.dumps(sorted(scopes)),)
    return [one for entity in ENTITIES for one in _every(tx, entity, f"scope IN {_AMONG}", given)]


def _every(tx: Tx, entity: type[R], where: str, parameters: tuple[Value, ...]) -> list[R]:
    """As ``rows.find``, with those that are deleted."""
    gone = tx.conn.exec_driver_sql(f'SELECT id FROM "{entity.tabel}" WHERE slettet=1 AND ({where})', parameters)
    deleted = [one for number in gone.scalars().all() if (one := rows.get(tx, entity, number)) is not None]
    return [*rows.find(tx, entity, where, parameters), *deleted]


def _apart(tx: Tx, sager: Collection[int]) -> set[int]:
    """The scopes of people's own words in these sager (``core.rettigheder.intern_scope``)."""
    given = (json.dumps(sorted(sager)),)
    besoeg = f"besoeg IN (SELECT id FROM {Besoeg.tabel} WHERE scope IN {_AMONG})"
    asked = (
        (Spoergsmaal.tabel, f"sag IN {_AMONG}"),
        (Svar.tabel, besoeg),
        (Rettelse.tabel, besoeg),
    )
    return {
        scope
        for tabel, where in asked
        for scope in tx.conn.exec_driver_sql(f"SELECT DISTINCT scope FROM {tabel} WHERE {where}", given).scalars()
    }


def _folk(tx: Tx, praktikker: Iterable[Praktik]) -> list[Record]:
    """The virksomheder of the praktikker, and the people that these name."""
    places = dict.fromkeys(one.virksomhed for one in praktikker if one.virksomhed)
    people = dict.fromkeys(who for one in praktikker for who in (one.kontaktperson, one.mentor) if who)
    found: list[Record] = [place for number in places if (place := rows.get(tx, Virksomhed, number)) is not None]
    return found + [who for number in people if (who := rows.get(tx, Kontaktperson, number)) is not None]


def _in_order(found: Iterable[Record]) -> tuple[Record, ...]:
    place = {entity: number for number, entity in enumerate(ENTITIES)}
    once = {(type(one), one.id): one for one in found}
    return tuple(sorted(once.values(), key=lambda one: (place[type(one)], one.id)))


def _lokalt(tx: Tx, scopes: Collection[int]) -> Iterable[LokalRaekke]:
    given = (json.dumps(sorted(scopes)),)
    waiting = tx.conn.exec_driver_sql(
        f"SELECT tabel, raekke, base, hvornaar FROM outbox WHERE scope IN {_AMONG} ORDER BY nr", given
    )
    for tabel, raekke, base, seconds in waiting.all():
        foer: dict[str, Value] = json.loads(base) if base else {}
        yield LokalRaekke(
            tabel=tabel,
            raekke=raekke,
            stand="venter på at blive sendt",
            foer=foer,
            efter=_now(tx, tabel, raekke, foer),
            hvornaar=to_text(datetime.fromtimestamp(seconds, UTC)),
        )
    frozen = outbox.under_way(tx)
    for change in () if frozen is None else outbox.changes_of(tx, frozen.number):
        if change.scope in scopes:
            foer = change.base or {}
            efter = {name: change.new.get(name) for name in foer}
            yield LokalRaekke(
                tabel=change.table,
                raekke=change.row,
                stand="er ved at blive sendt",
                foer=foer,
                efter=efter,
                hvornaar="",
            )
    refused = tx.conn.exec_driver_sql(
        f"SELECT tabel, raekke, felter, grund, hvornaar FROM karantaene WHERE scope IN {_AMONG} ORDER BY nr", given
    )
    for tabel, raekke, felter, grund, at in refused:
        stand = f"blev ikke modtaget af serveren: {grund}" if grund else "blev ikke modtaget af serveren"
        yield LokalRaekke(tabel=tabel, raekke=raekke, stand=stand, foer={}, efter=json.loads(felter), hvornaar=at)


def _now(tx: Tx, tabel: str, raekke: int, foer: Collection[str]) -> dict[str, Value]:
    """What stands in the changed fields; a row that was born here stands among the records whole."""
    if not foer:
        return {}
    columns = ",".join(f'"{name}"' for name in foer)
    stands = tx.conn.exec_driver_sql(f'SELECT {columns} FROM "{tabel}" WHERE id=?', (raekke,)).first()
    return {} if stands is None else dict(zip(foer, stands, strict=True))


def _begyndt(tx: Tx, scopes: Collection[int]) -> Iterable[tuple[str, str]]:
    found = tx.conn.exec_driver_sql(
        f"SELECT art, indhold FROM udkast WHERE scope IN {_AMONG} ORDER BY scope, art", (json.dumps(sorted(scopes)),)
    )
    return [(art, indhold) for art, indhold in found]


def _haendelser(tx: Tx, scopes: Collection[int]) -> Iterable[tuple[str, str, str]]:
    found = tx.conn.exec_driver_sql(
        f"SELECT hvornaar, art, coalesce(detalje,'') FROM haendelse WHERE scope IN {_AMONG} ORDER BY nr",
        (json.dumps(sorted(scopes)),),
    )
    return [(at, art, detalje) for at, art, detalje in found]


def count_sager(tx: Tx, borger: int) -> int:
    """How many sager of the borger are here, deleted ones too."""
    return int(tx.conn.exec_driver_sql("SELECT count(*) FROM sag WHERE borger=?", (borger,)).scalar_one())
