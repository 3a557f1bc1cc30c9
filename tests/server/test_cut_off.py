"""What is refused, asked for again or cut off halfway ends whole on both sides."""

import json
import shutil

import pytest

from konsulent_app.store import rows
from konsulent_app.sync import engine as engine_module
from konsulent_app.sync.transport import Denied, Offline
from konsulent_core.entities import Udsagn
from konsulent_core.wire import Problem, SyncResponse
from tests.conftest import MakeClient
from tests.server.house import BESOEG, SAG, Client, House
from tests.server.stores import konflikter, lose_answer, quarantine, save, texts, waiting
from tools.long.sync_machines import Fault


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
    newcomer = client(mette.user)
    newcomer.sync()
    for number in range(500, 530):
        save(mette, house, number, besoeg=BESOEG, tekst=str(number))
        mette.sync()
    house.pages_of(5)
    newcomer.line.fault, newcomer.line.requests = Fault("lost", 3), 0
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
