"""The HTTP face of the server: log-in, sync and health, with the composition of its parts."""

import asyncio
import gc
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

import msgspec
import zstandard
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Engine
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from konsulent_core.clock import Clock, system_clock
from konsulent_core.ids import Entropy
from konsulent_core.wire import (
    MAX_BODY,
    MEDIA_TYPE,
    OLDEST_WIRE,
    WIRE_VERSION,
    LoginRequest,
    Marks,
    Problem,
    SyncRequest,
)
from konsulent_server.access import User
from konsulent_server.exchange import Exchange, Refused
from konsulent_server.health import Readiness
from konsulent_server.layouts import Layouts
from konsulent_server.openapi import describe_routes
from konsulent_server.people import People
from konsulent_server.watch import Door, Note, Watch, address_of, note_of, refused_headers

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder()
# Below this a compressed body is no shorter.
_SMALL = 400
_PACKINGS = ("identity", "zstd")
# A password costs 64 MB and a twentieth of a second to look at: more at once would leave nothing for those who sync.
_LOGINS_AT_ONCE = 4
_NOT_OURS = {
    404: Problem("unknown", "Serveren kender ikke det, der blev spurgt om."),
    405: Problem("method", "Serveren svarer ikke på den slags spørgsmål her."),
}
# zstd: a day's changes as small as can be, a whole caseload fast.
_TIGHT, _FAST, _LARGE = 9, 3, 256 * 1024


@dataclass(frozen=True, slots=True)
class Services:
    people: People
    exchange: Exchange


def make_services(engine: Engine, clock: Clock = system_clock, entropy: Entropy = secrets.token_bytes) -> Services:
    return Services(People(engine, clock, entropy), Exchange(engine, Layouts(), clock, entropy))


@asynccontextmanager
async def _collecting_rarely(_app: FastAPI) -> AsyncIterator[None]:
    """A caseload is a million objects and not one cycle: to look for cycles as often as Python does by itself is a
    third of the work of a first sync."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    yield
    gc.set_threshold(*before)


def make_app(services: Services, watch: Watch | None = None, readiness: Readiness | None = None) -> FastAPI:
    """The application. Bodies are JSON, either way zstd-compressed when ``Content-Encoding: zstd`` says so. Without a
    ``watch`` nothing is limited or logged."""
    watch = watch or Watch()
    ready = readiness or Readiness(services.exchange.engine)
    app = FastAPI(
        title="konsulent-server", openapi_url=None, docs_url=None, redoc_url=None, lifespan=_collecting_rarely
    )
    app.add_middleware(Door, watch=watch)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(HTTPException, _not_ours)
    logins = asyncio.Semaphore(_LOGINS_AT_ONCE)

    # Plain routes: FastAPI's way to the arguments costs more than a sync that finds nothing.
    async def healthz(_request: Request) -> Response:
        return Response(b'{"status":"ok"}', media_type=MEDIA_TYPE)

    async def readyz(_request: Request) -> Response:
        problem = await run_in_threadpool(ready.problem)
        return Response(b'{"status":"ok"}', media_type=MEDIA_TYPE) if problem is None else _answer(problem, 503)

    async def login(request: Request) -> Response:
        asked = await _read(request, LoginRequest)
        watch.limits.login(address_of(request), asked.user)
        async with logins:
            found = await run_in_threadpool(services.people.log_in, asked.user, asked.password)
        watch.logged_in(found)
        if found is None:
            raise Refused(401, Problem("login", "Brugernavn og adgangskode passer ikke sammen. Prøv igen."))
        note_of(request).user = found.user
        return _answer(found)

    async def sync(request: Request) -> Response:
        authorization = request.headers.get("authorization", "")
        asked = await _read(request, SyncRequest)
        if not OLDEST_WIRE <= asked.v <= WIRE_VERSION + 1:
            raise Refused(426, Problem("version", "Opdatér programmet på denne pc for at sende og hente."))
        return await run_in_threadpool(_sync, services, watch, note_of(request), authorization, asked)

    async def common(request: Request) -> Response:
        authorization = request.headers.get("authorization", "")
        asked = await _read(request, Marks)
        user = await run_in_threadpool(_user, services, watch, note_of(request), authorization)
        seq, mark = await run_in_threadpool(services.exchange.common, user, asked.marks)
        return _answer(Problem("common", "", seq, mark))

    async def described(_request: Request) -> Response:
        return Response(document, media_type=MEDIA_TYPE)

    app.add_route("/healthz", healthz, ["GET"])
    app.add_route("/readyz", readyz, ["GET"])
    app.add_route("/openapi.json", described, ["GET"])
    app.add_route("/v1/login", login, ["POST"])
    app.add_route("/v1/sync", sync, ["POST"])
    app.add_route("/v1/common", common, ["POST"])
    document = msgspec.json.encode(describe_routes())
    return app


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    note_of(request).code = error.problem.code
    answer = _answer(error.problem, error.status)
    answer.headers.update(refused_headers(error))
    return answer


async def _gone(request: Request, _error: Exception) -> Response:
    """A laptop that was closed on the way is no fault of the server's; it asks again when it is back."""
    note_of(request).code = "gone"
    return Response(status_code=400)


