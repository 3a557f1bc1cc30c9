"""Passwords: one's own, a wrong one, one given by somebody else, and the waiting after too many."""

from datetime import timedelta
from typing import ClassVar, Literal

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from konsulent_core import adgangskode
from konsulent_server.database import writing
from konsulent_server.exchange import Refused
from konsulent_server.lockout import FREE_BY_ADDRESS, FREE_BY_LOGIN, LONGEST_WAIT, wait_after
from konsulent_server.passwords import Passwords
from konsulent_server.ways import Way, set_way
from tests.server.desk import NEW, PASSWORD, Desk, make_desk, refusal
from tests.server.house import House


@pytest.fixture
def desk(house: House) -> Desk:
    return make_desk(house)


def fail(desk: Desk, times: int, user: str = "mette") -> list[tuple[int, str]]:
    found = []
    for _ in range(times):
        with pytest.raises(Refused) as refused:
            desk.log_in(None, "forkert", user)
        found.append(refusal(refused.value))
    return found


def test_after_some_wrong_passwords_the_right_one_must_wait_too(desk: Desk) -> None:
    assert fail(desk, FREE_BY_LOGIN) == [(401, "login")] * FREE_BY_LOGIN
    with pytest.raises(Refused) as refused:
        desk.log_in()
    assert refusal(refused.value) == (429, "locked")
    assert refused.value.problem.message == "Der er prøvet for mange gange. Prøv igen kl. 10.43."
    desk.house.now += timedelta(seconds=31)
    assert desk.log_in().user == desk.user
    assert fail(desk, 1) == [(401, "login")], "the count begins anew after a log-in"


def test_waits_double_up_to_a_quarter_of_an_hour(desk: Desk) -> None:
    waits = [wait_after(n, FREE_BY_LOGIN).total_seconds() for n in range(FREE_BY_LOGIN - 1, FREE_BY_LOGIN + 7)]
    assert waits == [0, 30, 60, 120, 240, 480, 900, 900]
    assert wait_after(10_000, FREE_BY_LOGIN) == LONGEST_WAIT
    fail(desk, FREE_BY_LOGIN)
    desk.house.now += timedelta(seconds=31)
    assert fail(desk, 2) == [(401, "login"), (429, "locked")]
    desk.house.now += timedelta(seconds=31)
    assert fail(desk, 1) == [(429, "locked")]


def test_an_unknown_and_a_closed_login_are_answered_and_locked_as_a_known_one(desk: Desk) -> None:
    desk.people.add_user(desk.house.kommune, "lukket", "Lone", PASSWORD)
    desk.close("lukket")
    known, unknown, closed = (fail(desk, FREE_BY_LOGIN + 1, user) for user in ("mette", "ingen", "lukket"))
    assert known == unknown == closed
    with pytest.raises(Refused) as refused:
        desk.log_in(user="Lukket ")
    assert refusal(refused.value)[0] == 429, "spaces and capitals are no way round"


def test_a_closed_user_is_out_at_once_and_the_right_password_is_as_good_as_a_wrong_one(desk: Desk) -> None:
    token = desk.log_in(desk.machine()).token
    desk.close("mette")
    assert not desk.works(token)
    with pytest.raises(Refused) as refused:
        desk.log_in()
    assert refusal(refused.value) == (401, "login")


def test_an_address_that_guesses_at_many_logins_must_wait_and_others_need_not(desk: Desk) -> None:
    for number in range(FREE_BY_ADDRESS):
        fail(desk, 1, f"gaet{number}")
    with pytest.raises(Refused) as refused:
        desk.log_in()
    assert refusal(refused.value) == (429, "locked")
    desk.address = "10.0.0.2"
    desk.log_in()


def test_an_unknown_login_costs_an_argon2_of_the_same_costs() -> None:
    """Counted, not timed: the machine that runs this has other things to do."""

    class Counting(PasswordHasher):
        seen: ClassVar[list[str]] = []

        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            self.seen.append(str(hash).rsplit("$", 2)[0])
            return super().verify(hash, password)

    passwords = Passwords(Counting(time_cost=2, memory_cost=16, parallelism=1))
    known = passwords.make(PASSWORD)
    assert passwords.fits(known, PASSWORD)
    assert not any(passwords.fits(code, PASSWORD) for code in (None, "", "ikke argon2"))
    assert Counting.seen[:3] == ["$argon2id$v=19$m=16,t=2,p=1"] * 3


