"""What crosses a besøg's lock on its way becomes a proposed rettelse; what comes knowing of it is refused."""

import json

import pytest

from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.wire import SyncResponse
from konsulent_server.judge import LOCKED
from tests.server.house import BESOEG, BORGER, SAG, Hand, House, Pairs, begin, block, born

VURDERING = derived_id("vurdering", BESOEG, "stabilitet", "konsulent")
LOCK: Pairs = {
    "tilstand": ("kladde", "afsluttet"),
    "afsluttet": (None, "2026-03-12T10:00:00.000Z"),
    "snapshot": (None, "{}"),
    "snapshot_hash": (None, "0"),
}


@pytest.fixture
def mette(house: House) -> Hand:
    hand = house.hand(house.person("Mette"), "mettes")
    begin(hand)
    hand.push(born("udsagn", 100, SAG, besoeg=BESOEG, tekst="hej"))
    return hand


@pytest.fixture
def soeren(house: House, mette: Hand) -> Hand:
    hand = house.hand(house.person("Søren", SAG, BORGER), "sørens")
    hand.pull()
    return hand


def lock(hand: Hand) -> SyncResponse:
    return hand.push(hand.edit("besoeg", BESOEG, SAG, LOCK))


def proposals(house: House) -> list[tuple[Value, Value, dict[str, Value], dict[str, Value]]]:
    """(table, row, before, after)"""
    found = house.rows("rettelse")
    assert all(r["tilstand"] == "foreslaaet" and r["besoeg"] == BESOEG for r in found)
    return [(r["tabelnavn"], r["raekke"], json.loads(str(r["foer"])), json.loads(str(r["efter"]))) for r in found]


def verdicts(answer: SyncResponse) -> list[tuple[int, str]]:
    assert answer.receipt is not None
    return [(verdict.place, verdict.kind) for verdict in answer.receipt.others]


def test_an_edit_from_before_the_lock_becomes_a_proposal(house: House, mette: Hand, soeren: Hand) -> None:
    lock(mette)
    answer = soeren.push(soeren.edit("udsagn", 100, SAG, {"tekst": ("hej", "goddag")}))
    assert verdicts(answer) == [(0, "forslag")]
    assert house.row(100)["tekst"] == "hej"
    assert proposals(house) == [("udsagn", 100, {"tekst": "hej"}, {"tekst": "goddag"})]
    assert 100 in {row.row for part in answer.blocks for row in part.rows}


def test_a_birth_from_before_the_lock_becomes_a_proposal_and_no_row(house: House, mette: Hand, soeren: Hand) -> None:
    lock(mette)
    answer = soeren.push(born("udsagn", 200, SAG, besoeg=BESOEG, tekst="sent"), born("aftale", 201, SAG, hvad="fri"))
    assert verdicts(answer) == [(0, "forslag")]
    assert len(house.rows("udsagn")) == 1
    assert proposals(house) == [("udsagn", 200, {}, {"slettet": 0, "besoeg": BESOEG, "tekst": "sent"})]
    assert house.row(201)["hvad"] == "fri"


def test_a_late_first_answer_to_what_stands_answered_becomes_a_proposal(
    house: House, mette: Hand, soeren: Hand
) -> None:
    key: dict[str, Value] = {"besoeg": BESOEG, "dimension": "stabilitet", "stemme": "konsulent"}
    mette.push(born("vurdering", VURDERING, SAG, **key, trin=3))
    lock(mette)
    assert verdicts(soeren.push(born("vurdering", VURDERING, SAG, **key, trin=4))) == [(0, "forslag")]
    after = {"trin": 4, "retning": None, "ikke_droeftet": None}
    before = {"trin": 3, "retning": None, "ikke_droeftet": None}
    assert proposals(house) == [("vurdering", VURDERING, before, after)]


def test_the_same_answer_late_is_no_proposal(house: House, mette: Hand, soeren: Hand) -> None:
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("hej", "goddag")}))
    lock(mette)
    assert verdicts(soeren.push(soeren.edit("udsagn", 100, SAG, {"tekst": ("hej", "goddag")}))) == []
    assert proposals(house) == []


def test_an_edit_by_one_who_knew_of_the_lock_is_refused(house: House, mette: Hand, soeren: Hand) -> None:
    lock(mette)
    soeren.pull()
    answer = soeren.push(soeren.edit("udsagn", 100, SAG, {"tekst": ("hej", "goddag")}))
    assert answer.receipt is not None
    assert [(v.kind, v.reason) for v in answer.receipt.others] == [("afvist", LOCKED)]
    assert house.row(100)["tekst"] == "hej"
    assert [row.row for part in answer.blocks for row in part.rows] == [100]


