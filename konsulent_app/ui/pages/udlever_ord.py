"""The words of »Udlever oplysninger«: what goes along, and what to think of before it leaves."""

from dataclasses import dataclass
from enum import StrEnum

TITEL = "Udlever oplysninger"
IKKE_HER = "Sagen er ikke på denne pc længere."


class Modtager(StrEnum):
    """Who is to have them."""

    BORGER = "borger"
    KOMMUNE = "kommune"


class Form(StrEnum):
    """What the borger's file is; the value is what its name ends in."""

    PDF = "pdf"
    ZIP = "zip"
    JSON = "json"


MODTAGER_ORD = {Modtager.BORGER: "Borgeren selv (indsigt)", Modtager.KOMMUNE: "En anden kommune"}
FORM_ORD = {Form.PDF: "PDF, til at læse", Form.ZIP: "Regneark (CSV)", Form.JSON: "JSON, til et andet system"}
ART = {Form.PDF: "PDF (*.pdf)", Form.ZIP: "Zip med CSV (*.zip)", Form.JSON: "JSON (*.json)"}
ENDELSE = ".ksag"
PAKKE_ART = f"Sag til en anden kommune (*{ENDELSE})"
MED = {
    Modtager.BORGER: (
        "Alt, hvad der er gemt om borgeren på denne pc: alle sager, praktikker, besøg og aftaler, dine interne noter "
        "og egne spørgsmål, og det, der ikke er sendt endnu. Med net også historikken: hvem der har ændret hvad."
    ),
    Modtager.KOMMUNE: (
        "Denne sag, som kommunen må se den: praktikker, besøg, svar og aftaler. Papirerne kan skrives ud igen dér. "
        "Dine interne noter og egne spørgsmål følger ikke med, og historikken bliver her."
    ),
}
HUSK = {
    Modtager.BORGER: (
        "Læs det hele igennem, før du giver det videre. Er der oplysninger om andre mennesker, afgør kommunen, om de "
        "skal undtages (databeskyttelsesloven § 22). Filen er ikke låst: send den sikkert."
    ),
    Modtager.KOMMUNE: (
        "Send adgangskoden en anden vej end filen, for eksempel over telefonen. Uden den kan ingen åbne filen, heller "
        "ikke vi. Sagen bliver her, til du selv lukker den."
    ),
}
KODE = "Adgangskode til filen"
KODE_HINT = "Mindst 12 tegn"
LAV_KODE = "Lav en adgangskode"
GEM = "Gem filen"
HENTER = "Henter historikken fra serveren …"
LAVER = "Laver filen …"
UDEN = "Gem uden resten af historikken"
GEMT = "Oplysningerne er gemt. Det er skrevet ned, at du har udleveret dem."
GEMT_UDEN = "Oplysningerne er gemt, men historikken er ikke helt med. Det står i filen, hvordan den kan fås."
PAKKE_GEMT = "Sagen er gemt i en låst fil. Giv adgangskoden en anden vej."


@dataclass(frozen=True, slots=True, kw_only=True)
class Udleveres:
    """Whom it is about. ``sager`` of the borger that are here, ``besoeg`` and ``konflikter`` of this one."""

    navn: str
    nummer: str
    sager: int
    besoeg: int
    konflikter: int


def hvem(om: Udleveres) -> str:
    """»Katrine Holm  ·  sag 18/0412«."""
    return "  ·  ".join(filter(None, (om.navn or "Uden navn", f"sag {om.nummer}" if om.nummer else "")))


def omfang(om: Udleveres, modtager: Modtager) -> str:
    """»2 sager« or »14 besøg«."""
    if modtager is Modtager.BORGER:
        return "1 sag" if om.sager == 1 else f"{om.sager} sager"
    return "1 besøg" if om.besoeg == 1 else f"{om.besoeg} besøg"


def konflikt_ord(antal: int) -> str:
    """What stands open; "" for nothing."""
    if not antal:
        return ""
    felter = "Ét felt er rettet" if antal == 1 else f"{antal} felter er rettet"
    return f"{felter} to steder og ikke afgjort. Det, der står nu, kommer med. Afgør dem først, hvis det er vigtigt."


def fremdrift(hentet: int, i_alt: int) -> str:
    """How far the history has come."""
    return f"{hentet} af {i_alt} rækker"
