"""The names of the borgere on this machine, for a text that must name none of them."""

from konsulent_app.store.database import Tx


def read_navne(tx: Tx) -> list[tuple[str | None, str | None]]:
    """(first, last) of every borger here: as many as the caseload."""
    found = tx.conn.exec_driver_sql("SELECT fornavn, efternavn FROM borger WHERE slettet=0")
    return [(row[0], row[1]) for row in found]
