"""The way down: who is sent what, in which pages, and that no number is ever skipped."""

import subprocess
import sys
import threading
from pathlib import Path

import msgspec
from sqlalchemy import text

from konsulent_core.wire import Batch, FeedBlock, SyncRequest, SyncResponse
from konsulent_server.database import reading
from tests.server.house import BESOEG, BORGER, SAG, Hand, House, begin, block, born

ROOT = Path(__file__).resolve().parents[2]


def whole(answer: SyncResponse) -> dict[int, dict[str, object]]:
    return {
        row.row: dict(zip(part.fields, msgspec.json.decode(row.values), strict=True))
        for part in answer.blocks
        for row in part.rows
    }


def read_all(hand: Hand, house: House) -> list[SyncResponse]:
    """Every page until the last."""
    answers = [hand.pull()]
    while answers[-1].more:
        last = answers[-1]
        hand.last = msgspec.structs.replace(hand.last, page=last.cursor, page_mark=last.mark, scope=last.scope)
        answers.append(hand.again())
    return answers


def test_a_newcomer_is_sent_whole_rows_and_then_nothing_more(house: House) -> None:
    mette = house.person("Mette")
    begin(house.hand(mette))
    newcomer = house.hand(mette)
    answer = newcomer.pull()
    assert set(whole(answer)) == {SAG, BORGER, BESOEG}
    assert (answer.cursor, answer.edits, answer.more) == (1, [], False)
    assert newcomer.pull().blocks == []


def test_a_machine_is_not_sent_its_own_push(house: House) -> None:
    hand = house.hand(house.person("Mette"))
    begin(hand)
    assert hand.cursor == 1
    assert hand.pull().blocks == []
    answer = hand.push(hand.edit("besoeg", BESOEG, SAG, {"sted": (None, "Brugsen")}))
    assert (answer.blocks, answer.edits, answer.cursor) == ([], [], 2)


def test_a_changed_field_travels_alone(house: House) -> None:
    mette = house.person("Mette")
    one, other = house.hand(mette), house.hand(mette)
    begin(one)
    other.pull()
    one.push(one.edit("besoeg", BESOEG, SAG, {"sted": (None, "Brugsen")}))
    (edit,) = other.pull().edits
    assert (edit.table, edit.row, edit.scope, edit.fields) == ("besoeg", BESOEG, SAG, {"sted": "Brugsen"})


def test_a_sag_reaches_nobody_without_a_grant(house: House) -> None:
    begin(house.hand(house.person("Mette")))
    stranger = house.hand(house.person("Søren"))
    assert whole(stranger.pull()) == {}


def test_what_the_kommune_shares_reaches_everybody_in_it_and_nobody_else(house: House) -> None:
    mette = house.hand(house.person("Mette"))
    mette.push(born("virksomhed", 70, house.kommune, navn="Brugsen"))
    assert set(whole(house.hand(house.person("Søren")).pull())) == {70}
    home, house.kommune = house.kommune, house.services.people.add_kommune("Søby")
    assert whole(house.hand(house.person("Bo", SAG)).pull()) == {}
    house.kommune = home


def begin_many(house: House, hand: Hand, count: int) -> set[int]:
    """Sager of two rows each, a push each; gives all the rows."""
    for number in range(500, 500 + count):
        hand.push(born("sag", number, number), born("udsagn", number + 100, number, tekst=f"ord {number}"))
    return {*range(500, 500 + count), *range(600, 600 + count)}


def test_a_newcomer_is_sent_whole_sager_a_page_at_a_time(house: House) -> None:
    mette = house.person("Mette")
    rows = begin_many(house, house.hand(mette), 10)
    house.pages_of(5)
    answers = read_all(house.hand(mette), house)
    assert [len(whole(answer)) for answer in answers] == [4, 4, 4, 4, 4]
    assert {row for answer in answers for row in whole(answer)} == rows
    assert len({answer.cursor for answer in answers}) == 1


