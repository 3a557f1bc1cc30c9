"""The clock that is handed in: instants are UTC, days are Europe/Copenhagen."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def system_clock() -> datetime:
    """Now, UTC, aware."""
    return datetime.now(UTC)


def to_text(instant: datetime) -> str:
    """``2026-03-12T09:42:00.123Z``: sorts as text."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def from_text(text: str) -> datetime:
    """The instant again, aware. Raises ValueError."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def local_day(instant: datetime) -> date:
    """The day in Denmark at that instant."""
    return instant.astimezone(COPENHAGEN).date()


def read_day(iso: str | None) -> date | None:
    """The day of a stored »2026-03-12«; None for an empty field. Raises ValueError for what is no day."""
    return date.fromisoformat(iso) if iso else None


def iso_day(day: date | None) -> str | None:
    """The day as it is stored."""
    return day.isoformat() if day is not None else None


def written_day(text: str | None) -> date | None:
    """The day of a stored date or instant; None for an empty field and for what is no day."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def danish_time(text: str) -> datetime | None:
    """A stored instant as the clocks in Denmark showed it, naive ones being Danish already; None when it is none."""
    try:
        when = from_text(text)
    except ValueError:
        return None
    return when.astimezone(COPENHAGEN) if when.tzinfo else when
