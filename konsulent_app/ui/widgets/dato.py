"""What a date field must be told: today, how to read and write a date, and what the weekdays are called."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from konsulent_core.dansk import UGEDAGE, format_dato, parse_dato


@dataclass(frozen=True)
class DatoHjaelp:
    """The clock, the parser and the writers, handed in by whoever builds the page.

    `laes` gives None for text that is no date, or raises UserError with a better sentence.
    """

    idag: Callable[[], date]
    laes: Callable[[str], date | None]
    skriv: Callable[[date], str]
    ugedag: Callable[[date], str]


DATO_FEJL = "Skriv datoen som dd.mm.åååå, for eksempel 02.04.2026."


def dansk_hjaelp(idag: Callable[[], date]) -> DatoHjaelp:
    """Core's Danish reading and writing, with the clock handed in."""
    return DatoHjaelp(
        idag=idag,
        laes=lambda text: parse_dato(text, idag()),
        skriv=format_dato,
        ugedag=lambda dato: UGEDAGE[dato.weekday()],
    )
