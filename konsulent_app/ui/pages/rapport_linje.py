"""The line over the report's pages: which page, »Ret teksten«, how large, and the columns a narrow window hides."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from konsulent_app.ui.pages.rapport_ord import side_ord
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button, toggle
from konsulent_app.ui.widgets.flow import FlowLayout
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind

ZOOM = (0.75, 1.0, 1.25, 1.5)


class RapportLinje(QWidget):
    """Setters show and tell nobody."""

    turned = Signal(int)
    """a page, from 1"""
    edit = Signal()
    zoomed = Signal(float)
    choices = Signal(bool)
    """»Vælg« is pressed in or out"""
    sources = Signal(bool)
    """»Kilder« is pressed in or out"""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._side, self._antal, self._zoom = 0, 0, ZOOM.index(1.0)
        quiet, left, right = Kind.QUIET, "chevron-left", "chevron-right"
        self.vis_valg = toggle(Button(theme, "Vælg", kind=Kind.FILTER, height=36, name="report_show_choices"))
        self._back = Button(theme, "", kind=quiet, icon=left, height=36, name="report_prev", tip="Forrige side")
        self._words = make_label("", "body2", name="report_pages")
        self._next = Button(theme, "", kind=quiet, icon=right, height=36, name="report_next", tip="Næste side")
        self.ret = Button(theme, "Ret teksten", kind=quiet, icon="pencil", height=36, name="report_ret")
        self._less = Button(theme, "", kind=quiet, icon="minus", height=36, name="report_zoom_ud", tip="Mindre")
        self._percent = make_label("100 %", "body2", name="report_zoom")
        self._more = Button(theme, "", kind=quiet, icon="plus", height=36, name="report_zoom_ind", tip="Større")
        self.vis_kilder = toggle(Button(theme, "Kilder", kind=Kind.FILTER, height=36, name="report_show_sources"))
        row = QWidget()
        line = FlowLayout(row, gap=4, line_gap=2)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 3, 12, 3)
        outer.addWidget(row)
        for part in (self.vis_valg, self._back, self._words, self._next, self.ret):
            line.addWidget(part)
        for part in (self._less, self._percent, self._more, self.vis_kilder):
            line.addWidget(part)
        self._back.clicked.connect(lambda: self.turned.emit(self._side - 1))
        self._next.clicked.connect(lambda: self.turned.emit(self._side + 1))
        self.ret.clicked.connect(self.edit)
        self._less.clicked.connect(lambda: self._step(-1))
        self._more.clicked.connect(lambda: self._step(1))
        self.vis_valg.toggled.connect(self.choices)
        self.vis_kilder.toggled.connect(self.sources)
        self.ret.setEnabled(False)
        self.set_side(0, 0)

    def set_side(self, side: int, antal: int) -> None:
        """Which page is in sight, of how many."""
        self._side, self._antal = side, antal
        self._words.setText(side_ord(side, antal) if antal else "")
        self._back.setEnabled(side > 1)
        self._next.setEnabled(side < antal)

    def set_kilder(self, antal: int) -> None:
        """How many sources there are of what is pointed at."""
        self.vis_kilder.set_words(f"Kilder {antal}" if antal else "Kilder")

    def _step(self, step: int) -> None:
        self._zoom = min(max(self._zoom + step, 0), len(ZOOM) - 1)
        self._percent.setText(f"{round(ZOOM[self._zoom] * 100)} %")
        self._less.setEnabled(self._zoom > 0)
        self._more.setEnabled(self._zoom < len(ZOOM) - 1)
        self.zoomed.emit(ZOOM[self._zoom])
