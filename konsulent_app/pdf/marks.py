"""The marks of curves and attendance: told apart by their form, never by colour."""

from collections.abc import Sequence
from enum import Enum
from typing import Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, Shape, String
from reportlab.lib.colors import Color, HexColor, white

from konsulent_app.pdf import style
from konsulent_app.pdf.fonts import Fonts
from konsulent_app.pdf.style import Style

_QUESTION = Style(style.SEMIBOLD, 8, 0, style.SOFT)
_LABEL = Style(style.REGULAR, 8.25, 12, style.SOFT)


class Mark(Enum):
    POINT = "punkt"
    SQUARE = "firkant"
    TRIANGLE = "trekant"
    RING = "ring"
    HALF = "halv"
    CROSS = "kryds"
    DIAMOND = "rude"
    DASH = "streg"
    UNKNOWN = "spoergsmaal"


def ink(color: int = style.INK) -> Color:
    return HexColor(color)


def mark(kind: Mark, x: float, y: float, r: float = 3.0, weight: float = 1.2) -> list[Shape]:
    """The shapes of a mark around (x, y)."""
    shapes: list[Shape] = []
    match kind:
        case Mark.POINT:
            shapes = [Circle(x, y, r * 0.85, fillColor=ink(), strokeColor=None)]
        case Mark.RING:
            shapes = [_ring(x, y, r, weight)]
        case Mark.SQUARE:
            s = r * 0.9
            shapes = [_outline([x - s, y - s, x + s, y - s, x + s, y + s, x - s, y + s], weight)]
        case Mark.TRIANGLE:
            shapes = [_outline([x - r * 1.1, y - r * 0.85, x + r * 1.1, y - r * 0.85, x, y + r * 1.1], weight)]
        case Mark.DIAMOND:
            s = r * 1.2
            shapes = [_outline([x - s, y, x, y + s, x + s, y, x, y - s], weight)]
        case Mark.HALF:
            half = [c for dx, dy in _LEFT_ARC for c in (x - dx * r * 0.95, y + dy * r * 0.95)]
            shapes = [_ring(x, y, r, weight), Polygon(half, fillColor=ink(), strokeColor=None)]
        case Mark.CROSS:
            s = r * 0.95
            shapes = [
                Line(x - s, y - s, x + s, y + s, strokeColor=ink(), strokeWidth=weight * 1.25),
                Line(x - s, y + s, x + s, y - s, strokeColor=ink(), strokeWidth=weight * 1.25),
            ]
        case Mark.DASH:
            shapes = [Line(x - r, y, x + r, y, strokeColor=ink(), strokeWidth=weight)]
        case Mark.UNKNOWN:
            shapes = [label(x, y - 2.9, "?", _QUESTION, "middle")]
    return shapes


def _ring(x: float, y: float, r: float, weight: float) -> Circle:
    return Circle(x, y, r * 0.95, fillColor=white, strokeColor=ink(), strokeWidth=weight)


def _outline(points: list[float], weight: float) -> Polygon:
    return Polygon(points, fillColor=white, strokeColor=ink(), strokeWidth=weight)


# an eighth-circle apart; enough points for a mark of six points across
_LEFT_ARC = (
    (0.0, -1.0),
    (0.383, -0.924), (0.707, -0.707), (0.924, -0.383), (1.0, 0.0),
    (0.924, 0.383), (0.707, 0.707), (0.383, 0.924),
    (0.0, 1.0),
)  # fmt: skip


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
