"""One konsulent's computer in the demo: its key, its encrypted store, and its line to the server."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from konsulent_app import keys
from konsulent_app.app.opened import Opened, open_with, remember_login
from konsulent_app.paths import Paths, resources_folder
from konsulent_app.services.context import Context
from konsulent_app.store.database import Database
from konsulent_app.sync.engine import Engine, Outcome
from konsulent_app.sync.transport import Transport
from konsulent_core.clock import system_clock
from tools.demo.server import LOGIN, DemoServer


@dataclass(frozen=True, slots=True)
class Machine:
    """Somebody is logged in here. ``context`` is hers."""

    paths: Paths
    opened: Opened
    context: Context
    transport: Transport
    engine: Engine

    @property
    def database(self) -> Database:
        return self.opened.database

    def sync(self) -> Outcome:
        """Raises what ``Engine.sync`` raises."""
        return self.engine.sync()

    def close(self) -> None:
        self.transport.close()
        self.database.close()


def new_machine(folder: Path, server: DemoServer) -> Machine:
    """A fresh computer on which Mette has just logged in."""
    paths = Paths.under(folder)
    paths.make()
    # The passphrase is thrown away: the demo's stores are made anew each time, and nobody opens them again.
    key = keys.create(paths.key, None, secrets.token_urlsafe(24), None, secrets.token_bytes)
    opened = open_with(paths, key, resources_folder())
    transport = Transport(server.address)
    bruger = remember_login(opened.database, server.address, transport.log_in(LOGIN, server.password))
    context = Context(clock=system_clock, entropy=secrets.token_bytes, bruger=bruger, skemaer=opened.skemaer)
    engine = Engine(opened.database, transport, system_clock, secrets.token_bytes)
    return Machine(paths, opened, context, transport, engine)
