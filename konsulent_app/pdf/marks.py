"""The marks of curves and attendance: told apart by their form, never by colour."""

from collections.abc import Sequence
from typing import Literal

from reportlab.graphics.shapes import Drawing, Polygon, Shape, String
from reportlab.lib.colors import Color, HexColor

from konsulent_app.pdf import pen, style
from konsulent_app.pdf.fonts import Fonts
from konsulent_app.pdf.style import Style
from konsulent_core.diagram.maerker import Mark, mark_forms

__all__ = ["Mark", "block", "ink", "label", "legend", "mark"]

_LABEL = Style(style.REGULAR, 8.25, 12, style.SOFT)


def ink(color: int = style.INK) -> Color:
    return HexColor(color)


def mark(kind: Mark, x: float, y: float, r: float = 3.0, weight: float = 1.2) -> list[Shape]:
    """The shapes of a mark around (x, y)."""
    return pen.shapes(mark_forms(kind, x, y, r, weight))


def legend(entries: Sequence[tuple[Mark, str]], fonts: Fonts, width: float) -> Drawing:
    """Marks and their names on as few lines as ``width`` allows."""
    places: list[tuple[float, int, Mark, str]] = []
    x, row = 0.0, 0
    for kind, full in entries:
        name = _shortened(full, fonts, width - 11.0)
        need = 11.0 + fonts.width(name, _LABEL)
        if x and x + need > width:
            x, row = 0.0, row + 1
        places.append((x, row, kind, name))
        x += need + 16
    height = (row + 1) * 12.0
    drawing = Drawing(width, height)
    for left, line, kind, name in places:
        base = height - line * 12 - 9
        for shape in mark(kind, left + 3.5, base + 3, 3.0, 1.1):
            drawing.add(shape)
        drawing.add(label(left + 11, base, name, _LABEL, "start"))
    return drawing


def _shortened(name: str, fonts: Fonts, room: float) -> str:
    """The name as far as there is room for it."""
    short = name
    while short and fonts.width(f"{short}…" if short != name else name, _LABEL) > room:
        short = short[: min(len(short) - 1, int(room))]
    return name if short == name else f"{short}…"


def label(x: float, y: float, text: str, look: Style, anchor: Literal["start", "middle", "end"]) -> String:
    """A word on a chart."""
    return String(x, y, text, fontName=look.font, fontSize=look.size, fillColor=ink(look.color), textAnchor=anchor)


def block(x1: float, y1: float, x2: float, y2: float, fill: Color, stroke: float = 0.0) -> Polygon:
    """A filled rectangle, with an ink outline of ``stroke`` points if any."""
    points = [x1, y1, x2, y1, x2, y2, x1, y2]
    return Polygon(points, fillColor=fill, strokeColor=ink() if stroke else None, strokeWidth=stroke)
