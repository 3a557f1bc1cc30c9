"""A disk that really is full: while typing, migrating, backing up, restoring, and for the key."""

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from konsulent_app import keys
from konsulent_app.keys import Argon2Cost
from konsulent_app.keys.errors import KeyFileUnreachable
from konsulent_app.settings import Settings, load, save
from konsulent_app.store import backup, rows
from konsulent_app.store.database import Database, check_whole
from konsulent_app.store.errors import DiskFull
from konsulent_app.store.opening import open_store
from konsulent_core.entities import Udsagn
from tests.app.store.world import KEY, NOW, SAG, SENTENCE, Place, everything, fill
from tools.long.next_migration import HEAD, write_scripts

CHEAP = Argon2Cost(passes=1, memory_kib=64, lanes=1)


def fill_up(disk: Path, leave: int = 0) -> Path:
    """A file that takes all room but ``leave`` bytes."""
    ballast = disk / "ballast"
    room = shutil.disk_usage(disk).free - leave
    with ballast.open("wb") as file:
        while room > 0:
            room -= file.write(bytes(min(room, 4096)))
            file.flush()
    return ballast


def type_until_full(database: Database, first: int) -> int:
    """Saves utterance after utterance; gives how many were acknowledged before the disk was full."""
    number = 0
    while True:
        try:
            type_one(database, first + number)
        except DiskFull:
            return number
        number += 1


def type_one(database: Database, number: int) -> None:
    with database.writing() as tx:
        rows.save(tx, Udsagn, number, SAG, {"besoeg": 1, "tekst": f"{SENTENCE} {number} " + "x" * 3000}, NOW)


def acknowledged(database: Database, first: int) -> tuple[set[int], set[int]]:
    with database.reading() as tx:
        written = tx.conn.exec_driver_sql("SELECT id FROM udsagn WHERE id>=?", (first,)).scalars().all()
        waiting = tx.conn.exec_driver_sql("SELECT raekke FROM outbox WHERE raekke>=?", (first,)).scalars().all()
    return set(written), set(waiting)


def test_nothing_typed_is_lost_on_a_full_disk_and_the_same_save_succeeds_with_room(small_disk: Path) -> None:
    place = Place(small_disk)
    database = place.open()
    fill(database)
    ballast = fill_up(small_disk, leave=300_000)
    first = 1_000_000
    saved = type_until_full(database, first)
    assert saved > 3
    for _ in range(20):  # trying again by itself does no harm
        with pytest.raises(DiskFull, match="Disken er fuld"):
            type_one(database, first + saved)
    wanted = set(range(first, first + saved))
    assert acknowledged(database, first) == (wanted, wanted)
    ballast.unlink()
    type_one(database, first + saved)
    wanted.add(first + saved)
    assert acknowledged(database, first) == (wanted, wanted)
    database.close()
    again = place.open()
    assert acknowledged(again, first) == (wanted, wanted)
    again.close()
    check_whole(place.store, KEY)


def test_a_store_killed_on_a_full_disk_opens_with_all_that_was_acknowledged(small_disk: Path, tmp_path: Path) -> None:
    place = Place(small_disk)
    database = place.open()
    fill_up(small_disk, leave=200_000)
    saved = type_until_full(database, 10)
    after = Place(tmp_path / "efter")
    shutil.copytree(small_disk, after.folder, ignore=shutil.ignore_patterns("ballast", "*-shm"))
    opened = after.open()
    assert acknowledged(opened, 10) == (set(range(10, 10 + saved)),) * 2
    opened.close()
    database.close()


def test_opening_on_a_full_disk_says_so_and_works_when_there_is_room(small_disk: Path) -> None:
    place = Place(small_disk)
    database = place.open()
    fill(database)
    truth = everything(database)
    database.close()
    ballast = fill_up(small_disk)
    with pytest.raises(DiskFull):
        place.open()
    ballast.unlink()
    again = place.open()
    assert everything(again) == truth
    again.close()