def test_two_late_changes_of_one_row_are_two_proposals(house: House, mette: Hand, soeren: Hand) -> None:
    lock(mette)
    knew = soeren.cursor
    soeren.push(soeren.edit("udsagn", 100, SAG, {"tekst": ("hej", "goddag")}, knew))
    soeren.push(soeren.edit("udsagn", 100, SAG, {"tekst": ("goddag", "godaften")}, knew))
    assert sorted(str(after["tekst"]) for *_, after in proposals(house)) == ["godaften", "goddag"]


def test_a_late_change_sent_again_by_a_restored_machine_is_one_proposal(
    house: House, mette: Hand, soeren: Hand
) -> None:
    lock(mette)
    edit = soeren.edit("udsagn", 100, SAG, {"tekst": ("hej", "goddag")})
    soeren.push(edit)
    house.hand(soeren.user, "sørens, gendannet").push(edit)
    assert len(proposals(house)) == 1


def test_a_lock_that_had_not_seen_an_answer_proposes_it(house: House, mette: Hand, soeren: Hand) -> None:
    soeren.push(
        soeren.edit("udsagn", 100, SAG, {"person": (None, "Bo")}),
        soeren.edit("besoeg", BESOEG, SAG, {"sted": (None, "Brugsen")}),
        born("udsagn", 200, SAG, besoeg=BESOEG, tekst="nyt"),
    )
    assert verdicts(lock(mette)) == []
    assert sorted(proposals(house), key=str) == sorted(
        [
            ("udsagn", 100, {}, {"person": "Bo"}),
            ("besoeg", BESOEG, {}, {"sted": "Brugsen"}),
            ("udsagn", 200, {}, {"besoeg": BESOEG, "tekst": "nyt"}),
        ],
        key=str,
    )


def test_a_lock_proposes_nothing_that_its_own_batch_speaks_of(house: House, mette: Hand, soeren: Hand) -> None:
    soeren.push(soeren.edit("udsagn", 100, SAG, {"tekst": ("hej", "goddag")}))
    batch = (mette.edit("besoeg", BESOEG, SAG, LOCK), mette.edit("udsagn", 100, SAG, {"tekst": ("hej", "farvel")}))
    assert verdicts(mette.push(*batch)) == [(1, "konflikt")]
    assert proposals(house) == []


def test_a_second_lock_becomes_a_proposal(house: House, mette: Hand, soeren: Hand) -> None:
    lock(mette)
    again = {**LOCK, "snapshot": (None, "søn")}
    assert verdicts(soeren.push(soeren.edit("besoeg", BESOEG, SAG, again))) == [(0, "forslag")]
    assert house.row(BESOEG)["snapshot"] == "{}"
    assert proposals(house)[0][3]["snapshot"] == "søn"


def test_what_the_locking_machine_sends_after_its_lock_was_written_before_it(house: House, mette: Hand) -> None:
    answer = mette.push(born("udsagn", 200, SAG, besoeg=BESOEG, tekst="med"), mette.edit("besoeg", BESOEG, SAG, LOCK))
    assert verdicts(answer) == []
    assert verdicts(mette.push(born("udsagn", 201, SAG, besoeg=BESOEG, tekst="også med"))) == []
    assert house.row(201)["tekst"] == "også med"


def test_a_besoeg_born_locked_takes_its_own_answers(house: House, mette: Hand) -> None:
    answer = mette.push(
        born("besoeg", 500, SAG, tilstand="afsluttet", snapshot="{}"), born("udsagn", 501, SAG, besoeg=500, tekst="a")
    )
    assert verdicts(answer) == []


def test_a_row_under_a_lock_that_is_no_row_at_all_is_refused(house: House, mette: Hand, soeren: Hand) -> None:
    lock(mette)
    bad: list[list[Value]] = [[], [0, "x", "y", None, None, None, None]]
    for number, values in enumerate(bad):
        answer = soeren.push(
            block(
                "udsagn",
                ("slettet", "besoeg", "felt", "stemme", "person", "tekst", "orden"),
                [(300 + number, SAG, values)],
            )
        )
        assert verdicts(answer) == [(0, "afvist")]
