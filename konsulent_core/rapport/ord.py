"""Small words of the report: days, counts, and the closed sets as a reader outside the app reads them."""

from datetime import date

from konsulent_core.dansk import format_dato
from konsulent_core.words import Formaal, IndsatsArt

IKKE_SKREVET = "ikke skrevet ned"
FORMAAL: dict[str, str] = {
    Formaal.AFKLARE: "Afklare job- eller uddannelsesmål",
    Formaal.TRAENE: "Træne faglige og sociale kompetencer",
    Formaal.REKRUTTERING: "Rekruttering",
    Formaal.OEVEPRAKTIK: "Øvepraktik",
}
INDSATS: dict[str, str] = {
    IndsatsArt.LAEGEBEHANDLING: "Lægebehandling",
    IndsatsArt.TRAENING: "Træning og kost",
    IndsatsArt.MENTOR: "Mentor",
    IndsatsArt.LIVSSTIL: "Livsstilskursus",
    IndsatsArt.COACH: "Coach",
    IndsatsArt.OEKONOMI: "Økonomisk vejledning",
    IndsatsArt.SOCIALPSYKIATRI: "Socialpsykiatri",
    IndsatsArt.ANDET: "Andet",
}


def dato(iso: str | None, missing: str = IKKE_SKREVET) -> str:
    """12.03.2026 for an ISO date; a text that is none is shown as it was written."""
    try:
        return format_dato(date.fromisoformat((iso or "")[:10]))
    except ValueError:
        return iso or missing


def antal(n: int, ental: str, flertal: str) -> str:
    """1 dag · 3 dage"""
    return f"{n} {ental if n == 1 else flertal}"


def liste(led: list[str]) -> str:
    """a, b og c"""
    return led[0] if len(led) == 1 else f"{', '.join(led[:-1])} og {led[-1]}" if led else ""