def test_a_sag_longer_than_a_page_makes_a_page_of_its_own(house: House) -> None:
    mette = house.person("Mette")
    hand = house.hand(mette)
    begin(hand)
    hand.push(*(born("udsagn", number, SAG, besoeg=BESOEG) for number in range(100, 110)))
    house.pages_of(2)
    answers = read_all(house.hand(mette), house)
    assert [len(whole(answer)) for answer in answers] == [12, 1]


def test_a_client_of_the_first_version_is_sent_all_that_is_new_to_it_in_one_page(house: House) -> None:
    mette = house.person("Mette")
    rows = begin_many(house, house.hand(mette), 10)
    house.pages_of(5)
    older = house.hand(mette)
    older.last = msgspec.structs.replace(older.last, v=1)
    answer = older.again()
    assert (set(whole(answer)), answer.more) == (rows, False)


def test_what_is_written_between_the_pages_of_whole_sager_comes_after_them(house: House) -> None:
    mette = house.person("Mette")
    hand, reader = house.hand(mette), house.hand(mette)
    rows = begin_many(house, hand, 4)
    house.pages_of(5)
    first = reader.pull()
    assert (set(whole(first)), first.more) == ({500, 501, 600, 601}, True)
    hand.push(hand.edit("udsagn", 600, 500, {"tekst": ("ord 500", "siden")}))
    hand.push(hand.edit("udsagn", 603, 503, {"tekst": ("ord 503", "siden")}))
    hand.push(born("udsagn", 700, 500, tekst="ny"))
    reader.last = msgspec.structs.replace(reader.last, page=first.cursor, page_mark=first.mark, scope=first.scope)
    second = reader.again()
    assert (set(whole(second)), second.more) == (rows - set(whole(first)), False)
    assert whole(second)[603]["tekst"] == "siden"
    third = reader.pull()
    assert {edit.row: edit.fields for edit in third.edits} == {600: {"tekst": "siden"}, 603: {"tekst": "siden"}}
    assert set(whole(third)) == {700}


def test_a_push_between_the_pages_of_whole_sager_skips_nothing(house: House) -> None:
    """Its own push is answered with the next page; what others have pushed meanwhile still lies ahead."""
    mette = house.person("Mette")
    hand, reader = house.hand(mette), house.hand(mette)
    begin_many(house, hand, 4)
    house.pages_of(5)
    first = reader.pull()
    hand.push(hand.edit("udsagn", 600, 500, {"tekst": ("ord 500", "siden")}))
    batch = Batch(1, "2026-03-12T09:42:00.000Z", [born("udsagn", 800, 500, tekst="min")], [])
    place = {"page": first.cursor, "page_mark": first.mark, "scope": first.scope}
    reader.last = msgspec.structs.replace(reader.last, batch=msgspec.Raw(msgspec.json.encode(batch)), **place)
    second = reader.again()
    assert not second.more
    third = reader.pull()
    assert [edit.row for edit in third.edits] == [600]


def test_later_pages_end_between_pushes_and_leave_nothing_out(house: House) -> None:
    mette = house.person("Mette")
    hand, reader = house.hand(mette), house.hand(mette)
    begin(hand)
    reader.pull()
    for number in range(100, 120):
        hand.push(born("udsagn", number, SAG, besoeg=BESOEG, tekst=f"ord {number}"))
    house.pages_of(6)
    answers = read_all(reader, house)
    assert [len(whole(answer)) for answer in answers] == [6, 6, 6, 2]
    assert {row for answer in answers for row in whole(answer)} == set(range(100, 120))


def test_a_push_longer_than_a_page_makes_a_page_of_its_own(house: House) -> None:
    mette = house.person("Mette")
    hand, reader = house.hand(mette), house.hand(mette)
    begin(hand)
    reader.pull()
    hand.push(*(born("udsagn", number, SAG, besoeg=BESOEG) for number in range(100, 110)))
    hand.push(born("udsagn", 200, SAG, besoeg=BESOEG))
    house.pages_of(2)
    answers = read_all(reader, house)
    assert [len(whole(answer)) for answer in answers] == [10, 1]
    assert [answer.more for answer in answers] == [True, False]


