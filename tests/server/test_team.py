"""A team's sager: who may open them, and what becomes of them when people move, sag and team alike."""

from datetime import timedelta

import pytest

from konsulent_core.merge import Value
from konsulent_core.rettigheder import intern_scope, sagtal_id
from konsulent_core.words import Rolle
from konsulent_server.adgange import Unknown
from konsulent_server.exchange import Refused
from konsulent_server.judge import NO_ACCESS
from tests.server.house import BORGER, SAG, Hand, House, begin, born
from tests.server.test_feed import whole
from tests.server.test_rights import give, reasons, take


@pytest.fixture
def vest(house: House) -> int:
    return house.services.people.add_team(house.kommune, "Vest")


@pytest.fixture
def oest(house: House) -> int:
    return house.services.people.add_team(house.kommune, "Øst")


@pytest.fixture
def mette(house: House, vest: int) -> Hand:
    """A konsulent of Vest with a sag that her team counts."""
    hand = house.hand(house.person("Mette", team=vest))
    begin(hand)
    assert reasons(hand, count(vest)) == []
    return hand


def count(team: int, **values: Value) -> object:
    return born("sagtal", sagtal_id(SAG, team), team, **{"sag": SAG, "nummer": "1", "tal": "{}", **values})


def leader(house: House, team: int) -> Hand:
    return house.hand(house.person("Tea", rolle=Rolle.TEAMLEDER, team=team))


def may_open(house: House, tea: Hand) -> bool:
    try:
        house.services.ledelse.open(tea.user, SAG)
    except Refused:
        return False
    return True


def test_a_sag_that_was_handed_to_another_team_is_not_the_old_teamleder_s_to_open(
    house: House, mette: Hand, vest: int, oest: int
) -> None:
    tea, bo = leader(house, vest), house.hand(house.person("Bo", team=oest))
    house.services.adgange.hand_over(house.kommune, 0, [SAG], mette.user.number, bo.user.number)
    assert not may_open(house, tea)
    assert SAG not in whole(tea.pull())
    assert reasons(bo, count(oest)) == []
    assert may_open(house, leader(house, oest))


def test_a_sag_that_came_back_to_the_team_is_counted_again(house: House, mette: Hand, vest: int, oest: int) -> None:
    tea, bo = leader(house, vest), house.hand(house.person("Bo", team=oest))
    house.services.adgange.hand_over(house.kommune, 0, [SAG], mette.user.number, bo.user.number)
    house.services.adgange.hand_over(house.kommune, 0, [SAG], bo.user.number, mette.user.number)
    assert reasons(house.hand(mette.user), count(vest, tal="[]")) == []
    assert house.row(sagtal_id(SAG, vest)) == house.row(sagtal_id(SAG, vest)) | {"slettet": 0, "tal": "[]"}
    assert may_open(house, tea)


def test_a_cover_from_another_team_that_is_over_leaves_that_team_s_counts(
    house: House, mette: Hand, vest: int, oest: int
) -> None:
    bo, tim = house.hand(house.person("Bo", team=oest)), leader(house, oest)
    give(house, bo.user.number, house.now.date())
    assert reasons(bo, count(oest)) == []
    house.now += timedelta(days=1)
    house.services.adgange.sweep(90)
    assert not may_open(house, tim)
    assert may_open(house, leader(house, vest))


def test_a_sag_handed_over_to_who_has_it_stays_with_her(house: House, mette: Hand) -> None:
    house.services.adgange.hand_over(house.kommune, 0, [SAG], mette.user.number, mette.user.number)
    assert SAG in whole(house.hand(mette.user).pull())


def test_a_cover_made_longer_after_its_last_day_brings_what_was_missed_meanwhile(house: House, mette: Hand) -> None:
    bo = house.hand(house.person("Bo"))
    give(house, bo.user.number, house.now.date())
    assert SAG in whole(bo.pull())
    house.now += timedelta(days=1)  # and nobody has swept yet
    mette.push(mette.edit("sag", SAG, SAG, {"maal": (None, "imens")}))
    assert bo.pull().edits == []
    give(house, bo.user.number, house.now.date())
    assert whole(bo.pull())[SAG]["maal"] == "imens"


def test_an_erased_sag_leaves_no_count_row_behind_in_any_team(house: House, mette: Hand, vest: int) -> None:
    tea = leader(house, vest)
    assert whole(tea.pull())[sagtal_id(SAG, vest)]["nummer"] == "1"
    house.services.sletning.erase(house.kommune, 0, SAG)
    assert house.row(sagtal_id(SAG, vest)) == dict.fromkeys(house.row(sagtal_id(SAG, vest))) | {"slettet": 1}
    assert house.history(sagtal_id(SAG, vest)) == []
    (edit,) = tea.pull().edits
    assert edit.fields["nummer"] is None
    assert reasons(mette, mette.edit("sagtal", sagtal_id(SAG, vest), vest, {"nummer": (None, "1")})) == [NO_ACCESS]
    assert not may_open(house, tea)


