"""Puts a ReportLab Drawing on the page: the few shapes that charts use, in the page's own fonts and tags."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reportlab.graphics.shapes import (
    Circle,
    Drawing,
    Group,
    Line,
    LineShape,
    Path,
    Polygon,
    PolyLine,
    Rect,
    Shape,
    SolidShape,
    String,
)
from reportlab.lib.colors import Color

from konsulent_app.pdf import style
from konsulent_app.pdf.sheet import Sheet
from konsulent_app.pdf.style import Style
from konsulent_app.pdf.tags import Element
from konsulent_app.pdf.typeset import Segment

_KAPPA = 0.5523  # control points of a quarter circle


@dataclass(frozen=True, slots=True)
class FigureBox:
    """A drawing that is never divided. ``element`` carries the words for those who do not see it."""

    drawing: Drawing
    element: Element

    @property
    def height(self) -> float:
        return float(self.drawing.height)

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> None:  # noqa: ARG002 - a figure is one piece
        return None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        with sheet.content(self.element):
            _Pen(sheet, x, style.PAGE_HEIGHT - y - self.height).shapes(self.drawing.contents)


@dataclass(frozen=True, slots=True)
class FigureLater:
    """A figure whose height is known before it is drawn: one that is measured and not used costs nothing."""

    height: float
    make: Callable[[], Drawing]
    alt: Callable[[], str]

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> None:  # noqa: ARG002 - a figure is one piece
        return None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        figure(self.make(), self.alt()).draw(sheet, x, y)


@dataclass(frozen=True, slots=True)
class OrnamentBox:
    """A drawing that says nothing the words beside it do not: those who listen are spared it."""

    drawing: Drawing

    @property
    def height(self) -> float:
        return float(self.drawing.height)

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> None:  # noqa: ARG002 - one piece
        return None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        with sheet.artifact():
            _Pen(sheet, x, style.PAGE_HEIGHT - y - self.height).shapes(self.drawing.contents)


def figure(drawing: Drawing, alt: str) -> FigureBox:
    return FigureBox(drawing, Element("Figure", alt=alt))


def decoration(drawing: Drawing, text: str) -> FigureBox:
    """A legend: its words are its own; the marks are named in them."""
    return FigureBox(drawing, Element("Figure", alt=text))


class _Pen:
    def __init__(self, sheet: Sheet, dx: float, dy: float) -> None:
        self._sheet = sheet
        self._dx = dx
        self._dy = dy

    def shapes(self, shapes: Iterable[Shape]) -> None:
        for shape in shapes:
            match shape:
                case Group():
                    self.shapes(shape.contents)
                case String():
                    self._string(shape)
                case Line():
                    self._paint(shape, f"{self._at(shape.x1, shape.y1)} m {self._at(shape.x2, shape.y2)} l")
                case Rect():
                    corner = self._at(shape.x, shape.y)
                    self._paint(shape, f"{corner} {shape.width:.2f} {shape.height:.2f} re")
                case Circle():
                    self._paint(shape, self._circle(shape.cx, shape.cy, shape.r))
                case Polygon():
                    self._paint(shape, self._through(shape.points) + " h")
                case PolyLine():
                    self._paint(shape, self._through(shape.points))
                case Path():
                    self._paint(shape, self._path(shape))
                case _:
                    raise NotImplementedError(type(shape).__name__)

    def _at(self, x: float, y: float) -> str:
        return f"{x + self._dx:.2f} {y + self._dy:.2f}"

    def _through(self, points: list[float]) -> str:
        pairs = [self._at(x, y) for x, y in zip(points[::2], points[1::2], strict=True)]
        return " l ".join([f"{pairs[0]} m {pairs[1]}", *pairs[2:]]) + " l"

    def _circle(self, x: float, y: float, r: float) -> str:
        k, at = _KAPPA * r, self._at
        return (
            f"{at(x + r, y)} m {at(x + r, y + k)} {at(x + k, y + r)} {at(x, y + r)} c "
            f"{at(x - k, y + r)} {at(x - r, y + k)} {at(x - r, y)} c "
            f"{at(x - r, y - k)} {at(x - k, y - r)} {at(x, y - r)} c "
            f"{at(x + k, y - r)} {at(x + r, y - k)} {at(x + r, y)} c h"
        )

    def _path(self, path: Path) -> str:
        """Straight subpaths only (hatching)."""
        points = iter(path.points)
        letters = {0: "m", 1: "l"}
        return " ".join(f"{self._at(next(points), next(points))} {letters[int(op)]}" for op in path.operators)

    def _paint(self, shape: LineShape, geometry: str) -> None:
        fill = shape.fillColor if isinstance(shape, SolidShape) else None
        if isinstance(shape, PolyLine):
            fill = None
        stroke = shape.strokeColor if shape.strokeWidth else None
        setup: list[str] = []
        if fill is not None:
            setup.append(f"{_rgb(fill)} rg")
        if stroke is not None:
            dash = " ".join(f"{d:.4g}" for d in shape.strokeDashArray or ())
            setup.append(f"{_rgb(stroke)} RG {shape.strokeWidth:.2f} w {shape.strokeLineCap or 0} J [{dash}] 0 d")
        both = fill is not None and stroke is not None
        paint = "B" if both else "f" if fill is not None else "S" if stroke is not None else "n"
        self._sheet.raw(f"{' '.join(setup)} {geometry} {paint}")

    def _string(self, string: String) -> None:
        color = int(string.fillColor.hexval(), 16) if string.fillColor else style.INK
        look = Style(string.fontName, string.fontSize, 0.0, color=color)
        text = self._sheet.fonts.shown(string.text)
        width = self._sheet.fonts.width(text, look)
        shift = {"start": 0.0, "middle": width / 2, "end": width}[string.textAnchor]
        x = string.x + self._dx - shift
        spaced = Segment(0.0, f"{text} ", look)  # or one label's text would run into the next one's
        self._sheet.texts(((x, style.PAGE_HEIGHT - string.y - self._dy, (spaced,)),))


def _rgb(color: Color) -> str:
    return f"{color.red:.3f} {color.green:.3f} {color.blue:.3f}"
