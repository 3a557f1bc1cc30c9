"""Paper's pen: a chart's shapes as a ReportLab drawing, in ink, with the one colour for løntimer."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Circle, Drawing, Line, Path, Polygon, PolyLine, Shape, String
from reportlab.lib.colors import Color, HexColor, white

from konsulent_app.pdf import style
from konsulent_app.pdf.fonts import Fonts
from konsulent_app.pdf.style import Style
from konsulent_core.diagram.former import (
    Brudt,
    Cirkel,
    Farve,
    Figur,
    Form,
    Kant,
    Maaler,
    Ord,
    Skravering,
    Skrift,
    Streg,
    hatching,
)

_HATCH = 4.2  # points between hatching lines

LOOKS: dict[Skrift, Style] = {
    Skrift.AKSE: Style(style.REGULAR, 8, 0, style.SOFT),
    Skrift.ORD: Style(style.REGULAR, 7, 0, style.SOFT),
    Skrift.I_DAG: Style(style.SEMIBOLD, 8, 0),
    Skrift.TAL: Style(style.SEMIBOLD, 9.5, 0),
    Skrift.FLADE: Style(style.SEMIBOLD, 8.5, 0),
    Skrift.LOEN: Style(style.SEMIBOLD, 8.5, 0, 0xFFFFFF),
    Skrift.MAERKE: Style(style.SEMIBOLD, 8, 0, style.SOFT),
    Skrift.STED: Style(style.SEMIBOLD, 8, 0),
}
_COLOURS: dict[Farve, Color] = {
    Farve.BLAEK: HexColor(style.INK),
    Farve.BLOED: HexColor(style.SOFT),
    Farve.LINJE: HexColor(style.LINE),
    Farve.NET: HexColor(style.GRID),
    Farve.KURVE: HexColor(style.INK),
    Farve.LOEN: HexColor(style.LOEN),
    Farve.GRUND: white,
}


def measure(fonts: Fonts) -> Maaler:
    """How wide words are on paper."""
    return lambda words, look: fonts.width(words, LOOKS[look])


def draw(figur: Figur) -> Drawing:
    """The chart as it is put on a page."""
    drawing = Drawing(figur.bredde, figur.hoejde)
    for shape in shapes(figur.former):
        drawing.add(shape)
    return drawing


def shapes(forms: Sequence[Form]) -> list[Shape]:
    """The same shapes, for a drawing of one's own."""
    return [_shape(form) for form in forms]


def _shape(form: Form) -> Shape:
    ink = _COLOURS[Farve.BLAEK]
    match form:
        case Streg():
            line = Line(form.x1, form.y1, form.x2, form.y2, strokeColor=_COLOURS[form.farve], strokeWidth=form.bredde)
            if form.prik:
                line.strokeDashArray = list(form.prik)
            return line
        case Brudt():
            through = PolyLine(_flat(form.punkter), strokeColor=ink, strokeWidth=form.bredde)
            if form.prik:
                through.strokeDashArray = list(form.prik)
            return through
        case Kant():
            edge = ink if form.kant else None
            fill = _COLOURS[form.fyld]
            return Polygon(_flat(form.punkter), fillColor=fill, strokeColor=edge, strokeWidth=form.kant)
        case Cirkel():
            edge = ink if form.kant else None
            fill = _COLOURS[form.fyld]
            return Circle(form.x, form.y, form.r, fillColor=fill, strokeColor=edge, strokeWidth=form.kant)
        case Skravering():
            path = Path(strokeColor=_COLOURS[Farve.BLOED], strokeWidth=0.5, fillColor=None)
            for x1, y1, x2, y2 in hatching(form, _HATCH):
                path.moveTo(x1, y1)
                path.lineTo(x2, y2)
            return path
        case Ord():
            look = LOOKS[form.skrift]
            colour = HexColor(look.color)
            return String(
                form.x,
                form.y,
                form.tekst,
                fontName=look.font,
                fontSize=look.size,
                fillColor=colour,
                textAnchor=form.anker.value,
            )


def _flat(points: Sequence[tuple[float, float]]) -> list[float]:
    return [value for point in points for value in point]
