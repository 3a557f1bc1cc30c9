"""Which fields of a record point at another row, and what such a row is: for whoever copies rows elsewhere."""

from collections.abc import Mapping
from dataclasses import fields

from konsulent_core.entities import BY_TABEL, ENTITIES, Record, field_types

PEGER: Mapping[str, str] = {
    "borger": "borger",
    "sag": "sag",
    "virksomhed": "virksomhed",
    "kontaktperson": "kontaktperson",
    "mentor": "kontaktperson",
    "praktik": "praktik",
    "bygger_paa": "praktik",
    "besoeg": "besoeg",
    "naeste_efter": "besoeg",
    "opgave": "opgave",
    "skaanehensyn": "skaanehensyn",
    "rapport": "rapport",
}
"""Field → the table of the row that it holds the id of. The same name means the same in every record."""

HVILKEN = "raekke"
"""The id of a row in the table that the record names in ``TABELNAVN``."""
TABELNAVN = "tabelnavn"

TAL = frozenset(
    {"pladser", "aar", "uger", "interval_dage", "nummer", "trin", "version", "antal"}
)  # fmt: skip
"""Whole numbers that are no ids."""

JSON_FELTER: Mapping[str, frozenset[str]] = {
    "rettelse": frozenset({"foer", "efter"}),
    "konflikt": frozenset({"foer", "min", "server"}),
}
"""Fields that hold a JSON object of fields of the row that is spoken of."""


def points_at(record: Record, felt: str) -> str | None:
    """The table of the row that a field of ``record`` points at, or None where it is no pointer."""
    if felt == HVILKEN:
        return getattr(record, TABELNAVN, None) or ""
    return pointer(record.tabel, felt)


def pointer(tabel: str, felt: str) -> str | None:
    """The same for a field of any row of ``tabel``, but for ``HVILKEN``: a pointer is a whole number."""
    entity = BY_TABEL.get(tabel)
    if entity is None or felt not in PEGER or field_types(entity).get(felt) is not int:
        return None
    return PEGER[felt]


def undecided() -> set[tuple[str, str]]:
    """Whole numbers of the records of which nobody has said whether they are ids: something is missing here then."""
    return {
        (entity.tabel, one.name)
        for entity in ENTITIES
        for one in fields(entity)
        if one.name not in ("id", "scope", HVILKEN)
        and field_types(entity).get(one.name) is int
        and one.name not in PEGER
        and one.name not in TAL
    }
