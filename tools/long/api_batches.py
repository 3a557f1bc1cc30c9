"""Batches that fit the wire's shapes and nothing else: what a machine gone mad, or somebody curious, might send."""

import json
from random import Random

from konsulent_core.entities import BY_TABEL, field_names

_TABLES = [*BY_TABEL, *BY_TABEL, "ukendt", "raekke", "", "Udsagn", "a;b", "x" * 70, "\x00", "æ"]
_NAMES = ["tekst", "nyt", "slettet", "besoeg", "tilstand", "", "id", "a b", "\x00", "SELECT", "x" * 70, "ø"]
_IDS = [0, 1, -1, 10, 11, 12, 100, 101, 102, 2**31, 2**63 - 1, -(2**63)]
_VALUES: list[object] = [
    None, 0, 1, -1, 12, 2**53, 2**63 - 1, -(2**63), 2**63, 2**200, 0.5, -0.0, 1e308, 5e-324, True, False,
    "", " ", "hej", "0", "\x00", "\n\t\r", "\\N", "\u2028", "😀", "e\u0301", "x" * 5000, "afsluttet", "kladde",
    "2026-03-12", "2026-02-30", [], [1], {}, {"a": 1},
]  # fmt: skip
# A half of a pair, as JSON can write it and no text can hold it.
_HALF = '"\\ud800"'


def strange_request(dice: Random, device: str, number: int) -> bytes:
    """A ``SyncRequest`` whose batch is the machine's next one."""
    batch = {
        "number": number,
        "at": dice.choice(["", "2026-03-12T09:42:00.040Z", "i går", "0001-01-01", "9999-12-31T23:59:59Z", "-1"]),
        "births": [_block(dice) for _ in range(dice.randrange(4))],
        "edits": [_edit(dice) for _ in range(dice.randrange(4))],
    }
    body = json.dumps({"v": 1, "device": device, "cursor": 0, "mark": "", "batch": batch}, ensure_ascii=False)
    if dice.random() < 0.05:
        body = body.replace('"hej"', _HALF)
    return body.encode("utf-8")


def _block(dice: Random) -> dict[str, object]:
    table = dice.choice(_TABLES)
    names = _fields(dice, table)
    rows = [
        [dice.choice(_IDS), dice.choice(_IDS), _age(dice), [dice.choice(_VALUES) for _ in _as_many(dice, names)]]
        for _ in range(dice.randrange(4))
    ]
    return {"table": table, "fields": names, "rows": rows, "base_rev": dice.choice([-1, -1, -1, 0, 1, 5, -7, 2**40])}


def _edit(dice: Random) -> list[object]:
    table = dice.choice(_TABLES)
    plain = [value for value in _VALUES if not isinstance(value, list | dict | bool)]
    fields = {name: [dice.choice(plain), dice.choice(plain)] for name in _fields(dice, table)}
    return [table, dice.choice(_IDS), dice.choice(_IDS), _age(dice), dice.choice([0, 1, 7, -1, 2**62]), fields]


def _fields(dice: Random, table: str) -> list[str]:
    known = list(field_names(BY_TABEL[table])) if table in BY_TABEL else _NAMES
    if dice.random() < 0.6:
        return known
    found = dice.sample(known, dice.randrange(len(known) + 1))
    return [*found, dice.choice(_NAMES)] if dice.random() < 0.5 else found


def _as_many(dice: Random, names: list[str]) -> range:
    return range(len(names) if dice.random() < 0.9 else dice.randrange(len(names) + 3))


def _age(dice: Random) -> int:
    return dice.choice([0, 0, 5, -5, 10**9, 10**15, 2**63 - 1, -(2**63)])
