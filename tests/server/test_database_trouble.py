"""A database that hung up, or that cannot: what the client is answered, and what the server's log holds."""

import logging
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from konsulent_app.store import rows
from konsulent_app.store.database import Database
from konsulent_app.sync.attempt import attempt
from konsulent_app.sync.compare import Comparison
from konsulent_app.sync.engine import Engine
from konsulent_app.sync.schedule import Ended, Kind
from konsulent_app.sync.transport import Transport
from konsulent_core.entities import Borger, Sag
from konsulent_server.app import make_app
from konsulent_server.database import is_postgresql, writing
from konsulent_server.log import Log
from konsulent_server.trouble import Trouble
from konsulent_server.watch import Watch
from tests.conftest import MakeClient, Postgres
from tests.server.house import BORGER, SAG, House

WORDS = "hun har talt med sin storesøster"
_FORBIDDEN = {
    True: ("ALTER TABLE raekke ADD CONSTRAINT nej CHECK (felter NOT LIKE '%storesøster%')",),
    False: tuple(
        f"CREATE TRIGGER nej_{verb} BEFORE {verb} ON raekke WHEN NEW.felter LIKE '%storesøster%' "
        "BEGIN SELECT RAISE(ABORT, 'nej'); END"
        for verb in ("INSERT", "UPDATE")
    ),
}


@pytest.fixture
def log() -> list[bytes]:
    """What the server writes down."""
    return []


@pytest.fixture
def line(house: House, log: list[bytes]) -> Iterator[Transport]:
    """To a server that listens over the house, with a person logged in."""
    house.services.people.add_user(house.kommune, "mette", "Mette", "kode")
    config = uvicorn.Config(
        make_app(house.services, Watch(log=Log(log.append))), port=0, log_level="warning", ws="none", log_config=None
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    made = Transport(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
    made.log_in("mette", "kode")
    yield made
    made.close()
    server.should_exit = True
    thread.join()


@pytest.fixture
def database(house: House, client: MakeClient) -> Database:
    return client(house.person("Mette")).database


def write(database: Database, house: House, words: str) -> None:
    with database.writing() as tx:
        rows.save(tx, Sag, SAG, SAG, {"nummer": "1", "borger": BORGER}, house.clock())
        rows.save(tx, Borger, BORGER, BORGER, {"fornavn": words}, house.clock())


def sync(database: Database, line: Transport, house: House) -> Ended:
    engine = Engine(database, line, house.clock, house.entropy)
    return attempt(engine, Comparison(database, line, house.clock))


@pytest.mark.postgres
@pytest.mark.parametrize("house", ["postgresql"], indirect=True)
def test_a_sync_after_the_database_hung_up_goes_through(
    house: House, line: Transport, database: Database, postgres: Postgres
) -> None:
    write(database, house, "Janet")
    assert sync(database, line, house).kind is Kind.DONE
    ((name,),) = house.query("SELECT current_database()")
    postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname='{name}'")
    write(database, house, "Janet Bo")
    assert sync(database, line, house).kind is Kind.DONE
    assert house.row(BORGER)["fornavn"] == "Janet Bo"


@pytest.mark.parametrize("known", [False, True], ids=["a birth", "an edit"])
def test_what_the_database_cannot_take_is_told_and_no_word_of_it_reaches_the_log(
    house: House,
    line: Transport,
    database: Database,
    log: list[bytes],
    caplog: pytest.LogCaptureFixture,
    known: bool,
) -> None:
    if known:
        write(database, house, "Janet")
        assert sync(database, line, house).kind is Kind.DONE
    with writing(house.services.exchange.engine) as conn:
        kind = is_postgresql(conn)
        for sql in _FORBIDDEN[kind]:
            conn.exec_driver_sql(sql.replace("%", "%%") if kind else sql)
    write(database, house, WORDS)
    with caplog.at_level(logging.DEBUG):
        ended = sync(database, line, house)
        again = sync(database, line, house)
    for told in (ended, again):
        assert (told.kind, told.message) == (Kind.TROUBLE, Trouble.FAULT.value.message)
    written = b"".join(log).decode() + caplog.text
    assert "IntegrityError" in written
    assert "storesøster" not in written
