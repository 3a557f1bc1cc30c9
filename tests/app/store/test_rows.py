"""Rows, each written together with its outbox entry."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from konsulent_app.store import meta, rows
from konsulent_app.store.database import Database, Touched, Tx
from konsulent_core.entities import Aftale, Besoeg, FremmoedeUge, Svar, Vurdering
from konsulent_core.merge import Value
from tests.app.store.world import NOW, SAG, Place

Waiting = dict[tuple[str, int], dict[str, Value] | None]  # (table, row) → bases, None for a birth


@pytest.fixture
def database(place: Place) -> Iterator[Database]:
    opened = place.open()
    yield opened
    opened.close()


def waiting(database: Database) -> Waiting:
    with database.reading() as tx:
        found = tx.conn.exec_driver_sql("SELECT tabel, raekke, foedt, base FROM outbox").all()
    return {(table, row): None if born else json.loads(base) for table, row, born, base in found}


def save(database: Database, row: int = 1, **values: Value) -> frozenset[str]:
    with database.writing() as tx:
        return rows.save(tx, Aftale, row, SAG, values, NOW)


def cut_off_after(database: Database, step: Callable[[Tx], object]) -> None:
    """A transaction that writes and then fails on a field that is none."""
    with database.writing() as tx:
        step(tx)
        rows.save(tx, Aftale, 1, SAG, {"findes_ikke": "b"}, NOW)


def all_sent(database: Database) -> None:
    with database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")


def test_a_rows_birth_is_one_change_with_all_its_fields(database: Database) -> None:
    assert save(database, hvad="ringe", gjort=False) == {"hvad", "gjort", "slettet"}
    save(database, hvad="ringe i morgen")
    save(database, person="Anna")
    assert waiting(database) == {("aftale", 1): None}


def test_unsent_changes_of_one_field_keep_their_oldest_base(database: Database) -> None:
    save(database, hvad="a")
    all_sent(database)
    for typed in ("ab", "abc", "abcd"):
        assert save(database, hvad=typed) == {"hvad"}
    assert waiting(database) == {("aftale", 1): {"hvad": "a"}}


def test_fields_changed_one_after_the_other_share_an_entry_with_a_base_each(database: Database) -> None:
    save(database, hvad="a", orden="1")
    all_sent(database)
    save(database, hvad="b")
    save(database, orden="2", hvad="c")
    assert waiting(database) == {("aftale", 1): {"hvad": "a", "orden": "1"}}


def test_a_change_in_a_group_brings_the_bases_of_the_whole_group(database: Database) -> None:
    save(database, part="borger", person="Anna")
    all_sent(database)
    save(database, person="Bo")
    assert waiting(database) == {("aftale", 1): {"part": "borger", "person": "Anna"}}
    save(database, part="mentor")
    assert waiting(database) == {("aftale", 1): {"part": "borger", "person": "Anna"}}


def test_saving_what_is_there_already_is_no_change(database: Database) -> None:
    save(database, hvad="a", gjort=True)
    all_sent(database)
    assert save(database, hvad="a", gjort=True) == frozenset()
    assert save(database, gjort=1) == frozenset()
    assert waiting(database) == {}


def test_the_entry_knows_the_cursor_of_the_first_unsent_change(database: Database) -> None:
    save(database, hvad="a")
    all_sent(database)
    for cursor in ("17", "90"):
        with database.writing() as tx:
            meta.put(tx, "cursor", cursor)
        save(database, hvad=f"ved {cursor}")
    with database.reading() as tx:
        assert tx.conn.exec_driver_sql("SELECT base_rev FROM outbox").scalar_one() == 17


def test_the_entry_tells_when_it_was_last_typed(database: Database) -> None:
    save(database, hvad="a")
    with database.writing() as tx:
        rows.save(tx, Aftale, 1, SAG, {"hvad": "b"}, NOW + timedelta(seconds=40))
        assert tx.conn.exec_driver_sql("SELECT hvornaar FROM outbox").scalar_one() == int(NOW.timestamp()) + 40


def test_row_and_entry_go_back_together(database: Database) -> None:
    save(database, hvad="a")
    all_sent(database)
    with pytest.raises(KeyError):
        cut_off_after(database, lambda tx: rows.save(tx, Aftale, 1, SAG, {"hvad": "b"}, NOW))
    with database.reading() as tx:
        found = rows.get(tx, Aftale, 1)
    assert found is not None
    assert found.hvad == "a"
    assert waiting(database) == {}


def test_truth_values_and_danish_sql_words_come_back_as_they_went(database: Database) -> None:
    with database.writing() as tx:
        rows.save(tx, Vurdering, 1, SAG, {"besoeg": 9, "trin": 3, "ikke_droeftet": False}, NOW)
        rows.save(tx, FremmoedeUge, 2, SAG, {"besoeg": 9, "to": "foer_tid:1.5", "on": "moedt"}, NOW)
        assert rows.get(tx, Vurdering, 1) == Vurdering(id=1, scope=SAG, besoeg=9, trin=3, ikke_droeftet=False)
        found = rows.get(tx, FremmoedeUge, 2)
        assert found is not None
        assert (found.to, found.on) == ("foer_tid:1.5", "moedt")


def test_a_deleted_row_is_not_found_but_can_be_brought_back(database: Database) -> None:
    save(database, hvad="a")
    save(database, slettet=True)
    with database.reading() as tx:
        assert rows.find(tx, Aftale) == []
        found = rows.get(tx, Aftale, 1)
    assert found is not None
    assert found.slettet
    save(database, slettet=False)
    with database.reading() as tx:
        assert [row.hvad for row in rows.find(tx, Aftale, "scope=?", (SAG,))] == ["a"]


def test_many_births_at_once_wait_like_single_ones(database: Database) -> None:
    with database.writing() as tx:
        rows.save_unless_there(tx, Svar, ((n, SAG, {"vaerdi": str(n)}) for n in range(5)), NOW)
    assert waiting(database) == {("svar", n): None for n in range(5)}


def test_who_listens_hears_of_what_was_committed_and_of_nothing_else(database: Database) -> None:
    heard: list[Touched] = []
    database.on_change = heard.append
    save(database, hvad="a")
    save(database, hvad="a")
    with pytest.raises(KeyError):
        cut_off_after(database, lambda tx: rows.save(tx, Besoeg, 9, SAG, {"nummer": 1}, NOW))
    assert heard == [{"aftale": {SAG}}]
