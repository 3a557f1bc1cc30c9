"""Lost answers, repeated batches, and backups put back on either side: nothing counts twice, nothing is lost."""

import json
import shutil

import pytest

from konsulent_app.store import heal, outbox, rows
from konsulent_app.sync import engine as engine_module
from konsulent_app.sync.transport import Denied, Offline
from konsulent_core.entities import Konflikt, Record, Udsagn, Virksomhed
from konsulent_core.merge import Value
from konsulent_core.wire import Problem, SyncResponse, Verdict
from konsulent_server.exchange import Refused
from tests.conftest import MakeClient
from tests.server.house import BESOEG, BORGER, SAG, Client, Hand, House, begin, block, born
from tools.long.sync_machines import Fault


@pytest.fixture
def mette(house: House) -> Hand:
    hand = house.hand(house.person("Mette"), "mettes")
    begin(hand)
    hand.push(born("udsagn", 100, SAG, besoeg=BESOEG, tekst="hej"))
    return hand


def texts(client: Client) -> dict[int, str | None]:
    with client.database.reading() as tx:
        return {row.id: row.tekst for row in rows.find(tx, Udsagn)}


def save(client: Client, house: House, row: int, entity: type[Record] = Udsagn, **values: Value) -> None:
    with client.database.writing() as tx:
        rows.save(tx, entity, row, SAG, values, house.clock())


def konflikter(client: Client) -> list[Konflikt]:
    with client.database.reading() as tx:
        return rows.find(tx, Konflikt)


def waiting(client: Client) -> int:
    with client.database.reading() as tx:
        return outbox.waiting_count(tx)


def quarantine(client: Client) -> list[tuple[int, dict[str, Value]]]:
    with client.database.reading() as tx:
        found = tx.conn.exec_driver_sql("SELECT raekke, felter FROM karantaene ORDER BY nr").all()
    return [(row, json.loads(values)) for row, values in found]


# The same batch again


def test_a_push_sent_twice_counts_once(house: House, mette: Hand) -> None:
    before = mette.cursor, mette.mark
    first = mette.push(born("udsagn", 200, SAG, besoeg=BESOEG, tekst="en"))
    mette.cursor, mette.mark = before
    second = mette.again()
    assert (second.receipt, second.cursor, second.mark) == (first.receipt, first.cursor, first.mark)
    assert house.query("SELECT count(*) FROM push WHERE kommune=:k", k=house.kommune) == [(3,)]
    assert len(house.rows("udsagn")) == 2


def test_a_repeated_push_brings_what_others_sent_meanwhile(house: House, mette: Hand) -> None:
    soeren = house.hand(house.person("Søren", SAG, BORGER))
    soeren.pull()
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("hej", "hej du")}))
    soeren.push(soeren.edit("besoeg", BESOEG, SAG, {"sted": (None, "Brugsen")}))
    again = mette.again()
    assert again.receipt is not None
    assert again.receipt.others == []
    assert ("besoeg", {"sted": "Brugsen"}) in [(edit.table, edit.fields) for edit in again.edits]
    assert again.cursor == 4


def test_a_repeated_push_brings_its_konflikt_again(house: House, mette: Hand) -> None:
    soeren = house.hand(house.person("Søren", SAG, BORGER))
    soeren.pull()
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("hej", "hej du")}))
    kept = soeren.cursor, soeren.mark
    first = soeren.push(soeren.edit("udsagn", 100, SAG, {"tekst": ("hej", "goddag")}))
    soeren.cursor, soeren.mark = kept
    again = soeren.again()
    assert again.receipt == first.receipt
    assert again.receipt.others == [Verdict(0, "konflikt", "", ("tekst",))] if again.receipt else False
    assert {r.row for b in again.blocks for r in b.rows} == {r.row for b in first.blocks for r in b.rows}


