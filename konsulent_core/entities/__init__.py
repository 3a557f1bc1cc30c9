"""The records of the field as frozen dataclasses, and what sync must know of each: scope, key, groups, besøg.

The dataclass is the one source: the client's typed tables, the wire's field lists and the merge's groups are read
from it. Every field but the id may be absent (None): a record lives from its first key stroke. Dates are ISO
``YYYY-MM-DD``, instants ISO UTC with ``Z``, hours decimal numbers; enumerations hold their value from ``words``.
In store and on the wire a truth value is 0 or 1.
"""

from dataclasses import fields
from typing import get_type_hints

from konsulent_core.entities.besoeg import (
    Aftale,
    Besoeg,
    FremmoedeUge,
    Journalisering,
    OpgaveTrinSvar,
    Rettelse,
    SkaanehensynSvar,
    Spoergsmaal,
    Svar,
    Udsagn,
    Vurdering,
)
from konsulent_core.entities.faelles import Forsinket, Konflikt, Maaltal, Sagtal, Skemafil
from konsulent_core.entities.grund import Record, Scope
from konsulent_core.entities.papir import Rapport, RapportTekst, Visitkort
from konsulent_core.entities.praktik import Delmaal, Opgave, Praktik, Skaanehensyn, Timer
from konsulent_core.entities.sag import Borger, Indsats, Sag
from konsulent_core.entities.virksomhed import Kontaktperson, Laering, Virksomhed

__all__ = [
    "BY_TABEL",
    "ENTITIES",
    "Aftale",
    "Besoeg",
    "Borger",
    "Delmaal",
    "Forsinket",
    "FremmoedeUge",
    "Indsats",
    "Journalisering",
    "Konflikt",
    "Kontaktperson",
    "Laering",
    "Maaltal",
    "Opgave",
    "OpgaveTrinSvar",
    "Praktik",
    "Rapport",
    "RapportTekst",
    "Record",
    "Rettelse",
    "Sag",
    "Sagtal",
    "Scope",
    "Skaanehensyn",
    "SkaanehensynSvar",
    "Skemafil",
    "Spoergsmaal",
    "Svar",
    "Timer",
    "Udsagn",
    "Virksomhed",
    "Visitkort",
    "Vurdering",
    "field_names",
    "field_types",
    "group_of",
]

ENTITIES: tuple[type[Record], ...] = (
    Borger,
    Sag,
    Virksomhed,
    Kontaktperson,
    Laering,
    Maaltal,
    Indsats,
    Praktik,
    Delmaal,
    Skaanehensyn,
    Opgave,
    Timer,
    Besoeg,
    Udsagn,
    Vurdering,
    Svar,
    OpgaveTrinSvar,
    FremmoedeUge,
    SkaanehensynSvar,
    Aftale,
    Spoergsmaal,
    Visitkort,
    Journalisering,
    Rapport,
    RapportTekst,
    Skemafil,
    Rettelse,
    Konflikt,
    Forsinket,
    Sagtal,
)

BY_TABEL: dict[str, type[Record]] = {e.tabel: e for e in ENTITIES}


def field_names(entity: type[Record]) -> tuple[str, ...]:
    """The synced fields of a record, in wire order; ``id`` and ``scope`` travel apart."""
    return tuple(f.name for f in fields(entity) if f.name not in ("id", "scope"))


def field_types(entity: type[Record]) -> dict[str, type]:
    """Field name → the plain type it holds when it is not None (str, int, float or bool)."""
    hints = get_type_hints(entity)
    plain: dict[str, type] = {}
    for name in field_names(entity):
        hint = hints[name]
        args = [a for a in getattr(hint, "__args__", (hint,)) if a is not type(None)]
        plain[name] = args[0]
    return plain


def group_of(entity: type[Record], field: str) -> frozenset[str]:
    """The fields that merge together with ``field`` (itself alone when it stands in no group)."""
    for group in entity.grupper:
        if field in group:
            return group
    return frozenset({field})
