"""Several processes serve one kommune at once: the feed has no gap, and nobody's cursor passes a row."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from konsulent_app.sync.transport import Transport
from tests.conftest import Postgres
from tests.server.house import born
from tests.server.process import Machine, Running, furnish, running

MACHINES, PUSHES = 3, 8
_numbers = count(1000)


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    name = postgres.copy_of("migrated")
    yield postgres.url(name)
    postgres.drop(name)


def reconnect(machine: Machine) -> None:
    """The next request may come to another worker."""
    machine.line.close()
    machine.line = Transport(str(machine.line._address))
    machine.line.use(machine.user.token)


class Writer(threading.Thread):
    def __init__(self, server: Running, login: str) -> None:
        super().__init__()
        self.machine = Machine(server, login)
        self.made: list[int] = []
        self.seen: set[int] = set()
        self.failed: Exception | None = None

    def run(self) -> None:
        try:
            for _ in range(PUSHES):
                row = next(_numbers)
                reconnect(self.machine)
                answer = self.machine.push(born("virksomhed", row, self.machine.user.kommune, navn=f"V{row}"))
                self.made.append(row)
                self.seen |= {row.row for block in answer.blocks for row in block.rows}
            reconnect(self.machine)
        except Exception as error:
            self.failed = error

    def finish(self) -> None:
        answer = self.machine.say()
        self.seen |= {row.row for block in answer.blocks for row in block.rows}
        self.machine.close()


@pytest.mark.postgres
@pytest.mark.slow
def test_pushes_to_two_workers_at_once_leave_no_gap_and_no_row_behind(url: str, tmp_path: Path) -> None:
    furnish(url, *(f"bruger{n}" for n in range(MACHINES)))
    with running(url, tmp_path, workers="2", rate_user="1000", rate_login="6000") as server:
        writers = [Writer(server, f"bruger{n}") for n in range(MACHINES)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert [writer.failed for writer in writers] == [None] * MACHINES
        made = {row for writer in writers for row in writer.made}
        for writer in writers:
            writer.finish()
            assert writer.seen == made - set(writer.made), "each has seen what the others wrote, and no row was passed"
        workers = {line["worker"] for line in server.lines() if line.get("route") == "/v1/sync"}
        assert len(workers) == 2
        told = server.metrics()
        syncs = MACHINES * (PUSHES + 1)
        assert told['konsulent_requests_total{route="/v1/sync",status="200"}'] == syncs
        assert told['konsulent_verdicts_total{kind="accepteret"}'] == len(made) == MACHINES * PUSHES
        assert server.stop() == 0
    engine = create_engine(url)
    with engine.connect() as conn:
        numbers = conn.execute(text("SELECT seq FROM push ORDER BY seq")).scalars().all()
        assert numbers == list(range(1, len(made) + 1))
        assert conn.execute(text("SELECT seq FROM kommune")).scalar() == len(made)
        received = conn.execute(text("SELECT modtaget FROM push ORDER BY seq")).scalars().all()
        assert len(received) == len(made)
    engine.dispose()


def started(server: Running) -> set[int]:
    """The numbers of the processes that have begun to serve."""
    return {int(str(line["worker"])) for line in server.lines() if line.get("text") == "Application startup complete."}


@pytest.mark.postgres
@pytest.mark.slow
def test_a_worker_that_dies_is_replaced_and_the_others_go_on(url: str, tmp_path: Path) -> None:
    furnish(url)
    with running(url, tmp_path, workers="2") as server:
        machine = Machine(server)
        until = time.monotonic() + 20
        while len(started(server)) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        os.kill(min(started(server)), signal.SIGKILL)
        while len(started(server)) < 3 and time.monotonic() < until:
            time.sleep(0.05)
        assert len(started(server)) == 3
        reconnect(machine)
        assert machine.push(born("sag", 10, 10, nummer="1")).cursor == 1
        machine.close()