def test_a_repeated_push_in_small_pages_still_brings_what_takes_its_place(house: House, mette: Hand) -> None:
    """The value in place of the machine's own was set before the pages that are still to come."""
    soeren = house.hand(house.person("Søren", SAG, BORGER))
    soeren.pull()
    knew = soeren.cursor
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("hej", "hej du")}))
    soeren.pull()
    for number in range(300, 306):
        mette.push(born("udsagn", number, SAG, besoeg=BESOEG))
    house.pages_of(2)
    edit = soeren.edit("udsagn", 100, SAG, {"tekst": ("hej", "goddag")}, knew)
    for answer in (soeren.push(edit), soeren.again()):
        assert answer.more
        assert 100 in {row.row for part in answer.blocks for row in part.rows}


def test_another_batch_under_an_old_number_is_from_a_restored_machine(house: House, mette: Hand) -> None:
    with pytest.raises(Refused, match="device_restored"):
        mette.push(born("udsagn", 200, SAG), number=2)
    with pytest.raises(Refused, match="device_restored"):
        mette.push(born("udsagn", 200, SAG), number=1)
    assert len(house.rows("udsagn")) == 1


def test_a_batch_after_one_the_server_never_saw_shows_that_the_server_was_restored(house: House, mette: Hand) -> None:
    with pytest.raises(Refused, match="server_restored"):
        mette.push(born("udsagn", 200, SAG), number=4)


def test_a_machine_that_changes_hands_becomes_another(house: House, mette: Hand) -> None:
    bo = house.hand(house.person("Bo", SAG), mette.device)
    with pytest.raises(Refused, match="device_restored"):
        bo.push(born("udsagn", 200, SAG))


def test_a_cursor_of_another_history_shows_that_the_server_was_restored(house: House, mette: Hand) -> None:
    mette.mark = "en anden"
    with pytest.raises(Refused, match="server_restored"):
        mette.pull()
    mette.cursor = 17
    with pytest.raises(Refused, match="server_restored"):
        mette.pull()


def test_the_newest_place_that_both_remember_is_found(house: House, mette: Hand) -> None:
    ((mark,),) = house.query("SELECT mark FROM push WHERE kommune=:k AND seq=1", k=house.kommune)
    common = house.services.exchange.common
    assert common(mette.user, [(1, str(mark)), (2, "forkert"), (99, "x")]) == (1, mark)
    assert common(mette.user, [(1, "forkert")]) == (0, "")
    assert common(mette.user, []) == (0, "")


# With real stores


@pytest.fixture
def pair(house: House, client: MakeClient) -> tuple[Client, Client]:
    """Mette's machine and Søren's, even: a sag with a besøg and one udsagn (100)."""
    mette, soeren = client(house.person("Mette", SAG, BORGER)), client(house.person("Søren", SAG, BORGER))
    save(mette, house, 100, besoeg=BESOEG, tekst="hej")
    mette.sync()
    soeren.sync()
    return mette, soeren


def lose_answer(client: Client) -> None:
    client.line.requests, client.line.fault = 0, Fault("unanswered", 0)
    with pytest.raises(Offline):
        client.sync()
    client.line.fault = Fault()


def test_what_is_written_after_a_lost_answer_is_sent_after_it(house: House, pair: tuple[Client, Client]) -> None:
    mette, soeren = pair
    save(mette, house, 100, tekst="hej du")
    lose_answer(mette)
    save(mette, house, 100, tekst="hej du der")
    mette.sync()
    soeren.sync()
    assert texts(soeren) == texts(mette) == {100: "hej du der"}
    assert konflikter(mette) == []


def test_what_is_written_after_a_lost_konflikt_does_not_hide_the_others_value(
    house: House, pair: tuple[Client, Client]
) -> None:
    """The other's value was fetched while ours waited, and so was never shown."""
    mette, soeren = pair
    save(mette, house, 100, tekst="Mettes")
    save(soeren, house, 100, tekst="Sørens")
    mette.sync()
    soeren.line.requests, soeren.line.fault = 0, Fault("unanswered", 0)
    with pytest.raises(Offline):
        soeren.sync()
    save(soeren, house, 100, tekst="Sørens igen")
    soeren.line.fault = Fault()
    soeren.sync()
    mette.sync()
    assert texts(mette) == texts(soeren) == {100: "Mettes"}
    assert [json.loads(k.min or "")["tekst"] for k in konflikter(mette)] == ["Sørens igen"]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "MAX_BATCH_EDITS", 1)