def test_a_migration_on_a_full_disk_leaves_the_old_store_and_finishes_with_room(
    small_disk: Path, tmp_path: Path
) -> None:
    scripts = write_scripts(tmp_path)
    place = Place(small_disk)
    database = place.open()
    fill(database, utterances=200)
    old = everything(database)
    database.close()
    kept = tmp_path / "gammel.db"
    shutil.copy(place.store, kept)
    refused = 0
    for leave in range(0, 1_000_000, 40_000):
        ballast = fill_up(small_disk, leave)
        try:
            open_store(place.store, KEY, place.salt(), tmp_path / "kopier", NOW, scripts, HEAD).close()
        except DiskFull:
            refused += 1
            ballast.unlink()
            opened = place.open()
            assert everything(opened) == old
            opened.close()
        else:
            ballast.unlink()
            break
    assert refused > 2
    new = open_store(place.store, KEY, place.salt(), tmp_path / "kopier", NOW, scripts, HEAD)
    assert len(everything(new)["ny"]) == 200
    new.close()


def test_a_backup_on_a_full_disk_takes_no_room_and_no_older_backup_with_it(small_disk: Path, place: Place) -> None:
    database = place.open()
    fill(database)
    good = backup.make(database, small_disk, NOW)
    for leave in (0, 8_000, 100_000, 200_000):
        ballast = fill_up(small_disk, leave)
        with pytest.raises(DiskFull):
            backup.make(database, small_disk, NOW.replace(day=20))
        assert backup.backups(small_disk) == [good]
        assert {one.name for one in small_disk.iterdir()} == {"ballast", good.path.name}
        ballast.unlink()
    type_one(database, 5)
    backup.check(backup.make(database, small_disk, NOW.replace(day=20)), KEY)
    database.close()


def test_restoring_onto_a_full_disk_leaves_the_store_where_it_was(small_disk: Path, tmp_path: Path) -> None:
    place = Place(small_disk)
    database = place.open()
    fill(database)
    made = backup.make(database, tmp_path / "kopier", NOW)
    database.close()
    before = place.store.read_bytes()
    ballast = fill_up(small_disk, 50_000)
    with pytest.raises(DiskFull):
        backup.restore(place.store, made, NOW)
    assert place.store.read_bytes() == before
    assert {one.name for one in small_disk.iterdir()} == {"ballast", "lager.db"}
    ballast.unlink()
    backup.restore(place.store, made, NOW)
    place.open().close()


def test_a_full_disk_leaves_the_key_file_as_it_was(small_disk: Path) -> None:
    path = small_disk / "lager.noegle"
    made = keys.create(path, None, "fire tilfældige ord her", None, secrets.token_bytes, CHEAP)
    ballast = fill_up(small_disk)
    changes: list[Callable[[], object]] = [
        lambda: keys.remember_salt(path, made, bytes(16)),
        lambda: keys.add_passphrase(path, made, "en helt anden sætning", secrets.token_bytes, CHEAP),
        lambda: keys.create(small_disk / "ny", None, "en helt anden sætning", None, secrets.token_bytes, CHEAP),
    ]
    for change in changes:
        with pytest.raises(KeyFileUnreachable, match="disken er fuld"):
            change()
    assert keys.unlock_with_passphrase(path, "fire tilfældige ord her") == made
    assert {one.name for one in small_disk.iterdir()} == {"ballast", "lager.noegle", "lager.noegle.kopi"}
    ballast.unlink()
    keys.remember_salt(path, made, bytes(16))


def test_a_full_disk_leaves_the_settings_as_they_were(small_disk: Path) -> None:
    path = small_disk / "indstillinger.json"
    save(path, Settings(text_size=130))
    fill_up(small_disk)
    with pytest.raises(OSError, match="space"):
        save(path, Settings(text_size=150))
    assert load(path).settings.text_size == 130
