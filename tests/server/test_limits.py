"""Who asks too often waits, and nobody else does."""

import pytest

from konsulent_server.limits import REMEMBERED, Buckets, Later, household, make_limits
from konsulent_server.settings import Settings


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_let_through_and_then_one_at_a_time() -> None:
    clock = Clock()
    buckets = Buckets(rate=2, burst=5, monotonic=clock)
    assert [buckets.take("a") for _ in range(5)] == [0.0] * 5
    assert buckets.take("a") == pytest.approx(0.5)
    clock.now += 0.5
    assert buckets.take("a") == 0.0
    assert buckets.take("a") > 0


def test_what_was_refused_costs_nothing() -> None:
    clock = Clock()
    buckets = Buckets(rate=1, burst=1, monotonic=clock)
    buckets.take("a")
    assert all(buckets.take("a") == pytest.approx(1.0) for _ in range(100))
    clock.now += 1
    assert buckets.take("a") == 0.0


def test_one_that_asks_too_often_does_not_stop_another() -> None:
    buckets = Buckets(rate=1, burst=1, monotonic=Clock())
    assert [buckets.take("a"), buckets.take("b")] == [0.0, 0.0]


def test_many_callers_do_not_fill_the_memory() -> None:
    buckets = Buckets(rate=1, burst=1, monotonic=Clock())
    for number in range(REMEMBERED + 500):
        buckets.take(number)
    assert len(buckets._full_at) == REMEMBERED
    assert buckets.take(REMEMBERED + 499) > 0, "the newest are those that are remembered"


def test_a_password_is_guessed_at_no_faster_from_many_addresses() -> None:
    limits = make_limits(Settings(rate_login=6.0))
    for number in range(10):
        limits.login(f"10.0.0.{number}", "mette")
    with pytest.raises(Later) as later:
        limits.login("10.0.1.1", "mette")
    assert (later.value.status, later.value.problem.code) == (429, "too_often")
    assert later.value.seconds == 10
    limits.login("10.0.1.1", "søren")


def test_several_workers_share_what_one_would_give() -> None:
    one, four = make_limits(Settings()), make_limits(Settings(database="postgresql://h/n", workers=4))
    assert four.users._rate == one.users._rate / 4


def test_a_household_has_one_bucket_whatever_address_it_takes() -> None:
    assert household("2001:db8:1:2::1") == household("2001:db8:1:2:ffff::9") != household("2001:db8:1:3::1")
    assert household("192.0.2.1") == "192.0.2.1"
    assert household("fe80::1%eth0") == household("fe80::2")
    assert household("x:y") == "x:y"
