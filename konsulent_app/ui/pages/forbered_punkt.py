"""A point of the agenda in Forbered: its facts from last time and what was said there."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.ui.pages.forbered_ord import PunktLinje
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind

ASK = 74  # px of the own questions' column
BESIDE_FROM = 520  # px of the agenda at which the words stand beside the point


class Nummer(QWidget):
    """The point's number in its circle; ``aktuel``: there is an own question to it."""

    def __init__(self, theme: Theme, nummer: int, *, aktuel: bool = False) -> None:
        super().__init__()
        self._theme, self._nummer, self._aktuel = theme, nummer, aktuel
        self.setFixedSize(theme.px(26), theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._nummer:
            return
        theme = self._theme
        painter = QPainter(self)
        paint.start(painter)
        circle = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        fill = theme.color("accent_soft") if self._aktuel else None
        edge, ink = ("accent", "accent_ink") if self._aktuel else ("line_strong", "ink2")
        paint.box(painter, circle, fill=fill, edge=theme.color(edge), width=1.5, radius=circle.height() / 2)
        paint.text(painter, circle, str(self._nummer), theme.font(12, 600), theme.color(ink), paint.CENTER)
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

    ask = Signal()
    """an own question is to be written here"""

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
        titel.addWidget(Nummer(theme, punkt.nummer, aktuel=bool(punkt.spoergsmaal)), 0, Qt.AlignmentFlag.AlignTop)
        titel.addLayout(head, 1)
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._pair.setSpacing(8)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 6, 0, 6)
        line.setSpacing(8)
        line.addLayout(self._pair, 1)
        if punkt.noegle:
            place = QWidget()  # as wide with a count as without: last time's words stand in one column
            place.setMinimumWidth(theme.px(ASK))
            inner = QHBoxLayout(place)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(self._make_ask(punkt), 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            line.addWidget(place)
        self._pair.addLayout(titel, 4)
        self._pair.addWidget(_Ord(theme, punkt.noter, punkt.tom), 9)

    def _make_ask(self, punkt: PunktLinje) -> Button:
        own = punkt.spoergsmaal
        spoken = f"Skriv et eget spørgsmål til {punkt.titel}"
        words = f"{spoken}. Der er {own}" if own else spoken
        ask = Button(self._theme, str(own) if own else "", kind=Kind.AGENDA if own else Kind.QUIET,
                     icon="lock" if own else "message-square-plus", height=36, spoken=words, tip=spoken,
                     name=f"prepare_ask_{punkt.nummer}")  # fmt: skip
        ask.clicked.connect(self.ask)
        return ask

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side_by_side, beneath = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wide = self.width() >= self._theme.px(BESIDE_FROM)
        self._pair.setDirection(side_by_side if wide else beneath)
