"""The figures and the frame of page 1 of the praktikdokumentation."""

from collections.abc import Sequence
from dataclasses import dataclass

from konsulent_app.pdf import style
from konsulent_app.pdf.blocks import Blocks, Framed, Spacer
from konsulent_app.pdf.chart_praktikker import HIGH, LOW, praktik_steps
from konsulent_app.pdf.chart_spand import HEIGHT, levels_head, span_of, spoken
from konsulent_app.pdf.drawing import decoration, figure
from konsulent_app.pdf.flow import Box, Item, Rule, Side, Stack, TextBox
from konsulent_app.pdf.marks import Mark, legend
from konsulent_app.pdf.rapport_ord import kilder
from konsulent_app.pdf.sag_udvikling import name_width
from konsulent_app.pdf.sheet import Sheet
from konsulent_app.pdf.table import Cell, Column, table
from konsulent_app.pdf.typeset import Run
from konsulent_core.praktikdok.blad import Byggesten, DimensionSpand, PraktikBlad, kort_henvisning
from konsulent_core.praktikdok.byggesten import INTET

_NAME, _WORDS = 86.0, 214.0
_BULLET, _BETWEEN = 10.0, 14.0
INGEN_VURDERING = "Ingen af områderne er vurderet i praktikken."


def timer(blad: PraktikBlad, blocks: Blocks) -> list[Item]:
    """The steps as a picture; every step is said in its alternative text."""
    if blad.timer is None:
        return [Item(blocks.text(blad.uden_timer, style.CELL_SOFT), before=4)]
    height = HIGH if blad.forrige is None else LOW
    drawn = praktik_steps(blad.timer, blocks.fonts, style.WIDTH, height)
    return [Item(figure(drawn, blad.timer.ord), before=4)]


def vurderinger(blad: PraktikBlad, blocks: Blocks) -> list[Item]:
    """A line a dimension from its first level to its last, the anchor's words beside it, the marks explained under."""
    found = blad.vurderinger
    if found is None:
        return [Item(blocks.text(INGEN_VURDERING, style.CELL_SOFT), before=4)]
    name = name_width((line.titel for line in found.linjer), blocks, _NAME)
    width = style.WIDTH - name - _WORDS - style.GUTTER
    right = style.WIDTH - _WORDS
    head = Side(
        (
            (name, decoration(levels_head(width), "Trin 1 til 5")),
            (right, blocks.text(found.hoved, style.HEAD, _WORDS)),
        )
    )
    columns = (Column("", 0, name - 6), Column("", name, width), Column("", right, _WORDS))
    rows: list[Sequence[Cell]] = [_row(line, found.borger, (name - 6, width), blocks) for line in found.linjer]
    marks = (Mark.RING, Mark.POINT, Mark.SQUARE, Mark.TRIANGLE)
    entries = [(kind, words) for kind, words in zip(marks, found.signatur, strict=True) if words]
    items = [
        Item(head, before=3, keep=True),
        Item(Rule(style.WIDTH, 1, style.INK), before=1, keep=True),
        Item(table(columns, rows, blocks.fonts, pad=0.8), keep=True),
        Item(decoration(legend(entries, blocks.fonts, style.WIDTH), "Mærkernes betydning"), before=4),
    ]
    if found.note:
        items.append(Item(blocks.text(found.note, style.SOURCE), before=2))
    return items


def _row(line: DimensionSpand, borger: str, widths: tuple[float, float], blocks: Blocks) -> tuple[Cell, ...]:
    """``widths`` of the name and the figure; the name stands beside the line, whatever the words need."""
    room, width = widths
    level = (Run(f"{line.sidst}  ", style.CELL_STRONG),) if line.sidst is not None else ()
    words: list[Box] = [blocks.text((*level, Run(line.ord, style.CELL)), style.CELL, _WORDS)]
    if line.kilde:
        words.append(blocks.text(kilder(line.kilde), style.SOURCE, _WORDS))
    name = blocks.text(line.titel, style.CELL_STRONG, room)
    return (
        blocks.stack(Spacer((HEIGHT - style.CELL.leading) / 2), name),
        figure(span_of(line, width), spoken(line, borger)),
        blocks.stack(*words),
    )


@dataclass(frozen=True, slots=True)
class _Bullet:
    """A box behind a small square: the square is decoration."""

    inner: TextBox

    @property
    def height(self) -> float:
        return self.inner.height

    @property
    def least(self) -> float:
        return self.inner.least

    def split(self, room: float) -> "tuple[_Bullet, _Indented] | None":
        parts = self.inner.split(room)
        return (_Bullet(parts[0]), _Indented(parts[1])) if parts is not None else None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        sheet.bar(x, y + 4, 4, 4)
        self.inner.draw(sheet, x + _BULLET, y)


@dataclass(frozen=True, slots=True)
class _Indented:
    """A box as far in as those behind a square."""

    inner: TextBox

    @property
    def height(self) -> float:
        return self.inner.height

    @property
    def least(self) -> float:
        return self.inner.least

    def split(self, room: float) -> "tuple[_Indented, _Indented] | None":
        parts = self.inner.split(room)
        return (_Indented(parts[0]), _Indented(parts[1])) if parts is not None else None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        self.inner.draw(sheet, x + _BULLET, y)


def byggesten(blad: PraktikBlad, blocks: Blocks) -> Framed:
    """The one frame of the page: what the next place can take along, in two columns."""
    inner = style.WIDTH - 2 * Framed.PAD
    title = "Det kan næste plads bygge på"
    if not blad.byggesten:
        return blocks.frame(title, [blocks.text(INTET, style.CELL, inner)], role="H2")
    width = (inner - _BETWEEN) / 2
    boxes = [_sten(one, blocks, width - _BULLET) for one in blad.byggesten]
    left, right = _halves(boxes)
    columns = [(0.0, Stack(tuple(Item(box, before=2.5) for box in left)))]
    if right:
        columns.append((width + _BETWEEN, Stack(tuple(Item(box, before=2.5) for box in right))))
    return blocks.frame(title, [Side(tuple(columns))], role="H2")


def _sten(one: Byggesten, blocks: Blocks, width: float) -> _Bullet:
    source = Run(f" {kilder(kort_henvisning(one.belaeg))}", style.SOURCE)
    return _Bullet(blocks.text((Run(one.tekst, style.CELL), source), style.CELL, width))


def _halves(boxes: list[_Bullet]) -> tuple[list[_Bullet], list[_Bullet]]:
    """Two columns in reading order, as even in height as the boxes allow."""
    total = sum(box.height for box in boxes)
    heights = [sum(box.height for box in boxes[:n]) for n in range(len(boxes) + 1)]
    best = min(range(1, len(boxes) + 1), key=lambda n: (max(heights[n], total - heights[n]), -n))
    return boxes[:best], boxes[best:]
