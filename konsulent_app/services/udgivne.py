"""Takes what the kommune has published from the store into the skemaer and lists that hold here."""

from konsulent_app.services.bog import Filfejl
from konsulent_app.services.context import Context
from konsulent_app.store import rows
from konsulent_app.store.database import Touched, Tx
from konsulent_core.entities import Skemafil


def moved(touched: Touched) -> bool:
    """Whether a sync brought any of it."""
    return Skemafil.tabel in touched


def take_in(tx: Tx, context: Context) -> tuple[Filfejl, ...]:
    """They hold from now on; gives what had to be set aside. On any thread."""
    if context.bog is None:
        return ()
    context.bog.show(rows.find(tx, Skemafil))
    return context.bog.fejl
