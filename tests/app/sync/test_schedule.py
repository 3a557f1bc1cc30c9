"""When a sync starts, and what the card says meanwhile."""

from datetime import UTC, datetime

import pytest

from konsulent_app.sync.schedule import Ended, Kind, Schedule, State, card, start, ur_ord

SYNCED = datetime(2026, 3, 12, 7, 14, tzinfo=UTC)


def test_the_first_sync_is_at_once() -> None:
    assert start(100.0).due == 100.0


def test_a_change_waits_two_seconds_and_further_ones_do_not_push_it_away() -> None:
    schedule = Schedule(160.0).change(100.0)
    assert schedule.due == 102.0
    assert schedule.change(101.5).due == 102.0


def test_a_sync_that_went_well_is_followed_by_another_after_a_minute() -> None:
    assert Schedule(None).end(Kind.DONE, 100.0) == Schedule(160.0)


def test_what_changed_while_a_sync_ran_goes_out_soon_after_it() -> None:
    schedule = start(0.0).begin().change(1.0)
    assert schedule.due is None
    assert schedule.end(Kind.DONE, 3.0).due == 5.0


def test_without_net_it_waits_longer_each_time_and_never_more_than_five_minutes() -> None:
    schedule, waits = start(0.0), []
    for _ in range(9):
        schedule = schedule.begin().end(Kind.OFFLINE, 0.0)
        assert schedule.due is not None
        waits.append(schedule.due)
    assert waits == [5, 10, 20, 40, 80, 160, 300, 300, 300]


def test_typing_without_net_does_not_shorten_the_wait() -> None:
    schedule = start(0.0).begin().end(Kind.OFFLINE, 100.0)
    assert schedule.change(101.0).due == 105.0


def test_f5_does() -> None:
    schedule = start(0.0).begin().end(Kind.OFFLINE, 100.0)
    assert schedule.wish(101.0).due == 101.0


def test_f5_during_a_sync_starts_another_right_after_it() -> None:
    assert start(0.0).begin().wish(1.0).end(Kind.DONE, 2.0).due == 4.0


def test_after_a_good_sync_the_back_off_is_forgotten() -> None:
    schedule = start(0.0).begin().end(Kind.OFFLINE, 0.0).begin().end(Kind.DONE, 10.0)
    assert schedule.begin().end(Kind.OFFLINE, 20.0).due == 25.0


@pytest.mark.parametrize("kind", [Kind.SESSION, Kind.REFUSED, Kind.BUG])
def test_what_trying_again_does_not_help_is_tried_seldom(kind: Kind) -> None:
    assert start(0.0).begin().end(kind, 0.0).due == 300.0


@pytest.mark.parametrize(
    ("kind", "venter", "state"),
    [
        (Kind.DONE, 0, State.OK),
        (Kind.DONE, 2, State.QUEUED),
        (Kind.OFFLINE, 3, State.OFFLINE),
        (Kind.TROUBLE, 0, State.ERROR),
        (Kind.SESSION, 0, State.ERROR),
    ],
)
def test_the_card_says_how_it_stands(kind: Kind, venter: int, state: State) -> None:
    assert card(Ended(kind), venter=venter, sidst=SYNCED, i_gang=False).state is state


def test_before_the_first_sync_the_card_claims_nothing() -> None:
    assert card(None, venter=0, sidst=None, i_gang=True).state is State.QUEUED


def test_a_server_that_asks_to_be_left_alone_is() -> None:
    schedule = start(0.0).begin().end(Kind.TROUBLE, 0.0, 90.0)
    assert schedule.due == 90.0
    assert schedule.change(1.0).due == 90.0, "typing does not shorten it"
    assert schedule.wish(1.0).due == 1.0, "F5 does"
    assert schedule.begin().end(Kind.TROUBLE, 90.0).due == 100.0, "and the own back-off goes on where it was"


def test_a_short_wish_does_not_shorten_the_own_wait_and_an_absurd_one_is_cut() -> None:
    assert start(0.0).begin().end(Kind.TROUBLE, 0.0, 1.0).due == 5.0
    assert start(0.0).begin().end(Kind.TROUBLE, 0.0, 1e9).due == 3600.0


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (360.0, "går 6 minutter foran serverens"),
        (-3 * 3600.0, "går 3 timer bagud for serverens"),
        (3 * 365 * 86_400.0, "går 1095 dage foran serverens"),
    ],
)
def test_a_clock_that_is_off_is_told_in_a_unit_one_can_read_and_blames_nobody(seconds: float, told: str) -> None:
    assert told in ur_ord(seconds)
    assert ur_ord(seconds).endswith("Se, om dato og klokkeslæt er rigtige.")
