"""One konsulent's computer in the demo: its key, its encrypted store, and its line to the server."""

import secrets
from functools import partial
from dataclasses import dataclass, field
from pathlib import Path

from konsulent_app import keys
from konsulent_app.app.opened import load_leveret, open_with, remember_login
from konsulent_app.app.papers import Papers
from konsulent_app.paths import Paths, resources_folder
from konsulent_app.services.bog import Bog
from konsulent_app.services.context import Context
from konsulent_app.services.sagtal import refresh_sagtal
from konsulent_app.services.udgivne import take_in
from konsulent_app.store.database import Database
from konsulent_app.sync.engine import Engine, Outcome
from konsulent_app.sync.transport import Transport
from konsulent_core.clock import system_clock
from tools.demo.server import LOGIN, DemoServer


@dataclass(frozen=True, slots=True)
class Machine:
    """Somebody is logged in here. ``passphrase`` unlocks the store when the app has locked itself."""

    paths: Paths
    key: keys.StoreKey
    passphrase: str = field(repr=False)
    database: Database
    context: Context
    transport: Transport

    def sync(self) -> Outcome:
        """Raises what ``Engine.sync`` raises."""
        counts = partial(refresh_sagtal, context=self.context)
        line = self.transport
        outcome = Engine(self.database, line, system_clock, secrets.token_bytes, before_sending=counts).sync()
        with self.database.reading() as tx:
            take_in(tx, self.context)
        return outcome

    def pdf(self, besoeg: int) -> bytes:
        """»Opfølgning – sag« as this machine prints it."""
        return Papers(self.database, self.context, resources_folder() / "fonts").pdf(besoeg)

    def close(self) -> None:
        self.transport.close()
        self.database.close()


def new_machine(folder: Path, server: DemoServer, login: str = LOGIN) -> Machine:
    """A fresh computer on which somebody, Mette if nobody else, has just logged in."""
    paths = Paths.under(folder)
    paths.make()
    passphrase = f"demo-{secrets.token_hex(4)}"
    key = keys.create(paths.key, None, passphrase, None, secrets.token_bytes)
    opened = open_with(paths, key, resources_folder())
    transport = Transport(server.address)
    bruger = remember_login(opened.database, server.address, transport.log_in(login, server.password))
    bog = Bog(load_leveret(resources_folder()))
    context = Context(clock=system_clock, entropy=secrets.token_bytes, bruger=bruger, skemaer=bog, bog=bog)
    return Machine(paths, key, passphrase, opened.database, context, transport)
