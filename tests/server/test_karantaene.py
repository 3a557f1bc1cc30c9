"""The way out of the quarantine, between a real store and a real server: what was refused comes through, and once."""

import json

import pytest
from sqlalchemy import text

from konsulent_app.services import karantaene
from konsulent_app.services.context import Bruger, Context
from konsulent_app.services.karantaene import AfvistBlad, Udvej, read_karantaene
from konsulent_app.store import koe, rows
from konsulent_app.store.database import Tx
from konsulent_core.entities import Besoeg, Sag, Udsagn
from konsulent_core.errors import UserError
from konsulent_server.judge import LOCKED, NO_ACCESS
from tests.server.house import BESOEG, SAG, Client, House
from tests.server.stores import quarantine, save, texts, waiting


def context(house: House, client: Client) -> Context:
    bruger = Bruger(nummer=client.user.number, navn=client.user.name, kommune=house.kommune, kommune_navn="Åby")
    return Context(clock=house.clock, entropy=house.entropy, bruger=bruger, skemaer={})


def take_away(house: House, client: Client) -> None:
    with house.services.exchange.engine.begin() as conn:
        conn.execute(text("DELETE FROM adgang WHERE bruger=:b AND scope=:s"), {"b": client.user.number, "s": SAG})


def give_back(house: House, client: Client) -> None:
    with house.services.exchange.engine.begin() as conn:
        conn.execute(text("INSERT INTO adgang (bruger, scope) VALUES (:b, :s)"), {"b": client.user.number, "s": SAG})


def refused(house: House, client: Client) -> list[AfvistBlad]:
    with client.database.reading() as tx:
        return list(read_karantaene(tx, context(house, client)))


def send(house: House, client: Client, nr: int, **rettet: str) -> str:
    with client.database.writing() as tx:
        return karantaene.send_again(tx, context(house, client), nr, rettet or None)


@pytest.fixture
def without(house: House, pair: tuple[Client, Client]) -> Client:
    """Søren wrote in udsagn 100 and began udsagn 101 after his access was taken away; both were refused."""
    mette, soeren = pair
    save(mette, house, SAG, Sag, nummer="1")
    save(mette, house, BESOEG, Besoeg, type="opfoelgning", tilstand="kladde")
    mette.sync()
    soeren.sync()
    save(soeren, house, 100, tekst="ret")
    save(soeren, house, 101, besoeg=BESOEG, felt="a", tekst="nyt")
    take_away(house, soeren)
    soeren.sync()
    assert [row for row, _ in quarantine(soeren)] == [101, 100]
    assert texts(soeren) == {100: "hej"}
    return soeren


def test_each_refused_change_says_what_why_and_what_can_be_done(house: House, without: Client) -> None:
    edit, born = refused(house, without)
    assert (edit.grund, born.grund) == (NO_ACCESS, NO_ACCESS)
    assert (edit.sagt, edit.nu, edit.kan_rettes) == ({"tekst": "ret"}, {"tekst": "hej"}, "tekst")
    assert (born.sagt, born.nu, born.kan_rettes) == ({"tekst": "nyt"}, {}, "tekst")
    assert (edit.udvej, born.udvej) == (Udvej.SEND, Udvej.SEND)


def test_sent_again_once_it_may_it_reaches_the_server(house: House, without: Client) -> None:
    give_back(house, without)
    for one in refused(house, without):
        assert send(house, without, one.nr) == "Det er sat tilbage og sendes nu."
    assert quarantine(without) == []
    without.sync()
    assert (quarantine(without), waiting(without)) == ([], 0)
    assert (house.row(100)["tekst"], house.row(101)["tekst"]) == ("ret", "nyt")
    assert house.rows("konflikt") == []


def test_sent_again_while_it_still_may_not_it_comes_back_and_nothing_is_lost(house: House, without: Client) -> None:
    for one in refused(house, without):
        send(house, without, one.nr)
    without.sync()
    assert {row: values["tekst"] for row, values in quarantine(without)} == {100: "ret", 101: "nyt"}


def test_what_another_wrote_meanwhile_is_not_written_over_unseen(
    house: House, pair: tuple[Client, Client], without: Client
) -> None:
    mette = pair[0]
    save(mette, house, 100, tekst="mettes")
    mette.sync()
    without.sync()  # which moves on without the row, since it may not see it
    give_back(house, without)
    send(house, without, refused(house, without)[0].nr)
    without.sync()
    assert house.row(100)["tekst"] == "mettes"
    (konflikt,) = house.rows("konflikt")
    assert (json.loads(str(konflikt["min"])), json.loads(str(konflikt["server"]))) == (
        {"tekst": "ret"},
        {"tekst": "mettes"},
    )


def test_mended_words_go_in_place_of_the_refused_ones(house: House, without: Client) -> None:
    give_back(house, without)
    send(house, without, refused(house, without)[0].nr, tekst="rettet")
    without.sync()
    assert house.row(100)["tekst"] == "rettet"


