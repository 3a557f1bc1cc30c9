"""Takes work off the UI thread and brings the result back to it: one writer in order, readers, and long jobs."""

import queue
import threading
from collections.abc import Callable
from itertools import count
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, Signal

from konsulent_app.store.database import Database, Touched, Tx
from konsulent_core.errors import KonsulentError

T = TypeVar("T")
Failed = Callable[[KonsulentError], None]
_Line = queue.SimpleQueue[int | None]  # numbers of jobs; None ends a thread
_READERS = 2
_LONG = 2


class _Job:
    """One thing asked for. It is made and let go of on the UI thread: what it holds may be a page."""

    def __init__(self, run: Callable[[], Any], done: Callable[[Any], None] | None, failed: Failed | None) -> None:
        self._run = run
        self._done = done
        self._failed = failed
        self._result: Any = None
        self._error: Exception | None = None

    def perform(self) -> None:
        try:
            self._result = self._run()
        except Exception as error:
            self._error = error

    def tell(self, crashed: Callable[[Exception], None]) -> None:
        error = self._error
        if isinstance(error, KonsulentError) and self._failed is not None:
            self._failed(error)
        elif error is not None:
            crashed(error)
        elif self._done is not None:
            self._done(self._result)


class Work(QObject):
    """Handed to every page. Jobs run on other threads and get plain values; callbacks run on the UI thread.

    Writes are done one at a time in the order they were asked for, each in a transaction of its own. After ``close``
    nothing is begun and nobody is called back: a page's late timer does no harm.
    """

    changed = Signal(object)  # Touched: rows that moved, by whatever hand
    arrived = Signal(object)  # Touched: rows that a sync moved, not a write asked for here
    crashed = Signal(object)  # an exception nobody expected: for ui.feedback
    _back = Signal(int)

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        # Threads are given numbers and look the job up: were one to hold a job, it could be the last to let go of a
        # page, and a Qt object freed on another thread brings the app down.
        self._asked: dict[int, _Job] = {}
        self._numbers = count(1)
        self._writes, self._reads, self._long = _Line(), _Line(), _Line()
        self._closed = False
        self._back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        database.on_change = self._tell
        self._writer = self._start(self._writes)
        self._readers = [self._start(self._reads) for _ in range(_READERS)]
        for _ in range(_LONG):
            self._start(self._long)

    def write(
        self, job: Callable[[Tx], T], done: Callable[[T], None] | None = None, failed: Failed | None = None
    ) -> None:
        """Runs ``job`` in a writing transaction; ``done`` is called when it is on disk."""

        def run() -> T:
            with self._database.writing() as tx:
                return job(tx)

        self._ask(self._writes, _Job(run, done, failed))

    def read(self, job: Callable[[Tx], T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Runs ``job`` in a reading transaction."""

        def run() -> T:
            with self._database.reading() as tx:
                return job(tx)

        self._ask(self._reads, _Job(run, done, failed))

    def run(self, job: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Runs anything else that takes time: a paper, a sync, a backup."""
        self._ask(self._long, _Job(job, done, failed))

    def settle(self) -> None:
        """Waits until everything asked for so far has come back: for closing and for tests."""
        while self._asked and not self._closed:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)

    def close(self) -> None:
        """Finishes all writes and reads, then lets the threads go.

        A long job may hang on a dead line for its whole time-out: it ends by itself, and nobody hears of it.
        """
        if self._closed:
            return
        self._closed = True
        self._writes.put(None)
        for _ in range(max(_READERS, _LONG)):
            self._reads.put(None)
            self._long.put(None)
        for thread in (self._writer, *self._readers):
            thread.join()

    def _start(self, line: _Line) -> threading.Thread:
        thread = threading.Thread(target=self._serve, args=(line,), name="work", daemon=True)
        thread.start()
        return thread

    def _serve(self, line: _Line) -> None:
        while (number := line.get()) is not None:
            self._asked[number].perform()
            self._back.emit(number)

    def _ask(self, line: _Line, job: _Job) -> None:
        if self._closed:
            return
        number = next(self._numbers)
        self._asked[number] = job
        line.put(number)

    def _deliver(self, number: int) -> None:
        job = self._asked.pop(number)
        if not self._closed:
            job.tell(self.crashed.emit)

    def _tell(self, touched: Touched) -> None:
        """Called on whichever thread committed; the signal crosses to the UI thread by itself."""
        self.changed.emit(touched)
        if threading.current_thread() is not self._writer:
            self.arrived.emit(touched)
