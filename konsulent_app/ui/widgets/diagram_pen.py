"""The screen's pen: a chart's shapes in the theme's colours and type, the same shapes that paper has in ink."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from konsulent_app.ui.theme import Theme
from konsulent_core.diagram.former import (
    Anker,
    Brudt,
    Cirkel,
    Farve,
    Figur,
    Form,
    Kant,
    Ord,
    Skravering,
    Skrift,
    Streg,
    Vaerdi,
    hatching,
)

ENHED = 1.5
"""Logical px of a chart unit at 100 %: eight points on paper are the screen's smallest type, 12 px."""
_HATCH = 4.2  # units between hatching lines
_THIN = 0.8  # a screen's lines look heavier than paper's
_SOFT = 46  # of 255: the ground under hatching

_COLOURS = {
    Farve.BLAEK: "ink",
    Farve.BLOED: "ink2",
    Farve.LINJE: "line",
    Farve.NET: "line",
    Farve.KURVE: "accent",
    Farve.LOEN: "accent",
    Farve.GRUND: "surface",
}
_TYPE: dict[Skrift, tuple[int, int, str]] = {
    Skrift.AKSE: (12, 400, "ink3"),
    Skrift.ORD: (12, 400, "ink2"),
    Skrift.I_DAG: (12, 600, "ink"),
    Skrift.TAL: (14, 600, "ink"),
    Skrift.FLADE: (12, 600, "ink"),
    Skrift.LOEN: (12, 600, "on_accent"),
    Skrift.MAERKE: (12, 600, "ink2"),
    Skrift.STED: (12, 600, "ink"),
}


class DiagramPen:
    """Draws into a widget; ``unit`` is px a chart unit."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    @property
    def unit(self) -> float:
        return ENHED * self._theme.scale

    def units(self, px: float) -> float:
        """So many px in chart units."""
        return px / self.unit

    def measure(self, words: str, look: Skrift) -> float:
        """How wide words are, in chart units."""
        size, weight, _ = _TYPE[look]
        return self._theme.metrics(size, weight).horizontalAdvance(words) / self.unit

    def rect(self, figur: Figur, one: Vaerdi) -> QRectF:
        """Where a value stands, in px."""
        return QRectF(self._at(figur, one.x1, one.y2), self._at(figur, one.x2, one.y1))

    def draw(self, painter: QPainter, figur: Figur) -> None:
        """All of it, from the widget's upper left corner."""
        for form in figur.former:
            self._draw(painter, figur, form)

    def _draw(self, painter: QPainter, figur: Figur, form: Form) -> None:
        match form:
            case Streg():
                self._line(painter, figur, form)
            case Brudt():
                painter.setPen(self._pen(Farve.BLAEK, form.bredde, form.prik))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolyline(self._points(figur, form.punkter))
            case Kant():
                self._fill(painter, form.fyld, form.kant)
                painter.drawPolygon(QPolygonF(self._points(figur, form.punkter)))
            case Cirkel():
                self._fill(painter, form.fyld, form.kant)
                radius = form.r * self.unit
                painter.drawEllipse(self._at(figur, form.x, form.y), radius, radius)
            case Skravering():
                self._hatch(painter, figur, form)
            case Ord():
                self._words(painter, figur, form)

    def _at(self, figur: Figur, x: float, y: float) -> QPointF:
        return QPointF(x * self.unit, (figur.hoejde - y) * self.unit)

    def _points(self, figur: Figur, points: tuple[tuple[float, float], ...]) -> list[QPointF]:
        return [self._at(figur, x, y) for x, y in points]

    def _pen(self, farve: Farve, width: float, dashes: tuple[float, ...] = ()) -> QPen:
        px = max(1.0, width * self.unit * _THIN)
        pen = QPen(self._theme.color(_COLOURS[farve]), px)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if dashes:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([one * self.unit / px for one in dashes])
        return pen

    def _fill(self, painter: QPainter, farve: Farve, edge: float) -> None:
        painter.setBrush(self._theme.color(_COLOURS[farve]))
        painter.setPen(self._pen(Farve.BLAEK, edge) if edge else QPen(Qt.PenStyle.NoPen))

    def _line(self, painter: QPainter, figur: Figur, line: Streg) -> None:
        """A thin line along an axis stands on whole px, or it would be a grey band."""
        one, two = self._at(figur, line.x1, line.y1), self._at(figur, line.x2, line.y2)
        if line.bredde <= 1.0 and line.y1 == line.y2:
            one.setY(round(one.y()) + 0.5)
            two.setY(one.y())
        elif line.bredde <= 1.0 and line.x1 == line.x2:
            one.setX(round(one.x()) + 0.5)
            two.setX(one.x())
        painter.setPen(self._pen(line.farve, line.bredde, line.prik))
        painter.drawLine(one, two)

    def _hatch(self, painter: QPainter, figur: Figur, area: Skravering) -> None:
        soft = QColor(self._theme.color("praktik"))
        soft.setAlpha(_SOFT)
        painter.fillRect(QRectF(self._at(figur, area.x1, area.y2), self._at(figur, area.x2, area.y1)), soft)
        painter.setPen(QPen(self._theme.color("praktik"), 1))
        for x1, y1, x2, y2 in hatching(area, _HATCH):
            painter.drawLine(self._at(figur, x1, y1), self._at(figur, x2, y2))

    def _words(self, painter: QPainter, figur: Figur, words: Ord) -> None:
        size, weight, token = _TYPE[words.skrift]
        at = self._at(figur, words.x, words.y)
        wide = self._theme.metrics(size, weight).horizontalAdvance(words.tekst)
        back = {Anker.START: 0.0, Anker.MIDT: wide / 2, Anker.SLUT: float(wide)}[words.anker]
        painter.setFont(self._theme.font(size, weight))
        painter.setPen(self._theme.color(token))
        painter.drawText(QPointF(at.x() - back, at.y()), words.tekst)
