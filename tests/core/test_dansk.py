"""Dates, times and hours as people write them are understood, and are shown as Danish does."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.dansk import (
    UGEDAGE,
    DatoFejl,
    KlFejl,
    TimerFejl,
    dage_over,
    format_dag,
    format_dato,
    format_dato_lang,
    format_kl,
    format_tid,
    format_timer,
    format_timer_ord,
    format_uge,
    parse_dato,
    parse_kl,
    parse_timer,
    relative_dato,
)

I_DAG = date(2026, 3, 12)  # a Thursday
SEPARATORS = st.sampled_from([".", "/", "-", " "])
DATES = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        *("2/4", "2.4", "2.4.", "2-4", "02/04", "0204", "02042026", "020426", "2.4.26", "2/4-26", "2/4 2026"),
        *("02.04.2026", " 02.04.2026 ", "2. april", "2 april", "2. apr.", "2. april 2026", "den 2. april"),
        *("torsdag den 2. april 2026", "Torsdag 2/4", "to 2/4", "2026-04-02", "2. APRIL 26", "om 3 uger"),
    ],
)
def test_a_date_is_understood_as_people_write_it(text: str) -> None:
    assert parse_dato(text, I_DAG) == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("fredag", date(2026, 3, 13)),
        ("fre", date(2026, 3, 13)),
        ("torsdag", date(2026, 3, 19)),
        ("onsdag", date(2026, 3, 18)),
        ("lørdag", date(2026, 3, 14)),
        ("loerdag", date(2026, 3, 14)),
        ("i dag", I_DAG),
        ("i morgen", date(2026, 3, 13)),
        ("i går", date(2026, 3, 11)),
        ("om 10 dage", date(2026, 3, 22)),
        ("om 1 uge", date(2026, 3, 19)),
    ],
)
def test_a_day_by_its_name_is_the_next_one(text: str, meant: date) -> None:
    assert parse_dato(text, I_DAG) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("fredag", date(2026, 3, 6)), ("torsdag", date(2026, 3, 5)), ("onsdag", date(2026, 3, 11))],
)
def test_looking_back_a_day_by_its_name_is_the_last_one(text: str, meant: date) -> None:
    assert parse_dato(text, I_DAG, fremad=False) == meant


def test_without_a_year_it_is_the_next_such_day_and_today_counts() -> None:
    assert parse_dato("11/3", I_DAG) == date(2027, 3, 11)
    assert parse_dato("12/3", I_DAG) == date(2026, 3, 12)
    assert parse_dato("13/3", I_DAG, fremad=False) == date(2025, 3, 13)
    assert parse_dato("12/3", I_DAG, fremad=False) == date(2026, 3, 12)


def test_a_two_digit_year_is_at_most_twenty_years_ahead() -> None:
    assert parse_dato("1.1.46", I_DAG) == date(2046, 1, 1)
    assert parse_dato("1.1.47", I_DAG) == date(1947, 1, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31.02.2026", "31.02.2026 findes ikke."),
        ("31/2-26", "31.02.2026 findes ikke."),
        ("2.13.2026", "02.13.2026 findes ikke."),
        ("29/2", "29.02.2027 findes ikke."),
        ("0/4", "00.04.2026 findes ikke."),
        ("fredag den 12. marts 2026", "12.03.2026 er en torsdag, ikke en fredag."),
        *[
            (text, "Skriv datoen som dd.mm.åååå, for eksempel 02.04.2026.")
            for text in (
                "",
                "snart",
                "2",
                "1/2/3/4",
                "2. ma",
                "2. j",
                "2.4.0026",
                "20260402x",
                "١/٢",
                "m",
                "12",
            )
        ],
    ],
)
def test_what_is_no_date_is_said_in_the_words_of_the_house(text: str, message: str) -> None:
    with pytest.raises(DatoFejl) as caught:
        parse_dato(text, I_DAG)
    assert caught.value.message == message


@given(DATES, DATES)
def test_what_is_shown_can_be_written_back(dato: date, i_dag: date) -> None:
    for shown in (format_dato(dato), format_dag(dato), format_dato_lang(dato), dato.isoformat()):
        assert parse_dato(shown, i_dag) == dato
        assert parse_dato(shown, i_dag, fremad=False) == dato


@given(DATES, st.integers(0, 365), SEPARATORS)
def test_a_bare_day_is_found_within_the_year_in_either_direction(i_dag: date, n: int, sep: str) -> None:
    ahead, back = i_dag + timedelta(days=n % 365), i_dag - timedelta(days=n % 365)
    for dato, fremad in ((ahead, True), (back, False)):
        if (dato.month, dato.day) != (2, 29):
            assert parse_dato(f"{dato.day}{sep}{dato.month}", i_dag, fremad=fremad) == dato


@given(st.text(max_size=20), DATES)
def test_no_text_at_all_breaks_the_reading_of_a_date(text: str, i_dag: date) -> None:
    with suppress(DatoFejl):
        parse_dato(text, i_dag)


@given(st.sampled_from(UGEDAGE), DATES)
def test_a_weekday_is_within_a_week_and_never_today(ugedag: str, i_dag: date) -> None:
    assert 1 <= (parse_dato(ugedag, i_dag) - i_dag).days <= 7
    assert 1 <= (i_dag - parse_dato(ugedag, i_dag, fremad=False)).days <= 7


@pytest.mark.parametrize("text", ["10.30", "10:30", "1030", "kl. 10.30", "kl 10.30", "10 30"])
def test_a_time_of_day_is_understood(text: str) -> None:
    assert parse_kl(text) == time(10, 30)


def test_a_whole_hour_needs_no_minutes() -> None:
    assert parse_kl("9") == time(9)
    assert parse_kl("kl. 14") == time(14)


@pytest.mark.parametrize("text", ["", "24.00", "10.60", "ti", "10.3", "10.30.15"])
def test_what_is_no_time_of_day_is_asked_for_again(text: str) -> None:
    with pytest.raises(KlFejl, match=r"tt\.mm"):
        parse_kl(text)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("7,5", (7.5, None)),
        ("7.5", (7.5, None)),
        ("7,5 timer", (7.5, None)),
        ("1 time", (1.0, None)),
        ("6 t", (6.0, None)),
        ("0", (0.0, None)),
        ("37", (37.0, None)),
        ("12-15", (12.0, 15.0)),
        ("12 – 15", (12.0, 15.0)),
        ("12 til 15 timer", (12.0, 15.0)),
        ("12-12", (12.0, None)),
        ("2x2,5", (5.0, None)),
        ("4 × 4", (16.0, None)),
    ],
)
def test_hours_are_understood(text: str, hours: tuple[float, float | None]) -> None:
    assert parse_timer(text) == hours


@pytest.mark.parametrize("text", ["37,5", "-1", "40", "12-40", "9999", "9x9"])
def test_hours_stay_between_none_and_a_full_week(text: str) -> None:
    with pytest.raises(TimerFejl, match=r"^Timer skal være mellem 0 og 37\.$"):
        parse_timer(text)


@pytest.mark.parametrize("text", ["", "mange", "1-2-3", "7,5,5", "-", "12-"])
def test_hours_that_are_no_number_are_asked_for_again(text: str) -> None:
    with pytest.raises(TimerFejl):
        parse_timer(text)


def test_from_more_to_less_is_asked_for_the_other_way_round() -> None:
    with pytest.raises(TimerFejl, match="laveste tal først"):
        parse_timer("15-12")


@given(st.integers(0, 148), st.integers(0, 148))
def test_shown_hours_can_be_written_back(a: int, b: int) -> None:
    fra, til = sorted((a / 4, b / 4))
    assert parse_timer(format_timer(fra, til)) == (fra, til if til > fra else None)
    assert parse_timer(format_timer_ord(fra)) == (fra, None)


def test_the_formats_of_the_house() -> None:
    assert format_dato(I_DAG) == "12.03.2026"
    assert format_dato_lang(I_DAG) == "torsdag den 12. marts 2026"
    assert format_uge(I_DAG) == "uge 11"
    assert format_tid(time(9, 5)) == "09.05"
    assert format_timer(7.5) == "7,5"
    assert format_timer(12.0, 15.0) == "12–15"
    assert [format_timer_ord(n) for n in (1, 7.5, 0)] == ["1 time", "7,5 timer", "0 timer"]


def test_an_instant_is_shown_as_the_clock_in_denmark_in_summer_and_winter() -> None:
    assert format_kl(datetime(2026, 3, 12, 9, 42, tzinfo=UTC)) == "kl. 10.42"
    assert format_kl(datetime(2026, 7, 1, 9, 42, tzinfo=UTC)) == "kl. 11.42"
    assert format_kl(time(10, 42)) == "kl. 10.42"


def test_days_near_today_are_told_by_distance() -> None:
    told = {n: relative_dato(I_DAG + timedelta(days=n), I_DAG) for n in (0, 1, -1, -3, 3)}
    assert told == {0: "i dag", 1: "i morgen", -1: "i går", -3: "for 3 dage siden", 3: "om 3 dage"}


def test_a_passed_date_says_how_far() -> None:
    assert dage_over(date(2026, 3, 3), I_DAG) == "9 dage over"
    assert dage_over(date(2026, 3, 11), I_DAG) == "1 dag over"
    assert dage_over(I_DAG, I_DAG) == ""
