"""Grants: who may read and write what, from when to when, and how a sag comes to a machine and leaves it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from konsulent_app.store import backup, fratag, rows
from konsulent_app.store.database import Database
from konsulent_core.entities import Besoeg, Borger, Forsinket, Sag, Spoergsmaal, Udsagn
from konsulent_core.rettigheder import intern_scope, sagtal_id
from konsulent_core.words import Rolle
from konsulent_server.access import LATE
from konsulent_server.adgange import Unknown
from konsulent_server.judge import NO_ACCESS
from tests.conftest import MakeClient
from tests.server.house import BESOEG, BORGER, SAG, Client, Hand, House, Pairs, begin, born
from tests.server.stores import quarantine, save, texts, waiting
from tests.server.test_feed import whole
from tools.long.sync_machines import KEY


@pytest.fixture
def mette(house: House) -> Hand:
    """A sag of Mette's own making."""
    hand = house.hand(house.person("Mette"))
    begin(hand)
    hand.push(born("udsagn", 100, SAG, besoeg=BESOEG, tekst="Kassen går godt"))
    return hand


def give(house: House, user: int, til: date | None = None, sag: int = SAG) -> None:
    house.services.adgange.grant(house.kommune, 0, user, sag, til)


def take(house: House, user: int, sag: int = SAG) -> None:
    house.services.adgange.withdraw(house.kommune, 0, user, sag)


def reasons(hand: Hand, *changes: object) -> list[str]:
    answer = hand.push(*changes)  # type: ignore[arg-type]
    assert answer.receipt is not None
    return [verdict.reason for verdict in answer.receipt.others]


def test_a_granted_sag_comes_whole_with_its_borger_to_a_machine_that_has_seen_the_feed(
    house: House, mette: Hand
) -> None:
    soeren = house.hand(house.person("Søren"))
    assert whole(soeren.pull()) == {}
    give(house, soeren.user.number)
    found = whole(soeren.pull())
    assert set(found) == {SAG, BORGER, BESOEG, 100}
    assert found[BORGER]["fornavn"] == "Janet"
    assert whole(soeren.pull()) == {}
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("Kassen går godt", "Kassen driller")}))
    (edit,) = soeren.pull().edits
    assert edit.fields == {"tekst": "Kassen driller"}


def test_a_withdrawn_sag_is_named_once_and_its_changes_come_no_more(house: House, mette: Hand) -> None:
    soeren = house.hand(house.person("Søren"))
    give(house, soeren.user.number)
    soeren.pull()
    take(house, soeren.user.number)
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("Kassen går godt", "Kassen driller")}))
    answer = soeren.pull()
    assert set(answer.gone) == {SAG, BORGER, intern_scope(SAG, soeren.user.number)}
    assert (answer.blocks, answer.edits) == ([], [])
    assert soeren.pull().gone == []


def test_a_sag_given_back_comes_whole_again(house: House, mette: Hand) -> None:
    soeren = house.hand(house.person("Søren"))
    give(house, soeren.user.number)
    soeren.pull()
    take(house, soeren.user.number)
    soeren.pull()
    give(house, soeren.user.number)
    answer = soeren.pull()
    assert set(whole(answer)) == {SAG, BORGER, BESOEG, 100}
    assert answer.gone == []


def test_handing_over_moves_the_sag_and_leaves_the_borger_where_another_sag_needs_it(house: House, mette: Hand) -> None:
    mette.push(born("sag", 20, 20, borger=BORGER))
    soeren = house.hand(house.person("Søren"))
    house.services.adgange.hand_over(house.kommune, 0, [SAG], mette.user.number, soeren.user.number)
    assert mette.pull().gone == [SAG]
    assert set(whole(soeren.pull())) == {SAG, BORGER, BESOEG, 100}


def test_a_cover_ends_with_its_last_day_whether_it_was_noted_or_not(house: House, mette: Hand) -> None:
    soeren = house.hand(house.person("Søren"))
    today = house.now.date()
    given = house.services.adgange.cover(house.kommune, 0, mette.user.number, soeren.user.number, today)
    assert given == [SAG]
    assert SAG in whole(soeren.pull())
    assert reasons(soeren, soeren.edit("udsagn", 100, SAG, {"person": (None, "Bo")})) == []
    house.now += timedelta(days=1)
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("Kassen går godt", "Kassen driller")}))
    assert soeren.pull().edits == []
    assert house.services.adgange.sweep(90) > 0
    assert SAG in soeren.pull().gone
    assert house.services.adgange.sweep(90) == 0


