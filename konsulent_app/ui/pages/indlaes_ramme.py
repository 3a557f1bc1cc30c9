"""The frame of »Indlæs sager«: a bar with the ways back and on, and one step at a time beneath it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.bjaelke import make_bar
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.indhold import Indhold
from konsulent_app.ui.widgets.labels import ElidedLabel, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.rul import make_scroll

_MAX = 900


class Ramme(QWidget):
    """Objects: import_back, import_where, import_go, import_form."""

    back = Signal()
    onward = Signal()

    def __init__(self, theme: Theme, parts: Sequence[QWidget]) -> None:
        super().__init__()
        self._parts = tuple(parts)
        self._where = make_label("", "small", name="import_where")
        self.go = Button(theme, "", kind=Kind.PRIMARY, name="import_go")
        column = QWidget()
        column.setMaximumWidth(theme.px(_MAX))
        stack = QVBoxLayout(column)
        stack.setContentsMargins(0, 20, 0, 24)
        for part in self._parts:
            stack.addWidget(part)
        page = Indhold()
        side = QHBoxLayout(page)
        side.setContentsMargins(20, 0, 20, 0)
        side.addStretch()
        side.addWidget(column, 100)
        side.addStretch()
        self._scroll = make_scroll(page, "import_form")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._make_bar(theme))
        outer.addWidget(rule())
        outer.addWidget(self._scroll, 1)
        self.go.clicked.connect(self.onward)

    def _make_bar(self, theme: Theme) -> QWidget:
        back = Button(theme, "", kind=Kind.QUIET, icon="arrow-left", name="import_back", tip="Tilbage (Esc)")
        back.clicked.connect(self.back)
        bar = make_bar(back, ElidedLabel("Indlæs sager", "strong", name="import_title"), self._where, self.go)
        bar.setMinimumHeight(theme.px(60))
        return bar

    def show_part(self, shown: QWidget, where: str) -> None:
        """One step from its top; ``where`` it is among them."""
        for part in self._parts:
            part.setVisible(part is shown)
        self._where.setText(where)
        self._scroll.verticalScrollBar().setValue(0)

    def set_go(self, words: str, *, enabled: bool) -> None:
        """The step's own button; without words there is none."""
        self.go.setVisible(bool(words))
        self.go.setEnabled(enabled)
        if words:
            self.go.set_words(words)
