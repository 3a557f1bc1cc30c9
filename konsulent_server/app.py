"""The HTTP face of the server: log-in, sync and health, with the composition of its parts."""

import gc
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import msgspec
import zstandard
from fastapi import FastAPI, Request, Response
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
    AskTeam,
    AskWhole,
    Compare,
    HandOver,
    OpenSag,
    Problem,
    SyncRequest,
    Team,
)
from konsulent_server.access import User
from konsulent_server.adgange import Adgange
from konsulent_server.compare import Comparer
from konsulent_server.exchange import Exchange, Refused
from konsulent_server.layouts import Layouts
from konsulent_server.ledelse import Ledelse
from konsulent_server.login_api import add_login, make_logins
from konsulent_server.machines import Machines
from konsulent_server.people import People
from konsulent_server.sletning import Sletning

T = TypeVar("T")
A = TypeVar("A", bound=msgspec.Struct)
_ENCODER = msgspec.json.Encoder()
# Below this a compressed body is no shorter.
_SMALL = 400
# zstd: a day's changes as small as can be, a whole caseload fast.
_TIGHT, _FAST, _LARGE = 9, 3, 256 * 1024


@dataclass(frozen=True, slots=True)
class Services:
    people: People
    exchange: Exchange
    adgange: Adgange
    ledelse: Ledelse
    sletning: Sletning
    comparer: Comparer


DONE = Problem("done", "")


class Marks(msgspec.Struct, frozen=True):
    marks: list[tuple[int, str]]


def make_services(engine: Engine, clock: Clock = system_clock, entropy: Entropy = secrets.token_bytes) -> Services:
    layouts = Layouts()
    adgange = Adgange(engine, layouts, clock, entropy)
    return Services(
        People(engine, clock, entropy),
        Exchange(engine, layouts, clock, entropy),
        adgange,
        Ledelse(adgange),
        Sletning(engine, layouts, clock, entropy),
        Comparer(engine, layouts, clock),
    )


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

    people = services.people
    add_login(app, lambda: make_logins(people), Machines(people.engine, people.clock), _read, _answer)

    # A plain route: FastAPI's way to the arguments costs more than a sync that finds nothing.
    async def sync(request: Request) -> Response:
        authorization = request.headers.get("authorization", "")
        asked = await _read(request, SyncRequest)
        if not OLDEST_WIRE <= asked.v <= WIRE_VERSION + 1:
            raise Refused(426, Problem("version", "Opdatér programmet på denne pc for at sende og hente."))
        return await run_in_threadpool(_sync, services, authorization, asked)

    app.add_route("/v1/sync", sync, ["POST"])

    def ask(path: str, shape: type[A], verb: Callable[[User, A], msgspec.Struct]) -> None:
        """A question of somebody who is logged in; ``verb`` runs on a worker thread."""

        async def asked(request: Request) -> Response:
            given = await _read(request, shape)
            authorization = request.headers.get("authorization", "")
            return await run_in_threadpool(lambda: _answer(verb(_user(services, authorization), given)))

        app.add_route(path, asked, ["POST"])

    ask("/v1/common", Marks, lambda user, given: _common(services.exchange, user, given))
    ask("/v1/compare", Compare, services.comparer.compare)
    ask("/v1/whole", AskWhole, lambda user, given: services.comparer.whole(user, given.scopes))
    ask("/v1/team", AskTeam, lambda user, _: Team(services.ledelse.colleagues(user)))
    ask("/v1/team/open", OpenSag, lambda user, given: _open(services.ledelse, user, given))
    ask("/v1/team/hand-over", HandOver, lambda user, given: _hand_over(services.ledelse, user, given))
    return app


def _common(exchange: Exchange, user: User, asked: Marks) -> Problem:
    seq, mark = exchange.common(user, asked.marks)
    return Problem("common", "", seq, mark)


def _open(ledelse: Ledelse, user: User, asked: OpenSag) -> Problem:
    ledelse.open(user, asked.sag)
    return DONE


def _hand_over(ledelse: Ledelse, user: User, asked: HandOver) -> Problem:
    if asked.until is None:
        ledelse.hand_over(user, asked.sager, asked.fra, asked.til)
        return DONE
    try:
        until = date.fromisoformat(asked.until)
    except ValueError:
        raise Refused(400, Problem("unreadable", "Serveren kunne ikke læse datoen.")) from None
    ledelse.lend(user, asked.sager, asked.til, until)
    return DONE


def _sync(services: Services, authorization: str, asked: SyncRequest) -> Response:
    return _answer(services.exchange.sync(_user(services, authorization), asked))


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
