"""This machine's enrolment at the server: its identity, when the server was last heard, and what it said then."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from konsulent_app.store import meta
from konsulent_app.store.database import Database, Tx
from konsulent_core.clock import from_text, to_text
from konsulent_core.kontakt_frist import OFFLINE_DAYS, Grund, why_online
from konsulent_core.maskine import Identity

_IDENTITY, _CONTACT, _DAYS, _CLOCK, _OWN = "maskine", "kontakt", "dage_uden_server", "ur", "login_art"
_REFRESH = "fornyelse"
_RESTORED = "gendannet"


@dataclass(frozen=True, slots=True)
class Tilmelding:
    """``identity`` is None on a machine whose last log-in was by a version that made none. ``by_provider``: the person
    has no password here to change. ``restored``: put back from a backup, and not synced since."""

    identity: Identity | None
    contact: datetime | None
    seen: datetime | None
    offline_days: int
    by_provider: bool
    restored: bool = False

    def why_online(self, now: datetime) -> Grund | None:
        return why_online(now, self.contact, self.seen, self.offline_days, restored=self.restored)


def read(tx: Tx) -> Tilmelding:
    known = meta.everything(tx)
    raw = json.loads(known.get(_IDENTITY, "null"))
    # A sync tells the server's time too.
    heard = [from_text(known[key]) for key in (_CONTACT, "synced") if known.get(key)]
    seen = known.get(_CLOCK)
    return Tilmelding(
        Identity(raw["maskine"], raw["noegle"]) if raw else None,
        max(heard, default=None),
        from_text(seen) if seen else None,
        int(known.get(_DAYS, OFFLINE_DAYS)),
        known.get(_OWN) == "kommune",
        _RESTORED in known,
    )


def note_identity(tx: Tx, identity: Identity, *, by_provider: bool) -> None:
    """At a log-in."""
    meta.put(tx, _IDENTITY, json.dumps({"maskine": identity.machine, "noegle": identity.key}))
    meta.put(tx, _OWN, "kommune" if by_provider else "kode")


def note_contact(tx: Tx, at: str, offline_days: int) -> None:
    """The server has answered a log-in or a renewal. ``at`` is its time."""
    if at:
        meta.put(tx, _CONTACT, at)
    meta.put(tx, _DAYS, str(offline_days))


def note_clock(tx: Tx, now: datetime, *, anew: bool = False) -> None:
    """The latest this machine's clock has shown. ``anew``: after a log-in with net what it shows now counts, also when
    it is earlier."""
    seen = meta.get(tx, _CLOCK)
    if anew or seen is None or from_text(seen) < now:
        meta.put(tx, _CLOCK, to_text(now))


def note_restored(path: Path, key: bytes) -> None:
    """In a backup's copy, before it takes the store's place: a kill in between leaves no store that does not ask.
    Raises ``StoreError``."""
    database = Database(path, key)
    try:
        with database.writing() as tx:
            meta.put(tx, _RESTORED, "1")
    finally:
        database.close()


def forget_restored(tx: Tx) -> None:
    """The server has said what is still this person's."""
    meta.forget(tx, _RESTORED)


def refresh_token(tx: Tx) -> str:
    """Where no keyring holds it; "" for none."""
    return meta.get(tx, _REFRESH) or ""


def put_refresh_token(tx: Tx, token: str) -> None:
    if token:
        meta.put(tx, _REFRESH, token)
    else:
        meta.forget(tx, _REFRESH)
