"""Words begun in a sheet and not saved yet: kept on this machine, of each sag and question, until they are."""

from enum import StrEnum

from konsulent_app.store import udkast
from konsulent_app.store.database import Tx


class Begyndt(StrEnum):
    """The question that the words answer."""

    UDEN_DATO = "uden_dato"  # why there is no date for the next besøg
    GRUPPE = "gruppe"  # why the borger stands where it is judged


def read_begyndt(tx: Tx, sag: int, hvad: Begyndt) -> str:
    """What was begun, "" when nothing was."""
    return udkast.get(tx, sag, hvad.value) or ""


def keep_begyndt(tx: Tx, sag: int, hvad: Begyndt, ord_: str) -> None:
    """Keeps the words as far as they are written; without words it forgets them."""
    udkast.put(tx, sag, hvad.value, ord_ if ord_.strip() else None)
