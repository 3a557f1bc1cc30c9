"""Danish public holidays by name, so that a date proposed or planned on one is noticed."""

from datetime import date, timedelta

from konsulent_core.dansk import UGEDAGE, format_dag

STORE_BEDEDAG_SIDST = 2023
"""The last year with store bededag; abolished from 2024 (lov nr. 214 af 06.03.2023)."""


def paaskedag(aar: int) -> date:
    """Easter Sunday, Gregorian (the anonymous algorithm of Meeus, Jones and Butcher)."""
    century, year_of = divmod(aar, 100)
    golden = aar % 19
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leap_years, year_rest = divmod(year_of, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(aar, month, day + 1)


def helligdage(aar: int) -> dict[date, str]:
    """The public holidays of a year, in order of date, with the name as it stands in a sentence."""
    easter = paaskedag(aar)

    def after(days: int) -> date:
        return easter + timedelta(days=days)

    days = [
        (date(aar, 1, 1), "nytårsdag"),
        (after(-3), "skærtorsdag"),
        (after(-2), "langfredag"),
        (easter, "påskedag"),
        (after(1), "2. påskedag"),
        (after(39), "Kristi himmelfartsdag"),
        (after(49), "pinsedag"),
        (after(50), "2. pinsedag"),
        (date(aar, 12, 25), "juledag"),
        (date(aar, 12, 26), "2. juledag"),
    ]
    if aar <= STORE_BEDEDAG_SIDST:
        days.append((after(26), "store bededag"))
    return dict(sorted(days))


def helligdag(dato: date) -> str | None:
    """The public holiday's name, or None."""
    return helligdage(dato.year).get(dato)


def maerkedag(dato: date) -> str | None:
    """Days that are no public holidays, yet most workplaces or the jobcenter keep closed all or half the day.

    1 May and 5 June are not »helligdage«: whether one works is settled by each collective agreement, as with
    the two eves. So they count as hverdage (a planned day stays a planned day), but no visit is proposed on
    them.
    """
    names = {(5, 1): "1. maj", (6, 5): "grundlovsdag", (12, 24): "juleaftensdag", (12, 31): "nytårsaftensdag"}
    return names.get((dato.month, dato.day))


def is_hverdag(dato: date) -> bool:
    """Monday to Friday and no public holiday."""
    return dato.isoweekday() <= 5 and helligdag(dato) is None


def is_besoegsdag(dato: date) -> bool:
    """A hverdag on which one may count on both jobcenter and workplace being open."""
    return is_hverdag(dato) and maerkedag(dato) is None


def next_hverdag(dato: date) -> date:
    """``dato`` itself when it is a hverdag, else the first one after it."""
    while not is_hverdag(dato):
        dato += timedelta(days=1)
    return dato


def dato_advarsel(dato: date) -> str | None:
    """»2. april 2026 er skærtorsdag. Behold datoen?« for a day one seldom means (UX §7); never a refusal."""
    name = helligdag(dato) or maerkedag(dato)
    if name is None and dato.isoweekday() > 5:
        name = f"en {UGEDAGE[dato.weekday()]}"
    return f"{format_dag(dato)} er {name}. Behold datoen?" if name is not None else None
