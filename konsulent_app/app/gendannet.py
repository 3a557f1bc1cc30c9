"""A store that was put back from a backup asks the server what is still its person's before anything of it is shown."""

import secrets
from datetime import datetime

from konsulent_app.app.opened import Opened
from konsulent_app.paths import Paths
from konsulent_app.store import backup, tilmelding
from konsulent_app.sync.engine import Engine
from konsulent_app.sync.transport import Transport
from konsulent_core.clock import Clock, system_clock
from konsulent_core.ids import Entropy


def restore(paths: Paths, place: int, key: bytes, now: datetime) -> None:
    """Puts the backup at that place of the list, the newest first, in the store's; it will ask before it opens. Raises
    ``StoreError``."""
    found = backup.backups(paths.backups)[place]
    backup.restore(paths.store, found, now, lambda copy: tilmelding.note_restored(copy, key))


def catch_up(
    opened: Opened,
    server: str,
    token: str,
    clock: Clock = system_clock,
    entropy: Entropy = secrets.token_bytes,
) -> None:
    """One whole sync, in which what was taken since the backup leaves again. Raises what a sync raises; until it has
    come to its end the store asks for a log-in with net each time it opens."""
    line = Transport(server)
    line.use(token)
    try:
        Engine(opened.database, line, clock, entropy).sync()
        with opened.database.writing() as tx:
            tilmelding.forget_restored(tx)
    finally:
        line.close()
