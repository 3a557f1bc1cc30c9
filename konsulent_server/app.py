"""The HTTP face of the server: log-in, sync and health, with the composition of its parts."""

import gc
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, TypeVar

import msgspec
import zstandard
from fastapi import FastAPI, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Engine
from starlette.requests import ClientDisconnect

from konsulent_core.clock import Clock, system_clock
from konsulent_core.ids import Entropy
from konsulent_core.wire import (
    MAX_BODY,
    MEDIA_TYPE,
    OLDEST_WIRE,
    WIRE_VERSION,
    HistorikRequest,
    LoginRequest,
    Problem,
    SyncRequest,
)
from konsulent_server.access import User
from konsulent_server.exchange import Exchange, Refused
from konsulent_server.historik import Historik
from konsulent_server.layouts import Layouts
from konsulent_server.people import People

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder()
# Below this a compressed body is no shorter.
_SMALL = 400
# zstd: a day's changes as small as can be, a whole caseload fast.
_TIGHT, _FAST, _LARGE = 9, 3, 256 * 1024


@dataclass(frozen=True, slots=True)
class Services:
    people: People
    exchange: Exchange


class Marks(msgspec.Struct, frozen=True):
    marks: list[tuple[int, str]]


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


def make_app(services: Services) -> FastAPI:
    """The application. Bodies are JSON, either way zstd-compressed when ``Content-Encoding: zstd`` says so."""
    app = FastAPI(
        title="konsulent-server", version=str(WIRE_VERSION), docs_url=None, redoc_url=None, lifespan=_collecting_rarely
    )

    @app.exception_handler(Refused)
    async def refused(_request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        return _answer(error.problem, error.status)

    @app.exception_handler(ClientDisconnect)
    async def gone(_request: Request, _error: Exception) -> Response:
        # A laptop that was closed on the way is no fault of the server's; it asks again when it is back.
        return Response(status_code=400)

    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.post("/v1/login")
    async def login(request: Request) -> Response:
        asked = await _read(request, LoginRequest)
        found = await run_in_threadpool(services.people.log_in, asked.user, asked.password)
        if found is None:
            raise Refused(401, Problem("login", "Brugernavn og adgangskode passer ikke sammen. Prøv igen."))
        return _answer(found)

    # A plain route: FastAPI's way to the arguments costs more than a sync that finds nothing.
    async def sync(request: Request) -> Response:
        authorization = request.headers.get("authorization", "")
        asked = await _read(request, SyncRequest)
        _check_version(asked.v)
        return await run_in_threadpool(_sync, services, authorization, asked)

    app.add_route("/v1/sync", sync, ["POST"])

    @app.post("/v1/common")
    async def common(request: Request, authorization: Annotated[str, Header()] = "") -> Response:
        asked = await _read(request, Marks)
        user = await run_in_threadpool(_user, services, authorization)
        seq, mark = await run_in_threadpool(services.exchange.common, user, asked.marks)
        return _answer(Problem("common", "", seq, mark))

    historik = Historik(services.exchange.engine)

    @app.post("/v1/historik")
    async def history(request: Request, authorization: Annotated[str, Header()] = "") -> Response:
        asked = await _read(request, HistorikRequest)
        _check_version(asked.v)
        user = await run_in_threadpool(_user, services, authorization)
        return _answer(await run_in_threadpool(historik.page, user, asked))

    return app


def _sync(services: Services, authorization: str, asked: SyncRequest) -> Response:
    return _answer(services.exchange.sync(_user(services, authorization), asked))


def _check_version(version: int) -> None:
    if not OLDEST_WIRE <= version <= WIRE_VERSION + 1:
        raise Refused(426, Problem("version", "Opdatér programmet på denne pc for at sende og hente."))


def _user(services: Services, authorization: str) -> User:
    user = services.people.user_of(authorization.removeprefix("Bearer "))
    if user is None:
        raise Refused(401, Problem("session", "Log ind igen for at sende og hente."))
    return user


async def _read(request: Request, shape: type[T]) -> T:
    """The body as ``shape``. Raises ``Refused`` for what is too large or cannot be read."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise _too_large()
    try:
        plain = _unpacked(bytes(body)) if request.headers.get("content-encoding") == "zstd" else bytes(body)
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
