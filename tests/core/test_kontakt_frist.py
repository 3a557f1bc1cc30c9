"""Fourteen days without the server, and a clock that was turned back."""

from datetime import UTC, datetime, timedelta

import pytest

from konsulent_core.kontakt_frist import Grund, why_online

NOW = datetime(2026, 3, 26, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("contact", "seen", "days", "why"),
    [
        (timedelta(days=13, hours=23), timedelta(0), 14, None),
        (timedelta(days=14, minutes=1), timedelta(0), 14, Grund.FOR_LAENGE),
        (timedelta(days=3), timedelta(0), 2, Grund.FOR_LAENGE),
        (timedelta(hours=23), timedelta(0), 0, None),  # a server that says nothing sensible locks nobody out
        (None, None, 14, None),
        (None, -timedelta(days=2), 14, Grund.URET),
        (timedelta(days=3), -timedelta(hours=25), 14, None),
        (timedelta(days=3), -timedelta(hours=27), 14, Grund.URET),
        (-timedelta(days=2), timedelta(0), 14, Grund.URET),
        (timedelta(days=20), -timedelta(days=2), 14, Grund.URET),
    ],
)
def test_how_long_since_and_which_way_the_clock_went(
    contact: timedelta | None, seen: timedelta | None, days: int, why: Grund | None
) -> None:
    def at(ago: timedelta | None) -> datetime | None:
        return None if ago is None else NOW - ago

    assert why_online(NOW, at(contact), at(seen), days) is why
