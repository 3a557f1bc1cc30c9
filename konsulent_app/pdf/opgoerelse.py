"""»Resultatopgørelse«: the figures for team and board, counts only; nobody's name, no group under five."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from konsulent_app.pdf import style, text
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.flow import Item, Side, Stack, TextBox, lay
from konsulent_app.pdf.fonts import load
from konsulent_app.pdf.sheet import Frame, Sheet
from konsulent_app.pdf.table import Cell, Column, table
from konsulent_app.pdf.tags import Element
from konsulent_app.pdf.typeset import Run
from konsulent_core.opgoerelse import FORKLARING, SKJULT, Linje, Opgoerelse, Talgruppe

TITEL = "Resultatopgørelse"
_MAAL = "Måltal"  # how many are missing is no part of the borgere beside the others
_BAR = 7.0
_WORDS = style.span(5)
_TAL = 52.0  # of a column of figures
_NARROW = 28.0  # where three tables stand beside each other


def build(blad: Opgoerelse, kommune: str, fonts_dir: Path) -> bytes:
    """The paper as PDF: the same figures give the same bytes in one version of the app."""
    fonts = load(fonts_dir)
    blocks = Blocks(fonts)
    day, since = text.dato(blad.dato.isoformat()), text.dato(blad.fra.isoformat())
    frame = Frame(title=TITEL, foot=kommune, running_left=TITEL, running_right=day)
    sheet = Sheet(frame, fonts)
    items = blocks.title(TITEL, "Kun antal. Ingen navne.", kommune, f"Opgjort {day}")
    items += blocks.facts([("Borgere", blad.borgere), ("Nu", f"som det står {day}"), ("Perioden", f"siden {since}")])
    nu, steder, loefter, periode = blad.grupper
    items += [Item(blocks.text(words, style.POINT), before=10) for words in _pointe(blad, nu)]
    alle = int(blad.borgere) if blad.borgere.isdigit() else 0
    note = f"borgere; en hel bjælke er alle {alle}" if alle else "borgere"
    items += blocks.section("1 Lige nu", note)
    items.append(Item(_bars(nu.linjer, alle, blocks), before=2))
    items += blocks.section("2 Hvor står borgerne", note)
    items.append(Item(_bars(steder.linjer, alle, blocks), before=2))
    items += blocks.section("3 Aftaler, der er holdt", "antal aftaler; jobcentret tælles lige så åbent som de andre")
    items.append(Item(_figures(loefter, blocks), before=2))
    items += blocks.section(f"4 Afbrud og afslutninger siden {since}", "antal praktikker")
    items.append(Item(_beside(periode.linjer, blocks), before=2))
    items.append(Item(blocks.text(FORKLARING, style.SOURCE), before=10))
    lay(items, sheet)
    return sheet.finish()


def _pointe(blad: Opgoerelse, nu: Talgruppe) -> list[str]:
    """In two sentences, from the same figures; nothing where they are hidden."""
    told = {linje[0]: linje[1] for linje in nu.linjer}
    praktik, loen = told.get("I praktik", SKJULT), told.get("Med løntimer", SKJULT)
    if SKJULT in (praktik, loen, blad.borgere):
        return []
    return [f"{praktik} af {blad.borgere} borgere er i praktik nu, og {loen} har løntimer."]


def _bars(linjer: Sequence[Linje], alle: int, blocks: Blocks) -> Stack:
    """Words, figure and a bar of its length: all borgere would fill the column, and a hidden one has none."""
    room = style.WIDTH - _WORDS - _TAL - 2 * style.GUTTER
    columns = (
        Column("", 0.0, _WORDS),
        Column("", _WORDS + style.GUTTER, _TAL, right=True),
        Column("", _WORDS + _TAL + 2 * style.GUTTER, room),
    )
    rows: list[tuple[Cell, ...]] = []
    for words, figure in linjer:
        has_bar = figure.isdigit() and alle and not words.startswith(_MAAL)
        width = room * int(figure) / alle if has_bar else 0.0
        rows.append((words, _figure(figure), Bar(width)))
    return Stack((Item(table(columns, rows, blocks.fonts, pad=1.6)),))


def _figures(gruppe: Talgruppe, blocks: Blocks) -> Stack:
    first = style.span(4)
    step = (style.WIDTH - first) / (len(gruppe.hoved) - 1)
    columns = [Column("Hvem", 0.0, first)]
    columns += [
        Column(head, first + n * step + style.GUTTER, step - style.GUTTER, right=True)
        for n, head in enumerate(gruppe.hoved[1:])
    ]
    rows: list[tuple[Cell, ...]] = [(words, *map(_figure, figures)) for words, *figures in gruppe.linjer]
    return Stack((Item(table(columns, rows, blocks.fonts, pad=1.6)),))


def _beside(linjer: Sequence[Linje], blocks: Blocks) -> Side:
    """Afbrud by cause, by when, and who stopped and what it ended in, beside each other."""
    when = [linje for linje in linjer if linje[0].startswith(("Afbrud i uge", "Afbrud uden"))]
    after = [linje for linje in linjer if linje[0].startswith(("Stoppet", "Afsluttet"))]
    why = [linje for linje in linjer if linje not in when and linje not in after]
    gap = 2 * style.GUTTER
    width = (style.WIDTH - 2 * gap) / 3
    lists = (why, when, after)
    return Side(tuple((n * (width + gap), _list(one, width, blocks)) for n, one in enumerate(lists) if one))


def _list(linjer: Sequence[Linje], width: float, blocks: Blocks) -> Stack:
    columns = (Column("", 0.0, width - _NARROW - 4), Column("", width - _NARROW, _NARROW, right=True))
    rows: list[tuple[Cell, ...]] = []
    for words, figure in linjer:
        look = style.CELL_STRONG if words.endswith("i alt") else style.CELL
        rows.append(((Run(words, look),), _figure(figure)))
    return Stack((Item(table(columns, rows, blocks.fonts, width=width, pad=1.6)),))


def _figure(figure: str) -> tuple[Run, ...]:
    return (Run(figure, style.CELL_STRONG if figure.isdigit() else style.CELL_SOFT),)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar that says again what the figure beside it says: decoration to who hears the paper."""

    width: float
    height: float = style.CELL.leading

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> None:  # noqa: ARG002 - a bar is never divided
        return None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        if self.width > 0:
            sheet.rule(x, y + self.height / 2, self.width, _BAR, style.SOFT)
        # The cell is there for who hears the table, with nothing in it.
        TextBox((), style.CELL.leading, Element("P")).draw(sheet, x, y)
