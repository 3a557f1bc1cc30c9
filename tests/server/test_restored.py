"""A backup is put back on either side: each gets from the other what it lacks."""

import json

from konsulent_core.entities import Virksomhed
from tests.conftest import MakeClient
from tests.server.house import BESOEG, Client, House
from tests.server.stores import konflikter, save, texts, waiting


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
