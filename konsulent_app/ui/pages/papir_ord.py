"""The page around a paper in words: pure, so that they are tested without a window."""

from collections.abc import Iterable
from datetime import date

from konsulent_app.store.journalisering import Gjort
from konsulent_app.ui.pages.udklip import MINUTTER
from konsulent_core.clock import COPENHAGEN
from konsulent_core.dansk import format_dato, format_kl, liste
from konsulent_core.overfoersel.byg import Felt
from konsulent_core.overfoersel.maal import Maal
from konsulent_core.words import Audience

VAEK = "Besøget findes ikke på denne pc længere."
LOOK = "Vis papiret (kun for dig)"
KAN_IKKE_LAEGGES_OP = "Papiret kunne ikke lægges op. Det, du har gemt, er der stadig."


def kopier_ord(maal: Maal) -> str:
    """»Kopiér til journal (kun for dig)«: what the button says at the table, where the text may not be for all."""
    return maal.knap if maal.laesere is Audience.ALLE else f"{maal.knap} (kun for dig)"


def stand_ord(maal: Maal, gjort: Gjort | None, i_dag: date) -> str:
    """»Journaliseret i dag kl. 10.42 af Mette Krogh«, »Ikke journaliseret endnu«."""
    if gjort is None:
        return maal.mangler
    when = gjort.hvornaar.astimezone(COPENHAGEN)
    day = "i dag" if when.date() == i_dag else format_dato(when.date())
    by = f" af {gjort.hvem}" if gjort.hvem else ""
    return f"{maal.gjort} {day} {format_kl(when)}{by}"


def rettet_ord(maal: Maal) -> str:
    """»Rettet siden den blev journaliseret«."""
    return f"Rettet siden den blev {_inde(maal.gjort)}"


def maerk_ord(maal: Maal) -> str:
    """»Markér som journaliseret«."""
    return f"Markér som {_inde(maal.gjort)}"


def kopieret_ord(maal: Maal) -> str:
    """What is told when all of it was copied and marked."""
    return f"Kopieret og markeret som {_inde(maal.gjort)}. Udklipsholderen tømmes om {MINUTTER} minutter."


def laengde_ord(felt: Felt) -> str:
    """»412 af 2.000 tegn«, »412 tegn« where there is no limit."""
    if felt.graense is None:
        return f"{_tal(felt.laengde)} tegn"
    return f"{_tal(felt.laengde)} af {_tal(felt.graense)} tegn"


def kortet_ord(felt: Felt) -> str:
    """»Forkortet: 212 af 6.212 tegn er ikke med.«, "" where all is there."""
    if not felt.kortet:
        return ""
    if not felt.tekst:
        return f"Ingen plads: {_tal(felt.fuld)} tegn er ikke med."
    return f"Forkortet: {_tal(felt.mangler)} af {_tal(felt.fuld)} tegn er ikke med."


def kortede_ord(felter: Iterable[Felt]) -> str:
    """»»Det blev sagt« er forkortet med 1.001 tegn.«: above them all, since the field itself may be out of sight."""
    cut = [f"»{felt.titel}« med {_tal(felt.mangler)} tegn" for felt in felter if felt.kortet]
    return f"Der er ikke plads til det hele. Forkortet: {liste(cut)}." if cut else ""


def rettelser_ord(antal: int) -> str:
    """Over a paper that shows the first text."""
    count = "1 rettelse" if antal == 1 else f"{antal} rettelser"
    return f"Der er {count}. Dette papir viser teksten, som den blev låst."


def _inde(words: str) -> str:
    """As it stands inside a sentence."""
    return f"{words[:1].lower()}{words[1:]}"


def _tal(antal: int) -> str:
    return f"{antal:,}".replace(",", ".")
