"""Sets how often the konsulent follows up (DOMAIN §5)."""

from konsulent_app.store.database import Tx
from konsulent_app.store.rytme import keep_rytme
from konsulent_core.rhythm import Rytme


def set_rytme(tx: Tx, *, standard: int, taet: int) -> None:
    """Days between besøg, and between those of a bekymringssag or a first month. Raises ``UserError``."""
    keep_rytme(tx, Rytme(standard=standard, taet=taet))