def test_a_row_changed_while_its_reader_was_between_pages_comes_whole(house: House) -> None:
    mette = house.person("Mette")
    hand, reader = house.hand(mette), house.hand(mette)
    begin(hand)
    reader.pull()
    hand.push(born("udsagn", 100, SAG, besoeg=BESOEG, felt="a", tekst="først"))
    hand.push(born("udsagn", 101, SAG, besoeg=BESOEG))
    house.pages_of(1)
    first = reader.pull()
    assert (set(whole(first)), first.more) == ({100}, True)
    hand.push(hand.edit("udsagn", 100, SAG, {"tekst": ("først", "siden")}))
    house.pages_of(10)
    reader.last = msgspec.structs.replace(reader.last, page=first.cursor, page_mark=first.mark)
    second = reader.again()
    assert whole(second)[100] | {"tekst": "siden", "felt": "a"} == whole(second)[100]
    assert set(whole(second)) == {100, 101}


def test_fields_of_a_newer_version_are_kept_and_relayed(house: House) -> None:
    mette = house.person("Mette")
    newer, older, another = house.hand(mette), house.hand(mette), house.hand(mette)
    begin(newer)
    older.pull()
    fields = ("slettet", "besoeg", "tekst", "stemning")
    newer.push(block("udsagn", fields, [(100, SAG, [0, BESOEG, "hej", "glad"])]))
    older.pull()
    older.push(older.edit("udsagn", 100, SAG, {"tekst": ("hej", "farvel")}))
    newer.pull()
    newer.push(newer.edit("udsagn", 100, SAG, {"humoer": (None, 4)}))
    found = whole(another.pull())[100]
    assert found == {"slettet": 0, "besoeg": BESOEG, "tekst": "farvel", "stemning": "glad", "humoer": 4}
    assert older.pull().edits[0].fields == {"humoer": 4}


def test_tables_of_a_newer_version_are_kept_and_relayed(house: House) -> None:
    mette = house.person("Mette")
    newer, another = house.hand(mette), house.hand(mette)
    begin(newer)
    newer.push(block("fremtid", ("slettet", "andel"), [(300, SAG, [0, 0.5])]))
    newer.push(newer.edit("fremtid", 300, SAG, {"andel": (0.5, 0.75)}))
    answer = another.pull()
    (part,) = [part for part in answer.blocks if part.table == "fremtid"]
    assert whole(SyncResponse(0, "", "", blocks=[part])) == {300: {"slettet": 0, "andel": 0.75}}


def test_rows_written_in_different_layouts_each_keep_their_own(house: House) -> None:
    mette = house.person("Mette")
    hand = house.hand(mette)
    begin(hand)
    hand.push(
        block("udsagn", ("slettet", "tekst"), [(100, SAG, [0, "kort"])]),
        block("udsagn", ("tekst", "slettet", "felt"), [(101, SAG, ["lang", 0, "a"])]),
    )
    blocks: list[FeedBlock] = [part for part in house.hand(mette).pull().blocks if part.table == "udsagn"]
    assert sorted(part.fields for part in blocks) == [("slettet", "tekst"), ("tekst", "slettet", "felt")]


def test_a_layout_met_in_a_push_that_came_to_nothing_is_written_down_by_the_next(house: House) -> None:
    mette = house.person("Mette")
    hand = house.hand(mette)
    begin(hand)
    layouts = house.services.exchange.layouts
    fields = ("slettet", "tekst", "nyt")
    with house.services.exchange.engine.connect() as conn, conn.begin() as transaction:
        layouts.number(conn, layouts.named(conn, "udsagn", fields).number)
        transaction.rollback()
    hand.push(block("udsagn", fields, [(100, SAG, [0, "hej", 1])]))
    house.close()
    house.services = house.open()
    assert whole(house.hand(mette).pull())[100]["nyt"] == 1


