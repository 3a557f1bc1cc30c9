"""The HTTP face of log-in: ways, password, provider, renewal, changed password, and a lost machine's question."""

import asyncio
import functools
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from konsulent_core.wire import (
    LoginRequest,
    LoginResponse,
    MachineQuestion,
    OidcRequest,
    PasswordRequest,
    Problem,
    RenewRequest,
)
from konsulent_server.accounts import Accounts
from konsulent_server.bodies import answer, read
from konsulent_server.exchange import Refused
from konsulent_server.lockout import Lockout
from konsulent_server.logins import Logins
from konsulent_server.machines import Machines
from konsulent_server.oidc import Oidc
from konsulent_server.passwords import Passwords
from konsulent_server.people import People
from konsulent_server.provider import HttpProvider, Provider
from konsulent_server.routes import get, on_thread, post
from konsulent_server.sessions import Sessions
from konsulent_server.watch import Watch, address_of, note_of

# A password costs 64 MB and a twentieth of a second to look at: more at once would leave nothing for those who sync.
_LOGINS_AT_ONCE = 4


def make_logins(people: People, provider: Provider | None = None) -> Logins:
    """Over the same database, clock and costs as ``people``."""
    engine, clock = people.engine, people.clock
    oidc = Oidc(provider or HttpProvider(), clock)
    lockout = Lockout(engine, clock)
    return Logins(engine, clock, Passwords(people.hasher), lockout, Sessions(clock, people.entropy), oidc)


def make_accounts(people: People) -> Accounts:
    engine, clock = people.engine, people.clock
    return Accounts(engine, clock, Passwords(people.hasher), Lockout(engine, clock))


def login_routes(make: Callable[[], Logins], machines: Machines, watch: Watch) -> list[Route]:
    """The routes under /v1. ``make`` is called when somebody first logs in: it hashes a password once."""
    logins = functools.cache(make)
    some = asyncio.Semaphore(_LOGINS_AT_ONCE)

    async def ways(_request: Request) -> Response:
        return answer(await on_thread(lambda: logins().ways()))

    async def login(request: Request) -> Response:
        asked = await read(request, LoginRequest)
        watch.limits.login(address_of(request), asked.user)
        async with some:
            found = await _tried(lambda: logins().by_password(asked, address_of(request)))
        note_of(request).user = found.user
        return answer(found)

    async def _tried(log_in: Callable[[], LoginResponse]) -> LoginResponse:
        try:
            found = await on_thread(log_in)
        except Refused:
            watch.logged_in(None)
            raise
        watch.logged_in(found)
        return found

    async def login_oidc(request: Request) -> Response:
        asked = await read(request, OidcRequest)
        watch.limits.login(address_of(request), "")
        found = await _tried(lambda: logins().by_provider(asked, address_of(request)))
        note_of(request).user = found.user
        return answer(found)

    async def renew(request: Request) -> Response:
        asked = await read(request, RenewRequest)
        return answer(await on_thread(lambda: logins().renew(asked)))

    async def password(request: Request) -> Response:
        asked = await read(request, PasswordRequest)
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        await on_thread(lambda: logins().change_password(asked, token, address_of(request)))
        return answer(Problem("changed", ""))

    async def machine(request: Request) -> Response:
        asked = await read(request, MachineQuestion)
        return answer(await on_thread(lambda: machines.answer(asked)))

    posts = {"login": login, "login-oidc": login_oidc, "renew": renew, "password": password, "machine": machine}
    return [get("/v1/login-ways", ways), *(post(f"/v1/{name}", answering) for name, answering in posts.items())]
