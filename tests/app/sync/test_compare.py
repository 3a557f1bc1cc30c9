"""After a sync the two sides compare what they hold of a sag; a difference mends itself, and nothing is lost by it."""

from datetime import timedelta

import pytest

from konsulent_app.store import fratag, rows
from konsulent_app.store.database import Tx
from konsulent_app.sync.attempt import attempt
from konsulent_app.sync.compare import Comparison, Difference
from konsulent_app.sync.schedule import Kind
from konsulent_app.sync.transport import Denied, Offline, ServerTrouble
from konsulent_core.digest import ScopeDigest, row_digest
from konsulent_core.entities import Besoeg, Borger, Sag, Timer, Udsagn
from konsulent_core.wire import Compare, Compared, Problem
from tests.conftest import MakeClient
from tests.server.house import BESOEG, BORGER, SAG, Client, House
from tests.server.stores import quarantine, save, texts


@pytest.fixture
def mette(house: House, client: MakeClient) -> Client:
    """A machine with one sag, even with its server and compared."""
    made = client(house.person("Mette"))
    begin_sag(made, house)
    made.sync()
    assert compare(made, house) == Difference()
    return made


def begin_sag(made: Client, house: House) -> None:
    with made.database.writing() as tx:
        rows.save(tx, Borger, BORGER, BORGER, {"fornavn": "Janet"}, house.clock())
    save(made, house, SAG, Sag, nummer="1", borger=BORGER)
    save(made, house, BESOEG, Besoeg, type="opfoelgning", tilstand="kladde")
    save(made, house, 100, besoeg=BESOEG, tekst="Kassen går godt")
    save(made, house, 101, besoeg=BESOEG, tekst="Hun møder")
    save(made, house, 102, Timer, besoeg=BESOEG, timer=3, loentimer=2.5)


def compare(client: Client, house: House) -> Difference:
    return Comparison(client.database, client.line, house.clock).run(at_once=True)


def touch(client: Client, house: House) -> None:
    """Something moves in the sag: what is compared is what has moved."""
    save(client, house, BESOEG, Besoeg, sted=f"Brugsen {house.now}")
    client.sync()


def damage(client: Client, sql: str) -> None:
    """Behind the outbox's back, as a fault of ours would."""
    with client.database.writing() as tx:
        tx.conn.exec_driver_sql(sql)


