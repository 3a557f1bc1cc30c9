"""One machine as a process that is spoken to in lines of JSON. It runs on whichever tree of the product it is given.

``python -P net_seat_child.py STORE ADDRESS LOGIN``. Nothing but the product is imported here: an older one has none of
today's tools.
"""

import json
import secrets
import sys
from pathlib import Path

import konsulent_core
from konsulent_app.store import outbox, rows
from konsulent_app.store.opening import open_store
from konsulent_app.sync.attempt import attempt
from konsulent_app.sync.engine import Engine
from konsulent_app.sync.transport import Transport
from konsulent_core.clock import system_clock
from konsulent_core.entities import BY_TABEL, field_names

KEY = bytes(range(32))
PASSWORD = "en prøvekode"


def seat(store: Path, address: str, login: str) -> None:
    database = open_store(store, KEY, None, store.parent / "kopier", system_clock())
    transport = Transport(address)
    logged_in = False
    engine = Engine(database, transport, system_clock, secrets.token_bytes)
    print(json.dumps({"product": konsulent_core.__file__}), flush=True)
    for line in sys.stdin:
        told = json.loads(line)
        answer: dict[str, object] = {}
        match told["do"]:
            case "write":
                with database.writing() as tx:
                    entity = BY_TABEL[told["table"]]
                    rows.save(tx, entity, told["row"], told["scope"], told["values"], system_clock())
            case "sync":
                if not logged_in:
                    transport.log_in(login, PASSWORD)
                    logged_in = True
                ended = attempt(engine)
                answer = {"kind": ended.kind.name, "message": ended.message}
            case "look":
                answer = {"waiting": 0, "rows": {}, "refused": []}
                with database.reading() as tx:
                    answer["waiting"] = outbox.waiting_count(tx)
                    found = tx.conn.exec_driver_sql("SELECT raekke, felter FROM karantaene").all()
                    answer["refused"] = [[row, json.loads(values)] for row, values in found]
                    answer["rows"] = {
                        table: [
                            [row[0], dict(zip(field_names(entity), row[1:], strict=True))]
                            for row in tx.conn.exec_driver_sql(
                                "SELECT "
                                + ",".join(f'"{name}"' for name in ("id", *field_names(entity)))
                                + f' FROM "{table}"'
                            )
                        ]
                        for table, entity in BY_TABEL.items()
                    }
            case _:
                raise ValueError(told["do"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    seat(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
