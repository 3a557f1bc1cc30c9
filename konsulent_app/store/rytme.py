"""How often this konsulent follows up: kept in her own store, and read wherever something is said to be overdue."""

import json

from konsulent_app.store import meta
from konsulent_app.store.database import Tx
from konsulent_core.errors import UserError
from konsulent_core.rhythm import STANDARD, Rytme

_KEY = "rytme"


def read_rytme(tx: Tx) -> Rytme:
    """As it was set, else the standard one."""
    kept = meta.get(tx, _KEY)
    try:
        return Rytme(**json.loads(kept)) if kept else STANDARD
    except (ValueError, TypeError, UserError):
        return STANDARD


def keep_rytme(tx: Tx, rytme: Rytme) -> None:
    """Counts from now on."""
    meta.put(tx, _KEY, json.dumps({"standard": rytme.standard, "taet": rytme.taet}))
