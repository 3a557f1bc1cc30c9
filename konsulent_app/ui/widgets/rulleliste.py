"""A list to choose from that folds out: as high as a finger, with an arrow that says so."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint


class Rulleliste(QComboBox):
    """``fri`` lets other words be written too. The longest choice has no say in how wide the page is."""

    def __init__(self, theme: Theme, name: str, spoken: str, *, fri: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setProperty("kind", "visit")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEditable(fri)
        line = self.lineEdit() if fri else None
        if line is not None:
            line.setObjectName(f"{name}_ord")
            line.setAccessibleName(spoken)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        theme.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(self._theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        paint.icon(painter, theme, "chevron-down", "ink2", 18, rect.width() - theme.px(27), rect.center().y())
        painter.end()
