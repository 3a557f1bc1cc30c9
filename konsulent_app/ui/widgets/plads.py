"""A place at a virksomhed: taken by somebody, or free and outlined."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import PaintedButton
from konsulent_app.ui.widgets.personer import initialer

WIDTH, HEIGHT = 208, 88
_ELIDE = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class PladsOrd:
    """What stands on the place; ``navn`` "" where it is free; ``kendt`` False: nobody who may be named."""

    navn: str
    over: str
    under: str
    kendt: bool = True

    @property
    def ledig(self) -> bool:
        """Whether nobody has it."""
        return not self.navn

    def spoken(self) -> str:
        """As a sentence."""
        return ", ".join(part for part in (self.navn or "Ledig nu", self.over, self.under) if part)


def _size(theme: Theme) -> QSize:
    return QSize(theme.px(WIDTH), theme.px(HEIGHT))


def _draw(painter: QPainter, theme: Theme, rect: QRectF, words: PladsOrd, *, ring: bool, hover: bool) -> None:
    if words.ledig:
        paint.box(painter, rect, fill=theme.color("surface"), edge=theme.color("accent"), width=1.5, radius=10)
    else:
        edge = theme.color("line_strong") if hover else None
        paint.box(painter, rect, fill=theme.color("sunken"), edge=edge, radius=10)
    if ring:
        paint.focus_ring(painter, theme, rect, 10)
    left = rect.left() + theme.px(12)
    upper = QRectF(left, rect.top() + theme.px(10), rect.right() - left - theme.px(8), theme.px(28))
    if words.ledig:
        paint.icon(painter, theme, "circle", "accent", 18, left, upper.center().y())
    else:
        side = theme.px(28)
        circle = QRectF(left, upper.top(), side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_soft"))
        painter.drawEllipse(circle)
        if not words.kendt:
            paint.icon(painter, theme, "user", "accent_ink", 16, left + theme.px(6), circle.center().y())
        else:
            ink = theme.color("accent_ink")
            paint.text(painter, circle, initialer(words.navn), theme.font(12, 600), ink, paint.CENTER)
    name = upper.adjusted(theme.px(26 if words.ledig else 37), 0, 0, 0)
    ink = theme.color("accent_ink" if words.ledig else "ink")
    shown = theme.metrics(14, 600).elidedText(words.navn or "Ledig nu", _ELIDE, int(name.width()))
    paint.text(painter, name, shown, theme.font(14, 600), ink)
    for top, line in zip((40, 59), (one for one in (words.over, words.under) if one), strict=False):
        area = QRectF(left, rect.top() + theme.px(top), upper.width(), theme.px(20))
        shown = theme.metrics(13).elidedText(line, _ELIDE, int(area.width()))
        paint.text(painter, area, shown, theme.font(13), theme.color("ink2"))


class PladsFelt(QLabel):
    """A place that leads nowhere: free, or a colleague's."""

    def __init__(self, theme: Theme, words: PladsOrd, *, name: str) -> None:
        super().__init__()
        self._theme, self._plads = theme, words
        self.setObjectName(name)
        self.setText(words.spoken())
        self.setAccessibleName(words.spoken())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return _size(self._theme)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.start(painter)
        _draw(painter, self._theme, QRectF(self.rect()), self._plads, ring=False, hover=False)
        painter.end()


class PladsKnap(PaintedButton):
    """A place of one's own: a press leads to the sag."""

    def __init__(self, theme: Theme, words: PladsOrd, *, name: str) -> None:
        super().__init__(theme, name)
        self._plads = words
        self.setText(words.navn)
        self.setAccessibleName(f"{words.spoken()}. Åbn sagen")
        self.setToolTip("Åbn sagen")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return _size(self.theme)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.start(painter)
        _draw(painter, self.theme, QRectF(self.rect()), self._plads, ring=self.ring, hover=self._hover)
        painter.end()


class OpgavePille(QLabel):
    """A kind of task in an outline, with a quiet word after it."""

    def __init__(self, theme: Theme, navn: str, aside: str, *, name: str) -> None:
        super().__init__(navn)
        self._theme, self._aside = theme, aside
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        words = f"{navn}, {aside}" if aside else navn
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def _parts(self) -> tuple[int, int]:
        theme = self._theme
        return (
            theme.metrics(13, 600).horizontalAdvance(self.text()) + 2,
            theme.px(8) + theme.metrics(12).horizontalAdvance(self._aside) + 2 if self._aside else 0,
        )

    def sizeHint(self) -> QSize:
        words, aside = self._parts()
        return QSize(words + aside + self._theme.px(12 + 12), self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        # a long name gives way before the card does
        return QSize(min(self.sizeHint().width(), self._theme.px(160)), self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        paint.box(painter, rect, edge=theme.color("line_strong"), radius=rect.height() / 2)
        _, aside = self._parts()
        inner = rect.adjusted(theme.px(12), 0, -theme.px(12), 0)
        room = int(inner.width()) - aside
        shown = theme.metrics(13, 600).elidedText(self.text(), _ELIDE, room)
        paint.text(painter, inner, shown, theme.font(13, 600), theme.color("ink"))
        paint.text(painter, inner, self._aside, theme.font(12), theme.color("ink2"), paint.RIGHT)
        painter.end()
