"""What a kladde answered in an earlier skema and is not asked any more: read here, and printed with the rest."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel

from konsulent_app.services.rest import TITEL, Rest
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button, toggle
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.looks import Kind
from konsulent_app.ui.widgets.personer import farve
from konsulent_core.words import Audience, Stemme

FORKLARING = "Det spørger den nye udgave ikke om. Det bliver stående og kommer med i papiret."
_INTERNT = "Vis interne notater"


class RestKort(Card):
    """The last card of the form; hidden while nothing is left over. Internal notes show when asked for: all three can
    see the screen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, pad=20, name="visit_rest")
        self.body.setSpacing(8)
        self.body.addWidget(make_label(TITEL, "question", wrap=True))
        self.body.addWidget(make_label(FORKLARING, "small", wrap=True))
        self._lines: list[QLabel] = []
        self._intern: list[QLabel] = []
        self._skift = toggle(
            Button(theme, _INTERNT, kind=Kind.SWITCH, icon="lock", height=36, name="visit_rest_intern")
        )
        self._skift.clicked.connect(self._show_intern)
        self.body.addWidget(self._skift)
        self._shown: tuple[Rest, ...] = ()
        self.hide()

    def show_rest(self, rest: Sequence[Rest]) -> None:
        """All of it, in the order it was asked."""
        if tuple(rest) == self._shown:
            return
        self._shown = tuple(rest)
        for label in (*self._lines, *self._intern):
            label.hide()
            label.deleteLater()
        self._lines, self._intern = [], []
        for one in rest:
            intern = one.audience is Audience.INTERN
            for label in (make_label(one.titel, "strong", wrap=True), *map(_line, lines_of(one))):
                (self._intern if intern else self._lines).append(label)
        for place, label in enumerate((*self._lines, *self._intern)):
            self.body.insertWidget(2 + place, label)
        self._skift.setVisible(bool(self._intern))
        self._show_intern()
        self.setVisible(bool(rest))

    def texts(self) -> list[str]:
        """For »Gem kopi«: every word, the internal ones too."""
        return [f"{one.titel}: {line}" for one in self._shown for line in lines_of(one)]

    def _show_intern(self) -> None:
        for label in self._intern:
            label.setVisible(self._skift.isChecked())
        self._skift.set_words("Skjul interne notater" if self._skift.isChecked() else _INTERNT)


def lines_of(rest: Rest) -> list[str]:
    """»Katrine: …«, a line each thing said, or the answer."""
    said = [f"{u.person or farve(Stemme(u.stemme)).ord}: {u.tekst}" for u in rest.udsagn]
    return [*said, rest.vaerdi] if rest.vaerdi else said


def _line(words: str) -> QLabel:
    return make_label(words, "body2", wrap=True)
