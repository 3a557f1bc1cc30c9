"""The verbs of a promise: made at a besøg and locked with it; whether it was kept lives on."""

from datetime import date

from konsulent_app.services.besoeg import BesoegLaast
from konsulent_app.services.context import Context
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.entities import Aftale, Besoeg
from konsulent_core.errors import UserError
from konsulent_core.merge import Value
from konsulent_core.words import Part, Tilstand


def save_aftale(
    tx: Tx,
    context: Context,
    besoeg: int,
    aftale: int,
    hvad: str,
    part: Part,
    person: str,
    senest: date | None,
    orden: str,
    foer: str | None = None,
) -> None:
    """A promise made at this besøg; a new id makes a new one. ``foer`` as for an udsagn."""
    visit = rows.get(tx, Besoeg, besoeg)
    if visit is None:
        raise UserError("Besøget findes ikke på denne pc længere.")
    values: dict[str, Value] = {
        "besoeg": besoeg,
        "praktik": visit.praktik,
        "hvad": hvad,
        "part": part.value,
        "person": person,
        "senest": senest.isoformat() if senest else None,
        "orden": orden,
        "slettet": 0,
    }
    if visit.tilstand == Tilstand.AFSLUTTET:
        raise BesoegLaast(besoeg, "aftale", aftale, values)
    rows.save(tx, Aftale, aftale, visit.scope, values, context.clock(), None if foer is None else {"hvad": foer})


def delete_aftale(tx: Tx, context: Context, aftale: int, deleted: bool = True) -> None:
    """Takes an aftale away, or brings it back."""
    kept = rows.get(tx, Aftale, aftale)
    if kept is not None:
        rows.save(tx, Aftale, aftale, kept.scope, {"slettet": deleted}, context.clock())


def save_gjort(tx: Tx, context: Context, aftale: int, gjort: bool | None) -> None:
    """Whether a promise was kept; None where it was not asked about. Not part of the lock: promises live on."""
    kept = rows.get(tx, Aftale, aftale)
    if kept is None:
        return
    when = context.i_dag().isoformat() if gjort else None
    rows.save(tx, Aftale, aftale, kept.scope, {"gjort": gjort, "gjort_dato": when}, context.clock())
