"""The report's figures: curves on one axis, three voices side by side, the steps of hours, a mark for every day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from reportlab.graphics.shapes import Drawing

from konsulent_app.pdf import style, text
from konsulent_app.pdf.axis import TimeAxis, spanning
from konsulent_app.pdf.blocks import Blocks, Spacer
from konsulent_app.pdf.chart_timer import hours_on, hours_steps
from konsulent_app.pdf.charts import FREMMOEDE_MARKS, LONG_GAP, attendance_strip, dimension_curve, monday, parse_day
from konsulent_app.pdf.drawing import FigureLater, OrnamentBox, decoration, figure
from konsulent_app.pdf.flow import Box, Item, Side, TextBox
from konsulent_app.pdf.marks import Mark, legend, mark
from konsulent_app.pdf.rapport_ord import PAD
from konsulent_app.pdf.sag_udvikling import name_width, scale
from konsulent_app.pdf.sheet import Sheet
from konsulent_app.pdf.spots import Marked, with_keys
from konsulent_app.pdf.style import Style, strong
from konsulent_app.pdf.table import Cell, Column, table
from konsulent_app.pdf.typeset import Run
from konsulent_core.dansk import format_dato
from konsulent_core.rapport.blad import (
    Dagebillede,
    DimensionLinje,
    Stemmer,
    StemmeTrin,
    Timerbillede,
    Udviklingsbillede,
)
from konsulent_core.rapport.timer import timer_ord
from konsulent_core.snapshot import DagBlad

NAME, CURVE, WORDS = 78.0, 178.0, 221.0
_UGER = 53  # weeks a strip of marks has room for
_MANY_DAYS = 40  # more than anyone listens to one by one


@dataclass(frozen=True, slots=True)
class Plads:
    """How much room page 1 gives each curve: the point, the lists and the curves stand there together.

    ``kurve`` and ``timer`` are heights in points, without hours where that is 0; ``start``: the words of the first
    level stand beside too. ``under``: what the marks mean stands on a line of its own, not beside the axis.
    """

    kurve: float
    timer: float
    start: bool
    look: Style = style.CELL
    pad: float = 2.5
    under: bool = False


_SMALL = replace(style.CELL, size=8.25, leading=10)
PLADSER = (
    Plads(44, 62, start=True, pad=3),
    Plads(38, 48, start=True, pad=3),
    Plads(44, 56, start=False),
    Plads(37, 52, start=False),
    Plads(31, 48, start=False),
    Plads(22, 38, start=False, look=_SMALL, pad=1.5, under=True),
    Plads(22, 0, start=False, look=_SMALL, pad=1.5, under=True),
)
"""From ample to what eleven dimensions leave; the first that fits is taken."""
BRUDT = PLADSER[4]
"""Where none fits and the curves go on over the page."""


def udvikling(one: Udviklingsbillede, hours: Timerbillede | None, plads: Plads, blocks: Blocks) -> list[Item]:
    """The hours and a curve for each dimension on one axis of time, the words to the right."""
    days = [day for line in one.linjer for p in line.kurve if (day := parse_day(p.dato))]
    if days and hours is not None:
        days += [day for t in hours.trin if (day := parse_day(t.fra)) and day <= hours.til]
    moede = one.moede if days and one.moede and _near(one.moede, days) else None
    name = name_width((line.titel for line in one.linjer), blocks, NAME)
    curve = NAME + CURVE - name
    axis = spanning([*days, moede] if moede else days, 14, curve - 32)
    places = (Column("", 0, name - 6), Column("", name, curve), Column("", style.WIDTH - WORDS, WORDS))
    rows = [_row(line, axis, moede, plads, blocks) for line in one.linjer]
    keys = [line.noegle for line in one.linjer]
    first = _hours_row(hours, axis, moede, plads, blocks) if axis and hours is not None and plads.timer else None
    if first is not None and hours is not None:
        rows, keys = [first, *rows], [hours.noegle, *keys]
    made = table(places, rows, blocks.fonts, pad=plads.pad)
    items = [Item(with_keys(made, keys), keep=axis is not None)]
    if axis is not None:
        columns = (name, WORDS)
        key = scale(axis, moede, one.borger, blocks, changed=one.brud, columns=columns, mark="møde", under=plads.under)
        items.append(Item(key))
    return items


def _near(moede: date, days: Sequence[date]) -> bool:
    """Whether the møde lies so soon after what is known that the curves need not be pressed together for it."""
    known = max(days) - min(days)
    return max(days) < moede <= max(days) + max(known / 5, timedelta(days=28))


def _hours_row(
    hours: Timerbillede, axis: TimeAxis, moede: date | None, plads: Plads, blocks: Blocks
) -> tuple[Cell, ...] | None:
    drawn = hours_on(axis, hours.trin, hours.til, blocks.fonts, plads.timer, moede)
    if drawn is None:
        return None
    told = [t for t in hours.trin if (parse_day(t.fra) or hours.til) <= hours.til] or hours.trin[:1]
    now, first = told[-1], told[0]
    words = [_now("Nu:", timer_ord(now), plads, blocks)]
    if now is not first:
        words.append(blocks.text(f"Først: {timer_ord(first)}.", style.SOURCE, WORDS))
    return (Run("Timer om ugen", strong(plads.look)),), figure(drawn, hours_alt(hours)), blocks.stack(*words)


def _now(head: str, words: str, plads: Plads, blocks: Blocks) -> TextBox:
    look = plads.look
    return blocks.text((Run(f"{head} ", strong(look)), Run(words, look)), look, WORDS)


def _row(
    line: DimensionLinje, axis: TimeAxis | None, moede: date | None, plads: Plads, blocks: Blocks
) -> tuple[Cell, ...]:
    words = [_now(line.nu, line.nu_ord, plads, blocks)]
    if line.start and (plads.start or not line.nu_ord):
        words.append(blocks.text(line.start, style.SOURCE, WORDS))
    name = (Run(line.titel, strong(plads.look)),)
    if axis is None:
        return name, "", blocks.stack(*words)
    drawn = partial(dimension_curve, line.kurve, axis, plads.kurve, moede)
    return name, FigureLater(plads.kurve, drawn, partial(_curve_alt, line)), blocks.stack(*words)


def _curve_alt(line: DimensionLinje) -> str:
    own = [p for p in line.kurve if p.stemme == "konsulent"]
    said = [f"{text.dato(p.dato)} {p.trin if p.trin is not None else 'ikke drøftet'}" for p in own]
    return f"{line.titel}, konsulentens trin: {', '.join(said) or 'ingen'}."


@dataclass(frozen=True, slots=True)
class _Ringed:
    """Three levels under each other, in a ring where the voices differ."""

    inner: Box
    ring: bool

    @property
    def height(self) -> float:
        return self.inner.height

    @property
    def least(self) -> float:
        return self.inner.height

    def split(self, room: float) -> None:  # noqa: ARG002 - three short lines
        return None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        if self.ring:
            sheet.box(x - 6.5, y - 1.5, 19, self.inner.height + 2, 0.8, radius=3)
        self.inner.draw(sheet, x, y)


def stemmer(one: Stemmer, blocks: Blocks) -> list[Item]:
    """The levels of the three voices, a besøg a column; never averaged."""
    left, who = name_width((line.titel for line in one.linjer), blocks, 84.0), 76.0
    pitch = min(46.0, (style.WIDTH - left - who) / max(len(one.kolonner), 1))
    heads = [f"{k.dato.day:02d}.{k.dato.month:02d}.\n{k.dato.year}\n[{k.nr}]" for k in one.kolonner]
    columns = [Column("", 0, left - 8), Column("", left, who - 6)]
    columns += [Column(head, left + who + n * pitch, pitch - 2) for n, head in enumerate(heads)]
    rows: list[Sequence[Cell]] = []
    for line in one.linjer:
        cells = [_trin(levels, blocks, pitch) for levels in line.trin]
        rows.append([(Run(line.titel, style.CELL_STRONG),), _voices(one.borger, who - 17, blocks), *cells])
    made = with_keys(table(columns, rows, blocks.fonts, pad=PAD), [line.noegle for line in one.linjer])
    words = "Trin 1–5 af de nyeste vurderinger. Ramme: stemmerne er ikke enige. Streg: ikke drøftet."
    if any(s.foerst for line in one.linjer for levels in line.trin for s in levels):
        words += " *: svarede først, uden at se de andres."
    return [
        blocks.subsection(one.titel, before=16),
        Item(blocks.text(words, style.SOURCE), keep=True),
        Item(made, before=2),
    ]


def _voices(borger: str, width: float, blocks: Blocks) -> Side:
    """The three voices under each other, each behind its mark of the curves."""
    words = blocks.text(f"Konsulent\nArbejdsgiver\n{borger}", style.CELL_SOFT, width)
    return Side(((0.0, OrnamentBox(_voice_marks())), (11.0, words)))


def _voice_marks() -> Drawing:
    """The marks of the curves, one to a line."""
    leading = style.CELL.leading
    drawing = Drawing(8, 3 * leading)
    for n, kind in enumerate((Mark.POINT, Mark.SQUARE, Mark.TRIANGLE)):
        for shape in mark(kind, 4, (2.5 - n) * leading, 2.8, 1.1):
            drawing.add(shape)
    return drawing


def _trin(levels: tuple[StemmeTrin, ...], blocks: Blocks, width: float) -> _Ringed:
    told = ["–" if s.trin is None else f"{s.trin}{'*' if s.foerst else ''}" for s in levels]
    runs = (Run(told[0], style.CELL_STRONG), Run(f"\n{told[1]}\n{told[2]}", style.CELL))
    differ = len({s.trin for s in levels if s.trin is not None}) > 1
    return _Ringed(blocks.text(runs, style.CELL, width), differ)


def timer(one: Timerbillede, blocks: Blocks) -> list[Item]:
    """The steps as a picture; the table beneath has the same numbers."""
    drawn = hours_steps(one.trin, one.til, blocks.fonts, style.WIDTH, format_dato(one.til))
    if drawn is None:
        return []
    return [Item(Marked(figure(drawn, hours_alt(one)), one.noegle, style.WIDTH), before=4)]


def hours_alt(one: Timerbillede) -> str:
    """The steps in words."""
    return f"Timer om ugen: {'; '.join(timer_ord(t) for t in one.trin)}."


def dage(one: Dagebillede, blocks: Blocks) -> list[Item]:
    """A mark for every registered day: a strip for each stretch, of a year at most."""
    used = [k for k in FREMMOEDE_MARKS if any(d.status == k for d in one.dage)]
    names = legend([(FREMMOEDE_MARKS[k], text.FREMMOEDE[k]) for k in used], blocks.fonts, style.WIDTH)
    items = []
    strips = split_days(one.dage)
    for days in strips:
        if len(strips) > 1:
            words = f"{text.dato(days[0].dato)} – {text.dato(days[-1].dato)}"
            items.append(Item(blocks.text(words, style.SOURCE), before=8, keep=True))
        strip = figure(attendance_strip(days, blocks.fonts, style.WIDTH), _days_alt(days))
        items.append(Item(Marked(strip, one.noegle, style.WIDTH), before=3 if len(strips) > 1 else 8, keep=True))
    return [*items, Item(decoration(names, "Mærkernes betydning"), before=5), Item(Spacer(5))]


def split_days(days: Sequence[DagBlad]) -> list[list[DagBlad]]:
    """Side by side what lies near in time; a long stretch in parts of alike many weeks."""
    weeks: dict[int, list[DagBlad]] = {}
    for day in days:
        if (when := parse_day(day.dato)) is not None:
            weeks.setdefault(monday(when), []).append(day)
    mondays = sorted(weeks)
    if not mondays:
        return []
    ends = [n for n, week in enumerate(mondays[1:], start=1) if week - mondays[n - 1] > LONG_GAP]
    found = []
    for first, end in pairwise([0, *ends, len(mondays)]):
        first_day, span = mondays[first], (mondays[end - 1] - mondays[first]) // 7 + 1
        parts = -(-span // _UGER)
        for part in range(parts):
            low, high = (first_day + 7 * (span * n // parts) for n in (part, part + 1))
            found.append([day for week in mondays[first:end] if low <= week < high for day in weeks[week]])
    return [strip for strip in found if strip]


def _days_alt(days: Sequence[DagBlad]) -> str:
    if len(days) > _MANY_DAYS:
        first, last = text.dato(days[0].dato), text.dato(days[-1].dato)
        return f"Fremmøde dag for dag {first} – {last}, {len(days)} dage; tabellen tæller dem."
    said = [f"{text.dato(d.dato)} {text.FREMMOEDE.get(d.status, d.status)}" for d in days]
    return f"Fremmøde dag for dag: {', '.join(said)}."
