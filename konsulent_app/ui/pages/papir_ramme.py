"""How the page around a paper is laid out: the pages, and what can be done beside them or, if narrow, under them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.pages.papir_sider import PAGE_WIDTH, PapirSider
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.indhold import Indhold
from konsulent_app.ui.widgets.labels import rule
from konsulent_app.ui.widgets.rul import make_scroll

_SIDE_WIDTH = 392
_MARGIN = 16
_NARROW = 960


class PapirRamme(QWidget):
    """``over`` stands above the pages and scrolls with them; ``side`` is what can be done, for the konsulent alone."""

    def __init__(
        self, theme: Theme, bar: QWidget, over: Sequence[QWidget], sider: PapirSider, side: Sequence[QWidget]
    ) -> None:
        super().__init__()
        self._theme, self._sider = theme, sider
        self._private = False
        self._side, self._slot = QWidget(), QVBoxLayout()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in side:
            column.addWidget(part)
        self._scroll = make_scroll(self._content(over))
        beside = Indhold()
        self._beside = QVBoxLayout(beside)
        self._beside.setContentsMargins(0, _MARGIN, _MARGIN, _MARGIN)
        self._beside.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._beside.addWidget(self._side)
        self._side_area = make_scroll(beside)
        split = QHBoxLayout()
        split.setSpacing(0)
        split.addWidget(self._scroll, 1)
        split.addWidget(self._side_area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(bar)
        outer.addWidget(rule())
        outer.addLayout(split, 1)

    def _content(self, over: Sequence[QWidget]) -> QWidget:
        top = QWidget()
        top.setMaximumWidth(PAGE_WIDTH)
        stacked = QVBoxLayout(top)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.setSpacing(12)
        for part in over:
            stacked.addWidget(part)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(top, 1_000)
        middle.addStretch(1)
        content = Indhold()
        column = QVBoxLayout(content)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(16)
        column.addLayout(middle)
        column.addWidget(self._sider)
        column.addLayout(self._slot)
        column.addStretch()
        return content

    def set_private(self, *, private: bool) -> None:
        """Whether ``side`` is there: not while others look at the screen."""
        self._private = private
        self.fit()

    def to_top(self) -> None:
        """Another paper is read from its beginning."""
        self._scroll.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """No page wider than its place."""
        narrow = self.width() / self._theme.scale < _NARROW
        home = self._slot if narrow else self._beside
        if home.indexOf(self._side) < 0:
            home.addWidget(self._side)
        self._side.setVisible(self._private)
        beside = self._private and not narrow
        self._side_area.setVisible(beside)
        side = self._theme.px(_SIDE_WIDTH)
        self._side_area.setFixedWidth(side)
        room = self.width() - (side if beside else 0) - 2 * _MARGIN
        self._sider.fit(room - self._scroll.verticalScrollBar().sizeHint().width())
