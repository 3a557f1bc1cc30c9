"""What stands in a scroll area: as high as its words need at the width they have, and no higher."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class Indhold(QWidget):
    """Qt asks a layout for its least height without a width, as if every sentence were broken to its narrowest."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "scroll")

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)
