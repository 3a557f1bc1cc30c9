"""A sag is due by its agreed date, or by its interval when there is none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konsulent_core.errors import UserError
from konsulent_core.helligdage import is_besoegsdag
from konsulent_core.rhythm import Gruppe, Rytme, interval_days, move_besoeg, next_due, propose_next

I_DAG = date(2026, 3, 12)  # a Thursday


def days(n: int) -> timedelta:
    return timedelta(days=n)


def interval(
    *, own: int | None = None, bekymring: bool = False, start: date | None = None, rytme: Rytme | None = None
) -> int:
    return interval_days(
        interval_dage=own, bekymring=bekymring, praktik_start=start, i_dag=I_DAG, rytme=rytme or Rytme()
    )


def test_the_interval_is_a_fortnight_and_a_week_when_it_must_be_close() -> None:
    assert interval() == 14
    assert interval(bekymring=True) == 7
    assert interval(start=I_DAG - days(30)) == 7
    assert interval(start=I_DAG - days(31)) == 14
    assert interval(start=I_DAG + days(3)) == 14


def test_the_praktiks_own_interval_goes_before_the_settings() -> None:
    assert interval(own=21, bekymring=True) == 21
    assert interval(own=0) == 14
    assert interval(bekymring=True, rytme=Rytme(standard=20, taet=10)) == 10


@pytest.mark.parametrize(
    ("naeste", "gruppe", "over"),
    [
        (I_DAG - days(9), Gruppe.FORFALDEN, 9),
        (I_DAG, Gruppe.I_DAG, 0),
        (I_DAG + days(1), Gruppe.DENNE_UGE, 0),
        (date(2026, 3, 15), Gruppe.DENNE_UGE, 0),
        (date(2026, 3, 16), Gruppe.NAESTE_UGE, 0),
        (date(2026, 3, 22), Gruppe.NAESTE_UGE, 0),
        (date(2026, 3, 23), Gruppe.SENERE, 0),
    ],
)
def test_an_agreed_date_puts_the_sag_in_its_group(naeste: date, gruppe: Gruppe, over: int) -> None:
    found = next_due(naeste=naeste, sidst=I_DAG - days(100), interval=14, i_dag=I_DAG)
    assert (found.dato, found.aftalt, found.gruppe, found.dage_over) == (naeste, True, gruppe, over)


def test_without_a_date_the_sag_is_overdue_once_the_interval_is_exceeded() -> None:
    within = next_due(naeste=None, sidst=I_DAG - days(14), interval=14, i_dag=I_DAG)
    assert (within.gruppe, within.dato, within.aftalt) == (Gruppe.UDEN_DATO, I_DAG, False)
    exceeded = next_due(naeste=None, sidst=I_DAG - days(15), interval=14, i_dag=I_DAG)
    assert (exceeded.gruppe, exceeded.dage_over) == (Gruppe.FORFALDEN, 1)


def test_where_nothing_is_known_the_sag_is_without_date() -> None:
    found = next_due(naeste=None, sidst=None, interval=14, i_dag=I_DAG)
    assert (found.gruppe, found.dato) == (Gruppe.UDEN_DATO, None)


@given(st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_only_what_is_overdue_has_days_over(naeste: date | None, i_dag: date) -> None:
    found = next_due(naeste=naeste, sidst=date(2025, 1, 1), interval=14, i_dag=i_dag)
    assert (found.dage_over > 0) == (found.gruppe is Gruppe.FORFALDEN)


def test_every_group_has_its_words() -> None:
    assert [g.titel for g in Gruppe] == [*("Forfalden", "I dag", "Denne uge", "Næste uge", "Senere", "Uden dato")]


def test_a_proposed_date_skips_easter_and_the_kommunes_closed_days() -> None:
    assert propose_next(date(2026, 3, 19), 14) == date(2026, 4, 7)
    assert propose_next(date(2026, 3, 19), 14, {date(2026, 4, 7)}) == date(2026, 4, 8)
    assert propose_next(date(2026, 12, 10), 14) == date(2026, 12, 28)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_a_proposed_date_is_a_day_for_visits_within_a_week_of_the_interval(sidst: date, n: int) -> None:
    found = propose_next(sidst, n)
    assert is_besoegsdag(found)
    assert 0 <= (found - sidst).days - n <= 7


def test_a_besoeg_is_moved_over_weekends_and_holidays_in_the_direction_it_is_moved() -> None:
    friday = date(2026, 3, 27)
    assert move_besoeg(friday, 1, I_DAG) == date(2026, 3, 30)
    assert move_besoeg(date(2026, 3, 30), -1, I_DAG) == friday
    assert move_besoeg(friday, 7, I_DAG) == date(2026, 4, 7)  # Good Friday, Easter, and on


def test_a_besoeg_whose_day_has_passed_is_moved_from_today_and_never_into_the_past() -> None:
    assert move_besoeg(I_DAG - days(9), 1, I_DAG) == I_DAG + days(1)
    assert move_besoeg(I_DAG - days(9), -1, I_DAG) is None
    assert move_besoeg(I_DAG + days(1), -7, I_DAG) is None


@pytest.mark.parametrize(("standard", "taet"), [(0, 0), (91, 7), (7, 14), (14, 0)])
def test_a_rhythm_that_cannot_be_kept_is_refused(standard: int, taet: int) -> None:
    with pytest.raises(UserError):
        Rytme(standard=standard, taet=taet)
