"""What the processes do that ``kill`` kills: type, sync for the first time, migrate."""

import contextlib
import secrets
import threading
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path
from random import Random
from sys import platform

from konsulent_app.store import backup
from konsulent_app.store.database import Database
from konsulent_app.store.opening import open_store
from konsulent_app.sync.engine import Engine
from konsulent_app.sync.transport import Offline, Transport
from konsulent_core.clock import system_clock
from tools.long.next_migration import HEAD
from tools.long.typist import Journal, Typist, context_of

KEY = bytes(range(1, 33))
SAG = 4711


@dataclass(frozen=True, slots=True)
class Task:
    """Plain values only: they travel into another process."""

    folder: Path
    seed: str
    address: str = ""
    token: str = ""
    backups: bool = False
    disk: Path | None = None  # where the store lies, when not beside the journal

    @property
    def store(self) -> Path:
        return (self.disk or self.folder) / "lager.db"

    @property
    def backup_folder(self) -> Path:
        return (self.disk or self.folder) / "sikkerhedskopi"

    @property
    def journal(self) -> Path:
        return self.folder / "journal"


def processes() -> ForkServerContext | SpawnContext:
    """Where it can be, children are forked from a process that has the imports behind it."""
    if platform == "win32":
        return get_context("spawn")
    found = get_context("forkserver")
    # One list for all that fork in a run: the first to fork decides for the others.
    found.set_forkserver_preload(
        ["tools.long.kill_children", "tools.long.net_server", "alembic.command", "psycopg", "uvicorn.protocols.http"]
    )
    return found


def type_on(task: Task) -> None:
    """Types, and syncs and backs up beside it when told to, until killed."""
    journal = Journal(task.journal)
    journal.ready()
    database = open_store(task.store, KEY, None, task.backup_folder, system_clock())
    if task.address:
        threading.Thread(target=_sync_on, args=(database, task), daemon=True).start()
    if task.backups:
        threading.Thread(target=_back_up_on, args=(database, task), daemon=True).start()
    random = Random(task.seed)
    typist = Typist(database, context_of(secrets.token_bytes), SAG, journal, random)
    pause = threading.Event()
    while True:
        typist.type_one()
        pause.wait(random.random() ** 4 * 0.02)


def migrate(task: Task) -> None:
    journal = Journal(task.journal)
    journal.ready()
    open_store(
        task.store, KEY, None, task.backup_folder, system_clock(), task.folder.parent / "migrations", HEAD
    ).close()


def engine_of(database: Database, address: str, token: str) -> tuple[Engine, Transport]:
    transport = Transport(address)
    transport.use(token)
    return Engine(database, transport, system_clock, secrets.token_bytes), transport


def _sync_on(database: Database, task: Task) -> None:
    engine, _ = engine_of(database, task.address, task.token)
    while True:
        with contextlib.suppress(Offline):
            engine.sync()


def _back_up_on(database: Database, task: Task) -> None:
    while True:
        backup.make(database, task.backup_folder, system_clock())
