"""The verb of the måltal: the shares that the kommune aims at, one of each kind."""

from konsulent_app.services.context import Context
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.vagt import KUN_TEAMLEDER
from konsulent_core.entities import Maaltal
from konsulent_core.errors import UserError
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.words import MaaltalArt

SKRIV_PROCENT = "Skriv måltallet som procent mellem 1 og 100, for eksempel 50."


def read_procent(tekst: str) -> float | None:
    """Percent as written: »50«, »50 %«, »12,5«; None for nothing. Raises ``UserError`` for what is no share."""
    raw = tekst.strip().removesuffix("%").strip().replace(",", ".")
    if not raw:
        return None
    try:
        procent = float(raw)
    except ValueError:
        raise UserError(SKRIV_PROCENT) from None
    if not 1 <= procent <= 100:
        raise UserError(SKRIV_PROCENT)
    return round(procent, 2)


def set_maaltal(tx: Tx, context: Context, art: MaaltalArt, procent: float | None) -> None:
    """Aims at ``procent`` of the borgere from today on; None takes the måltal away.

    The kommune shares it, and the teamleder sets it. Raises ``UserError`` for others, and outside 1-100.
    """
    if not context.bruger.leder:
        raise UserError(KUN_TEAMLEDER)
    if procent is not None and not 1 <= procent <= 100:
        raise UserError(SKRIV_PROCENT)
    number = derived_id(Maaltal.tabel, art.value)
    kept = rows.get(tx, Maaltal, number)
    andel = None if procent is None else round(procent / 100, 4)
    if (kept is None and andel is None) or (kept is not None and not kept.slettet and kept.andel == andel):
        return
    values: dict[str, Value] = {"art": art.value, "andel": andel, "slettet": andel is None}
    if andel is not None:
        values["fra"] = context.i_dag().isoformat()
    scope = context.bruger.kommune if kept is None else kept.scope
    rows.save(tx, Maaltal, number, scope, values, context.clock())
