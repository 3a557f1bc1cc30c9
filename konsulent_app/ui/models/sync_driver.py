"""Starts a sync when the schedule says so, one at a time and never on the UI thread, and tells how it stands."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from konsulent_app.store import meta, outbox
from konsulent_app.store.database import Tx
from konsulent_app.sync.schedule import Ended, Kind, SyncView, card, start
from konsulent_app.ui.work import Work
from konsulent_core.clock import from_text

LOOK_MS = 200
CLOCK_OFF = 300.0


@dataclass(frozen=True, slots=True)
class _Seen:
    waits: bool
    besoeg: int
    synced: datetime | None


class SyncDriver(QObject):
    """``attempt`` does one whole sync and gives an ``Ended`` (``sync.attempt``); it runs on a worker thread."""

    moved = Signal(object)
    """SyncView, whenever the card changes"""
    ended = Signal(object)
    """Ended, after every sync"""
    left = Signal()
    """sager were taken from this user, and are no longer on this machine"""
    session_ended = Signal()
    """the person must log in; ``wish`` afterwards"""
    wiped = Signal()
    """this machine is reported lost: everything here is to go"""
    wants_log_in = Signal()
    """the person asks to log in, now that the session has ended"""
    clock_off = Signal(float)
    """seconds by which this machine's clock is ahead (behind: negative), once it is more than five minutes"""
    crashed = Signal(object)
    """an exception nobody expected: for Feedback.hear"""

    def __init__(
        self, work: Work, attempt: Callable[[], Ended], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._work, self._attempt, self._monotonic = work, attempt, monotonic
        self._schedule = start(monotonic())
        self._running = self._on = False
        self._last: Ended | None = None
        self._seen = _Seen(False, 0, None)
        self._told_clock = False
        self._due, self._look_soon = QTimer(self), QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._begin)
        self._look_soon.setSingleShot(True)
        self._look_soon.setInterval(LOOK_MS)
        self._look_soon.timeout.connect(self._look)
        work.changed.connect(self._changed)

    @property
    def view(self) -> SyncView:
        """How it stands now."""
        seen = self._seen
        return card(self._last, venter=seen.besoeg, sidst=seen.synced, i_gang=self._running)

    def start(self) -> None:
        """From now on it syncs by itself, at once for the first time."""
        self._on = True
        self._look()
        self._arm()

    def stop(self) -> None:
        """No further sync is begun and nothing more is read; one that runs ends by itself."""
        self._on = False
        self._due.stop()
        self._look_soon.stop()
        self._look_soon.stop()

    def wish(self) -> None:
        """F5, »Synkronisér nu«, or a log-in that is done: at once."""
        self._schedule = self._schedule.wish(self._monotonic())
        self._arm()

    def _changed(self, _touched: object) -> None:
        if self._on and not self._look_soon.isActive():
            self._look_soon.start()

    def _look(self) -> None:
        """What was pulled moves rows too; only what waits to be sent is a reason to sync."""
        self._work.read(_see, self._saw)

    def _saw(self, seen: _Seen) -> None:
        self._seen = seen
        if seen.waits:
            self._schedule = self._schedule.change(self._monotonic())
            self._arm()
        self.moved.emit(self.view)

    def _arm(self) -> None:
        due = self._schedule.due
        if self._on and due is not None:
            self._due.start(max(0, round((due - self._monotonic()) * 1000)))

    def _begin(self) -> None:
        if self._running or not self._on:
            return
        self._running = True
        self._schedule = self._schedule.begin()
        self.moved.emit(self.view)
        self._work.run(self._guarded, self._end)

    def _guarded(self) -> Ended:
        """On a worker thread. Without this net an unknown error would leave the driver waiting for ever."""
        try:
            return self._attempt()
        except Exception as error:
            return Ended(Kind.BUG, error=error)

    def _end(self, ended: Ended) -> None:
        self._running = False
        self._last = ended
        self._schedule = self._schedule.end(ended.kind, self._monotonic(), ended.retry_after)
        if self._on:
            self._arm()
            self._look()
        self.moved.emit(self.view)
        self.ended.emit(ended)
        if ended.removed:
            self.left.emit()
        if ended.kind is Kind.SESSION:
            self.session_ended.emit()
        if ended.kind is Kind.WIPED:
            self.wiped.emit()
        if ended.error is not None:
            self.crashed.emit(ended.error)
        if abs(ended.clock_off) > CLOCK_OFF and not self._told_clock:
            self._told_clock = True
            self.clock_off.emit(ended.clock_off)


def _see(tx: Tx) -> _Seen:
    synced = meta.get(tx, "synced")
    return _Seen(outbox.has_waiting(tx), outbox.waiting_besoeg(tx), from_text(synced) if synced else None)