def fetched_unseen(house: House, pair: tuple[Client, Client]) -> None:
    """Mette's value of 100 came to Søren's machine with the answer to his first batch, while his own waited in the
    second: his stands on the screen. The second batch reaches the server, its answer is lost."""
    mette, soeren = pair
    save(soeren, house, 101, besoeg=BESOEG, tekst="før")
    soeren.sync()
    save(mette, house, 100, tekst="Mettes")
    mette.sync()
    save(soeren, house, 101, tekst="først i køen")
    save(soeren, house, 100, tekst="Sørens")
    soeren.line.requests, soeren.line.fault = 0, Fault("unanswered", 1)
    with pytest.raises(Offline):
        soeren.sync()
    soeren.line.fault = Fault()
    assert texts(soeren)[100] == "Sørens"


@pytest.mark.usefixtures("small_batches")
def test_a_value_that_was_fetched_and_never_shown_is_not_written_over(
    house: House, pair: tuple[Client, Client]
) -> None:
    _, soeren = pair
    fetched_unseen(house, pair)
    save(soeren, house, 100, tekst="Sørens igen")
    soeren.sync()
    assert house.row(100)["tekst"] == "Mettes"
    assert [json.loads(k.min or "")["tekst"] for k in konflikter(soeren)] == ["Sørens igen"]


@pytest.mark.usefixtures("small_batches")
def test_nor_is_it_after_the_machine_has_become_another(house: House, pair: tuple[Client, Client]) -> None:
    _, soeren = pair
    fetched_unseen(house, pair)
    with soeren.database.writing() as tx:
        heal.become_new_device(tx, house.entropy, house.clock())
    soeren.sync()
    assert house.row(100)["tekst"] == "Mettes"
    assert {json.loads(k.min or "")["tekst"] for k in konflikter(soeren)} == {"Sørens"}


@pytest.mark.usefixtures("small_batches")
def test_nor_is_it_after_the_server_was_restored(house: House, pair: tuple[Client, Client]) -> None:
    mette, soeren = pair
    save(soeren, house, 101, besoeg=BESOEG, tekst="før")
    soeren.sync()
    save(mette, house, 100, tekst="Mettes")
    mette.sync()
    save(soeren, house, 101, tekst="først i køen")
    save(soeren, house, 100, tekst="Sørens")
    soeren.line.requests, soeren.line.fault = 0, Fault("lost", 1)
    with pytest.raises(Offline):
        soeren.sync()
    soeren.line.fault = Fault()
    house.back_up()
    save(mette, house, 102, besoeg=BESOEG, tekst="tabt")
    mette.sync()
    house.restore()
    with soeren.database.writing() as tx:
        tx.conn.exec_driver_sql("UPDATE meta SET vaerdi='99' WHERE noegle='cursor'")
    soeren.sync()
    assert house.row(100)["tekst"] == "Mettes"
    assert {json.loads(k.min or "")["tekst"] for k in konflikter(soeren)} == {"Sørens"}


def test_what_was_sent_and_written_over_by_half_an_answer_waits_again(
    house: House, pair: tuple[Client, Client]
) -> None:
    """Killed after the rows of an answer and before its verdicts; then the server forgets the konflikt."""
    mette, soeren = pair
    save(mette, house, 100, tekst="Mettes")
    mette.sync()
    house.back_up()
    save(soeren, house, 100, tekst="Sørens")
    lose_answer(soeren)
    with soeren.database.writing() as tx:
        tx.conn.exec_driver_sql("UPDATE udsagn SET tekst='Mettes' WHERE id=100")
        heal.become_new_device(tx, house.entropy, house.clock())
    house.restore()
    assert texts(soeren)[100] == "Sørens"
    soeren.sync()
    assert {json.loads(k.min or "")["tekst"] for k in konflikter(soeren)} == {"Sørens"}


