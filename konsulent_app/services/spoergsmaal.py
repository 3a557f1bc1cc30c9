"""The verbs of the konsulent's own questions to the next besøg: intern, in no paper and on no shared screen."""

from konsulent_app.services.context import Context
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.vagt import SagenErVaek
from konsulent_core.clock import to_text
from konsulent_core.entities import Sag, Spoergsmaal
from konsulent_core.merge import Value
from konsulent_core.rettigheder import intern_scope


def save_spoergsmaal(tx: Tx, context: Context, sag: int, spoergsmaal: int, punkt: str, tekst: str) -> None:
    """A question to a punkt (its key in the skema), born with its first words; without words it is taken away. Raises
    ``UserError`` where the sag has left."""
    kept, words, now = rows.get(tx, Spoergsmaal, spoergsmaal), tekst.strip(), context.clock()
    if kept is None and not words:
        return
    if kept is None and rows.get(tx, Sag, sag) is None:
        raise SagenErVaek
    values: dict[str, Value] = {"punkt": punkt, "tekst": words, "slettet": not words}
    scope = intern_scope(sag, context.bruger.nummer) if kept is None else kept.scope
    if kept is None:
        values |= {"orden": to_text(now), "sag": sag, "hvem": context.bruger.navn}
    rows.save(tx, Spoergsmaal, spoergsmaal, scope, values, now)


def set_stillet(tx: Tx, context: Context, spoergsmaal: int, stillet: bool) -> None:
    """It was asked today, or not after all."""
    day = context.i_dag().isoformat() if stillet else None
    kept = rows.get(tx, Spoergsmaal, spoergsmaal)
    if kept is not None:
        rows.save(tx, Spoergsmaal, spoergsmaal, kept.scope, {"stillet": day}, context.clock())


def delete_spoergsmaal(tx: Tx, context: Context, spoergsmaal: int, *, deleted: bool = True) -> None:
    """Takes a question away, or brings it back."""
    kept = rows.get(tx, Spoergsmaal, spoergsmaal)
    if kept is not None:
        rows.save(tx, Spoergsmaal, spoergsmaal, kept.scope, {"slettet": deleted}, context.clock())
