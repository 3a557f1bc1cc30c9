"""Buttons that paint themselves from the theme: no rule to match, and a focus ring that keeps its air."""

from PySide6.QtCore import Property, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.looks import Kind, look

ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SILENT = frozenset({Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason})


class PaintedButton(QAbstractButton):
    """Focus ring on keyboard focus, Enter as Space, arrows left to whoever holds the group."""

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._ring = False
        self._hover = False
        if name:
            self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def ring(self) -> bool:
        """True while the keyboard's focus is shown here."""
        return self._ring and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._ring = event.reason() not in _SILENT
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ring = True
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.click()
        elif event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = True
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        super().leaveEvent(event)
        self.update()


class Button(PaintedButton):
    """A button of one `Kind`; `height` is its least height at 100 % and its least width too."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        kind: Kind = Kind.SECONDARY,
        icon: str = "",
        name: str = "",
        height: int = 44,
        spoken: str = "",
        tip: str = "",
    ) -> None:
        super().__init__(theme, name)
        self._kind = kind
        self._icon = icon
        self._height = height
        self._count = ""
        self._count_token = ""
        self.setText(text)
        self.setAccessibleName(spoken or text or tip)
        if tip:
            self.setToolTip(tip)
        wide = QSizePolicy.Policy.Expanding if kind is Kind.NAV else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    def _get_kind(self) -> str:
        return self._kind.value

    kind = Property(str, _get_kind)

    def set_icon(self, name: str) -> None:
        """Another icon, "" for none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_words(self, text: str, spoken: str = "") -> None:
        """Another text and what a screen reader says for it."""
        self.setText(text)
        self.setAccessibleName(spoken or text)
        self.updateGeometry()

    def set_count(self, count: str, token: str = "") -> None:
        """A number after the text; `token` danger or warn draws it in that colour."""
        self._count, self._count_token = count, token
        self.setAccessibleName(f"{self.text()} {count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        rest = look(self._kind, chosen=False, hover=False, enabled=True)
        words = theme.metrics(rest.size, 600 if self.isCheckable() else rest.weight)
        shown_icon = bool(self._icon) or self._keeps_room_for_check()
        content = words.horizontalAdvance(self.text()) + (1 if self.text() else 0)
        if shown_icon:
            content += theme.px(18) + (theme.px(8) if self.text() else 0)
        if self._count:
            content += theme.px(6) + theme.metrics(rest.size, 600).horizontalAdvance(self._count)
        height = max(theme.px(self._height), words.height() + theme.px(8))
        pads = 2 * theme.px(rest.pad) if self.text() else 0
        return QSize(max(content + pads, theme.px(self._height)), height)

    def minimumSizeHint(self) -> QSize:
        # never narrower than its words: no button text is ever elided (UX §8.6)
        return self.sizeHint()

    def _keeps_room_for_check(self) -> bool:
        return self.isCheckable() and self._kind in (Kind.CHIP, Kind.QUIET) and not self._icon

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        now = look(self._kind, chosen=self.isChecked(), hover=self._hover, enabled=self.isEnabled())
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        radius = rect.height() / 2 if self._kind is Kind.FILTER else 8.0
        inset = theme.px(now.inset)
        filled = now.fill in ("accent", "accent_soft")
        body = rect.adjusted(0, inset, 0, -inset)
        area = paint.focus_ring(painter, theme, body, radius) if self.ring else body
        if not self.ring or filled:
            paint.box(
                painter, area,
                fill=theme.color(now.fill) if now.fill else None,
                edge=theme.color(now.edge) if now.edge else None,
                width=now.width, radius=radius - (4 if self.ring else 0),
            )  # fmt: skip
        if self.isDown():
            painter.setOpacity(0.8)
        self._paint_content(painter, rect)
        painter.end()

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        theme = self.theme
        now = look(self._kind, chosen=self.isChecked(), hover=self._hover, enabled=self.isEnabled())
        mark = self._mark()
        font = theme.font(now.size, now.weight)
        metrics = theme.metrics(now.size, now.weight)
        words = metrics.horizontalAdvance(self.text())
        side, gap = theme.px(18), theme.px(8)
        count = theme.metrics(now.size, 600).horizontalAdvance(self._count) if self._count else 0
        content = words + (side + (gap if self.text() else 0) if mark else 0)
        content += (theme.px(6) + count) if count and self._kind is not Kind.NAV else 0
        left = self._content_left(rect.width(), content, theme.px(now.pad))
        if mark:
            paint.icon(painter, theme, mark, now.icon, 18, left, rect.center().y())
            left += side + (theme.px(12) if self._kind is Kind.NAV else gap)
        if self.text():
            where = QRectF(left, 0, words + 4, rect.height())
            paint.text(painter, where, self.text(), font, theme.color(now.ink))
            left += words + theme.px(6)
        if count:
            if self._kind is Kind.NAV:
                left = rect.width() - theme.px(now.pad) - count
            where = QRectF(left, 0, count + 4, rect.height())
            token = self._count_token or now.ink
            paint.text(painter, where, self._count, theme.font(now.size, 600), theme.color(token))

    def _mark(self) -> str:
        # a chosen chip changes its icon for a check: no state is told by colour alone
        if self.isChecked() and (self._kind is Kind.CHIP or self._keeps_room_for_check()):
            return "check"
        return self._icon

    def _content_left(self, width: float, content: float, pad: int) -> float:
        if self._kind is Kind.NAV:
            return pad
        if self._kind is Kind.QUIET and self._keeps_room_for_check():
            # the room kept for the check lies left, so that the words stand at the line's right end
            return width - content - pad
        return (width - content) / 2


def toggle(button: Button) -> Button:
    """The same button as one that stays pressed; a screen reader hears a check box."""
    button.setCheckable(True)
    return button
