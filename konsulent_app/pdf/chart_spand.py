"""From a dimension's first level to its last, in three voices: open to filled with an arrow, □ over and △ under."""

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon
from reportlab.lib.colors import white

from konsulent_app.pdf import style
from konsulent_app.pdf.marks import Mark, ink, label, mark
from konsulent_app.pdf.style import Style
from konsulent_core.praktikdok.blad import DimensionSpand

LEVELS = 5
HEIGHT = 23.0
_MIDDLE = 11.5
_R = 3.7
_NUMBER = Style(style.REGULAR, 8.25, 0, style.SOFT)


def _x(level: int, width: float) -> float:
    return 6 + (width - 12) * (level - 1) / (LEVELS - 1)


def levels_head(width: float) -> Drawing:
    """The numbers 1-5 over the lines."""
    drawing = Drawing(width, 11)
    for level in range(1, LEVELS + 1):
        drawing.add(label(_x(level, width), 2.5, str(level), _NUMBER, "middle"))
    return drawing


def span_of(line: DimensionSpand, width: float) -> Drawing:
    """The konsulent's first and last level on the line; an arrow shows the way, the same either way."""
    drawing = Drawing(width, HEIGHT)
    low, high = _x(1, width), _x(LEVELS, width)
    drawing.add(Line(low, _MIDDLE, high, _MIDDLE, strokeColor=ink(style.LINE), strokeWidth=0.6))
    for level in range(1, LEVELS + 1):
        x = _x(level, width)
        drawing.add(Line(x, _MIDDLE - 3, x, _MIDDLE + 3, strokeColor=ink(style.LINE), strokeWidth=0.6))
    for kind, other, y in (
        (Mark.SQUARE, line.arbejdsgiver, _MIDDLE + 8.4),
        (Mark.TRIANGLE, line.borger, _MIDDLE - 8.6),
    ):
        if other is not None:
            for shape in mark(kind, _x(other, width), y, 2.9, 1.1):
                drawing.add(shape)
    if line.sidst is None:
        return drawing
    last = _x(line.sidst, width)
    if line.foerst == line.sidst:  # where it began, around where it is
        drawing.add(Circle(last, _MIDDLE, _R + 1.6, fillColor=white, strokeColor=ink(), strokeWidth=1.2))
    elif line.foerst is not None:
        _arrow(drawing, _x(line.foerst, width), last)
    drawing.add(Circle(last, _MIDDLE, _R, fillColor=ink(), strokeColor=None))
    return drawing


def _arrow(drawing: Drawing, start: float, end: float) -> None:
    way = 1 if end > start else -1
    drawing.add(Line(start, _MIDDLE, end - way * (_R + 5), _MIDDLE, strokeColor=ink(), strokeWidth=1.5))
    tip = end - way * (_R + 0.8)
    drawing.add(
        Polygon(
            [tip, _MIDDLE, tip - way * 5.5, _MIDDLE + 3, tip - way * 5.5, _MIDDLE - 3],
            fillColor=ink(),
            strokeColor=None,
        )
    )
    drawing.add(Circle(start, _MIDDLE, _R - 0.4, fillColor=white, strokeColor=ink(), strokeWidth=1.3))


def spoken(line: DimensionSpand, borger: str) -> str:
    """The figure in words."""
    if line.sidst is None:
        said = "ikke vurderet af konsulenten"
    elif line.foerst is None:
        said = f"konsulent {line.sidst}"
    elif line.foerst == line.sidst:
        said = f"konsulent {line.sidst}, først og sidst"
    else:
        said = f"konsulent fra {line.foerst} til {line.sidst}"
    others = ((name, level) for name, level in (("arbejdsgiver", line.arbejdsgiver), (borger, line.borger)))
    return (
        ", ".join([f"{line.titel}: {said}", *(f"{name} {level}" for name, level in others if level is not None)]) + "."
    )
