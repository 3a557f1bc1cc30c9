"""A dimension's levels over time: the konsulent's line, the other voices as marks, gaps and breaks where they are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from konsulent_core.dansk import format_dato
from konsulent_core.diagram.former import Anker, Cirkel, Farve, Figur, Form, Ord, Skrift, Streg, Vaerdi
from konsulent_core.diagram.maerker import Mark, mark_forms
from konsulent_core.diagram.tid import AT_LAST, TimeAxis, lang_dato, parse_day, upright
from konsulent_core.progression import Ankre, Maaling, samme_ankre
from konsulent_core.snapshot import TrinPunkt
from konsulent_core.words import Stemme

LEVELS = 5
NYE_TRIN = "nye trin"
"""The word where the anchors changed: a level before it and one after it are not the same thing."""
IKKE_DROEFTET = "ikke drøftet"
HOVEDER = ("Dato", "Besøg", "Trin", "Med skalaens ord", "Stemme")
FULL, PITCH = 26.0, 7.0  # units from level 1 to 5, and from besøg to besøg, where marks have their full size
SMALLEST = 0.6

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
    day: date | None = None,
    *,
    alle_trin: bool = False,
    laesning: Laesning = Laesning(),
) -> Figur:
    """The line over levels 1-5; the other voices only where they deviate.

    The line breaks where a dimension was not discussed (a short dash stands there) and where the scale's
    words changed (a dotted upright stands there). Room for the numbers of the levels, 1 and 5 or ``alle_trin``, lies
    left of ``axis``, for the last level right of it. At ``day`` a dotted upright stands through the curve.
    """
    low, high = 6.0, height - 6.0
    line = laesning.linje

    def y(level: float) -> float:
        return low + (high - low) * (level - 1) / (LEVELS - 1)

    forms: list[Form] = [upright(axis, day, height)] if day is not None else []
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
    room = min((high - low) / FULL, axis.width / max(len(visits), 1) / PITCH)
    clear_of = axis.x(day) if day is not None else None
    forms += _draw_visits(visits, dashes, y, _Look(line, max(SMALLEST, min(1.0, room)), clear_of))
    return Figur(
        bredde=axis.left + axis.width + AT_LAST,
        hoejde=height,
        former=tuple(forms),
        vaerdier=tuple(_values(visits, dashes, y, laesning)),
        hoveder=HOVEDER,
    )


def trinpunkter(maalinger: Iterable[tuple[int, Maaling]], kendt: Ankre) -> tuple[TrinPunkt, ...]:
    """Measurements with the numbers of their besøg as points of a curve, oldest first; breaks where anchors changed."""
    before: dict[Stemme, str] = {}
    found = []
    for nummer, one in sorted(maalinger, key=lambda pair: pair[1].dato):
        known = before.get(one.stemme)
        found.append(
            TrinPunkt(
                dato=one.dato.isoformat(),
                besoeg_nummer=nummer,
                skema=one.skema,
                stemme=one.stemme.value,
                trin=one.trin,
                brud=one.trin is not None and known is not None and not samme_ankre(known, one.skema, kendt),
            )
        )
        if one.trin is not None:
            before[one.stemme] = one.skema
    return tuple(found)


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


@dataclass(frozen=True, slots=True)
class _Look:
    """``size`` of the marks, 1 in a curve of full height; ``clear_of``: an upright the last number must not fall on."""

    line: Stemme
    size: float
    clear_of: float | None

    def number_at(self, x: float) -> float:
        at = x + 8
        return self.clear_of + 3 if self.clear_of is not None and at - 3 < self.clear_of < at + 7 else at


def _draw_visits(
    visits: list[_Visit], dashes: dict[int, float], y: Callable[[float], float], look: _Look
) -> list[Form]:
    forms: list[Form] = []
    for i, visit in enumerate(visits):
        level = visit.level(look.line)
        last = i == len(visits) - 1
        if level is None:
            forms += mark_forms(Mark.DASH, visit.x, y(dashes[i]), 3.2, 1.5)
        else:
            forms.append(Cirkel(visit.x, y(level), (4.0 if last else 2.1) * look.size, Farve.KURVE))
            if last:
                forms.append(Ord(look.number_at(visit.x), y(level) - 3.4, str(level), Skrift.TAL))
        for x, other, kind in _others(visit, look):
            forms += mark_forms(kind, x, y(other), 2.9 * look.size, 1.1)
    return forms


def _others(visit: _Visit, look: _Look) -> list[tuple[float, int, Mark]]:
    """Where the other voices' marks stand, at which level: only those that deviate, side by side on the same one."""
    level = visit.level(look.line)
    found = [
        (kind, other)
        for voice, kind in _PART.items()
        if voice is not look.line and (other := visit.level(voice)) is not None and other != level
    ]
    together = len(found) == 2 and found[0][1] == found[1][1]
    return [
        (visit.x + ((j - 0.5) * 8.5 * look.size if together else 0.0), other, kind)
        for j, (kind, other) in enumerate(found)
    ]


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
