"""The icons of the aftaleark, drawn; each says in words what it shows."""

import math
from enum import Enum

from reportlab.graphics.shapes import Circle, Drawing, PolyLine, Shape

from konsulent_app.pdf import style
from konsulent_app.pdf.drawing import FigureBox, figure
from konsulent_app.pdf.marks import ink, label
from konsulent_app.pdf.style import Style

_BOX = 24.0  # the icons are drawn on a square of so many units, y upwards
_WEIGHT = 1.9


class Ikon(Enum):
    """The value is the alternative text."""

    FLUEBEN = "Ikon: flueben"
    MOENT = "Ikon: mønt med kr"
    UR = "Ikon: ur"
    FOLK = "Ikon: to personer"
    KALENDER = "Ikon: kalender"
    TELEFON = "Ikon: telefon"


def ikon(kind: Ikon, side: float) -> FigureBox:
    """The icon, ``side`` points square."""
    scale = side / _BOX
    drawing = Drawing(side, side)
    for shape in _shapes(kind, scale):
        drawing.add(shape)
    return figure(drawing, kind.value)


def _shapes(kind: Ikon, k: float) -> list[Shape]:
    match kind:
        case Ikon.FLUEBEN:
            return [_ring(12, 12, 11, k), _line(k, (7.5, 12), (10.8, 8.6), (16.6, 15.2))]
        case Ikon.MOENT:
            look = Style(style.SEMIBOLD, 9.6 * k, 0)
            return [_ring(12, 12, 11, k), label(12 * k, 8.9 * k, "kr", look, "middle")]
        case Ikon.UR:
            return [_ring(12, 12, 11, k), _line(k, (12, 18), (12, 12), (16, 9.6))]
        case Ikon.FOLK:
            return [
                _ring(7.4, 17.6, 3.5, k), _ring(16.6, 17.6, 3.5, k),
                _line(k, *_arc(7.0, 4.4, 6.0, 6.4)), _line(k, *_arc(17.0, 4.4, 6.0, 6.4)),
            ]  # fmt: skip
        case Ikon.KALENDER:
            return [
                _line(k, *_rounded(1.2, 1.6, 22.8, 20.2, 2.4)), _line(k, (1.2, 14.2), (22.8, 14.2)),
                _line(k, (7, 22.6), (7, 17.8)), _line(k, (17, 22.6), (17, 17.8)),
            ]  # fmt: skip
        case Ikon.TELEFON:
            return [_line(k, *_rounded(5.6, 0.8, 18.4, 23.2, 3.2)), _line(k, (10.4, 4.2), (13.6, 4.2))]


def _ring(x: float, y: float, r: float, k: float) -> Circle:
    return Circle(x * k, y * k, r * k, fillColor=None, strokeColor=ink(), strokeWidth=_WEIGHT * k)


def _line(k: float, *points: tuple[float, float]) -> PolyLine:
    flat = [c * k for point in points for c in point]
    return PolyLine(flat, strokeColor=ink(), strokeWidth=_WEIGHT * k, strokeLineCap=1)


def _arc(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    """Shoulders: half an ellipse around (x, y), open below."""
    steps = [math.pi * n / 12 for n in range(13)]
    return [(x - width * math.cos(a), y + height * math.sin(a)) for a in steps]


def _rounded(x1: float, y1: float, x2: float, y2: float, r: float) -> list[tuple[float, float]]:
    """A closed rectangle with round corners."""
    corners = ((x2 - r, y2 - r, 0), (x1 + r, y2 - r, 1), (x1 + r, y1 + r, 2), (x2 - r, y1 + r, 3))
    points = [
        (x + r * math.cos(a), y + r * math.sin(a))
        for x, y, quarter in corners
        for a in (math.pi / 2 * (quarter + n / 4) for n in range(5))
    ]
    return [*points, points[0]]
