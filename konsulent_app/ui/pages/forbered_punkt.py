"""A point of the agenda in Forbered: its facts from last time and what was said there."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.pages.forbered_ord import PunktLinje
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.labels import make_label

BESIDE_FROM = 520  # px of the agenda at which the words stand beside the point


class _Nummer(QWidget):
    """The point's number in its circle."""

    def __init__(self, theme: Theme, nummer: int) -> None:
        super().__init__()
        self._theme, self._nummer = theme, nummer
        self.setFixedSize(theme.px(26), theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._nummer:
            return
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        circle = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint.box(painter, circle, edge=theme.color("line_strong"), width=1.5, radius=circle.height() / 2)
        paint.text(painter, circle, str(self._nummer), theme.font(12, 600), theme.color("ink2"), paint.CENTER)
        painter.end()


class _Ord(QWidget):
    """Last time's words behind the bar that says »sidst«."""

    def __init__(self, theme: Theme, noter: tuple[str, ...], tom: str) -> None:
        super().__init__()
        self._theme, self._sidst = theme, bool(noter)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 0, 2)
        column.setSpacing(4)
        for words in noter or (tom,):
            column.addWidget(make_label(words, "body2", wrap=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._sidst:
            return
        painter = QPainter(self)
        paint.box(painter, QRectF(0, 0, 3, self.height()), fill=self._theme.color("ghost"), radius=0)
        painter.end()


class PunktRaekke(QWidget):
    """A point with its fact at the left, last time's words at the right, or under it where there is little room."""

    def __init__(self, theme: Theme, punkt: PunktLinje) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(f"prepare_point_{punkt.nummer or 'andet'}")
        self.setAccessibleName(". ".join(part for part in (punkt.titel, *punkt.fakta, *punkt.noter) if part))
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(make_label(punkt.titel, "strong", wrap=True))
        for fact in punkt.fakta:
            head.addWidget(make_label(fact, "small", wrap=True))
        titel = QHBoxLayout()
        titel.setSpacing(10)
        titel.addWidget(_Nummer(theme, punkt.nummer), 0, Qt.AlignmentFlag.AlignTop)
        titel.addLayout(head, 1)
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._pair.setContentsMargins(0, 8, 0, 8)
        self._pair.setSpacing(8)
        self._pair.addLayout(titel, 4)
        self._pair.addWidget(_Ord(theme, punkt.noter, punkt.tom), 9)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side_by_side, beneath = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wide = self.width() >= self._theme.px(BESIDE_FROM)
        self._pair.setDirection(side_by_side if wide else beneath)
