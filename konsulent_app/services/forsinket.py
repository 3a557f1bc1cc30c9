"""The verb of late words: somebody who has the sag now has seen them."""

from collections.abc import Collection

from konsulent_app.services.context import Context
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_core.entities import Forsinket


def mark_seen(tx: Tx, context: Context, raekker: Collection[int]) -> None:
    """By the user, once; who saw it first stays. Raises ``UserError`` where she does not write in the sag."""
    for number in raekker:
        kept = rows.get(tx, Forsinket, number)
        if kept is not None and kept.set_af is None:
            rows.save(tx, Forsinket, number, kept.scope, {"set_af": context.bruger.navn}, context.clock())
