"""The navigation column: app mark, pages with their counts, the sync card and the person."""

from PySide6.QtCore import Property, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import PaintedButton
from konsulent_app.ui.widgets.group import set_chosen
from konsulent_app.ui.widgets.nav_soeg import NavSoeg
from konsulent_app.ui.widgets.personer import initialer
from konsulent_app.ui.widgets.sync import SyncCard


class AppMark(QLabel):
    """The mark and »Opfølgning«; the mark alone in the narrow navigation."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Opfølgning")
        self._theme, self._smal = theme, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_smal(self, smal: bool) -> None:
        self._smal = smal
        self.update()

    def sizeHint(self) -> QSize:
        words = self._theme.metrics(17, 600).horizontalAdvance(self.text())
        return QSize(self._theme.px(38) + (0 if self._smal else words + 4), self._theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(28), self._theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        side = theme.px(28)
        left = (rect.width() - side) / 2 if self._smal else theme.px(6)
        box = QRectF(round(left), round(rect.center().y() - side / 2), side, side)
        paint.box(painter, box, fill=theme.color("accent"), radius=6)
        inset = (side - theme.px(18)) / 2
        paint.icon(painter, theme, "app-mark", "on_accent", 18, box.left() + inset, box.center().y())
        if not self._smal:
            where = rect.adjusted(box.right() + theme.px(10), 0, 0, 0)
            paint.text(painter, where, self.text(), theme.font(17, 600), theme.color("ink"))
        painter.end()


class NavItem(PaintedButton):
    """One page; `value` is its count. A danger count stands in a soft red pill."""

    def __init__(self, theme: Theme, noegle: str, titel: str, icon: str) -> None:
        super().__init__(theme, f"nav_{noegle}")
        self._titel, self._icon = titel, icon
        self._antal, self._token = 0, ""
        self._smal = False
        self.setText(titel)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_antal(0)

    def _get_value(self) -> int:
        return self._antal

    value = Property(int, _get_value)

    def nextCheckState(self) -> None:
        """Nothing: the window decides which page is shown."""

    def set_antal(self, antal: int, token: str = "") -> None:
        """The number at the right; 0 shows none."""
        self._antal, self._token = antal, token
        words = f"{self._titel}, {antal}" if antal else self._titel
        self.setAccessibleName(words)
        self.setToolTip(words if self._smal else "")
        self.update()

    def set_smal(self, smal: bool) -> None:
        """Icon only."""
        self._smal = smal
        self.set_antal(self._antal, self._token)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(44 if self._smal else 172), self.theme.px(42))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(40), self.theme.px(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        chosen = self.isChecked()
        if chosen or self._hover:
            paint.box(painter, rect, fill=theme.color("accent_soft" if chosen else "sunken"), radius=8)
        if self.ring:
            paint.focus_ring(painter, theme, rect)
        ink = "accent_ink" if chosen else "ink2"
        side = theme.px(20)
        left = (rect.width() - side) / 2 if self._smal else theme.px(12)
        paint.icon(painter, theme, self._icon, ink, 20, left, rect.center().y())
        if not self._smal:
            where = rect.adjusted(theme.px(42), 0, 0, 0)
            paint.text(painter, where, self._titel, theme.font(14, 600 if chosen else 500), theme.color(ink))
        if self._antal:
            self._paint_count(painter, rect, ink)
        painter.end()

    def _paint_count(self, painter: QPainter, rect: QRectF, ink: str) -> None:
        theme = self.theme
        words = str(self._antal)
        if self._smal and not self._token:
            return
        height = theme.px(20)
        width = max(height, theme.metrics(12, 600).horizontalAdvance(words) + theme.px(10))
        right = rect.right() - (2 if self._smal else theme.px(10))
        middle = rect.top() + height / 2 + 2 if self._smal else rect.center().y()
        pill = QRectF(right - width, middle - height / 2, width, height)
        if self._token:
            paint.box(painter, pill, fill=theme.color(f"{self._token}_soft"), radius=height / 2)
        colour = theme.color(self._token or ink)
        paint.text(painter, pill, words, theme.font(12, 600), colour, paint.CENTER)


class BrugerKnap(PaintedButton):
    """Who is logged in, and where; a press opens the menu with settings, shortcuts and lock."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "nav_bruger")
        self._navn = self._kommune = ""
        self._smal = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_bruger("", "")

    def set_bruger(self, navn: str, kommune: str) -> None:
        self._navn, self._kommune = navn, kommune
        self.setText(navn)
        self.setAccessibleName(f"{navn}, {kommune}. Menu" if navn else "Menu")
        self.update()

    def set_smal(self, smal: bool) -> None:
        self._smal = smal
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(44 if self._smal else 172), self.theme.px(48))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(40), self.theme.px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        if self._hover:
            paint.box(painter, rect, fill=theme.color("sunken"), radius=8)
        if self.ring:
            paint.focus_ring(painter, theme, rect)
        side = theme.px(34)
        left = (rect.width() - side) / 2 if self._smal else theme.px(6)
        circle = QRectF(left, rect.center().y() - side / 2, side, side)
        paint.box(painter, circle, fill=theme.color("info_soft"), radius=side / 2)
        if self._navn:
            font = theme.font(13, 600)
            paint.text(painter, circle, initialer(self._navn), font, theme.color("info"), paint.CENTER)
        else:
            paint.icon(
                painter,
                theme,
                "user",
                "info",
                18,
                circle.left() + (side - theme.px(18)) / 2,
                rect.center().y(),
            )
        if not self._smal:
            words = rect.adjusted(theme.px(50), theme.px(5), -4, -theme.px(5))
            upper = QRectF(words.left(), words.top(), words.width(), words.height() / 2)
            elide = Qt.TextElideMode.ElideRight
            navn = theme.metrics(13, 600).elidedText(self._navn, elide, int(words.width()))
            paint.text(painter, upper, navn, theme.font(13, 600), theme.color("ink"))
            lower = upper.translated(0, upper.height())
            kommune = theme.metrics(12).elidedText(self._kommune, elide, int(words.width()))
            paint.text(painter, lower, kommune, theme.font(12), theme.color("ink2"))
        painter.end()


