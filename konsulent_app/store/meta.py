"""Small facts of this machine: cursor, page, device, last batch number, times of sync."""

from konsulent_app.store.database import Tx


def get(tx: Tx, key: str) -> str | None:
    """The value, or None where nothing is kept under ``key``."""
    value = tx.conn.exec_driver_sql("SELECT vaerdi FROM meta WHERE noegle=?", (key,)).scalar()
    return None if value is None else str(value)


def everything(tx: Tx) -> dict[str, str]:
    """All of them at once."""
    return {row[0]: row[1] for row in tx.conn.exec_driver_sql("SELECT noegle, vaerdi FROM meta")}


def put(tx: Tx, key: str, value: str) -> None:
    tx.conn.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, value))


def forget(tx: Tx, *keys: str) -> None:
    tx.conn.exec_driver_sql("DELETE FROM meta WHERE noegle=?", [(key,) for key in keys])
