"""A person at the visit: a press says that she is not here today, another that she is."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import PaintedButton
from konsulent_app.ui.widgets.personer import Person, farve


class TilStede(PaintedButton):
    """Filled in the colour of the voice when present; an outline and crossed-out words when not."""

    def __init__(self, theme: Theme, person: Person, *, name: str) -> None:
        super().__init__(theme, name)
        self.person = person
        self.setCheckable(True)
        self.setText(person.navn)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._tell)
        self._tell()

    def sizeHint(self) -> QSize:
        words = self.theme.metrics(13, 500).horizontalAdvance(self.text())
        return QSize(words + self.theme.px(42), self.theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look = self.theme, farve(self.person.stemme)
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect()).adjusted(1, 2, -1, -2)
        here = self.isChecked()
        fill = theme.color(look.soft) if here else None
        edge = None if here else theme.color("line_strong")
        paint.box(painter, rect, fill=fill, edge=edge, radius=rect.height() / 2)
        if self.ring:
            paint.focus_ring(painter, theme, QRectF(self.rect()), rect.height() / 2)
        token = look.ink if here else "ink3"
        paint.icon(painter, theme, look.icon, token, 15, theme.px(12), rect.center().y())
        font = QFont(theme.font(13, 500))  # a copy: the theme's own letters are everybody's
        font.setStrikeOut(not here)
        where = rect.adjusted(theme.px(32), 0, 0, 0)
        paint.text(painter, where, self.text(), font, theme.color(token))
        painter.end()

    def _tell(self) -> None:
        word = farve(self.person.stemme).ord.lower()
        here = "til stede" if self.isChecked() else "ikke til stede i dag"
        self.setAccessibleName(f"{self.person.navn}, {word}, {here}")
        self.setToolTip("Til stede" if self.isChecked() else "Ikke til stede i dag")
        self.update()
