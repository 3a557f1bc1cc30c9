"""The machines that sync in the bench: each a store, a line to our server and the product's own engine."""

import random
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from konsulent_app.store import rows
from konsulent_app.store.database import Database
from konsulent_app.sync.engine import Engine, Outcome
from konsulent_app.sync.transport import Transport
from konsulent_core.clock import system_clock
from konsulent_core.entities import Udsagn, field_names
from konsulent_core.merge import Value
from konsulent_core.words import Tilstand
from tools.bench.servers import LOGIN, PASSWORD
from tools.caseload.text import Words

UDSAGN_CHARS = 146  # as tools.caseload makes them
_TEKST = field_names(Udsagn).index("tekst") + 2  # after id and scope


@dataclass(frozen=True, slots=True)
class Machine:
    database: Database
    transport: Transport
    engine: Engine

    def sync(self) -> Outcome:
        return self.engine.sync()

    def close(self) -> None:
        self.transport.close()
        self.database.close()


def machine(database: Database, port: int) -> Machine:
    """Logged in at our server on ``port``."""
    transport = Transport(f"http://127.0.0.1:{port}")
    transport.log_in(LOGIN, PASSWORD)
    return Machine(database, transport, Engine(database, transport, system_clock, secrets.token_bytes))


def pick_udsagn(database: Database, count: int) -> list[tuple[Value, ...]]:
    """``count`` udsagn of as many open besøg as there are, spread over the store: (id, scope, the fields)."""
    names = ",".join(f'"{name}"' for name in ("id", "scope", *field_names(Udsagn)))
    sql = (
        f"SELECT {names} FROM udsagn WHERE besoeg IN (SELECT id FROM besoeg WHERE tilstand='{Tilstand.KLADDE}') "
        f"ORDER BY felt, id LIMIT {count}"
    )
    with database.reading() as tx:
        return [tuple(row) for row in tx.conn.exec_driver_sql(sql)]


def rewritten(udsagn: list[tuple[Value, ...]], seed: int) -> list[tuple[Value, ...]]:
    """The same udsagn with texts of which every word is new: the dearest edit of one field that there is."""
    words = Words(random.Random(seed))
    return [(*row[:_TEKST], words.text(UDSAGN_CHARS), *row[_TEKST + 1 :]) for row in udsagn]


def edit(database: Database, udsagn: list[tuple[Value, ...]]) -> None:
    """Saves the texts as the form does."""
    with database.writing() as tx:
        for row in udsagn:
            rows.save(tx, Udsagn, int(row[0] or 0), int(row[1] or 0), {"tekst": row[_TEKST]}, datetime.now(UTC))
