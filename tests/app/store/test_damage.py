"""Damaged files, plain text on disk, and a second process at the same store."""

import shutil
import threading
import time
from pathlib import Path

import pytest

from konsulent_app.store import backup, rows
from konsulent_app.store.database import Database, check_whole
from konsulent_app.store.errors import CorruptStore, OtherStore, StoreBusy, StoreError
from konsulent_app.store.opening import open_store
from konsulent_core.entities import Svar, Udsagn
from tests.app.store.children import context, hold_the_lock
from tests.app.store.world import KEY, NOW, SAG, SENTENCE, Place, everything, fill

PAGE = 4096


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :]


@pytest.fixture
def whole(place: Place) -> bytes:
    """The bytes of a closed store with something in it."""
    database = place.open()
    fill(database)
    database.close()
    return place.store.read_bytes()


def test_any_flipped_byte_of_the_first_page_keeps_the_store_shut_and_as_it_was(place: Place, whole: bytes) -> None:
    salt = place.salt()
    for where in [*range(32), *range(32, PAGE, 61), PAGE - 1]:
        broken = flipped(whole, where)
        place.store.write_bytes(broken)
        with pytest.raises(CorruptStore, match="Gendan fra sikkerhedskopi"):
            open_store(place.store, KEY, salt, place.backups, NOW)
        assert place.store.read_bytes() == broken


def test_a_first_page_beyond_recognition_keeps_the_store_shut(place: Place, whole: bytes) -> None:
    salt = place.salt()
    place.store.write_bytes(bytes(PAGE) + whole[PAGE:])
    with pytest.raises(OtherStore):
        open_store(place.store, KEY, salt, place.backups, NOW)


