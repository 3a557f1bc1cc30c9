"""When a page reads again: rows of its tables have moved, or the day has turned."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer

from konsulent_app.store.database import Touched
from konsulent_app.ui.work import Work

TOGETHER_MS = 100  # a pull moves many rows in a burst: they are read once
MIDNIGHT_MS = 30_000


class Genlaes(QObject):
    """Calls ``laes``, once for a burst. »I dag« turns at midnight, and when the laptop wakes."""

    def __init__(
        self,
        parent: QObject,
        work: Work,
        i_dag: Callable[[], date],
        tabeller: frozenset[str],
        laes: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self._i_dag, self._tabeller, self._laes = i_dag, tabeller, laes
        self._dag = i_dag()
        self._soon, self._midnight = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TOGETHER_MS)
        self._soon.timeout.connect(laes)
        self._midnight.setInterval(MIDNIGHT_MS)
        self._midnight.timeout.connect(self.look_at_date)
        self._midnight.start()
        work.changed.connect(self._moved)

    def look_at_date(self) -> None:
        """Reads again when the day has turned since the last look."""
        if self._i_dag() != self._dag:
            self._dag = self._i_dag()
            self._laes()

    def _moved(self, touched: Touched) -> None:
        if self._tabeller & touched.keys() and not self._soon.isActive():
            self._soon.start()
