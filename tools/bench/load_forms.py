"""The floor's own record: a follow-up form of 27 fields and 1.6 kB, as ``../shared/bench/limit_load.py`` pushes it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec
import psycopg
import zstandard

_IDS = ("id", "case_id", "citizen_id", "company_id", "consultant_id")
_RATINGS = ("r_attendance", "r_tasks", "r_social", "r_wellbeing", "r_belief", "r_match")
_TEXTS = ("progress", "barriers", "tasks", "agreements", "citizen_view", "employer_view")
_TYPES = (
    dict.fromkeys(_IDS, "uuid")
    | dict.fromkeys(("date", "kind", "status"), "text")
    | dict.fromkeys(_RATINGS, "smallint")
    | {"hours_week": "smallint", "hours_paid": "real", "absence_days": "smallint"}
    | dict.fromkeys(("next_date", "created_at", "updated_at"), "text")
    | {"rev": "bigint"}
    | dict.fromkeys(_TEXTS, "text")
)
_COLUMNS = (*_TYPES, "seq")
_DECODER = msgspec.json.Decoder(list[tuple[str | int | float, ...]])
_CHARS = 150
_WORDS = (
    "Møder som aftalt, finder selv den næste opgave og spørger, når noget er uklart. Holder pause med de andre. "
    "Har brug for ro først på dagen; varerne kommer på plads, og listen bliver ført. Vi ser på timerne næste gang. "
)


def make_table(conn: psycopg.Connection[Any], count: int) -> None:
    """``count`` forms that nobody pushes, beside which those of the pushes come to lie."""
    columns = ",".join(f"{name} {kind}" for name, kind in _TYPES.items())
    conn.execute("DROP TABLE IF EXISTS form")
    conn.execute(f"CREATE TABLE form ({columns}, seq bigint, PRIMARY KEY (id))")
    conn.execute("CREATE INDEX form_seq ON form (seq)")
    conn.execute("CREATE INDEX form_case ON form (case_id, date)")
    values = {"uuid": "md5(n::text || 'id')::uuid", "smallint": "n %% 5", "real": "7.5", "bigint": "1"}
    chosen = ",".join(values.get(kind, "'2026-02-12T09:00:00.000Z'") for kind in list(_TYPES.values())[: -len(_TEXTS)])
    told = ",".join(f"substr(%s, (n * {k + 7} %% 60)::int + 1, {_CHARS})" for k in range(len(_TEXTS)))
    conn.execute(
        f"INSERT INTO form ({','.join(_COLUMNS)}) SELECT {chosen},{told},n FROM generate_series(1, %s::bigint) n",
        [*[_WORDS * 2] * len(_TEXTS), count],
    )
    conn.execute("VACUUM ANALYZE form")


def body(person: int, count: int) -> bytes:
    """``count`` changed forms of this person, packed."""
    return zstandard.compress(msgspec.json.encode([list(_form(person, n)) for n in range(count)]), 3)


def _form(person: int, number: int) -> Iterator[str | int | float]:
    for k, (name, kind) in enumerate(_TYPES.items()):
        match kind:
            case "uuid":
                yield str(UUID(int=(person << 64) + (number << 8 if name == "id" else 0) + k))
            case "smallint" | "bigint":
                yield (person + number + k) % 5 + 1
            case "real":
                yield 7.5
            case _ if name in _TEXTS:
                at = (person * 7 + number * 13 + k * 29) % 60
                yield f"{person} {(_WORDS * 2)[at : at + _CHARS]}"
            case _:
                yield "2026-02-12T09:00:00.000Z"


def put(cursor: psycopg.Cursor[Any], packed: bytes, seq: int) -> None:
    rows = _DECODER.decode(zstandard.decompress(packed))
    marks = ",".join(["(" + ",".join(["%s"] * len(_COLUMNS)) + ")"] * len(rows))
    values = [value for row in rows for value in (*row, seq)]
    statement: Any = f"INSERT INTO form ({','.join(_COLUMNS)}) VALUES {marks}{_UPSERT}"
    cursor.execute(statement, values)


_SET = ",".join(f"{name}=excluded.{name}" for name in _COLUMNS[1:])
_UPSERT = f" ON CONFLICT (id) DO UPDATE SET {_SET} WHERE excluded.rev >= form.rev"
