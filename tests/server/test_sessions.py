"""Sessions end soon and are renewed; a stolen refresh token is found out, and a lost answer is forgiven."""

import threading
from datetime import timedelta

import pytest

from konsulent_core.maskine import ask_proof, wipe_proof
from konsulent_server.exchange import Refused
from konsulent_server.sessions import FAMILY_LIFE, REFRESH_LIFE
from konsulent_server.ways import Way, set_way
from tests.server.desk import Desk, make_desk, refusal
from tests.server.house import House


@pytest.fixture
def desk(house: House) -> Desk:
    return make_desk(house)


def test_a_session_lasts_an_hour_and_the_refresh_token_gives_the_next(desk: Desk) -> None:
    machine = desk.machine()
    first = desk.log_in(machine)
    desk.house.now += timedelta(minutes=61)
    assert not desk.works(first.token)
    second = desk.renew(first.refresh, machine)
    assert desk.works(second.token)
    assert second.refresh != first.refresh
    assert (second.user, second.name, second.kommune_name) == (desk.user, "Mette Krogh", "Åby")


def test_a_lost_answer_does_not_log_a_machine_out_even_days_later(desk: Desk) -> None:
    machine = desk.machine()
    first = desk.log_in(machine)
    desk.renew(first.refresh, machine)  # this answer never arrived
    desk.house.now += timedelta(days=3)
    again = desk.renew(first.refresh, machine)
    desk.house.now += timedelta(hours=2)
    assert desk.works(desk.renew(again.refresh, machine).token)


def test_a_refresh_token_used_after_its_successor_ends_the_log_in_for_both(desk: Desk) -> None:
    machine = desk.machine()
    first = desk.log_in(machine)
    second = desk.renew(first.refresh, machine)
    third = desk.renew(second.refresh, machine)
    with pytest.raises(Refused) as refused:
        desk.renew(first.refresh, machine)  # the thief, or the owner after the thief
    assert refusal(refused.value) == (401, "session")
    assert not desk.works(third.token)
    with pytest.raises(Refused):
        desk.renew(third.refresh, machine)
    assert desk.house.query("SELECT grund FROM familie") == [("genbrugt",)]


def test_of_two_that_both_hold_a_token_only_one_goes_on_and_then_neither(desk: Desk) -> None:
    machine = desk.machine()
    first = desk.log_in(machine)
    thief, owner = desk.renew(first.refresh, machine), desk.renew(first.refresh, machine)
    desk.renew(thief.refresh, machine)
    with pytest.raises(Refused):
        desk.renew(owner.refresh, machine)
    with pytest.raises(Refused):
        desk.renew(thief.refresh, machine)


def test_one_token_sent_twice_at_the_same_time_leaves_the_machine_logged_in(desk: Desk) -> None:
    machine = desk.machine()
    first = desk.log_in(machine)
    found: list[str] = []
    both = [threading.Thread(target=lambda: found.append(desk.renew(first.refresh, machine).refresh)) for _ in "ab"]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(found) == 2
    assert desk.works(desk.renew(found[1], machine).token)


def test_a_refresh_token_is_worth_nothing_from_another_machine_or_when_it_is_old(desk: Desk) -> None:
    machine = desk.machine()
    first = desk.log_in(machine)
    for refresh, caller in ((first.refresh, desk.machine()), ("opdigtet", machine)):
        with pytest.raises(Refused) as refused:
            desk.renew(refresh, caller)
        assert refusal(refused.value) == (401, "session")
    desk.house.now += REFRESH_LIFE + timedelta(minutes=1)
    with pytest.raises(Refused):
        desk.renew(first.refresh, machine)


def test_however_often_it_is_renewed_a_person_logs_in_twice_a_year(desk: Desk) -> None:
    machine = desk.machine()
    last = desk.log_in(machine)
    until = desk.house.now + FAMILY_LIFE
    while desk.house.now + timedelta(days=20) < until:
        desk.house.now += timedelta(days=20)
        last = desk.renew(last.refresh, machine)
    desk.house.now = until + timedelta(minutes=1)
    with pytest.raises(Refused):
        desk.renew(last.refresh, machine)