def test_a_restored_machine_fetches_what_it_had_sent(house: House, pair: tuple[Client, Client]) -> None:
    mette, soeren = pair
    save(mette, house, 100, tekst="venter")
    mette.back_up()
    mette.sync()
    save(mette, house, 100, tekst="senere")
    save(mette, house, 101, besoeg=BESOEG, tekst="ny")
    mette.sync()
    mette.restore()
    mette.sync()
    soeren.sync()
    assert texts(mette) == texts(soeren) == {100: "senere", 101: "ny"}
    assert konflikter(mette) == []
    assert waiting(mette) == 0


def test_a_restored_machine_keeps_what_is_written_on_it_next(house: House, pair: tuple[Client, Client]) -> None:
    mette, soeren = pair
    mette.back_up()
    save(mette, house, 100, tekst="sendt")
    mette.sync()
    mette.restore()
    save(mette, house, 100, tekst="skrevet efter gendannelsen")
    save(mette, house, 102, besoeg=BESOEG, tekst="også")
    mette.sync()
    soeren.sync()
    assert texts(soeren) == {100: "sendt", 102: "også"}
    assert [json.loads(k.min or "")["tekst"] for k in konflikter(soeren)] == ["skrevet efter gendannelsen"]


def test_a_restored_server_gets_back_what_it_had(house: House, pair: tuple[Client, Client]) -> None:
    mette, soeren = pair
    house.back_up()
    save(mette, house, 100, tekst="rettet")
    save(mette, house, 101, besoeg=BESOEG, tekst="ny")
    mette.sync()
    soeren.sync()
    house.restore()
    soeren.sync()
    mette.sync()
    soeren.sync()
    assert texts(mette) == texts(soeren) == {100: "rettet", 101: "ny"}
    assert house.row(100)["tekst"] == "rettet"
    assert konflikter(mette) == []


def test_a_restored_server_gets_back_a_cleared_field_and_what_was_deleted(
    house: House, pair: tuple[Client, Client]
) -> None:
    mette, _ = pair
    save(mette, house, 101, besoeg=BESOEG, tekst="væk")
    mette.sync()
    house.back_up()
    save(mette, house, 100, tekst=None)
    save(mette, house, 101, slettet=1)
    mette.sync()
    house.restore()
    mette.sync()
    assert (house.row(100)["tekst"], house.row(101)["slettet"]) == (None, 1)


def test_a_row_half_sent_when_the_server_was_restored_comes_back_whole(
    house: House, pair: tuple[Client, Client]
) -> None:
    mette, soeren = pair
    house.back_up()
    save(mette, house, 100, tekst="sendt", person="Bo")
    mette.sync()
    save(mette, house, 100, tekst="venter")
    house.restore()
    mette.sync()
    soeren.sync()
    assert (house.row(100)["tekst"], house.row(100)["person"]) == ("venter", "Bo")
    assert konflikter(soeren) == []


def test_a_restored_server_does_not_take_the_others_new_value_for_seen(
    house: House, pair: tuple[Client, Client]
) -> None:
    """Feed numbers are drawn a second time: that a machine was past them says nothing of what they stand for now."""
    mette, soeren = pair
    house.back_up()
    for number in range(200, 210):
        save(soeren, house, number, besoeg=BESOEG, tekst="x")
        soeren.sync()
    save(soeren, house, 100, tekst="Sørens, usendt")
    house.restore()
    save(mette, house, 100, tekst="Mettes")
    mette.sync()
    soeren.sync()
    mette.sync()
    assert house.row(100)["tekst"] == "Mettes"
    assert [json.loads(k.min or "")["tekst"] for k in konflikter(mette)] == ["Sørens, usendt"]
    assert texts(mette).keys() == {100, *range(200, 210)}


def test_what_stands_unchanged_on_a_machine_says_nothing_against_a_newer_value(
    house: House, pair: tuple[Client, Client]
) -> None:
    mette, soeren = pair
    house.back_up()
    save(mette, house, 101, besoeg=BESOEG, tekst="tabt")
    mette.sync()
    soeren.sync()
    house.restore()
    mette.sync()
    save(mette, house, 100, tekst="nyt efter gendannelsen")
    mette.sync()
    soeren.sync()
    assert texts(soeren) == {100: "nyt efter gendannelsen", 101: "tabt"}
    assert konflikter(soeren) == []


