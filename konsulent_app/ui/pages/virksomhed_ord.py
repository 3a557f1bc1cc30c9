"""One virksomhed in words: its head, places, opgavetyper, people and what the forløb there taught. No Qt."""

from dataclasses import dataclass

from konsulent_app.store.virksomheder import ForloebHer, OpgaveTal, Plads, VirksomhedBlad
from konsulent_app.ui.models.virksomheder_ord import UDEN_NAVN, pladser_ord
from konsulent_app.ui.widgets.plads import PladsOrd
from konsulent_core.cvr import format_cvr
from konsulent_core.dansk import format_dato, format_timer
from konsulent_core.entities import Kontaktperson, Virksomhed
from konsulent_core.soegning import fold
from konsulent_core.words import Resultat

KOLLEGA = "hos en kollega"
INTET_FORLOEB = "Intet forløb her endnu"
KUN_I_GANG = "Forløbet her er i gang. Det, I lærer, kommer til at stå her."
IKKE_SKREVET = "Der er ikke skrevet ned, hvad I lærte."
KOLLEGERS = "Forløb hos kolleger tæller kun med, når de står på denne pc."
RESULTAT = {
    Resultat.ORDINAERT_JOB: "ordinært job",
    Resultat.SMAAJOB: "småjob",
    Resultat.LOENTIMER: "løntimer",
    Resultat.FLEKSJOB: "fleksjob",
    Resultat.UDDANNELSE: "uddannelse",
    Resultat.NY_PRAKTIK: "ny praktik",
    Resultat.FOERTIDSPENSION: "førtidspension",
    Resultat.ANDET: "andet",
}
_SEP = "  ·  "


@dataclass(frozen=True, slots=True)
class ForloebOrd:
    """A line of the history; ``badge`` and ``icon`` "" where nothing is known of how it ended."""

    periode: str
    tekst: str
    skrevet: bool
    badge: str
    icon: str


def navn(virksomhed: Virksomhed) -> str:
    """The name, or that there is none yet."""
    return virksomhed.navn or UDEN_NAVN


def under_navn(virksomhed: Virksomhed) -> str:
    """»Engros og lager · 62 ansatte · Egeskovvej 12, Horsens«, and its numbers on a line of their own."""
    size = (virksomhed.stoerrelse or "").strip()
    facts = (virksomhed.branche or "", f"{size} ansatte" if size.isdecimal() else size, adresse(virksomhed))
    numbers = (
        _whole(f"CVR {format_cvr(''.join(virksomhed.cvr.split()))}") if virksomhed.cvr else "",
        _whole(f"P-nr. {virksomhed.p_nummer}") if virksomhed.p_nummer else "",
    )
    lines = (_SEP.join(part for part in line if part) for line in (facts, numbers))
    return "\n".join(line for line in lines if line)


def _whole(text: str) -> str:
    """A number that is not broken at the end of a line."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def adresse(virksomhed: Virksomhed) -> str:
    """Street and by, the by once: people write it in both."""
    street, by = (virksomhed.adresse or "").strip(), (virksomhed.by or "").strip()
    if by and fold(street).endswith(fold(by)):
        return street
    return ", ".join(part for part in (street, by) if part)


def sidst(blad: VirksomhedBlad) -> str:
    """»Sidst talt med 09.03.2026«."""
    return f"Sidst talt med {format_dato(blad.sidst)}" if blad.sidst else ""


def pladser_linje(blad: VirksomhedBlad) -> str:
    """What there is to say of the places: all taken, more taken than there are, or not written down."""
    pladser, taken = blad.virksomhed.pladser, len(blad.i_brug)
    if pladser is None:
        return "Antal pladser er ikke skrevet ned."
    if taken < pladser:
        return ""
    if pladser == 0 and not taken:
        return "Der er ingen pladser lige nu."
    if taken > pladser:
        whole = f"{taken} er i gang, og der er {_pladser(pladser)}."
    else:
        whole = "Pladsen er i brug." if pladser == 1 else f"Alle {pladser} pladser er i brug."
    if blad.foerste_ledige is None:
        return f"{whole} Ingen slutdato endnu."
    return f"{whole} Første ledige {format_dato(blad.foerste_ledige)}"


def _pladser(antal: int) -> str:
    return f"{antal} {'plads' if antal == 1 else 'pladser'}"


def pladser_aside(blad: VirksomhedBlad) -> str:
    """»2 af 3 i brug«."""
    return pladser_ord(len(blad.i_brug), blad.virksomhed.pladser)


def plads(one: Plads) -> PladsOrd:
    """A taken place; a colleague's says only until when."""
    until = f"til {format_dato(one.slut)}" if one.slut else "uden slutdato"
    if one.sag is None:
        return PladsOrd(KOLLEGA, "", until, kendt=False)
    hours = ""
    if one.timer is not None and one.timer.timer is not None:
        hours = one.timer.moenster or format_timer(one.timer.timer, one.timer.timer_til)
        hours = f"{hours} t"
    return PladsOrd(one.navn or UDEN_NAVN, one.afdeling, _SEP.join(part for part in (hours, until) if part))


def paa_vej(blad: VirksomhedBlad) -> str:
    """»På vej: Ida Lund fra 01.04.2026«, "" when nobody is."""
    names = [f"{one.navn if one.sag is not None else KOLLEGA} fra {format_dato(one.start)}" for one in blad.paa_vej]
    return f"På vej: {', '.join(names)}" if names else ""


def laert(tal: OpgaveTal, *, first: bool) -> str:
    """»4 har lært«; after the first only the number, and nothing where nobody has yet."""
    if not tal.laert:
        return ""
    return f"{tal.laert} har lært" if first else str(tal.laert)


def opgave_noegle(navn_: str) -> str:
    """A task's name for an objectName: ASCII letters, digits and _."""
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in fold(navn_))


def person_navn(person: Kontaktperson) -> str:
    """The name, or that there is none yet."""
    return person.navn or UDEN_NAVN


def person_linje(person: Kontaktperson) -> str:
    """»lagerchef · uddannet mentor · 75 61 00 42«."""
    role = (person.rolle or "").strip()
    known = "mentor" in role.lower()
    mentor = ""
    if person.mentor:
        mentor = ("uddannet" if known else "uddannet mentor") if person.uddannet else "" if known else "mentor"
    return _SEP.join(part for part in (role, mentor, _whole(person.telefon or ""), person.email or "") if part)


def forloeb(one: ForloebHer) -> ForloebOrd:
    """A forløb that has ended, without anybody's name."""
    if one.start is not None:
        periode = f"{_maaned(one.start.month, one.start.year)} – " + (
            _maaned(one.slut.month, one.slut.year) if one.slut else "?"
        )
    else:
        weeks = f"{one.uger} {'uge' if one.uger == 1 else 'uger'}" if one.uger else ""
        hours = f"{format_timer(one.timer)} t" if one.timer else ""
        periode = ", ".join(part for part in (str(one.aar) if one.aar else "", weeks, hours) if part)
    badge, icon = "", ""
    if one.resultat:
        badge = RESULTAT[Resultat(one.resultat)] if one.resultat in set(Resultat) else one.resultat
        icon = "circle-check"
    elif one.afbrudt:
        badge, icon = "afbrudt", "circle-slash"
    return ForloebOrd(periode, one.tekst or IKKE_SKREVET, bool(one.tekst), badge, icon)


def _maaned(maaned: int, aar: int) -> str:
    return f"{maaned:02d}.{aar}"
