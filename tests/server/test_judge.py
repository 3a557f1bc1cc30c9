"""Every verdict that a change can get."""

import json

import pytest

from konsulent_core.entities import Udsagn, Vurdering, field_names
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.wire import MAX_BATCH_ROWS, BirthBlock, SyncResponse, Verdict
from konsulent_server.exchange import Refused
from konsulent_server.judge import DECIDED, NO_ACCESS, WRONG_SHAPE
from tests.server.house import BESOEG, BORGER, SAG, Hand, House, Pairs, block, born

VURDERING = derived_id("vurdering", BESOEG, "stabilitet", "konsulent")


def verdicts(answer: SyncResponse) -> list[Verdict]:
    assert answer.receipt is not None
    return answer.receipt.others


def konflikter(house: House) -> list[tuple[dict[str, Value], dict[str, Value], dict[str, Value]]]:
    """(base, mine, theirs) of those that are open."""
    return [
        (json.loads(str(k["foer"])), json.loads(str(k["min"])), json.loads(str(k["server"])))
        for k in house.rows("konflikt")
        if k["tilstand"] == "aaben"
    ]


def text_edit(hand: Hand, before: str | None, after: str | None, row: int = 100) -> SyncResponse:
    return hand.push(hand.edit("udsagn", row, SAG, {"tekst": (before, after)}))


# Edits


def test_a_field_that_nobody_else_touched_is_taken_and_its_old_value_kept(house: House, mette: Hand) -> None:
    assert verdicts(text_edit(mette, "hej", "farvel")) == []
    assert house.row(100)["tekst"] == "farvel"
    assert house.history(100) == [("tekst", "hej", "farvel")]


def test_two_people_who_change_different_fields_both_get_theirs(house: House, mette: Hand, soeren: Hand) -> None:
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("hej", "farvel")}))
    answer = soeren.push(soeren.edit("udsagn", 100, SAG, {"person": (None, "Bo")}))
    assert verdicts(answer) == []
    assert (house.row(100)["tekst"], house.row(100)["person"]) == ("farvel", "Bo")


def test_two_people_who_write_the_same_have_no_konflikt(house: House, mette: Hand, soeren: Hand) -> None:
    text_edit(mette, "hej", "farvel")
    assert verdicts(text_edit(soeren, "hej", "farvel")) == []
    assert konflikter(house) == []


def test_two_people_who_change_one_field_differently_leave_a_konflikt(house: House, mette: Hand, soeren: Hand) -> None:
    text_edit(mette, "hej", "hej du")
    answer = text_edit(soeren, "hej", "goddag")
    assert verdicts(answer) == [Verdict(0, "konflikt", "", ("tekst",))]
    assert house.row(100)["tekst"] == "hej du"
    assert konflikter(house) == [({"tekst": "hej"}, {"tekst": "goddag"}, {"tekst": "hej du"})]
    (konflikt,) = house.rows("konflikt")
    assert (konflikt["min_hvem"], konflikt["server_hvem"]) == ("Søren", "Mette")
    assert (konflikt["tabelnavn"], konflikt["raekke"]) == ("udsagn", 100)
    sent = {row.row for part in answer.blocks for row in part.rows}
    assert 100 in sent
    assert len(sent) == 2


def test_the_konflikt_reaches_the_other_machine_as_well(mette: Hand, soeren: Hand) -> None:
    text_edit(mette, "hej", "hej du")
    text_edit(soeren, "hej", "goddag")
    assert [part.table for part in mette.pull().blocks] == ["konflikt"]


def test_level_and_direction_are_one_answer(house: House, mette: Hand, soeren: Hand) -> None:
    mette.push(born("vurdering", VURDERING, SAG, besoeg=BESOEG, dimension="stabilitet", stemme="konsulent", trin=3))
    soeren.pull()
    before: Pairs = {"trin": (3, 4), "retning": (None, None), "ikke_droeftet": (None, None)}
    mette.push(mette.edit("vurdering", VURDERING, SAG, before))
    after: Pairs = {"trin": (3, 3), "retning": (None, "lidt_frem"), "ikke_droeftet": (None, None)}
    answer = soeren.push(soeren.edit("vurdering", VURDERING, SAG, after))
    assert verdicts(answer) == [Verdict(0, "konflikt", "", ("ikke_droeftet", "retning", "trin"))]
    assert (house.row(VURDERING)["trin"], house.row(VURDERING)["retning"]) == (4, None)


