"""Boxes that hold other things: cards, tiles, section titles, banners and the card of last time's aftaler."""

from PySide6.QtCore import Property, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import Button, PaintedButton
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind


class Card(QFrame):
    """A surface with a 12 px corner; `state` current has an accent border, sunken has none."""

    def __init__(self, theme: Theme, *, pad: int = 16, name: str = "", sunken: bool = False) -> None:
        super().__init__()
        self.theme = theme
        self._sunken = sunken
        self._aktuel = False
        if name:
            self.setObjectName(name)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(10)

    def _get_state(self) -> str:
        return "current" if self._aktuel else "sunken" if self._sunken else "rest"

    state = Property(str, _get_state)

    def set_aktuel(self, aktuel: bool) -> None:
        """Accent border: the point or visit in focus."""
        if aktuel != self._aktuel:
            self._aktuel = aktuel
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        if self._sunken:
            paint.box(painter, rect, fill=theme.color("sunken"), radius=12)
        else:
            edge = theme.color("accent" if self._aktuel else "line")
            width = 1.5 if self._aktuel else 1.0
            paint.box(painter, rect, fill=theme.color("surface"), edge=edge, width=width, radius=12)
        painter.end()


class SectionTitle(QWidget):
    """A heading with a quiet word or a button at its right."""

    def __init__(self, titel: str, aside: str = "", kind: str = "label") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._titel = make_label(titel, kind)
        self._line.addWidget(self._titel)
        self._line.addStretch()
        self._aside = make_label(aside, "small")
        self._aside.setVisible(bool(aside))
        self._line.addWidget(self._aside)

    def set_titel(self, titel: str) -> None:
        """Another heading."""
        self._titel.setText(titel)

    def set_aside(self, tekst: str) -> None:
        """Another quiet word."""
        self._aside.setText(tekst)
        self._aside.setVisible(bool(tekst))

    def add_right(self, widget: QWidget) -> None:
        """A button at the right end."""
        self._line.addWidget(widget)


class FliseIndhold(QVBoxLayout):
    """What stands on a tile: a small title with an icon, the figure, a line beneath."""

    def __init__(self, theme: Theme, titel: str, vaerdi: str, linje: str, icon: str) -> None:
        super().__init__()
        self._theme = theme
        self.setSpacing(4)
        self.head = QHBoxLayout()
        self._titel = make_label(titel, "small")
        self.head.addWidget(self._titel)
        self.head.addStretch()
        self._icon, self._mark = icon, QLabel()
        if icon:
            theme.changed.connect(self._redraw)
            self._redraw()
        self.head.addWidget(self._mark)
        self.addLayout(self.head)
        self._vaerdi = make_label(vaerdi, "question")
        self._linje = make_label(linje, "small")
        self.addWidget(self._vaerdi)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self._linje)
        self.foot.addStretch()
        self.addLayout(self.foot)
        self.addStretch()

    def set_titel(self, titel: str) -> None:
        """Another small title."""
        self._titel.setText(titel)

    def set_words(self, vaerdi: str, linje: str) -> None:
        """Another figure."""
        self._vaerdi.setText(vaerdi)
        self._linje.setText(linje)

    def _redraw(self) -> None:
        self._mark.setPixmap(self._theme.pixmap(self._icon, "ink2", 18, self._mark.devicePixelRatioF()))


class Tile(Card):
    """A tile that is read."""

    def __init__(self, theme: Theme, titel: str, vaerdi: str, linje: str, *, icon: str = "", name: str = "") -> None:
        super().__init__(theme, pad=14, name=name)
        self._indhold = FliseIndhold(theme, titel, vaerdi, linje, icon)
        self.head, self.foot = self._indhold.head, self._indhold.foot
        self.set_titel, self.set_words = self._indhold.set_titel, self._indhold.set_words
        self.body.addLayout(self._indhold)


class AftaltSidst(PaintedButton):
    """»Aftalt sidst · 2 af 3 gjort« with the open one beneath; a press goes to point 1."""

    def __init__(self, theme: Theme, *, name: str = "") -> None:
        super().__init__(theme, name)
        self._count = self._line = ""
        self.setText("Aftalt sidst")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, gjort: int, antal: int, tekst: str) -> None:
        """The count and the line beneath."""
        self._count, self._line = f"{gjort} af {antal} gjort", tekst
        self.setAccessibleName(f"Aftalt sidst: {self._count}. {tekst}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        paint.box(painter, rect, fill=theme.color("sunken"), radius=10)
        if self.ring:
            paint.focus_ring(painter, theme, rect, 10)
        pad, half = theme.px(12), rect.height() / 2
        upper = QRectF(pad, theme.px(6), rect.width() - 2 * pad, half - theme.px(6))
        paint.icon(painter, theme, "history", "ink", 16, pad, upper.center().y())
        paint.text(painter, upper.adjusted(theme.px(24), 0, 0, 0), self.text(), theme.font(13, 600),
                   theme.color("ink"))  # fmt: skip
        paint.text(painter, upper, self._count, theme.font(12, 500), theme.color("ink2"), paint.RIGHT)
        lower = QRectF(pad, half, rect.width() - 2 * pad, half - theme.px(6))
        words = theme.metrics(13).elidedText(self._line, Qt.TextElideMode.ElideRight, int(lower.width()))
        paint.text(painter, lower, words, theme.font(13), theme.color("ink2"))
        painter.end()


class Banner(QFrame):
    """A line that says what happened and a button that does something about it: warn, info or danger."""

    action = Signal()

    def __init__(self, theme: Theme, tekst: str, kind: str = "warn", *, icon: str = "", button: str = "",
                 name: str = "") -> None:  # fmt: skip
        super().__init__()
        self.theme, self._kind, self._icon = theme, kind, icon
        if name:
            self.setObjectName(name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 6, 8, 6)
        self._words = make_label(tekst, wrap=True)
        layout.addWidget(self._words, 1)
        theme.changed.connect(self._measure)
        self._measure()
        if button:
            act = Button(theme, button, kind=Kind.QUIET, height=32, name=f"{name}_handling" if name else "")
            act.clicked.connect(self.action)
            layout.addWidget(act)

    def _get_state(self) -> str:
        return self._kind

    state = Property(str, _get_state)

    def _measure(self) -> None:
        self.setContentsMargins(self.theme.px(46) if self._icon else 16, 0, 0, 0)
        self.setMinimumHeight(self.theme.px(42))

    def set_text(self, tekst: str) -> None:
        """Other words."""
        self._words.setText(tekst)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        paint.box(painter, rect, fill=self.theme.color(f"{self._kind}_soft"), radius=10)
        if self._icon:
            paint.icon(painter, self.theme, self._icon, self._kind, 18, 16, rect.center().y())
        painter.end()
