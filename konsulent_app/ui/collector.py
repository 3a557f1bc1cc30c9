"""Collects Python's cycles on the UI thread alone: a Qt object freed on another thread brings the app down."""

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 1_000


class Collector(QObject):
    """From now on only this object collects, and only where it lives."""

    def __init__(self) -> None:
        super().__init__()
        self._limits = gc.get_threshold()
        self._by_itself = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """What is due, by the same thresholds that Python goes by itself."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._limits[generation] > 0:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Gives the work back to Python, if it had it."""
        self._timer.stop()
        if self._by_itself:
            gc.enable()
