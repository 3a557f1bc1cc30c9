"""The pages of a paper under each other as they print, no wider than their place; or a word where they would stand."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from konsulent_app.ui.pages.papir_typer import Papir, as_image
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.labels import make_label

PAGE_WIDTH = 760
VENTER = "Lægger papiret op …"


class PapirSider(QWidget):
    """Shows one thing at a time; what was there before is gone at once, also from a screen reader."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "canvas")
        self._theme = theme
        self._pictures: list[tuple[QLabel, QPixmap]] = []
        self._room = PAGE_WIDTH
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def clear(self) -> None:
        """Nothing is shown."""
        self._pictures = []
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)

    def wait(self) -> None:
        """The paper is being made."""
        self.say(make_label(VENTER, "body2"))

    def say(self, words: QWidget) -> None:
        """A word in place of the pages."""
        self.clear()
        self._column.addWidget(words)

    def show_papir(self, papir: Papir) -> None:
        """The pages, the first on top."""
        self.clear()
        for number, side in enumerate(papir.sider, 1):
            label = QLabel()
            label.setAccessibleName(f"Side {number} af {len(papir.sider)}")
            self._pictures.append((label, QPixmap.fromImage(as_image(side))))
            self._column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        self.fit(self._room)

    def fit(self, room: int) -> None:
        """No page wider than ``room`` px."""
        self._room = room
        ratio = self.devicePixelRatioF()
        for label, picture in self._pictures:
            width = round(min(PAGE_WIDTH, room) * ratio)
            shown = picture
            if width < picture.width():
                shown = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            shown.setDevicePixelRatio(ratio)
            label.setPixmap(shown)
