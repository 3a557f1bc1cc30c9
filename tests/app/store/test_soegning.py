"""The full-text search: what is found, in what order, and that the index follows every way a row changes."""

from collections.abc import Iterator

import msgspec
import pytest

from konsulent_app.store import feed, outbox, rows
from konsulent_app.store.database import Database, Tx
from konsulent_app.store.opening import open_store
from konsulent_app.store.soegeindeks import SLICE, catch_up, waits
from konsulent_app.store.soegning import Fund, Slags, search
from konsulent_core.entities import Aftale, Besoeg, Borger, Opgave, Praktik, Sag, Svar, Udsagn, Virksomhed, field_names
from konsulent_core.merge import Value
from konsulent_core.wire import FeedBlock, FeedEdit, FeedRow
from tests.app.store.world import KEY, NOW, Place

BORGER, SAG, VIRKSOMHED, PRAKTIK, OPGAVE, BESOEG, AFTALE, NOTE = 11, 12, 13, 14, 15, 16, 17, 18
BEFORE = 20  # an older besøg; its note is the next


@pytest.fixture
def store(place: Place) -> Iterator[Database]:
    database = place.open()
    with database.writing() as tx:
        rows.save(
            tx, Borger, BORGER, BORGER, {"fornavn": "Søren", "efternavn": "Åkjær Æbelø", "cpr": "0101700000"}, NOW
        )
        rows.save(tx, Sag, SAG, SAG, {"borger": BORGER, "start": "2025-09-01"}, NOW)
        rows.save(tx, Virksomhed, VIRKSOMHED, 9, {"navn": "Nordlager A/S", "by": "Åby"}, NOW)
        rows.save(tx, Praktik, PRAKTIK, SAG, {"virksomhed": VIRKSOMHED, "start": "2025-10-06"}, NOW)
        rows.save(tx, Opgave, OPGAVE, SAG, {"praktik": PRAKTIK, "navn": "Plukke varer"}, NOW)
        for besoeg, when, text in (
            (BESOEG, "2026-02-12T09:00:00Z", "Knæet gør ondt om eftermiddagen"),
            (BEFORE, "2026-01-08T09:00:00Z", "Glad for kollegerne, knæet driller"),
        ):
            rows.save(tx, Besoeg, besoeg, SAG, {"type": "opfoelgning", "tidspunkt": when}, NOW)
            note = besoeg + (NOTE - BESOEG if besoeg == BESOEG else 1)
            rows.save(tx, Udsagn, note, SAG, {"besoeg": besoeg, "tekst": text, "orden": "a"}, NOW)
        rows.save(tx, Aftale, AFTALE, SAG, {"besoeg": BESOEG, "hvad": "Ringe til lægen"}, NOW)
        rows.save(tx, Svar, 30, SAG, {"besoeg": BESOEG, "felt": "intern", "vaerdi": "Hemmeligt kodeord"}, NOW)
    index(database)
    yield database
    database.close()


def index(database: Database) -> None:
    catch_up(database, lambda: True)


def found(database: Database, text: str) -> list[tuple[Slags, int]]:
    with database.reading() as tx:
        return [(hit.slags, hit.raekke) for hit in search(tx, text, 8)]


def entries(tx: Tx) -> list[str]:
    return [row[0] for row in tx.conn.exec_driver_sql("SELECT tekst FROM soeg_doc ORDER BY nr")]


def kept_words(database: Database) -> bytes:
    """All that SQLite keeps of the index."""
    with database.reading() as tx:
        return b"".join(bytes(row[0]) for row in tx.conn.exec_driver_sql("SELECT block FROM soeg_data"))


def test_a_borger_a_virksomhed_an_opgave_an_aftale_and_a_word_of_a_note_are_found(store: Database) -> None:
    assert found(store, "Søren") == [(Slags.SAG, SAG)]
    assert found(store, "nordlager") == [(Slags.VIRKSOMHED, VIRKSOMHED)]
    assert found(store, "plukke") == [(Slags.OPGAVE, OPGAVE)]
    assert found(store, "ringe") == [(Slags.AFTALE, AFTALE)]
    assert found(store, "eftermiddagen") == [(Slags.UDSAGN, NOTE)]


