"""Backups, and the way back from one."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from konsulent_app.store import backup, rows
from konsulent_app.store.database import Database
from konsulent_app.store.errors import CorruptStore
from konsulent_app.store.opening import open_store
from konsulent_core.entities import Svar
from tests.app.store.world import KEY, NOW, SAG, Place, everything, fill


@pytest.fixture
def database(place: Place) -> Database:
    opened = place.open()
    fill(opened)
    return opened


def test_a_backup_is_the_whole_store_under_the_same_key_and_salt(place: Place, database: Database) -> None:
    truth = everything(database)
    made = backup.make(database, place.backups, NOW)
    database.close()
    assert made.path.read_bytes()[:16] == place.salt()
    copy = Database(made.path, KEY)
    assert everything(copy) == truth
    copy.close()
    backup.check(made, KEY)
    with pytest.raises(CorruptStore):
        backup.check(made, bytes(32))


def test_only_the_newest_five_are_kept(place: Place, database: Database) -> None:
    for day in range(8):
        backup.make(database, place.backups, NOW + timedelta(days=day))
    kept = backup.backups(place.backups)
    assert [one.made for one in kept] == [NOW + timedelta(days=day) for day in (7, 6, 5, 4, 3)]
    database.close()


def test_a_backup_is_due_once_a_day_and_after_a_clock_that_ran_ahead(place: Place, database: Database) -> None:
    assert backup.is_due(place.backups, NOW)
    backup.make(database, place.backups, NOW)
    assert not backup.is_due(place.backups, NOW + timedelta(hours=23))
    assert backup.is_due(place.backups, NOW + timedelta(hours=24))
    assert backup.is_due(place.backups, NOW - timedelta(days=300))
    database.close()


def test_a_file_somebody_copied_by_hand_is_no_backup_of_ours(place: Place, database: Database) -> None:
    backup.make(database, place.backups, NOW)
    (place.backups / "lager-i går.kopi").write_bytes(b"")
    assert len(backup.backups(place.backups)) == 1
    database.close()


def test_what_a_killed_backup_left_behind_goes_with_the_next(place: Place, database: Database) -> None:
    place.backups.mkdir()
    (place.backups / "lager-2026-01-01T000000Z.delvis").write_bytes(b"half")
    (place.backups / "lager-2026-01-01T000000Z.delvis-journal").write_bytes(b"half")
    backup.make(database, place.backups, NOW)
    assert [one.suffix for one in place.backups.iterdir()] == [".kopi"]
    database.close()


def test_a_damaged_store_pushes_no_good_backup_out(place: Place, database: Database) -> None:
    good = backup.make(database, place.backups, NOW)
    database.close()
    content = bytearray(place.store.read_bytes())
    for place_in_page in range(4096 + 100, len(content), 4096):  # some pages are free, and nobody reads them
        content[place_in_page] ^= 1
    place.store.write_bytes(content)
    damaged = Database(place.store, KEY)
    with pytest.raises(CorruptStore):
        backup.make(damaged, place.backups, NOW + timedelta(days=1))
    damaged.close()
    assert backup.backups(place.backups) == [good]
    assert [one.suffix for one in place.backups.iterdir()] == [".kopi"]


def test_a_restored_backup_opens_and_the_damaged_store_is_kept_beside_it(place: Place, database: Database) -> None:
    truth = everything(database)
    made = backup.make(database, place.backups, NOW)
    with database.writing() as tx:
        rows.save(tx, Svar, 2, SAG, {"vaerdi": "efter kopien"}, NOW)
    later = everything(database)
    shutil.copy(place.store.with_name("lager.db-wal"), place.folder / "wal")
    database.close()
    # As after a crash: the last save stands in the WAL alone.
    (place.folder / "wal").replace(place.store.with_name("lager.db-wal"))
    salt = place.salt()
    aside = backup.restore(place.store, made, NOW)
    assert aside is not None
    again = open_store(place.store, KEY, salt, place.backups, NOW)
    assert everything(again) == truth
    again.close()
    kept = Database(aside, KEY)
    assert everything(kept) == later
    kept.close()


def test_restoring_twice_in_one_second_overwrites_nothing(place: Place, database: Database) -> None:
    made = backup.make(database, place.backups, NOW)
    database.close()
    place.store.write_bytes(b"skadet 1")
    first = backup.restore(place.store, made, NOW)
    place.store.write_bytes(b"skadet 2")
    second = backup.restore(place.store, made, NOW)
    assert first is not None
    assert second is not None
    assert (first.read_bytes(), second.read_bytes()) == (b"skadet 1", b"skadet 2")


def test_a_wal_without_its_store_is_not_played_into_the_backup(place: Place, database: Database) -> None:
    truth = everything(database)
    made = backup.make(database, place.backups, NOW)
    with database.writing() as tx:
        rows.save(tx, Svar, 2, SAG, {"vaerdi": "efter kopien"}, NOW)
    wal = place.store.with_name("lager.db-wal")
    content = wal.read_bytes()
    database.close()
    place.store.unlink()
    wal.write_bytes(content)
    assert backup.restore(place.store, made, NOW) is None
    again = place.open()
    assert everything(again) == truth
    again.close()


@pytest.mark.parametrize("step", range(1, 6))
def test_cut_off_while_restoring_it_can_be_done_again(
    place: Place, database: Database, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    truth = everything(database)
    made = backup.make(database, place.backups, NOW)
    database.close()
    original, steps = Path.replace, 0

    class Killed(BaseException):
        pass

    def replace(self: Path, target: Path) -> Path:
        nonlocal steps
        steps += 1
        if steps == step:
            raise Killed
        return original(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    place.store.with_name("lager.db-wal").write_bytes(b"")
    place.store.with_name("lager.db-shm").write_bytes(b"")
    try:
        backup.restore(place.store, made, NOW)
    except Killed:
        monkeypatch.undo()
        backup.restore(place.store, made, NOW)
    again = place.open()
    assert everything(again) == truth
    again.close()
