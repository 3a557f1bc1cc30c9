"""What a person does about a change that the server refused."""

from konsulent_app.store import koe
from konsulent_app.store.database import Tx


def dismiss(tx: Tx, nr: int) -> None:
    """It is dealt with; the server's history keeps the refusal."""
    koe.remove_afvist(tx, nr)
