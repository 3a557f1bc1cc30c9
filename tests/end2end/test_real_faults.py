"""One real life for each fault: server processes that are killed, disks that are full, lines that are cut to the byte.

In each the Law is asked at the end, and every word to a person is checked for truth (``tools.long.net_world``). Many
lives of each are lived by ``python3 dev.py test --long net``. Here each must also show that its fault struck.
"""

import os
import random
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tools.long import net_faults_base, net_faults_line, net_versions
from tools.long.net_server import ServerProcess
from tools.long.net_strike import Play
from tools.long.net_yard import Yard, yard
from tools.long.sync_law import Broken

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the faults are made with Linux' own means"),
]
needs_a_disk = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="a small disk is mounted")


@pytest.fixture(scope="module")
def used_yard(quick_folder: Path) -> Iterator[Yard]:
    with yard(quick_folder / "yard") as made:
        yield made


def live(used: Yard, play: Play, seed: int) -> Counter[str]:
    """What struck in one life."""
    used.struck.clear()
    play(used, random.Random(seed))
    return Counter(used.struck)


def test_a_change_that_never_left_would_be_seen_as_the_lie_that_all_is_sent(used_yard: Yard) -> None:
    def forget(yard: Yard, dice: random.Random) -> None:
        with yard.life(dice) as world:
            world.act_for_sure(0, 0)
            with world.machines[0].database.writing() as tx:
                tx.conn.exec_driver_sql("DELETE FROM outbox")
            world.try_sync(0)

    with pytest.raises(Broken, match="told that all is sent"):
        live(used_yard, forget, 2)


def test_a_word_of_a_person_in_the_servers_log_would_be_seen(used_yard: Yard) -> None:
    def leak(yard: Yard, dice: random.Random) -> None:
        with yard.life(dice) as world:
            world.act_for_sure(0, 0)
            (word,) = {str(value) for (_, name), value in world.machines[0].left.items() if name == "telefon"}
            world.log.write_text(f"an error: {word}\n", "utf-8")

    with pytest.raises(Broken, match="log holds"):
        live(used_yard, leak, 2)


def test_a_server_killed_before_and_after_its_commit_counts_each_push_once(used_yard: Yard) -> None:
    struck = live(used_yard, net_faults_line.kill_in_push, 8)
    assert struck["push: committed, not answered"] >= 1
    assert struck["push: not committed"] >= 1


def test_a_server_killed_while_it_is_read_from_is_read_on_when_it_is_back(used_yard: Yard) -> None:
    struck = live(used_yard, net_faults_line.kill_in_pull, 8)
    assert sum(count for what, count in struck.items() if "nothing to send" in what) >= 1


def test_a_server_killed_under_load_loses_nothing(used_yard: Yard) -> None:
    assert live(used_yard, net_faults_line.kill_under_load, 2)["killed under load"] >= 1


def test_a_laptop_that_fell_silent_in_the_middle_of_a_request_does_not_hold_up_a_restart(tmp_path: Path) -> None:
    server = ServerProcess.fork(f"sqlite:///{tmp_path / 'server.db'}", tmp_path / "log", grace=1)
    with socket.create_connection(("127.0.0.1", server.port)) as silent:
        silent.sendall(b"POST /v1/sync HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nhalf of it")
        time.sleep(0.2)
        started = time.monotonic()
        server.stop()
    assert not server.lives
    assert time.monotonic() - started < 10


def test_an_answer_that_is_lost_after_the_commit_is_given_again(used_yard: Yard) -> None:
    assert live(used_yard, net_faults_line.answer_lost, 2)["answer lost: committed, not answered"] >= 2


def test_a_line_cut_anywhere_costs_a_retry(used_yard: Yard) -> None:
    struck = live(used_yard, net_faults_line.cut, 8)
    assert struck["cut up: not committed"] >= 1
    assert struck["cut down: committed, not answered"] >= 1