def test_a_cover_does_not_end_what_is_hers_for_good(house: House, mette: Hand) -> None:
    soeren = house.hand(house.person("Søren"))
    give(house, soeren.user.number)
    give(house, soeren.user.number, house.now.date())
    house.now += timedelta(days=2)
    house.services.adgange.sweep(90)
    assert SAG in whole(soeren.pull())


def test_a_sag_closed_for_long_leaves_the_machines(house: House, mette: Hand) -> None:
    mette.push(mette.edit("sag", SAG, SAG, {"slut": (None, "2026-03-01"), "start": (None, None)}))
    house.now += timedelta(days=60)
    assert house.services.adgange.sweep(90) == 0
    house.now += timedelta(days=60)
    assert house.services.adgange.sweep(90) > 0
    assert SAG in mette.pull().gone


def test_what_was_written_before_the_sag_was_taken_is_received_and_told_of_and_never_answered(
    house: House, mette: Hand
) -> None:
    soeren = house.hand(house.person("Søren"))
    give(house, soeren.user.number)
    soeren.pull()
    take(house, soeren.user.number)
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("Kassen går godt", "Hemmeligt")}))
    answer = soeren.push(
        soeren.edit("udsagn", 100, SAG, {"person": (None, "Bo"), "tekst": ("Kassen går godt", "Kassen går")}),
        born("udsagn", 200, SAG, besoeg=BESOEG, tekst="Skrevet i bilen"),
    )
    assert "Hemmeligt" not in str(answer)
    assert whole(answer) == {}
    assert house.row(200)["tekst"] == "Skrevet i bilen"
    assert house.row(100)["person"] == "Bo"
    (told,) = house.rows("forsinket")
    assert (told["tabelnavn"], told["raekke"], told["antal"], told["hvem"]) == ("besoeg", BESOEG, 2, "Søren")
    assert {"forsinket", "konflikt", "udsagn"} <= {block.table for block in mette.pull().blocks}


def test_what_is_written_after_the_end_of_a_grant_is_refused(house: House, mette: Hand) -> None:
    soeren = house.hand(house.person("Søren"))
    give(house, soeren.user.number)
    soeren.pull()
    take(house, soeren.user.number)
    soeren.pull()
    assert reasons(soeren, soeren.edit("udsagn", 100, SAG, {"person": (None, "Bo")})) == [NO_ACCESS]


def test_late_words_are_taken_for_two_weeks_and_no_longer(house: House, mette: Hand) -> None:
    soeren = house.hand(house.person("Søren"))
    give(house, soeren.user.number)
    soeren.pull()
    take(house, soeren.user.number)
    house.now += LATE + timedelta(minutes=1)
    assert reasons(soeren, born("udsagn", 200, SAG, besoeg=BESOEG, tekst="for sent")) == [NO_ACCESS]


def test_a_sag_that_names_a_borger_opens_nothing_of_that_borger(house: House, mette: Hand) -> None:
    """Neither to its maker nor, by way of a grant, to anybody else."""
    bo, friend = house.hand(house.person("Bo")), house.hand(house.person("Ven"))
    bo.push(born("sag", 900, 900, borger=BORGER))
    give(house, friend.user.number, sag=900)
    assert set(whole(friend.pull())) == {900}
    assert set(whole(house.hand(bo.user).pull())) == {900}


@pytest.mark.parametrize("rolle", [Rolle.ADMINISTRATOR, None])
def test_nobody_gives_a_sag_to_an_administrator_or_to_a_stranger(
    house: House, mette: Hand, rolle: Rolle | None
) -> None:
    user = 123456 if rolle is None else house.person("Ada", rolle=rolle).number
    before = house.query("SELECT count(*) FROM push")
    with pytest.raises(Unknown):
        give(house, user)
    with pytest.raises(Unknown):
        give(house, mette.user.number, sag=BESOEG)
    assert house.query("SELECT count(*) FROM push") == before


