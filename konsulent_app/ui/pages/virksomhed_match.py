"""»Hvem kunne passe her?«: who is ready, and why each could fit; reasons in words, in alphabetical order."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from konsulent_app.store.virksomheder import VirksomhedBlad
from konsulent_app.ui.pages.match_grunde import FORKLARING, add_grunde
from konsulent_app.ui.pages.sektion import Afsnit, clear
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.buttons import Button
from konsulent_app.ui.widgets.labels import Avatar, make_label, rule
from konsulent_app.ui.widgets.looks import Kind
from konsulent_core.match import Forslag, Kandidat, Sted, suggest
from konsulent_core.words import Sagsgruppe

INGEN = "Ingen af dine borgere, der er klar, har endnu et ønske eller har lært en opgave, der passer her."
_GRUPPER = {Sagsgruppe.KLAR_NU: "klar nu", Sagsgruppe.KLAR_MED_STOETTE: "klar med støtte"}


def sted_of(blad: VirksomhedBlad) -> Sted:
    """The virksomhed as the rules see it."""
    return Sted(
        virksomhed=blad.virksomhed.id,
        navn=blad.virksomhed.navn or "",
        by=blad.virksomhed.by or "",
        branche=blad.virksomhed.branche or "",
        opgavetyper=tuple(tal.navn for tal in blad.opgavetyper),
        mentorer=tuple(person.navn for person in blad.folk if person.mentor and person.navn),
        ledige=blad.ledige,
        timer=tuple(one.timer for one in blad.forloeb if one.timer),
        kultur=blad.virksomhed.kultur or "",
    )


def kandidat_linje(kandidat: Kandidat) -> str:
    """»klar nu · 2×3 t«."""
    timer = f"{kandidat.timer} t" if kandidat.timer else ""
    return "  ·  ".join(part for part in (_GRUPPER.get(kandidat.gruppe, ""), timer) if part)


class MatchKort(Afsnit):
    """Only where there is a place for somebody; a press on a name opens the sag."""

    open_sag = Signal(object)
    """id of the sag"""
    new_praktik = Signal(object)
    """id of the sag whose next praktik is to be here"""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Hvem kunne passe her?", "company_matches")

    def show_blad(self, blad: VirksomhedBlad, kandidater: Sequence[Kandidat]) -> None:
        """Shows a virksomhed and who is ready."""
        forslag = suggest(sted_of(blad), kandidater)
        self.setVisible(blad.ledige != 0)
        if not self.differs((blad.virksomhed.id, forslag)):
            return
        clear(self.rows)
        self.rows.addWidget(make_label(FORKLARING if forslag else INGEN, "small", wrap=True, name="company_match_hint"))
        for number, one in enumerate(forslag, start=1):
            if number > 1:
                self.rows.addWidget(rule())
            self.rows.addWidget(self._row(number, one))

    def _row(self, number: int, forslag: Forslag) -> QWidget:
        kandidat = forslag.kandidat
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(
            Avatar(self.theme, kandidat.navn, size=34, soft="accent_soft", ink="accent_ink"),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(make_label(kandidat.navn, "strong", wrap=True))
        words.addWidget(make_label(kandidat_linje(kandidat), "small", wrap=True))
        head.addLayout(words, 1)
        praktik = Button(
            self.theme, "Ny praktik her", kind=Kind.AGENDA, height=36, name=f"company_match_{number}_praktik",
            spoken=f"Ny praktik her: {kandidat.navn}",
        )  # fmt: skip
        praktik.clicked.connect(partial(self.new_praktik.emit, kandidat.sag))
        aabn = Button(
            self.theme, "Åbn sag", kind=Kind.QUIET, height=36, name=f"company_match_{number}",
            spoken=f"Åbn sagen: {kandidat.navn}",
        )  # fmt: skip
        aabn.clicked.connect(partial(self.open_sag.emit, kandidat.sag))
        head.addWidget(praktik, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        add_grunde(self.theme, column, forslag.grunde)
        column.addWidget(aabn, 0, Qt.AlignmentFlag.AlignLeft)
        return row
