"""A working list of borgere or sager behind a count, as a file for own use: names, so it is written down."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.services.regneark_skriv import to_xlsx
from konsulent_app.store.database import Tx
from konsulent_core.dansk import format_dato
from konsulent_core.tabel_fil import to_csv


class Form(StrEnum):
    """What the file's name ends in."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class ListeLinje:
    """``navn`` is the borger's, or the sag's number in a team's list, where ``hvem`` is the konsulent."""

    navn: str
    under: str
    hvem: str = ""


def filnavn(dato: date, form: Form) -> str:
    """Neutral: nothing of who stands in it."""
    return f"liste-{dato.isoformat()}.{form}"


def make_liste(titel: str, linjer: Sequence[ListeLinje], dato: date, form: Form) -> bytes:
    """The list in its order, under its title and day."""
    med_hvem = any(one.hvem for one in linjer)
    head = ("Sag", "Konsulent", "Hvad") if med_hvem else ("Borger", "Hvad")
    told = [(one.navn, one.hvem, one.under) if med_hvem else (one.navn, one.under) for one in linjer]
    lines = [(titel, format_dato(dato)), head, *told]
    return to_csv(lines) if form is Form.CSV else to_xlsx("Liste", lines, dato, hoved=2)


def log_liste(tx: Tx, context: Context, indhold: bytes) -> None:
    """A deliberate act that is answered for: when, by whom, and which bytes."""
    log_haendelse(tx, context, Haendelse.GEM_LISTE, context.bruger.nummer, hashlib.sha256(indhold).hexdigest())