def test_two_answers_of_one_row_can_be_in_konflikt_each_by_itself(house: House, mette: Hand, soeren: Hand) -> None:
    both: Pairs = {"sted": (None, "Brugsen"), "deltagere": (None, "Janet")}
    mette.push(mette.edit("besoeg", BESOEG, SAG, both))
    answer = soeren.push(
        soeren.edit("besoeg", BESOEG, SAG, {"sted": (None, "Netto"), "deltagere": (None, "Bo"), "nummer": (None, 2)})
    )
    assert verdicts(answer) == [Verdict(0, "konflikt", "", ("deltagere", "sted"))]
    assert len(konflikter(house)) == 2
    assert house.row(BESOEG)["nummer"] == 2


def test_a_further_change_of_the_same_machine_takes_its_place_in_the_konflikt(
    house: House, mette: Hand, soeren: Hand
) -> None:
    text_edit(mette, "hej", "hej du")
    knew = soeren.cursor
    text_edit(soeren, "hej", "goddag")
    soeren.push(soeren.edit("udsagn", 100, SAG, {"tekst": ("goddag", "godaften")}, base_rev=knew))
    assert konflikter(house) == [({"tekst": "hej"}, {"tekst": "godaften"}, {"tekst": "hej du"})]
    number = derived_id("konflikt", 100, "sørens", "tekst")
    assert ("min", '{"tekst": "goddag"}', '{"tekst": "godaften"}') in house.history(number)


def test_a_machine_that_sees_the_others_value_may_write_over_it(house: House, mette: Hand, soeren: Hand) -> None:
    text_edit(mette, "hej", "hej du")
    soeren.pull()
    assert verdicts(text_edit(soeren, "hej du", "goddag")) == []
    assert house.row(100)["tekst"] == "goddag"


def test_what_was_set_and_set_back_is_no_change(house: House, mette: Hand, soeren: Hand) -> None:
    text_edit(mette, "hej", "hej du")
    answer = text_edit(soeren, "hej", "hej")
    assert verdicts(answer) == []
    assert house.row(100)["tekst"] == "hej du"
    assert [row.row for part in answer.blocks for row in part.rows] == [100]


def test_deleting_what_another_has_edited_is_a_konflikt(house: House, mette: Hand, soeren: Hand) -> None:
    text_edit(mette, "hej", "hej du")
    answer = soeren.push(soeren.edit("udsagn", 100, SAG, {"slettet": (0, 1)}))
    assert verdicts(answer)[0].kind == "konflikt"
    assert house.row(100)["slettet"] == 0
    assert konflikter(house) == [({"slettet": 0}, {"slettet": 1}, {"slettet": 0, "tekst": "hej du"})]


def test_editing_what_another_has_deleted_is_a_konflikt(house: House, mette: Hand, soeren: Hand) -> None:
    mette.push(mette.edit("udsagn", 100, SAG, {"slettet": (0, 1)}))
    answer = text_edit(soeren, "hej", "goddag")
    assert verdicts(answer)[0].kind == "konflikt"
    assert (house.row(100)["slettet"], house.row(100)["tekst"]) == (1, "hej")
    assert konflikter(house) == [
        ({"slettet": 0, "tekst": "hej"}, {"slettet": 0, "tekst": "goddag"}, {"slettet": 1, "tekst": "hej"})
    ]


def test_two_people_who_delete_the_same_agree(house: House, mette: Hand, soeren: Hand) -> None:
    mette.push(mette.edit("udsagn", 100, SAG, {"slettet": (0, 1)}))
    deleted: Pairs = {"slettet": (0, 1), "tekst": ("hej", "rettet først")}
    assert verdicts(soeren.push(soeren.edit("udsagn", 100, SAG, deleted))) == []
    assert (house.row(100)["slettet"], konflikter(house)) == (1, [])


