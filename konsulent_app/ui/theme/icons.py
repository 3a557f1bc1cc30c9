"""Turns the stroke icons of resources/icons into pixmaps of any colour and sharpness, each drawn once."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_RATIOS = (1.0, 2.0)


class IconStore:
    """Reads an SVG when it is first drawn and keeps the pixmaps by name, colour, size and pixel ratio."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._icons: dict[tuple[str, str, int], QIcon] = {}

    def pixmap(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        """The icon in #RRGGBB at `size` logical px; raises FileNotFoundError for an unknown name."""
        key = (name, colour, size, ratio)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = self._draw(name, colour, size, ratio)
        return found

    def icon(self, name: str, colour: str, size: int) -> QIcon:
        """The same as a QIcon, for Qt's own menus and line edits."""
        key = (name, colour, size)
        found = self._icons.get(key)
        if found is None:
            found = QIcon()
            for ratio in _RATIOS:
                found.addPixmap(self.pixmap(name, colour, size, ratio))
            self._icons[key] = found
        return found

    def _draw(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        source = self._sources.get(name)
        if source is None:
            source = self._sources[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        side = max(1, round(size * ratio))
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
