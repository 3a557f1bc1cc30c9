"""The people of the load bench: a country of konsulenter with grants, sessions and rows, made by the database itself.

Every number follows from the number of the person, so that a generator needs no list and no log-in: argon2 for 12,500
people would take hours. Two and two are colleagues: each reads the first five sager of the other.
"""

import hashlib
from dataclasses import dataclass

import psycopg
from sqlalchemy import text

from konsulent_core.entities import Besoeg, Udsagn, field_names
from konsulent_core.words import Tilstand
from konsulent_server.database import open_engine, writing
from konsulent_server.layouts import Layouts
from konsulent_server.schema import METADATA

SAGER = 64  # each with a borger: with those of the kommune and of her own, 130 scopes and the colleague's five
SHARED = 5
EDITED = 5  # rows that her machine writes again and again, one in each shared sag
CHANGED = 3  # rows after these that were changed over the weekend
_USER, _SCOPE, _BESOEG, _ROW = 10**9, 10**12, 10**15, 2 * 10**15
_UDSAGN_CHARS = 146


@dataclass(frozen=True, slots=True)
class People:
    """``users`` of ``kommuner`` with ``rows`` udsagn between them. Feed numbers of a kommune: 1 is the caseload, then
    ``weekend`` pushes that changed three rows of each user, and a last one that changed nothing of hers."""

    users: int = 12_500
    kommuner: int = 98
    rows: int = 100_000
    weekend: int = 400

    @property
    def friday(self) -> int:
        return 1

    @property
    def monday(self) -> int:
        """The feed's end. Who stands one before it has seen all there is for her."""
        return self.weekend + 2

    def kommune(self, person: int) -> int:
        return (person - 1) // 2 % self.kommuner + 1

    def colleague(self, person: int) -> int:
        return person + 1 if person % 2 else person - 1

    def has_colleague(self, person: int) -> bool:
        return self.colleague(person) <= self.users

    def row(self, person: int, place: int) -> int:
        """Her row at ``place``, from 0."""
        return _ROW + place * self.users + person - 1

    def rows_of(self, person: int) -> range:
        return range(person - 1, self.rows, self.users)


def user(person: int) -> int:
    return _USER + person


def scope(person: int, place: int) -> int:
    """The scope of the row at ``place``: a sag's, then its borger's."""
    return _SCOPE + 1000 * person + place % (2 * SAGER) + 1


def besoeg(person: int) -> int:
    return _BESOEG + person


def token(person: int) -> str:
    return f"load-token-{person}"


def refresh(person: int) -> str:
    return f"load-refresh-{person}"


def enrolled(person: int) -> str:
    return f"load-machine-{person}"


def mark(kommune: int, seq: int) -> str:
    return hashlib.sha256(f"{kommune}/{seq}".encode()).hexdigest()[:16]


def said(person: int, number: int, place: int) -> str:
    """What her batch ``number`` writes into the row at ``place``."""
    return f"{number}: konsulent {person}, linje {place}. Møder kl. {8 + number % 8}, spørger selv om den næste opgave."


def fill(address: str, people: People) -> None:
    """Empties the database at ``address`` (postgresql://…) and makes them."""
    engine = open_engine(address.replace("postgresql://", "postgresql+psycopg://", 1))
    layouts = Layouts()
    with writing(engine) as conn:
        conn.execute(text(f"TRUNCATE {','.join(METADATA.tables)}"))
        udsagn = layouts.named(conn, Udsagn.tabel, field_names(Udsagn)).number
        visit = layouts.named(conn, Besoeg.tabel, field_names(Besoeg)).number
    engine.dispose()
    values = {"slettet": "0", "tilstand": f'"{Tilstand.KLADDE.value}"'}
    given = {
        "users": people.users,
        "kommuner": people.kommuner,
        "rows": people.rows,
        "weekend": people.weekend,
        "monday": people.monday,
        "scopes": 2 * SAGER,
        "shared": SHARED,
        "first": EDITED,
        "last": EDITED + CHANGED - 1,
        "user": _USER,
        "scope": _SCOPE,
        "besoeg": _BESOEG,
        "row": _ROW,
        "udsagn": udsagn,
        "visit": visit,
        "visit_values": "[" + ",".join(values.get(name, "null") for name in field_names(Besoeg)) + "]",
        "tekst": "x" * _UDSAGN_CHARS,
    }
    with psycopg.connect(address, autocommit=True) as conn:
        for statement in _STATEMENTS:
            conn.execute(statement, given)
        conn.execute("VACUUM ANALYZE")
        conn.execute("CHECKPOINT")


