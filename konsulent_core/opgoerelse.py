"""The figures for the board as they are told in every kind of file: groups of lines, small groups hidden already."""

from dataclasses import dataclass
from datetime import date

from konsulent_core.dansk import format_dato
from konsulent_core.smaa_grupper import MINDST

SKJULT = "skjult"
FORKLARING = f"»{SKJULT}«: gruppen er på under {MINDST}, eller en anden på under {MINDST} kunne regnes ud af den."

Linje = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Talgruppe:
    """Lines under a heading: ``hoved`` is the title and what each column counts; a line its words and its figures."""

    hoved: Linje
    linjer: tuple[Linje, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opgoerelse:
    """Counts alone, as text: a number, or ``SKJULT``. ``fra`` is the first day of the period that the last groups are
    of."""

    dato: date
    borgere: str
    fra: date
    grupper: tuple[Talgruppe, ...]

    def linjer(self) -> list[Linje]:
        """One under the other, as a spreadsheet has them."""
        found: list[Linje] = [("Opgørelse", format_dato(self.dato)), (FORKLARING,), ("Borgere", self.borgere)]
        for gruppe in self.grupper:
            found += [("", ""), gruppe.hoved, *gruppe.linjer]
        return found