def test_a_hit_says_whose_it_is_and_when_and_leads_to_the_sag(store: Database) -> None:
    with store.reading() as tx:
        (hit,) = search(tx, "eftermiddag", 8)
        (company,) = search(tx, "nordlager", 8)
        (case,) = search(tx, "søren", 8)
    assert hit.titel == "Søren Åkjær Æbelø"
    assert (hit.sag, str(hit.dato), hit.uddrag) == (SAG, "2026-02-12", "Knæet gør ondt om eftermiddagen")
    assert (company.virksomhed, company.sag, company.uddrag) == (VIRKSOMHED, None, "Åby")
    assert (case.sag, case.uddrag) == (SAG, "Nordlager A/S")


@pytest.mark.parametrize("text", ["ÅKJÆR", "aakjaer", "åkjær søren", "æbelø", "aebeloe", "Æ", "ae", "A\u030akjær"])
def test_letters_are_found_in_either_spelling(store: Database, text: str) -> None:
    assert (Slags.SAG, SAG) in found(store, text)


def test_the_newest_note_comes_first_and_every_word_must_be_there(store: Database) -> None:
    assert found(store, "knæ") == [(Slags.UDSAGN, NOTE), (Slags.UDSAGN, BEFORE + 1)]
    assert found(store, "knæ driller") == [(Slags.UDSAGN, BEFORE + 1)]
    assert found(store, "dril kol") == [(Slags.UDSAGN, BEFORE + 1)]
    assert found(store, "riller") == []


def test_a_besoeg_that_is_moved_takes_its_notes_along(store: Database) -> None:
    with store.writing() as tx:
        rows.save(tx, Besoeg, BEFORE, SAG, {"tidspunkt": "2026-03-01T09:00:00Z"}, NOW)
    index(store)
    assert found(store, "knæ") == [(Slags.UDSAGN, BEFORE + 1), (Slags.UDSAGN, NOTE)]


def test_no_more_than_asked_for_of_each_kind(store: Database) -> None:
    with store.writing() as tx:
        values: dict[str, Value] = {"besoeg": BESOEG, "tekst": "knæ igen"}
        rows.save_unless_there(tx, Udsagn, [(number, SAG, values) for number in range(100, 120)], NOW)
    index(store)
    with store.reading() as tx:
        assert len(search(tx, "knæ", 5)) == 5


def test_answers_and_cpr_numbers_are_not_in_the_index(store: Database) -> None:
    assert found(store, "hemmeligt") == []
    assert found(store, "0101700000") == []
    assert b"hemmeligt" not in kept_words(store)


@pytest.mark.parametrize(
    "text",
    ['"', "*", "(", ")", "NEAR", "NEAR(a b)", "a AND", "NOT", "OR OR", "tekst:knæ", "-knæ", "^knæ", "+", "''", "\\",
     ";", "{tekst}", "", "   ", "\n\t", "a" * 1000, "a b " * 250, "\x00", "\ud800", "🙂", "İß", '"knæ', "knæ*", "%"],
)  # fmt: skip
def test_whatever_is_typed_is_looked_for_and_never_understood_as_an_operator(store: Database, text: str) -> None:
    for hit in found(store, text):
        assert hit[1] in (NOTE, BEFORE + 1, AFTALE, OPGAVE, SAG, VIRKSOMHED)
    if not any(letter.isalnum() for letter in text):
        assert found(store, text) == []


def test_quotes_and_stars_around_a_word_do_not_hide_it(store: Database) -> None:
    assert found(store, '"knæet" (*gør*)') == [(Slags.UDSAGN, NOTE)]


def change_by_save(tx: Tx) -> None:
    rows.save(tx, Udsagn, NOTE, SAG, {"tekst": "Skulderen er værre"}, NOW)


def change_by_a_row_of_the_feed(tx: Tx) -> None:
    given = {"slettet": 0, "besoeg": BESOEG, "tekst": "Skulderen er værre"}
    row = FeedRow(NOTE, SAG, msgspec.Raw(msgspec.json.encode([given.get(name) for name in field_names(Udsagn)])))
    tx.conn.exec_driver_sql("DELETE FROM outbox")
    feed.apply_block(tx, FeedBlock("udsagn", field_names(Udsagn), [row]))


