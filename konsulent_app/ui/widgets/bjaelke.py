"""The bar at the top of a full page: the way back, what it is about, and what can be done with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def make_bar(back: QWidget, titel: QWidget, *parts: QWidget, under: QWidget | None = None) -> QWidget:
    """``titel`` takes the room that ``parts`` leave; ``under`` is a second line below it."""
    titles = QVBoxLayout()
    titles.setSpacing(1)
    titles.addWidget(titel)
    if under is not None:
        titles.addWidget(under)
    bar = QWidget()
    bar.setProperty("kind", "surface")
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line = QHBoxLayout(bar)
    line.setContentsMargins(14, 8, 16, 8)
    line.setSpacing(10)
    line.addWidget(back)
    line.addLayout(titles, 1)
    for part in parts:
        line.addWidget(part)
    return bar
