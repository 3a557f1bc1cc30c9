"""Hours of a week in a field: core reads and writes them, this keeps them exact and within bounds."""

from dataclasses import dataclass
from decimal import Decimal

from konsulent_core.dansk import TimerFejl, format_timer, parse_timer

Timer = tuple[Decimal, Decimal]
"""(fra, til); one number is both."""

LEAST = Decimal(0)
MOST = Decimal(37)
STEP = Decimal("0.5")
_ET_TAL = "Skriv ét tal, for eksempel 7,5."


@dataclass(frozen=True)
class Laest:
    """What was read: a value, or why there is none; an empty field has neither."""

    timer: Timer | None = None
    fejl: str = ""


def laes_timer(text: str, *, spaend: bool = False) -> Laest:
    """Reads what was typed; `spaend` allows from–to."""
    if not text.strip():
        return Laest()
    try:
        fra, til = parse_timer(text)
    except TimerFejl as error:
        return Laest(fejl=error.message)
    if til is None:
        return Laest((_exact(fra), _exact(fra)))
    return Laest((_exact(fra), _exact(til))) if spaend else Laest(fejl=_ET_TAL)


def skriv_timer(timer: Timer | None) -> str:
    """»7,5«, »12–15«, or nothing."""
    if timer is None:
        return ""
    fra, til = timer
    return format_timer(float(fra), None if fra == til else float(til))


def flyt(timer: Timer, step: Decimal) -> Timer:
    """Both ends one step up or down, kept within 0 and 37."""
    fra, til = (min(MOST, max(LEAST, value + step)) for value in timer)
    return fra, til


def _exact(value: float) -> Decimal:
    return Decimal(str(value))
