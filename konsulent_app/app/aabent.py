"""The besøg on the screen, noted in the store: after a crash the app offers to go on with it."""

from konsulent_app.services import besoeg as verbs
from konsulent_app.services.context import Context
from konsulent_app.services.haendelser import Haendelse, log_haendelse
from konsulent_app.store import meta, rows
from konsulent_app.store.database import Tx
from konsulent_core.entities import Besoeg
from konsulent_core.words import Tilstand

_OPEN_KEY = "aabent_besoeg"


def note_open(tx: Tx, context: Context, besoeg: int) -> bool:
    """Whether the besøg is locked; an open one is noted as being on the screen. Either way its sag has been opened."""
    kept = rows.get(tx, Besoeg, besoeg)
    if kept is not None:
        log_haendelse(tx, context, Haendelse.AABN_SAG, kept.scope)
    locked = kept is not None and kept.tilstand == Tilstand.AFSLUTTET
    if not locked:
        meta.put(tx, _OPEN_KEY, str(besoeg))
    return locked


def close(tx: Tx, context: Context) -> bool:
    """The visit is left; one in which nothing was answered was opened by mistake, and goes. Whether it did."""
    number = meta.get(tx, _OPEN_KEY)
    note_closed(tx)
    return bool(number) and verbs.delete_if_empty(tx, context, int(number or 0))


def note_closed(tx: Tx) -> None:
    """No besøg is on the screen."""
    meta.put(tx, _OPEN_KEY, "")


def left_open(tx: Tx) -> Besoeg | None:
    """The kladde that was on the screen when the app went away."""
    number = meta.get(tx, _OPEN_KEY)
    kept = rows.get(tx, Besoeg, int(number)) if number else None
    return kept if kept is not None and kept.tilstand == Tilstand.KLADDE and not kept.slettet else None
