"""Opening a store: new, old, newer, missing, another's."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from konsulent_app.store import backup, meta, outbox, rows
from konsulent_app.store.errors import CorruptStore, MissingStore, NewerStore, OtherStore, StoreError, WrongKey
from konsulent_app.store.opening import open_store, salt_of
from konsulent_app.store.schema import METADATA, SCHEMA_VERSION, SOEG
from konsulent_core.entities import Borger, Praktik
from tests.app.store.children import context, migrate_and_die
from tests.app.store.world import KEY, NOW, Place, everything, fill
from tools.long.next_migration import HEAD, write_scripts


def test_the_migrations_make_exactly_the_tables_of_the_schema(place: Place) -> None:
    database = place.open()
    with database.reading() as tx:
        apart = {"alembic_version", *SOEG}  # SQLite's own, and the tables behind the search
        options = {"compare_type": True, "include_name": lambda name, *_: name not in apart}
        assert compare_metadata(MigrationContext.configure(tx.conn, opts=options), METADATA) == []
    database.close()


def test_a_fresh_store_is_made_without_a_backup(place: Place) -> None:
    place.open().close()
    assert backup.backups(place.backups) == []
    assert place.open().path == place.store


def test_an_up_to_date_store_opens_without_a_backup(place: Place) -> None:
    first = place.open()
    fill(first)
    before = everything(first)
    first.close()
    again = place.open()
    assert everything(again) == before
    again.close()
    assert backup.backups(place.backups) == []


def test_an_odd_folder_name_is_no_hindrance(tmp_path: Path) -> None:
    place = Place(tmp_path / "Søren #1 100% ?æøå")
    place.folder.mkdir()
    place.open().close()
    place.open().close()
    assert sorted(one.name for one in place.folder.iterdir()) == ["lager.db"]


def test_a_wrong_key_is_told_and_nothing_is_overwritten(place: Place) -> None:
    place.open().close()
    before = place.store.read_bytes()
    with pytest.raises(WrongKey, match="gendannelsesnøgle"):
        open_store(place.store, bytes(32), None, place.backups, NOW)
    assert place.store.read_bytes() == before


def test_another_stores_file_is_told_from_a_damaged_one(place: Place, tmp_path: Path) -> None:
    place.open().close()
    mine = salt_of(place.store)
    other = Place(tmp_path / "anden")
    other.folder.mkdir()
    other.open(key=bytes(32)).close()
    before = other.store.read_bytes()
    with pytest.raises(OtherStore, match="Gendan fra sikkerhedskopi"):
        open_store(other.store, KEY, mine, place.backups, NOW)
    assert other.store.read_bytes() == before


def test_a_store_that_is_gone_is_not_begun_anew_in_silence(place: Place) -> None:
    place.open().close()
    salt = salt_of(place.store)
    place.store.unlink()
    with pytest.raises(MissingStore, match="Gendan fra sikkerhedskopi"):
        open_store(place.store, KEY, salt, place.backups, NOW)
    assert not place.store.exists()
    place.store.touch()
    with pytest.raises(MissingStore):
        open_store(place.store, KEY, salt, place.backups, NOW)


def test_a_store_of_a_newer_version_is_left_as_it_is(place: Place) -> None:
    database = place.open()
    with database.writing() as tx:
        tx.conn.exec_driver_sql("UPDATE alembic_version SET version_num='9999'")
    database.close()
    before = place.store.read_bytes()
    with pytest.raises(NewerStore, match="Opdatér"):
        place.open()
    assert place.store.read_bytes() == before
    assert backup.backups(place.backups) == []


def test_a_file_that_is_no_store_is_not_overwritten(place: Place) -> None:
    place.store.write_bytes(b"Dette er et brev. " * 1000)
    before = place.store.read_bytes()
    with pytest.raises(StoreError):
        place.open()
    assert place.store.read_bytes() == before


def test_nothing_is_said_on_stderr(place: Place, capfd: pytest.CaptureFixture[str]) -> None:
    database = place.open()
    fill(database)
    database.close()
    whole = place.store.read_bytes()
    with pytest.raises(CorruptStore):
        open_store(place.store, bytes(32), salt_of(place.store), place.backups, NOW)
    place.store.write_bytes(whole[: 4096 * 2] + bytes(100) + whole[4096 * 2 + 100 :])
    with pytest.raises(CorruptStore):
        backup.check(backup.Backup(place.store, NOW), KEY)
    assert capfd.readouterr() == ("", "")


def test_a_migration_makes_a_backup_first_and_migrates_outbox_and_konflikter(place: Place, tmp_path: Path) -> None:
    scripts = write_scripts(tmp_path)
    database = place.open()
    fill(database)
    before = everything(database)
    database.close()
    new = open_store(place.store, KEY, place.salt(), place.backups, NOW, scripts, HEAD)
    after = everything(new)
    new.close()
    assert len(after["outbox"]) == len(before["outbox"])  # a migration creates no changes
    edit = next(row for row in after["outbox"] if row[1] == "aftale")
    assert edit[5] == '{"loefte":"ringe til lægen"}'
    assert '{"loefte":"b"}' in after["konflikt"][0]
    (kept,) = backup.backups(place.backups)
    old = Place(tmp_path / "gammel")
    old.folder.mkdir()
    shutil.copy(kept.path, old.store)
    opened = old.open()
    assert everything(opened) == before
    opened.close()


def test_a_store_of_the_first_version_keeps_what_it_had_and_fetches_what_it_passed_over(place: Place) -> None:
    database = open_store(place.store, KEY, None, place.backups, NOW, head="0001")
    with database.writing() as tx:
        for sql in (
            "INSERT INTO borger (id,scope,slettet,fornavn,ekstra) VALUES "
            """(1,1,0,'Janet','{"adresse":"Møllegade 3","skostoerrelse":38}')""",
            "INSERT INTO praktik (id,scope,slettet,afdeling,laering) VALUES (2,7,0,'Lager','4 timer er nok')",
            "INSERT INTO outbox (tabel,raekke,scope,foedt,base,base_rev,hvornaar) VALUES "
            """('praktik',2,7,0,'{"laering":null}',41,0)""",
            "INSERT INTO meta VALUES ('cursor','41'),('mark','abc'),('device','d1')",
        ):
            tx.conn.exec_driver_sql(sql)
    database.close()
    new = place.open()
    with new.reading() as tx:
        janet, praktik = rows.get(tx, Borger, 1), rows.get(tx, Praktik, 2)
        known = meta.everything(tx)
        ekstra = tx.conn.exec_driver_sql("SELECT ekstra FROM borger").scalar_one()
        waits = outbox.entry(tx, "praktik", 2)
    new.close()
    assert janet is not None
    assert (janet.fornavn, janet.adresse, ekstra) == ("Janet", "Møllegade 3", '{"skostoerrelse":38}')
    assert praktik is not None
    assert (praktik.laering, praktik.vitas) == ("4 timer er nok", None)
    assert waits is not None
    assert (waits.base, waits.base_rev) == ({"laering": None}, 41)
    assert ("cursor" in known, known["device"]) == (False, "d1")
    assert len(backup.backups(place.backups)) == 1


def test_killed_before_any_statement_of_a_migration_the_store_is_wholly_old_or_wholly_new(
    place: Place, tmp_path: Path
) -> None:
    scripts = write_scripts(tmp_path)
    database = place.open()
    fill(database, utterances=60)
    old = everything(database)
    database.close()
    finished = replace(place, folder=tmp_path / "hel")
    shutil.copytree(place.folder, finished.folder)
    whole = open_store(finished.store, KEY, None, finished.backups, NOW, scripts, HEAD)
    new = everything(whole)
    whole.close()
    assert old != new

    verdicts: list[int | None] = []
    exitcode: int | None = -9
    while exitcode == -9:
        one = Place(tmp_path / f"nr{len(verdicts)}")
        shutil.copytree(place.folder, one.folder)
        arguments = (one.store, KEY, scripts, HEAD, NOW, len(verdicts))
        child = context().Process(target=migrate_and_die, args=arguments)
        child.start()
        child.join(60)
        exitcode = child.exitcode
        opened = open_store(one.store, KEY, None, one.backups, NOW, scripts, SCHEMA_VERSION) if exitcode else None
        if opened is not None:
            assert everything(opened) == old, f"neither old nor new, killed before statement {len(verdicts)}"
            opened.close()
        again = open_store(one.store, KEY, None, one.backups, NOW, scripts, HEAD)
        assert everything(again) == new
        again.close()
        verdicts.append(exitcode)
        shutil.rmtree(one.folder)
    assert exitcode == 0
    assert len(verdicts) > 20
