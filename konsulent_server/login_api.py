"""The HTTP face of log-in: ways, password, provider, renewal, changed password, and a lost machine's question."""

import functools
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool

from konsulent_core.wire import (
    LoginRequest,
    MachineQuestion,
    OidcRequest,
    PasswordRequest,
    Problem,
    RenewRequest,
)
from konsulent_server.accounts import Accounts
from konsulent_server.lockout import Lockout
from konsulent_server.logins import Logins
from konsulent_server.machines import Machines
from konsulent_server.oidc import Oidc
from konsulent_server.passwords import Passwords
from konsulent_server.people import People
from konsulent_server.provider import HttpProvider, Provider
from konsulent_server.sessions import Sessions

Read = Callable[[Request, Any], Awaitable[Any]]  # the body as a shape
Answer = Callable[[msgspec.Struct], Response]


def make_logins(people: People, provider: Provider | None = None) -> Logins:
    """Over the same database, clock and costs as ``people``."""
    engine, clock = people.engine, people.clock
    oidc = Oidc(provider or HttpProvider(), clock)
    lockout = Lockout(engine, clock)
    return Logins(engine, clock, Passwords(people.hasher), lockout, Sessions(clock, people.entropy), oidc)


def make_accounts(people: People) -> Accounts:
    engine, clock = people.engine, people.clock
    return Accounts(engine, clock, Passwords(people.hasher), Lockout(engine, clock))


def add_login(app: FastAPI, make: Callable[[], Logins], machines: Machines, read: Read, answer: Answer) -> None:
    """The routes under /v1; ``read`` and ``answer`` are those of the other routes. ``make`` is called when somebody
    first logs in: it hashes a password once."""
    logins = functools.cache(make)

    @app.get("/v1/login-ways")
    async def ways() -> Response:
        return answer(await run_in_threadpool(lambda: logins().ways()))

    @app.post("/v1/login")
    async def login(request: Request) -> Response:
        asked: LoginRequest = await read(request, LoginRequest)
        return answer(await run_in_threadpool(lambda: logins().by_password(asked, _address(request))))

    @app.post("/v1/login-oidc")
    async def login_oidc(request: Request) -> Response:
        asked: OidcRequest = await read(request, OidcRequest)
        return answer(await run_in_threadpool(lambda: logins().by_provider(asked, _address(request))))

    @app.post("/v1/renew")
    async def renew(request: Request) -> Response:
        asked: RenewRequest = await read(request, RenewRequest)
        return answer(await run_in_threadpool(lambda: logins().renew(asked)))

    @app.post("/v1/password")
    async def password(request: Request) -> Response:
        asked: PasswordRequest = await read(request, PasswordRequest)
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        await run_in_threadpool(lambda: logins().change_password(asked, token, _address(request)))
        return answer(Problem("changed", ""))

    @app.post("/v1/machine")
    async def machine(request: Request) -> Response:
        asked: MachineQuestion = await read(request, MachineQuestion)
        return answer(await run_in_threadpool(machines.answer, asked))


def _address(request: Request) -> str:
    """Behind a proxy uvicorn puts the caller's here (FORWARDED_ALLOW_IPS names the proxy)."""
    return "" if request.client is None else request.client.host
