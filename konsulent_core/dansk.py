"""Danish in and out: dates, times and hours as people write them and as the app and papers show them."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from konsulent_core.clock import COPENHAGEN
from konsulent_core.errors import UserError

MAANEDER = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
UGEDAGE = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
TIMER_MAKS = 37.0

_SKRIV_DATO = "Skriv datoen som dd.mm.åååå, for eksempel 02.04.2026."
_SKRIV_KL = "Skriv tiden som tt.mm, for eksempel 10.30."
_SKRIV_TIMER = "Skriv timer som et tal, for eksempel 7,5 eller 12–15."
_TIMER_GRAENSE = "Timer skal være mellem 0 og 37."

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_CIFRE = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})?", re.ASCII)
_TAL = re.compile(r"(\d{1,2})[./\- ]+(\d{1,2})(?:[./\- ]+(\d{4}|\d{2}))?\.?", re.ASCII)
_NAVNGIVET = re.compile(r"(?:den )?(\d{1,2})\.? ?([a-zæøå]+)\.?(?: ?(\d{4}|\d{2}))?", re.ASCII)
_OM = re.compile(r"om (\d{1,3}) (dage?|uger?)", re.ASCII)
_KL = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[.: ]?(\d{2}))?", re.ASCII)
_TIMER = re.compile(r"(?:(\d) ?[x×*] ?)?(\d{1,3}(?:[,.]\d{1,2})?)", re.ASCII)


class DatoFejl(UserError):
    """A date that cannot be read or does not exist; the message is UX §7's."""


class KlFejl(UserError):
    """A time of day that cannot be read."""


class TimerFejl(UserError):
    """Hours that cannot be read, or outside 0-37 a week."""


def parse_dato(text: str, i_dag: date, *, fremad: bool = True) -> date:
    """The date a person meant: 2/4, 2.4.26, 02042026, »2. april«, »fredag«, »i morgen«, »om 2 uger«, ISO.

    Without a year it is the next such day from today on, or with ``fremad=False`` the latest up to today. A
    weekday is never today itself. A two-digit year is at most 20 years ahead. Raises DatoFejl.
    """
    raw = " ".join(text.lower().split())
    named = _parse_ord(raw, i_dag, fremad)
    if named is not None:
        return named
    ugedag, rest = _split_ugedag(raw)
    dag, maaned, aar = _parse_tal(rest, i_dag)
    found = _date(dag, maaned, aar) if aar is not None else _nearest(dag, maaned, i_dag, fremad)
    if ugedag is not None and found.isoweekday() != ugedag:
        er, skrevet = UGEDAGE[found.weekday()], UGEDAGE[ugedag - 1]
        raise DatoFejl(f"{format_dato(found)} er en {er}, ikke en {skrevet}.")
    return found


def _parse_ord(raw: str, i_dag: date, fremad: bool) -> date | None:
    days = {"i dag": 0, "idag": 0, "i morgen": 1, "imorgen": 1, "i går": -1, "igår": -1}
    if raw in days:
        return i_dag + timedelta(days=days[raw])
    if match := _OM.fullmatch(raw):
        return i_dag + timedelta(days=int(match[1]) * (7 if match[2].startswith("uge") else 1))
    ugedag = _ugedag(raw)
    if ugedag is None:
        return None
    step = 1 if fremad else -1
    return i_dag + step * timedelta(days=(step * (ugedag - i_dag.isoweekday()) - 1) % 7 + 1)


def _ugedag(word: str) -> int | None:
    """ISO weekday (Monday 1) of a whole or shortened name of at least two letters."""
    name = word.rstrip(".").replace("oe", "ø")
    if len(name) < 2:
        return None
    return next((n for n, ugedag in enumerate(UGEDAGE, start=1) if ugedag.startswith(name)), None)


def _split_ugedag(raw: str) -> tuple[int | None, str]:
    first, _, rest = raw.partition(" ")
    ugedag = _ugedag(first.rstrip(","))
    return (ugedag, rest) if ugedag is not None and rest else (None, raw)


def _parse_tal(raw: str, i_dag: date) -> tuple[int, int, int | None]:
    if match := _ISO.fullmatch(raw):
        return int(match[3]), int(match[2]), _aar(match[1], i_dag)
    if match := _CIFRE.fullmatch(raw) or _TAL.fullmatch(raw):
        return int(match[1]), int(match[2]), _aar(match[3], i_dag)
    if match := _NAVNGIVET.fullmatch(raw):
        word = match[2]
        hits = [n for n, name in enumerate(MAANEDER, start=1) if len(word) >= 3 and name.startswith(word)]
        if len(hits) == 1:
            return int(match[1]), hits[0], _aar(match[3], i_dag)
    raise DatoFejl(_SKRIV_DATO)


