"""Qt's side of a running app: the application, its window, what happens off the UI thread before a store is open."""

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, Qt, QTimer, QTranslator, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from konsulent_app.settings import FontChoice, Settings, ThemeChoice
from konsulent_app.ui.collector import Collector
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.theme import Mode, Theme
from konsulent_app.ui.window import Window

T = TypeVar("T")

_MODES = {ThemeChoice.SYSTEM: Mode.SYSTEM, ThemeChoice.LYS: Mode.LYS, ThemeChoice.MOERK: Mode.MOERK}
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    }
)


class Desktop(QObject):
    """Made once. ``window`` may be shown at once: it has nothing to wait for."""

    idle = Signal()  # nobody has touched the app for the minutes of ``watch_idle``
    _back = Signal(object)

    def __init__(self, resources: Path, settings: Settings, log: logging.Logger) -> None:
        super().__init__()
        existing = QApplication.instance()
        self.qt = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
        self.qt.setApplicationName("konsulent_app")
        self.qt.setApplicationDisplayName("Opfølgning")
        _speak_danish(self.qt)
        self._collector = Collector()
        self.theme = Theme(
            resources,
            mode=_MODES[settings.theme],
            scale=settings.text_size / 100,
            system_font=settings.font is FontChoice.SYSTEM,
        )
        self.theme.apply(self.qt)
        self.qt.setWindowIcon(self.theme.icon("app-mark", "accent", 64))
        self.feedback = Feedback(log)
        self.window = Window(self.theme, self.feedback)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.idle)
        self.browse: Callable[[str], bool] = _browse  # opens an address in the system's browser; tests have their own
        self._back.connect(lambda call: call(), Qt.ConnectionType.QueuedConnection)

    def dress(self, settings: Settings) -> None:
        """The person chose another look."""
        self.theme.set_mode(_MODES[settings.theme])
        self.theme.set_scale(settings.text_size / 100)
        self.theme.set_system_font(settings.font is FontChoice.SYSTEM)

    def come_forward(self) -> None:
        """Back from the browser."""
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """The app has ended."""
        self.rest_idle()
        self._collector.stop()

    def run(self) -> int:
        """Until the last window closes."""
        return self.qt.exec()

    def later(self, call: Callable[[], None]) -> None:
        """After what is on its way to the screen."""
        QTimer.singleShot(0, call)

    def off_thread(self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Runs ``job`` on a thread of its own; exactly one of the others is called back on this one."""

        def run() -> None:
            try:
                result = job()
            except Exception as error:
                caught = error
                self._back.emit(lambda: failed(caught))
            else:
                self._back.emit(lambda: done(result))

        threading.Thread(target=run, name="opening", daemon=True).start()

    def watch_idle(self, minutes: int) -> None:
        """Starts to watch, anew with another number of minutes."""
        self._idle.setInterval(minutes * 60_000)
        self.qt.installEventFilter(self)
        self._idle.start()

    def rest_idle(self) -> None:
        """Stops watching: there is nothing to lock."""
        self.qt.removeEventFilter(self)
        self._idle.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._idle.start()
        return super().eventFilter(watched, event)


def _speak_danish(qt: QApplication) -> None:
    """Qt's own words, whatever language the machine has: the menu of a right click, the dialogs of print and file."""
    if qt.findChild(QTranslator) is not None:
        return
    words = QTranslator(qt)
    if words.load("qtbase_da", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        qt.installTranslator(words)


def _browse(address: str) -> bool:
    return QDesktopServices.openUrl(QUrl(address))
