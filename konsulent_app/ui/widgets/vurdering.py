"""What one rating holds for each voice, and the neutral words for how it moved since last visit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from konsulent_core.dansk import format_dato
from konsulent_core.words import Retning

RETNING_TEKST = {
    Retning.LIDT_TILBAGE: "Lidt tilbage",
    Retning.UAENDRET: "Uændret",
    Retning.LIDT_FREM: "Lidt frem",
}


@dataclass(frozen=True)
class Svar:
    """One voice's answer today; no trin and not `ikke_droeftet` means not answered."""

    trin: int | None = None
    retning: Retning | None = None
    ikke_droeftet: bool = False


@dataclass(frozen=True)
class Sidst:
    """One voice's level at the last visit; a date without a trin means it was not discussed then."""

    trin: int | None = None
    dato: date | None = None


@dataclass(frozen=True)
class Bevaegelse:
    """Words and icon of the badge; "" words show no badge."""

    tekst: str = ""
    icon: str = ""


def samme_trin(svar: Svar, sidst: Sidst) -> bool:
    """True when the level is last visit's, so that the small movement is asked for."""
    return svar.trin is not None and svar.trin == sidst.trin


def bevaegelse(svar: Svar, sidst: Sidst, skriv: Callable[[date], str] = format_dato) -> Bevaegelse:
    """»1 trin frem siden 12.02.2026«: counted, never judged."""
    if svar.ikke_droeftet:
        return Bevaegelse()
    if sidst.trin is None:
        return Bevaegelse("Første måling" if sidst.dato is None else "Ikke drøftet sidst")
    if svar.trin is None:
        return Bevaegelse()
    dag = skriv(sidst.dato) if sidst.dato else "sidst"
    forskel = svar.trin - sidst.trin
    if forskel == 0:
        return Bevaegelse(f"Samme trin som {dag}", "equal")
    if forskel > 0:
        return Bevaegelse(f"{forskel} trin frem siden {dag}", "arrow-up")
    return Bevaegelse(f"{-forskel} trin tilbage siden {dag}", "arrow-down")
