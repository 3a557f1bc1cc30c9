"""The central server as a process of its own: started in a moment, killed at any."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import uvicorn

from konsulent_core.clock import system_clock
from konsulent_server.__main__ import main
from konsulent_server.app import Services, make_app, make_services
from konsulent_server.database import open_engine
from konsulent_server.log import Log, take_over, to_stderr
from konsulent_server.protocol import PatientProtocol
from konsulent_server.watch import Watch, pool_of
from tools.long.kill_children import processes

_PATIENCE = 30.0
# Seconds that a server told to end waits for what is under way.
GRACE = 10
# So many people at one address, who never rest, are no attack here.
_UNLIMITED = {f"KONSULENT_RATE_{name}": "100000" for name in ("ADDRESS", "USER", "LOGIN")}
SETTINGS = {**_UNLIMITED, "KONSULENT_METRICS": "", "KONSULENT_MIN_FREE": "0"}


@dataclass(frozen=True, slots=True)
class Given:
    """What the process is told; plain values only, since they travel. Where nothing is other than usual it is
    the product's own command and nothing else."""

    url: str
    port: int
    page_rows: int = 0
    clock_off: float = 0.0  # seconds by which its clock is ahead
    log: str = os.devnull
    grace: int = GRACE


_Child = BaseProcess | subprocess.Popen[bytes]


def serve(given: Given) -> None:
    """What the forked process does until it is killed."""
    for stream in (1, 2):
        os.dup2(os.open(given.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream)
    os.environ.update(SETTINGS, KONSULENT_GRACE=str(given.grace))
    if not given.page_rows and not given.clock_off:
        main(["--database", given.url, "serve", "--port", str(given.port)])
        return

    def clock() -> datetime:
        return system_clock() + timedelta(seconds=given.clock_off)

    engine = open_engine(given.url)
    made = make_services(engine, clock)
    if given.page_rows:
        made = replace_pages(made, given.page_rows)
    log = Log(to_stderr)
    take_over(log)
    uvicorn.run(
        make_app(made, Watch(log=log, pool=pool_of(engine))),
        host="127.0.0.1",
        port=given.port,
        http=PatientProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=given.grace,
    )


def replace_pages(made: Services, rows: int) -> Services:
    """The same server with short pages."""
    return replace(made, exchange=replace(made.exchange, page_rows=rows))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class ServerProcess:
    """One life of the server."""

    pid: int
    port: int
    _child: _Child

    @classmethod
    def fork(
        cls, url: str, log: Path, page_rows: int = 0, clock_off: float = 0.0, port: int = 0, grace: int = GRACE
    ) -> "ServerProcess":
        """Answers when this returns. Raises ``RuntimeError``."""
        given = Given(url, port or free_port(), page_rows, clock_off, str(log), grace)
        child = processes().Process(target=serve, args=(given,), daemon=True)
        child.start()
        return cls._ready(child, child.pid or 0, given.port)

    @classmethod
    def run(cls, url: str, folder: Path | None = None, environment: dict[str, str] | None = None) -> "ServerProcess":
        """The installed command in a fresh interpreter; from another tree when ``folder`` is given."""
        port = free_port()
        command = [sys.executable, "-m", "konsulent_server", "--database", url, "serve", "--port", str(port)]
        root = folder or Path(__file__).resolve().parents[2]
        told = {**os.environ, **SETTINGS, "PYTHONPATH": str(root), **(environment or {})}
        child = subprocess.Popen(command, cwd=root, env=told, stderr=subprocess.DEVNULL)
        return cls._ready(child, child.pid, port)

    @classmethod
    def _ready(cls, child: _Child, pid: int, port: int) -> "ServerProcess":
        made = cls(pid, port, child)
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
            except OSError:
                if not made.lives:
                    break
                time.sleep(0.01)
            else:
                return made
        made.kill()
        raise RuntimeError("the server does not answer")

    @property
    def lives(self) -> bool:
        if isinstance(self._child, subprocess.Popen):
            return self._child.poll() is None
        return self._child.is_alive()

    def kill(self) -> None:
        """kill -9, and the end is waited for."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As the system does when it goes down: it may end what it is doing."""
        self._end(signal.SIGTERM)

    def _end(self, number: int) -> None:
        if self.lives:
            os.kill(self.pid, number)
        if isinstance(self._child, subprocess.Popen):
            self._child.wait(_PATIENCE)
        else:
            self._child.join(_PATIENCE)