def test_a_deletion_does_not_cut_a_group_in_two(house: House, mette: Hand, soeren: Hand) -> None:
    mette.push(born("vurdering", VURDERING, SAG, besoeg=BESOEG, dimension="stabilitet", stemme="konsulent", trin=3))
    soeren.pull()
    mette.push(mette.edit("vurdering", VURDERING, SAG, {"trin": (3, 4)}))
    fields: Pairs = {"slettet": (0, 1), "trin": (3, 2), "retning": (None, "lidt_frem"), "ikke_droeftet": (None, None)}
    soeren.push(soeren.edit("vurdering", VURDERING, SAG, fields))
    assert (house.row(VURDERING)["trin"], house.row(VURDERING)["retning"]) == (4, None)
    ((_, mine, theirs),) = konflikter(house)
    assert (mine["trin"], mine["retning"], mine["slettet"]) == (2, "lidt_frem", 1)
    assert (theirs["trin"], theirs["slettet"]) == (4, 0)


def test_a_konflikt_in_what_the_kommune_shares_can_be_settled(house: House, mette: Hand, soeren: Hand) -> None:
    mette.push(born("virksomhed", 70, house.kommune, navn="Brugsen"))
    soeren.pull()
    mette.push(mette.edit("virksomhed", 70, house.kommune, {"navn": ("Brugsen", "Dagli'Brugsen")}))
    soeren.push(soeren.edit("virksomhed", 70, house.kommune, {"navn": ("Brugsen", "Superbrugsen")}))
    mette.pull()
    number = derived_id("konflikt", 70, "sørens", "navn")
    chosen: Pairs = {"tilstand": ("aaben", "loest"), "valgt": (None, "server")}
    assert verdicts(mette.push(mette.edit("konflikt", number, house.kommune, chosen))) == []
    assert house.row(number)["tilstand"] == "loest"


def test_a_konflikt_about_a_borger_can_be_settled(house: House, mette: Hand, soeren: Hand) -> None:
    mette.push(mette.edit("borger", BORGER, BORGER, {"telefon": (None, "1")}))
    soeren.push(soeren.edit("borger", BORGER, BORGER, {"telefon": (None, "2")}))
    mette.pull()
    number = derived_id("konflikt", BORGER, "sørens", "telefon")
    chosen: Pairs = {"tilstand": ("aaben", "loest"), "valgt": (None, "server")}
    assert verdicts(mette.push(mette.edit("konflikt", number, BORGER, chosen))) == []


def test_two_people_who_settle_one_konflikt_differently_make_no_further_konflikt(
    house: House, mette: Hand, soeren: Hand
) -> None:
    text_edit(mette, "hej", "hej du")
    text_edit(soeren, "hej", "goddag")
    mette.pull()
    number = derived_id("konflikt", 100, "sørens", "tekst")
    mette.push(mette.edit("konflikt", number, SAG, {"tilstand": ("aaben", "loest"), "valgt": (None, "server")}))
    late: Pairs = {"tilstand": ("aaben", "loest"), "valgt": (None, "min")}
    answer = soeren.push(soeren.edit("konflikt", number, SAG, late))
    assert verdicts(answer) == [Verdict(0, "afvist", DECIDED, ("tilstand", "valgt"))]
    assert house.row(number)["valgt"] == "server"
    assert len(house.rows("konflikt")) == 1


def test_a_choice_does_not_hold_for_a_value_that_came_later(house: House, mette: Hand, soeren: Hand) -> None:
    text_edit(mette, "hej", "hej du")
    knew = soeren.cursor
    text_edit(soeren, "hej", "goddag")
    mette.pull()
    soeren.push(soeren.edit("udsagn", 100, SAG, {"tekst": ("goddag", "godaften")}, base_rev=knew))
    number = derived_id("konflikt", 100, "sørens", "tekst")
    chosen: Pairs = {"tilstand": ("aaben", "loest"), "valgt": (None, "min")}
    answer = mette.push(mette.edit("konflikt", number, SAG, chosen))
    assert verdicts(answer)[0].kind == "afvist"
    assert house.row(number)["tilstand"] == "aaben"


# Births


def test_one_answer_given_on_two_machines_is_one_row(house: House, mette: Hand, soeren: Hand) -> None:
    answer = born("vurdering", VURDERING, SAG, besoeg=BESOEG, dimension="stabilitet", stemme="konsulent", trin=3)
    mette.push(answer)
    assert verdicts(soeren.push(answer)) == []
    assert len(house.rows("vurdering")) == 1


