"""What is written after an answer that never came is neither lost nor hides what others wrote."""

import json

import pytest

from konsulent_app.store import heal, outbox
from konsulent_app.sync.transport import Offline
from tests.server.house import BESOEG, Client, House
from tests.server.stores import konflikter, lose_answer, save, texts
from tools.long.sync_machines import Fault


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
