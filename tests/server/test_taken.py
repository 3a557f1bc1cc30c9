"""A sag that is taken from a machine while more goes on: another comes back, a restore, words being mended."""

import pytest

from konsulent_app.services.karantaene import keep_rettet
from konsulent_app.store import fratag, heal, rows, udkast
from konsulent_core.entities import Besoeg, Borger, Sag, Sagtal
from konsulent_core.rettigheder import sagtal_id
from tests.conftest import MakeClient
from tests.server.house import BESOEG, BORGER, SAG, Client, House
from tests.server.stores import quarantine, save


@pytest.fixture
def mette(house: House, client: MakeClient) -> Client:
    made = client(house.person("Mette", team=house.services.people.add_team(house.kommune, "Vest")))
    with made.database.writing() as tx:
        rows.save(tx, Borger, BORGER, BORGER, {"fornavn": "Janet"}, house.clock())
    save(made, house, SAG, Sag, nummer="1", borger=BORGER)
    save(made, house, BESOEG, Besoeg, type="opfoelgning", tilstand="kladde")
    made.sync()
    return made


def taken(client: Client) -> list[int]:
    with client.database.reading() as tx:
        return list(tx.conn.exec_driver_sql("SELECT scope FROM frataget ORDER BY scope").scalars())


def test_one_sag_taken_in_the_answer_that_brings_another_back(mette: Client) -> None:
    with mette.database.writing() as tx:
        fratag.note(tx, [10, 20], ())
        fratag.note(tx, [30], {10})
    assert taken(mette) == [20, 30]


def test_a_restored_server_takes_again_what_it_means_to_take(house: House, mette: Client) -> None:
    with mette.database.writing() as tx:
        fratag.note(tx, [SAG], ())
        heal.go_back_to(tx, 0, "", house.clock())
    assert taken(mette) == []


def test_words_that_are_being_mended_stay_with_the_quarantine_when_the_sag_goes(house: House, mette: Client) -> None:
    with mette.database.writing() as tx:
        tx.conn.exec_driver_sql(
            "INSERT INTO karantaene (nr,tabel,raekke,scope,felter,grund,hvornaar) "
            "VALUES (7,'udsagn',100,?,'{\"tekst\":\"skrevet\"}','afvist','2026-03-12T09:42:00.000Z')",
            (SAG,),
        )
        keep_rettet(tx, 7, "rettet")
        udkast.put(tx, SAG, "ny_praktik", "kladde")
        fratag.note(tx, [SAG], ())
        assert fratag.let_go(tx) == 1
        assert udkast.get(tx, SAG, "karantaene:7") == "rettet"
        assert udkast.get(tx, SAG, "ny_praktik") is None


def test_a_count_that_is_refused_is_nobody_s_words(house: House, mette: Client) -> None:
    other = house.services.people.add_team(house.kommune, "Et helt andet")
    with mette.database.writing() as tx:
        rows.save(tx, Sagtal, sagtal_id(SAG, other), other, {"sag": SAG, "tal": "{}"}, house.clock())
    assert mette.sync().afvist == 1
    assert quarantine(mette) == []
    with mette.database.reading() as tx:
        assert rows.find(tx, Sagtal) == []