def test_two_different_first_answers_are_a_konflikt_of_the_whole_group(house: House, mette: Hand, soeren: Hand) -> None:
    key: dict[str, Value] = {"besoeg": BESOEG, "dimension": "stabilitet", "stemme": "konsulent"}
    mette.push(born("vurdering", VURDERING, SAG, **key, trin=3))
    answer = soeren.push(born("vurdering", VURDERING, SAG, **key, ikke_droeftet=1))
    assert verdicts(answer) == [Verdict(0, "konflikt", "", ("ikke_droeftet", "retning", "trin"))]
    assert (house.row(VURDERING)["trin"], house.row(VURDERING)["ikke_droeftet"]) == (3, None)
    assert konflikter(house)[0][1] == {"trin": None, "retning": None, "ikke_droeftet": 1}


def test_an_answer_born_and_deleted_on_one_machine_does_not_delete_the_others(
    house: House, mette: Hand, soeren: Hand
) -> None:
    key: dict[str, Value] = {"besoeg": BESOEG, "dimension": "stabilitet", "stemme": "konsulent"}
    mette.push(born("vurdering", VURDERING, SAG, **key, trin=3))
    soeren.push(born("vurdering", VURDERING, SAG, **key, slettet=1))
    assert house.row(VURDERING)["slettet"] == 0
    assert [mine for _, mine, _ in konflikter(house)] == [{"slettet": 1}]


def test_an_id_that_comes_twice_in_a_batch_counts_once(house: House, mette: Hand) -> None:
    one = born("udsagn", 200, SAG, besoeg=BESOEG, tekst="en")
    names = field_names(Udsagn)
    twice = block("udsagn", names, [(201, SAG, [0] + [None] * 6), (201, SAG, [0] + [None] * 6)])
    answer = mette.push(one, born("udsagn", 200, SAG, besoeg=BESOEG, tekst="to"), twice)
    assert [(v.place, v.kind) for v in verdicts(answer)] == [(1, "afvist"), (3, "afvist")]
    assert house.row(200)["tekst"] == "en"


def test_a_row_born_and_edited_in_one_batch_is_both(house: House, mette: Hand) -> None:
    one = born("udsagn", 200, SAG, besoeg=BESOEG, tekst="en")
    assert verdicts(mette.push(one, mette.edit("udsagn", 200, SAG, {"tekst": ("en", "to")}))) == []
    assert house.row(200)["tekst"] == "to"


def test_an_edit_of_a_row_the_server_lacks_asks_for_the_whole_row(house: House, mette: Hand) -> None:
    answer = mette.push(mette.edit("udsagn", 999, SAG, {"tekst": ("a", "b")}))
    assert verdicts(answer) == [Verdict(0, "ukendt", "", ("tekst",))]
    assert len(house.rows("udsagn")) == 1


# Refusals


def test_nothing_is_written_in_a_sag_without_a_grant(house: House, mette: Hand) -> None:
    stranger = house.hand(house.person("Bo"))
    edit = stranger.edit("udsagn", 100, SAG, {"tekst": ("hej", "set")})
    answer = stranger.push(born("udsagn", 200, SAG, tekst="gæst"), edit)
    assert [(v.kind, v.reason) for v in verdicts(answer)] == [("afvist", NO_ACCESS)] * 2
    assert answer.blocks == []
    assert house.row(100)["tekst"] == "hej"


def test_a_row_cannot_be_reached_through_a_scope_of_ones_own(house: House, mette: Hand) -> None:
    bo = house.hand(house.person("Bo"))
    bo.push(born("sag", 500, 500, nummer="2"))
    answer = bo.push(
        bo.edit("udsagn", 100, 500, {"tekst": ("hej", "set")}),
        born("udsagn", 100, 500, tekst="gæst"),
        bo.edit("aftale", 100, 500, {"hvad": (None, "set")}),
    )
    assert [v.reason for v in verdicts(answer)] == [NO_ACCESS] * 3
    assert answer.blocks == []


def test_a_new_sag_does_not_open_a_scope_that_somebody_has(house: House, mette: Hand) -> None:
    bo = house.hand(house.person("Bo"))
    answer = bo.push(born("sag", mette.user.number, mette.user.number, nummer="2"))
    assert [v.reason for v in verdicts(answer)] == [NO_ACCESS]


def test_a_sag_that_cannot_be_read_opens_no_scope(house: House) -> None:
    bo = house.hand(house.person("Bo"))
    bo.push(block("sag", ("slettet", "nummer"), [(600, 600, [0, 7])]))
    assert house.query("SELECT count(*) FROM adgang WHERE scope=600") == [(0,)]


