"""A word of its own in every text field of a whole sag, and all the words that a paper says."""

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from konsulent_core.entities import Record
from konsulent_core.rapport.grundlag import Grundlag
from tests.core.rapport.world import grundlag

R = TypeVar("R", bound=Record)

# What the app reads a meaning out of: a planted word would be no value of it.
CODES = {
    "type", "skema", "tilstand", "tidspunkt", "felt", "stemme", "dimension", "trin", "virkning", "part", "art", "fra",
    "start", "slut", "uge", "ma", "ti", "on", "to", "fr", "loe", "soe", "senest", "dato", "formaal", "moede_dato",
    "afbrudt_af", "gjort_dato", "retning",
}  # fmt: skip


def words_of(value: object) -> str:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        return value + "\n"
    if isinstance(value, tuple | frozenset | list):
        return "".join(words_of(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return "".join(words_of(getattr(value, f.name)) for f in fields(value))
    return ""


def planted(record: R) -> R:
    """The record with a word of its own in every text field that is no code."""
    words = {
        f.name: f"<{record.tabel}.{f.name}>"
        for f in fields(record)
        if str(f.type) in ("str | None", "str") and f.name not in CODES
    }
    return replace(record, **words)  # type: ignore[arg-type]


def everywhere() -> Grundlag:
    base = grundlag()
    many = {
        f.name: tuple(planted(one) for one in getattr(base, f.name))
        for f in fields(base)
        if isinstance(getattr(base, f.name), tuple)
    }
    whole = replace(base, **many)  # type: ignore[arg-type]
    earlier = replace(base.sag, id=9, nummer="<sag.nummer>", sagstype="<sag.sagstype>")
    return replace(whole, borger=planted(base.borger), sag=planted(base.sag), tidligere=(earlier,))


def records(base: Grundlag) -> list[Record]:
    found: list[Record] = []
    for f in fields(base):
        value = getattr(base, f.name)
        found += [one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, Record)]
    return found
