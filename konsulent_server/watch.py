"""Stands before every route: lets in, counts, times, logs, and turns what went wrong into words for the client."""

import re
import time
from asyncio import CancelledError
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count

import msgspec
from sqlalchemy import Engine
from sqlalchemy.pool import QueuePool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.routing import BaseRoute, Router
from starlette.types import Message, Receive, Scope, Send

from konsulent_core.faults import describe
from konsulent_core.wire import MEDIA_TYPE, LoginResponse, Problem, SyncRequest, SyncResponse
from konsulent_server.exchange import Refused
from konsulent_server.limits import Later, Limits, no_limits
from konsulent_server.log import Log, RequestLine, now, to_nowhere
from konsulent_server.metrics import Metrics, Pool, make_metrics
from konsulent_server.trouble import Trouble, retry_after, trouble_of

_NOTE = "konsulent.note"
_UNKNOWN = "ukendt"  # a path that is no route of ours is not written down: it may hold anything
_NOT_OURS = {
    404: Problem("no_route", "Serveren kender ikke det, der blev spurgt om."),
    405: Problem("method", "Serveren svarer ikke på den slags spørgsmål her."),
}
_UNREADABLE = Problem("unreadable", "Serveren kunne ikke læse det, der blev sendt.")
_GONE = Problem("gone", "")
_BAD = 400
_TOO_OFTEN = 429
_LOOK_EVERY = 1.0  # seconds
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
_REQUEST_ID = re.compile(r"[0-9a-fA-F-]{8,64}")
_ENCODE = msgspec.json.Encoder().encode


@dataclass(slots=True)
class Note:
    """What a route leaves about its request for the log and the counts."""

    user: int = 0
    code: str = ""
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """What the door has at hand: limits, counts and the log of one worker."""

    limits: Limits = field(default_factory=no_limits)
    metrics: Metrics = field(default_factory=make_metrics)
    log: Log = field(default_factory=lambda: Log(to_nowhere))
    pool: Callable[[], Pool] | None = None

    def synced(self, asked: SyncRequest, answer: SyncResponse) -> None:
        rows = sum(len(block.rows) for block in answer.blocks) + len(answer.edits)
        self.metrics.synced(max(0, answer.cursor - asked.cursor), rows)
        if answer.receipt is not None:
            self.metrics.judged(answer.receipt.changes, (verdict.kind for verdict in answer.receipt.others))

    def logged_in(self, found: LoginResponse | None) -> None:
        self.metrics.login(succeeded=found is not None)


def pool_of(engine: Engine) -> Callable[[], Pool] | None:
    """How many connections the engine has; None where it keeps no pool."""
    if not isinstance(engine.pool, QueuePool):
        return None

    def counted() -> Pool:
        pool = engine.pool  # another one after the database hung up
        assert isinstance(pool, QueuePool)
        return Pool(pool.checkedout(), pool.checkedout() + pool.checkedin())

    return counted


def note_of(request: Request) -> Note:
    found: Note = request.scope[_NOTE]
    return found


def address_of(request: Request) -> str:
    """Who asks, as far as the line or a trusted proxy tells."""
    return request.client.host if request.client is not None else ""


class Door:
    """The ASGI application around the routes."""

    def __init__(self, router: Router, watch: Watch) -> None:
        self._router = router
        self._watch = watch
        self._numbers = count(1)
        self._look_again = 0.0

    @property
    def routes(self) -> list[BaseRoute]:
        return self._router.routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = self  # so the router knows that what is no route of its is told by somebody
        if scope["type"] != "http":
            await self._router(scope, receive, send)
            return
        began = time.perf_counter()
        note = scope[_NOTE] = Note()
        line = _Line(send)
        try:
            client = scope["client"]
            if client is not None:
                self._watch.limits.address(client[0])
            await self._router(scope, receive, line.send)
        except (Exception, CancelledError) as error:
            if line.status:  # the answer was under way
                note.error = error
            else:
                await self._answer(line, note, error)
        self._tell(scope, note, line, time.perf_counter() - began)

    async def _answer(self, line: "_Line", note: Note, error: BaseException) -> None:
        match error:
            case Refused():
                later = {"retry-after": str(error.seconds)} if isinstance(error, Later) else {}
                await self._refuse(line, note, error.status, error.problem, later)
            case HTTPException():
                problem = _NOT_OURS.get(error.status_code, _UNREADABLE)
                await self._refuse(line, note, error.status_code, problem, error.headers or {})
            case ClientDisconnect():
                # A laptop that was closed on the way is no fault of the server's; it asks again when it is back.
                await self._refuse(line, note, _BAD, _GONE, {})
            case _:
                trouble = trouble_of(error)
                self._watch.metrics.error(trouble.name.lower())
                note.error = error
                seconds = 0 if trouble is Trouble.FAULT else retry_after(trouble)
                more = {"retry-after": str(seconds)} if seconds else {}
                await self._refuse(line, note, trouble.status, trouble.value, more)

    async def _refuse(self, line: "_Line", note: Note, status: int, problem: Problem, more: Mapping[str, str]) -> None:
        note.code = problem.code
        body = _ENCODE(problem)
        headers = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
        headers += [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in more.items()]
        await line.send({"type": "http.response.start", "status": status, "headers": headers})
        await line.send({"type": "http.response.body", "body": body})

    def _tell(self, scope: Scope, note: Note, line: "_Line", seconds: float) -> None:
        found = scope.get("route")
        route = found.path if found is not None else _UNKNOWN
        watch = self._watch
        watch.metrics.request(route, line.status, seconds)
        if line.status == _TOO_OFTEN:
            watch.metrics.too_often()
        moment = time.monotonic()
        if watch.pool is not None and moment > self._look_again:
            self._look_again = moment + _LOOK_EVERY
            watch.metrics.pool(watch.pool())
        method = scope["method"]
        given, length = "", 0
        for name, value in scope["headers"]:
            if name == b"content-length":
                length = _as_number(value)
            elif name == b"x-request-id":
                given = value.decode("latin-1")
        watch.log.put(
            RequestLine(
                now(),
                self._number(given),
                method if method in _METHODS else _UNKNOWN,
                route,
                line.status,
                round(seconds * 1000, 2),
                length,
                line.bytes,
                watch.log.worker,
                note.user,
                note.code,
                [] if note.error is None else describe(note.error),
            )
        )

    def _number(self, given: str) -> str:
        """The proxy's name for the request, where it gives one that can be nothing else."""
        return (
            given if given and _REQUEST_ID.fullmatch(given) else f"{self._watch.log.worker:x}-{next(self._numbers):x}"
        )


class _Line:
    """Notes what goes out."""

    __slots__ = ("_send", "bytes", "status")

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.bytes = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.bytes += len(message.get("body", b""))
        await self._send(message)


def _as_number(text: bytes) -> int:
    return int(text) if text.isdigit() and len(text) < 12 else 0
