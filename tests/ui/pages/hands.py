"""Hands for a page of the shell: find a part by its name, press it, read it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tools.shots.scene import Scene


def find(s: Scene, name: str) -> QWidget:
    found = s.window.findChild(QWidget, name)
    assert found is not None, f"there is no {name}"
    return found


def press(s: Scene, name: str) -> None:
    button = find(s, name)
    assert isinstance(button, QAbstractButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    s.settle()


def text(s: Scene, name: str) -> str:
    label = find(s, name)
    assert isinstance(label, QLabel)
    return label.text()
