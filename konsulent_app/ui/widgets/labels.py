"""Words that are read and not pressed: labels, badges, person chips and avatars."""

from enum import StrEnum

from PySide6.QtCore import Property, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.personer import Person, farve, initialer


class Tone(StrEnum):
    """What a badge means; never a judgement of a person."""

    NEUTRAL = "neutral"
    DANGER = "danger"
    WARN = "warn"
    INFO = "info"
    OK = "ok"
    ACCENT = "accent"


_TONES = {
    Tone.NEUTRAL: ("ink2", "sunken"),
    Tone.DANGER: ("danger", "danger_soft"),
    Tone.WARN: ("warn", "warn_soft"),
    Tone.INFO: ("info", "info_soft"),
    Tone.OK: ("ok", "ok_soft"),
    Tone.ACCENT: ("accent_ink", "accent_soft"),
}


def make_label(text: str, kind: str = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """A plain-text label of a style sheet kind: page, title, question, label, strong, body2, small, meta …"""
    found = QLabel(text)
    found.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        found.setProperty("kind", kind)
    if name:
        found.setObjectName(name)
    if wrap:
        found.setWordWrap(True)
        found.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return found


class FlowLabel(QLabel):
    """Words in a ``FlowLayout``: one line where there is room for it, broken where there is not."""

    def __init__(self, theme: Theme, text: str, kind: str = "") -> None:
        super().__init__(text)
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if kind:
            self.setProperty("kind", kind)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        full = self.sizeHint()
        return QSize(min(full.width(), self._theme.px(140)), full.height())


def rule() -> QFrame:
    """The thin line between rows; decoration only."""
    line = QFrame()
    line.setProperty("kind", "rule")
    line.setFixedHeight(1)
    return line


class Pill(QLabel):
    """Icon and words on a soft ground; read by a screen reader as its words."""

    def __init__(self, theme: Theme, text: str, *, ink: str, soft: str, icon: str, height: int, size: int,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(text, parent)
        self.theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._ink, self._soft, self._icon = ink, soft, icon
        self._height, self._size = height, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = self.theme.metrics(self._size, 500)
        width = words.horizontalAdvance(self.text()) + 2 * self.theme.px(10) + 2
        if self._icon:
            width += self.theme.px(20)
        return QSize(width, max(self.theme.px(self._height), words.height() + 4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        paint.box(painter, rect, fill=theme.color(self._soft), radius=rect.height() / 2)
        left = float(theme.px(10))
        if self._icon:
            paint.icon(painter, theme, self._icon, self._ink, 15, left, rect.center().y())
            left += theme.px(20)
        where = QRectF(left, 0, rect.width() - left, rect.height())
        paint.text(painter, where, self.text(), theme.font(self._size, 500), theme.color(self._ink))
        painter.end()


class Badge(Pill):
    """»9 dage over«, »kl. 10.00«: a fact in a tone, with an icon or without."""

    def __init__(self, theme: Theme, text: str, tone: Tone = Tone.NEUTRAL, *, icon: str = "", name: str = "",
                 parent: QWidget | None = None) -> None:  # fmt: skip
        ink, soft = _TONES[tone]
        super().__init__(theme, text, ink=ink, soft=soft, icon=icon, height=24, size=12, parent=parent)
        self._tone = tone
        if name:
            self.setObjectName(name)

    def _get_state(self) -> str:
        return self._tone.value

    state = Property(str, _get_state)

    def set_words(self, text: str, icon: str = "") -> None:
        """Other words in the same tone."""
        self.set_fact(text, self._tone, icon)

    def set_fact(self, text: str, tone: Tone, icon: str = "") -> None:
        """Another fact in the same place."""
        self._tone, self._icon = tone, icon
        self._ink, self._soft = _TONES[tone]
        self.setText(text)
        self.updateGeometry()
        self.update()


class PersonChip(Pill):
    """A person's name with the icon and colour of the voice."""

    def __init__(self, theme: Theme, person: Person, *, name: str = "",
                 parent: QWidget | None = None) -> None:  # fmt: skip
        look = farve(person.stemme)
        super().__init__(theme, person.navn, ink=look.ink, soft=look.soft, icon=look.icon, height=26, size=13,
                         parent=parent)  # fmt: skip
        self.person = person
        self.setAccessibleName(f"{person.navn}, {look.ord.lower()}")
        if name:
            self.setObjectName(name)

    def _get_value(self) -> str:
        return self.person.stemme.value

    value = Property(str, _get_value)


class Avatar(QLabel):
    """A circle with initials; `soft` and `ink` are tokens."""

    def __init__(self, theme: Theme, navn: str, *, size: int = 38, soft: str = "sunken", ink: str = "ink2",
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(initialer(navn), parent)
        self.theme = theme
        self._size, self._soft, self._ink = size, soft, ink
        self.setAccessibleName(navn)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(self._size), self.theme.px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.start(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color(self._soft))
        painter.drawEllipse(self.rect())
        font = self.theme.font(max(12, round(self._size * 0.36)), 600)
        paint.text(painter, QRectF(self.rect()), self.text(), font, self.theme.color(self._ink), paint.CENTER)
        painter.end()


class ElidedLabel(QLabel):
    """One line that ends in … when there is no room; the whole text is its name and its tooltip."""

    def __init__(self, text: str, kind: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if kind:
            self.setProperty("kind", kind)
        if name:
            self.setObjectName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip("" if words == self.text() else self.text())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(QRectF(self.rect()), paint.LEFT, words)
        painter.end()