@pytest.mark.parametrize("table", ["virksomhed", "udsagn"])
def test_what_belongs_to_a_sag_and_what_all_share_are_kept_apart(house: House, mette: Hand, table: str) -> None:
    scope = SAG if table == "virksomhed" else house.kommune
    assert [v.reason for v in verdicts(mette.push(born(table, 700, scope)))] == [NO_ACCESS]


@pytest.mark.parametrize("value", ["tre", 3.5, 2**63, -(2**63) - 1])
def test_a_level_that_is_no_number_is_refused_alone(house: House, mette: Hand, value: Value) -> None:
    key: dict[str, Value] = {"besoeg": BESOEG, "dimension": "stabilitet", "stemme": "konsulent"}
    answer = mette.push(
        born("vurdering", VURDERING, SAG, **key, trin=value), born("udsagn", 200, SAG, besoeg=BESOEG, tekst="god")
    )
    assert verdicts(answer) == [Verdict(0, "afvist", WRONG_SHAPE, ())]
    assert house.row(200)["tekst"] == "god"
    mette.push(born("vurdering", VURDERING, SAG, **key, trin=3))
    answer = mette.push(mette.edit("vurdering", VURDERING, SAG, {"trin": (3, value)}))
    assert [(v.kind, v.reason) for v in verdicts(answer)] == [("afvist", WRONG_SHAPE)]
    assert [row.row for part in answer.blocks for row in part.rows] == [VURDERING]


@pytest.mark.parametrize("fields", [("slettet", "a,b"), ("slettet", "a b"), ("slettet", "slettet"), ("slettet", 'a"b')])
def test_a_field_name_that_would_spoil_a_list_of_them_is_refused(
    house: House, mette: Hand, fields: tuple[str, ...]
) -> None:
    answer = mette.push(block("udsagn", fields, [(200, SAG, [0, "x"])]))
    assert [v.kind for v in verdicts(answer)] == ["afvist"]
    answer = mette.push(mette.edit("udsagn", 100, SAG, {fields[1].replace("slettet", "Ø"): (None, "x")}))
    assert [v.kind for v in verdicts(answer)] == ["afvist"]
    assert mette.pull().blocks == []


@pytest.mark.parametrize("values", [5, "x", [], [0], {"a": 1}, [[0, BESOEG, "a", None, None, "x", None]], None])
def test_a_row_that_is_no_list_of_values_is_refused_alone(house: House, mette: Hand, values: Value) -> None:
    good = born("udsagn", 200, SAG, besoeg=BESOEG, tekst="god")
    names = field_names(Udsagn)
    answer = mette.push(_raw_block("udsagn", names, 201, values), good)
    assert [(v.place, v.kind) for v in verdicts(answer)] == [(0, "afvist")]
    assert house.row(200)["tekst"] == "god"


def test_a_batch_of_only_refusals_is_answered(house: House, mette: Hand) -> None:
    assert len(verdicts(mette.push(born("udsagn", 200, 999), born("aftale", 201, 999)))) == 2


def test_a_batch_longer_than_any_client_sends_is_refused_as_a_whole(house: House, mette: Hand) -> None:
    rows: list[tuple[int, int, list[Value]]] = [(n, SAG, [0]) for n in range(1000, 1001 + MAX_BATCH_ROWS)]
    with pytest.raises(Refused, match="too_large"):
        mette.push(block("udsagn", ("slettet",), rows))


def test_a_clock_that_is_far_off_harms_nobody(house: House, mette: Hand, soeren: Hand) -> None:
    mette.push(mette.edit("udsagn", 100, SAG, {"tekst": ("hej", "før")}), at="0001-01-01T00:00:00.000Z")
    knew = soeren.cursor
    soeren.push(soeren.edit("udsagn", 100, SAG, {"tekst": ("hej", "efter")}, knew), at="i morgen")
    assert len(konflikter(house)) == 1


def _raw_block(table: str, names: tuple[str, ...], row: int, values: object) -> BirthBlock:
    return block(table, names, [(row, SAG, values)])  # type: ignore[list-item]


def test_the_groups_that_the_tests_speak_of_are_groups() -> None:
    assert frozenset({"trin", "retning", "ikke_droeftet"}) in Vurdering.grupper