def _aar(digits: str | None, i_dag: date) -> int | None:
    if digits is None:
        return None
    aar = int(digits)
    if len(digits) == 2:
        aar += 2000
        return aar if aar <= i_dag.year + 20 else aar - 100
    if not 1900 <= aar <= 2199:
        raise DatoFejl(_SKRIV_DATO)
    return aar


def _date(dag: int, maaned: int, aar: int) -> date:
    try:
        return date(aar, maaned, dag)
    except ValueError:
        raise DatoFejl(f"{dag:02d}.{maaned:02d}.{aar} findes ikke.") from None


def _nearest(dag: int, maaned: int, i_dag: date, fremad: bool) -> date:
    today = (i_dag.month, i_dag.day)
    this_year = (maaned, dag) >= today if fremad else (maaned, dag) <= today
    other = i_dag.year + (1 if fremad else -1)
    return _date(dag, maaned, i_dag.year if this_year else other)


def parse_kl(text: str) -> time:
    """10.30, 10:30, 1030, »kl. 9«. Raises KlFejl."""
    match = _KL.fullmatch(" ".join(text.lower().split()))
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise KlFejl(_SKRIV_KL)
    return time(int(match[1]), int(match[2] or 0))


def parse_timer(text: str) -> tuple[float, float | None]:
    """Hours a week: »7,5« or »7.5« → (7.5, None), »12-15« → (12.0, 15.0), »2x2,5« → (5.0, None).

    Raises TimerFejl when it is no number, not within 0-37, or from more to less.
    """
    raw = re.sub(r" ?(t\.?|timer?)$", "", " ".join(text.lower().split()))
    if raw.startswith("-"):
        raise TimerFejl(_TIMER_GRAENSE)
    parts = [part.strip() for part in re.split(r"[-–]|\btil\b", raw)]
    if len(parts) > 2:
        raise TimerFejl(_SKRIV_TIMER)
    numbers = [_timer(part) for part in parts]
    if any(number > TIMER_MAKS for number in numbers):
        raise TimerFejl(_TIMER_GRAENSE)
    fra, til = numbers[0], numbers[-1]
    if til < fra:
        raise TimerFejl("Skriv det laveste tal først, for eksempel 12–15.")
    return fra, (til if til > fra else None)


def _timer(part: str) -> float:
    if re.fullmatch(r"\d{4,}([,.]\d*)?", part, re.ASCII):
        raise TimerFejl(_TIMER_GRAENSE)
    match = _TIMER.fullmatch(part)
    if match is None:
        raise TimerFejl(_SKRIV_TIMER)
    return int(match[1] or 1) * float(match[2].replace(",", "."))


def format_dato(dato: date) -> str:
    """12.03.2026"""
    return f"{dato.day:02d}.{dato.month:02d}.{dato.year:04d}"


def format_dag(dato: date) -> str:
    """12. marts 2026"""
    return f"{dato.day}. {MAANEDER[dato.month - 1]} {dato.year}"


def format_dato_lang(dato: date) -> str:
    """torsdag den 12. marts 2026"""
    return f"{UGEDAGE[dato.weekday()]} den {format_dag(dato)}"


def format_uge(dato: date) -> str:
    """uge 11 (ISO)"""
    return f"uge {dato.isocalendar().week}"


def format_tid(tid: time) -> str:
    """09.00"""
    return f"{tid.hour:02d}.{tid.minute:02d}"


def format_kl(tid: datetime | time) -> str:
    """kl. 10.42; an aware instant is shown as the clock in Denmark shows it, a naive one as it is."""
    if isinstance(tid, datetime):
        tid = (tid.astimezone(COPENHAGEN) if tid.tzinfo is not None else tid).time()
    return f"kl. {format_tid(tid)}"


def format_timer(timer: float, til: float | None = None) -> str:
    """7,5 · 12–15; at most two decimals, none that are zero."""
    one = f"{timer:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return one if til is None or til == timer else f"{one}–{format_timer(til)}"


def format_timer_ord(timer: float, til: float | None = None) -> str:
    """1 time · 7,5 timer · 12–15 timer"""
    return f"{format_timer(timer, til)} {'time' if timer == 1 and til in (None, 1) else 'timer'}"


def relative_dato(dato: date, i_dag: date) -> str:
    """i dag · i går · i morgen · for 3 dage siden · om 3 dage"""
    match (dato - i_dag).days:
        case 0:
            return "i dag"
        case 1:
            return "i morgen"
        case -1:
            return "i går"
        case days if days < 0:
            return f"for {-days} dage siden"
        case days:
            return f"om {days} dage"


def dage_over(dato: date, i_dag: date) -> str:
    """9 dage over; empty when the date has not passed."""
    days = (i_dag - dato).days
    return f"{days} {'dag' if days == 1 else 'dage'} over" if days > 0 else ""


def liste(led: Sequence[str]) -> str:
    """a, b og c"""
    return led[0] if len(led) == 1 else f"{', '.join(led[:-1])} og {led[-1]}" if led else ""
