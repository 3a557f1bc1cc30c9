"""The report's figures: curves on one axis, three voices side by side, the steps of hours, a mark for every day."""

from collections.abc import Sequence
from dataclasses import dataclass

from konsulent_app.pdf import style, text
from konsulent_app.pdf.axis import TimeAxis, spanning
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.chart_timer import hours_steps
from konsulent_app.pdf.charts import FREMMOEDE_MARKS, attendance_strip, dimension_curve, parse_day
from konsulent_app.pdf.drawing import decoration, figure
from konsulent_app.pdf.flow import Box, Item
from konsulent_app.pdf.marks import legend
from konsulent_app.pdf.rapport_ord import PAD
from konsulent_app.pdf.sag_udvikling import name_width, scale
from konsulent_app.pdf.sheet import Sheet
from konsulent_app.pdf.spots import Marked, with_keys
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
_HEIGHT = 44.0  # of a curve: five of them, and the point, stand on page 1
_UGER = 53  # weeks a strip of marks has room for
_MANY_DAYS = 40  # more than anyone listens to one by one


def udvikling(one: Udviklingsbillede, blocks: Blocks) -> list[Item]:
    """A curve for each dimension on one axis of time, its words to the right."""
    days = [day for line in one.linjer for p in line.kurve if (day := parse_day(p.dato))]
    name = name_width((line.titel for line in one.linjer), blocks, NAME)
    curve = NAME + CURVE - name
    axis = spanning(days, 14, curve - 32)
    columns = (Column("", 0, name - 6), Column("", name, curve), Column("", style.WIDTH - WORDS, WORDS))
    made = table(columns, [_row(line, axis, blocks) for line in one.linjer], blocks.fonts, pad=3)
    items = [Item(with_keys(made, [line.noegle for line in one.linjer]), keep=axis is not None)]
    if axis is not None:
        items.append(Item(scale(axis, None, one.borger, blocks, changed=one.brud, columns=(name, WORDS))))
    return items


def _row(line: DimensionLinje, axis: TimeAxis | None, blocks: Blocks) -> tuple[Cell, ...]:
    words = blocks.stack(
        blocks.text((Run(f"{line.nu} ", style.CELL_STRONG), Run(line.nu_ord, style.CELL)), style.CELL, WORDS),
        *((blocks.text(line.start, style.SOURCE, WORDS),) if line.start else ()),
    )
    name = (Run(line.titel, style.CELL_STRONG),)
    return name, figure(dimension_curve(line.kurve, axis, _HEIGHT), _curve_alt(line)) if axis else "", words


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
            sheet.box(x - 6, y - 1.5, 18, self.inner.height + 2, 0.8)
        self.inner.draw(sheet, x, y)


def stemmer(one: Stemmer, blocks: Blocks) -> list[Item]:
    """The levels of the three voices, a besøg a column; never averaged."""
    left, who = name_width((line.titel for line in one.linjer), blocks, 84.0), 66.0
    pitch = min(46.0, (style.WIDTH - left - who) / max(len(one.kolonner), 1))
    heads = [f"{k.dato.day:02d}.{k.dato.month:02d}.\n{k.dato.year} [{k.nr}]" for k in one.kolonner]
    columns = [Column("", 0, left - 8), Column("", left, who - 6)]
    columns += [Column(head, left + who + n * pitch, pitch - 2) for n, head in enumerate(heads)]
    voices = f"Konsulent\nArbejdsgiver\n{one.borger}"
    rows: list[Sequence[Cell]] = []
    for line in one.linjer:
        cells = [_trin(levels, blocks, pitch) for levels in line.trin]
        rows.append([(Run(line.titel, style.CELL_STRONG),), (Run(voices, style.CELL_SOFT),), *cells])
    made = with_keys(table(columns, rows, blocks.fonts, pad=PAD), [line.noegle for line in one.linjer])
    words = "Trin 1–5 af de nyeste vurderinger. Ramme: stemmerne er ikke enige. Streg: ikke drøftet."
    if any(s.foerst for line in one.linjer for levels in line.trin for s in levels):
        words += " *: svarede først, uden at se de andres."
    return [
        blocks.subsection(one.titel, before=16),
        Item(blocks.text(words, style.SOURCE), keep=True),
        Item(made, before=2),
    ]


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
    alt = f"Timer om ugen: {'; '.join(timer_ord(t) for t in one.trin)}."
    return [Item(Marked(figure(drawn, alt), one.noegle, style.WIDTH), before=4, keep=True)]


def dage(one: Dagebillede, blocks: Blocks) -> list[Item]:
    """A mark for every registered day, a strip a year."""
    weeks: dict[int, list[DagBlad]] = {}
    for day in one.dage:
        when = parse_day(day.dato)
        if when is not None:
            weeks.setdefault(when.toordinal() - when.weekday(), []).append(day)
    used = [k for k in FREMMOEDE_MARKS if any(d.status == k for d in one.dage)]
    names = legend([(FREMMOEDE_MARKS[k], text.FREMMOEDE[k]) for k in used], blocks.fonts, style.WIDTH)
    items = []
    mondays = sorted(weeks)
    for first in range(0, len(mondays), _UGER):
        days = [day for monday in mondays[first : first + _UGER] for day in weeks[monday]]
        strip = figure(attendance_strip(days, blocks.fonts, style.WIDTH), _days_alt(days))
        items.append(Item(Marked(strip, one.noegle, style.WIDTH), before=8, keep=True))
    return [*items, Item(decoration(names, "Mærkernes betydning"), before=5)]


def _days_alt(days: Sequence[DagBlad]) -> str:
    if len(days) > _MANY_DAYS:
        first, last = text.dato(days[0].dato), text.dato(days[-1].dato)
        return f"Fremmøde dag for dag {first} – {last}, {len(days)} dage; tabellen tæller dem."
    said = [f"{text.dato(d.dato)} {text.FREMMOEDE.get(d.status, d.status)}" for d in days]
    return f"Fremmøde dag for dag: {', '.join(said)}."