def test_a_password_is_hashed_anew_when_the_costs_have_grown(desk: Desk) -> None:
    dear = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    desk.logins = type(desk.logins)(
        desk.logins.engine, desk.logins.clock, dear, desk.logins.lockout, desk.logins.sessions, desk.logins.oidc
    )
    desk.log_in()
    ((code,),) = desk.house.query("SELECT kode FROM bruger WHERE login='mette'")
    assert str(code).startswith("$argon2id$v=19$m=16,t=2,p=1$")
    assert desk.log_in().user == desk.user


def test_a_password_given_by_the_administrator_must_be_changed_at_log_in(desk: Desk) -> None:
    token = desk.log_in(desk.machine()).token
    fail(desk, FREE_BY_LOGIN)
    assert desk.accounts.reset_password("mette", "midlertidig")
    assert not desk.works(token)
    with pytest.raises(Refused) as refused:
        desk.log_in(None, "midlertidig")
    assert refusal(refused.value) == (403, "must_change")
    with pytest.raises(Refused) as refused:
        desk.log_in(None, "midlertidig", new="kort")
    assert refusal(refused.value) == (422, "password")
    assert refused.value.problem.field == "new_password"
    assert desk.log_in(None, "midlertidig", new=NEW).user == desk.user
    assert desk.log_in(None, NEW).user == desk.user
    assert fail(desk, 1) == [(401, "login")]
    assert not desk.accounts.reset_password("ingen", "midlertidig")


def test_a_changed_password_ends_the_other_sessions_and_keeps_ones_own(desk: Desk) -> None:
    mine, other = desk.machine(), desk.machine()
    here, there, lone = desk.log_in(mine), desk.log_in(other), desk.log_in()
    desk.change(here.token, PASSWORD, NEW)
    assert desk.works(here.token)
    assert not desk.works(there.token)
    assert not desk.works(lone.token)
    assert desk.renew(here.refresh, mine).token
    with pytest.raises(Refused):
        desk.renew(there.refresh, other)
    with pytest.raises(Refused):
        desk.log_in()
    assert desk.log_in(None, NEW).user == desk.user


def test_the_old_password_can_not_be_guessed_from_an_open_session(desk: Desk) -> None:
    token = desk.log_in(desk.machine()).token
    found = []
    for _ in range(FREE_BY_LOGIN + 1):
        with pytest.raises(Refused) as refused:
            desk.change(token, "forkert", NEW)
        found.append(refusal(refused.value))
    assert found == [(422, "password")] * FREE_BY_LOGIN + [(429, "locked")]
    with pytest.raises(Refused) as refused:
        desk.change("ingen session", PASSWORD, NEW)
    assert refusal(refused.value) == (401, "session")


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("kort", "mindst 12 tegn"),
        ("x" * 300, "højst have 256"),
        (PASSWORD, "den samme som den gamle"),
        ("ababababababab", "samme få tegn"),
        ("Mette.Krogh.2026", "dit eget navn"),
        (NEW, ""),
    ],
)
def test_a_password_that_will_not_do_is_met_with_what_to_do(new: str, says: str) -> None:
    found = adgangskode.fault(new, PASSWORD, "mette.krogh", "Mette Krogh")
    assert says in found
    assert bool(says) == bool(found)


def test_where_the_kommune_has_its_own_login_a_password_is_not_enough(desk: Desk) -> None:
    with pytest.raises(ValueError, match="way to log in"):
        set_way(desk.people.engine, Way(desk.house.kommune, "", password=False))
    with writing(desk.people.engine) as conn:
        conn.execute(
            text("INSERT INTO logind VALUES (:k, 7, 0, 'https://login.example.dk', 'konsulent', '', 'openid', 'sub')"),
            {"k": desk.house.kommune},
        )
    with pytest.raises(Refused) as refused:
        desk.log_in()
    assert "kommunens login" in refused.value.problem.message
