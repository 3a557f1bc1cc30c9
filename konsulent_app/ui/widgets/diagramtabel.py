"""A chart's values as a table that can be read, selected and copied, and the quiet button that shows it."""

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextTable
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button, toggle
from konsulent_app.ui.widgets.diagram import FigurDiagram
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind

VIS, SKJUL = "Vis som tabel", "Skjul tabel"
_ROOM = 8  # px of the frame above and beneath, with focus and without


class DiagramTabel(QTextEdit):
    """Rows under heads. What is copied is rows with tabs between their cells, as spreadsheets take them."""

    left = Signal()
    """Esc: back to the chart."""

    def __init__(self, theme: Theme, name: str, titel: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme = theme
        self._rows: tuple[tuple[str, ...], ...] = ()
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setProperty("kind", "tabel")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{titel} som tabel")
        self.document().setDocumentMargin(2)
        theme.changed.connect(self._write)

    def set_rows(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Another table."""
        self._rows = (tuple(heads), *(tuple(row) for row in rows))
        self._write()

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The heads and then the rows."""
        return self._rows

    def _write(self) -> None:
        theme = self._theme
        soft, ink = theme.color("ink3").name(), theme.color("ink").name()
        cells = []
        for number, row in enumerate(self._rows):
            tag, look = ("th", soft) if number == 0 else ("td", ink)
            style = f'style="color:{look}; padding:3px 14px 3px 0; font-weight:{500 if number == 0 else 400}"'
            words = "".join(f'<{tag} align="left" valign="top" {style}>{html.escape(one)}</{tag}>' for one in row)
            cells.append(f"<tr>{words}</tr>")
        self.document().setDefaultFont(theme.font(13))
        self.setHtml(f'<table cellspacing="0" cellpadding="0">{"".join(cells)}</table>')
        self._fit()

    def _fit(self) -> None:
        """As high as its rows: what is around it scrolls."""
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(self.document().size().height()) + _ROOM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Words within one cell as they are; over more than one, whole rows."""
        cursor = self.textCursor()
        table = next((f for f in self.document().rootFrame().childFrames() if isinstance(f, QTextTable)), None)
        if table is None:
            return super().createMimeDataFromSelection()
        first = table.cellAt(max(cursor.selectionStart(), table.firstPosition()))
        last = table.cellAt(min(cursor.selectionEnd(), table.lastPosition()))
        if first == last:
            return super().createMimeDataFromSelection()
        data = QMimeData()
        data.setText("\n".join("\t".join(row) for row in self._rows[first.row() : last.row() + 1]))
        return data

    def event(self, event: QEvent) -> bool:
        """Esc leaves the table, also where it would close the page."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class MedTabel(QWidget):
    """A chart, beneath it the value that is walked to, and its table on demand.

    Objects: <name>_vaerdi, <name>_vis, <name>_tabel.
    """

    def __init__(self, theme: Theme, diagram: FigurDiagram, titel: str, name: str, *, height: int = 36) -> None:
        """``height`` of the button at 100 %: 44 where people sit around the table."""
        super().__init__()
        self._diagram = diagram
        self._vaerdi = make_label("", "small", wrap=True, name=f"{name}_vaerdi")
        self._vis = toggle(
            Button(theme, VIS, kind=Kind.SWITCH, height=height, name=f"{name}_vis", spoken=f"{VIS}: {titel}",
                   tip="Vis som tabel (T, når diagrammet er valgt)")
        )  # fmt: skip
        self._tabel = DiagramTabel(theme, f"{name}_tabel", titel)
        self._tabel.hide()
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self._vaerdi, 1)
        foot.addWidget(self._vis, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(diagram)
        column.addLayout(foot)
        column.addWidget(self._tabel)
        diagram.valgt.connect(self._vaerdi.setText)
        diagram.wants_table.connect(self._by_key)
        self._vis.clicked.connect(lambda: self.show_table(shown=self._vis.isChecked()))
        self._tabel.left.connect(self._back)

    def refresh(self) -> None:
        """The chart shows something else."""
        figur = self._diagram.figur
        self._vis.setVisible(figur is not None)
        if figur is None:
            self.show_table(shown=False)
        elif not self._tabel.isHidden():
            self._fill()

    def show_table(self, *, shown: bool) -> None:
        """Opens the table under the chart, or closes it."""
        if shown:
            self._fill()
        self._vis.setChecked(shown)
        self._vis.set_words(SKJUL if shown else VIS)
        self._tabel.setVisible(shown)

    def _fill(self) -> None:
        figur = self._diagram.figur
        if figur is not None:
            self._tabel.set_rows(figur.hoveder, [one.raekke for one in figur.vaerdier])

    def _by_key(self) -> None:
        self.show_table(shown=True)
        self._go_to(self._tabel)

    def _back(self) -> None:
        self.show_table(shown=False)
        self._go_to(self._diagram)

    def _go_to(self, part: QWidget) -> None:
        """With the focus, and in sight once the page has made room."""
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, part, lambda: see(part))


def see(part: QWidget) -> None:
    """Scrolls what it stands in, so that its beginning is seen."""
    around = part.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        around.ensureWidgetVisible(part)
