"""Log-in against a real OpenID provider: the app's own door, a browser, our server, and what attackers try."""

import secrets
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import uvicorn

from konsulent_app.sync import logins
from konsulent_app.sync.browser import BrowserLogin
from konsulent_app.sync.logins import Brought, Here
from konsulent_app.sync.transport import Denied, ServerTrouble, Transport
from konsulent_core.clock import system_clock
from konsulent_core.maskine import new_identity
from konsulent_core.wire import LoginResponse, LoginWay
from konsulent_server.app import make_app, make_services
from konsulent_server.database import open_engine
from konsulent_server.oidc import Client
from konsulent_server.people import People
from konsulent_server.ways import Way, set_way
from tools.long.oidc_node import NoNode, RealProvider, install, log_in

ROOT = Path(__file__).resolve().parents[2]
CLAIM = "upn"


@dataclass
class World:
    """A kommune whose people log in at the real provider; ``ahead`` is how far our server's clock is."""

    provider: RealProvider
    people: People
    kommune: int
    line: Transport
    ahead: timedelta = timedelta()

    def use(self, client: str, secret: str = "") -> None:
        found = Client(self.provider.issuer, client, secret, "openid", CLAIM)
        set_way(self.people.engine, Way(self.kommune, "", client=found))

    def way(self) -> LoginWay:
        (found,) = logins.ask_ways(self.line).oidc
        return found

    def bring(self, login: str = "mette", way: LoginWay | None = None) -> Brought:
        """Through the app's own door, by a browser on this machine."""
        door = BrowserLogin(way or self.way(), secrets.token_bytes, patience=20)
        back = log_in(door.url, login)
        threading.Thread(target=httpx2.get, args=(back,), kwargs={"trust_env": False}, daemon=True).start()
        return door.wait()

    def enter(self, found: Brought) -> LoginResponse:
        return logins.by_browser(self.line, Here(new_identity(secrets.token_bytes), "prøve"), found)

    def refused(self, found: Brought) -> str:
        """The problem's code; "" when it got in."""
        try:
            self.enter(found)
        except Denied as denied:
            return denied.problem.code
        return ""


def _honest(world: World) -> None:
    answer = world.enter(world.bring())
    need(answer.name == "Mette Krogh" and bool(answer.refresh), "the user of that login is in")
    world.line.use(answer.token)
    need(world.line.common([]) == (0, ""), "the session counts")


def _confidential(world: World) -> None:
    world.use("fortrolig", "en hemmelighed til proeven")
    need(world.enter(world.bring()).name == "Mette Krogh", "a confidential client too")
    world.use("fortrolig", "en forkert hemmelighed")
    need(world.refused(world.bring()) == "oidc", "with a wrong secret the provider says no")


def _nobody(world: World) -> None:
    need(world.refused(world.bring("ingen")) == "oidc_user", "somebody the provider knows and we do not gets nothing")


def _replayed(world: World) -> None:
    found = world.bring()
    world.enter(found)
    need(world.refused(found) == "oidc", "a code counts once")


def _stolen(world: World) -> None:
    found = world.bring()
    need(world.refused(replace(found, verifier="a" * 43)) == "oidc", "a code without its verifier is worth nothing")
    need(world.refused(replace(world.bring(), nonce="en anden")) == "oidc", "a token of another log-in is refused")
    other = world.bring()
    elsewhere = other.redirect.replace(str(urlsplit(other.redirect).port), "1")
    need(world.refused(replace(other, redirect=elsewhere)) == "oidc", "nor one that was sent to another port")


def _other_program(world: World) -> None:
    found = world.bring()
    world.use("fortrolig", "en hemmelighed til proeven")
    need(world.refused(found) == "oidc", "a code that was given to another program is refused")


def _racing(world: World) -> None:
    door = BrowserLogin(world.way(), secrets.token_bytes, patience=20)
    back = log_in(door.url, "mette")
    evil = httpx2.get(f"{back.split('?')[0]}?code=ondt&state=gaet", trust_env=False)
    need(evil.status_code == 400, "a program that knocks first is not heard")
    need(httpx2.get(back, trust_env=False).status_code == 200, "the browser is")
    need(world.enter(door.wait()).name == "Mette Krogh", "and the person is in")
    need("iss" in parse_qs(urlsplit(back).query), "the provider names itself in its answer")


def _late(world: World) -> None:
    found = world.bring()
    world.ahead = timedelta(minutes=10)
    need(world.refused(found) == "oidc", "an ID token that has run out is refused")


def _changed_keys(world: World) -> None:
    world.enter(world.bring())
    world.provider.stop()
    world.provider.start(kind="EC")
    need(world.enter(world.bring()).name == "Mette Krogh", "new keys are found")


def _away(world: World) -> None:
    found = world.bring()
    world.provider.stop()
    try:
        world.enter(found)
    except ServerTrouble as trouble:
        need("svarer ikke lige nu" in trouble.message, "a provider that is away is called away")
    else:
        need(so=False, words="nobody gets in by a provider that is away")
    world.provider.start()
    need(world.enter(world.bring()).name == "Mette Krogh", "and is used again when it is back")


CASES: tuple[Callable[[World], None], ...] = (
    _honest,
    _confidential,
    _nobody,
    _replayed,
    _stolen,
    _other_program,
    _racing,
    _late,
    _changed_keys,
    _away,
)


def run(_seed: int, rounds: int, seconds: float) -> int:
    """All of it once; more would show nothing else."""
    started = time.monotonic()
    try:
        folder = install(ROOT / ".long" / "oidc")
    except NoNode as error:
        print(f"login: not run: {error}")
        return 1
    for case in CASES[:rounds]:
        if time.monotonic() - started > seconds:
            print("login: FAILED: out of time")
            return 1
        with _world(folder) as world:
            try:
                case(world)
            except AssertionError as error:
                print(f"login: FAILED in {case.__name__}: {error}")
                return 1
        print(f"login: {case.__name__.strip('_')}: as it should be", flush=True)
    print(f"login: {len(CASES[:rounds])} cases with a real provider, {time.monotonic() - started:.0f} s")
    return 0


def need(so: bool, words: str) -> None:
    if not so:
        raise AssertionError(words)


@contextmanager
def _world(folder: Path) -> Iterator[World]:
    with tempfile.TemporaryDirectory() as there:
        engine = open_engine(f"sqlite:///{Path(there) / 'server.db'}")
        box: list[World] = []

        def clock() -> datetime:
            return system_clock() + (box[0].ahead if box else timedelta())

        services = make_services(engine, clock)
        kommune = services.people.add_kommune("Åby")
        services.people.add_user(kommune, "mette", "Mette Krogh", secrets.token_hex(8))
        server = uvicorn.Server(uvicorn.Config(make_app(services), port=0, log_level="error", ws="none"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        provider = RealProvider(folder)
        line = Transport(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
        try:
            provider.start()
            world = World(provider, services.people, kommune, line)
            box.append(world)
            world.use("konsulent")
            yield world
        finally:
            provider.stop()
            line.close()
            server.should_exit = True
            thread.join()
            engine.dispose()