def test_a_sagsbehandler_marks_an_aftale_done_and_writes_nothing_else(house: House, mette: Hand) -> None:
    mette.push(born("aftale", 300, SAG, besoeg=BESOEG, hvad="Ringer til Brugsen", part="sagsbehandler"))
    gitte = house.hand(house.person("Gitte", rolle=Rolle.SAGSBEHANDLER))
    give(house, gitte.user.number)
    assert SAG in whole(gitte.pull())
    done: Pairs = {"gjort": (None, 1), "gjort_dato": (None, "2026-03-12")}
    assert reasons(gitte, gitte.edit("aftale", 300, SAG, done)) == []
    assert house.row(300)["gjort"] == 1
    assert reasons(gitte, gitte.edit("aftale", 300, SAG, {"hvad": ("Ringer til Brugsen", "x")})) == [NO_ACCESS]
    assert reasons(gitte, born("udsagn", 400, SAG, besoeg=BESOEG, tekst="x")) == [NO_ACCESS]
    assert reasons(gitte, born("sag", 500, 500)) == [NO_ACCESS]


def test_only_the_teamleder_sets_a_maaltal(house: House, mette: Hand) -> None:
    tea = house.hand(house.person("Tea", rolle=Rolle.TEAMLEDER, team=55))
    row = born("maaltal", 700, house.kommune, art="virksomhedsforloeb", andel=0.5)
    assert reasons(mette, row) == [NO_ACCESS]
    assert reasons(tea, row) == []
    assert house.row(700)["andel"] == 0.5


def test_own_words_in_a_sag_do_not_come_along_with_it(house: House, mette: Hand) -> None:
    own = intern_scope(SAG, mette.user.number)
    assert reasons(mette, born("spoergsmaal", 800, own, punkt="timer", tekst="Tør jeg spørge?")) == []
    soeren = house.hand(house.person("Søren"))
    give(house, soeren.user.number)
    assert 800 not in whole(soeren.pull())
    assert 800 in whole(house.hand(mette.user).pull())
    assert reasons(soeren, born("spoergsmaal", 801, own, punkt="timer", tekst="x")) == [NO_ACCESS]
    assert reasons(soeren, soeren.edit("spoergsmaal", 800, own, {"tekst": (None, "x")})) == [NO_ACCESS]
    tea = house.hand(house.person("Tea", rolle=Rolle.TEAMLEDER, team=55))
    give(house, tea.user.number, house.now.date())
    assert 800 in whole(tea.pull())


def test_a_count_row_goes_to_the_teamleder_and_speaks_only_of_ones_own_sager(house: House, mette: Hand) -> None:
    team = house.services.people.add_team(house.kommune, "Team Vest")
    bo = house.hand(house.person("Bo", SAG, team=team))
    tea = house.hand(house.person("Tea", rolle=Rolle.TEAMLEDER, team=team))
    other = house.hand(house.person("Tim", rolle=Rolle.TEAMLEDER, team=team + 1))
    number = sagtal_id(SAG, team)
    assert reasons(bo, born("sagtal", number, team, sag=SAG, tal="{}")) == []
    assert set(whole(tea.pull())) == {number}
    assert whole(other.pull()) == {}
    assert number not in whole(house.hand(bo.user).pull())
    assert reasons(bo, bo.edit("sagtal", number, team, {"tal": ("gammelt", "[]")})) == []
    assert house.row(number)["tal"] == "[]"
    assert house.rows("konflikt") == []
    stranger = house.hand(house.person("Gæst", team=team))
    assert reasons(stranger, born("sagtal", sagtal_id(20, team), team, sag=SAG, tal="x")) == [NO_ACCESS]
    assert reasons(stranger, born("sagtal", number, team, sag=SAG, tal="x")) == [NO_ACCESS]
    assert reasons(stranger, stranger.edit("sagtal", number, team, {"tal": ("[]", "x")})) == [NO_ACCESS]
    house.services.adgange.hand_over(house.kommune, 0, [SAG], bo.user.number, mette.user.number)
    assert house.row(number)["slettet"] == 1


# On a real machine


