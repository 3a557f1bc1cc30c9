"""Small words of the praktikdokumentation: how long something lasted, small numbers in letters, a place's name."""

from datetime import date, timedelta

from konsulent_core.dansk import format_timer, format_timer_ord
from konsulent_core.entities import Praktik
from konsulent_core.rapport.grundlag import Udsnit
from konsulent_core.snapshot import TimerBlad

TAL = ("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv")
_UGER_FRA, _MAANEDER_FRA, _AAR_FRA = 14, 61, 24  # days, days, months


def tal(n: int) -> str:
    """»ni«, from 13 on »13«."""
    return TAL[n] if 0 <= n < len(TAL) else str(n)


def varighed(fra: date, til: date) -> str:
    """»ni måneder«, »tre uger«, »9 dage«: whole ones, never rounded up."""
    days = max((til - fra).days + 1, 1)
    if days < _UGER_FRA:
        return "en dag" if days == 1 else f"{days} dage"
    if days < _MAANEDER_FRA:
        weeks = days // 7
        return f"{tal(weeks)} uger"
    after = til + timedelta(days=1)
    months = (after.year - fra.year) * 12 + after.month - fra.month - (after.day < fra.day)
    if months >= _AAR_FRA:
        years = months // 12
        return f"{tal(years)} år"
    return "en måned" if months == 1 else f"{tal(months)} måneder"


def timer_om_ugen(blad: TimerBlad) -> str:
    """»2 × 3 timer om ugen«, »12–15 timer om ugen«."""
    if blad.moenster:
        return f"{blad.moenster.replace('×', ' × ')} timer om ugen"
    return f"{format_timer_ord(blad.timer or 0.0, blad.timer_til)} om ugen"


def med_loen(blad: TimerBlad) -> str:
    """», alle med løn«, », 8 af dem med løn«; nothing where pay is not known."""
    if blad.loentimer is None:
        return ""
    if not blad.loentimer:
        return ", ingen af dem med løn"
    if blad.timer_til is None and blad.loentimer >= (blad.timer or 0.0):
        return ", alle med løn"
    return f", {format_timer(blad.loentimer)} af dem med løn"


def sted(udsnit: Udsnit, praktik: Praktik) -> str:
    """The workplace; where none is known, that."""
    return udsnit.sted(praktik.id) or praktik.afdeling or "Stedet er ikke skrevet ned"


def lille(words: str) -> str:
    """The first letter small, as in the middle of a sentence."""
    return words[:1].lower() + words[1:]
