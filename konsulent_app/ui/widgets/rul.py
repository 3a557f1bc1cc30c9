"""What is longer than the window scrolls down, never sideways, and the keyboard goes to what is in it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def make_scroll(content: QWidget, name: str = "") -> QScrollArea:
    """An area over ``content``, as wide as itself."""
    found = QScrollArea()
    found.setObjectName(name)
    found.setWidgetResizable(True)
    found.setFrameShape(QScrollArea.Shape.NoFrame)
    found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    found.setWidget(content)
    return found
