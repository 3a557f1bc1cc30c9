"""The way out: frozen batches, and what happens to what is typed meanwhile."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from konsulent_app.store import feed, meta, outbox, rows
from konsulent_app.store.database import Database
from konsulent_core.entities import Aftale, Besoeg, Svar
from konsulent_core.merge import Value
from konsulent_core.wire import Batch, Receipt, SyncResponse, Verdict
from tests.app.store.world import NOW, SAG, Place


@pytest.fixture
def database(place: Place) -> Iterator[Database]:
    opened = place.open()
    yield opened
    opened.close()


def save(database: Database, **values: Value) -> None:
    with database.writing() as tx:
        rows.save(tx, Aftale, 1, SAG, values, NOW)


def freeze(database: Database) -> Batch:
    with database.writing() as tx:
        frozen = outbox.freeze(tx, NOW)
    assert frozen is not None
    return msgspec.json.decode(frozen.content, type=Batch)


def answer(database: Database, number: int, *others: Verdict) -> None:
    receipt = Receipt(number, 1, list(others))
    with database.writing() as tx:
        feed.apply_rest(tx, SyncResponse(5, "m", "2026-03-12T09:42:00.000Z", receipt=receipt))


def value(database: Database) -> str | None:
    with database.reading() as tx:
        found = rows.get(tx, Aftale, 1)
    assert found is not None
    return found.hvad


def fields(batch: Batch) -> list[dict[str, Any]]:
    return [edit.fields for edit in batch.edits]


def test_with_nothing_waiting_nothing_is_frozen(database: Database) -> None:
    with database.writing() as tx:
        assert outbox.freeze(tx, NOW) is None
        assert outbox.under_way(tx) is None
        assert outbox.waiting_count(tx) == 0


def test_a_frozen_batch_is_repeated_to_the_letter_until_it_is_answered(database: Database) -> None:
    save(database, hvad="a")
    batch = freeze(database)
    save(database, hvad="b")
    with database.reading() as tx:
        first, again = outbox.under_way(tx), outbox.under_way(tx)
        assert first == again
        assert first is not None
        assert msgspec.json.decode(first.content, type=Batch) == batch
    answer(database, batch.number)
    with database.reading() as tx:
        assert outbox.under_way(tx) is None


def test_what_is_typed_while_a_batch_is_under_way_has_the_batchs_value_as_base(database: Database) -> None:
    save(database, hvad="a")
    born = freeze(database)
    assert [row.row for block in born.births for row in block.rows] == [1]
    save(database, hvad="b")
    save(database, hvad="c")
    answer(database, born.number)
    assert fields(freeze(database)) == [{"hvad": ("a", "c")}]


def test_births_come_in_the_order_in_which_they_belong_to_each_other(database: Database) -> None:
    with database.writing() as tx:
        rows.save(tx, Svar, 3, SAG, {"besoeg": 2}, NOW)
        rows.save(tx, Besoeg, 2, SAG, {"nummer": 1}, NOW)
    assert [block.table for block in freeze(database).births] == ["besoeg", "svar"]


def test_the_count_holds_what_is_frozen_and_what_waits(database: Database) -> None:
    save(database, hvad="a")
    freeze(database)
    save(database, hvad="b")
    with database.writing() as tx:
        rows.save(tx, Besoeg, 2, SAG, {"nummer": 1}, NOW)
        assert outbox.waiting_count(tx) == 3
        assert outbox.waiting_besoeg(tx) == 1


def test_a_batch_put_back_waits_again_with_its_oldest_bases(database: Database) -> None:
    save(database, hvad="a", orden="1")
    answer(database, freeze(database).number)
    save(database, hvad="b")
    frozen = freeze(database)
    save(database, hvad="c", orden="2")
    with database.writing() as tx:
        outbox.put_back(tx, frozen.number, NOW)
        assert outbox.under_way(tx) is None
    assert fields(freeze(database)) == [{"hvad": ("a", "c"), "orden": ("1", "2")}]


def test_a_birth_put_back_is_a_birth_again(database: Database) -> None:
    save(database, hvad="a")
    frozen = freeze(database)
    save(database, hvad="b")
    with database.writing() as tx:
        outbox.put_back(tx, frozen.number, NOW)
    again = freeze(database)
    assert not again.edits
    assert len(again.births) == 1


def test_a_batch_has_room_for_no_more_edits_than_its_share(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "MAX_BATCH_EDITS", 3)
    with database.writing() as tx:
        rows.save_unless_there(tx, Svar, ((n, SAG, {"vaerdi": "a"}) for n in range(1, 8)), NOW)
    answer(database, freeze(database).number)
    with database.writing() as tx:
        for number in range(1, 8):
            rows.save(tx, Svar, number, SAG, {"vaerdi": "b"}, NOW)
    sizes = []
    while True:
        with database.writing() as tx:
            frozen = outbox.freeze(tx, NOW)
        if frozen is None:
            break
        sizes.append(len(msgspec.json.decode(frozen.content, type=Batch).edits))
        answer(database, frozen.number)
    assert sizes == [3, 3, 1]


def test_batch_numbers_go_on_after_the_store_was_closed(place: Place) -> None:
    numbers = []
    for typed in ("a", "b"):
        database = place.open()
        save(database, hvad=typed)
        batch = freeze(database)
        numbers.append(batch.number)
        answer(database, batch.number)
        with database.reading() as tx:
            assert meta.get(tx, "cursor") == "5"
        database.close()
    assert numbers == [1, 2]


def test_a_refused_edit_goes_to_the_quarantine_and_the_row_back(database: Database) -> None:
    save(database, hvad="a")
    answer(database, freeze(database).number)
    save(database, hvad="b")
    answer(database, freeze(database).number, Verdict(0, "afvist", "ikke din", ("hvad",)))
    assert value(database) == "a"
    with database.reading() as tx:
        assert tx.conn.exec_driver_sql("SELECT felter, grund FROM karantaene").all() == [('{"hvad": "b"}', "ikke din")]


def test_what_was_typed_after_a_refused_edit_was_sent_stays_in_the_field(database: Database) -> None:
    save(database, hvad="a")
    answer(database, freeze(database).number)
    save(database, hvad="b")
    frozen = freeze(database)
    save(database, hvad="c")
    answer(database, frozen.number, Verdict(0, "afvist", "ikke din", ("hvad",)))
    assert value(database) == "c"
    assert fields(freeze(database)) == [{"hvad": ("a", "c")}]


def test_what_was_typed_into_a_row_that_became_a_proposal_is_not_stuck_or_lost(database: Database) -> None:
    save(database, hvad="a")
    frozen = freeze(database)
    save(database, hvad="b")
    answer(database, frozen.number, Verdict(0, "forslag", "låst", ()))
    again = freeze(database)
    assert [msgspec.json.decode(row.values) for block in again.births for row in block.rows]
    answer(database, again.number, Verdict(0, "forslag", "låst", ()))
    with database.reading() as tx:
        assert rows.get(tx, Aftale, 1) is None
        assert outbox.waiting_count(tx) == 0
