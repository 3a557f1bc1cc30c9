"""Brings the full-text index up to date when nothing has moved for a while, or at once when somebody will search."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from konsulent_app.store.database import Database
from konsulent_app.store.soegeindeks import catch_up
from konsulent_app.ui.work import Work

CALM_MS = 2_000  # a sync or a person that writes goes first
_AT_ONCE = 0.25  # seconds: then a paper may have the thread


class Soegeindeks(QObject):
    """``moved`` when entries were made: what was not found may be found now."""

    moved = Signal()

    def __init__(self, work: Work, database: Database, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._work, self._database, self._monotonic = work, database, monotonic
        self._on = self._running = False
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self.hurry)
        work.changed.connect(self._changed)

    def start(self) -> None:
        """From now on it is kept up by itself; what an earlier session left is made soon."""
        self._on = True
        self._calm.start()

    def stop(self) -> None:
        """Nothing more is begun; a slice that is under way is the last."""
        self._on = False
        self._calm.stop()

    def hurry(self) -> None:
        """Now: somebody is about to search."""
        if self._on and not self._running:
            self._running = True
            self._work.run(self._some, self._made, self._failed)

    def _changed(self, _touched: object) -> None:
        if self._on:
            self._calm.start()

    def _some(self) -> int:
        """On a worker thread."""
        until = self._monotonic() + _AT_ONCE
        return catch_up(self._database, lambda: self._on and self._monotonic() < until)

    def _made(self, rows: int) -> None:
        self._running = False
        if rows and self._on:
            self.moved.emit()
            if not self._calm.isActive():  # else somebody has written meanwhile, and goes first
                self.hurry()

    def _failed(self, _error: object) -> None:
        """A full disk is told of by whoever saves; the notes of what is to be made are still there."""
        self._running = False