def test_a_line_can_be_sent_once_only(house: House, without: Client) -> None:
    nr = refused(house, without)[0].nr
    send(house, without, nr)
    with pytest.raises(UserError):
        send(house, without, nr)


def test_what_stands_there_already_is_not_sent(house: House, without: Client) -> None:
    give_back(house, without)
    save(without, house, 100, tekst="ret")
    without.sync()
    edit = refused(house, without)[0]
    assert edit.staar_der
    assert send(house, without, edit.nr) == "Det stod der allerede."
    assert waiting(without) == 0


def test_cut_off_between_the_row_and_the_line_neither_has_moved(
    house: House, without: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_tx: Tx, _nr: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(koe, "remove_afvist", crash)
    before = quarantine(without)
    with pytest.raises(KeyboardInterrupt):
        send(house, without, refused(house, without)[0].nr)
    assert (quarantine(without), waiting(without), texts(without)) == (before, 0, {100: "hej"})


def test_a_row_deleted_meanwhile_is_brought_back_with_the_words(house: House, without: Client) -> None:
    give_back(house, without)
    save(without, house, 100, slettet=1)
    without.sync()
    edit = refused(house, without)[0]
    assert (edit.nu, edit.udvej) == ({}, Udvej.SEND)
    send(house, without, edit.nr)
    without.sync()
    assert (house.row(100)["tekst"], house.row(100)["slettet"]) == ("ret", 0)


def test_a_row_that_left_the_machine_can_only_be_copied(house: House, without: Client) -> None:
    with without.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM udsagn")
        tx.conn.exec_driver_sql("DELETE FROM sag")
    assert [one.udvej for one in refused(house, without)] == [Udvej.INGEN, Udvej.INGEN]
    with pytest.raises(UserError):
        send(house, without, refused(house, without)[0].nr)
    assert len(quarantine(without)) == 2


def test_an_answer_waits_for_its_besoeg_to_be_sent_first(house: House, without: Client) -> None:
    with without.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM besoeg")
    born = refused(house, without)[1]
    assert born.udvej is Udvej.INGEN


@pytest.fixture
def locked(house: House, pair: tuple[Client, Client]) -> Client:
    """Mette has locked the besøg; Søren knew, and wrote in it all the same."""
    mette, soeren = pair
    save(mette, house, BESOEG, Besoeg, tilstand="afsluttet")
    mette.sync()
    soeren.sync()
    save(soeren, house, 100, tekst="for sent")
    soeren.sync()
    return soeren


def test_what_came_after_the_lock_becomes_a_rettelse_with_the_words(house: House, locked: Client) -> None:
    (one,) = refused(house, locked)
    assert (one.grund, one.udvej, one.nu) == (LOCKED, Udvej.RETTELSE, {"tekst": "hej"})
    with locked.database.writing() as tx:
        karantaene.make_rettelse(tx, context(house, locked), one.nr, {"tekst": "for sent, men rigtigt"})
    locked.sync()
    assert quarantine(locked) == []
    (found,) = house.rows("rettelse")
    assert (found["tilstand"], found["raekke"], found["hvem"]) == ("foreslaaet", 100, "Søren")
    assert json.loads(str(found["foer"])) == {"tekst": "hej"}
    assert json.loads(str(found["efter"])) == {"tekst": "for sent, men rigtigt"}
    assert house.row(100)["tekst"] == "hej"


def test_a_locked_besoeg_is_not_sent_to_again(house: House, locked: Client) -> None:
    with pytest.raises(UserError):
        send(house, locked, refused(house, locked)[0].nr)
    assert len(quarantine(locked)) == 1


def test_a_mended_text_is_kept_until_the_line_goes(house: House, without: Client) -> None:
    edit = refused(house, without)[0]
    with without.database.writing() as tx:
        karantaene.keep_rettet(tx, edit.nr, "halvt")
    assert refused(house, without)[0].begyndt == "halvt"
    with without.database.writing() as tx:
        karantaene.dismiss(tx, edit.nr)
    with without.database.writing() as tx:
        karantaene.keep_rettet(tx, edit.nr, "et tast senere")
        assert tx.conn.exec_driver_sql("SELECT count(*) FROM udkast").scalar_one() == 0


def test_the_last_receipt_says_how_many_were_taken_and_refused(house: House, without: Client) -> None:
    with without.database.reading() as tx:
        found = koe.read_koe(tx).kvittering
    assert found is not None
    assert (found.ialt, found.taget, found.afvist, found.konflikter, found.forslag) == (2, 0, 2, 0, 0)
    give_back(house, without)
    with without.database.writing() as tx:
        rows.save(tx, Udsagn, 102, SAG, {"besoeg": BESOEG, "tekst": "c"}, house.clock())
    without.sync()
    with without.database.reading() as tx:
        found = koe.read_koe(tx).kvittering
    assert found is not None
    assert (found.ialt, found.taget) == (1, 1)
