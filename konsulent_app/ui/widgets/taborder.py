"""Keeps Tab in visual order when a widget comes later than its neighbours; Qt puts a late one last."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops_in(container: QWidget) -> list[QWidget]:
    """The container itself and what is in it, as far as they take the keyboard."""
    found = [container, *container.findChildren(QWidget)]
    return [w for w in found if w.focusPolicy() != Qt.FocusPolicy.NoFocus and w.focusProxy() is None]


def tab_after(anchor: QWidget, late: Sequence[QWidget]) -> None:
    """Puts the late ones right after a widget that already stands where it should."""
    for widget in late:
        QWidget.setTabOrder(anchor, widget)
        anchor = widget


def tab_before(anchor: QWidget, late: Sequence[QWidget]) -> None:
    """Puts the late ones right before it."""
    if late:
        tab_after(anchor, late)
        QWidget.setTabOrder(late[-1], anchor)
