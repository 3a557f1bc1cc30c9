"""The parts of Konflikter: a field in the list, a version on its card, and the text that comes of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from PySide6.QtCore import Property, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from konsulent_app.ui.pages.konflikt_ord import Stykke, kun_hos
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets import paint
from konsulent_app.ui.widgets.buttons import Button, PaintedButton
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.labels import PersonChip, Pill, make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.personer import Person

_TOKENS = {"min": ("accent_ink", "accent_soft"), "server": ("info", "info_soft")}


class FeltTilstand(StrEnum):
    """Where a field stands."""

    VALGT = "valgt"
    NU = "nu"
    MANGLER = "mangler"


_ICONS = {FeltTilstand.VALGT: "circle-check", FeltTilstand.NU: "circle-dot", FeltTilstand.MANGLER: "circle"}


class FeltKnap(PaintedButton):
    """One field of the list; `state` valgt, nu or mangler."""

    def __init__(self, theme: Theme, titel: str, name: str) -> None:
        super().__init__(theme, name)
        self._linje, self._tilstand = "", FeltTilstand.MANGLER
        self.setText(titel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _get_state(self) -> str:
        return self._tilstand.value

    state = Property(str, _get_state)

    def set_tilstand(self, tilstand: FeltTilstand, linje: str) -> None:
        """The line under the name says it in words too."""
        self._tilstand, self._linje = tilstand, linje
        self.setAccessibleName(f"{self.text()}. {linje}")
        self.setToolTip(f"{self.text()}\n{linje}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(200), self.theme.px(54))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.px(54))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        paint.start(painter)
        rect = QRectF(self.rect())
        now = self._tilstand is FeltTilstand.NU
        if now:
            paint.box(painter, rect, fill=theme.color("surface"), edge=theme.color("accent"), width=1.5, radius=10)
        elif self._hover:
            paint.box(painter, rect, fill=theme.color("sunken"), radius=10)
        if self.ring:
            paint.focus_ring(painter, theme, rect, 10)
        token = "ink3" if self._tilstand is FeltTilstand.MANGLER else "accent"
        paint.icon(painter, theme, _ICONS[self._tilstand], token, 20, theme.px(12), rect.center().y())
        words = rect.adjusted(theme.px(44), theme.px(7), -theme.px(8), -theme.px(7))
        upper = QRectF(words.left(), words.top(), words.width(), words.height() / 2)
        elide = Qt.TextElideMode.ElideRight
        titel = theme.metrics(14, 600).elidedText(self.text(), elide, int(words.width()))
        paint.text(painter, upper, titel, theme.font(14, 600), theme.color("ink"))
        linje = theme.metrics(13).elidedText(self._linje, elide, int(words.width()))
        paint.text(painter, upper.translated(0, upper.height()), linje, theme.font(13), theme.color("ink2"))
        painter.end()


class Maerke(Pill):
    """The legend: »kun i din (understreget)«, »kun på serveren«."""

    def __init__(self, theme: Theme, tekst: str, kun: str, icon: str) -> None:
        ink, soft = _TOKENS[kun]
        super().__init__(theme, tekst, ink=ink, soft=soft, icon=icon, height=24, size=12)


@dataclass(frozen=True, slots=True)
class Version:
    """One side: whose, when, and its words in stretches."""

    titel: str
    icon: str
    hvem: Person | None
    linje: str
    stykker: Sequence[Stykke]


class VersionKort(Card):
    """A version; what it alone has is coloured, and mine underlined as well."""

    def __init__(self, theme: Theme, version: Version, name: str) -> None:
        super().__init__(theme, pad=18, name=name)
        self._version = version
        head = QHBoxLayout()
        head.setSpacing(10)
        self._mark = QLabel()
        head.addWidget(self._mark)
        head.addWidget(make_label(version.titel, "label"))
        head.addStretch()
        if version.hvem is not None:
            head.addWidget(PersonChip(theme, version.hvem))
        self.body.addLayout(head)
        self.body.addWidget(make_label(version.linje, "small", wrap=True))
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setAccessibleName("".join(s.tekst for s in version.stykker))
        self.body.addWidget(self._words)
        self.body.addStretch()
        theme.changed.connect(self._redraw)
        self._redraw()

    def text(self) -> str:
        """The version's words without marks."""
        return "".join(s.tekst for s in self._version.stykker)

    def _redraw(self) -> None:
        theme = self.theme
        self._mark.setPixmap(theme.pixmap(self._version.icon, "accent", 20, self.devicePixelRatioF()))
        parts = [_html(theme, stykke) for stykke in self._version.stykker]
        size = theme.px(16)
        self._words.setText(f'<div style="font-size:{size}px; line-height:150%">{"".join(parts)}</div>')


def _html(theme: Theme, stykke: Stykke) -> str:
    words = escape(stykke.tekst).replace("\n", "<br>")
    if not stykke.kun:
        return words
    ink, soft = (theme.color(token).name() for token in _TOKENS[stykke.kun])
    line = "underline" if stykke.kun == "min" else "none"
    return f'<span style="color:{ink}; background-color:{soft}; text-decoration:{line}">{words}</span>'


class _Marker(QSyntaxHighlighter):
    """Colours the result as the cards are coloured."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        self._mine = self._server = ""

    def set_sides(self, mine: str, server: str) -> None:
        self._mine, self._server = mine, server
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        start = 0
        for stykke in kun_hos(text, self._mine, self._server):
            length = len(stykke.tekst)
            if stykke.kun:
                ink, soft = _TOKENS[stykke.kun]
                look = QTextCharFormat()
                look.setForeground(self._theme.color(ink))
                look.setBackground(self._theme.color(soft))
                look.setFontUnderline(stykke.kun == "min")
                self.setFormat(start, length, look)
            start += length


class Resultat(QPlainTextEdit):
    """The text as it will stand; the person may write in it. Tab leaves it."""

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("conflict_result")
        self.setAccessibleName("Sådan bliver teksten")
        self.setTabChangesFocus(True)
        self._theme = theme
        self._silent = False
        self._marker = _Marker(theme, self.document())
        self.textChanged.connect(self._changed)
        self._measure()

    def show_text(self, text: str, mine: str, server: str) -> None:
        """Another text, without telling anybody."""
        self._silent = True
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._marker.set_sides(mine, server)
        self._silent = False
        self._measure()

    def _changed(self) -> None:
        self._measure()
        if not self._silent:
            self.edited.emit()

    def _measure(self) -> None:
        """Two lines at least, eight at most."""
        lines = min(8, max(2, int(self.document().size().height())))
        self.setFixedHeight(lines * self._theme.metrics(16).lineSpacing() + self._theme.px(36))


class Historik(Card):
    """Who wrote what, newest first: both versions stay, whatever is chosen."""

    all_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, pad=16, sunken=True, name="conflict_history")
        head = QHBoxLayout()
        head.addWidget(make_label("Historik for feltet", "strong"))
        head.addStretch()
        whole = Button(theme, "Hele historikken", kind=Kind.AGENDA, icon="history", height=32,
                       name="conflict_history_all", tip="Historik for feltet (Ctrl+H)")  # fmt: skip
        whole.clicked.connect(self.all_wanted)
        head.addWidget(whole)
        self.body.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)

    def set_rows(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """(time, who, what happened)."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for when, who, what in rows:
            holder = QWidget()
            line = QHBoxLayout(holder)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(12)
            for words, kind, share in ((when, "small", 3), (who, "", 4), (what, "small", 6)):
                line.addWidget(make_label(words, kind, wrap=True), share)
            self._rows.addWidget(holder)