@pytest.fixture
def two(house: House, client: MakeClient) -> tuple[Client, Client]:
    """Mette's machine with a sag of her own making, and Søren's, to whom it was granted."""
    mette, soeren = client(house.person("Mette")), client(house.person("Søren"))
    with mette.database.writing() as tx:
        rows.save(tx, Borger, BORGER, BORGER, {"fornavn": "Janet"}, house.clock())

    save(mette, house, SAG, Sag, nummer="1", borger=BORGER)
    save(mette, house, BESOEG, Besoeg, type="opfoelgning", tilstand="kladde")
    save(mette, house, 100, besoeg=BESOEG, tekst="hemmelighed")
    mette.sync()
    give(house, soeren.user.number)
    soeren.sync()
    assert texts(soeren) == {100: "hemmelighed"}
    return mette, soeren


def held(client: Client) -> str:
    """Every row of every table, as text."""
    with client.database.reading() as tx:
        names = tx.conn.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type='table' AND sql LIKE 'CREATE TABLE%'"
        )
        return str([tx.conn.exec_driver_sql(f'SELECT * FROM "{name}"').all() for (name,) in names.all()])


def test_a_taken_sag_leaves_the_machine_and_what_was_unsent_is_received_first(
    house: House, two: tuple[Client, Client]
) -> None:
    mette, soeren = two
    save(soeren, house, 101, besoeg=BESOEG, tekst="usendt")
    take(house, soeren.user.number)
    outcome = soeren.sync()
    assert outcome.removed > 0
    assert waiting(soeren) == 0
    assert quarantine(soeren) == []
    left = held(soeren)
    assert "hemmelighed" not in left
    assert "usendt" not in left
    assert "Janet" not in left
    mette.sync()
    assert texts(mette)[101] == "usendt"
    with mette.database.reading() as tx:
        assert [row.hvem for row in rows.find(tx, Forsinket)] == ["Søren"]


def test_a_sag_taken_and_given_back_while_the_machine_was_away_stays(house: House, two: tuple[Client, Client]) -> None:
    mette, soeren = two
    take(house, soeren.user.number)
    save(mette, house, 102, besoeg=BESOEG, tekst="imens")
    mette.sync()
    give(house, soeren.user.number)
    soeren.sync()
    assert texts(soeren) == {100: "hemmelighed", 102: "imens"}


def test_a_machine_restored_to_before_the_sag_was_taken_lets_go_of_it_again(
    house: House, two: tuple[Client, Client]
) -> None:
    _, soeren = two
    soeren.back_up()
    take(house, soeren.user.number)
    soeren.sync()
    soeren.restore()
    assert texts(soeren) == {100: "hemmelighed"}
    soeren.sync()
    assert "hemmelighed" not in held(soeren)


def test_a_former_owner_s_own_words_leave_with_the_sag_and_come_back_with_it(
    house: House, two: tuple[Client, Client]
) -> None:
    _, soeren = two
    own = intern_scope(SAG, soeren.user.number)
    with soeren.database.writing() as tx:
        rows.save(tx, Spoergsmaal, 800, own, {"punkt": "timer", "tekst": "kun mit"}, house.clock())
    soeren.sync()
    take(house, soeren.user.number)
    soeren.sync()
    assert "kun mit" not in held(soeren)
    give(house, soeren.user.number)
    soeren.sync()
    with soeren.database.reading() as tx:
        assert [row.tekst for row in rows.find(tx, Spoergsmaal)] == ["kun mit"]
        assert [row.tekst for row in rows.find(tx, Udsagn)] == ["hemmelighed"]


def test_backups_and_the_wal_let_go_too_and_a_kill_in_between_is_made_good(
    house: House, two: tuple[Client, Client], tmp_path: Path
) -> None:
    _, soeren = two
    folder = tmp_path / "kopier"
    for days in range(3):
        backup.make(soeren.database, folder, house.now + timedelta(days=days))
    take(house, soeren.user.number)
    soeren.sync()
    soeren.database.close()
    soeren.database = Database(soeren.path, KEY)  # as after a kill
    with soeren.database.reading() as tx:
        assert fratag.has_traces(tx)
    fratag.clear_traces(soeren.database, folder, house.now + timedelta(days=4))
    (left,) = backup.backups(folder)
    kept = Database(left.path, KEY)
    with kept.reading() as tx:
        assert rows.find(tx, Udsagn) == []
        assert rows.find(tx, Borger) == []
    kept.close()
    wal = soeren.path.with_name(soeren.path.name + "-wal").stat().st_size
    assert wal < 3 * 4_200, "no more than the note that it is done"
    with soeren.database.reading() as tx:
        assert not fratag.has_traces(tx)