def test_tokens_are_kept_as_hashes_alone(desk: Desk) -> None:
    found = desk.log_in(desk.machine())
    kept = str(desk.house.query("SELECT * FROM fornyelse")) + str(desk.house.query("SELECT * FROM session"))
    assert found.token not in kept
    assert found.refresh not in kept


def test_a_new_log_in_on_the_same_machine_ends_the_one_before(desk: Desk) -> None:
    machine = desk.machine()
    before = desk.log_in(machine)
    desk.log_in(machine)
    assert not desk.works(before.token)
    with pytest.raises(Refused):
        desk.renew(before.refresh, machine)


def test_the_kommunes_number_of_days_reaches_the_machine_with_each_renewal(desk: Desk) -> None:
    machine = desk.machine()
    first = desk.log_in(machine)
    assert first.offline_days == 14
    set_way(desk.people.engine, Way(desk.house.kommune, "", offline_days=5))
    assert desk.renew(first.refresh, machine).offline_days == 5


def test_nothing_more_is_accepted_from_a_revoked_machine_and_others_go_on(desk: Desk) -> None:
    lost, kept = desk.machine(), desk.machine()
    there, here = desk.log_in(lost), desk.log_in(kept)
    assert desk.machines.revoke(lost.machine)
    assert not desk.works(there.token)
    assert desk.works(here.token)
    with pytest.raises(Refused) as refused:
        desk.renew(there.refresh, lost)
    assert refusal(refused.value) == (410, "wiped")
    with pytest.raises(Refused) as refused:
        desk.log_in(lost)  # also with the right password
    assert refusal(refused.value) == (410, "wiped")
    assert not desk.machines.revoke(lost.machine), "once is enough"
    assert not desk.machines.revoke("ingen")


def test_only_the_lost_machine_itself_is_told_to_wipe_and_only_for_its_own_question(desk: Desk) -> None:
    lost, other = desk.machine(), desk.machine()
    desk.log_in(lost)
    desk.log_in(other)
    assert desk.ask(lost, "n1", ask_proof(lost, "n1")) == ""
    desk.machines.revoke(lost.machine)
    for nonce, proof in (("n1", "0" * 64), ("n2", ask_proof(lost, "n1")), ("n1", ask_proof(other, "n1"))):
        with pytest.raises(Refused) as refused:
            desk.ask(lost, nonce, proof)
        assert refusal(refused.value) == (404, "machine")
    assert desk.machines.of_login("mette")[0].told is None
    answer = desk.ask(lost, "n2", ask_proof(lost, "n2"))
    assert answer == wipe_proof(lost, "n2")
    assert answer != wipe_proof(lost, "n1"), "an answer overheard is worth nothing for the next question"
    assert desk.ask(other, "n1", ask_proof(other, "n1")) == ""
    (told,) = [machine for machine in desk.machines.of_login("mette") if machine.id == lost.machine]
    assert told.told is not None


def test_nobody_takes_over_a_machine_by_its_name(desk: Desk) -> None:
    mine = desk.machine()
    desk.log_in(mine)
    desk.people.add_user(desk.house.kommune, "soeren", "Søren", "en anden kode")
    forged = type(mine)(mine.machine, "f" * 64)
    for identity, user, password in ((mine, "soeren", "en anden kode"), (forged, "mette", None)):
        with pytest.raises(Refused) as refused:
            desk.log_in(identity, password or "fire vilde svaner sang", user)
        assert refusal(refused.value) == (409, "machine")


def test_the_administrator_sees_when_a_machine_was_last_in_touch(desk: Desk) -> None:
    machine = desk.machine()
    first = desk.log_in(machine)
    desk.house.now += timedelta(days=2)
    desk.renew(first.refresh, machine)
    (found,) = desk.machines.of_login("mette")
    assert (found.name, found.user_name, found.revoked) == ("PC-1", "Mette Krogh", None)
    assert found.enrolled[:10] == "2026-03-12"
    assert found.last[:10] == "2026-03-14"
