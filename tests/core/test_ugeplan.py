"""The week plan says which days are planned, and a day's answer survives being stored."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.entities import FremmoedeUge, field_names
from konsulent_core.ugeplan import (
    DAG_FELTER,
    Blok,
    UgeplanFejl,
    dag_dato,
    dag_felt,
    format_ugeplan,
    parse_ugeplan,
    planned_days,
    read_dag,
    timer_om_ugen,
    uge_noegle,
    uger,
    write_dag,
)
from konsulent_core.words import Fremmoede

PLAN = parse_ugeplan("ma 09.00-12.00; on 09.00-12.00")


def test_a_week_plan_is_read_and_written_back() -> None:
    assert list(PLAN) == [Blok(1, time(9), time(12)), Blok(3, time(9), time(12))]
    assert format_ugeplan(PLAN) == "ma 09.00-12.00; on 09.00-12.00"
    assert timer_om_ugen(PLAN) == 6.0


@pytest.mark.parametrize("text", ["lø 9-10.30", "loe 9–10:30", "Lørdag 0900-1030;", "lør. 9.00 - 10.30"])
def test_a_day_may_be_written_in_many_ways(text: str) -> None:
    assert parse_ugeplan(text) == (Blok(6, time(9), time(10, 30)),)


@pytest.mark.parametrize("text", [None, "", " ", ";"])
def test_no_text_is_no_plan(text: str | None) -> None:
    assert parse_ugeplan(text) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ma", "Skriv dag og tid, for eksempel ma 09.00-12.00."),
        ("xx 9-12", "Skriv dag og tid, for eksempel ma 09.00-12.00."),
        ("ma 9-25", "Skriv tiden som tt.mm, for eksempel 10.30."),
        ("ma 12-9", "Sluttiden mandag skal ligge efter starttiden."),
        ("ma 9-12; ma 11-13", "To tider mandag ligger oven i hinanden."),
    ],
)
def test_what_is_no_plan_says_what_to_write(text: str, message: str) -> None:
    with pytest.raises(UgeplanFejl) as caught:
        parse_ugeplan(text)
    assert caught.value.message == message


def test_two_stretches_of_one_day_are_one_planned_day() -> None:
    (dag,) = planned_days(parse_ugeplan("ma 9-11; ma 12-14.30"), date(2026, 3, 9), date(2026, 3, 15))
    assert dag.timer == 4.5


def test_the_planned_days_are_those_of_the_mock_up_with_both_ends() -> None:
    plan = parse_ugeplan("ma 8-12; on 8-12; to 8-12")
    days = planned_days(plan, date(2026, 2, 16), date(2026, 3, 11))
    assert [d.dato.day for d in days] == [16, 18, 19, 23, 25, 26, 2, 4, 5, 9, 11]
    assert planned_days(plan, date(2026, 3, 12), date(2026, 3, 11)) == ()


def test_a_holiday_stays_in_the_plan_but_is_named() -> None:
    days = planned_days(parse_ugeplan("to 9-12"), date(2026, 3, 26), date(2026, 4, 9))
    assert [d.helligdag for d in days] == [None, "skærtorsdag", None]


def test_the_days_stand_a_row_a_week_also_around_new_year() -> None:
    rows = uger(planned_days(parse_ugeplan("to 9-12; fr 9-12"), date(2026, 12, 31), date(2027, 1, 8)))
    assert [(row.noegle, [d.dato.day for d in row.dage]) for row in rows] == [
        ("2026-W53", [31, 1]),
        ("2027-W01", [7, 8]),
    ]


def test_the_day_fields_are_those_of_the_record() -> None:
    assert tuple(f for f in field_names(FremmoedeUge) if f in DAG_FELTER) == DAG_FELTER


@given(st.dates(date(2000, 1, 3), date(2060, 1, 1)))
def test_a_days_week_and_field_give_the_day_back(dato: date) -> None:
    assert dag_dato(uge_noegle(dato), dag_felt(dato)) == dato


@given(st.sampled_from(Fremmoede), st.integers(0, 32).map(lambda n: n / 4))
def test_a_days_answer_is_read_as_it_was_written(status: Fremmoede, timer: float) -> None:
    kept = timer if status is Fremmoede.FOER_TID else None
    assert read_dag(write_dag(status, timer)) == (status, kept)


def test_a_day_of_a_later_version_is_not_registered_here() -> None:
    assert read_dag("paa_kursus") == (None, None)
    assert read_dag("foer_tid:mange") == (None, None)
    assert read_dag("foer_tid") == (Fremmoede.FOER_TID, None)
    assert read_dag(None) == (None, None)
    assert write_dag(None) is None


@given(st.sets(st.integers(1, 7)), st.integers(0, 22), st.integers(1, 60))
def test_any_plan_is_read_back_as_it_was(days: set[int], hour: int, minutes: int) -> None:
    til = time(hour + minutes // 60, minutes % 60)
    plan = tuple(Blok(day, time(hour), til) for day in sorted(days))
    assert parse_ugeplan(format_ugeplan(plan)) == plan