async def _not_ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    problem = _NOT_OURS.get(error.status_code, Problem("unreadable", "Serveren kunne ikke læse det, der blev sendt."))
    note_of(request).code = problem.code
    answer = _answer(problem, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


def _sync(services: Services, watch: Watch, note: Note, authorization: str, asked: SyncRequest) -> Response:
    user = _user(services, watch, note, authorization)
    found = services.exchange.sync(user, asked)
    watch.synced(asked, found)
    return _answer(found)


def _user(services: Services, watch: Watch, note: Note, authorization: str) -> User:
    user = services.people.user_of(authorization.removeprefix("Bearer "))
    if user is None:
        raise Refused(401, Problem("session", "Log ind igen for at sende og hente."))
    note.user = user.number
    watch.limits.user(user.number)
    return user


async def _read(request: Request, shape: type[T]) -> T:
    """The body as ``shape``. Raises ``Refused`` for what is too large or cannot be read."""
    given, packing = request.headers.get("content-type"), request.headers.get("content-encoding", "identity")
    if (given is not None and given.partition(";")[0].strip().lower() != MEDIA_TYPE) or packing not in _PACKINGS:
        raise Refused(415, Problem("media_type", "Serveren læser JSON, eventuelt pakket med zstd."))
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise _too_large()
    try:
        plain = _unpacked(bytes(body)) if packing == "zstd" else bytes(body)
        return msgspec.json.decode(plain, type=shape)
    except (msgspec.DecodeError, zstandard.ZstdError, UnicodeDecodeError, RecursionError):
        raise Refused(400, Problem("unreadable", "Serveren kunne ikke læse det, der blev sendt.")) from None


def _unpacked(body: bytes) -> bytes:
    """Never more than ``MAX_BODY``: a few bytes can claim to hold gigabytes, and a frame's own claim is believed by
    the decompressor before any limit. Raises ``Refused`` or ``ZstdError``."""
    claimed = zstandard.frame_content_size(body)
    if claimed > MAX_BODY:
        raise _too_large()
    if claimed >= 0:
        return zstandard.ZstdDecompressor().decompress(body)
    with zstandard.ZstdDecompressor().stream_reader(body) as reader:
        plain: bytes = reader.read(MAX_BODY + 1)
    if len(plain) > MAX_BODY:
        raise _too_large()
    return plain


def _too_large() -> Refused:
    return Refused(413, Problem("too_large", "Der blev sendt for meget på én gang."))


def _answer(message: msgspec.Struct, status: int = 200) -> Response:
    body = _ENCODER.encode(message)
    if len(body) < _SMALL:
        return Response(body, status, media_type=MEDIA_TYPE)
    packed = zstandard.compress(body, _FAST if len(body) > _LARGE else _TIGHT)
    return Response(packed, status, {"content-encoding": "zstd"}, media_type=MEDIA_TYPE)
