"""The counts beside the pages in the navigation, read again when their tables move."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from konsulent_app.services.konflikter import count_konflikter
from konsulent_app.store.antal import count_sager
from konsulent_app.store.database import Touched
from konsulent_app.store.idag import count_idag
from konsulent_app.ui.models.genlaes import Genlaes
from konsulent_app.ui.work import Work


class Antal(QObject):
    """``moved`` gives the page's key and its number, for ``Window.set_antal``."""

    moved = Signal(str, int)

    def __init__(self, work: Work, i_dag: Callable[[], date], *, dagen: bool = True) -> None:
        """``dagen`` False: the visits of today are not this user's."""
        super().__init__()
        self._dagen = dagen
        self._work, self._i_dag = work, i_dag
        self._dag = Genlaes(self, work, i_dag, frozenset({"sag", "besoeg"}), self._read_idag)
        work.changed.connect(self._changed)

    def start(self) -> None:
        """Reads all of them."""
        self._read_idag()
        self._work.read(count_sager, lambda antal: self.moved.emit("sager", antal))
        self._work.read(count_konflikter, lambda antal: self.moved.emit("konflikter", antal))

    def _changed(self, touched: Touched) -> None:
        if "sag" in touched:
            self._work.read(count_sager, lambda antal: self.moved.emit("sager", antal))
        if "konflikt" in touched:
            self._work.read(count_konflikter, lambda antal: self.moved.emit("konflikter", antal))

    def _read_idag(self) -> None:
        if not self._dagen:
            return
        i_dag = self._i_dag()
        self._work.read(lambda tx: count_idag(tx, i_dag), lambda antal: self.moved.emit("idag", antal))
