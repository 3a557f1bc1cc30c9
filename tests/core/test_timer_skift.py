"""What a step of the hours changes, and when its cause is asked for."""

from datetime import date

import pytest

from konsulent_core.entities import Timer
from konsulent_core.forsoeg import TimerTrin, trin_af
from konsulent_core.timer_skift import Skift, asks_cause, said_moenster, skift, step_before
from konsulent_core.words import TimerArt


def trin(
    fra: str,
    timer: float | None,
    *,
    til: float | None = None,
    loen: float | None = None,
    art: TimerArt = TimerArt.PRAKTIK,
    praktik: int = 1,
) -> TimerTrin:
    return TimerTrin(fra=date.fromisoformat(fra), timer=timer, timer_til=til, loentimer=loen, art=art, praktik=praktik)


FOUR = trin("2026-01-05", 4.0)


@pytest.mark.parametrize(
    ("nu", "what"),
    [
        (trin("2026-02-02", 6.0), Skift.OP),
        (trin("2026-02-02", 4.0, til=5.0), Skift.OP),
        (trin("2026-02-02", 4.0, loen=2.0), Skift.OP),
        (trin("2026-02-02", 4.0), Skift.SAMME),
        (trin("2026-02-02", 3.0), Skift.TILBAGE),
        (trin("2026-02-02", 0.0, art=TimerArt.PAUSE), Skift.PAUSE),
        (trin("2026-02-02", None), Skift.SAMME),
    ],
)
def test_a_step_is_compared_with_the_one_before_it(nu: TimerTrin, what: Skift) -> None:
    assert skift(FOUR, nu) is what
    assert asks_cause(FOUR, nu) is (what in (Skift.TILBAGE, Skift.PAUSE))


def test_fewer_loentimer_are_a_step_back_though_the_hours_rose() -> None:
    assert skift(trin("2026-01-05", 4.0, loen=2.0), trin("2026-02-02", 6.0, loen=0.0)) is Skift.TILBAGE


def test_after_a_pause_it_goes_on_and_fewer_hours_at_a_new_place_are_a_beginning() -> None:
    pause = trin("2026-02-02", 0.0, art=TimerArt.PAUSE)
    again, elsewhere = trin("2026-03-02", 2.0), trin("2026-03-02", 2.0, praktik=2)
    assert skift(step_before((FOUR, pause), again), again) is Skift.IGEN
    assert skift(step_before((FOUR, pause), elsewhere), elsewhere) is Skift.NY
    assert not asks_cause(None, elsewhere)


@pytest.mark.parametrize(
    ("text", "said"), [("2x2,5", "2×2,5"), ("3 × 2.5 timer", "3×2,5"), ("5", None), ("12-15", None), ("2x", None)]
)
def test_hours_as_people_say_them_are_kept_as_said(text: str, said: str | None) -> None:
    assert said_moenster(text) == said


def test_a_stored_step_without_a_date_is_none_and_one_of_a_later_kind_is_praktik() -> None:
    assert trin_af(Timer(id=1, scope=2)) is None
    found = trin_af(Timer(id=1, scope=2, fra="2026-01-05", timer=4.0, art="vikariat"))
    assert found is not None
    assert (found.art, found.timer) == (TimerArt.PRAKTIK, 4.0)
