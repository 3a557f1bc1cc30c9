"""The driver syncs by itself, one at a time, and tells how it stands."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from konsulent_app.store.database import Database
from konsulent_app.store.opening import open_store
from konsulent_app.sync.schedule import Ended, Kind, State
from konsulent_app.ui.models.sync_driver import SyncDriver
from konsulent_app.ui.work import Work
from tools import shot_sager


@pytest.fixture
def machine(qapp: QApplication, tmp_path: Path) -> Iterator[tuple[Database, Work]]:
    database = open_store(tmp_path / "lager.db", b"k" * 32, None, tmp_path / "kopier", shot_sager.NU)
    shot_sager.fill(database)
    work = Work(database)
    yield database, work
    work.settle()
    work.close()
    database.close()


def run(driver: SyncDriver, work: Work, qtbot: QtBot) -> Ended:
    with qtbot.waitSignal(driver.ended, timeout=5_000) as waited:
        driver.start()
    work.settle()
    ended = waited.args[0] if waited.args else None
    assert isinstance(ended, Ended)
    return ended


def giving(ended: Ended) -> Callable[[], Ended]:
    return lambda: ended


def test_it_syncs_as_soon_as_it_is_started(machine: tuple[Database, Work], qtbot: QtBot) -> None:
    _, work = machine
    driver = SyncDriver(work, giving(Ended(Kind.DONE)))
    assert run(driver, work, qtbot).kind is Kind.DONE
    assert driver.view.state is State.OK


def test_without_net_it_counts_the_besoeg_that_wait(machine: tuple[Database, Work], qtbot: QtBot) -> None:
    database, work = machine
    shot_sager.add_karantaene(database)
    driver = SyncDriver(work, giving(Ended(Kind.OFFLINE, "Uden forbindelse.")))
    run(driver, work, qtbot)
    assert (driver.view.state, driver.view.venter) == (State.OFFLINE, 3)


def test_an_ended_session_asks_for_log_in(machine: tuple[Database, Work], qtbot: QtBot) -> None:
    _, work = machine
    driver = SyncDriver(work, giving(Ended(Kind.SESSION, "Log ind igen.")))
    with qtbot.waitSignal(driver.session_ended, timeout=5_000):
        driver.start()
    work.settle()


def test_an_error_nobody_expected_is_told_and_does_not_stop_it(machine: tuple[Database, Work], qtbot: QtBot) -> None:
    _, work = machine
    runs: list[int] = []

    def attempt() -> Ended:
        runs.append(1)
        raise KeyError("ours")

    driver = SyncDriver(work, attempt)
    with qtbot.waitSignal(driver.crashed, timeout=5_000):
        driver.start()
    with qtbot.waitSignal(driver.crashed, timeout=5_000):
        driver.wish()
    work.settle()
    assert len(runs) == 2
    assert driver.view.state is State.ERROR


def test_a_clock_that_is_far_off_is_told_once(machine: tuple[Database, Work], qtbot: QtBot) -> None:
    _, work = machine
    told: list[float] = []
    driver = SyncDriver(work, giving(Ended(Kind.DONE, clock_off=-400.0)))
    driver.clock_off.connect(told.append)
    run(driver, work, qtbot)
    with qtbot.waitSignal(driver.ended, timeout=5_000):
        driver.wish()
    work.settle()
    assert told == [-400.0]


def test_a_change_is_sent_soon_and_while_one_sync_runs_no_other_begins(
    machine: tuple[Database, Work], qtbot: QtBot
) -> None:
    database, work = machine
    now = [0.0]
    runs: list[int] = []

    def attempt() -> Ended:
        runs.append(1)
        return Ended(Kind.DONE)

    driver = SyncDriver(work, attempt, lambda: now[0])
    run(driver, work, qtbot)
    shot_sager.add_karantaene(database)
    qtbot.waitUntil(lambda: driver.view.venter == 3, timeout=5_000)
    assert driver.view.state is State.QUEUED
    with qtbot.waitSignal(driver.ended, timeout=5_000):
        driver.wish()
        driver.wish()
    work.settle()
    assert len(runs) == 2


def test_stopped_it_begins_no_more(machine: tuple[Database, Work], qtbot: QtBot) -> None:
    _, work = machine
    runs: list[int] = []

    def attempt() -> Ended:
        runs.append(1)
        return Ended(Kind.DONE)

    driver = SyncDriver(work, attempt)
    run(driver, work, qtbot)
    driver.stop()
    driver.wish()
    qtbot.wait(50)
    assert runs == [1]