def test_no_cursor_skips_a_row_of_a_push_that_ran_beside_it(house: House) -> None:
    """Several machines push at once while one reads on; what it has read in the end is everything."""
    mette = house.person("Mette")
    begin(house.hand(mette))
    reader, seen, failed = house.hand(mette), set[int](), list[Exception]()
    pushing = 4

    def push(first: int) -> None:
        try:
            hand = house.hand(mette, f"maskine{first}")
            for number in range(first, first + 15):
                hand.push(born("udsagn", number, SAG, besoeg=BESOEG, tekst=str(number)))
        except Exception as error:  # a thread's own would be lost
            failed.append(error)

    threads = [threading.Thread(target=push, args=(1000 * n,)) for n in range(1, pushing + 1)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seen |= set(whole(reader.pull()))
    for thread in threads:
        thread.join()
    seen |= set(whole(reader.pull()))
    assert not failed
    assert seen == {SAG, BORGER, BESOEG} | {1000 * n + i for n in range(1, pushing + 1) for i in range(15)}
    assert house.query("SELECT seq FROM kommune WHERE id=:k", k=house.kommune) == [(1 + 15 * pushing,)]


def test_a_page_is_of_one_moment_even_when_somebody_pushes_while_it_is_read(house: House) -> None:
    mette = house.person("Mette")
    hand = house.hand(mette)
    begin(hand)
    with reading(house.services.exchange.engine) as conn:
        before = conn.execute(text("SELECT seq FROM kommune WHERE id=:k"), {"k": house.kommune}).scalar_one()
        hand.push(hand.edit("besoeg", BESOEG, SAG, {"sted": (None, "Brugsen")}))
        newest = conn.execute(text("SELECT max(seq) FROM raekke WHERE kommune=:k"), {"k": house.kommune}).scalar_one()
    assert (before, newest) == (1, 1)


def test_two_processes_serve_one_database(house: House) -> None:
    mette = house.person("Mette")
    begin(house.hand(mette))
    there = house.services
    other = house.open()
    one = house.hand(mette, "en")
    for number in range(100, 106):
        house.services = other if number % 2 else there
        one.push(born("udsagn", number, SAG, besoeg=BESOEG))
    assert {100, 101, 102, 103, 104, 105} <= set(whole(house.hand(mette).pull()))
    house.services = there
    other.exchange.engine.dispose()


PUSHER = """
import sys
import msgspec
from konsulent_core.wire import Batch, BirthBlock, BirthRow, SyncRequest
from konsulent_server.access import User
from konsulent_server.app import make_services
from konsulent_server.database import open_engine

url, user, kommune, first = sys.argv[1], *map(int, sys.argv[2:])
exchange = make_services(open_engine(url)).exchange
for number in range(20):
    row = BirthRow(first + number, kommune, 0, msgspec.Raw(b'[0,"x"]'))
    batch = Batch(number + 1, "", [BirthBlock("virksomhed", ("slettet", "navn"), [row])])
    request = SyncRequest(1, str(first), 0, "", msgspec.Raw(msgspec.json.encode(batch)))
    exchange.sync(User(user, "Mette", kommune, ""), request)
"""


def test_two_processes_push_at_once_and_every_push_gets_its_number(house: House) -> None:
    mette = house.person("Mette")
    given = [house.url, str(mette.number), str(house.kommune)]
    pushers = [subprocess.Popen([sys.executable, "-c", PUSHER, *given, str(first)], cwd=ROOT) for first in (1000, 2000)]
    assert [pusher.wait(60) for pusher in pushers] == [0, 0]
    answer = house.hand(mette).pull()
    assert set(whole(answer)) == {first + number for first in (1000, 2000) for number in range(20)}
    assert answer.cursor == 40


def test_an_answer_names_the_place_it_reaches(house: House) -> None:
    mette = house.person("Mette")
    begin(house.hand(mette))
    answer = house.hand(mette).pull()
    assert house.query("SELECT mark FROM push WHERE kommune=:k AND seq=1", k=house.kommune) == [(answer.mark,)]
    nothing = house.services.exchange.sync(mette, SyncRequest(1, "x", answer.cursor, answer.mark))
    assert (nothing.cursor, nothing.mark, nothing.blocks) == (answer.cursor, answer.mark, [])
