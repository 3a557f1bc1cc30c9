"""The history of a row: who set what and when, page by page, and nothing at all for whoever may not see it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest
from sqlalchemy import Connection, event
from starlette.testclient import TestClient

from konsulent_core.merge import Value
from konsulent_core.wire import HistorikLine, HistorikPage, HistorikRequest, LoginRequest
from konsulent_server.access import User
from konsulent_server.app import make_app
from konsulent_server.exchange import Refused
from konsulent_server.historik import Historik
from konsulent_server.login_api import make_logins
from tests.server.house import BESOEG, BORGER, SAG, Hand, House, begin

PASSWORD = "et langt kodeord"


def ask(house: House, user: User, row: int, *fields: str, lines: int = 100) -> list[HistorikLine]:
    """All pages, one after the other."""
    historik = Historik(house.services.exchange.engine, house.clock, lines)
    found: list[HistorikLine] = []
    before = None
    while True:
        page = historik.page(user, HistorikRequest(1, row, fields, before))
        assert len(page.lines) <= lines or page.more is None
        found += page.lines
        before = page.more
        if before is None:
            return found


def told(lines: list[HistorikLine]) -> list[tuple[str, Value, Value, str, bool]]:
    return [(line.field, line.before, line.after, line.who, line.born) for line in lines]


def write(hand: Hand, before: str | None, after: str | None, *, row: int = 100, at: str = "") -> None:
    hand.push(hand.edit("udsagn", row, SAG, {"tekst": (before, after)}), at=at)


def test_a_field_is_told_newest_first_back_to_its_birth(house: House, mette: Hand, soeren: Hand) -> None:
    write(mette, "hej", "hej igen")
    soeren.pull()
    write(soeren, "hej igen", "farvel")
    assert told(ask(house, mette.user, 100, "tekst")) == [
        ("tekst", "hej igen", "farvel", "Søren", False),
        ("tekst", "hej", "hej igen", "Mette", False),
        ("tekst", None, "hej", "Mette", True),
    ]


def test_what_never_changed_has_its_birth_alone(house: House, mette: Hand) -> None:
    assert told(ask(house, mette.user, 100, "felt")) == [("felt", None, "a", "Mette", True)]


def test_a_row_without_a_named_field_tells_all_of_them(house: House, mette: Hand) -> None:
    write(mette, "hej", "farvel")
    assert told(ask(house, mette.user, 100)) == [
        ("tekst", "hej", "farvel", "Mette", False),
        ("besoeg", None, BESOEG, "Mette", True),
        ("felt", None, "a", "Mette", True),
        ("tekst", None, "hej", "Mette", True),
    ]


def test_both_times_are_told_the_servers_and_the_one_the_machine_claims(house: House, mette: Hand) -> None:
    write(mette, "hej", "farvel", at="2026-03-01T08:00:00.000Z")
    line = ask(house, mette.user, 100, "tekst")[0]
    assert line.claimed == "2026-03-01T08:00:00.000Z"
    assert line.received.startswith("2026-03-12T09:42:00")


def test_what_stands_now_is_told_beside_the_lines(house: House, mette: Hand) -> None:
    write(mette, "hej", "farvel")
    page = Historik(house.services.exchange.engine, house.clock).page(
        mette.user, HistorikRequest(1, 100, ("tekst", "person"))
    )
    assert page.now == {"tekst": "farvel", "person": None}


@pytest.mark.parametrize("lines", [1, 2, 3, 100])
def test_pages_of_any_size_tell_each_line_once(house: House, mette: Hand, lines: int) -> None:
    for number in range(4):
        both = {"tekst": (f"{number}" if number else "hej", f"{number + 1}"), "person": (None, f"p{number}")}
        mette.push(mette.edit("udsagn", 100, SAG, both))
    whole = ask(house, mette.user, 100, "tekst", "person")
    assert len(whole) == 9
    assert ask(house, mette.user, 100, "tekst", "person", lines=lines) == whole


def test_a_field_the_row_does_not_have_has_no_history(house: House, mette: Hand) -> None:
    assert ask(house, mette.user, 100, "findes_ikke") == []


def test_a_push_forgotten_by_a_restore_leaves_its_value_without_a_name(house: House, mette: Hand) -> None:
    write(mette, "hej", "farvel")
    with house.services.exchange.engine.begin() as conn:
        conn.exec_driver_sql("DELETE FROM push")
    assert told(ask(house, mette.user, 100, "tekst")) == [
        ("tekst", "hej", "farvel", "", False),
        ("tekst", None, "hej", "", True),
    ]


@contextmanager
def statements(house: House) -> Iterator[list[str]]:
    heard: list[str] = []

    def hear(_conn: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        heard.append(statement)

    engine = house.services.exchange.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield heard
    event.remove(engine, "before_cursor_execute", hear)


def test_a_row_that_is_not_mine_is_refused_exactly_as_one_that_is_not_there(house: House, mette: Hand) -> None:
    stranger = house.person("Fremmed")
    historik = Historik(house.services.exchange.engine, house.clock)
    answers = []
    for row in (100, 4_711, SAG, BORGER):
        with statements(house) as heard, pytest.raises(Refused) as refused:
            historik.page(stranger, HistorikRequest(1, row, ("tekst",)))
        answers.append((refused.value.status, msgspec.json.encode(refused.value.problem), tuple(heard)))
    assert len(set(answers)) == 1
    assert answers[0][0] == 404


def test_a_row_of_another_kommune_is_not_there(house: House, mette: Hand) -> None:
    there = User(mette.user.number, "Mette", house.services.people.add_kommune("Bækby"), "Bækby")
    with pytest.raises(Refused):
        Historik(house.services.exchange.engine, house.clock).page(there, HistorikRequest(1, 100))


def test_over_the_line_it_is_asked_for_with_a_session_and_refused_without(sqlite_house: House) -> None:
    people = sqlite_house.services.people
    people.add_user(sqlite_house.kommune, "mette", "Mette", PASSWORD)
    found = make_logins(people).by_password(LoginRequest("mette", PASSWORD), "")
    user = people.user_of(found.token)
    assert user is not None
    begin(sqlite_house.hand(user))
    with TestClient(make_app(sqlite_house.services)) as http:

        def post(token: str, **asked: object) -> tuple[int, bytes]:
            answer = http.post("/v1/historik", content=json.dumps(asked).encode(),
                               headers={"authorization": f"Bearer {token}"})  # fmt: skip
            return answer.status_code, answer.content

        status, body = post(found.token, v=1, row=BESOEG, fields=["type"])
        page = msgspec.json.decode(body, type=HistorikPage)
        assert (status, told(page.lines)) == (200, [("type", None, "opfoelgning", "Mette", True)])
        assert post("forkert", v=1, row=BESOEG)[0] == 401
        assert post(found.token, v=99, row=BESOEG)[0] == 426
        assert post(found.token, v=1, row=4_711)[0] == 404
        assert post(found.token, v=1, row="x")[0] == 400
        assert post(found.token, v=1, row=BESOEG, fields=["f"] * 65)[0] == 400
    sqlite_house.close()
