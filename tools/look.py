"""What can be seen of a window without eyes: words that are cut, and contents wider than their place."""

from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from konsulent_app.ui.widgets.buttons import Button


def cut_or_outside(window: QWidget) -> list[object]:
    """Buttons narrower than their words or beyond the window's edge, and contents wider than their scroll area."""
    buttons = [b for b in window.findChildren(QAbstractButton) if b.isVisible()]
    areas = [(area.widget(), area.viewport()) for area in window.findChildren(QScrollArea) if area.isVisible()]
    cut: list[object] = [b.objectName() for b in buttons if isinstance(b, Button) and b.width() < b.sizeHint().width()]
    outside = [b.objectName() for b in buttons if b.mapTo(window, b.rect().topRight()).x() >= window.width()]
    wide = [w.minimumSizeHint().width() for w, port in areas if w and w.minimumSizeHint().width() > port.width()]
    return [*cut, *outside, *wide]
