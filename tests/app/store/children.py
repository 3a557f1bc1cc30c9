"""What child processes do to a store while a test looks on; forked from a server that has the imports behind it."""

import os
import signal
from collections.abc import Callable
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.synchronize import Event
from pathlib import Path

from sqlalchemy import Engine, event

from konsulent_app.store.database import Database
from konsulent_app.store.opening import open_store


def context() -> ForkServerContext:
    found = get_context("forkserver")
    found.set_forkserver_preload(["tests.app.store.children", "alembic.command", "konsulent_app.store.rows"])
    return found


def hold_the_lock(path: Path, key: bytes, held: Event, let_go: Event) -> None:
    with Database(path, key).writing():
        held.set()
        let_go.wait(30)


def migrate_and_die(path: Path, key: bytes, scripts: Path, head: str, now: datetime, statement: int) -> None:
    """Opens the store and is gone before the given statement, counted from 0. Exits with 0 when none was left."""
    event.listen(Engine, "before_cursor_execute", _death(statement))
    open_store(path, key, None, path.parent / "kopier", now, scripts, head).close()


def _death(statement: int) -> Callable[..., None]:
    seen = 0

    def count(*_arguments: object) -> None:
        nonlocal seen
        if seen == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        seen += 1

    return count
