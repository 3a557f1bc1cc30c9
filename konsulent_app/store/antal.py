"""The counts that stand beside the pages in the navigation."""

from konsulent_app.store.database import Tx


def count_sager(tx: Tx) -> int:
    """Open sager on this machine."""
    count = tx.conn.exec_driver_sql("SELECT count(*) FROM sag WHERE slettet=0 AND slut IS NULL").scalar_one()
    return int(count)
