"""A chart whose values can be walked: Tab reaches it, the arrows go from value to value, each is read out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.announce import announce
from konsulent_app.ui.widgets.diagram_pen import DiagramPen
from konsulent_core.diagram.former import Figur

_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_INSET = 6.0  # px around a chart, so that the ring of the focus stands on nothing
_NEAR = 14.0  # px: how far beside a value a press still means it


@dataclass(frozen=True, slots=True)
class Plads:
    """A value: where it stands in the widget, and the sentence that says it."""

    rect: QRectF
    tekst: str


class Diagram(QWidget):
    """Give it ``places`` and paint in ``draw``. Its accessible name says the whole, its description the value chosen.

    Left and right walk the values, Home and End go to the ends, T asks for the table, Esc leaves the values.
    """

    valgt = Signal(str)
    """The sentence of the value that is walked to; empty when it is left."""
    wants_table = Signal()

    def __init__(self, theme: Theme, name: str = "", *, beside: bool = False) -> None:
        """``beside``: the words of a value stand beside it, where the page has no line of its own for them."""
        super().__init__()
        if name:
            self.setObjectName(name)
        self._theme = theme
        if beside:
            self.valgt.connect(self._tell)
        self._at: int | None = None
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    # --- what a chart of its own gives ------------------------------------------------------------

    def places(self) -> Sequence[Plads]:
        """The values from left to right."""
        return ()

    def draw(self, painter: QPainter) -> None:
        """The chart without focus."""

    # --- values -----------------------------------------------------------------------------------

    def values_changed(self) -> None:
        """What is shown is another: nothing is chosen in it, and one without values is no stop for Tab."""
        self.choose(None)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.places() else Qt.FocusPolicy.NoFocus)
        self.update()

    @property
    def at(self) -> int | None:
        """Which value is chosen."""
        return self._at

    def choose(self, number: int | None) -> None:
        """Goes to a value and reads it out; None leaves them."""
        places = self.places()
        if number is not None and not 0 <= number < len(places):
            return
        if number == self._at:
            return
        self._at = number
        words = places[number].tekst if number is not None else ""
        self.setAccessibleDescription(words)
        if words and self.hasFocus():
            announce(self, words)
        self.valgt.emit(words)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ring = True
        last = len(self.places()) - 1
        at = self._at
        match event.key():
            case Qt.Key.Key_Right:
                self.choose(0 if at is None else min(at + 1, last))
            case Qt.Key.Key_Left:
                self.choose(last if at is None else max(at - 1, 0))
            case Qt.Key.Key_Home:
                self.choose(0)
            case Qt.Key.Key_End:
                self.choose(last)
            case Qt.Key.Key_T if not event.modifiers():
                self.wants_table.emit()
            case Qt.Key.Key_Escape if at is not None:
                self.choose(None)
            case _:
                event.ignore()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Esc is the chart's own while a value is chosen, also where it would close the page."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._at is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The value under the pointer; of several the nearest."""
        here = event.position()
        near = [
            (abs(place.rect.center().x() - here.x()) + abs(place.rect.center().y() - here.y()), n)
            for n, place in enumerate(self.places())
            if place.rect.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(here)
        ]
        self.choose(min(near)[1] if near else None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)
        if self._ring and self._at is None:
            self.choose(len(self.places()) - 1)  # the newest

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.choose(None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.start(painter)
        self.draw(painter)
        if self._at is not None and self._at < len(self.places()):
            rect = self.places()[self._at].rect.adjusted(-3, -3, 3, 3)
            paint.box(painter, rect.adjusted(-1, -1, 1, 1), edge=self._theme.color("surface"), width=5.0, radius=5)
            paint.box(painter, rect, edge=self._theme.color("focus"), width=3.0, radius=4)
        if self._ring and self.hasFocus():
            paint.box(painter, QRectF(self.rect()), edge=self._theme.color("focus"), width=paint.RING, radius=8)
        painter.end()

    def _tell(self, words: str) -> None:
        if words and self._at is not None:
            at = self.places()[self._at].rect.center().toPoint()
            QToolTip.showText(self.mapToGlobal(at), words, self)
        else:
            QToolTip.hideText()


class FigurDiagram(Diagram):
    """A chart that core lays out; ``make`` gives it for a width and a height in px."""

    def __init__(self, theme: Theme, name: str = "") -> None:
        super().__init__(theme, name)
        self._pen = DiagramPen(theme)
        self._figur: Figur | None = None
        theme.changed.connect(self.lay_out)

    def make(self, width: float, height: float) -> Figur | None:
        """In chart units; None where there is nothing to show."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Anew, for this size and this type."""
        across, up = self.width() - 2 * _INSET, self.height() - 2 * _INSET
        self._figur = self.make(self._pen.units(across), self._pen.units(up))
        self.update()

    @property
    def figur(self) -> Figur | None:
        """The chart as it stands."""
        return self._figur

    def show_new(self) -> None:
        """What is shown is another."""
        self.lay_out()
        self.values_changed()

    def places(self) -> Sequence[Plads]:
        figur = self._figur
        if figur is None:
            return ()
        return [Plads(self._pen.rect(figur, one).translated(_INSET, _INSET), one.tekst) for one in figur.vaerdier]

    def draw(self, painter: QPainter) -> None:
        if self._figur is not None:
            painter.translate(_INSET, _INSET)
            self._pen.draw(painter, self._figur)
            painter.translate(-_INSET, -_INSET)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()
