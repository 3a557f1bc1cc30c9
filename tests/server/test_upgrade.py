"""The database is brought up to a later version while an older server and its clients work on it."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from konsulent_app.sync.transport import ServerTrouble
from konsulent_core.wire import Batch, LoginRequest
from konsulent_server import schema
from konsulent_server.database import MIGRATIONS, migrate, open_engine, writing
from konsulent_server.health import Readiness
from konsulent_server.login_api import make_logins
from tests.conftest import MakeClient, Postgres
from tests.server.house import BESOEG, BORGER, SAG, House, begin, born
from tests.server.process import Machine, furnish, running
from tests.server.stores import save, texts

LATER = "9000"
_SOURCE = '''"""What a later version may do while this one works: it adds, and takes nothing away."""

import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("ny", sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("tekst", sa.Text))
    for table in {tables}:
        op.add_column(table, sa.Column("senere", sa.Text, nullable=False, server_default="fra 9000"))
        op.add_column(table, sa.Column("ukendt", sa.BigInteger))
    op.create_index("raekke_senere", "raekke", ["senere"])
'''


def upgrade(url: str, folder: Path) -> None:
    """As the next version's own start would do it."""
    scripts = folder / "migrations"
    if not scripts.exists():
        shutil.copytree(MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        source = _SOURCE.format(head=schema.SCHEMA_VERSION, tables=sorted(schema.METADATA.tables))
        (scripts / "versions" / "v9000.py").write_text(source, "utf-8")
    engine = create_engine(url)
    migrate(engine, scripts)
    engine.dispose()


def test_a_server_of_before_goes_on_with_the_schema_of_after(house: House, client: MakeClient, tmp_path: Path) -> None:
    """Every table has more columns than it knows of; each of its statements is used."""
    mette = client(house.person("Mette", SAG, BORGER))
    save(mette, house, 100, besoeg=BESOEG, tekst="før")
    mette.sync()
    upgrade(house.url, tmp_path)
    save(mette, house, 100, tekst="efter")
    save(mette, house, 101, besoeg=BESOEG, tekst="ny")
    mette.sync()
    soeren = client(house.person("Søren", SAG, BORGER))
    soeren.sync()
    assert texts(mette) == texts(soeren) == {100: "efter", 101: "ny"}
    begin(house.hand(house.person("Tredje")))
    kommune = house.services.people.add_kommune("Nyby")
    number = house.services.people.add_user(kommune, "ida", "Ida", "et kodeord")
    found = make_logins(house.services.people).by_password(LoginRequest("ida", "et kodeord"), "")
    assert found.user == number
    assert house.services.people.user_of(found.token) is not None


def test_one_that_is_started_again_during_the_upgrade_starts(house: House, tmp_path: Path) -> None:
    upgrade(house.url, tmp_path)
    open_engine(house.url).dispose()
    assert house.query("SELECT version_num FROM alembic_version") == [(LATER,)]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'server.db'}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    name = postgres.copy_of("migrated")
    yield postgres.url(name)
    postgres.drop(name)


def push(machine: Machine, row: int) -> None:
    """As a client does it: where the server is busy, the same batch once more."""
    machine.number += 1
    batch = Batch(machine.number, "", [born("udsagn", row, 10, tekst="x")], [])
    for _ in range(3):
        try:
            machine.say(batch)
        except ServerTrouble:
            continue
        return
    raise AssertionError("the server stays busy")


def test_a_live_server_is_migrated_between_two_pushes_and_each_counts_once(url: str, tmp_path: Path) -> None:
    furnish(url)
    with running(url, tmp_path) as server:
        machine = Machine(server)
        machine.push(born("sag", 10, 10, nummer="1"))
        machine.number = 1
        done, failed = threading.Event(), []

        def migrate() -> None:
            try:
                upgrade(url, tmp_path)
            except Exception as error:
                failed.append(error)
            done.set()

        thread = threading.Thread(target=migrate)
        pushes = 0
        while not done.is_set() or pushes < 10:
            push(machine, 100 + pushes)
            pushes += 1
            if pushes == 5:
                thread.start()
        thread.join()
        assert failed == []
        push(machine, 99)
        with server.http() as http:
            assert http.get("/readyz").status_code == 200
        machine.close()
    engine = create_engine(url)
    with engine.connect() as conn:
        assert conn.execute(text("SELECT seq FROM kommune")).scalar() == pushes + 2
        assert conn.execute(text("SELECT count(*) FROM raekke WHERE senere='fra 9000'")).scalar() == pushes + 2
    engine.dispose()


def test_a_server_whose_database_is_older_than_itself_says_that_it_is_not_ready(house: House) -> None:
    with writing(house.services.exchange.engine) as conn:
        conn.execute(text("UPDATE alembic_version SET version_num='0001'"))
    problem = Readiness(house.services.exchange.engine).problem()
    assert problem is not None
    assert problem.code == "schema"
