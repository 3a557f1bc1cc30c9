"""The floor: the same rows from A to a server to B as thinly as the same parts allow, kept durably at each end.

A: SELECT from SQLCipher → msgspec → zstd 3 → one POST. Server: uvicorn, raw ASGI → COPY into a temporary table, then
upsert into typed tables of PostgreSQL, commit. B: GET since a number → SELECT → msgspec → zstd → executemany in one
transaction, ``synchronous=FULL``. No log-in, ORM, audit, merge or slices: a product is compared with it as a ratio
and not expected to meet it. It follows ``../shared/bench/limit_sync_floor.py``, with the real rows in its place.
"""

import http.client
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import sqlcipher3.dbapi2 as sqlcipher
import uvicorn
import zstandard
from psycopg import sql

from konsulent_core.entities import BY_TABEL, ENTITIES, Record, field_names, field_types
from konsulent_core.merge import Value

Row = tuple[Value, ...]
Rows = Mapping[str, Sequence[Row]]  # table → (id, scope, the fields)

_KEY = bytes(range(32, 64))
_LEVEL = 3
_HEAD = "insert into ref_head values (%s, %s) on conflict (tabel) do update set seq=excluded.seq"
_FEW = 1_000  # below this many rows statements beat a temporary table
_WIRE = {str: str | None, int: int | None, float: float | None, bool: int | None}
_SQL = {str: "text", int: "bigint", float: "float8", bool: "smallint"}


def columns(entity: type[Record]) -> tuple[str, ...]:
    return ("id", "scope", *field_names(entity))


def encode(rows: Rows) -> bytes:
    """The information in one block: what ``bytes_first_sync`` is measured against."""
    return zstandard.compress(msgspec.json.encode(rows), _LEVEL)


def _message() -> type[msgspec.Struct]:
    fields: list[tuple[str, Any, Any]] = []
    for entity in ENTITIES:
        types = field_types(entity)
        row: Any = tuple.__class_getitem__((int, int, *(_WIRE[types[name]] for name in field_names(entity))))
        fields.append((entity.tabel, list[row], []))
    return msgspec.defstruct("Message", fields)


# --- the server -----------------------------------------------------------------------------------


class Server:
    """Answers POST / with rows, GET /?number with what came after it, and POST /reset."""

    def __init__(self, dsn: str) -> None:
        self._conn = psycopg.connect(dsn, autocommit=True)
        self._decoder = msgspec.json.Decoder(_message())
        for entity in ENTITIES:
            types = field_types(entity)
            typed = ["id bigint primary key", "scope bigint not null"]
            typed += [f'"{name}" {_SQL[types[name]]}' for name in field_names(entity)]
            table = sql.Identifier(f"ref_{entity.tabel}").as_string()
            index = sql.Identifier(f"ref_{entity.tabel}_seq").as_string()
            self._run(f"create table if not exists {table} ({','.join(typed)}, seq bigint)")
            self._run(f"create index if not exists {index} on {table} (seq)")
        self._run("create table if not exists ref_head (tabel text primary key, seq bigint not null)")
        self._run("create sequence if not exists ref_seq")

    def reset(self) -> None:
        for entity in ENTITIES:
            self._run(f"truncate ref_{entity.tabel}")
        self._run("truncate ref_head")

    def put(self, body: bytes) -> bytes:
        message = self._decoder.decode(zstandard.decompress(body))
        with self._conn.transaction(), self._conn.cursor() as cursor:
            drawn = cursor.execute("select nextval('ref_seq')").fetchone()
            assert drawn is not None
            for entity in ENTITIES:
                rows = getattr(message, entity.tabel)
                if rows:
                    self._write(cursor, entity, rows, int(drawn[0]))
        return b"%d" % drawn[0]

    def since(self, number: int) -> bytes:
        found: dict[str, list[Any]] = {}
        moved = self._conn.execute("select tabel from ref_head where seq > %s", (number,)).fetchall()
        for (table,) in moved:
            names = ",".join(f'"{name}"' for name in (*columns(BY_TABEL[table]), "seq"))
            statement: Any = f"select {names} from ref_{table} where seq > {number}"
            found[table] = self._conn.execute(statement).fetchall()
        return encode(found) if found else b""

    def _write(self, cursor: psycopg.Cursor[Any], entity: type[Record], rows: list[Row], number: int) -> None:
        table = f"ref_{entity.tabel}"
        cursor.execute(_HEAD, (entity.tabel, number))
        names = [f'"{name}"' for name in (*columns(entity), "seq")]
        upsert = " on conflict (id) do update set " + ",".join(f"{name}=excluded.{name}" for name in names[1:])
        if len(rows) < _FEW:
            marks = ",".join(["%s"] * len(names))
            statement: Any = f"insert into {table} ({','.join(names)}) values ({marks}){upsert}"
            cursor.executemany(statement, [(*row, number) for row in rows])
            return
        self._run(f"create temp table t_{table} (like {table}) on commit drop")
        copying: Any = f"copy t_{table} ({','.join(names)}) from stdin"
        with cursor.copy(copying) as copy:
            for row in rows:
                copy.write_row((*row, number))
        self._run(f"insert into {table} select * from t_{table}{upsert}")

    def _run(self, statement: str) -> None:
        text: Any = statement  # psycopg would have a literal; these are made of our own table names
        self._conn.execute(text)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        body = b""
        more = True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        answer = b""
        if scope["path"] == "/reset":
            self.reset()
        elif scope["method"] == "POST":
            answer = self.put(body)
        else:
            answer = self.since(int(scope["query_string"] or 0))
        length = b"%d" % len(answer)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]})
        await send({"type": "http.response.body", "body": answer})


