"""Tables: a head that repeats on every page, hairlines between rows, rows divided only when long."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from konsulent_app.pdf import style
from konsulent_app.pdf.flow import Box, Item, Stack, TextBox
from konsulent_app.pdf.fonts import Fonts
from konsulent_app.pdf.sheet import Sheet
from konsulent_app.pdf.style import Style
from konsulent_app.pdf.tags import Element
from konsulent_app.pdf.typeset import Line, Run, Segment, line_width, set_lines

LONG_ROW = 150.0  # points; a shorter row is kept whole
SMALL = 130.0  # points; a table of short rows that is no taller stands on one page
THREE_ROWS = 200.0  # points; so does one of three rows up to here: divided, one of them would be alone
ROOMY = 400.0  # points; where so much is free, a single row may stay behind
_HEAD_LEADING = 10.5


@dataclass(frozen=True, slots=True)
class Column:
    """``x`` from the table's left edge. Numbers stand to the right."""

    head: str
    x: float
    width: float
    right: bool = False


Cell = str | tuple[Run, ...] | Box


@dataclass(frozen=True, slots=True)
class RowBox:
    """The cells of a row, each with its column's ``x``."""

    cells: tuple[tuple[float, Stack], ...]
    pad: float
    element: Element
    continued: bool = False  # its first cell stands there again, to say whose row this is
    height: float = field(init=False)

    def __post_init__(self) -> None:
        tallest = max((box.height for _, box in self.cells), default=0.0)
        object.__setattr__(self, "height", tallest + 2 * self.pad)

    @property
    def least(self) -> float:
        if self.height <= LONG_ROW:
            return self.height
        return max(box.least for _, box in self.cells) + 2 * self.pad

    def split(self, room: float) -> "tuple[RowBox, RowBox] | None":
        if self.height <= LONG_ROW:
            return None
        heads: list[tuple[float, Stack]] = []
        tails: list[tuple[float, Stack]] = []
        inner = room - 2 * self.pad
        first = self.cells[0][0]
        again = self.cells[0][1].height <= inner
        for x, cell in self.cells:
            if cell.height <= inner:
                heads.append((x, cell))
                tails.append((x, cell if x == first else replace(cell, items=())))
                continue
            parts = cell.split(inner)
            if parts is None:
                return None
            heads.append((x, parts[0]))
            tails.append((x, parts[1]))
        return replace(self, cells=tuple(heads)), replace(self, cells=tuple(tails), continued=again)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        with sheet.inside(self.element):
            for i, (dx, cell) in enumerate(self.cells):
                if self.continued and i == 0:
                    with sheet.artifact():
                        cell.draw(sheet, x + dx, y + self.pad)
                else:
                    cell.draw(sheet, x + dx, y + self.pad)


