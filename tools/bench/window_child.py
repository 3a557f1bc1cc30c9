"""A process with one window, ours over a full store or a bare one: tells when it had painted, and its memory."""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget

_SETTLE_MS = 500
_LOOK_MS = 5


class _Watch(QObject):
    """Sees the window's first paint; ``ready`` says whether what it is opened for is there too."""

    def __init__(self, window: QWidget, ready: Callable[[], bool]) -> None:
        super().__init__()
        self._window = window
        self._ready = ready
        self._painted = 0.0
        self._full = 0.0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._note)  # after what is being painted has gone to the screen
        return super().eventFilter(watched, event)

    def _note(self) -> None:
        self._painted = time.monotonic()
        self._look()

    def _look(self) -> None:
        if not self._ready():
            QTimer.singleShot(_LOOK_MS, self._look)
            return
        self._full = time.monotonic()
        QTimer.singleShot(_SETTLE_MS, self._tell)

    def _tell(self) -> None:
        sys.stdout.write(f'{{"paint": {self._painted}, "list": {self._full}, "rss": {_peak_mb()}}}\n')
        sys.stdout.flush()
        self._window.close()


def _peak_mb() -> float:
    with open("/proc/self/status") as status:  # noqa: PTH123 -- pathlib is one more import in a bare process
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def bare() -> int:
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1366, 768)
    window.setCentralWidget(QLabel("Opfølgning"))
    _watch = _Watch(window, lambda: True)
    window.show()
    return app.exec()


def ours(folder: str) -> int:
    """The product's own composition, with the key at hand as the keyring would give it."""
    from pathlib import Path  # noqa: PLC0415 -- the bare process must not pay for ours

    from konsulent_app.app.run import make_app  # noqa: PLC0415
    from konsulent_app.keys import StoreKey  # noqa: PLC0415
    from konsulent_app.paths import Paths  # noqa: PLC0415
    from konsulent_app.settings import Settings  # noqa: PLC0415

    key = bytes(range(32))  # tools.bench.stores.KEY
    app, end = make_app(Paths.under(Path(folder)), Settings())
    window = app.desktop.window

    def first_page_read() -> bool:
        page = window.findChild(QWidget, "today")
        return page is not None and page.property("state") == "shown"

    _watch = _Watch(window, first_page_read)
    app.begin(StoreKey(key, key[:16].hex(), None))
    try:
        return app.desktop.run()
    finally:
        end()


if __name__ == "__main__":
    sys.exit(bare() if sys.argv[1] == "bare" else ours(sys.argv[2]))
