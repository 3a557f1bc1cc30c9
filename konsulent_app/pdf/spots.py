"""Boxes that note where they were drawn, so that a page on the screen can be pointed at."""

from dataclasses import dataclass, replace

from konsulent_app.pdf.flow import Box
from konsulent_app.pdf.sheet import Sheet
from konsulent_app.pdf.table import RowBox, TableBox


@dataclass(frozen=True, slots=True)
class Marked:
    """A box with a key; both parts of a divided one carry it."""

    inner: Box
    noegle: str
    width: float

    @property
    def height(self) -> float:
        return self.inner.height

    @property
    def least(self) -> float:
        return self.inner.least

    def split(self, room: float) -> "tuple[Marked, Marked] | None":
        parts = self.inner.split(room)
        return (replace(self, inner=parts[0]), replace(self, inner=parts[1])) if parts is not None else None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        sheet.spot(self.noegle, (x, y), (self.width, self.height))
        self.inner.draw(sheet, x, y)


@dataclass(frozen=True, slots=True)
class MarkedRow(RowBox):
    """A row of a table with a key."""

    noegle: str = ""
    width: float = 0.0

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        sheet.spot(self.noegle, (x, y), (self.width, self.height))
        RowBox.draw(self, sheet, x, y)


def with_keys(table: TableBox, noegler: list[str]) -> TableBox:
    """The table with a key for each of its rows."""
    rows = tuple(
        MarkedRow(cells=row.cells, pad=row.pad, element=row.element, noegle=key, width=table.width)
        for row, key in zip(table.rows, noegler, strict=True)
    )
    return replace(table, rows=rows)
