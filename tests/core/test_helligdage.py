"""Public holidays fall where the Danish calendar has them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.helligdage import (
    dato_advarsel,
    helligdag,
    helligdage,
    is_besoegsdag,
    is_hverdag,
    maerkedag,
    next_hverdag,
    paaskedag,
)


@pytest.mark.parametrize(
    ("aar", "easter"),
    [
        *((1961, date(1961, 4, 2)), (1981, date(1981, 4, 19)), (2000, date(2000, 4, 23))),
        *((2008, date(2008, 3, 23)), (2011, date(2011, 4, 24)), (2019, date(2019, 4, 21))),
        *((2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5))),
        *((2027, date(2027, 3, 28)), (2038, date(2038, 4, 25)), (2049, date(2049, 4, 18))),
    ],
)
def test_easter_falls_where_the_calendar_has_it(aar: int, easter: date) -> None:
    assert paaskedag(aar) == easter


def test_the_holidays_of_2026() -> None:
    assert helligdage(2026) == {
        date(2026, 1, 1): "nytårsdag",
        date(2026, 4, 2): "skærtorsdag",
        date(2026, 4, 3): "langfredag",
        date(2026, 4, 5): "påskedag",
        date(2026, 4, 6): "2. påskedag",
        date(2026, 5, 14): "Kristi himmelfartsdag",
        date(2026, 5, 24): "pinsedag",
        date(2026, 5, 25): "2. pinsedag",
        date(2026, 12, 25): "juledag",
        date(2026, 12, 26): "2. juledag",
    }


def test_store_bededag_ended_with_2023() -> None:
    assert helligdag(date(2023, 5, 5)) == "store bededag"
    assert helligdag(date(2024, 4, 26)) is None


@given(st.integers(1900, 2199))
def test_the_holidays_stand_in_order_and_easter_is_a_sunday(aar: int) -> None:
    assert list(helligdage(aar)) == sorted(helligdage(aar))
    assert paaskedag(aar).isoweekday() == 7
    assert date(aar, 3, 22) <= paaskedag(aar) <= date(aar, 4, 25)


def test_the_first_of_may_and_grundlovsdag_are_working_days_on_which_no_visit_is_proposed() -> None:
    for dato, name in ((date(2026, 5, 1), "1. maj"), (date(2026, 6, 5), "grundlovsdag")):
        assert helligdag(dato) is None
        assert maerkedag(dato) == name
        assert is_hverdag(dato)
        assert not is_besoegsdag(dato)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 1)))
def test_the_next_hverdag_is_one_and_none_is_passed_over(dato: date) -> None:
    found = next_hverdag(dato)
    assert is_hverdag(found)
    assert not any(is_hverdag(dato + timedelta(days=n)) for n in range((found - dato).days))


def test_after_skaertorsdag_the_next_hverdag_is_tuesday() -> None:
    assert next_hverdag(date(2026, 4, 2)) == date(2026, 4, 7)


def test_a_day_one_seldom_means_is_asked_about() -> None:
    assert dato_advarsel(date(2026, 4, 2)) == "2. april 2026 er skærtorsdag. Behold datoen?"
    assert dato_advarsel(date(2026, 4, 11)) == "11. april 2026 er en lørdag. Behold datoen?"
    assert dato_advarsel(date(2026, 6, 5)) == "5. juni 2026 er grundlovsdag. Behold datoen?"
    assert dato_advarsel(date(2026, 4, 8)) is None
