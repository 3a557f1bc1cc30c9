"""The report as it prints, page by page: each paragraph and row can be pointed at, by hand or by arrow keys."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from konsulent_app.ui.pages.papir_typer import Billede
from konsulent_app.ui.pages.rapport_papir import RapportPapir, Sted
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.announce import announce

WIDTH = 704  # of a page at 100 %
_MARGIN = 16
_AIR = 5.0  # around what is pointed at
_STEP = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class RapportSide(QWidget):
    """One page. Up and down go from claim to claim; Enter means it."""

    pressed = Signal(str)
    """the key of the claim that was pointed at"""
    left = Signal(int)
    """the arrows went past the last claim (1) or the first (-1)"""
    meant = Signal(str)
    """Enter on a claim"""

    def __init__(self, theme: Theme, number: int, count: int, billede: Billede, steder: tuple[Sted, ...]) -> None:
        super().__init__()
        self._theme, self.steder = theme, steder
        self.setObjectName(f"report_page_{number}")
        hint = " Pil ned går fra afsnit til afsnit." if steder else ""
        self.setAccessibleName(f"Side {number} af {count}.{hint}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        image = QImage(billede.rgb, billede.width, billede.height, billede.stride, QImage.Format.Format_RGB888)
        self._picture = QPixmap.fromImage(image.copy())
        self._valgt, self._over = "", ""
        self._ring = False  # the keyboard is here: a press of the hand needs no ring

    def set_bredde(self, width: int) -> None:
        """As wide as there is room for."""
        self.setFixedSize(QSize(width, round(width * self._picture.height() / self._picture.width())))

    def set_valgt(self, noegle: str) -> None:
        """Marks a claim; "" marks none."""
        if noegle != self._valgt:
            self._valgt = noegle
            self.update()

    def rect_of(self, noegle: str) -> QRect | None:
        """Where a claim stands on this page."""
        found = [self._rect(s) for s in self.steder if s.noegle == noegle]
        if not found:
            return None
        whole = found[0]
        for more in found[1:]:
            whole = whole.united(more)
        return whole.toAlignedRect()

    def keys(self) -> list[str]:
        """The claims on this page, from top to bottom."""
        return list(dict.fromkeys(s.noegle for s in self.steder))

    def _rect(self, sted: Sted) -> QRectF:
        w = self.width()
        return QRectF(sted.x * w, sted.y * w, sted.bredde * w, sted.hoejde * w).adjusted(-_AIR, -1, _AIR, 1)

    def _at(self, point: QPoint) -> str:
        hit = [s for s in self.steder if self._rect(s).contains(point)]
        return min(hit, key=lambda s: s.hoejde * s.bredde).noegle if hit else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position().toPoint())
        if over != self._over:
            self._over = over
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().toPoint())
        if found:
            self.pressed.emit(found)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEP.get(Qt.Key(event.key()))
        self._ring = True
        keys = self.keys()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._valgt in keys:
            self.meant.emit(self._valgt)
        elif step is None or not keys or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            before = -1 if step > 0 else len(keys)
            place = (keys.index(self._valgt) if self._valgt in keys else before) + step
            if 0 <= place < len(keys):
                self.pressed.emit(keys[place])
            else:
                self.left.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        painter.drawPixmap(self.rect(), self._picture)
        for noegle, token in ((self._over, "line_strong"), (self._valgt, "accent")):
            rect = self.rect_of(noegle)
            if rect is not None:
                paint.box(painter, QRectF(rect), edge=theme.color(token), width=2 if token == "accent" else 1, radius=6)
        ring = self._ring and self.hasFocus()
        edge = theme.color("focus" if ring else "line")
        paint.box(painter, QRectF(self.rect()), edge=edge, width=3 if ring else 1, radius=3)
        painter.end()


class RapportArk(QScrollArea):
    """All pages under each other."""

    chosen = Signal(str)
    """the key of a claim"""
    meant = Signal(str)
    """Enter on a claim: »Ret teksten«"""
    turned = Signal(int)
    """the page that is in sight, from 1"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("report_page")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet = QWidget()
        self.sheet.setProperty("kind", "canvas")
        self._column = QVBoxLayout(self.sheet)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(_MARGIN)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self.sheet)
        self.sider: list[RapportSide] = []
        self._valgt = ""
        self.zoom = 1.0
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.turned.emit(self.side()))

    def show_papir(self, papir: RapportPapir) -> None:
        """Shows a report."""
        self.show_sider(papir.sider, papir.steder)

    def show_sider(self, sider: tuple[Billede, ...], steder: tuple[Sted, ...] = ()) -> None:
        """Shows pages; the place scrolled to, the claim and the keyboard stay where they are."""
        place = self.verticalScrollBar().value()
        focused = next((n for n, s in enumerate(self.sider) if s.hasFocus()), None)
        for old in self.sider:
            old.hide()
            old.deleteLater()
        count = len(sider)
        self.sider = [
            RapportSide(self._theme, n + 1, count, billede, tuple(s for s in steder if s.side == n))
            for n, billede in enumerate(sider)
        ]
        for side in self.sider:
            self._column.addWidget(side, 0, Qt.AlignmentFlag.AlignHCenter)
            side.pressed.connect(self.chosen)
            side.meant.connect(self.meant)
            side.left.connect(self._turn)
            side.set_valgt(self._valgt)
        self._fit()
        self._column.activate()
        self.verticalScrollBar().setValue(place)
        if focused is not None and self.sider:
            self.sider[min(focused, count - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit(self.side())

    def set_zoom(self, zoom: float) -> None:
        """1.0 is 100 %."""
        self.zoom = zoom
        self._fit()

    def set_valgt(self, noegle: str, *, show: bool = False) -> None:
        """Marks a claim, and brings it into sight with ``show``."""
        self._valgt = noegle
        for side in self.sider:
            side.set_valgt(noegle)
        found = self.place_of(noegle)
        if found is not None and show:
            self.ensureVisible(found.center().x(), found.center().y(), 0, min(200, self.viewport().height() // 2))

    def say(self, words: str) -> None:
        """Speaks what was pointed at."""
        announce(self, words)

    def focus_claim(self) -> None:
        """The keyboard stands on the page of the marked claim."""
        side = next((s for s in self.sider if s.rect_of(self._valgt) is not None), None)
        if side is not None and QWidget.focusWidget(self.sheet) is not side:
            side.setFocus(Qt.FocusReason.OtherFocusReason)

    def place_of(self, noegle: str) -> QRect | None:
        """Where a claim stands on the sheet of pages."""
        for side in self.sider:
            rect = side.rect_of(noegle)
            if rect is not None:
                left = max((self.sheet.width() - side.width()) // 2, _MARGIN)
                return rect.translated(left, self._top(side))
        return None

    def _top(self, side: RapportSide) -> int:
        """Where a page begins; the layout itself knows it only once it is shown."""
        above = self.sider[: self.sider.index(side)]
        return _MARGIN + sum(one.height() + _MARGIN for one in above)

    def side(self) -> int:
        """The page in sight, from 1; 0 when there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        seen = [n for n, side in enumerate(self.sider, start=1) if self._top(side) <= middle]
        return seen[-1] if seen else min(1, len(self.sider))

    def go_to(self, side: int) -> None:
        """Brings a page into sight, from 1."""
        if 1 <= side <= len(self.sider):
            self.verticalScrollBar().setValue(self._top(self.sider[side - 1]) - _MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width() - 2 * _MARGIN
        wanted = round(WIDTH * self.zoom)
        width = wanted if self.zoom > 1 else min(wanted, room)
        for side in self.sider:
            side.set_bredde(max(width, 120))

    def _turn(self, step: int) -> None:
        """From the last claim of a page to the first of the next one that has any, and back."""
        place = next((n for n, side in enumerate(self.sider) if side is self.sender()), None)
        if place is None:
            return
        later = self.sider[place + 1 :] if step > 0 else self.sider[:place][::-1]
        following = next((side for side in later if side.steder), None)
        if following is not None:
            keys = following.keys()
            following.setFocus(Qt.FocusReason.TabFocusReason)
            self.chosen.emit(keys[0] if step > 0 else keys[-1])
