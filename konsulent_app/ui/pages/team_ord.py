"""A teamleder's acts in words: pure, so that they are tested without a window."""

from collections.abc import Sequence
from datetime import date

from konsulent_app.ui.pages.overblik_team import sager_ord
from konsulent_core.dansk import format_dato

SKRIVES_I_LOGGEN = (
    "Sagen hentes til denne pc og står i Sager til i aften. Du kan læse den, men ikke skrive i den. "
    "Det bliver skrevet i loggen, at du åbner sagen."
)
HENTER = "Henter sagen …"
KOM_IKKE = "Sagen er ikke kommet endnu. Prøv igen om lidt."
INGEN_KOLLEGER = "Der er ingen konsulenter i dit team, som sagen kan gives til."
VAELG_HVEM = "Vælg, hvem den skal gives til."
VAELG_DATO = "Vælg den sidste dag."
DAG_GAAET = "Den dag er gået. Vælg en dag fra i dag og frem."
_VIST = 6


def giv_titel(antal: int) -> str:
    """»Giv sagen videre«, »Giv 3 sager videre«."""
    return "Giv sagen videre" if antal == 1 else f"Giv {sager_ord(antal)} videre"


def navne_ord(navne: Sequence[str]) -> str:
    """»Sag 12, Sag 19 og 4 til«."""
    rest = len(navne) - _VIST
    return ", ".join(navne[:_VIST]) + (f" og {rest} til" if rest > 0 else "")


def om_ord(antal: int, *, afloeser: bool) -> str:
    """What will happen, before it does."""
    sagen, den = ("sagen", "den") if antal == 1 else ("sagerne", "de")
    if afloeser:
        return f"Begge kan arbejde i {sagen} til og med den dag. Derefter forlader {den} afløserens pc."
    return (
        f"{sagen.capitalize()} flytter med det hele og forlader den gamle konsulents pc, når det, der er skrevet der, "
        "er sendt. Det bliver skrevet i loggen."
    )


def til_fejl(until: date | None, i_dag: date) -> str:
    """What is wrong with the last day of a cover, "" for nothing."""
    if until is None:
        return VAELG_DATO
    return DAG_GAAET if until < i_dag else ""


def givet_ord(antal: int, navn: str, until: date | None) -> str:
    """»3 sager er givet videre til Søren Lund.«"""
    sager = "Sagen" if antal == 1 else sager_ord(antal)
    if until is None:
        return f"{sager} er givet videre til {navn}."
    return f"{navn} er afløser på {sager[:1].lower()}{sager[1:]} til og med {format_dato(until)}."