class Nav(QWidget):
    """The column; `chosen` when a page is pressed. Its items are only the pages there are."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setAccessibleName("Navigation")
        self._theme = theme
        self._items: dict[str, NavItem] = {}
        self.mark = AppMark(theme)
        self.soeg = NavSoeg(theme)
        self.soeg.hide()  # until there is something to search
        self.sync = SyncCard(theme)
        self.bruger = BrugerKnap(theme)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 10)
        outer.setSpacing(4)
        outer.addWidget(self.mark)
        outer.addSpacing(6)
        outer.addWidget(self.soeg)
        outer.addSpacing(6)
        outer.addLayout(self._column)
        outer.addStretch()
        outer.addWidget(self.sync)
        outer.addSpacing(2)
        outer.addWidget(self.bruger)

    def add(self, noegle: str, titel: str, icon: str) -> None:
        """Another page at the end of the list."""
        item = NavItem(self._theme, noegle, titel, icon)
        item.clicked.connect(lambda: self.chosen.emit(noegle))
        self._items[noegle] = item
        self._column.addWidget(item)

    def clear(self) -> None:
        """No pages."""
        for item in self._items.values():
            self._column.removeWidget(item)
            item.deleteLater()
        self._items.clear()

    def items(self) -> list[NavItem]:
        """In visual order."""
        return list(self._items.values())

    def set_antal(self, noegle: str, antal: int, token: str = "") -> None:
        """The count beside a page."""
        if noegle in self._items:
            self._items[noegle].set_antal(antal, token)

    def set_valgt(self, noegle: str) -> None:
        """Marks the page that is shown; "" marks none."""
        for key, item in self._items.items():
            set_chosen(item, key == noegle)

    def focus_valgt(self) -> None:
        """The keyboard stands on the page that is shown."""
        for item in self._items.values():
            if item.isChecked():
                item.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_smal(self, smal: bool) -> None:
        """Icons only, 64 px wide."""
        margin = 8 if smal else 12
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(margin, 10, margin, 10)
        self.mark.set_smal(smal)
        self.soeg.set_smal(smal)
        self.sync.set_smal(smal)
        self.bruger.set_smal(smal)
        for item in self._items.values():
            item.set_smal(smal)