def test_nobody_takes_the_place_of_another_s_own_words_before_they_are_written(house: House, mette: Hand) -> None:
    """A machine that lies: it gives birth to a sag under the number that Mette's own words will stand in."""
    own = intern_scope(SAG, mette.user.number)
    eve = house.hand(house.person("Eve"))
    eve.push(born("sag", own, own))
    assert reasons(mette, born("spoergsmaal", 800, own, punkt="timer", tekst="hemmelighed")) == []
    assert "hemmelighed" not in str(whole(eve.pull()))
    assert "hemmelighed" not in str(whole(house.hand(eve.user).pull()))
    assert 800 in whole(house.hand(mette.user).pull())


def test_nobody_takes_the_place_of_a_team_or_of_a_person(house: House, mette: Hand, vest: int, oest: int) -> None:
    eve = house.hand(house.person("Eve"))
    for number in (vest, oest, mette.user.number, house.kommune):
        assert reasons(eve, born("sag", number, number)) == [NO_ACCESS]


def test_a_teamleder_who_moves_leaves_the_old_team_and_what_she_had_open(
    house: House, mette: Hand, vest: int, oest: int
) -> None:
    tea = leader(house, vest)
    assert may_open(house, tea)
    assert {SAG, BORGER} <= set(whole(tea.pull()))
    house.services.adgange.set_role(house.kommune, 0, tea.user.number, Rolle.TEAMLEDER, oest)
    gone = tea.pull().gone
    assert {vest, SAG, BORGER} <= set(gone)
    bo = house.hand(house.person("Bo", SAG, team=oest))
    assert reasons(bo, count(oest)) == []
    assert set(whole(tea.pull())) == {sagtal_id(SAG, oest)}


def test_an_administrator_keeps_no_sag_from_what_she_was_before(house: House, mette: Hand, vest: int) -> None:
    house.services.adgange.set_role(house.kommune, 0, mette.user.number, Rolle.ADMINISTRATOR, None)
    assert {SAG, BORGER} <= set(mette.pull().gone)
    assert whole(house.hand(mette.user).pull()) == {}
    assert may_open(house, leader(house, vest))  # nobody has it now, and her old team is who can hand it on


def test_a_konsulent_who_changes_team_takes_her_sager_along(house: House, mette: Hand, vest: int, oest: int) -> None:
    house.services.adgange.set_role(house.kommune, 0, mette.user.number, Rolle.KONSULENT, oest)
    assert SAG in whole(house.hand(mette.user).pull())
    assert house.row(sagtal_id(SAG, vest))["slettet"] == 1
    assert not may_open(house, leader(house, vest))


def test_a_team_of_another_kommune_is_none(house: House, mette: Hand) -> None:
    other = house.services.people.add_kommune("Bøby")
    team = house.services.people.add_team(other, "Syd")
    for given in (team, 4711):
        with pytest.raises(Unknown):
            house.services.adgange.set_role(house.kommune, 0, mette.user.number, Rolle.TEAMLEDER, given)
    with pytest.raises(Unknown):
        house.services.adgange.set_role(other, 0, mette.user.number, Rolle.KONSULENT, team)
    take(house, mette.user.number)


def test_a_sag_that_was_taken_back_before_it_is_given_on_has_its_borger(house: House, mette: Hand) -> None:
    bo, eva = (house.hand(house.person(name)) for name in ("Bo", "Eva"))
    take(house, mette.user.number)
    give(house, bo.user.number)
    assert whole(bo.pull())[BORGER]["fornavn"] == "Janet"
    house.services.adgange.close_user(house.kommune, 0, bo.user.number)
    give(house, eva.user.number)
    assert whole(eva.pull())[BORGER]["fornavn"] == "Janet"


def test_who_once_had_a_borger_gets_it_back_by_no_sag_of_her_own_that_names_it(house: House, mette: Hand) -> None:
    bo = house.hand(house.person("Bo"))
    house.services.adgange.hand_over(house.kommune, 0, [SAG], mette.user.number, bo.user.number)
    mette.push(born("sag", 40, 40, borger=BORGER))
    give(house, mette.user.number, sag=40)
    assert BORGER not in whole(house.hand(mette.user).pull())
