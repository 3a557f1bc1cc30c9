"""Whether what a machine sends can be kept: what is once in the feed, every other machine must be able to read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Annotated

import msgspec

from konsulent_core.entities import BY_TABEL, Record, field_types
from konsulent_core.merge import Value
from konsulent_core.wire import BirthBlock, BirthRow

_WHITE = re.compile(rb"[\n\t\r]")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
# SQLite's integers have 64 bits, here and on every machine.
_INTEGER = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
_KEPT = str | _INTEGER | float | None
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def are_names(table: str, fields: Iterable[str]) -> bool:
    """Whether these can be a table and its fields, each of them once."""
    found = list(fields)
    return len(set(found)) == len(found) and all(_NAME.fullmatch(name) for name in (table, *found))


def read_rows(entity: type[Record] | None, block: BirthBlock) -> tuple[set[int], list[Sequence[Value]]]:
    """The places of rows whose values do not fit the table's fields, and the values of the others in their order. One
    look at the whole block in the good case."""
    # A row of no fields says nothing, and its empty list could not be told from a list of one empty name.
    if not block.fields or not are_names(block.table, block.fields):
        return set(range(len(block.rows))), []
    shape = _row_shape(entity, block.fields)
    try:
        # mypy wants types it can read; this one is made of the block's own fields.
        return set(), msgspec.json.decode(_as_list(block.rows), type=list[shape])  # type: ignore[valid-type]
    except _UNREADABLE:
        bad = {place for place, row in enumerate(block.rows) if not _fits(row.values, shape)}
        return bad, [msgspec.json.decode(row.values) for place, row in enumerate(block.rows) if place not in bad]


def misfit(entity: type[Record] | None, table: str, fields: Mapping[str, tuple[Value, Value]]) -> bool:
    """Whether the new values of an edit do not fit the table's fields."""
    if not are_names(table, fields):
        return True
    types = _types(entity)
    for name, (_, new) in fields.items():
        try:
            msgspec.convert(new, type=types.get(name, _KEPT))
        except msgspec.ValidationError:
            return True
    return False


def has_white_space(rows: Sequence[BirthRow]) -> bool:
    """Whether any row is not as tight as our own clients write it."""
    return _WHITE.search(_as_list(rows)) is not None


def compact(values: msgspec.Raw) -> bytes:
    """White space between values would be line ends to a bulk load."""
    raw = bytes(values)
    if b"\n" in raw or b"\t" in raw or b"\r" in raw:
        return msgspec.json.encode(msgspec.json.decode(raw))
    return raw


def _as_list(rows: Sequence[BirthRow]) -> bytes:
    return b"[" + b",".join(bytes(row.values) for row in rows) + b"]"


def _fits(values: msgspec.Raw, shape: type) -> bool:
    try:
        msgspec.json.decode(values, type=shape)
    except _UNREADABLE:
        return False
    return True


def _row_shape(entity: type[Record] | None, fields: tuple[str, ...]) -> type:
    types = _types(entity)
    # As above: a tuple type of as many fields as the block has.
    return tuple[*(types.get(name, _KEPT) for name in fields)]  # type: ignore[misc, return-value]


def _types(entity: type[Record] | None) -> Mapping[str, object]:
    """Field → the type that it has on the wire."""
    return {} if entity is None else _types_of(entity.tabel)


@cache
def _types_of(table: str) -> Mapping[str, object]:
    """Remembered: to read a class's types costs more than to check an edit."""
    return {name: _wire_type(plain) for name, plain in field_types(BY_TABEL[table]).items()}


def _wire_type(plain: type) -> object:
    return _INTEGER | None if plain in (bool, int) else plain | None