def serve(dsn: str) -> None:
    """Answers until it is ended; the port is the first line it prints."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        print(listener.getsockname()[1], flush=True)
        # A client writes a whole caseload between two requests; its line must stand that long.
        config = uvicorn.Config(Server(dsn), log_level="error", lifespan="off", timeout_keep_alive=600)
        uvicorn.Server(config).run(sockets=[listener])


# --- the client -----------------------------------------------------------------------------------


class Client:
    """One machine: its encrypted file, its list of what is unsent, its number of the last pull."""

    def __init__(self, path: Path, port: int) -> None:
        self._db = bare(path)
        for entity in ENTITIES:
            names = ",".join(f'"{name}"' for name in field_names(entity))
            self._db.execute(f'CREATE TABLE "{entity.tabel}" (id INTEGER PRIMARY KEY, scope INTEGER, {names})')
            if "besoeg" in field_names(entity):
                self._db.execute(f'CREATE INDEX "{entity.tabel}_b" ON "{entity.tabel}" (besoeg)')
        self._db.execute("CREATE TABLE outbox (tabel TEXT, id INTEGER, PRIMARY KEY (tabel, id)) WITHOUT ROWID")
        self._line = http.client.HTTPConnection("127.0.0.1", port)
        self._number = 0
        self.bytes_up = 0
        self.bytes_down = 0

    def put(self, rows: Rows) -> None:
        """What the person wrote: the rows, and that they are unsent."""
        with _transaction(self._db):
            self._upsert(rows)
            for table, found in rows.items():
                self._db.executemany("INSERT OR IGNORE INTO outbox VALUES (?,?)", [(table, row[0]) for row in found])

    def push(self) -> int:
        """Sends what is unsent; gives the number of rows."""
        found: dict[str, list[Row]] = {}
        for (table,) in self._db.execute("SELECT DISTINCT tabel FROM outbox").fetchall():
            found[table] = self._db.execute(
                f'SELECT * FROM "{table}" WHERE id IN (SELECT id FROM outbox WHERE tabel=?)', (table,)
            ).fetchall()
        if not found:
            return 0
        body = encode(found)
        self._ask("POST", "/", body)
        self.bytes_up += len(body)
        self._db.execute("DELETE FROM outbox")
        return sum(map(len, found.values()))

    def pull(self) -> int:
        """Fetches what is new; gives the number of rows."""
        body = self._ask("GET", f"/?{self._number}")
        self.bytes_down += len(body)
        if not body:
            return 0
        message: dict[str, list[list[Value]]] = msgspec.json.decode(zstandard.decompress(body))
        self._number = max(int(rows[0][-1] or 0) for rows in message.values())
        with _transaction(self._db):
            self._upsert({table: [tuple(row[:-1]) for row in rows] for table, rows in message.items()})
        return sum(map(len, message.values()))

    def count(self) -> int:
        return sum(int(self._db.execute(f'SELECT count(*) FROM "{entity.tabel}"').fetchone()[0]) for entity in ENTITIES)

    def reset_server(self) -> None:
        self._ask("POST", "/reset")

    def close(self) -> None:
        self._line.close()
        self._db.close()

    def _upsert(self, rows: Rows) -> None:
        for entity in ENTITIES:
            found = rows.get(entity.tabel)
            if not found:
                continue
            names = [f'"{name}"' for name in columns(entity)]
            updates = ",".join(f"{name}=excluded.{name}" for name in names[1:])
            self._db.executemany(
                f'INSERT INTO "{entity.tabel}" VALUES ({",".join("?" * len(names))}) '
                f"ON CONFLICT(id) DO UPDATE SET {updates}",
                found,
            )

    def _ask(self, method: str, path: str, body: bytes = b"") -> bytes:
        self._line.request(method, path, body)
        response = self._line.getresponse()
        answer = response.read()
        assert response.status == http.client.OK, response.status
        return answer


def bare(path: Path, key: bytes = _KEY) -> sqlcipher.Connection:
    """A connection with the raw key and nothing of ours around it."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@contextmanager
def _transaction(db: sqlcipher.Connection) -> Iterator[None]:
    db.execute("BEGIN")
    yield
    db.execute("COMMIT")


if __name__ == "__main__":
    serve(sys.argv[1])
