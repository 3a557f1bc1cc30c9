"""The server is told to stop while a push is under way: it is committed and answered, or not at all."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from konsulent_app.sync.transport import Offline, ServerTrouble
from konsulent_core.wire import Batch, SyncResponse
from tests.server.house import born
from tests.server.process import Machine, furnish, running


class Pushing(threading.Thread):
    """A push in a thread of its own; its answer, or None where there was none."""

    def __init__(self, machine: Machine, batch: Batch) -> None:
        super().__init__()
        self._machine, self._batch = machine, batch
        self.answer: SyncResponse | None = None
        self.trouble: Offline | ServerTrouble | None = None
        self.start()

    def run(self) -> None:
        try:
            self.answer = self._machine.line.sync(self._machine.request(self._batch))
        except (Offline, ServerTrouble) as error:
            self.trouble = error


def rows(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as conn:
        return [row for (row,) in conn.execute("SELECT id FROM raekke ORDER BY id")]


def test_what_is_under_way_is_answered_and_nobody_else_let_in(tmp_path: Path) -> None:
    path = tmp_path / "server.db"
    furnish(f"sqlite:///{path}")
    with running(f"sqlite:///{path}", tmp_path) as server, closing(sqlite3.connect(path, timeout=5)) as other:
        machine, late = Machine(server), Machine(server)
        other.execute("BEGIN IMMEDIATE")  # so that the push waits in the middle of its work
        pushing = Pushing(machine, Batch(1, "", [born("sag", 10, 10, nummer="1")], []))
        time.sleep(0.3)
        server.process.terminate()
        time.sleep(0.3)
        assert server.process.poll() is None
        with pytest.raises(Offline):
            late.say()
        other.rollback()
        pushing.join(20)
        assert pushing.answer is not None
        assert pushing.answer.receipt is not None
        assert server.process.wait(20) == 0
        assert rows(path) == [10]
        machine.close()
        late.close()


def test_one_that_takes_too_long_is_not_waited_for_and_counts_once_when_it_is_sent_again(tmp_path: Path) -> None:
    path = tmp_path / "server.db"
    furnish(f"sqlite:///{path}")
    batch = Batch(1, "", [born("sag", 10, 10, nummer="1"), born("udsagn", 100, 10, tekst="hej")], [])
    with running(f"sqlite:///{path}", tmp_path, grace="1") as server:
        machine = Machine(server)
        with closing(sqlite3.connect(path, timeout=5)) as other:
            other.execute("BEGIN IMMEDIATE")
            pushing = Pushing(machine, batch)
            time.sleep(0.3)
            server.process.terminate()
            time.sleep(2.0)
            other.rollback()
            server.process.wait(20)
        pushing.join(20)
        assert isinstance(pushing.trouble, ServerTrouble)
        assert "startes om" in pushing.trouble.message
        assert rows(path) in ([], [10, 100])
        machine.close()
    with running(f"sqlite:///{path}", tmp_path) as server:
        again = Machine(server, device=machine.device)
        answer = again.say(batch)
        assert answer.receipt is not None
        assert answer.receipt.changes == 2
        assert (rows(path), answer.cursor) == ([10, 100], 1)
        again.close()
