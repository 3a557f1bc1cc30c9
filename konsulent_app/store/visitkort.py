"""How the konsulent who is logged in here is reached: what papers print under »Ring til«."""

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.entities import Visitkort
from konsulent_core.ids import derived_id


def visitkort_id(bruger: int) -> int:
    """The one row of a user (``Bruger.nummer``)."""
    return derived_id(Visitkort.tabel, bruger)


def read_telefon(tx: Tx, bruger: int) -> str:
    """The user's phone as written, "" for none."""
    kept = rows.get(tx, Visitkort, visitkort_id(bruger))
    return "" if kept is None or kept.slettet else kept.telefon or ""


def read_visitkort(tx: Tx) -> tuple[Visitkort, ...]:
    """Every card in this store: one's own, and none where nobody wrote a number."""
    return tuple(rows.find(tx, Visitkort))
