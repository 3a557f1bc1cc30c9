"""The HTTP face of the server: every route, with the composition of its parts."""

import asyncio
import gc
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from konsulent_core.clock import Clock, system_clock
from konsulent_core.ids import Entropy
from konsulent_core.wire import (
    MEDIA_TYPE,
    OLDEST_WIRE,
    WIRE_VERSION,
    AskTeam,
    AskWhole,
    Compare,
    HandOver,
    HistorikPage,
    HistorikRequest,
    Marks,
    OpenSag,
    Problem,
    SyncRequest,
    Team,
)
from konsulent_server.access import User
from konsulent_server.adgange import Adgange
from konsulent_server.bodies import answer, read
from konsulent_server.compare import Comparer
from konsulent_server.database import despite_restart
from konsulent_server.exchange import Exchange, Refused
from konsulent_server.glance import glance, has_batch, user_within
from konsulent_server.health import Readiness
from konsulent_server.historik import Historik
from konsulent_server.layouts import Layouts
from konsulent_server.ledelse import Ledelse
from konsulent_server.login_api import login_routes, make_logins
from konsulent_server.machines import Machines
from konsulent_server.openapi import describe_routes
from konsulent_server.people import People
from konsulent_server.routes import get, give_threads, on_thread, post
from konsulent_server.sletning import Sletning
from konsulent_server.watch import Door, Note, Watch, note_of

A = TypeVar("A", bound=msgspec.Struct)
DONE = Problem("done", "")
_BEARER = "Bearer "
# How often what is over by its date is ended: covers, and sager closed long ago.
SWEEP_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Services:
    people: People
    exchange: Exchange
    adgange: Adgange
    ledelse: Ledelse
    sletning: Sletning
    comparer: Comparer


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


def make_app(
    services: Services,
    watch: Watch | None = None,
    readiness: Readiness | None = None,
    sweep: Callable[[], object] | None = None,
) -> Door:
    """The application. Bodies are JSON, either way zstd-compressed when ``Content-Encoding: zstd`` says so. Without a
    ``watch`` nothing is limited or logged; ``sweep`` is called every hour."""
    watch = watch or Watch()
    ready = readiness or Readiness(services.exchange.engine)

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        give_threads()
        sweeping = asyncio.create_task(_again_and_again(sweep, watch)) if sweep is not None else None
        with _collecting_rarely():
            yield
        if sweeping is not None:
            sweeping.cancel()

    document = msgspec.json.encode(describe_routes())

    async def healthz(_request: Request) -> Response:
        return Response(b'{"status":"ok"}', media_type=MEDIA_TYPE)

    async def readyz(_request: Request) -> Response:
        problem = await on_thread(ready.problem)
        return Response(b'{"status":"ok"}', media_type=MEDIA_TYPE) if problem is None else answer(problem, 503)

    async def described(_request: Request) -> Response:
        return Response(document, media_type=MEDIA_TYPE)

    async def sync(request: Request) -> Response:
        authorization = request.headers.get("authorization", "")
        asked = await read(request, SyncRequest)
        _check_version(asked.v)
        note = note_of(request)
        return await on_thread(lambda: despite_restart(lambda: _sync(services, watch, note, authorization, asked)))

    def ask(path: str, shape: type[A], verb: Callable[[User, A], msgspec.Struct]) -> Route:
        """A question of somebody who is logged in; ``verb`` runs on a worker thread."""

        async def asked(request: Request) -> Response:
            given = await read(request, shape)
            authorization, note = request.headers.get("authorization", ""), note_of(request)

            def run() -> Response:
                return answer(verb(_user(services, watch, note, authorization), given))

            return await on_thread(lambda: despite_restart(run))

        return post(path, asked)

    people = services.people
    historik = Historik(services.exchange.engine, services.exchange.clock)
    routes = [
        post("/v1/sync", sync),  # looked for in this order
        *login_routes(lambda: make_logins(people), Machines(people.engine, people.clock), watch),
        ask("/v1/common", Marks, lambda user, given: _common(services.exchange, user, given)),
        ask("/v1/compare", Compare, services.comparer.compare),
        ask("/v1/whole", AskWhole, services.comparer.whole),
        ask("/v1/historik", HistorikRequest, lambda user, given: _history(historik, user, given)),
        ask("/v1/team", AskTeam, lambda user, _: Team(services.ledelse.colleagues(user))),
        ask("/v1/team/open", OpenSag, lambda user, given: _open(services.ledelse, user, given)),
        ask("/v1/team/hand-over", HandOver, lambda user, given: _hand_over(services.ledelse, user, given)),
        get("/healthz", healthz),
        get("/readyz", readyz),
        get("/openapi.json", described),
    ]
    return Door(Router(routes, lifespan=lifespan), watch)


def _check_version(version: int) -> None:
    if not OLDEST_WIRE <= version <= WIRE_VERSION + 1:
        raise Refused(426, Problem("version", "Opdatér programmet på denne pc for at sende og hente."))


def _history(historik: Historik, user: User, asked: HistorikRequest) -> HistorikPage:
    _check_version(asked.v)
    return historik.page(user, asked)


def _common(exchange: Exchange, user: User, asked: Marks) -> Problem:
    seq, mark = exchange.common(user, asked.marks)
    return Problem("common", "", seq, mark)


def _open(ledelse: Ledelse, user: User, asked: OpenSag) -> Problem:
    ledelse.open(user, asked.sag)
    return DONE


def _hand_over(ledelse: Ledelse, user: User, asked: HandOver) -> Problem:
    if asked.until is None:
        ledelse.hand_over(user, asked.sager, asked.fra, asked.til)
    else:
        ledelse.lend(user, asked.sager, asked.til, asked.until)
    return DONE


def _sync(services: Services, watch: Watch, note: Note, authorization: str, asked: SyncRequest) -> Response:
    exchange, token = services.exchange, authorization.removeprefix(_BEARER)
    if has_batch(asked):
        found = exchange.push(lambda conn: _let_in(watch, note, user_within(conn, token, exchange.clock())), asked)
    else:
        asker = glance(exchange.engine, token, asked, exchange.clock())
        user = _let_in(watch, note, None if asker is None else asker.user)
        nothing = None if asker is None else asker.nothing
        found = exchange.sync(user, asked) if nothing is None else nothing
    watch.synced(asked, found)
    return answer(found)


def _user(services: Services, watch: Watch, note: Note, authorization: str) -> User:
    return _let_in(watch, note, services.people.user_of(authorization.removeprefix(_BEARER)))


def _let_in(watch: Watch, note: Note, user: User | None) -> User:
    if user is None:
        raise Refused(401, Problem("session", "Log ind igen for at sende og hente."))
    note.user = user.number
    watch.limits.user(user.number)
    return user


async def _again_and_again(sweep: Callable[[], object], watch: Watch) -> None:
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        try:
            await on_thread(sweep)
        except Exception as error:
            watch.log.event("sweep", error, "ERROR")  # the next hour finds the same again


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """A caseload is a million objects and not one cycle: to look for cycles as often as Python does by itself is a
    third of the work of a first sync."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    yield
    gc.set_threshold(*before)
