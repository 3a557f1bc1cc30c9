"""Our server with several workers, as a service runs it: its memory is told, and it can be killed as power is cut."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.bench.servers import free_port, wait_for

_OPEN = {
    # All generators are one address; each user asks as often as her share of the rush.
    "KONSULENT_RATE_ADDRESS": "1000000",
    "KONSULENT_RATE_USER": "1000000",
    "KONSULENT_RATE_LOGIN": "1000000",
    "KONSULENT_CONNECTIONS": "30000",
    "KONSULENT_METRICS": "",
}


@dataclass(slots=True)
class LoadServer:
    """The product's own command. ``port`` stays the same over a restart."""

    address: str
    workers: int
    port: int = field(default_factory=free_port)
    _running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        url = self.address.replace("postgresql://", "postgresql+psycopg://", 1)
        command = [sys.executable, "-m", "konsulent_server", "--database", url, "serve"]
        command += ["--port", str(self.port), "--workers", str(self.workers)]
        environment = {**os.environ, **_OPEN}
        # A line a request is written, as in production, and nobody reads it.
        self._running = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
        )
        wait_for(self.port)

    def kill(self) -> None:
        """At once, with all workers: nobody gets to say goodbye."""
        if self._running is not None:
            os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()
            self._running = None

    def stop(self) -> None:
        if self._running is not None:
            self._running.terminate()
            try:
                self._running.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
            self._running = None

    def memory(self) -> int:
        """The highest resident memory of all its processes, in MB."""
        return 0 if self._running is None else peak_mb(self._running.pid)


@contextmanager
def load_server(address: str, workers: int) -> Iterator[LoadServer]:
    server = LoadServer(address, workers)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def peak_mb(process: int) -> int:
    """The sum of the peaks of a process and all below it, in MB; pages that they share are counted in each."""
    below = {process}
    parents = {int(p.name): _parent(p) for p in Path("/proc").iterdir() if p.name.isdigit()}
    while more := {number for number, parent in parents.items() if parent in below} - below:
        below |= more
    return round(sum(_peak_kb(number) for number in below) / 1024)


def postgresql_mb() -> int:
    """The sum of the peaks of every PostgreSQL process on this machine, in MB; what they share is counted in each."""
    found = 0
    for folder in Path("/proc").iterdir():
        try:
            is_one = folder.name.isdigit() and (folder / "comm").read_text().strip() == "postgres"
        except OSError:
            continue
        found += _peak_kb(int(folder.name)) if is_one else 0
    return round(found / 1024)


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _peak_kb(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
