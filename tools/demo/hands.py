"""Eyes and hands at the real widgets: finds them by their names, presses, writes, waits and takes pictures."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListView, QWidget

from tools.demo.steps import NotSo, check

_PATIENCE = 20.0


class Hands:
    """Works one window as a person does. ``taps`` counts presses."""

    def __init__(self, window: QWidget, pictures: Path) -> None:
        self._window = window
        self._pictures = pictures
        self.taps = 0
        self.shots: list[Path] = []

    def find(self, name: str) -> QWidget:
        """The widget that is seen under this name. Raises ``NotSo``."""
        found = self.seen(name)
        if found is None:
            raise NotSo(f"Der er ingen »{name}« at se.")
        return found

    def seen(self, name: str) -> QWidget | None:
        """A page that was left may keep its widgets a moment; only what is shown counts."""
        return next((w for w in self._window.findChildren(QWidget, name) if w.isVisible()), None)

    def tap(self, name: str) -> None:
        button = self.find(name)
        check(isinstance(button, QAbstractButton), f"»{name}« er ikke til at trykke på.")
        check(button.isEnabled(), f"»{name}« kan ikke trykkes på nu.")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.taps += 1
        self.breathe()

    def tap_row(self, name: str, begins: str) -> None:
        """Presses the row of a list whose spoken words begin so."""
        view = self.find(name)
        assert isinstance(view, QListView)
        model = view.model()
        for number in range(model.rowCount()):
            index = model.index(number, 0)
            if str(index.data()).startswith(begins):
                view.scrollTo(index)
                QTest.mouseClick(
                    view.viewport(),
                    Qt.MouseButton.LeftButton,
                    Qt.KeyboardModifier.NoModifier,
                    QPoint(view.visualRect(index).center()),
                )
                self.taps += 1
                self.breathe()
                return
        raise NotSo(f"Ingen række i »{name}« begynder med {begins}.")

    def write(self, name: str, text: str) -> None:
        """Key by key. QTest's own keys know only part of Latin-1, so a letter is an event with its text."""
        field = self.find(name)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(field, event)
        self.breathe()

    def words(self, name: str) -> str:
        label = self.find(name)
        return label.text() if isinstance(label, QLabel) else str(label.property("text") or "")

    def wait(self, what: str, until: Callable[[], bool]) -> None:
        """Lets the app work until it is so. Raises ``NotSo`` after twenty seconds."""
        end = time.monotonic() + _PATIENCE
        while not until():
            check(time.monotonic() < end, f"Ventede forgæves på: {what}.")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.005)
        self.breathe()

    def wait_for(self, name: str) -> None:
        self.wait(f"»{name}«", lambda: self.seen(name) is not None)

    def breathe(self) -> None:
        """What was asked for is laid out and painted."""
        for _ in range(3):
            QApplication.processEvents()

    def shoot(self, name: str) -> Path:
        """A picture of the window as it stands."""
        end = time.monotonic() + 0.25  # a scroll or a fade that is under way
        while time.monotonic() < end:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        path = self._pictures / f"{name}.png"
        check(self._window.grab().save(str(path)), f"Billedet {path} kunne ikke gemmes.")
        self.shots.append(path)
        return path
