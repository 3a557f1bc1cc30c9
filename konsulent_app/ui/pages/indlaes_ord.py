"""The sentences of »Indlæs sager«: what the file holds, what would happen, and what happened."""

from collections.abc import Mapping, Sequence

from konsulent_app.services.indlaes import Kvittering, Plan, Skaebne
from konsulent_core.indlaes.kolonner import KOLONNER, Kolonne, Overskrift
from konsulent_core.indlaes.skriv import kolonne_navn
from konsulent_core.indlaes.tal import Alvor, Bemaerkning

_NAVNE = frozenset({Kolonne.NAVN, Kolonne.FORNAVN, Kolonne.EFTERNAVN})
INDLAESES_IKKE = "Indlæses ikke"
INTET = "Ingen af rækkerne kan indlæses. Ret fejlene i filen, og vælg den igen."
SVAR_FOERST = "Svar først på, om virksomhederne er de samme."


def antal(number: int, one: str, many: str) -> str:
    """»1 sag«, »42 sager«, »1.200 sager«."""
    return f"{f'{number:,}'.replace(',', '.')} {one if number == 1 else many}"


def sager(number: int) -> str:
    return antal(number, "sag", "sager")


def raekker(number: int) -> str:
    return antal(number, "række", "rækker")


def fil_linje(navn: str, antal_raekker: int, antal_kolonner: int) -> str:
    """»sager.xlsx har 42 rækker og 18 kolonner.«"""
    return f"{navn} har {raekker(antal_raekker)} og {antal(antal_kolonner, 'kolonne', 'kolonner')}."


def kolonner_fejl(valgt: Mapping[int, Kolonne], overskrifter: Sequence[Overskrift]) -> str:
    """What is wrong with the choice of columns, "" when nothing is."""
    named = {one.plads: one.tekst for one in overskrifter}
    seen: dict[Kolonne, int] = {}
    for plads, kolonne in valgt.items():
        first = seen.setdefault(kolonne, plads)
        if first != plads:
            both = f"Både »{named[first]}« og »{named[plads]}« er valgt som {KOLONNER[kolonne].titel}."
            return f"{both} Vælg »{INDLAESES_IKKE}« ved den ene."
    if not _NAVNE & seen.keys():
        return "Vælg, hvilken kolonne der er borgerens navn."
    return ""


def plan_linjer(plan: Plan) -> tuple[str, ...]:
    """What would happen, a line each."""
    nye, udfyldes, findes = (plan.antal(one) for one in (Skaebne.NY, Skaebne.UDFYLD, Skaebne.FINDES))
    firmaer = plan.nye_virksomheder - plan.ubesvarede
    kendte = len(plan.virksomheder) - plan.nye_virksomheder
    lines = [f"{antal(nye, 'ny sag', 'nye sager')}, {plan.praktikker or 'ingen'} af dem med praktik."] if nye else []
    if firmaer:
        lines.append(f"{antal(firmaer, 'ny virksomhed', 'nye virksomheder')} bliver oprettet.")
    if kendte:
        lines.append(f"{antal(kendte, 'virksomhed', 'virksomheder')} findes her allerede og bliver brugt.")
    if findes:
        lines.append(f"{antal(findes, 'borger', 'borgere')} har en sag her allerede. Den bliver ikke ændret.")
    if udfyldes:
        lines.append(f"{antal(udfyldes, 'borger', 'borgere')} har en sag her allerede. Tomme felter bliver udfyldt.")
    if plan.fejl:
        lines.append(f"{raekker(plan.fejl)} har fejl og bliver ikke indlæst.")
    return tuple(lines)


def plan_overskrift(plan: Plan) -> str:
    """»42 sager kan indlæses«"""
    number = plan.antal(Skaebne.NY) + plan.antal(Skaebne.UDFYLD)
    return f"{sager(number)} kan indlæses" if number else "Der er ingen sager at indlæse"


def indlaes_knap(plan: Plan) -> str:
    """»Indlæs 42 sager«"""
    number = plan.antal(Skaebne.NY) + plan.antal(Skaebne.UDFYLD)
    return f"Indlæs {sager(number)}" if number else "Indlæs"


def kvittering_overskrift(kvittering: Kvittering) -> str:
    """»42 sager er indlæst«"""
    return f"{sager(kvittering.sager)} er indlæst" if kvittering.sager else "Sagerne er opdateret"


def kvittering_linjer(kvittering: Kvittering) -> tuple[str, ...]:
    """What was made, and what to do about the rest."""
    lines = []
    if kvittering.praktikker:
        lines.append(f"{antal(kvittering.praktikker, 'praktik', 'praktikker')} er oprettet.")
    if kvittering.virksomheder:
        lines.append(f"{antal(kvittering.virksomheder, 'virksomhed', 'virksomheder')} er oprettet.")
    if kvittering.udfyldte:
        lines.append(f"{antal(kvittering.udfyldte, 'sag', 'sager')} fik udfyldt det, der var tomt.")
    if kvittering.uaendrede:
        lines.append(f"{antal(kvittering.uaendrede, 'sag', 'sager')} var her allerede og er ikke ændret.")
    if kvittering.fejl:
        lines.append(
            f"{raekker(kvittering.fejl)} blev ikke indlæst. Ret dem i filen, og indlæs den igen: "
            "det, der er indlæst, bliver ikke oprettet to gange."
        )
    return tuple(lines)


def sted(note: Bemaerkning, overskrifter: Mapping[Kolonne, str]) -> str:
    """»Række 7 · Startdato · »31.02.2026««"""
    parts = [f"Række {note.raekke}", kolonne_navn(note.kolonne, overskrifter), f"»{note.laest}«" if note.laest else ""]
    return " · ".join(part for part in parts if part)


def med(noter: Sequence[Bemaerkning], alvor: Alvor) -> tuple[Bemaerkning, ...]:
    return tuple(note for note in noter if note.alvor is alvor)