def test_a_line_that_hangs_is_given_up(used_yard: Yard) -> None:
    assert sum(live(used_yard, net_faults_line.hang, 8).values()) >= 1


def test_two_kilobytes_a_second_are_slow_and_enough(used_yard: Yard) -> None:
    assert live(used_yard, net_faults_line.slow, 2)["2 kB/s"] == 1


def test_a_line_that_comes_and_goes_loses_nothing(used_yard: Yard) -> None:
    assert live(used_yard, net_faults_line.flapping, 2)["line gone and back"] >= 5


@pytest.mark.postgres
def test_nobody_notices_that_postgresql_was_restarted_while_all_was_quiet(used_yard: Yard) -> None:
    struck = live(used_yard, net_faults_base.postgres_while_idle, 2)
    assert sum(count for what, count in struck.items() if "while idle" in what) >= 1


@pytest.mark.postgres
def test_postgresql_restarted_under_load_costs_a_retry(used_yard: Yard) -> None:
    struck = live(used_yard, net_faults_base.postgres_under_load, 2)
    assert sum(count for what, count in struck.items() if "under load" in what) >= 1


@needs_a_disk
def test_a_full_disk_at_the_server_is_told_and_loses_nothing(used_yard: Yard) -> None:
    struck = live(used_yard, net_faults_base.server_disk_full_sqlite, 2)
    assert struck["server's disk full (SQLite), and told"] >= 1


@needs_a_disk
@pytest.mark.postgres
def test_a_full_disk_under_postgresql_is_told_and_loses_nothing(used_yard: Yard) -> None:
    struck = live(used_yard, net_faults_base.server_disk_full_postgres, 2)
    assert struck["server's disk full (PostgreSQL), and told"] >= 1


@needs_a_disk
def test_a_full_disk_on_the_laptop_is_told_and_what_was_saved_goes_out_later(used_yard: Yard) -> None:
    struck = live(used_yard, net_faults_base.client_disk_full, 2)
    assert struck["own disk full: a save refused"] >= 1
    assert struck["own disk full: a sync stopped, and told"] >= 1


def test_a_laptop_whose_clock_is_wrong_by_years_syncs_and_is_told(used_yard: Yard) -> None:
    assert live(used_yard, net_faults_base.client_clock, 2)["own clock wrong by years"] >= 1


def test_a_server_whose_clock_is_wrong_by_a_year_loses_nothing(used_yard: Yard) -> None:
    struck = live(used_yard, net_faults_base.server_clock, 2)
    assert struck["the server's clock wrong by a year"] >= 2


def test_a_server_restored_from_a_backup_gets_again_what_it_forgot(used_yard: Yard) -> None:
    assert live(used_yard, net_faults_base.server_restored, 2)["server restored from a backup"] >= 1


def test_a_laptop_restored_from_a_backup_finds_its_place_again(used_yard: Yard) -> None:
    assert live(used_yard, net_faults_base.laptop_restored, 2)["laptop restored from a backup"] >= 1


def test_two_devices_of_one_person_write_and_sync_at_once(used_yard: Yard) -> None:
    assert sum(live(used_yard, net_faults_line.two_devices, 2).values()) >= 1


def test_everything_at_once_loses_nothing(used_yard: Yard) -> None:
    assert live(used_yard, net_faults_line.storm, 2)["storms"] == 1


def test_an_older_laptop_works_beside_a_newer_server_and_brings_its_changes_along_when_updated(used_yard: Yard) -> None:
    struck = of_two_versions(used_yard, net_versions.older_client)
    assert struck["older client updated with unsent changes"] == 1


def test_a_newer_laptop_works_beside_an_older_server_until_that_is_updated(used_yard: Yard) -> None:
    assert of_two_versions(used_yard, net_versions.older_server)["older server updated"] == 1


def of_two_versions(used: Yard, play: Callable[..., None]) -> Counter[str]:
    try:
        return live(used, partial(play, machines=2), 3)
    except net_versions.NoOlderTree:
        pytest.skip("this copy has no history to take the older version from")
