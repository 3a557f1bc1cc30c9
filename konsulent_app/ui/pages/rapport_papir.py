"""A finished report as its page shows it: what it says, how it looks, and where each claim stands."""

from collections.abc import Callable
from dataclasses import dataclass

from konsulent_app.ui.pages.papir_typer import Billede
from konsulent_core.rapport.art import RapportArt
from konsulent_core.rapport.blad import Afsnit, RapportBlad
from konsulent_core.rapport.valg import Valg

IKKE_HER = "Sagen er ikke på denne pc længere."


@dataclass(frozen=True, slots=True)
class Sted:
    """Where a claim stands: page from 0, the rest in parts of the page's width."""

    noegle: str
    side: int
    x: float
    y: float
    bredde: float
    hoejde: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RapportPapir:
    """The report with its pages. ``moede_sidst`` ISO, None when no møde has been."""

    blad: RapportBlad
    art: RapportArt
    valg: Valg
    moede_sidst: str | None
    pdf: bytes
    filnavn: str
    sider: tuple[Billede, ...]
    steder: tuple[Sted, ...]

    def afsnit(self, noegle: str) -> Afsnit | None:
        """The paragraph with this key; None for a row or a figure."""
        return next((a for a in self.blad.afsnit() if a.noegle == noegle), None)


MakeRapport = Callable[[int, int], RapportPapir]  # (sag, width in px) → the report; runs off the UI thread
