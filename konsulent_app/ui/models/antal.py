"""The counts beside the pages in the navigation, read again when their tables move."""

from PySide6.QtCore import QObject, Signal

from konsulent_app.services.konflikter import count_konflikter
from konsulent_app.store.antal import count_sager
from konsulent_app.store.database import Touched
from konsulent_app.ui.work import Work


class Antal(QObject):
    """``moved`` gives the page's key and its number, for ``Window.set_antal``."""

    moved = Signal(str, int)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        work.changed.connect(self._changed)

    def start(self) -> None:
        """Reads all of them."""
        self._work.read(count_sager, lambda antal: self.moved.emit("sager", antal))
        self._work.read(count_konflikter, lambda antal: self.moved.emit("konflikter", antal))

    def _changed(self, touched: Touched) -> None:
        if "sag" in touched:
            self._work.read(count_sager, lambda antal: self.moved.emit("sager", antal))
        if "konflikt" in touched:
            self._work.read(count_konflikter, lambda antal: self.moved.emit("konflikter", antal))
