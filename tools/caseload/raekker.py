"""Rows of a made-up caseload as they are written in bulk."""

import random

from konsulent_core.entities import BY_TABEL, Record, field_names
from konsulent_core.merge import Value

Row = tuple[str, int, int, tuple[Value, ...]]
"""Table, id, scope, and the values in the order of ``field_names``."""

_FIELDS = {entity: field_names(entity) for entity in BY_TABEL.values()}


def row(entity: type[Record], number: int, scope: int, **given: Value) -> Row:
    """For the few: a row by name, all else empty. The rows of a skema are written out, because they are many."""
    given["slettet"] = 0
    return entity.tabel, number, scope, tuple(given.get(name) for name in _FIELDS[entity])


def new_id(rnd: random.Random) -> int:
    return rnd.getrandbits(63) or 1
