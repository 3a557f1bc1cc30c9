"""Starts the central server as it is installed, in a process of its own, on SQLite and a free loopback port."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from konsulent_core.words import Rolle
from konsulent_server.app import make_services
from konsulent_server.database import open_engine
from tools.demo.steps import NotSo

ROOT = Path(__file__).resolve().parents[2]
KOMMUNE = "Åby"
LOGIN, NAME = "mette", "Mette Krogh"
LEDER, LEDER_NAME = "lene", "Lene Juhl"
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class DemoServer:
    """``password`` is made for this run, and nobody else knows it; it is both users'."""

    address: str
    password: str = field(repr=False)
    url: str
    kommune: int

    def publish(self, file: Path) -> str:
        """As the kommune's administrator does it, with the server's own command. Raises ``NotSo`` with its words."""
        command = [sys.executable, "-m", "konsulent_server", "--database", self.url, "publish-skema"]
        done = subprocess.run(
            [*command, str(self.kommune), str(file)],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
            check=False,
        )
        if done.returncode != 0:
            raise NotSo(done.stderr.strip())
        return done.stdout.strip()


@contextmanager
def running(folder: Path) -> Iterator[DemoServer]:
    """A server with one kommune, a konsulent and her teamleder; ends with the block. Raises ``NotSo`` when it does not
    come up."""
    folder.mkdir(parents=True)
    url = f"sqlite:///{(folder / 'server.db').as_posix()}"
    password = secrets.token_urlsafe(12)
    engine = open_engine(url)
    people = make_services(engine).people
    kommune = people.add_kommune(KOMMUNE)
    team = people.add_team(kommune, "Virksomhed")
    people.add_user(kommune, LOGIN, NAME, password, team=team)
    people.add_user(kommune, LEDER, LEDER_NAME, password, Rolle.TEAMLEDER, team)
    engine.dispose()
    port = _free_port()
    serve = [sys.executable, "-m", "konsulent_server", "--database", url, "serve", "--port", str(port), "--metrics", ""]
    command = [sys.executable, "-m", "tools.demo.guard", *serve]
    log = folder / "server.log"
    with log.open("wb") as words:
        child = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=words, stderr=words)
    try:
        _wait(child, port, log)
        yield DemoServer(f"http://127.0.0.1:{port}", password, url, kommune)
    finally:
        _stop(child)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(child: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if child.poll() is not None:
            raise NotSo(f"Serveren gik ned. Dens ord ligger i {log}.")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise NotSo(f"Serveren svarede ikke inden {_PATIENCE:.0f} sekunder. Dens ord ligger i {log}.")


def _stop(child: subprocess.Popen[bytes]) -> None:
    if child.stdin is not None:
        child.stdin.close()  # for the guard that is the end
    try:
        child.wait(15)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