@dataclass(frozen=True, slots=True)
class TableBox:
    """``head`` is drawn again on every page, where it is decoration: the reader has heard it."""

    head: tuple[tuple[Element, tuple[tuple[float, float, Line], ...]], ...]  # per cell: x, baseline, line
    head_height: float
    rows: tuple[RowBox, ...]
    width: float
    element: Element
    head_row: Element
    repeated: bool = False
    height: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "height", self.head_height + sum(row.height for row in self.rows))

    @property
    def least(self) -> float:
        """The head and two rows, or a part of a long one."""
        if self._small:
            return self.height
        first, *more = self.rows or (None,)
        if first is None:
            return self.head_height
        with_next = first.height + more[0].least if more and first.least == first.height else first.least
        return self.head_height + with_next

    @property
    def _small(self) -> bool:
        most = THREE_ROWS if len(self.rows) <= 3 else SMALL
        return self.height <= most and all(row.height <= LONG_ROW for row in self.rows)

    def split(self, room: float) -> "tuple[TableBox, TableBox] | None":
        """Between two rows, or inside a long one; no short row is left alone at either end."""
        y = self.head_height
        for i, row in enumerate(self.rows):
            if y + row.height <= room:
                y += row.height
                continue
            parts = row.split(room - y)
            if parts is not None:
                head = replace(self, rows=(*self.rows[:i], parts[0]))
                return head, replace(self, rows=(parts[1], *self.rows[i + 1 :]), repeated=True)
            alone = i == len(self.rows) - 1 and row.height <= LONG_ROW
            cut = i - 1 if alone and i > 2 else i
            if cut == 0 or (cut == 1 and len(self.rows) > 2 and room < ROOMY and self.rows[0].height <= LONG_ROW):
                return None
            return replace(self, rows=self.rows[:cut]), replace(self, rows=self.rows[cut:], repeated=True)
        return None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        with sheet.inside(self.element):
            if self.head_height:
                self._draw_head(sheet, x, y)
                sheet.rule(x, y + self.head_height - 0.5, self.width, 1, style.INK)
            y += self.head_height
            for row in self.rows:
                row.draw(sheet, x, y)
                y += row.height
                sheet.rule(x, y - 0.25, self.width)

    def _draw_head(self, sheet: Sheet, x: float, y: float) -> None:
        cells = [(el, tuple((x + dx, y + dy, line) for dx, dy, line in lines)) for el, lines in self.head]
        if self.repeated:
            with sheet.artifact():
                sheet.texts(tuple(line for _, lines in cells for line in lines))
            return
        with sheet.inside(self.head_row):
            for element, lines in cells:
                with sheet.content(element):
                    sheet.texts(lines)


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    fonts: Fonts,
    *,
    width: float = style.WIDTH,
    look: Style = style.CELL,
    pad: float = 3.5,
) -> TableBox:
    """Set a table. The first cell of a row is its head for those who hear it."""
    set_heads = [set_lines((Run(column.head, style.HEAD),), column.width, fonts) for column in columns]
    deepest = max(len(lines) for lines in set_heads)
    has_head = any(column.head for column in columns)
    head: list[tuple[Element, tuple[tuple[float, float, Line], ...]]] = []
    for column, lines in zip(columns, set_heads, strict=True):
        first = 9.2 + (deepest - len(lines)) * _HEAD_LEADING
        placed = [(_aligned(column, line, fonts), first + i * _HEAD_LEADING, line) for i, line in enumerate(lines)]
        head.append((Element("TH", scope="Column"), tuple(placed)))
    return TableBox(
        head=tuple(head) if has_head else (),
        head_height=15.5 + (deepest - 1) * _HEAD_LEADING if has_head else 0.0,
        rows=tuple(_row(columns, row, fonts, look, pad) for row in rows),
        width=width,
        element=Element("Table"),
        head_row=Element("TR"),
    )


def _row(columns: Sequence[Column], row: Sequence[Cell], fonts: Fonts, look: Style, pad: float) -> RowBox:
    cells: list[tuple[float, Stack]] = []
    for i, (column, cell) in enumerate(zip(columns, row, strict=True)):
        outer = Element("TH", scope="Row") if i == 0 else Element("TD")
        if isinstance(cell, (str, tuple)):
            runs = (Run(cell, look),) if isinstance(cell, str) else cell
            lines = set_lines(runs, column.width, fonts) if runs else ()
            if column.right:
                lines = tuple(_shifted(line, _aligned(column, line, fonts) - column.x) for line in lines)
            cells.append((column.x, Stack((Item(TextBox(lines, look.leading, outer)),))))
        else:
            cells.append((column.x, Stack((Item(cell),), outer)))
    return RowBox(tuple(cells), pad, Element("TR"))


def _aligned(column: Column, line: Line, fonts: Fonts) -> float:
    return column.x + column.width - line_width(line, fonts) if column.right else column.x


def _shifted(line: Line, dx: float) -> Line:
    return tuple(Segment(s.x + dx, s.text, s.style) for s in line)
