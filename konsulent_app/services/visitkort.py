"""The verb of the konsulent's own card: the phone number that her papers print."""

from konsulent_app.services.context import Context
from konsulent_app.services.felter import told
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.store.visitkort import visitkort_id
from konsulent_core.entities import Visitkort


def save_telefon(tx: Tx, context: Context, tekst: str, foer: str | None = None) -> None:
    """The number as written, kept on all her machines; empty takes it away. ``foer`` is the text that stood there when
    it was begun to be written in. What was locked before keeps the number it had.
    """
    number = visitkort_id(context.bruger.nummer)
    values = told({"telefon": tekst})
    if rows.get(tx, Visitkort, number) is None and values["telefon"] is None:
        return
    seen = None if foer is None else told({"telefon": foer})
    rows.save(tx, Visitkort, number, context.bruger.nummer, values, context.clock(), seen)
