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
