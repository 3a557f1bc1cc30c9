"""When the index is brought up to date: after a calm, at once when asked, and not after the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from konsulent_app.store import rows
from konsulent_app.store.database import Database
from konsulent_app.store.errors import DiskFull
from konsulent_app.store.opening import open_store
from konsulent_app.store.soegeindeks import SLICE, waits
from konsulent_app.ui.models import soegeindeks
from konsulent_app.ui.models.soegeindeks import Soegeindeks
from konsulent_app.ui.work import Work
from konsulent_core.entities import Virksomhed
from tools.shot_sager import NU


@pytest.fixture
def machine(qapp: QApplication, tmp_path: Path) -> Iterator[tuple[Database, Work]]:
    database = open_store(tmp_path / "lager.db", b"k" * 32, None, tmp_path / "kopier", NU)
    work = Work(database)
    yield database, work
    work.settle()
    work.close()
    database.close()


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soegeindeks, "CALM_MS", 20)


def write(database: Database, many: int = 1) -> None:
    with database.writing() as tx:
        rows.save_unless_there(
            tx, Virksomhed, [(number, 9, {"navn": f"Nordlager {number}"}) for number in range(1, many + 1)], NU
        )


def is_behind(database: Database) -> bool:
    with database.reading() as tx:
        return waits(tx)


@pytest.mark.usefixtures("soon")
def test_what_was_written_is_indexed_when_nothing_has_moved_for_a_while(
    machine: tuple[Database, Work], qtbot: QtBot
) -> None:
    database, work = machine
    indeks = Soegeindeks(work, database)
    indeks.start()
    with qtbot.waitSignal(indeks.moved, timeout=5_000):
        write(database)
    assert not is_behind(database)


@pytest.mark.usefixtures("soon")
def test_what_an_earlier_session_left_is_indexed_after_the_start(machine: tuple[Database, Work], qtbot: QtBot) -> None:
    database, work = machine
    write(database)
    indeks = Soegeindeks(work, database)
    with qtbot.waitSignal(indeks.moved, timeout=5_000):
        indeks.start()
    assert not is_behind(database)


def test_while_rows_move_the_index_waits_and_whoever_searches_does_not(
    machine: tuple[Database, Work], qtbot: QtBot
) -> None:
    database, work = machine
    indeks = Soegeindeks(work, database)
    indeks.start()
    with qtbot.assertNotEmitted(indeks.moved, wait=100):
        write(database)
    with qtbot.waitSignal(indeks.moved, timeout=5_000):
        indeks.hurry()
    assert not is_behind(database)
    indeks.stop()


@pytest.mark.usefixtures("soon")
def test_a_long_queue_is_made_in_several_turns_of_the_thread(machine: tuple[Database, Work], qtbot: QtBot) -> None:
    database, work = machine
    write(database, 3 * SLICE)
    late = iter(range(1_000))
    indeks = Soegeindeks(work, database, monotonic=lambda: float(next(late)))  # each look at the clock is a second on
    told: list[bool] = []
    indeks.moved.connect(lambda: told.append(is_behind(database)))
    indeks.start()
    qtbot.waitUntil(lambda: len(told) >= 3, timeout=5_000)
    assert told[0]
    assert not told[-1]


@pytest.mark.usefixtures("soon")
def test_after_the_end_nothing_more_is_made(machine: tuple[Database, Work], qtbot: QtBot) -> None:
    database, work = machine
    indeks = Soegeindeks(work, database)
    indeks.start()
    indeks.stop()
    write(database)
    indeks.hurry()
    qtbot.wait(100)
    assert is_behind(database)


@pytest.mark.usefixtures("soon")
def test_after_a_full_disk_it_goes_on_with_the_next_change(
    machine: tuple[Database, Work], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, work = machine
    indeks = Soegeindeks(work, database)
    with monkeypatch.context() as patch:

        def full(*_: object) -> int:
            raise DiskFull

        patch.setattr(soegeindeks, "catch_up", full)
        indeks.start()
        indeks.hurry()
        work.settle()
    with qtbot.waitSignal(indeks.moved, timeout=5_000):
        write(database)
    assert not is_behind(database)
