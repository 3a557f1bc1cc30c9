"""A central server of its own in a process of its own, for tests that kill and cut off."""

import os
import secrets
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from konsulent_app.sync.transport import Offline, Transport
from konsulent_core.clock import system_clock
from konsulent_core.wire import LoginResponse
from konsulent_server.database import open_engine
from konsulent_server.people import People

ROOT = Path(__file__).resolve().parents[2]
LOGIN, PASSWORD = "karen", "en prøvekode til karen"
_PATIENCE = 30.0
# Nobody reads its log, and one user asks as fast as it can.
_QUIET = {
    "KONSULENT_LOG": "0",
    "KONSULENT_METRICS": "",
    "KONSULENT_RATE_ADDRESS": "1000000",
    "KONSULENT_RATE_USER": "1000000",
    "KONSULENT_RATE_LOGIN": "60000000",
}


@dataclass(frozen=True, slots=True)
class Server:
    """Runs until ``stop``; SQLite in ``folder``."""

    process: subprocess.Popen[bytes]
    address: str

    @classmethod
    def start(cls, folder: Path, **settings: str) -> "Server":
        """With one kommune and one user, made when the database is new; ``settings`` are names and values of its
        environment. Raises ``RuntimeError`` when it does not answer."""
        folder.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{folder / 'server.db'}"
        if not (folder / "server.db").exists():
            engine = open_engine(url)
            people = People(engine, system_clock, secrets.token_bytes)
            people.add_user(people.add_kommune("Prøvekøbing"), LOGIN, "Karen", PASSWORD)
            engine.dispose()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "konsulent_server", "--database", url, "serve", "--port", str(port)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **_QUIET, **settings}
        server = cls(subprocess.Popen(command, cwd=folder, env=environment), f"http://127.0.0.1:{port}")
        try:
            server._wait()
        except BaseException:
            server.stop()
            raise
        return server

    def log_in(self) -> tuple[str, LoginResponse]:
        """A session's token, and who it belongs to."""
        transport = Transport(self.address)
        try:
            answer = transport.log_in(LOGIN, PASSWORD)
        finally:
            transport.close()
        return answer.token, answer

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _wait(self) -> None:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                self.log_in()
            except Offline:
                if self.process.poll() is not None:
                    break
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("the server does not answer")
