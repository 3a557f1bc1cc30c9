"""The thinnest server on the same parts: uvicorn workers that share a port, one typed table in PostgreSQL, no more.

It follows ``../shared/bench/limit_load.py``: GET /?number with what came after it, POST / of whole rows of ours (a
thousand or more by COPY), POST /form of its own forms (``load_forms``). No log-in, rights, merge, history or receipts:
a product is compared with it as a share and not expected to meet it.
"""

import multiprocessing
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import psycopg
import uvicorn
import zstandard

from tools.bench import load_forms
from tools.bench.load_people import People
from tools.bench.servers import free_port, wait_for

Row = tuple[int, int, int, int, str, str, str | None, str, int | None]
_COLUMNS = "id,scope,slettet,besoeg,felt,stemme,person,tekst,orden,seq"
_UPSERT = " ON CONFLICT (id) DO UPDATE SET " + ",".join(f"{n}=excluded.{n}" for n in _COLUMNS.split(",")[1:])
_MARKS = "(" + ",".join(["%s"] * 10) + ")"
_MANY = 1_000
FORM = "/form"


def fill(dsn: str, people: People) -> None:
    """As many rows as ours has; the newest has the highest number."""
    with psycopg.connect(dsn, autocommit=True) as conn:
        conn.execute("DROP TABLE IF EXISTS floor")
        conn.execute(
            "CREATE TABLE floor (id bigint PRIMARY KEY, scope bigint, slettet smallint, besoeg bigint, felt text, "
            "stemme text, person text, tekst text, orden bigint, seq bigint)"
        )
        conn.execute("CREATE INDEX floor_seq ON floor (seq)")
        conn.execute("CREATE INDEX floor_scope ON floor (scope, besoeg)")
        conn.execute("DROP SEQUENCE IF EXISTS floor_seq_nr")
        conn.execute("CREATE SEQUENCE floor_seq_nr")
        conn.execute(
            f"INSERT INTO floor ({_COLUMNS}) SELECT n, n %% 1000000, 0, n / 25, 'opgaver', 'konsulent', NULL, "
            "n || repeat('x', 146), NULL, n FROM generate_series(1, %s::bigint) n",
            (people.rows,),
        )
        conn.execute("SELECT setval('floor_seq_nr', %s::bigint)", (people.rows,))
        load_forms.make_table(conn, people.rows)
        conn.execute("VACUUM ANALYZE floor")
        conn.execute("CHECKPOINT")


class _Server:
    def __init__(self, dsn: str) -> None:
        self._conn = psycopg.connect(dsn, autocommit=True)
        self._decoder = msgspec.json.Decoder(list[Row])

    def _put(self, body: bytes, *, forms: bool) -> bytes:
        rows = [] if forms else self._decoder.decode(zstandard.decompress(body))
        with self._conn.transaction(), self._conn.cursor() as cursor:
            drawn = cursor.execute("SELECT nextval('floor_seq_nr')").fetchone()
            assert drawn is not None
            seq = int(drawn[0])
            if forms:
                load_forms.put(cursor, body, seq)
            elif len(rows) < _MANY:
                marks = ",".join([_MARKS] * len(rows))
                statement: Any = f"INSERT INTO floor ({_COLUMNS}) VALUES {marks}{_UPSERT}"
                cursor.execute(statement, [value for row in rows for value in (*row, seq)])
            else:
                cursor.execute("CREATE TEMP TABLE t (LIKE floor) ON COMMIT DROP")
                with cursor.copy(f"COPY t ({_COLUMNS}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row((*row, seq))
                cursor.execute(f"INSERT INTO floor SELECT * FROM t{_UPSERT}")
        return b"%d" % seq

    def _since(self, number: int) -> bytes:
        statement = f"SELECT {_COLUMNS} FROM floor WHERE seq > %s ORDER BY seq LIMIT 1000"
        rows = self._conn.execute(statement, (number,), prepare=True).fetchall()
        return zstandard.compress(msgspec.json.encode(rows), 3) if rows else b""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        forms = scope["path"] == FORM
        posted = scope["method"] == "POST"
        answer = self._put(body, forms=forms) if posted else self._since(int(scope["query_string"] or 0))
        headers = [(b"content-length", b"%d" % len(answer))]
        await send({"type": "http.response.start", "status": 200 if answer else 204, "headers": headers})
        await send({"type": "http.response.body", "body": answer})


def _serve(port: int, dsn: str) -> None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.bind(("127.0.0.1", port))
        config = uvicorn.Config(_Server(dsn), log_level="error", lifespan="off", loop="uvloop", http="httptools")
        uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def floor_server(dsn: str, workers: int) -> Iterator[int]:
    """Gives the port; each worker has one connection to the database, and does one thing at a time."""
    port = free_port()
    context = multiprocessing.get_context("spawn")
    running = [context.Process(target=_serve, args=(port, dsn), daemon=True) for _ in range(workers)]
    for process in running:
        process.start()
    try:
        wait_for(port)
        yield port
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.join()
