"""The week plan as people say it."""

from datetime import time

import pytest

from konsulent_core.uge_ord import moenster, move, overlap, parse_sagt, sagt, sammenfald
from konsulent_core.ugeplan import UgeplanFejl, format_ugeplan, parse_ugeplan


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("2x2,5", "ti 09.00-11.30; to 09.00-11.30"),
        ("2 x 2,5", "ti 09.00-11.30; to 09.00-11.30"),
        ("1×3", "on 09.00-12.00"),
        ("4×3 t", "ma 09.00-12.00; ti 09.00-12.00; to 09.00-12.00; fr 09.00-12.00"),
        ("3*4 timer om ugen", "ma 09.00-13.00; on 09.00-13.00; fr 09.00-13.00"),
        ("man ons 9-12", "ma 09.00-12.00; on 09.00-12.00"),
        ("ti fr 10-12.30", "ti 10.00-12.30; fr 10.00-12.30"),
        ("Mandag, onsdag og fredag kl. 9-12", "ma 09.00-12.00; on 09.00-12.00; fr 09.00-12.00"),
        ("ma-to 3 t", "ma 09.00-12.00; ti 09.00-12.00; on 09.00-12.00; to 09.00-12.00"),
        ("hverdage 9–11", "ma 09.00-11.00; ti 09.00-11.00; on 09.00-11.00; to 09.00-11.00; fr 09.00-11.00"),
        ("ma 9-12; to 10.15-12", "ma 09.00-12.00; to 10.15-12.00"),
        ("ma 9-12 to 13-15 lør 8-10", "ma 09.00-12.00; to 13.00-15.00; lø 08.00-10.00"),
        ("tir 9-10, tir 12-13", "ti 09.00-10.00; ti 12.00-13.00"),
    ],
)
def test_what_people_say_becomes_days_and_hours(text: str, plan: str) -> None:
    blocks = parse_sagt(text)
    assert format_ugeplan(blocks) == plan
    assert parse_ugeplan(plan) == blocks


@pytest.mark.parametrize(
    "text", ["", "x", "2x", "9x2", "0x3", "2x13", "2x0", "ma", "ma 12-9", "xx 9-12", "ma 9-25", "ma 9-12 og så", "3 t"]
)
def test_what_is_no_plan_is_told_with_an_example_or_a_reason(text: str) -> None:
    with pytest.raises(UgeplanFejl) as told:
        parse_sagt(text)
    assert told.value.message.endswith((".", "?"))


def test_days_with_another_indsats_are_left_free_while_there_are_others() -> None:
    assert format_ugeplan(parse_sagt("2x2,5", time(10), {1})) == "on 10.00-12.30; fr 10.00-12.30"
    assert len(parse_sagt("4x3", optaget={1, 2, 3})) == 4


def test_two_times_of_one_day_may_not_overlap() -> None:
    with pytest.raises(UgeplanFejl, match="mandag"):
        parse_sagt("ma 9-12 ma 11-13")


def test_the_plan_is_said_back() -> None:
    assert sagt(parse_sagt("2x2,5")) == "2 dage, 5 timer om ugen"
    assert sagt(parse_sagt("1x1")) == "1 dag, 1 time om ugen"
    assert moenster(parse_sagt("2x2,5")) == "2×2,5"
    assert moenster(parse_sagt("ma 9-12 ti 9-10")) is None


def test_a_pressed_day_goes_or_comes() -> None:
    plan = parse_sagt("2x2,5")
    without = move(plan, 2, time(9), 2.5)
    assert format_ugeplan(without) == "to 09.00-11.30"
    assert format_ugeplan(move(without, 5, time(9), 2.5)) == "to 09.00-11.30; fr 09.00-11.30"
    with pytest.raises(UgeplanFejl, match="midnat"):
        move(plan, 1, time(23), 2)


def test_a_clash_with_another_indsats_is_found_on_its_day() -> None:
    training = parse_ugeplan("ti 11.00-12.00; to 11.30-12.30")
    assert overlap(parse_sagt("2x2,5"), training) == (2,)


def test_plans_that_want_the_same_time_are_told_by_name_and_day() -> None:
    praktik, training, mentor = (parse_ugeplan(t) for t in ("ti 09-12; to 09-12", "ti 11-13; to 08-10", "to 09-10"))
    assert sammenfald([("praktikken", praktik), ("Træning", training), ("Mentor", mentor)]) == (
        "Træning ligger samme tid som praktikken tirsdag og torsdag",
        "Mentor ligger samme tid som praktikken torsdag",
        "Mentor ligger samme tid som Træning torsdag",
    )
    assert sammenfald([("praktikken", praktik), ("Coach", parse_ugeplan("ti 12-13"))]) == ()
