"""What an aftaleark says, before anybody has set it: plain values in the order they stand."""

from dataclasses import dataclass
from datetime import date, time
from enum import Enum


@dataclass(frozen=True, slots=True)
class Ord:
    """A piece of a sentence; ``fed`` where it carries the weight."""

    tekst: str
    fed: bool = False


Saetning = tuple[Ord, ...]


class GodtArt(Enum):
    """What a good thing is about: at most one of each, as long as there are others."""

    OPGAVE = "opgave"
    TIMER = "timer"
    LOEN = "loen"
    TRIN = "trin"
    FREMMOEDE = "fremmoede"
    MAAL = "maal"
    AFTALER = "aftaler"
    HENSYN = "hensyn"


@dataclass(frozen=True, slots=True)
class Godt:
    """One sentence of »Det går godt«."""

    art: GodtArt
    tekst: str


@dataclass(frozen=True, slots=True)
class UgeDag:
    """A day of the strip: ISO weekday, and its planned stretches from–to in order; none is a day off."""

    ugedag: int
    tider: tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trin:
    """A step of the hours: ``timer`` a week, up to ``timer_til``, of which ``loen`` (None: not written down).

    ``praktik``: what is not paid is praktik. ``fra``: the day from which it holds, None for what holds now.
    """

    timer: float
    timer_til: float | None
    loen: float | None
    praktik: bool
    fra: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """The week and its hours. ``naeste`` is agreed for a later day, with other hours than now.

    ``uenige``: the days of the plan do not add up to the hours, so one of them is of before.
    """

    uge: tuple[UgeDag, ...]
    nu: Trin | None
    naeste: Trin | None
    pause: bool
    uenige: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AftaleLinje:
    """``hvem`` is »Du«, a first name or a place; ``naar`` "" where no day was said."""

    hvem: str
    hvad: str
    naar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Igen:
    """When they meet again; without a ``dato``, why there is none ("" where that is not said here)."""

    dato: date | None
    kl: str
    grund: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftaleark:
    """One besøg's sheet. ``aftaler`` begin with the borger's own; ``flere`` of them do not stand here.

    ``konsulent`` is a first name, "" where it is not known; ``telefon`` her number as it is read, "" for none.
    """

    fornavn: str
    sted: str
    dag: date | None
    godt: tuple[Godt, ...]
    timer: Timer | None
    aftaler: tuple[AftaleLinje, ...]
    flere: int
    igen: Igen | None
    konsulent: str
    telefon: str
    konflikter: int
    rettet: bool = False  # something was amended since