def test_an_empty_server_is_filled_from_a_machine(
    house: House, pair: tuple[Client, Client], client: MakeClient
) -> None:
    mette, _ = pair
    save(mette, house, 70, Virksomhed, navn="Brugsen")
    with mette.database.writing() as tx:
        tx.conn.exec_driver_sql("UPDATE virksomhed SET scope=?", (house.kommune,))
        tx.conn.exec_driver_sql("UPDATE outbox SET scope=? WHERE tabel='virksomhed'", (house.kommune,))
    mette.sync()
    with house.services.exchange.engine.connect() as conn, conn.begin():
        for table in ("raekke", "historik", "push", "maskine"):
            conn.exec_driver_sql(f"DELETE FROM {table}")
        conn.exec_driver_sql("UPDATE kommune SET seq=0")
    mette.sync()
    newcomer = client(mette.user)
    newcomer.sync()
    assert texts(newcomer) == {100: "hej"}
    assert house.row(70)["navn"] == "Brugsen"


def test_a_refused_birth_leaves_the_table_for_the_quarantine(house: House, pair: tuple[Client, Client]) -> None:
    mette, _ = pair
    with mette.database.writing() as tx:
        rows.save(tx, Udsagn, 300, 999, {"tekst": "ikke min sag"}, house.clock())
    lose_answer(mette)
    with mette.database.writing() as tx:
        rows.save(tx, Udsagn, 300, 999, {"tekst": "stadig ikke"}, house.clock())
    mette.sync()
    assert texts(mette) == {100: "hej"}
    assert [(row, values["tekst"]) for row, values in quarantine(mette)] == [(300, "stadig ikke")]
    assert waiting(mette) == 0


def test_a_refused_edit_gives_way_to_what_stands_and_spares_what_was_written_since(
    house: House, pair: tuple[Client, Client]
) -> None:
    mette, soeren = pair
    save(soeren, house, 100, tekst="Sørens")
    soeren.sync()
    with mette.database.writing() as tx:
        rows.save(tx, Udsagn, 100, SAG, {"tekst": "min", "person": "Bo"}, house.clock())
        # A change that no server takes: a field has a name that is none.
        tx.conn.exec_driver_sql('UPDATE outbox SET base=\'{"PERSON":null,"tekst":"hej"}\'')
    lose_answer(mette)
    save(mette, house, 100, tekst="min igen")
    mette.sync()
    assert quarantine(mette) == [(100, {"PERSON": "Bo", "tekst": "min"})]
    assert texts(mette) == {100: "Sørens"}
    assert [json.loads(k.min or "")["tekst"] for k in konflikter(mette)] == ["min igen"]
    assert waiting(mette) == 0


def test_a_late_birth_edited_since_becomes_proposals_and_no_row(house: House, pair: tuple[Client, Client]) -> None:
    from konsulent_core.entities import Besoeg, Rettelse

    mette, soeren = pair
    save(mette, house, BESOEG, Besoeg, tilstand="kladde")
    mette.sync()
    soeren.sync()
    save(mette, house, BESOEG, Besoeg, tilstand="afsluttet")
    mette.sync()
    save(soeren, house, 400, besoeg=BESOEG, tekst="sent")
    lose_answer(soeren)
    save(soeren, house, 400, tekst="sent, rettet")
    soeren.sync()
    assert texts(soeren) == {100: "hej"}
    with soeren.database.reading() as tx:
        found = [json.loads(r.efter or "")["tekst"] for r in rows.find(tx, Rettelse)]
    assert sorted(found) == ["sent", "sent, rettet"]
    assert waiting(soeren) == 0


def test_the_server_asks_for_a_row_it_lacks_and_gets_it_whole(house: House, pair: tuple[Client, Client]) -> None:
    mette, _ = pair
    with house.services.exchange.engine.connect() as conn, conn.begin():
        conn.exec_driver_sql("DELETE FROM raekke WHERE id=100")
    save(mette, house, 100, person="Bo")
    mette.sync()
    assert (house.row(100)["tekst"], house.row(100)["person"]) == ("hej", "Bo")
    assert waiting(mette) == 0


