"""The words of »Sag fra en anden kommune«: what is in the package, and what becomes of it here."""

from collections.abc import Iterable

from konsulent_app.services.overtag import Overtagelse, SammeBorger
from konsulent_core.clock import from_text, local_day
from konsulent_core.dansk import format_dato, liste

TITEL = "Sag fra en anden kommune"
LAAST = "Filen er låst. Skriv adgangskoden, som du har fået en anden vej end filen."
AABN, INDLAES, FAERDIG = "Åbn filen", "Indlæs sagen", "Vis sagen"
AABNER = "Åbner filen …"
KOPI, SKRIVER = "Tager en sikkerhedskopi …", "Indlæser sagen …"
SAMME = "Ja, det er den samme"
INDLAEST = "Sagen er indlæst."
# what is counted, in one and in many
_TAELLES = (
    ("praktik", "praktik", "praktikker"),
    ("besoeg", "besøg", "besøg"),
    ("aftale", "aftale", "aftaler"),
    ("skaanehensyn", "skånehensyn", "skånehensyn"),
    ("virksomhed", "ny virksomhed", "nye virksomheder"),
)


def hvem(plan: Overtagelse) -> str:
    """»Katrine Holm  ·  sag 18/0412«."""
    return "  ·  ".join(filter(None, (plan.navn or "Uden navn", f"sag {plan.nummer}" if plan.nummer else "")))


def fra(plan: Overtagelse) -> str:
    """»Fra Jobcenter Åby, lavet 12.03.2026 af Mette Krogh«; a day that cannot be read is left out."""
    try:
        day = f" {format_dato(local_day(from_text(plan.dannet)))}"
    except ValueError:
        day = ""
    return f"Fra {plan.kommune or 'en anden kommune'}, lavet{day} af {plan.af or 'en konsulent'}."


def indhold(plan: Overtagelse) -> str:
    """What is new here."""
    if plan.sagen_er_her and not plan.nye:
        return "Sagen er indlæst før, og der er ingenting nyt i filen."
    told = [f"{n} {ental if n == 1 else flertal}" for tabel, ental, flertal in _TAELLES if (n := plan.antal(tabel))]
    words = f"{liste(told)}." if told else "Ingen praktikker eller besøg."
    return f"Sagen er indlæst før. Nyt i filen: {words}" if plan.sagen_er_her else f"{words[:1].upper()}{words[1:]}"


def noter(plan: Overtagelse) -> Iterable[str]:
    """What else to know before it is taken in."""
    if plan.sagen_er_her:
        yield "Det, der er her i forvejen, bliver, som det er."
    else:
        yield "Du bliver konsulent på sagen. Sagsbehandleren fra den anden kommune følger ikke med."
    if plan.navnebror:
        yield "Der er en borger med samme navn her, og CPR-numrene fortæller ikke, om det er den samme. Se efter først."
    if plan.kendte_virksomheder:
        count = "Én virksomhed" if plan.kendte_virksomheder == 1 else f"{plan.kendte_virksomheder} virksomheder"
        yield f"{count} er her i forvejen og bliver ikke lavet igen."
    if plan.uden_skema:
        yield f"{plan.uden_skema} besøg er skrevet i et skema, der ikke er her. Afsluttede kan læses som papir."


def samme(one: SammeBorger) -> str:
    """Whether it is she."""
    sager = {0: "uden åbne sager", 1: "med én åben sag"}.get(one.aabne_sager, f"med {one.aabne_sager} åbne sager")
    return (
        f"Der er allerede en borger med det CPR-nummer her: {one.navn or 'uden navn'}, {sager}. Er det den samme, "
        "hører sagen til den borger, og kun det, der er tomt, bliver udfyldt. Ellers luk, og ret CPR-nummeret først."
    )


def kvittering(kl: str) -> str:
    """What was done, and from when the backup is."""
    return f"{INDLAEST} Der er en sikkerhedskopi fra {kl}."
