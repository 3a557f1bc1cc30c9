"""A backup is made while the server works, and put back only where that does no harm."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from konsulent_server import backup
from konsulent_server.backup import CannotCopy, back_up, restore
from konsulent_server.database import open_engine
from tests.server.house import House, begin, born
from tests.server.process import ROOT, furnish


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "server.db"
    furnish(f"sqlite:///{made}")
    return made


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def people(path: Path) -> int:
    with closing(sqlite3.connect(path)) as conn:
        return int(conn.execute("SELECT count(*) FROM bruger").fetchone()[0])


def test_a_backup_of_a_server_at_work_is_of_one_moment(sqlite_house: House, tmp_path: Path) -> None:
    """Each push writes two rows that belong together, all the time while copies are made."""
    hand = sqlite_house.hand(sqlite_house.person("Mette"))
    begin(hand)
    path = Path(sqlite_house.url.removeprefix("sqlite:///"))
    stop, failed = threading.Event(), []

    def work() -> None:
        try:
            for row in range(1000, 3000, 2):
                if stop.is_set():
                    return
                hand.push(born("udsagn", row, 10, tekst="x" * 500), born("udsagn", row + 1, 10, tekst="y" * 500))
        except Exception as error:
            failed.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    for number in range(5):
        back_up(sqlite_house.url, str(tmp_path / f"copy{number}"))
    stop.set()
    worker.join()
    assert failed == []
    sizes = []
    for number in range(5):
        with closing(sqlite3.connect(tmp_path / f"copy{number}")) as conn:
            rows = conn.execute("SELECT count(*) FROM raekke WHERE id>=1000").fetchone()[0]
            pushes, seq = conn.execute("SELECT count(*), max(k.seq) FROM push, kommune k").fetchone()
        assert rows % 2 == 0
        assert pushes == seq == rows // 2 + 1
        sizes.append(rows)
    assert sizes == sorted(sizes)
    assert sizes[-1] > 0
    assert path.stat().st_size
    assert (tmp_path / "copy0").stat().st_mode & 0o077 == 0, "nobody else may read it"
    sqlite_house.close()


def test_a_restore_brings_the_moment_back_and_keeps_what_was_there(path: Path, tmp_path: Path) -> None:
    back_up(url(path), str(tmp_path / "copy"))
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("DELETE FROM bruger")
        conn.commit()
    kept = restore(url(path), str(tmp_path / "copy"))
    assert people(path) == 1
    assert kept is not None
    assert people(kept) == 0
    open_engine(url(path)).dispose()


def test_nothing_is_restored_under_a_server_that_runs(path: Path, tmp_path: Path) -> None:
    back_up(url(path), str(tmp_path / "copy"))
    engine = open_engine(url(path))
    with pytest.raises(CannotCopy, match="stop it first"):
        restore(url(path), str(tmp_path / "copy"))
    with engine.connect() as conn:
        assert conn.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal", "it goes on as it was"
    engine.dispose()
    assert restore(url(path), str(tmp_path / "copy")) is not None


def test_a_machine_that_is_new_takes_the_backup_as_its_database(path: Path, tmp_path: Path) -> None:
    back_up(url(path), str(tmp_path / "copy"))
    new = tmp_path / "ny" / "server.db"
    new.parent.mkdir()
    assert restore(url(new), str(tmp_path / "copy")) is None
    assert people(new) == 1


def test_a_database_that_is_damaged_can_be_replaced(path: Path, tmp_path: Path) -> None:
    back_up(url(path), str(tmp_path / "copy"))
    path.write_bytes(b"ikke en database" * 1000)
    kept = restore(url(path), str(tmp_path / "copy"))
    assert people(path) == 1
    assert kept is not None
    assert kept.read_bytes().startswith(b"ikke en database")


@pytest.mark.parametrize("what", ["damaged", "foreign", "text", "missing", "later"])
def test_what_is_no_good_backup_is_not_put_in_the_place_of_a_database(path: Path, tmp_path: Path, what: str) -> None:
    copy = tmp_path / "copy"
    if what in ("damaged", "later"):
        back_up(url(path), str(copy))
    if what == "damaged":
        content = bytearray(copy.read_bytes())
        content[4096 * 3 : 4096 * 5] = b"\xff" * 8192
        copy.write_bytes(content)
    elif what == "later":
        with closing(sqlite3.connect(copy)) as conn:
            conn.execute("UPDATE alembic_version SET version_num='9999'")
            conn.commit()
    elif what == "foreign":
        with closing(sqlite3.connect(copy)) as conn:
            conn.execute("CREATE TABLE noget (a)")
    elif what == "text":
        copy.write_text("hej", "utf-8")
    before = path.read_bytes()
    with pytest.raises(CannotCopy):
        restore(url(path), str(copy))
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith("server.db")) == ["server.db"]


def test_a_backup_replaces_nothing_and_leaves_no_half_of_one(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy"
    back_up(url(path), str(target))
    with pytest.raises(CannotCopy, match="never replaces"):
        back_up(url(path), str(target))
    with pytest.raises(CannotCopy, match="No such file"):
        back_up(url(path), str(tmp_path / "findes" / "ikke"))

    def damaged(_path: Path) -> None:
        raise CannotCopy("damaged")

    monkeypatch.setattr(backup, "_check", damaged)
    with pytest.raises(CannotCopy):
        back_up(url(path), str(tmp_path / "to"))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy", "server.db"]


def test_the_command_says_which_tools_postgresql_has(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "konsulent_server", "--database", "postgresql+psycopg://h/n", "backup", "x"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, "pg_dump" in ended.stderr) == (2, True)


def test_a_copy_by_hand_of_the_file_alone_would_not_do(sqlite_house: House, tmp_path: Path) -> None:
    """Why there is a command: what was written last stands in the file beside it."""
    hand = sqlite_house.hand(sqlite_house.person("Mette"))
    begin(hand)
    path = Path(sqlite_house.url.removeprefix("sqlite:///"))
    shutil.copy(path, tmp_path / "by-hand")
    back_up(sqlite_house.url, str(tmp_path / "copy"))
    with closing(sqlite3.connect(tmp_path / "by-hand")) as conn:
        assert conn.execute("SELECT count(*) FROM raekke").fetchone()[0] < 3
    with closing(sqlite3.connect(tmp_path / "copy")) as conn:
        assert conn.execute("SELECT count(*) FROM raekke").fetchone()[0] == 3
    sqlite_house.close()