def change_by_an_edit_of_the_feed(tx: Tx) -> None:
    tx.conn.exec_driver_sql("DELETE FROM outbox")
    feed.apply_edits(tx, [FeedEdit("udsagn", NOTE, SAG, {"tekst": "Skulderen er værre"})])


def change_by_an_edit_with_a_field_of_a_newer_version(tx: Tx) -> None:
    tx.conn.exec_driver_sql("DELETE FROM outbox")
    feed.apply_edits(tx, [FeedEdit("udsagn", NOTE, SAG, {"tekst": "Skulderen er værre", "nyt": 1})])


def change_by_a_batch_that_is_put_back(tx: Tx) -> None:
    rows.save(tx, Udsagn, NOTE, SAG, {"tekst": "Skulderen er værre"}, NOW)
    frozen = outbox.freeze(tx, NOW)
    assert frozen is not None
    tx.conn.exec_driver_sql("UPDATE udsagn SET tekst='noget andet' WHERE id=?", (NOTE,))
    outbox.put_back(tx, frozen.number, NOW)


@pytest.mark.parametrize(
    "change",
    [
        change_by_save,
        change_by_a_row_of_the_feed,
        change_by_an_edit_of_the_feed,
        change_by_an_edit_with_a_field_of_a_newer_version,
        change_by_a_batch_that_is_put_back,
    ],
)
def test_however_a_note_changes_its_new_words_are_found_and_its_old_ones_not(store: Database, change: object) -> None:
    assert callable(change)
    with store.writing() as tx:
        change(tx)
    assert (Slags.UDSAGN, NOTE) not in found(store, "eftermiddagen")  # also before the index has been told
    index(store)
    assert found(store, "skulder") == [(Slags.UDSAGN, NOTE)]
    assert b"neftermiddagen" not in kept_words(store)


def test_births_in_bulk_are_found(store: Database) -> None:
    values: dict[str, Value] = {"besoeg": BESOEG, "tekst": "Cyklede selv"}
    with store.writing() as tx:
        rows.save_unless_there(tx, Udsagn, [(40, SAG, values)], NOW)
    index(store)
    assert found(store, "cykl") == [(Slags.UDSAGN, 40)]


def test_a_row_that_arrives_before_its_besoeg_is_found_when_that_is_there(store: Database) -> None:
    with store.writing() as tx:
        rows.save(tx, Udsagn, 41, SAG, {"besoeg": 50, "tekst": "Cyklede selv"}, NOW)
    index(store)
    assert found(store, "cykl") == []
    with store.writing() as tx:
        rows.save(tx, Besoeg, 50, SAG, {"tidspunkt": "2026-03-02T09:00:00Z"}, NOW)
    index(store)
    assert found(store, "cykl") == [(Slags.UDSAGN, 41)]


def test_a_borger_who_changes_name_is_found_by_the_new_one(store: Database) -> None:
    with store.writing() as tx:
        rows.save(tx, Borger, BORGER, BORGER, {"efternavn": "Holm"}, NOW)
    index(store)
    assert found(store, "søren holm") == [(Slags.SAG, SAG)]
    assert found(store, "åkjær") == []


@pytest.mark.parametrize(
    ("table", "row", "word"),
    [("udsagn", NOTE, "eftermiddagen"), ("aftale", AFTALE, "ringe"), ("opgave", OPGAVE, "plukke"),
     ("virksomhed", VIRKSOMHED, "nordlager"), ("sag", SAG, "søren")],
)  # fmt: skip
def test_a_row_marked_deleted_is_not_found_and_leaves_the_index(
    store: Database, table: str, row: int, word: str
) -> None:
    with store.writing() as tx:
        tx.conn.exec_driver_sql(f"UPDATE {table} SET slettet=1 WHERE id=?", (row,))
    assert found(store, word) == []
    index(store)
    with store.reading() as tx:
        assert not any(word.replace("ø", "oe") in text for text in entries(tx))


