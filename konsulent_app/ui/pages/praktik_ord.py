"""A praktik in words: its fields, its extensions, its rhythm, and how it is closed. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from konsulent_app.store.praktik import PraktikBlad
from konsulent_app.ui.pages.sag_ord import DELMAAL_ORD
from konsulent_core import dansk_ord
from konsulent_core.dansk import format_dato, format_timer_ord
from konsulent_core.entities import Kontaktperson, Praktik
from konsulent_core.merge import Value
from konsulent_core.ugeplan import UgeplanFejl, parse_ugeplan, timer_om_ugen

UGER = (4, 13)  # by which an extension is offered
_INTERVALLER = (7, 14, 21, 28)
TILSTANDE = tuple((key.value, words.capitalize()) for key, words in DELMAAL_ORD.items())


@dataclass(frozen=True, slots=True)
class Afsluttet:
    """The card of the afslutning: what it says, and the words of its button."""

    tekst: str
    knap: str


def titel(blad: PraktikBlad) -> str:
    """»Praktik · Katrine Holm«."""
    return f"Praktik · {blad.borger.fornavn or ''} {blad.borger.efternavn or ''}".strip()


def sted(blad: PraktikBlad) -> str:
    """»Nordlager A/S, Horsens«."""
    virksomhed = blad.virksomhed
    if virksomhed is None:
        return "Ingen virksomhed"
    return ", ".join(part for part in (virksomhed.navn, virksomhed.by) if part) or "Virksomhed uden navn"


def folk(folk_: Sequence[Kontaktperson], valgt: int | None) -> list[tuple[Value, str]]:
    """The people of the virksomhed to choose from, mentors named; one who is no longer there keeps a place."""
    found: list[tuple[Value, str]] = [(None, "Ingen valgt")]
    for person in folk_:
        role = person.rolle or ("mentor" if person.mentor else "")
        found.append((person.id, ", ".join(part for part in (person.navn or "Uden navn", role) if part)))
    if valgt is not None and all(person.id != valgt for person in folk_):
        found.append((valgt, "En, der ikke står på virksomheden længere"))
    return found


def intervaller(valgt: int | None) -> list[tuple[Value, str]]:
    """How often to follow up (DOMAIN §5); none is the usual rhythm."""
    days = sorted({*_INTERVALLER, *([valgt] if valgt else [])})
    return [(None, "Som ellers: 14 dage, 7 den første måned og ved bekymring"),
            *((n, f"Hver {n}. dag") for n in days)]  # fmt: skip


def forlaengelser(slut: str | None) -> list[date]:
    """The days an extension could go to, counted from the end; none where there is no end."""
    return [date.fromisoformat(slut) + timedelta(weeks=weeks) for weeks in UGER] if slut else []


def timer_hint(blad: PraktikBlad) -> str:
    """Where the week plan and the step of hours differ, "" where they agree or one of them is not known."""
    try:
        plan = timer_om_ugen(parse_ugeplan(blad.praktik.ugeplan))
    except UgeplanFejl:
        return ""
    step = blad.timer
    if not plan or step is None or step.timer is None or step.timer <= plan <= (step.timer_til or step.timer):
        return ""
    return (
        f"Ugeplanen er {format_timer_ord(plan)}, men timerne står til {format_timer_ord(step.timer, step.timer_til)}."
    )


def afslutning(praktik: Praktik, i_dag: date) -> Afsluttet:
    """How it ended, or how it is closed: always by an afslutning besøg (DOMAIN §3 Afslutning)."""
    how = [f"Resultat: {dansk_ord.vaerdi_ord(praktik.resultat)}"] if praktik.resultat else []
    how += [f"Lært: {praktik.laering}"] if praktik.laering else []
    if praktik.afbrudt:
        who = f" af {dansk_ord.PART[praktik.afbrudt_af]}" if praktik.afbrudt_af in dansk_ord.PART else ""
        cause = f": {praktik.afbrudt_aarsag}" if praktik.afbrudt_aarsag else ""
        return Afsluttet("\n".join([f"Afbrudt{who}{cause}.", *how]), "Start afslutning")
    if praktik.slut and praktik.slut < i_dag.isoformat():
        return Afsluttet("\n".join([f"Sluttede {format_dato(date.fromisoformat(praktik.slut))}.", *how]),
                         "Start afslutning")  # fmt: skip
    return Afsluttet(
        "Stopper praktikken, også før tid, så afslut den ved et besøg: årsag, resultat og det, I lærte.",
        "Start afslutning",
    )
