"""The words of a row in Virksomheder: where it is, places in use, last contact, and the row as a sentence. No Qt."""

from konsulent_app.store.virksomheder import VirksomhedLinje
from konsulent_core.dansk import format_dato

UDEN_NAVN = "Uden navn"


def navn(linje: VirksomhedLinje) -> str:
    """The name, or that there is none yet."""
    return linje.navn or UDEN_NAVN


def under_navn(linje: VirksomhedLinje) -> str:
    """»Horsens · Engros og lager«."""
    return " · ".join(part for part in (linje.by, linje.branche) if part)


def pladser_ord(i_brug: int, pladser: int | None) -> str:
    """»2 af 3 i brug«; without a number of places only those in use, "" for none."""
    if pladser is not None:
        return f"{i_brug} af {pladser} i brug"
    return f"{i_brug} i brug" if i_brug else ""


def sidst_ord(linje: VirksomhedLinje) -> str:
    """»sidst 12.02.2026«, "" when nobody has been there."""
    return f"sidst {format_dato(linje.sidst)}" if linje.sidst else ""


def linje_ord(linje: VirksomhedLinje) -> str:
    """The whole row as a sentence."""
    parts = (
        navn(linje),
        linje.by,
        linje.branche,
        pladser_ord(linje.i_brug, linje.pladser),
        f"sidst talt med {format_dato(linje.sidst)}" if linje.sidst else "",
        linje.kontakt,
    )
    return ", ".join(part for part in parts if part)
