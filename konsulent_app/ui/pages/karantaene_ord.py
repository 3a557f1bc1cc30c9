"""Queue, receipt and quarantine in words."""

from datetime import datetime

from konsulent_app.services.karantaene import AfvistBlad, Udvej
from konsulent_app.store.koe import Kvittering
from konsulent_app.ui.pages.konflikt_ord import TOM, sagt
from konsulent_core.clock import COPENHAGEN
from konsulent_core.dansk import format_dato, format_kl, liste
from konsulent_core.dansk_ord import felter_ord

VAEK = "Teksten står ikke andre steder. Fjerner du den, kan den ikke hentes igen."
_VEJ = {
    Udvej.RETTELSE: "Det, du skrev, kan blive et forslag til rettelse.",
    Udvej.INGEN: "Det, teksten hører til, er ikke på denne pc længere. Kopiér den, hvis den skal bruges.",
}


def forklaring(blad: AfvistBlad) -> list[str]:
    """Why it was refused, what stands there instead, and where the way leads."""
    words = [blad.grund] if blad.grund else []
    if blad.udvej is Udvej.INGEN and not blad.sagt:
        words.append("Den er afgjort eller fjernet imens.")
    elif blad.udvej in _VEJ:
        words.append(_VEJ[blad.udvej])
    elif not blad.nu and blad.udvej is Udvej.SEND:
        words.append("Det står ikke på denne pc nu. »Send igen« sætter det tilbage.")
    found = [" ".join(words)] if words else []
    if blad.nu and not blad.staar_der:
        now = sagt(blad.ord, blad.nu)
        found.append(f"I feltet står nu: »{now}«" if now != TOM else "Feltet er tomt nu.")
    return found


def afvist_ord(blad: AfvistBlad) -> str:
    """The refused values in words; of a whole row all that it says."""
    if blad.kan_rettes is not None and len(blad.sagt) > 1:
        return felter_ord(blad.sagt)
    return sagt(blad.ord, blad.sagt)


def antal(count: int) -> str:
    """»3 ændringer«; nothing for none."""
    return f"{count} {'ændring' if count == 1 else 'ændringer'}" if count else ""


def kvittering(found: Kvittering) -> str:
    """»Af 14 ændringer blev 12 modtaget, 1 blev til en konflikt og 1 blev ikke modtaget.«"""
    if found.taget == found.ialt:
        return f"{antal(found.ialt)} sendt, alt modtaget." if found.ialt else "Der var intet at sende."
    parts = [f"{found.taget} modtaget" if found.taget else ""]
    parts.append(f"{found.konflikter} blev til {'en konflikt' if found.konflikter == 1 else 'konflikter'}"
                 if found.konflikter else "")  # fmt: skip
    parts.append(f"{found.forslag} blev til {'et forslag' if found.forslag == 1 else 'forslag'} til rettelse"
                 if found.forslag else "")  # fmt: skip
    parts.append(f"{found.afvist} blev ikke modtaget" if found.afvist else "")
    return f"{antal(found.ialt)} sendt: {liste([part for part in parts if part])}."


def tid(instant: datetime) -> str:
    """»12.03.2026 kl. 08.14«"""
    return f"{format_dato(instant.astimezone(COPENHAGEN).date())} {format_kl(instant)}"


def uden_net(venter: int) -> str:
    """»Uden net. Du kan arbejde videre; 3 besøg sendes, når der er net.«"""
    rest = f"; {venter} besøg sendes, når der er net." if venter else "."
    return f"Uden net. Du kan arbejde videre{rest}"


def sidst_ord(sidst: datetime | None) -> str:
    """»Sidst synkroniseret 12.03.2026 kl. 08.14«: when both sides were even."""
    return f"Sidst synkroniseret {tid(sidst)}" if sidst is not None else "Ikke synkroniseret endnu"


def ur_ord(seconds: float) -> str:
    """»Uret på denne pc går 7 minutter foran. …«"""
    minutes = round(abs(seconds) / 60)
    way = "foran" if seconds > 0 else "bagud"
    return f"Uret på denne pc går {minutes} minutter {way}. Stil det, så datoerne passer, og synkronisér igen."