def test_a_machine_cut_off_between_pages_goes_on_where_it_was(
    house: House, pair: tuple[Client, Client], client: MakeClient
) -> None:
    mette, _ = pair
    for number in range(500, 530):
        save(mette, house, number, besoeg=BESOEG, tekst=str(number))
        mette.sync()
    house.pages_of(5)
    newcomer = client(mette.user)
    newcomer.line.fault = Fault("lost", 3)
    with pytest.raises(Offline):
        newcomer.sync()
    got = len(texts(newcomer))
    assert 0 < got < 31
    save(mette, house, 500, tekst="rettet imens")
    mette.sync()
    save(newcomer, house, 501, tekst="rettet, før alt var hentet")
    newcomer.line.fault, newcomer.line.requests = Fault(), 0
    newcomer.sync()
    mette.sync()
    assert texts(newcomer) == texts(mette)
    assert texts(mette)[500] == "rettet imens"
    assert texts(mette)[501] == "rettet, før alt var hentet"


def test_a_machine_killed_between_two_slices_fetches_the_same_again(
    house: House, pair: tuple[Client, Client], client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    mette, _ = pair
    for number in range(500, 520):
        save(mette, house, number, besoeg=BESOEG, tekst=str(number))
    mette.sync()
    monkeypatch.setattr(engine_module, "SLICE_ROWS", 4)
    newcomer = client(mette.user)
    calls = 0
    there = newcomer.database.writing

    def failing(*, bulk: bool = False) -> object:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise KeyboardInterrupt
        return there(bulk=bulk)

    monkeypatch.setattr(newcomer.database, "writing", failing)
    monkeypatch.setattr(newcomer.database, "somebody_types", lambda: True)  # each slice commits by itself
    with pytest.raises(KeyboardInterrupt):
        newcomer.sync()
    assert 0 < len(texts(newcomer)) < 21
    newcomer.sync()
    assert texts(newcomer) == texts(mette)


def test_a_server_that_asks_for_healing_for_ever_is_left_alone(
    house: House, pair: tuple[Client, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    mette, _ = pair
    asked = 0

    def always(_body: bytes) -> SyncResponse:
        nonlocal asked
        asked += 1
        raise Denied(Problem("server_restored", "Gendannet."))

    monkeypatch.setattr(mette.line, "sync", always)
    with pytest.raises(Denied):
        mette.sync()
    assert asked < 10
    assert texts(mette) == {100: "hej"}


def test_two_clones_of_one_machine_both_keep_what_is_written_on_them(
    house: House, pair: tuple[Client, Client], client: MakeClient
) -> None:
    mette, soeren = pair
    mette.database.close()
    clone = client(mette.user)
    clone.database.close()
    shutil.copy(mette.path, clone.path)
    save(mette, house, 600, besoeg=BESOEG, tekst="her")
    save(clone, house, 601, besoeg=BESOEG, tekst="der")
    mette.sync()
    clone.sync()
    save(mette, house, 602, besoeg=BESOEG, tekst="og her")
    mette.sync()
    clone.sync()
    soeren.sync()
    assert texts(soeren) == texts(clone) == {100: "hej", 600: "her", 601: "der", 602: "og her"}


def test_whole_rows_under_two_common_places_are_told_apart(house: House, mette: Hand) -> None:
    """A block sent again says up to where its machine knew the feed; a true birth knew nothing."""
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("hej", "ny")}))
    names = ("slettet", "tekst")
    other = house.hand(mette.user)
    other.push(block("udsagn", names, [(100, SAG, [0, "tabt og fundet"])], base_rev=3))
    assert house.row(100)["tekst"] == "tabt og fundet"
    third = house.hand(mette.user)
    third.push(block("udsagn", names, [(100, SAG, [0, "gammel"])], base_rev=1))
    assert house.row(100)["tekst"] == "tabt og fundet"
    assert len(house.rows("konflikt")) == 1
