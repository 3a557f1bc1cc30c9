"""Machines whose process, disk and line fail on demand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import msgspec

from konsulent_app.store import outbox
from konsulent_app.store.database import Database, Tx
from konsulent_app.store.opening import open_store
from konsulent_app.sync import engine as engine_module
from konsulent_app.sync.transport import Denied, Offline, Transport
from konsulent_core.merge import Value
from konsulent_core.wire import AskWhole, Compare, Compared, SyncRequest, SyncResponse, Whole
from konsulent_server.access import User
from konsulent_server.app import Services
from konsulent_server.database import open_engine
from konsulent_server.exchange import Refused

KEY = bytes(range(32))

Place = tuple[int, str]  # row, field


class Crash(Exception):
    """The process ends here."""


@dataclass(slots=True)
class Fault:
    """What goes wrong in one sync: at the ``at``-th request (lost, answered in vain, or with somebody typing while it
    is under way), or just before the ``at``-th transaction."""

    kind: str = ""  # "", lost, unanswered, typing, crash
    at: int = 0


class CrashingDatabase(Database):
    """Ends its process between two transactions, when told to."""

    fuse: int | None = None

    def somebody_types(self) -> bool:
        """So that each slice commits by itself."""
        return True

    @contextmanager
    def writing(self, *, bulk: bool = False) -> Iterator[Tx]:
        if self.fuse is not None:
            if self.fuse == 0:
                raise Crash
            self.fuse -= 1
        with super().writing(bulk=bulk) as tx:
            yield tx


class Serving(Protocol):
    """Where there is a server; after a restore it is another."""

    services: Services


class Line(Transport):
    """The real server behind a line that fails on demand. Messages cross it as bytes."""

    def __init__(self, house: Serving, user: User) -> None:
        self._house = house
        self._user = user
        self.fault = Fault()
        self.meanwhile: Callable[[], None] = lambda: None
        self.requests = 0

    def sync(self, body: bytes) -> SyncResponse:
        turn, self.requests = self.requests, self.requests + 1
        hit = self.fault.kind if turn == self.fault.at else ""
        if hit == "lost":
            raise Offline
        if hit == "typing":
            self.meanwhile()
        try:
            request = msgspec.json.decode(body, type=SyncRequest)
            answer = msgspec.json.encode(self._house.services.exchange.sync(self._user, request))
        except Refused as refused:
            raise Denied(refused.problem) from None
        if hit == "unanswered":
            raise Offline
        return msgspec.json.decode(answer, type=SyncResponse)

    def compare(self, asked: Compare) -> Compared:
        try:
            return self._house.services.comparer.compare(self._user, asked)
        except Refused as refused:
            raise Denied(refused.problem) from None

    def whole(self, asked: AskWhole) -> Whole:
        try:
            answer = msgspec.json.encode(self._house.services.comparer.whole(self._user, asked))
        except Refused as refused:
            raise Denied(refused.problem) from None
        return msgspec.json.decode(answer, type=Whole)

    def common(self, marks: list[tuple[int, str]]) -> tuple[int, str]:
        return self._house.services.exchange.common(self._user, marks)


@dataclass(slots=True)
class Machine:
    """A laptop with its person. ``left`` is what the person last left in each field here."""

    name: str
    path: Path
    user: User
    database: CrashingDatabase
    line: Line
    clock_off: timedelta
    left: dict[Place, Value] = field(default_factory=dict)
    seen: dict[Place, set[Value]] = field(default_factory=dict)  # all that ever stood in a field here


@dataclass(frozen=True, slots=True)
class Templates:
    """A fresh store and a fresh server, made once: migrating costs more than a whole world."""

    folder: Path

    def make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        database = open_store(self.folder / "store", KEY, None, self.folder, datetime(2026, 1, 1, tzinfo=UTC))
        database.close()
        open_engine(f"sqlite:///{self.folder / 'server'}").dispose()


@contextmanager
def small_steps() -> Iterator[None]:
    """Batches, pages and slices of a few rows, so that few rows make many of them."""
    patched = ((outbox, "MAX_BATCH_ROWS", 5), (outbox, "MAX_BATCH_EDITS", 3), (engine_module, "SLICE_ROWS", 3))
    kept = [(module, name, vars(module)[name]) for module, name, _ in patched]
    for module, name, value in patched:
        vars(module)[name] = value
    try:
        yield
    finally:
        for module, name, value in kept:
            vars(module)[name] = value
