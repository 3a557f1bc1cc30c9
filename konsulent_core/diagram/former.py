"""What a chart is made of: shapes in chart units, and the values in it that can be read out one by one.

A unit is a point on paper; a screen has its own size for it. x runs from the left, y upwards from the bottom. Colours
and type are named for what they mean: a pen knows how its medium shows them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum


class Farve(Enum):
    BLAEK = "blaek"  # the shapes themselves
    BLOED = "bloed"  # words and hatching beside them
    LINJE = "linje"  # the edges of a scale
    NET = "net"  # the lines between them
    KURVE = "kurve"  # the konsulent's line
    LOEN = "loen"  # løntimer, and nothing else
    GRUND = "grund"  # what the chart stands on


class Skrift(Enum):
    AKSE = "akse"
    ORD = "ord"  # a small remark
    I_DAG = "i_dag"
    TAL = "tal"  # the last level
    FLADE = "flade"  # a number on an area, on a ground of its own
    LOEN = "loen"  # the same on løntimer
    MAERKE = "maerke"  # a question mark that is a mark
    STED = "sted"


class Anker(Enum):
    """Where ``Ord.x`` is of the word."""

    START = "start"
    MIDT = "middle"
    SLUT = "end"


Maaler = Callable[[str, Skrift], float]
"""How wide words are in a medium's type, in chart units."""


@dataclass(frozen=True, slots=True)
class Streg:
    """A line; ``prik`` is the lengths of its dashes and gaps."""

    x1: float
    y1: float
    x2: float
    y2: float
    farve: Farve = Farve.BLAEK
    bredde: float = 1.0
    prik: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Brudt:
    """A line through several points."""

    punkter: tuple[tuple[float, float], ...]
    bredde: float = 1.0
    prik: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Kant:
    """A polygon; ``kant`` 0 has no outline, which is always ink."""

    punkter: tuple[tuple[float, float], ...]
    fyld: Farve
    kant: float = 0.0


@dataclass(frozen=True, slots=True)
class Cirkel:
    """As ``Kant``; ``fyld`` and outline."""

    x: float
    y: float
    r: float
    fyld: Farve
    kant: float = 0.0


@dataclass(frozen=True, slots=True)
class Skravering:
    """Hours of praktik: hatched, in step across neighbouring areas."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Ord:
    """Words with their baseline at ``y``."""

    x: float
    y: float
    tekst: str
    skrift: Skrift
    anker: Anker = Anker.START


Form = Streg | Brudt | Kant | Cirkel | Skravering | Ord


@dataclass(frozen=True, slots=True)
class Vaerdi:
    """One value of the chart: where it stands, in a sentence, and as a row of the table."""

    x1: float
    y1: float
    x2: float
    y2: float
    tekst: str
    raekke: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figur:
    """A chart. ``former`` in the order of drawing; ``vaerdier`` from left to right; ``hoveder`` of their rows."""

    bredde: float
    hoejde: float
    former: tuple[Form, ...]
    vaerdier: tuple[Vaerdi, ...] = ()
    hoveder: tuple[str, ...] = ()


def flade(x1: float, y1: float, x2: float, y2: float, fyld: Farve, kant: float = 0.0) -> Kant:
    """A rectangle."""
    return Kant(((x1, y1), (x2, y1), (x2, y2), (x1, y2)), fyld, kant)


def lift(form: Form, dy: float) -> Form:
    """The shape, ``dy`` higher."""
    match form:
        case Streg() | Skravering():
            return replace(form, y1=form.y1 + dy, y2=form.y2 + dy)
        case Brudt() | Kant():
            return replace(form, punkter=tuple((x, y + dy) for x, y in form.punkter))
        case Cirkel() | Ord():
            return replace(form, y=form.y + dy)


def stacked(upper: Figur, lower: Figur) -> Figur:
    """One chart under another, on the same axis; the values are the upper one's."""
    dy = lower.hoejde
    return Figur(
        bredde=max(upper.bredde, lower.bredde),
        hoejde=upper.hoejde + dy,
        former=(*(lift(form, dy) for form in upper.former), *lower.former),
        vaerdier=tuple(replace(v, y1=v.y1 + dy, y2=v.y2 + dy) for v in upper.vaerdier),
        hoveder=upper.hoveder,
    )


def hatching(area: Skravering, pitch: float) -> tuple[tuple[float, float, float, float], ...]:
    """Lines (x1, y1, x2, y2) rising at 45 degrees, ``pitch`` apart, cut to the area and in step across neighbours."""
    found = []
    first = int((area.x1 - area.y2) // pitch) + 1
    for n in range(first, int((area.x2 - area.y1) // pitch) + 1):
        offset = n * pitch  # the line x - y = offset
        xa, xb = max(area.x1, area.y1 + offset), min(area.x2, area.y2 + offset)
        if xb > xa:
            found.append((xa, xa - offset, xb, xb - offset))
    return tuple(found)
