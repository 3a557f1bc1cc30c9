"""The reasons of a match as lines: a check for what fits, a question mark for what must be asked first."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.labels import make_label
from konsulent_core.match import Grund

FORKLARING = "I alfabetisk orden. Hak betyder passer, spørgsmålstegn betyder spørg først."


class GrundTegn(QLabel):
    """A check, or a question mark in its ring; the words beside it are read with what it means."""

    def __init__(self, theme: Theme, *, passer: bool) -> None:
        super().__init__()
        self._theme, self._passer = theme, passer
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(18), self._theme.px(18))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        if self._passer:
            paint.icon(painter, theme, "check", "ink2", 18, 0, rect.center().y())
        else:
            paint.icon(painter, theme, "circle", "ink2", 18, 0, rect.center().y())
            paint.text(painter, rect, "?", theme.font(12, 600), theme.color("ink2"), paint.CENTER)
        painter.end()


def add_grunde(theme: Theme, column: QVBoxLayout, grunde: Iterable[Grund]) -> None:
    """A line each, below what stands in the column."""
    for grund in grunde:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(GrundTegn(theme, passer=grund.passer), 0, Qt.AlignmentFlag.AlignTop)
        said = make_label(grund.tekst, "small", wrap=True)
        said.setAccessibleName(f"{'Passer' if grund.passer else 'Spørg først'}: {grund.tekst}")
        line.addWidget(said, 1)
        column.addLayout(line)
