"""The person's hand in a test: a tap, a key, a written text."""

from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

T = TypeVar("T", bound=QWidget)
_NONE = Qt.KeyboardModifier.NoModifier


def tap(widget: QWidget) -> None:
    """One press with the left button or a finger."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
    """One key."""
    QTest.keyClick(widget, key, modifier)


def write(widget: QWidget, text: str) -> None:
    """Text, letter by letter."""
    for letter in text:
        # QTest.keyClicks aborts on a letter outside Latin-1, and people write – in hours
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, _NONE, letter))


def child(parent: QWidget, kind: type[T], name: str) -> T:
    """The part with this name; its absence fails the test."""
    found = parent.findChild(kind, name)
    assert isinstance(found, kind), f"no {kind.__name__} named {name}"
    return found
