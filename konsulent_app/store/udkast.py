"""What is being written and is no record yet: a text a scope and kind, on this machine only."""

from konsulent_app.store.database import Tx


def get(tx: Tx, scope: int, art: str) -> str | None:
    """The kept text, or None."""
    found = tx.conn.exec_driver_sql("SELECT indhold FROM udkast WHERE scope=? AND art=?", (scope, art)).scalar()
    return None if found is None else str(found)


def put(tx: Tx, scope: int, art: str, indhold: str | None) -> None:
    """Keeps a text; None takes it away."""
    if indhold is None:
        tx.conn.exec_driver_sql("DELETE FROM udkast WHERE scope=? AND art=?", (scope, art))
    else:
        tx.conn.exec_driver_sql("INSERT OR REPLACE INTO udkast VALUES (?,?,?)", (scope, art, indhold))