def test_the_notes_of_a_deleted_besoeg_are_not_found(store: Database) -> None:
    with store.writing() as tx:
        rows.save(tx, Besoeg, BESOEG, SAG, {"slettet": True}, NOW)
    assert found(store, "eftermiddagen") == []
    index(store)
    assert b"neftermiddagen" not in kept_words(store)


def test_a_withdrawn_sag_leaves_the_index_in_the_same_transaction(store: Database) -> None:
    with store.writing() as tx:
        for table in ("udsagn", "aftale", "opgave", "besoeg", "praktik", "sag"):
            tx.conn.exec_driver_sql(f"DELETE FROM {table} WHERE scope=?", (SAG,))
        tx.conn.exec_driver_sql("DELETE FROM borger")
    with store.reading() as tx:
        assert entries(tx) == ["vnordlager va vs"]
    left = kept_words(store)
    for word in (b"knaeet", b"soeren", b"aakjaer", b"eftermiddagen", b"plukke", b"laegen"):
        assert word not in left
    index(store)
    with store.writing() as tx:
        tx.conn.exec_driver_sql("INSERT INTO soeg(soeg, rank) VALUES ('integrity-check', 1)")


def test_nothing_of_the_index_waits_to_be_sent(store: Database) -> None:
    with store.reading() as tx:
        sent = {row[0] for row in tx.conn.exec_driver_sql("SELECT tabel FROM outbox")}
    assert not any(table.startswith("soeg") for table in sent)


def test_an_index_cut_off_goes_on_where_it_was(store: Database) -> None:
    values: dict[str, Value] = {"besoeg": BESOEG, "tekst": "knæ"}
    with store.writing() as tx:
        rows.save_unless_there(tx, Udsagn, [(n, SAG, values) for n in range(1_000, 1_000 + 2 * SLICE)], NOW)
    assert catch_up(store, lambda: False) == SLICE
    with store.reading() as tx:
        assert waits(tx)
    assert catch_up(store, lambda: True) == SLICE
    with store.reading() as tx:
        assert not waits(tx)
        assert len(entries(tx)) == 6 + 2 * SLICE


def test_what_has_not_changed_is_not_written_again(store: Database) -> None:
    with store.reading() as tx:
        before = tx.conn.exec_driver_sql("SELECT * FROM soeg_doc ORDER BY nr").all()
    with store.writing() as tx:
        tx.conn.exec_driver_sql("INSERT INTO soeg_koe (tabel,raekke) SELECT 'udsagn', id FROM udsagn")
    index(store)
    with store.reading() as tx:
        assert tx.conn.exec_driver_sql("SELECT * FROM soeg_doc ORDER BY nr").all() == before


def test_a_store_from_before_the_search_is_indexed(place: Place) -> None:
    old = open_store(place.store, KEY, None, place.backups, NOW, head="0002")
    with old.writing() as tx:
        tx.conn.exec_driver_sql("INSERT INTO borger (id,scope,slettet,fornavn) VALUES (1,1,0,'Janet')")
        tx.conn.exec_driver_sql("INSERT INTO sag (id,scope,slettet,borger) VALUES (2,2,0,1)")
        tx.conn.exec_driver_sql("INSERT INTO besoeg (id,scope,slettet,tidspunkt) VALUES (3,2,0,'2026-01-08T09:00:00Z')")
        tx.conn.exec_driver_sql("INSERT INTO udsagn (id,scope,slettet,besoeg,tekst) VALUES (4,2,0,3,'Glad')")
        tx.conn.exec_driver_sql("INSERT INTO udsagn (id,scope,slettet,besoeg,tekst) VALUES (5,2,1,3,'Glad')")
    old.close()
    database = place.open()
    assert found(database, "janet") == []
    index(database)
    assert found(database, "janet") == [(Slags.SAG, 2)]
    assert found(database, "glad") == [(Slags.UDSAGN, 4)]
    database.close()


def test_a_hit_is_a_value(store: Database) -> None:
    with store.reading() as tx:
        (hit,) = search(tx, "plukke", 8)
    assert hit == Fund(slags=Slags.OPGAVE, raekke=OPGAVE, titel="Søren Åkjær Æbelø", uddrag="Plukke varer",
                       dato=hit.dato, sag=SAG)  # fmt: skip
    assert str(hit.dato) == "2025-10-06"
