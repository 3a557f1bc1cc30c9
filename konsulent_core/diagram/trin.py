"""A dimension's levels over time: the konsulent's line, the other voices as marks, gaps and breaks where they are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from konsulent_core.dansk import format_dato
from konsulent_core.diagram.former import Anker, Cirkel, Farve, Figur, Form, Ord, Skrift, Streg, Vaerdi
from konsulent_core.diagram.maerker import Mark, mark_forms
from konsulent_core.diagram.tid import TimeAxis, lang_dato, parse_day
from konsulent_core.snapshot import TrinPunkt
from konsulent_core.words import Stemme

LEVELS = 5
NYE_TRIN = "nye trin"
"""The word where the anchors changed: a level before it and one after it are not the same thing."""
IKKE_DROEFTET = "ikke drøftet"
HOVEDER = ("Dato", "Besøg", "Trin", "Med skalaens ord", "Stemme")
AT_LAST = 18.0  # right of the axis: the last level's number

_STEMMER = {Stemme.KONSULENT: "konsulent", Stemme.ARBEJDSGIVER: "arbejdsgiver", Stemme.BORGER: "borger"}
_PART = {Stemme.ARBEJDSGIVER: Mark.SQUARE, Stemme.BORGER: Mark.TRIANGLE}


@dataclass(frozen=True, slots=True)
class Laesning:
    """How values are said. ``ord_``: the scale's words of a level, by the skema it was given in, level 1 first;
    ``linje``: the voice that is the line, and ``navne`` what the voices are called."""

    ord_: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    linje: Stemme = Stemme.KONSULENT
    navne: Mapping[Stemme, str] = field(default_factory=lambda: _STEMMER)


@dataclass(frozen=True, slots=True)
class _Visit:
    x: float
    dato: date
    nummer: int
    points: dict[str, TrinPunkt]

    def level(self, voice: Stemme) -> int | None:
        point = self.points.get(voice)
        return point.trin if point is not None else None

    def broken(self, voice: Stemme) -> bool:
        """Whether the voice's scale has new words since its last level."""
        point = self.points.get(voice)
        return point is not None and point.brud


def trin_figur(
    points: Sequence[TrinPunkt],
    axis: TimeAxis,
    height: float = 50.0,
    *,
    alle_trin: bool = False,
    laesning: Laesning = Laesning(),
) -> Figur:
    """The line over levels 1-5; the other voices only where they deviate.

    The line breaks where a dimension was not discussed (a short dash stands there) and where the scale's
    words changed (a dotted upright stands there). Room for the numbers of the levels, 1 and 5 or ``alle_trin``, lies
    left of ``axis``, for the last level right of it.
    """
    low, high = 6.0, height - 6.0
    line = laesning.linje

    def y(level: float) -> float:
        return low + (high - low) * (level - 1) / (LEVELS - 1)

    forms: list[Form] = []
    for level in range(1, LEVELS + 1):
        edge = level in (1, LEVELS)
        colour = Farve.LINJE if edge else Farve.NET
        forms.append(Streg(axis.left, y(level), axis.left + axis.width, y(level), colour, 0.5))
        if edge or alle_trin:
            forms.append(Ord(axis.left - 5, y(level) - 2.8, str(level), Skrift.AKSE, Anker.SLUT))
    visits = _visits(points, axis)
    dashes = _gaps(visits, line)
    for i, at in dashes.items():  # an opening in the rule, or the dash would drown in it
        x = visits[i].x
        forms.append(Streg(x - 6.5, y(at), x + 6.5, y(at), Farve.GRUND, 2))
    for before, after in pairwise(visits):
        a, b = before.level(line), after.level(line)
        if after.broken(line):
            middle = (before.x + after.x) / 2
            forms.append(Streg(middle, low, middle, high, bredde=0.8, prik=(1, 2)))
            # between two levels, and not where a point stands
            clear = (b or 0) < LEVELS - 1 and (a or 0) < LEVELS - 1
            forms.append(Ord(middle + 2.5, y(LEVELS - 1 if clear else 1) + 2.2, NYE_TRIN, Skrift.ORD))
        elif a is not None and b is not None:
            forms.append(Streg(before.x, y(a), after.x, y(b), Farve.KURVE, 1.5))
    forms += _draw_visits(visits, dashes, y, line)
    return Figur(
        bredde=axis.left + axis.width + AT_LAST,
        hoejde=height,
        former=tuple(forms),
        vaerdier=tuple(_values(visits, dashes, y, laesning)),
        hoveder=HOVEDER,
    )


def tid_figur(axis: TimeAxis, today: date | None = None) -> Figur:
    """The ticks under the curves, once for all of them."""
    height = 16.0
    forms: list[Form] = []
    for x, text in axis.ticks():
        if today is not None and abs(axis.x(today) - x) < 40:
            continue
        forms.append(Streg(x, height, x, height - 4, bredde=0.8))
        forms.append(Ord(x, height - 12.5, text, Skrift.AKSE))
    if today is not None:
        forms.append(Streg(axis.x(today), height, axis.x(today), height - 4, bredde=1.6))
        forms.append(Ord(axis.x(today), height - 12.5, "i dag", Skrift.I_DAG, Anker.MIDT))
    return Figur(axis.left + axis.width + AT_LAST, height, tuple(forms))