def test_a_flipped_byte_on_any_page_is_found_and_never_read_as_data(place: Place, whole: bytes) -> None:
    database = place.open()
    truth = everything(database)
    database.close()
    for number in range(1, len(whole) // PAGE):
        place.store.write_bytes(flipped(whole, number * PAGE + (number * 37) % PAGE))
        with pytest.raises(CorruptStore):
            check_whole(place.store, KEY)
        database = Database(place.store, KEY)
        try:
            assert everything(database) == truth  # a page that nothing needed
        except CorruptStore:
            pass
        finally:
            database.close()


def test_a_cut_off_file_is_found(place: Place, whole: bytes) -> None:
    salt = place.salt()
    for length in (1, 15, 16, 100, PAGE - 1, PAGE, len(whole) // 2, len(whole) - PAGE):
        place.store.write_bytes(whole[:length])
        with pytest.raises(CorruptStore):
            open_store(place.store, KEY, salt, place.backups, NOW)
        assert place.store.read_bytes() == whole[:length]
    place.store.write_bytes(whole[:-1])
    with pytest.raises(CorruptStore):
        check_whole(place.store, KEY)


def test_a_damaged_wal_gives_an_earlier_moment_and_never_a_mixture(place: Place, tmp_path: Path) -> None:
    database = place.open()
    fill(database)
    moments = [everything(database)]
    for number in range(12):
        with database.writing() as tx:
            rows.save(tx, Svar, 2, SAG, {"vaerdi": f"{SENTENCE} {number}"}, NOW)
        moments.append(everything(database))
    wal = place.store.with_name("lager.db-wal").read_bytes()
    main = place.store.read_bytes()
    assert len(wal) > 20 * PAGE
    for number in range(60):
        where = (len(wal) * number) // 60 + number % 24
        one = Place(tmp_path / str(number))
        one.folder.mkdir()
        one.store.write_bytes(main)
        one.store.with_name("lager.db-wal").write_bytes(flipped(wal, where))
        damaged = Database(one.store, KEY)
        try:
            found = everything(damaged)
        except CorruptStore:
            continue
        finally:
            damaged.close()
        # Within the 12 saves it must be one of their moments; before them, some earlier transaction of ``fill``.
        assert found in moments or len(found.get("svar", [])) <= 1
        shutil.rmtree(one.folder)
    database.close()


def test_a_sentence_is_nowhere_on_disk_in_plain_text(place: Place) -> None:
    database = place.open()
    fill(database, utterances=200)
    with database.writing() as tx:
        rows.save(tx, Udsagn, 90, SAG, {"tekst": SENTENCE * 50}, NOW)
    backup.make(database, place.backups, NOW)
    database.vacuum_into(place.backups / "lager-2026.delvis")  # as it lies there while a backup is being made
    files = [one for one in place.folder.rglob("*") if one.is_file()]
    assert {"lager.db", "lager.db-wal", "lager.db-shm"} <= {one.name for one in files}
    assert {".kopi", ".delvis"} <= {one.suffix for one in files}
    for one in files:
        content = one.read_bytes()
        for word in (SENTENCE, "Anna", "opfoelgning", "ringe til", "CREATE TABLE", "SQLite format"):
            assert word.encode() not in content, f"{word} in {one.name}"
            assert word.encode("utf-16-le") not in content, f"{word} in {one.name}"
    database.close()
    assert SENTENCE.encode() not in place.store.read_bytes()


def test_an_error_of_the_store_does_not_carry_what_was_typed(place: Place) -> None:
    database = place.open()
    with pytest.raises(Exception, match="no such table") as caught, database.writing() as tx:
        tx.conn.exec_driver_sql("INSERT INTO findes_ikke VALUES (?)", (SENTENCE,))
    assert SENTENCE not in str(caught.value)
    database.close()


def test_what_somebody_typed_is_not_taken_for_the_disks_words(place: Place) -> None:
    database = place.open()
    with pytest.raises(Exception, match="no such column") as caught, database.writing() as tx:
        tx.conn.exec_driver_sql('SELECT 1 FROM svar WHERE "disk is full" = 1 AND [database is locked] = 2')
    assert not isinstance(caught.value, StoreError)
    database.close()


def test_while_another_process_writes_a_save_waits_and_then_says_why(place: Place) -> None:
    place.open().close()
    database = Database(place.store, KEY, patience=0.3)
    held, let_go = context().Event(), context().Event()
    child = context().Process(target=hold_the_lock, args=(place.store, KEY, held, let_go))
    child.start()
    assert held.wait(30)
    with database.reading() as tx:
        assert rows.find(tx, Svar) == []
    with pytest.raises(StoreBusy, match="åbent et andet sted"), database.writing():
        pytest.fail("two wrote at once")
    let_go.set()
    child.join(30)
    with database.writing() as tx:
        rows.save(tx, Svar, 2, SAG, {"vaerdi": SENTENCE}, NOW)
    database.close()


def test_a_keystroke_goes_before_the_slices_of_a_first_sync(place: Place) -> None:
    database = place.open()
    slice_seconds = 0.02
    stop = threading.Event()
    slices = 0

    def sync() -> None:
        nonlocal slices
        while not stop.is_set():
            with database.writing(bulk=True) as tx:
                rows.save(tx, Svar, 1000 + slices, SAG, {"vaerdi": "x"}, NOW)
                time.sleep(slice_seconds)
            slices += 1

    threads = [threading.Thread(target=sync) for _ in range(2)]
    for thread in threads:
        thread.start()
    waits = []
    for number in range(30):
        began = time.perf_counter()
        with database.writing() as tx:
            waits.append(time.perf_counter() - began)
            rows.save(tx, Udsagn, 1 + number, SAG, {"tekst": "y"}, NOW)
        time.sleep(0.005)
    stop.set()
    for thread in threads:
        thread.join()
    database.close()
    assert slices > 10
    # One slice that is under way, and its commit: half of them within two slices even on a busy machine.
    assert sorted(waits)[len(waits) // 2] < 2 * slice_seconds
    assert max(waits) < 1.0


def test_a_turn_nobody_gives_back_is_reported_and_not_waited_for_ever(place: Place) -> None:
    place.open().close()
    database = Database(place.store, KEY, patience=0.1)
    with database.writing(), pytest.raises(StoreBusy), database.writing():
        pytest.fail("nested")
    with database.writing():
        pass
    database.close()
