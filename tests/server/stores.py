"""Hands for the real stores of two machines at one house."""

import json

import pytest

from konsulent_app.store import outbox, rows
from konsulent_app.sync.transport import Offline
from konsulent_core.entities import Konflikt, Record, Udsagn
from konsulent_core.merge import Value
from tests.server.house import SAG, Client, House
from tools.long.sync_machines import Fault


def texts(client: Client) -> dict[int, str | None]:
    with client.database.reading() as tx:
        return {row.id: row.tekst for row in rows.find(tx, Udsagn)}


def save(client: Client, house: House, row: int, entity: type[Record] = Udsagn, **values: Value) -> None:
    with client.database.writing() as tx:
        rows.save(tx, entity, row, SAG, values, house.clock())


def konflikter(client: Client) -> list[Konflikt]:
    with client.database.reading() as tx:
        return rows.find(tx, Konflikt)


def waiting(client: Client) -> int:
    with client.database.reading() as tx:
        return outbox.waiting_count(tx)


def quarantine(client: Client) -> list[tuple[int, dict[str, Value]]]:
    with client.database.reading() as tx:
        found = tx.conn.exec_driver_sql("SELECT raekke, felter FROM karantaene ORDER BY nr").all()
    return [(row, json.loads(values)) for row, values in found]


def lose_answer(client: Client) -> None:
    client.line.requests, client.line.fault = 0, Fault("unanswered", 0)
    with pytest.raises(Offline):
        client.sync()
    client.line.fault = Fault()
