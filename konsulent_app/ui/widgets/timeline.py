"""The forløb on one line: spans of praktik and løn, visits, today and milestones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.diagram import Diagram, Plads
from konsulent_core.dansk import format_dato
from konsulent_core.diagram.tid import lang_dato

_MIDDLE = 48  # px from the top to the line


class SpanArt(StrEnum):
    """What a span of the line is."""

    PRAKTIK = "praktik"
    LOEN = "loen"


@dataclass(frozen=True)
class Span:
    """From and to, both days in."""

    art: SpanArt
    fra: date
    til: date


@dataclass(frozen=True)
class Milepael:
    """A named day under the line; `over` puts it above, as »Sidst« is."""

    dag: date
    titel: str
    tekst: str = ""
    over: bool = False


@dataclass(frozen=True)
class Forloeb:
    """All that the line shows."""

    spans: Sequence[Span]
    besoeg: Sequence[date]
    milepaele: Sequence[Milepael]
    idag: date


_TOKEN = {SpanArt.PRAKTIK: "praktik", SpanArt.LOEN: "accent"}
_ORD = {SpanArt.PRAKTIK: "praktik", SpanArt.LOEN: "praktik og løn"}


def spoken(forloeb: Forloeb) -> str:
    """The line as sentences, for those who do not see it."""
    spans = [f"{_ORD[s.art]} {format_dato(s.fra)} til {format_dato(s.til)}" for s in forloeb.spans]
    marks = [f"{m.titel} {m.tekst or format_dato(m.dag)}" for m in forloeb.milepaele]
    return f"Forløb: {', '.join(spans + marks)}; {len(forloeb.besoeg)} besøg"


@dataclass(frozen=True)
class Tidsakse:
    """Days to px from ``venstre`` over ``bredde``; a day outside stands at the nearer end."""

    foerste: date
    sidste: date
    venstre: float
    bredde: float

    def x(self, dag: date) -> float:
        """Where the day stands."""
        whole = max(1, (self.sidste - self.foerste).days)
        return self.venstre + self.bredde * min(max((dag - self.foerste).days / whole, 0.0), 1.0)


class Timeline(Diagram):
    """Painted; the same in words is its accessible name."""

    def __init__(self, theme: Theme, forloeb: Forloeb) -> None:
        super().__init__(theme, beside=True)
        self._forloeb = forloeb
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_forloeb(forloeb)

    def set_forloeb(self, forloeb: Forloeb) -> None:
        """Another forløb."""
        self._forloeb = forloeb
        self.setAccessibleName(spoken(forloeb))
        self.values_changed()

    def places(self) -> Sequence[Plads]:
        """Spans, besøg and milestones, from left to right."""
        f, middle = self._forloeb, float(self._theme.px(_MIDDLE))
        found = [(s.fra, self._span(s, middle)) for s in f.spans]
        days = [(dag, f"besøg {n}") for n, dag in enumerate(f.besoeg, start=1)]
        days += [*((m.dag, m.titel) for m in f.milepaele), (f.idag, "i dag")]
        for dag, words in days:
            rect = QRectF(self._at_day(dag) - 8, middle - 8, 16, 16)
            found.append((dag, Plads(rect, f"{lang_dato(dag)}: {words}")))
        return [place for _, place in sorted(found, key=lambda one: one[0])]

    def _span(self, span: Span, middle: float) -> Plads:
        left, right = (
            self._at_day(span.fra),
            max(self._at_day(min(span.til, self._forloeb.idag)), self._at_day(span.fra)),
        )
        words = f"{_ORD[span.art]}, {format_dato(span.fra)} til {format_dato(span.til)}"
        return Plads(QRectF(left, middle - 8, max(right - left, 16), 16), words[:1].upper() + words[1:])

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self._theme.px(108))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._theme.px(108))

    def _days(self) -> tuple[date, date]:
        f = self._forloeb
        days = [f.idag, *(s.fra for s in f.spans), *(s.til for s in f.spans), *(m.dag for m in f.milepaele)]
        return min(days), max(days)

    def _at_day(self, dag: date) -> float:
        first, last = self._days()
        return Tidsakse(first, last, 8, self.width() - 16).x(dag)

    def draw(self, painter: QPainter) -> None:
        theme, forloeb = self._theme, self._forloeb
        middle = float(theme.px(_MIDDLE))
        bar = QRectF(8, middle - 5, self.width() - 16, 10)
        paint.box(painter, bar, fill=theme.color("line"), radius=5)
        for span in forloeb.spans:
            left, right = self._at_day(span.fra), self._at_day(min(span.til, forloeb.idag))
            if right > left:
                where = QRectF(left, middle - 5, right - left, 10)
                paint.box(painter, where, fill=theme.color(_TOKEN[span.art]), radius=3)
        self._dots(painter, middle)
        self._words(painter, middle)

    def _dots(self, painter: QPainter, middle: float) -> None:
        theme, forloeb = self._theme, self._forloeb
        painter.setBrush(theme.color("surface"))
        painter.setPen(QPen(theme.color("line_strong"), 2))
        for mark in forloeb.milepaele:
            painter.drawEllipse(QPointF(self._at_day(mark.dag), middle), 5, 5)
        painter.setPen(QPen(theme.color("accent"), 2))
        for dag in forloeb.besoeg:
            painter.drawEllipse(QPointF(self._at_day(dag), middle), 5, 5)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(QPointF(self._at_day(forloeb.idag), middle), 7, 7)

    def _words(self, painter: QPainter, middle: float) -> None:
        """Names from left to right; one that would stand on its neighbour moves above the line."""
        theme, forloeb = self._theme, self._forloeb
        marks = [*forloeb.milepaele, Milepael(forloeb.idag, "I dag")]
        taken = {True: -1.0, False: -1.0}
        for mark in sorted(marks, key=lambda m: m.dag):
            dato = mark.tekst or format_dato(mark.dag)
            width = max(theme.metrics(13, 600).horizontalAdvance(mark.titel),
                        theme.metrics(12).horizontalAdvance(dato)) + 4  # fmt: skip
            left = min(max(0.0, self._at_day(mark.dag) - width / 2), self.width() - width)
            over = mark.over or left < taken[False]
            if left < taken[over]:
                continue
            taken[over] = left + width + 8
            line = theme.px(17)
            top = middle - theme.px(12) - 2 * line if over else middle + theme.px(14)
            upper = QRectF(left, top, width, line)
            paint.text(painter, upper, mark.titel, theme.font(13, 600), theme.color("ink"), paint.CENTER)
            lower = upper.translated(0, line)
            paint.text(painter, lower, dato, theme.font(12), theme.color("ink2"), paint.CENTER)


class HoursBar(QWidget):
    """Løn and praktik hours of the week as one bar, the width of `mest` hours."""

    def __init__(self, theme: Theme, loen: Decimal, praktik: Decimal, mest: Decimal = Decimal(0)) -> None:
        super().__init__()
        self._theme, self._loen, self._praktik, self._mest = theme, loen, praktik, mest
        self.setAccessibleName(f"{loen} timer med løn, {praktik} timer i praktik".replace(".", ","))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(64), 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        paint.box(painter, QRectF(self.rect()), fill=theme.color("line"), radius=4)
        whole = float(max(self._mest, self._loen + self._praktik)) or 1.0
        left = 0.0
        for hours, token in ((self._loen, "accent"), (self._praktik, "praktik")):
            width = self.width() * float(hours) / whole
            if width:
                paint.box(painter, QRectF(left, 0, max(0.0, width - 1), 8), fill=theme.color(token), radius=3)
            left += width
        painter.end()
