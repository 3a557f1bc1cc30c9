"""Takes work off the UI thread and brings the result back to it: one writer in order, readers, and long jobs."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, Signal

from konsulent_app.store.database import Database, Touched, Tx
from konsulent_core.errors import KonsulentError

T = TypeVar("T")
Failed = Callable[[KonsulentError], None]


class Work(QObject):
    """Handed to every page. Jobs run on other threads and get plain values; callbacks run on the UI thread.

    Writes are done one at a time in the order they were asked for, each in a transaction of its own.
    """

    changed = Signal(object)  # Touched: rows that moved, by whatever hand
    arrived = Signal(object)  # Touched: rows that a sync moved, not a write asked for here
    crashed = Signal(object)  # an exception nobody expected: for ui.feedback
    _back = Signal(object)

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._writes: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._readers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="reader")
        self._jobs = ThreadPoolExecutor(max_workers=2, thread_name_prefix="job")
        self._outstanding = 0
        self._closed = False
        self._back.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        database.on_change = self._tell
        self._writer = threading.Thread(target=self._write_loop, name="writer", daemon=True)
        self._writer.start()

    def write(
        self, job: Callable[[Tx], T], done: Callable[[T], None] | None = None, failed: Failed | None = None
    ) -> None:
        """Runs ``job`` in a writing transaction; ``done`` is called when it is on disk."""

        def run() -> T:
            with self._database.writing() as tx:
                return job(tx)

        self._outstanding += 1
        self._writes.put(lambda: self._do(run, done, failed))

    def read(self, job: Callable[[Tx], T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Runs ``job`` in a reading transaction."""

        def run() -> T:
            with self._database.reading() as tx:
                return job(tx)

        self._outstanding += 1
        self._readers.submit(self._do, run, done, failed)

    def run(self, job: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Runs anything else that takes time: a paper, a sync, a backup."""
        self._outstanding += 1
        self._jobs.submit(self._do, job, done, failed)

    def settle(self) -> None:
        """Waits until everything asked for so far has come back: for closing and for tests."""
        while self._outstanding:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)

    def close(self) -> None:
        """Finishes all writes, then lets the threads go."""
        if self._closed:
            return
        self._closed = True
        self._writes.put(None)
        self._writer.join()
        self._readers.shutdown()
        self._jobs.shutdown(cancel_futures=True)

    def _write_loop(self) -> None:
        while (job := self._writes.get()) is not None:
            job()

    def _do(self, run: Callable[[], T], done: Callable[[T], None] | None, failed: Failed | None) -> None:
        try:
            result = run()
        except KonsulentError as error:
            known = error
            self._back.emit(lambda: failed(known) if failed is not None else self.crashed.emit(known))
        except Exception as error:
            unknown = error
            self._back.emit(lambda: self.crashed.emit(unknown))
        else:
            self._back.emit(lambda: done(result) if done is not None else None)

    def _deliver(self, callback: Callable[[], None]) -> None:
        self._outstanding -= 1
        callback()

    def _tell(self, touched: Touched) -> None:
        """Called on whichever thread committed; the signal crosses to the UI thread by itself."""
        self.changed.emit(touched)
        if threading.current_thread() is not self._writer:
            self.arrived.emit(touched)
