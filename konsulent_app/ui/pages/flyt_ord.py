"""Words about a besøg that is agreed or moved. No Qt."""

from datetime import date

from konsulent_app.store.naeste import Naeste
from konsulent_core.dansk import UGEDAGE, dage_over, format_dato

AFTAL, FLYT = "Aftal besøg", "Flyt besøget"
DAG_GAAET = "Dagen er gået. Vælg i dag eller senere."


def titel(naeste: Naeste) -> str:
    """Also the words of the button that does it."""
    return FLYT if naeste.dato is not None else AFTAL


def hvem(naeste: Naeste) -> str:
    """»Katrine Holm  ·  Nordlager A/S«."""
    return "  ·  ".join(part for part in (naeste.navn, naeste.virksomhed) if part)


def kommer(naeste: Naeste, i_dag: date) -> bool:
    """Whether a day is agreed that has not passed."""
    return naeste.dato is not None and naeste.dato >= i_dag


def nu_ord(naeste: Naeste, i_dag: date) -> str:
    """What is agreed now, else where the proposed day comes from."""
    if naeste.dato is not None and naeste.dato < i_dag:
        return f"Det var aftalt {dag_ord(naeste.dato)}, {dage_over(naeste.dato, i_dag)}."
    if naeste.dato is not None:
        return f"Aftalt {dag_ord(naeste.dato)}" + (f" kl. {naeste.tid}." if naeste.tid else ".")
    grund = f"Ingen dato: {naeste.grund.rstrip('.')}. " if naeste.grund else ""
    return f"{grund}{_forslag(naeste)}"


def _forslag(naeste: Naeste) -> str:
    if naeste.sidst is None:
        return "Forslaget er den første hverdag herefter."
    dage = f"{naeste.interval} {'dag' if naeste.interval == 1 else 'dage'}"
    return f"Sidste besøg var {format_dato(naeste.sidst)}. Du følger op efter {dage}."


def dag_ord(dato: date) -> str:
    """»fredag den 13.03.2026«."""
    return f"{UGEDAGE[dato.weekday()]} den {format_dato(dato)}"


def sagt(dato: date | None, tid: str) -> str:
    """What the toast says when it is stored."""
    if dato is None:
        return "Der er ingen dato for næste besøg. Grunden er gemt."
    return f"Næste besøg er {dag_ord(dato)}" + (f" kl. {tid}." if tid else ".")
