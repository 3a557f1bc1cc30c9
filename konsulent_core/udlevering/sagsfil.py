"""A sag as a file for programs: its records and what belongs to them, as JSON that ``docs/sag.schema.json`` describes.

Row ids are 63-bit numbers, which many readers of JSON round off: they stand as text.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from konsulent_core.entities import BY_TABEL, Record, field_names, field_types
from konsulent_core.errors import UserError
from konsulent_core.merge import Value
from konsulent_core.udlevering.felter import HVILKEN, pointer

FORMAT = "konsulent.sag"
VERSION = 1

_FELT = ("noegle", "titel", "punkt", "type", "audience", "dimension")

R = TypeVar("R", bound=Record)

IKKE_EN_SAG = "Filen er ikke en sag, som appen har lavet. Bed om at få den sendt igen."
SKADET = "Filen er skadet, og noget af den kan ikke læses. Bed om at få den sendt igen."
NYERE = "Filen er lavet med en nyere udgave af appen. Opdatér appen, og prøv igen."


class Sagsfejl(UserError):
    """The file cannot be used; the message says what to do and holds nothing of what stands in it."""


class Art(StrEnum):
    """What the file is for, which decides what is in it."""

    INDSIGT = "indsigt"  # all that is stored about the person (GDPR art. 15)
    OVERDRAGELSE = "overdragelse"  # what another kommune may see of one sag


class HistorikStand(StrEnum):
    """Whether the file tells who changed what."""

    HENTET = "hentet"
    DELVIS = "delvis"  # the line was lost on the way
    MANGLER = "mangler"  # no net: it is at the server
    IKKE_MED = "ikke_med"  # not meant to be


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class HistorikLinje:
    """One field of one row, from one value to another. ``hvornaar`` is the machine's own clock."""

    tabel: str
    raekke: int
    felt: str
    foer: Value
    efter: Value
    hvem: str
    hvornaar: str
    modtaget: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Historik:
    """``besked`` says in Danish where the rest is, where not all of it is here."""

    stand: HistorikStand = HistorikStand.IKKE_MED
    besked: str = ""
    linjer: tuple[HistorikLinje, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Lokal:
    """What only this machine knows of a row: ``stand`` is what becomes of it."""

    tabel: str
    raekke: int
    stand: str
    foer: Mapping[str, Value]
    efter: Mapping[str, Value]
    hvornaar: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Begyndt:
    """Something that is being written and is no record yet, as the app keeps it."""

    art: str
    indhold: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Haendt:
    """Who opened or handed out what, by this machine's own log."""

    hvornaar: str
    art: str
    detalje: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkemaFelt:
    """``type`` is a ``FeltType`` value; ``dimension`` "" and ``trin`` empty but for a vurdering, whose levels it says,
    level 1 first; ``valg`` is what may be chosen, in words."""

    noegle: str
    titel: str
    punkt: str
    type: str
    audience: str
    dimension: str
    valg: tuple[tuple[str, str], ...]
    trin: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkemaOrd:
    """What the fields of a skema are called, so that the answers can be read without the app."""

    noegle: str
    titel: str
    felter: tuple[SkemaFelt, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Sagsfil:
    """``poster`` in the order of ``entities``, then by id. ``dannet`` is an instant; ``af``, ``kommune`` are names."""

    art: Art
    dannet: str
    af: str
    kommune: str
    sager: tuple[int, ...]
    borger: int | None
    poster: tuple[Record, ...]
    skemaer: tuple[SkemaOrd, ...] = ()
    historik: Historik = field(default_factory=Historik)
    lokalt: tuple[Lokal, ...] = ()
    begyndt: tuple[Begyndt, ...] = ()
    haendelser: tuple[Haendt, ...] = ()

    def af_art(self, entity: type[R]) -> tuple[R, ...]:
        """The records of one kind, in their order."""
        return tuple(post for post in self.poster if isinstance(post, entity))


# --- out ----------------------------------------------------------------------------------------------


def to_json(fil: Sagsfil) -> bytes:
    """The same content gives the same bytes."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "art": fil.art.value,
        "dannet": fil.dannet,
        "af": fil.af,
        "kommune": fil.kommune,
        "borger": None if fil.borger is None else str(fil.borger),
        "sager": [str(sag) for sag in fil.sager],
        "poster": _poster(fil.poster),
        "skemaer": [
            {
                "noegle": skema.noegle,
                "titel": skema.titel,
                "felter": [_felt(one) for one in skema.felter],
            }
            for skema in fil.skemaer
        ],
        "historik": {
            "stand": fil.historik.stand.value,
            "besked": fil.historik.besked,
            "linjer": [_linje(linje) for linje in fil.historik.linjer],
        },
        "lokalt": [
            {
                "tabel": one.tabel,
                "raekke": str(one.raekke),
                "stand": one.stand,
                "foer": _values(one.tabel, one.foer),
                "efter": _values(one.tabel, one.efter),
                "hvornaar": one.hvornaar,
            }
            for one in fil.lokalt
        ],
        "begyndt": [{"art": one.art, "indhold": one.indhold} for one in fil.begyndt],
        "haendelser": [{"hvornaar": h.hvornaar, "art": h.art, "detalje": h.detalje} for h in fil.haendelser],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _poster(poster: Iterable[Record]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for post in poster:
        values = {name: getattr(post, name) for name in field_names(type(post))}
        found.setdefault(post.tabel, []).append(
            {"id": str(post.id), "scope": str(post.scope), **_values(post.tabel, values)}
        )
    return found


def _felt(felt: SkemaFelt) -> dict[str, Any]:
    return {**{name: getattr(felt, name) for name in _FELT}, "valg": dict(felt.valg), "trin": list(felt.trin)}


def _linje(linje: HistorikLinje) -> dict[str, Any]:
    value = _values(linje.tabel, {linje.felt: linje.foer}), _values(linje.tabel, {linje.felt: linje.efter})
    return {
        "tabel": linje.tabel,
        "raekke": str(linje.raekke),
        "felt": linje.felt,
        "foer": value[0][linje.felt],
        "efter": value[1][linje.felt],
        "hvem": linje.hvem,
        "hvornaar": linje.hvornaar,
        "modtaget": linje.modtaget,
    }


def _values(tabel: str, values: Mapping[str, Value]) -> dict[str, Any]:
    entity = BY_TABEL.get(tabel)
    types = field_types(entity) if entity is not None else {}
    return {name: _value(tabel, name, value, types.get(name)) for name, value in values.items()}


def _value(tabel: str, felt: str, value: Value, kind: type | None) -> Any:
    if value is None:
        return None
    if kind is bool:
        return bool(value)
    if is_id(tabel, felt):
        return str(value)
    return value


def is_id(tabel: str, felt: str) -> bool:
    """Whether the field holds the id of a row."""
    return felt == HVILKEN or pointer(tabel, felt) is not None


# --- in -----------------------------------------------------------------------------------------------


def from_json(data: bytes) -> Sagsfil:
    """What another app wrote: the records, and what they are about. Nothing in it is taken on trust.

    Raises ``Sagsfejl`` for what is no such file, is damaged, or was made by a newer app.
    """
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        raise Sagsfejl(IKKE_EN_SAG) from None
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("version"), int):
        raise Sagsfejl(IKKE_EN_SAG)
    if told["version"] > VERSION:
        raise Sagsfejl(NYERE)
    try:
        return Sagsfil(
            art=Art(told["art"]),
            dannet=_text(told["dannet"]),
            af=_text(told["af"]),
            kommune=_text(told["kommune"]),
            sager=tuple(_id(one) for one in told["sager"]),
            borger=None if told["borger"] is None else _id(told["borger"]),
            poster=tuple(_record(tabel, one) for tabel, many in told["poster"].items() for one in many),
            skemaer=tuple(_skema(one) for one in told["skemaer"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Sagsfejl(SKADET) from None


def _record(tabel: str, told: Mapping[str, Any]) -> Record:
    entity = BY_TABEL.get(tabel)
    if entity is None:
        raise Sagsfejl(NYERE)
    types = field_types(entity)
    if unknown := told.keys() - types.keys() - {"id", "scope"}:
        # A field is added, never renamed: it was written by an app that knows more, and is not to be lost.
        raise Sagsfejl(NYERE if all(isinstance(name, str) for name in unknown) else SKADET)
    values: dict[str, Any] = {name: _read(tabel, name, told.get(name), types[name]) for name in types}
    values["slettet"] = bool(values["slettet"])
    return entity(id=_id(told["id"]), scope=_id(told["scope"]), **values)


def _read(tabel: str, felt: str, value: Any, kind: type) -> Value:
    if value is None:
        return None
    if is_id(tabel, felt):
        return _id(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    match value:
        case str() | bool() | int() | float() if type(value) is kind:
            return value
        case _:
            raise TypeError


def _skema(told: Mapping[str, Any]) -> SkemaOrd:
    return SkemaOrd(
        noegle=_text(told["noegle"]),
        titel=_text(told["titel"]),
        felter=tuple(
            SkemaFelt(
                **{name: _text(one[name]) for name in _FELT},
                valg=tuple((_text(key), _text(words)) for key, words in one["valg"].items()),
                trin=tuple(_text(words) for words in one["trin"]),
            )
            for one in told["felter"]
        ),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _id(value: Any) -> int:
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or len(value) > len(str(2**63)):
        raise ValueError
    number = int(value)
    if not 0 < number < 2**63:
        raise ValueError
    return number
