"""Beside a locked besøg's paper: its rettelser, proposals to take or refuse, and the way to make a new one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from konsulent_app.services.rettelser import KanRettes, RettelseTekst
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.cards import Card
from konsulent_app.ui.widgets.labels import make_label
from konsulent_app.ui.widgets.note import NoteField
from konsulent_app.ui.widgets.rulleliste import Rulleliste
from konsulent_core.dansk import format_dato
from konsulent_core.words import RettelseTilstand


class RettelseSide(QWidget):
    """What was mended, and »Lav en rettelse«."""

    wanted = Signal(object, object, str)
    """KanRettes, the new value (str, or int for a level), why"""
    judged = Signal(object, bool)
    """the rettelse (63 bits), taken or not"""

    def __init__(self, theme: Theme, *, skriver: bool = True) -> None:
        """Who does not write here (``skriver``) reads the rettelser."""
        super().__init__()
        self.setProperty("kind", "canvas")
        self._theme, self._skriver = theme, skriver
        self._items: tuple[KanRettes, ...] = ()
        self._amended: Card | None = None
        self._what = Rulleliste(theme, "paper_rettelse_felt", "Hvad skal rettes?")
        self._what.currentIndexChanged.connect(self._chosen)
        self._new = NoteField(theme, "Den rigtige tekst", name="paper_rettelse_tekst", placeholder="Sådan skal der stå")
        self._why = QLineEdit()
        self._why.setObjectName("paper_rettelse_hvorfor")
        self._why.setProperty("kind", "visit")
        self._why.setMinimumHeight(theme.px(44))
        self._why.setPlaceholderText("Hvorfor rettes det?")
        self._why.setAccessibleName("Hvorfor rettes det?")
        self._error = make_label("", "error", wrap=True, name="paper_rettelse_fejl")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        amend = self._amend_card()
        self._column.addWidget(amend)
        if not skriver:
            amend.hide()
        self._column.addStretch()

    def show_besoeg(self, rettelser: tuple[RettelseTekst, ...], kan_rettes: tuple[KanRettes, ...]) -> None:
        """The besøg's rettelser as they stand, and what can be mended."""
        self._put(self._amendments(rettelser))
        self._offer(kan_rettes)

    def forget(self) -> None:
        """Nothing of the besøg shown before stays while another is read."""
        self._put(None)
        self._offer(())

    def take_back(self) -> None:
        """The rettelse is stored: the fields are empty again."""
        self._why.clear()
        self._new.set_text("")
        self._error.hide()

    def complain(self, text: str) -> None:
        """Why it cannot be stored, at the fields."""
        self._error.setText(text)
        self._error.show()

    def _put(self, card: Card | None) -> None:
        if self._amended is not None:
            self._column.removeWidget(self._amended)
            self._amended.hide()
            self._amended.deleteLater()
        self._amended = card
        if card is not None:
            self._column.insertWidget(0, card)

    def _offer(self, items: tuple[KanRettes, ...]) -> None:
        self._items = items
        self._what.blockSignals(True)
        self._what.clear()
        for item in items:
            self._what.addItem(f"{item.titel}: {item.vaerdi[:60]}")
        self._what.setCurrentIndex(-1)
        self._what.blockSignals(False)

    def _amendments(self, rettelser: tuple[RettelseTekst, ...]) -> Card:
        card = Card(self._theme)
        card.body.addWidget(make_label("Rettelser", "label"))
        if not rettelser:
            card.body.addWidget(make_label("Ingen rettelser. Teksten er, som den blev låst.", "body2", wrap=True))
        for rettelse in rettelser:
            state = {
                RettelseTilstand.FORESLAAET: "Forslag",
                RettelseTilstand.GAELDENDE: f"Rettelse {rettelse.nummer}",
                RettelseTilstand.AFVIST: "Afvist forslag",
            }[rettelse.tilstand]
            card.body.addWidget(make_label(f"{state} · {rettelse.felt}", "strong", wrap=True))
            before = f"»{rettelse.foer}« → " if rettelse.foer else ""
            card.body.addWidget(make_label(f"{before}»{rettelse.efter}«", "", wrap=True))
            words = f"{format_dato(rettelse.dato)}, {rettelse.hvem}: {rettelse.begrundelse}"
            card.body.addWidget(make_label(words, "small", wrap=True))
            if rettelse.tilstand is RettelseTilstand.FORESLAAET and self._skriver:
                card.body.addLayout(self._judge_row(rettelse.rettelse))
        return card

    def _judge_row(self, rettelse: int) -> QHBoxLayout:
        line = QHBoxLayout()
        for words, accept in (("Tag den med", True), ("Afvis", False)):
            button = Button(self._theme, words, name=f"paper_forslag_{'ja' if accept else 'nej'}")
            button.clicked.connect(lambda _=False, a=accept: self.judged.emit(rettelse, a))
            line.addWidget(button)
        line.addStretch()
        return line

    def _amend_card(self) -> Card:
        card = Card(self._theme)
        card.body.addWidget(make_label("Lav en rettelse", "label"))
        card.body.addWidget(make_label("Den første tekst kan stadig læses.", "small", wrap=True))
        make = Button(self._theme, "Gem rettelse", name="paper_rettelse_gem")
        make.clicked.connect(self._amend)
        self._error.hide()
        asked = make_label("Hvad skal rettes?", "strong", name="paper_rettelse_spoerg")
        asked.setBuddy(self._what)
        for part in (asked, self._what, self._new, self._why, self._error, make):
            card.body.addWidget(part)
        return card

    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self._items):
            self._new.set_text(self._items[place].vaerdi)

    def _amend(self) -> None:
        place = self._what.currentIndex()
        if not 0 <= place < len(self._items):
            self.complain("Vælg, hvad der skal rettes.")
            return
        item = self._items[place]
        text = self._new.text().strip()
        value: str | int = text
        if item.felt == "trin":
            if text not in {"1", "2", "3", "4", "5"}:
                self.complain("Skriv et trin fra 1 til 5.")
                return
            value = int(text)
        self.wanted.emit(item, value, self._why.text())
