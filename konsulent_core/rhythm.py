"""When the next follow-up is due: interval, overdue, the lists' groups, a proposed date (DOMAIN §5)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from konsulent_core.errors import UserError
from konsulent_core.helligdage import is_besoegsdag

FOERSTE_MAANED = timedelta(days=30)
LAENGST = 90


class Gruppe(StrEnum):
    """The groups of Sager, in the order shown (UX §3)."""

    FORFALDEN = "forfalden"
    I_DAG = "i_dag"
    DENNE_UGE = "denne_uge"
    NAESTE_UGE = "naeste_uge"
    SENERE = "senere"
    UDEN_DATO = "uden_dato"

    @property
    def titel(self) -> str:
        return _TITLER[self]


_TITLER = {
    Gruppe.FORFALDEN: "Forfalden",
    Gruppe.I_DAG: "I dag",
    Gruppe.DENNE_UGE: "Denne uge",
    Gruppe.NAESTE_UGE: "Næste uge",
    Gruppe.SENERE: "Senere",
    Gruppe.UDEN_DATO: "Uden dato",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rytme:
    """Days between follow-ups, each 1 to ``LAENGST``. Raises ``UserError`` for others, and where the close one is not
    the shorter.
    """

    standard: int = 14
    taet: int = 7

    def __post_init__(self) -> None:
        if not 1 <= self.taet <= self.standard <= LAENGST:
            raise UserError(f"Skriv mellem 1 og {LAENGST} dage, og den tætte opfølgning som den korteste.")


STANDARD = Rytme()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forfald:
    """When a sag is due. ``aftalt`` tells an agreed date from one that only follows from the interval.

    ``dato`` is None when nothing says when; ``dage_over`` is 0 unless the group is FORFALDEN.
    """

    dato: date | None
    aftalt: bool
    gruppe: Gruppe
    dage_over: int


def interval_days(
    *,
    interval_dage: int | None,
    bekymring: bool,
    praktik_start: date | None,
    i_dag: date,
    rytme: Rytme = STANDARD,
) -> int:
    """Days to the next follow-up: the praktik's own number, else the close one for a bekymringssag or in the
    first month, else the standard one.
    """
    if interval_dage is not None and interval_dage > 0:
        return interval_dage
    first_month = praktik_start is not None and praktik_start <= i_dag <= praktik_start + FOERSTE_MAANED
    return rytme.taet if bekymring or first_month else rytme.standard


def next_due(*, naeste: date | None, sidst: date | None, interval: int, i_dag: date) -> Forfald:
    """Overdue = the next date passed, or the interval exceeded and no date.

    ``naeste`` is what the newest besøg agreed; ``sidst`` the newest besøg, else the start of praktik or sag.
    The last day of the interval is not yet overdue. Without a date and within the interval a sag is
    UDEN_DATO.
    """
    if naeste is not None:
        over = max(0, (i_dag - naeste).days)
        return Forfald(dato=naeste, aftalt=True, gruppe=_gruppe(naeste, i_dag), dage_over=over)
    if sidst is None:
        return Forfald(dato=None, aftalt=False, gruppe=Gruppe.UDEN_DATO, dage_over=0)
    due = sidst + timedelta(days=interval)
    over = max(0, (i_dag - due).days)
    gruppe = Gruppe.FORFALDEN if over else Gruppe.UDEN_DATO
    return Forfald(dato=due, aftalt=False, gruppe=gruppe, dage_over=over)


def _gruppe(naeste: date, i_dag: date) -> Gruppe:
    monday = i_dag - timedelta(days=i_dag.weekday())
    if naeste < i_dag:
        return Gruppe.FORFALDEN
    if naeste == i_dag:
        return Gruppe.I_DAG
    if naeste < monday + timedelta(days=7):
        return Gruppe.DENNE_UGE
    if naeste < monday + timedelta(days=14):
        return Gruppe.NAESTE_UGE
    return Gruppe.SENERE


def propose_next(sidst: date, interval: int, lukket: Collection[date] = ()) -> date:
    """The first day from ``sidst`` + ``interval`` on that is a weekday, no holiday, no eve and not
    ``lukket``.

    ``lukket`` holds the kommune's own closed days. Later rather than earlier: the borger gets the whole
    interval.
    """
    dato = sidst + timedelta(days=interval)
    while not is_besoegsdag(dato) or dato in lukket:
        dato += timedelta(days=1)
    return dato


def move_besoeg(dato: date, dage: int, i_dag: date, lukket: Collection[date] = ()) -> date | None:
    """``dato`` so many days later (earlier where negative), and on in that direction to a day for visits.

    A date that has passed is counted from ``i_dag``. None where there is no such day from ``i_dag`` on.
    """
    moved = max(dato, i_dag) + timedelta(days=dage)
    step = timedelta(days=1 if dage > 0 else -1)
    while not is_besoegsdag(moved) or moved in lukket:
        moved += step
    return moved if moved >= i_dag else None
