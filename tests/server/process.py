"""The server's own command in a process of its own, with a kommune, a user and a log to read."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import msgspec

from konsulent_app.sync.transport import Transport
from konsulent_core.clock import system_clock, to_text
from konsulent_core.merge import Value
from konsulent_core.wire import Batch, BirthBlock, EditRow, LoginResponse, SyncRequest, SyncResponse
from konsulent_server.database import open_engine
from konsulent_server.people import People

ROOT = Path(__file__).resolve().parents[2]
LOGIN, PASSWORD = "mette", "en prøvekode til mette"
_PATIENCE = 30.0


def furnish(url: str, *logins: str) -> int:
    """A kommune with these users and mette, in a database that is made when it is not there. The kommune's number."""
    engine = open_engine(url)
    people = People(engine, system_clock, secrets.token_bytes)
    kommune = people.add_kommune("Prøvekøbing")
    for login in (LOGIN, *logins):
        people.add_user(kommune, login, login.capitalize(), PASSWORD)
    engine.dispose()
    return kommune


@dataclass(frozen=True, slots=True)
class Running:
    process: subprocess.Popen[bytes]
    address: str
    metrics_address: str
    log: Path
    lines_made: list[Transport] = field(default_factory=list)

    def line(self) -> Transport:
        """Closed with the server at the latest."""
        self.lines_made.append(Transport(self.address))
        return self.lines_made[-1]

    def http(self) -> httpx2.Client:
        return httpx2.Client(base_url=self.address, trust_env=False, timeout=30)

    def metrics(self) -> dict[str, float]:
        """Series → number, of all workers."""
        text = httpx2.get(f"{self.metrics_address}/metrics", trust_env=False).text
        return {
            name: float(value)
            for name, _, value in (line.rpartition(" ") for line in text.splitlines() if line[0] != "#")
        }

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]

    def stop(self, number: int = signal.SIGTERM) -> int:
        """The exit code."""
        self.process.send_signal(number)
        try:
            return self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def wait(self, path: str = "/healthz") -> None:
        if not wait_for(self.address + path, lambda: self.process.poll() is None):
            raise RuntimeError(f"the server does not answer: {self.log.read_text('utf-8')}")


def wait_for(url: str, lives: Callable[[], bool] = lambda: True) -> bool:
    """Whether it answers 200 within half a minute, and while it lives."""
    until = time.monotonic() + _PATIENCE
    while lives() and time.monotonic() < until:
        try:
            httpx2.get(url, trust_env=False, verify=False).raise_for_status()
        except httpx2.HTTPError:
            time.sleep(0.05)
        else:
            return True
    return False


@contextmanager
def running(url: str, folder: Path, *arguments: str, **settings: str) -> Iterator[Running]:
    """``settings`` by their names: ``workers="2"``."""
    port, metrics = free_port(), free_port()
    told = {"database": url, "port": str(port), "metrics": f"127.0.0.1:{metrics}", **settings}
    environment = {**os.environ, **{f"KONSULENT_{name.upper()}": value for name, value in told.items()}}
    log = folder / f"log-{port}.txt"
    with log.open("wb") as stderr:
        command = [sys.executable, "-m", "konsulent_server", *(arguments or ("serve",))]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=stderr)
    scheme = "https" if "tls_cert" in settings else "http"
    found = Running(process, f"{scheme}://127.0.0.1:{port}", f"http://127.0.0.1:{metrics}", log)
    try:
        found.wait()
        yield found
    finally:
        for line in found.lines_made:
            line.close()
        if process.poll() is None:
            found.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Machine:
    """A machine without a store on a real line: remembers where it stands."""

    def __init__(self, server: Running, login: str = LOGIN, device: str = "") -> None:
        self.line = server.line()
        self.user: LoginResponse = self.line.log_in(login, PASSWORD)
        self.device = device or secrets.token_hex(12)
        self.cursor, self.mark, self.number = 0, "", 0

    def push(self, *changes: BirthBlock | EditRow) -> SyncResponse:
        births = [change for change in changes if isinstance(change, BirthBlock)]
        edits = [change for change in changes if isinstance(change, EditRow)]
        self.number += 1
        return self.say(Batch(self.number, to_text(system_clock()), births, edits))

    def say(self, batch: Batch | None = None) -> SyncResponse:
        answer = self.line.sync(self.request(batch))
        self.cursor, self.mark = answer.cursor, answer.mark
        return answer

    def request(self, batch: Batch | None = None) -> bytes:
        raw = msgspec.Raw(msgspec.json.encode(batch))
        return msgspec.json.encode(SyncRequest(1, self.device, self.cursor, self.mark, raw))

    def edit(self, table: str, row: int, scope: int, **fields: tuple[Value, Value]) -> EditRow:
        return EditRow(table, row, scope, 0, self.cursor, fields)

    def close(self) -> None:
        self.line.close()