def count(tx: Tx, table: str) -> int:
    return int(tx.conn.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def test_what_is_the_same_is_compared_once_and_costs_one_request(house: House, mette: Client) -> None:
    asked: list[int] = []
    ask = mette.line.compare

    def noted(given: Compare) -> Compared:
        asked.append(len(given.scopes))
        return ask(given)

    mette.line.compare = noted  # type: ignore[method-assign, assignment]
    touch(mette, house)
    assert compare(mette, house) == Difference()
    assert compare(mette, house) == Difference()
    assert asked == [1]


@pytest.mark.parametrize(
    ("deed", "kept"),
    [
        ("UPDATE udsagn SET tekst='noget andet' WHERE id=100", [(100, {"tekst": "noget andet"})]),
        ("DELETE FROM udsagn WHERE id=100", []),
        ("UPDATE udsagn SET besoeg=NULL WHERE id=100", []),
        ("UPDATE timer SET loentimer=2.25 WHERE id=102", [(102, {"loentimer": 2.25})]),
    ],
)
def test_what_stands_here_otherwise_is_mended_and_kept_aside(
    house: House, mette: Client, deed: str, kept: list[tuple[int, dict[str, object]]]
) -> None:
    damage(mette, deed)
    touch(mette, house)
    assert compare(mette, house) == Difference(1, 1)
    assert texts(mette)[100] == "Kassen går godt"
    assert quarantine(mette) == kept
    touch(mette, house)
    assert compare(mette, house) == Difference()


def test_a_row_that_the_server_has_lost_is_sent_to_it_again(house: House, mette: Client) -> None:
    with house.services.exchange.engine.connect() as conn, conn.begin():
        conn.exec_driver_sql("DELETE FROM raekke WHERE id=101")
    touch(mette, house)
    assert compare(mette, house) == Difference(1, 1)
    mette.sync()
    assert house.row(101)["tekst"] == "Hun møder"
    assert compare(mette, house) == Difference()


def test_words_that_belong_to_no_besoeg_are_compared_too(house: House, mette: Client) -> None:
    save(mette, house, 103, besoeg=None, tekst="Fra en mail")
    mette.sync()
    assert compare(mette, house) == Difference()


def test_what_is_being_written_is_neither_compared_nor_written_over(house: House, mette: Client) -> None:
    damage(mette, "UPDATE udsagn SET tekst='noget andet' WHERE id=101")
    touch(mette, house)
    save(mette, house, 100, tekst="Kassen går bedre")
    assert compare(mette, house) == Difference()
    mette.sync()
    assert compare(mette, house) == Difference(1, 1)
    assert texts(mette) == {100: "Kassen går bedre", 101: "Hun møder"}


def test_what_came_to_the_server_meanwhile_is_no_difference(house: House, mette: Client, client: MakeClient) -> None:
    other = client(mette.user)
    other.sync()
    touch(mette, house)
    save(other, house, 100, tekst="fra den anden pc")
    other.sync()
    assert compare(mette, house) == Difference()


def test_a_sag_that_the_server_does_not_grant_any_more_leaves_the_machine(house: House, mette: Client) -> None:
    """A server restored from before a sag was handed over knows nothing of having told so."""
    touch(mette, house)
    with house.services.exchange.engine.connect() as conn, conn.begin():
        conn.exec_driver_sql(f"DELETE FROM adgang WHERE scope={SAG}")
    compare(mette, house)
    with mette.database.reading() as tx:
        assert (count(tx, "udsagn"), count(tx, "sag")) == (0, 0)


def test_how_a_value_was_written_makes_no_difference() -> None:
    assert row_digest("timer", 1, {"timer": 3, "art": None}) == row_digest("timer", 1, {"timer": 3.0, "moenster": None})
    assert row_digest("timer", 1, {"timer": 3}) != row_digest("timer", 1, {"loentimer": 3})
    assert row_digest("timer", 1, {"timer": 3}) != row_digest("timer", 2, {"timer": 3})
    assert row_digest(Udsagn.tabel, 1, {"tekst": "3"}) != row_digest(Udsagn.tabel, 1, {"tekst": 3})


def test_two_rows_alike_do_not_cancel_each_other() -> None:
    twice, never = ScopeDigest(), ScopeDigest()
    for _ in range(2):
        twice.add("udsagn", 1, {"tekst": "x"})
    assert (twice.text, twice.count) != (never.text, never.count)
    assert twice.text != never.text


def test_a_server_restored_between_the_sync_and_the_comparing_takes_nothing_from_the_machine(
    house: House, client: MakeClient
) -> None:
    """The copy knows nothing of the sag: it would call it gone, and the machine's were the last rows of it."""
    mette = client(house.person("Mette"))
    mette.sync()
    house.back_up()
    begin_sag(mette, house)
    mette.sync()
    house.restore()
    assert compare(mette, house) == Difference()
    assert texts(mette) == {100: "Kassen går godt", 101: "Hun møder"}
    mette.sync()
    assert compare(mette, house) == Difference()
    assert house.row(100)["tekst"] == "Kassen går godt"


def test_what_the_server_has_lost_between_comparing_and_fetching_is_not_taken_for_what_stands(
    house: House, mette: Client
) -> None:
    house.back_up()
    save(mette, house, 100, tekst="Kassen går rigtig godt")
    mette.sync()
    damage(mette, "UPDATE udsagn SET person='Bo' WHERE id=101")
    ask = mette.line.compare

    def then_restored(given: Compare) -> Compared:
        found = ask(given)
        house.restore()
        return found

    mette.line.compare = then_restored  # type: ignore[method-assign, assignment]
    assert compare(mette, house) == Difference()
    assert texts(mette)[100] == "Kassen går rigtig godt"
    assert quarantine(mette) == []


@pytest.mark.parametrize("trouble", [Offline(), ServerTrouble(), Denied(Problem("no_route", ""))])
def test_a_server_that_cannot_compare_takes_nothing_from_a_sync_that_is_done(
    house: House, mette: Client, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    """One of the version before, or one that went away between the two."""
    save(mette, house, 100, tekst="Kassen går bedre")

    def cannot(_asked: Compare) -> Compared:
        raise trouble

    monkeypatch.setattr(mette.line, "compare", cannot)
    comparison = Comparison(mette.database, mette.line, house.clock)
    house.now += timedelta(minutes=2)
    assert attempt(mette.engine(), comparison).kind is Kind.DONE
    assert house.row(100)["tekst"] == "Kassen går bedre"
    with mette.database.reading() as tx:
        assert count(tx, "tjek") == 1, "it is asked after a later sync"


def test_what_a_comparison_takes_away_is_told_so_that_backups_let_go_too(house: House, mette: Client) -> None:
    save(mette, house, BESOEG, Besoeg, sted="Brugsen")
    mette.sync()
    with house.services.exchange.engine.connect() as conn, conn.begin():
        conn.exec_driver_sql(f"DELETE FROM adgang WHERE scope={SAG}")
    house.now += timedelta(minutes=2)
    ended = attempt(mette.engine(), Comparison(mette.database, mette.line, house.clock))
    assert (ended.kind, ended.removed) == (Kind.DONE, 1)
    with mette.database.reading() as tx:
        assert fratag.has_traces(tx)
        assert count(tx, "tjek") == 0
