"""Small words of the report: days that may be missing, and counts."""

from datetime import date

from konsulent_core.dansk import format_dato

IKKE_SKREVET = "ikke skrevet ned"


def dato(iso: str | None, missing: str = IKKE_SKREVET) -> str:
    """12.03.2026 for an ISO date; a text that is none is shown as it was written."""
    try:
        return format_dato(date.fromisoformat((iso or "")[:10]))
    except ValueError:
        return iso or missing


def antal(n: int, ental: str, flertal: str) -> str:
    """1 dag · 3 dage"""
    return f"{n} {ental if n == 1 else flertal}"
