"""Saves what the person writes: at most 800 ms after the first unsaved key, and at once after a tap."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from konsulent_app.store.database import Tx
from konsulent_app.store.errors import StoreError
from konsulent_app.ui.work import Work
from konsulent_core.clock import Clock
from konsulent_core.errors import KonsulentError

Verb = Callable[[Tx], object]

CEILING_MS = 800
RETRY_MS = 2_000


class Autosave(QObject):
    """Verbs go in, transactions come out, in order. What could not be saved is tried again until it is.

    A verb given by ``soon`` waits for the ceiling and is replaced by a later one with the same key; one given by
    ``now`` is written at once, after all that waits.
    """

    saving = Signal()
    saved = Signal(object)  # datetime, UTC: everything asked for so far is on disk
    failed = Signal(object)  # StoreError: it will be tried again
    refused = Signal(object)  # UserError: the rules say no

    def __init__(self, work: Work, clock: Clock) -> None:
        super().__init__()
        self._work = work
        self._clock = clock
        self._waiting: dict[object, Verb] = {}
        self._unsaved: list[list[Verb]] = []  # batches on their way, oldest first; they stay until on disk
        self._busy = False
        self._afterwards: list[Callable[[], None]] = []
        self._ceiling = QTimer(self)
        self._ceiling.setSingleShot(True)
        self._ceiling.setInterval(CEILING_MS)
        self._ceiling.timeout.connect(self.flush)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self._write_next)

    @property
    def quiet(self) -> bool:
        """Whether everything is on disk."""
        return not self._waiting and not self._unsaved

    def soon(self, key: object, verb: Verb) -> None:
        """Text being written: saved when the ceiling is reached, which later keys do not move."""
        self._waiting.pop(key, None)
        self._waiting[key] = verb
        if not self._ceiling.isActive():
            self._ceiling.start()

    def now(self, verb: Verb) -> None:
        """A tap: saved at once."""
        self._waiting[object()] = verb
        self.flush()

    def flush(self) -> None:
        """Focus left, the page closes or the ceiling is reached."""
        self._ceiling.stop()
        if not self._waiting:
            return
        self._unsaved.append(list(self._waiting.values()))
        self._waiting = {}
        if not self._busy and not self._retry.isActive():
            self._write_next()

    def when_saved(self, call: Callable[[], None]) -> None:
        """Flushes, and calls once everything asked for is on disk: at once if it is."""
        self.flush()
        if self.quiet:
            call()
        else:
            self._afterwards.append(call)

    def retry(self) -> None:
        """Tries at once what failed before."""
        if self._retry.isActive():
            self._retry.stop()
            self._write_next()

    def _write_next(self) -> None:
        if not self._unsaved:
            return
        self._busy = True
        batch = self._unsaved[0]
        self.saving.emit()
        self._work.write(lambda tx: _run(tx, batch, self._clock), self._done, self._failed)

    def _done(self, at: datetime) -> None:
        self._busy = False
        self._unsaved.pop(0)
        if self._unsaved:
            self._write_next()
        elif not self._waiting:
            self.saved.emit(at)
            self._call_waiting()

    def _call_waiting(self) -> None:
        calls, self._afterwards = self._afterwards, []
        for call in calls:
            call()

    def _failed(self, error: KonsulentError) -> None:
        self._busy = False
        if isinstance(error, StoreError):
            self.failed.emit(error)
            self._retry.start()
            return
        batch = self._unsaved.pop(0)
        self.refused.emit(error)
        if len(batch) > 1:
            # One of them broke a rule; the others must not be lost with it.
            self._unsaved[:0] = [[verb] for verb in batch]
        if self._unsaved:
            self._write_next()
        elif not self._waiting:
            self._call_waiting()


def _run(tx: Tx, batch: list[Verb], clock: Clock) -> datetime:
    for verb in batch:
        verb(tx)
    return clock()
