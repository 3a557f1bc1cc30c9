"""The few strokes all painted widgets share: boxes, focus rings, icons and lines of text."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from konsulent_app.ui.theme import Theme

RING = 3.0
GAP = 2.0
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
CENTER = int(Qt.AlignmentFlag.AlignCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


def start(painter: QPainter) -> None:
    """Smooth edges for shapes and for scaled pixmaps."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)


def box(
    painter: QPainter,
    rect: QRectF,
    *,
    fill: QColor | None = None,
    edge: QColor | None = None,
    width: float = 1.0,
    radius: float = 8.0,
    dashed: bool = False,
) -> None:
    """A rounded box whose edge lies inside the rectangle, so that it is never clipped."""
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    pen = QPen(edge, width)
    if dashed:
        pen.setDashPattern([3.0, 2.0])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def focus_ring(painter: QPainter, theme: Theme, rect: QRectF, radius: float = 8.0) -> QRectF:
    """The 3 px ring on the rectangle's edge; returns what is left inside the 2 px of air for a filled box."""
    box(painter, rect, edge=theme.color("focus"), width=RING, radius=radius)
    inset = RING + GAP
    return rect.adjusted(inset, inset, -inset, -inset)


def icon(painter: QPainter, theme: Theme, name: str, token: str, size: int, left: float, middle: float) -> None:
    """An icon whose left edge and vertical middle are given."""
    ratio = painter.device().devicePixelRatio()
    side = theme.px(size)
    painter.drawPixmap(QPointF(round(left), round(middle - side / 2)), theme.pixmap(name, token, size, ratio))


def text(painter: QPainter, rect: QRectF, words: str, font: QFont, colour: QColor, flags: int = LEFT) -> None:
    """Words in a rectangle."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, flags, words)
