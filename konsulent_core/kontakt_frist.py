"""How long a machine may open its store without having heard the server, and what a turned-back clock is."""

from datetime import datetime, timedelta
from enum import Enum

OFFLINE_DAYS = 14  # where the server has said nothing else
# So far may clocks differ: an hour of summer time, a battery that died, a server a little ahead.
LEEWAY = timedelta(hours=26)


class Grund(Enum):
    """Why a log-in with net is asked for before the store opens."""

    FOR_LAENGE = "for_laenge"
    URET = "uret"
    GENDANNET = "gendannet"


def why_online(
    now: datetime, contact: datetime | None, seen: datetime | None, days: int, *, restored: bool = False
) -> Grund | None:
    """``contact`` is the server's time when it was last heard, ``seen`` the latest that this machine's clock has shown;
    None for a machine that has had neither. A clock behind what it has shown may have been turned back to win time.
    ``restored``: from a backup, and the server has not been asked since what is still this person's."""
    if restored:
        return Grund.GENDANNET
    known = [instant for instant in (contact, seen) if instant is not None]
    if any(now < instant - LEEWAY for instant in known):
        return Grund.URET
    if contact is not None and now - contact > timedelta(days=max(1, days)):
        return Grund.FOR_LAENGE
    return None
