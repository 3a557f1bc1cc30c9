"""One line to write in, and a field under its name."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.labels import make_label


def line_field(theme: Theme, name: str, spoken: str, hint: str, width: int = 0) -> QLineEdit:
    """One line to write in, as high as a finger; ``width`` px at 100 %, 0 as wide as there is room."""
    field = QLineEdit()
    field.setObjectName(name)
    field.setProperty("kind", "visit")
    field.setAccessibleName(spoken)
    field.setPlaceholderText(hint)
    field.setMinimumHeight(theme.px(44))
    if width:
        field.setFixedWidth(theme.px(width))
    return field


def titled(words: str, field: QWidget) -> QWidget:
    """A field under its name."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    label = make_label(words, "strong")
    label.setBuddy(field)
    column.addWidget(label)
    column.addWidget(field)
    return box
