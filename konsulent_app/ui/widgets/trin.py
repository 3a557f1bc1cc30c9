"""The five options of a rating: boxes of equal height side by side, or rows when there is no room."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import PaintedButton
from konsulent_app.ui.widgets.group import ChoiceGroup, become_choice, set_chosen
from konsulent_app.ui.widgets.personer import farve, initialer
from konsulent_core.words import Stemme

_GAP = 10
_NARROW = 620
_SIDST = "Sidst"


@dataclass(frozen=True)
class Maal:
    """Sizes of an option at 100 %."""

    least: int
    number: int
    text: int
    pad: int
    row: int = 52


SKEMA = Maal(least=104, number=20, text=14, pad=14)
DELT = Maal(least=136, number=26, text=17, pad=14, row=64)


@dataclass(frozen=True)
class Maerke:
    """Another voice's level on its option."""

    stemme: Stemme
    navn: str


class TrinOption(PaintedButton):
    """One level: number and behaviour; filled when chosen, dashed when it was last visit's."""

    def __init__(self, theme: Theme, trin: int, maal: Maal, name: str) -> None:
        super().__init__(theme, name)
        self._trin = trin
        self._maal = maal
        self._sidst = False
        self._raekke = False
        self._maerker: tuple[Maerke, ...] = ()
        become_choice(self)

    def nextCheckState(self) -> None:
        """Nothing: a press is a wish, the rating answers it."""

    def show_state(self, titel: str, *, sidst: bool, maerker: tuple[Maerke, ...]) -> None:
        """Marks from last visit and from other voices, for eye and ear."""
        self._sidst, self._maerker = sidst, maerker
        spoken = [f"{titel}, trin {self._trin} af 5: {self.text()}"]
        spoken += [f"{farve(m.stemme).ord.lower()}ens valg" for m in maerker]
        self.setAccessibleName(", ".join(spoken + (["sidste besøg"] if sidst else [])))
        self.update()

    def set_raekke(self, raekke: bool) -> None:
        """A full-width row instead of a box."""
        self._raekke = raekke

    def _text_rect(self, width: float, height: float, raekke: bool) -> QRectF:
        pad, top = self.theme.px(self._maal.pad), self._top()
        if not raekke:
            return QRectF(pad, top, width - 2 * pad, height - top)
        left = pad + self.theme.px(30)
        return QRectF(left, 0, width - left - pad - self._marks_width(), height)

    def _marks_width(self) -> float:
        sidst = self.theme.metrics(12, 600).horizontalAdvance(_SIDST) + self.theme.px(8)
        return sidst + self.theme.px(26 * 2 + 28)

    def _top(self) -> int:
        return self.theme.px(10) + self.theme.metrics(self._maal.number, 600).height()

    def height_at(self, width: int, tekst: str, *, raekke: bool) -> int:
        """The height this option wants for a text at a width, as a box or as a row."""
        area = self._text_rect(width, 0, raekke)
        metrics = self.theme.metrics(self._maal.text, 500)
        words = metrics.boundingRect(QRect(0, 0, max(1, int(area.width())), 4000), paint.WRAP, tekst).height()
        if raekke:
            return max(self.theme.px(self._maal.row), words + self.theme.px(16))
        return max(self.theme.px(self._maal.least), self._top() + words + self.theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, valgt = self.theme, self.isChecked()
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        self._paint_box(painter, rect, valgt)
        ink = theme.color("on_accent" if valgt else "ink")
        left = float(theme.px(self._maal.pad))
        line = QRectF(left, theme.px(10), rect.width(), self._top() - theme.px(10))
        if self._raekke:
            line = QRectF(left, 0, rect.width(), rect.height())
        paint.text(painter, line, str(self._trin), theme.font(self._maal.number, 600), ink)
        self._paint_marks(painter, rect, line, valgt)
        area = self._text_rect(rect.width(), rect.height(), self._raekke)
        flags = paint.WRAP
        if self._raekke:
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        font = theme.font(self._maal.text, 500 if valgt else 400)
        paint.text(painter, area, self.text(), font, theme.color("on_accent" if valgt else "ink2"), flags)
        painter.end()

    def _paint_box(self, painter: QPainter, rect: QRectF, valgt: bool) -> None:
        theme = self.theme
        area = paint.focus_ring(painter, theme, rect, 10) if self.ring else rect
        radius = 6.0 if self.ring else 10.0
        if valgt:
            paint.box(painter, area, fill=theme.color("accent"), radius=radius)
            if self._sidst:
                inner = area.adjusted(4, 4, -4, -4)
                paint.box(painter, inner, edge=theme.color("on_accent"), width=2, radius=6, dashed=True)
            return
        if not self.ring:
            fill = theme.color("sunken" if self._hover else "surface")
            if self._sidst:
                paint.box(painter, area.adjusted(1, 1, -1, -1), fill=fill, radius=radius)
            else:
                paint.box(painter, area, fill=fill, edge=theme.color("line_strong"), radius=radius)
        if self._sidst:
            paint.box(painter, area, edge=theme.color("ghost"), width=2, radius=radius, dashed=True)

    def _paint_marks(self, painter: QPainter, rect: QRectF, line: QRectF, valgt: bool) -> None:
        """Check beside the number; »Sidst« and the other voices' initials from the right."""
        theme, maal = self.theme, self._maal
        middle = line.center().y()
        right = rect.width() - theme.px(maal.pad)
        if self._sidst:
            font, width = theme.font(12, 600), theme.metrics(12, 600).horizontalAdvance(_SIDST)
            where = QRectF(right - width - 2, line.top(), width + 4, line.height())
            paint.text(painter, where, _SIDST, font, theme.color("on_accent" if valgt else "ghost"))
            right -= width + theme.px(8)
        if valgt:
            number = theme.metrics(maal.number, 600).horizontalAdvance(str(self._trin))
            if self._raekke:
                right -= theme.px(20)
                paint.icon(painter, theme, "check", "on_accent", 18, right, middle)
                right -= theme.px(8)
            else:
                paint.icon(painter, theme, "check", "on_accent", 18, line.left() + number + theme.px(8), middle)
        for maerke in self._maerker:
            side = float(theme.px(24))
            right -= side
            look = farve(maerke.stemme)
            circle = QRectF(right, middle - side / 2, side, side)
            paint.box(painter, circle, fill=theme.color(look.soft), edge=theme.color(look.ink), radius=side / 2)
            words = initialer(maerke.navn) or look.ord[0]
            paint.text(painter, circle, words, theme.font(12, 600), theme.color(look.ink), paint.CENTER)
            right -= theme.px(4)


class TrinRaekke(ChoiceGroup):
    """Lays five options out at the height of the tallest text; five rows below the narrow width."""

    def __init__(self, options: Sequence[TrinOption], spoken: str, theme: Theme, maal: Maal) -> None:
        super().__init__(spoken)
        self._theme, self._maal = theme, maal
        self._options = tuple(options)
        self._texts: tuple[tuple[str, ...], ...] = ()
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        previous: QWidget | None = None
        for option in self._options:
            option.setParent(self)
            self.add_member(option)
            if previous is not None:
                QWidget.setTabOrder(previous, option)
            previous = option

    def set_texts(self, shown: Sequence[str], *others: Sequence[str]) -> None:
        """The words now; `others` are words that may come, so that the height need not jump for them."""
        for option, tekst in zip(self._options, shown, strict=True):
            option.setText(tekst)
        self._texts = (tuple(shown), *(tuple(o) for o in others))
        self._heights.clear()
        self.updateGeometry()

    def set_chosen(self, trin: int | None) -> None:
        """Fills one option, or none."""
        for number, option in enumerate(self._options, start=1):
            set_chosen(option, number == trin)
        self.rove()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        found = self._heights.get(width)
        if found is None:
            found = self._heights[width] = self._measure(width)
        return found

    def sizeHint(self) -> QSize:
        width = self._theme.px(900)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self._theme.px(self._maal.row))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._heights.clear()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _is_narrow(self, width: int) -> bool:
        return width < self._theme.px(_NARROW)

    def _tallest(self, width: int, raekke: bool) -> int:
        tekster = zip(*self._texts, strict=True)
        pairs = zip(self._options, tekster, strict=True)
        return max(option.height_at(width, tekst, raekke=raekke) for option, texts in pairs for tekst in texts)

    def _measure(self, width: int) -> int:
        if not self._texts:
            return self._theme.px(self._maal.least)
        if self._is_narrow(width):
            return 5 * self._tallest(width, True) + 4 * _GAP
        return self._tallest((width - 4 * _GAP) // 5, False)

    def _place(self) -> None:
        width = self.width()
        height = self.heightForWidth(width)
        narrow = self._is_narrow(width)
        for number, option in enumerate(self._options):
            option.set_raekke(narrow)
            if narrow:
                each = (height - 4 * _GAP) // 5
                option.setGeometry(0, number * (each + _GAP), width, each)
            else:
                left = round(number * (width + _GAP) / 5)
                end = round((number + 1) * (width + _GAP) / 5) - _GAP
                option.setGeometry(left, 0, end - left, height)