def punkt_ord(point: TrinPunkt, laesning: Laesning) -> str:
    """»12. februar 2026, besøg 3: trin 3 »spørger, før hun går i gang« · konsulent«."""
    day = parse_day(point.dato)
    when = lang_dato(day) if day is not None else point.dato
    visit = f", besøg {point.besoeg_nummer}" if point.besoeg_nummer else ""
    said = _level_words(point, laesning)
    quoted = f" »{said.rstrip('.')}«" if said else ""
    level = f"trin {point.trin}{quoted}" if point.trin is not None else IKKE_DROEFTET
    new = f" ({NYE_TRIN})" if point.brud else ""
    return f"{when}{visit}: {level}{new} · {_voice(point.stemme, laesning)}"


def spoken(titel: str, points: Sequence[TrinPunkt]) -> str:
    """The curve in words: »Selvstændighed: 1, 2, ikke drøftet, 3«."""
    words = [(f"{NYE_TRIN}, " if p.brud else "") + (str(p.trin) if p.trin else IKKE_DROEFTET) for p in points]
    return f"{titel}: {', '.join(words) if words else 'ingen måling'}"


def _level_words(point: TrinPunkt, laesning: Laesning) -> str:
    words = laesning.ord_.get(point.skema, ())
    return words[point.trin - 1] if point.trin is not None and point.trin <= len(words) else ""


def _voice(stemme: str, laesning: Laesning) -> str:
    return laesning.navne.get(Stemme(stemme), stemme) if stemme in set(Stemme) else stemme


def _visits(points: Sequence[TrinPunkt], axis: TimeAxis) -> list[_Visit]:
    found: dict[tuple[str, int], _Visit] = {}
    for point in sorted(points, key=lambda p: (p.dato, p.besoeg_nummer)):
        day = parse_day(point.dato)
        if day is None:
            continue
        key = (point.dato, point.besoeg_nummer)
        found.setdefault(key, _Visit(axis.x(day), day, point.besoeg_nummer, {})).points[point.stemme] = point
    return list(found.values())


def _gaps(visits: list[_Visit], line: Stemme) -> dict[int, float]:
    """Where the line's voice gave no level, and how high the dash for it stands: at the level last known."""
    known = (LEVELS + 1) / 2
    found: dict[int, float] = {}
    for i, visit in enumerate(visits):
        level = visit.level(line)
        if level is None:
            found[i] = known
        else:
            known = level
    return found


def _draw_visits(
    visits: list[_Visit], dashes: dict[int, float], y: Callable[[float], float], line: Stemme
) -> list[Form]:
    forms: list[Form] = []
    for i, visit in enumerate(visits):
        level = visit.level(line)
        last = i == len(visits) - 1
        if level is None:
            forms += mark_forms(Mark.DASH, visit.x, y(dashes[i]), 3.2, 1.5)
        else:
            forms.append(Cirkel(visit.x, y(level), 4.0 if last else 2.1, Farve.KURVE))
            if last:
                forms.append(Ord(visit.x + 8, y(level) - 3.4, str(level), Skrift.TAL))
        for x, other, kind in _others(visit, line):
            forms += mark_forms(kind, x, y(other), 2.9, 1.1)
    return forms


def _others(visit: _Visit, line: Stemme) -> list[tuple[float, int, Mark]]:
    """Where the other voices' marks stand, at which level: only those that deviate, side by side on the same one."""
    level = visit.level(line)
    found = [
        (kind, other)
        for voice, kind in _PART.items()
        if voice is not line and (other := visit.level(voice)) is not None and other != level
    ]
    together = len(found) == 2 and found[0][1] == found[1][1]
    return [(visit.x + ((j - 0.5) * 8.5 if together else 0.0), other, kind) for j, (kind, other) in enumerate(found)]


def _values(
    visits: list[_Visit], dashes: dict[int, float], y: Callable[[float], float], laesning: Laesning
) -> list[Vaerdi]:
    """Every voice at every visit, the line's first: where two say the same, both are read out."""
    order = [laesning.linje, *(v for v in _STEMMER if v is not laesning.linje)]
    found = []
    for i, visit in enumerate(visits):
        for voice in order:
            point = visit.points.get(voice)
            if point is None:
                continue
            height = y(point.trin if point.trin is not None else dashes.get(i, (LEVELS + 1) / 2))
            row = (
                format_dato(visit.dato),
                str(visit.nummer) if visit.nummer else "",
                str(point.trin) if point.trin is not None else IKKE_DROEFTET,
                _level_words(point, laesning),
                _voice(point.stemme, laesning),
            )
            x = visit.x
            found.append(Vaerdi(x - 7, height - 7, x + 7, height + 7, punkt_ord(point, laesning), row))
    return found