_PERSON = "generate_series(1, %(users)s::bigint) AS p"
_HASH = "encode(sha256(convert_to({0} || p, 'UTF8')), 'hex')"
# The row at number n of all: whose it is, and its place among hers.
_N = "(n %% %(users)s + 1)"
_PLACE = "(n / %(users)s)"
_CHANGED = f"{_PLACE} BETWEEN %(first)s AND %(last)s"
_STATEMENTS = (
    "INSERT INTO kommune (id,navn,seq) SELECT k, 'Kommune ' || k, %(monday)s FROM generate_series(1, %(kommuner)s) k",
    "INSERT INTO push (kommune,seq,mark,bruger,maskine,modtaget,sendt) SELECT k, s, "
    "substr(encode(sha256(convert_to(k || '/' || s, 'UTF8')), 'hex'), 1, 16), %(user)s + 1, 'load', '', '' "
    "FROM generate_series(1, %(kommuner)s) k, generate_series(1, %(monday)s) s",
    "INSERT INTO bruger (id,kommune,login,navn,kode) SELECT %(user)s + p, (p - 1) / 2 %% %(kommuner)s + 1, "
    f"'load' || p, 'Konsulent ' || p, '' FROM {_PERSON}",
    f"INSERT INTO session (hash,bruger,udloeber) SELECT {_HASH.format(chr(39) + 'load-token-' + chr(39))}, "
    f"%(user)s + p, '9999' FROM {_PERSON}",
    "INSERT INTO familie (id,bruger,tilmelding,udloeber) SELECT 'load-' || p, %(user)s + p, 'load-machine-' || p, "
    f"'9999' FROM {_PERSON}",
    "INSERT INTO tilmelding (id,bruger,noegle,navn,meldt,sidst) SELECT 'load-machine-' || p, %(user)s + p, '', '', '', "
    f"'' FROM {_PERSON}",
    f"INSERT INTO fornyelse (hash,familie,nummer,udloeber) SELECT {_HASH.format(chr(39) + 'load-refresh-' + chr(39))}, "
    f"'load-' || p, 1, '9999' FROM {_PERSON}",
    "INSERT INTO adgang (bruger,scope) SELECT %(user)s + p, s FROM "
    f"{_PERSON}, LATERAL (VALUES ((p - 1) / 2 %% %(kommuner)s + 1), (%(user)s + p)) AS own(s)",
    "INSERT INTO adgang (bruger,scope) SELECT %(user)s + p, %(scope)s + 1000 * p + j FROM "
    f"{_PERSON}, generate_series(1, %(scopes)s) j",
    "INSERT INTO adgang (bruger,scope) SELECT %(user)s + c, %(scope)s + 1000 * p + j FROM "
    f"{_PERSON}, generate_series(1, %(shared)s) j, LATERAL (SELECT p + CASE p %% 2 WHEN 1 THEN 1 ELSE -1 END AS c) o "
    "WHERE c <= %(users)s",
    "INSERT INTO raekke (kommune,id,scope,seq,foedt,layout,felter) SELECT (p - 1) / 2 %% %(kommuner)s + 1, "
    "%(besoeg)s + p, %(scope)s + 1000 * p + 1, 1, 1, %(visit)s, %(visit_values)s FROM " + _PERSON,
    "INSERT INTO raekke (kommune,id,scope,seq,foedt,layout,felter,revs) SELECT "
    f"({_N} - 1) / 2 %% %(kommuner)s + 1, %(row)s + n, %(scope)s + 1000 * {_N} + {_PLACE} %% %(scopes)s + 1, "
    f"CASE WHEN {_CHANGED} THEN 2 + n %% %(weekend)s ELSE 1 END, 1, %(udsagn)s, "
    f"'[0,' || (%(besoeg)s + {_N}) || ',\"opgaver\",\"konsulent\",null,\"' || n || %(tekst)s || '\",null]', "
    f"CASE WHEN {_CHANGED} THEN '{{\"tekst\":' || (2 + n %% %(weekend)s) || '}}' END "
    "FROM generate_series(0, %(rows)s::bigint - 1) n",
    # As the server writes it down: of the caseload, which is far more, nothing.
    "UPDATE push SET scopes=told.scopes FROM (SELECT p.kommune, p.seq, "
    "COALESCE('[' || string_agg(DISTINCT CAST(r.scope AS text), ',') || ']', '[]') AS scopes FROM push p "
    "LEFT JOIN raekke r ON r.kommune=p.kommune AND r.seq=p.seq AND r.seq>1 WHERE p.seq>1 GROUP BY p.kommune, p.seq) "
    "told WHERE push.kommune=told.kommune AND push.seq=told.seq",
)
