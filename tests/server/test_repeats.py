"""The same batch again, and the numbers by which both sides know that one of them was put back."""

import pytest

from konsulent_core.wire import Verdict
from konsulent_server.exchange import Refused
from tests.server.house import BESOEG, BORGER, SAG, Hand, House, begin, block, born


@pytest.fixture
def mette(house: House) -> Hand:
    hand = house.hand(house.person("Mette"), "mettes")
    begin(hand)
    hand.push(born("udsagn", 100, SAG, besoeg=BESOEG, tekst="hej"))
    return hand


def test_a_push_sent_twice_counts_once(house: House, mette: Hand) -> None:
    before = mette.cursor, mette.mark
    first = mette.push(born("udsagn", 200, SAG, besoeg=BESOEG, tekst="en"))
    mette.cursor, mette.mark = before
    second = mette.again()
    assert (second.receipt, second.cursor, second.mark) == (first.receipt, first.cursor, first.mark)
    assert house.query("SELECT count(*) FROM push WHERE kommune=:k", k=house.kommune) == [(3,)]
    assert len(house.rows("udsagn")) == 2


def test_a_repeated_push_brings_what_others_sent_meanwhile(house: House, mette: Hand) -> None:
    soeren = house.hand(house.person("Søren", SAG, BORGER))
    soeren.pull()
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("hej", "hej du")}))
    soeren.push(soeren.edit("besoeg", BESOEG, SAG, {"sted": (None, "Brugsen")}))
    again = mette.again()
    assert again.receipt is not None
    assert again.receipt.others == []
    assert ("besoeg", {"sted": "Brugsen"}) in [(edit.table, edit.fields) for edit in again.edits]
    assert again.cursor == 4


def test_a_repeated_push_brings_its_konflikt_again(house: House, mette: Hand) -> None:
    soeren = house.hand(house.person("Søren", SAG, BORGER))
    soeren.pull()
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("hej", "hej du")}))
    kept = soeren.cursor, soeren.mark
    first = soeren.push(soeren.edit("udsagn", 100, SAG, {"tekst": ("hej", "goddag")}))
    soeren.cursor, soeren.mark = kept
    again = soeren.again()
    assert again.receipt == first.receipt
    assert again.receipt.others == [Verdict(0, "konflikt", "", ("tekst",))] if again.receipt else False
    assert {r.row for b in again.blocks for r in b.rows} == {r.row for b in first.blocks for r in b.rows}


def test_a_repeated_push_in_small_pages_still_brings_what_takes_its_place(house: House, mette: Hand) -> None:
    """The value in place of the machine's own was set before the pages that are still to come."""
    soeren = house.hand(house.person("Søren", SAG, BORGER))
    soeren.pull()
    knew = soeren.cursor
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("hej", "hej du")}))
    soeren.pull()
    for number in range(300, 306):
        mette.push(born("udsagn", number, SAG, besoeg=BESOEG))
    house.pages_of(2)
    edit = soeren.edit("udsagn", 100, SAG, {"tekst": ("hej", "goddag")}, knew)
    for answer in (soeren.push(edit), soeren.again()):
        assert answer.more
        assert 100 in {row.row for part in answer.blocks for row in part.rows}


def test_another_batch_under_an_old_number_is_from_a_restored_machine(house: House, mette: Hand) -> None:
    with pytest.raises(Refused, match="device_restored"):
        mette.push(born("udsagn", 200, SAG), number=2)
    with pytest.raises(Refused, match="device_restored"):
        mette.push(born("udsagn", 200, SAG), number=1)
    assert len(house.rows("udsagn")) == 1


def test_a_batch_after_one_the_server_never_saw_shows_that_the_server_was_restored(house: House, mette: Hand) -> None:
    with pytest.raises(Refused, match="server_restored"):
        mette.push(born("udsagn", 200, SAG), number=4)


def test_a_machine_that_changes_hands_becomes_another(house: House, mette: Hand) -> None:
    bo = house.hand(house.person("Bo", SAG), mette.device)
    with pytest.raises(Refused, match="device_restored"):
        bo.push(born("udsagn", 200, SAG))


def test_a_cursor_of_another_history_shows_that_the_server_was_restored(house: House, mette: Hand) -> None:
    mette.mark = "en anden"
    with pytest.raises(Refused, match="server_restored"):
        mette.pull()
    mette.cursor = 17
    with pytest.raises(Refused, match="server_restored"):
        mette.pull()


def test_the_newest_place_that_both_remember_is_found(house: House, mette: Hand) -> None:
    ((mark,),) = house.query("SELECT mark FROM push WHERE kommune=:k AND seq=1", k=house.kommune)
    common = house.services.exchange.common
    assert common(mette.user, [(1, str(mark)), (2, "forkert"), (99, "x")]) == (1, mark)
    assert common(mette.user, [(1, "forkert")]) == (0, "")
    assert common(mette.user, []) == (0, "")


def test_whole_rows_under_two_common_places_are_told_apart(house: House, mette: Hand) -> None:
    """A block sent again says up to where its machine knew the feed; a true birth knew nothing."""
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("hej", "ny")}))
    names = ("slettet", "tekst")
    other = house.hand(mette.user)
    other.push(block("udsagn", names, [(100, SAG, [0, "tabt og fundet"])], base_rev=3))
    assert house.row(100)["tekst"] == "tabt og fundet"
    third = house.hand(mette.user)
    third.push(block("udsagn", names, [(100, SAG, [0, "gammel"])], base_rev=1))
    assert house.row(100)["tekst"] == "tabt og fundet"
    assert len(house.rows("konflikt")) == 1
