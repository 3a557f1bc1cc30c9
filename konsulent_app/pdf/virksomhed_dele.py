"""The parts of the company's paper: promises to tick, the working week, tasks, days counted, hensyn and goals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from konsulent_app.pdf import style
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.flow import Box, Item, TextBox
from konsulent_app.pdf.sheet import Sheet
from konsulent_app.pdf.style import Style
from konsulent_app.pdf.table import Cell, Column, table
from konsulent_app.pdf.typeset import Run
from konsulent_core.virksomhedsark.blad import HensynLinje, OpgaveLinje, VirksomhedBlad
from konsulent_core.virksomhedsark.tid import Arbejdstid

STEP = (style.WIDTH + style.GUTTER) / style.COLUMNS
CELL = Style(style.REGULAR, 9.75, 13.25)
STRONG = style.strong(CELL)
SOFT = Style(style.REGULAR, 9.75, 13.25)
FAINT = Style(style.REGULAR, 9.75, 13.25, style.SOFT)
_PAD = 3.1
JER, FRA_SIDST = "Jer", "fra sidst"
_TICK, _AFTER_TICK = 9.0, 22.0
_LINKED = re.compile(
    r"(?<=\d\.) (?=[a-zæøå])|(?<=[a-zæøå]) (?=\d{4}\b)|(?<=kl\.) |(?<=\bden) (?=\d)|(?<=\d) (?=timer?\b|dage?\b)"
)
_TELEFON = re.compile(r"(?<=\d) (?=\d)")


def hard(words: str) -> str:
    """A day, a time and a telephone number are not parted."""
    return _TELEFON.sub("\xa0", _LINKED.sub("\xa0", words))


@dataclass(frozen=True, slots=True)
class _Tick:
    """Words behind a box to tick: the box is for the hand, and nothing to hear."""

    words: TextBox

    @property
    def height(self) -> float:
        return self.words.height

    @property
    def least(self) -> float:
        return self.words.height

    def split(self, room: float) -> None:  # noqa: ARG002 - a name is short
        return None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        sheet.box(x - _AFTER_TICK, y + 2.2, _TICK, _TICK, 1)
        self.words.draw(sheet, x, y)


def aftaler(blad: VirksomhedBlad, blocks: Blocks) -> list[Item]:
    """The company's own first, each with a box to tick."""
    kept = [Item(blocks.text(blad.holdt, style.SOURCE), before=5)] if blad.holdt else []
    if not blad.aftaler:
        return [Item(blocks.text("Ingen nye aftaler.", CELL), before=2), *kept]
    columns = (
        Column("Hvem", _AFTER_TICK, 3.4 * STEP - style.GUTTER - _AFTER_TICK),
        Column("Hvad", 3.4 * STEP, 6.7 * STEP - style.GUTTER),
        Column("Senest", 10.1 * STEP, 1.9 * STEP),
    )
    rows: list[Sequence[Cell]] = []
    for one in blad.aftaler:
        if one.jeres:
            colon = ": " if one.hvem else ""
            who = (Run(f"{JER}{colon}", STRONG), Run(one.hvem, CELL)) if one.hvem else (Run(JER, STRONG),)
        else:
            who = (Run(one.hvem, CELL),)
        what = (Run(hard(one.hvad), CELL), *((Run(f" ({FRA_SIDST})", FAINT),) if one.fra_sidst else ()))
        rows.append((_Tick(blocks.text(who, CELL, columns[0].width)), what, one.senest))
    return [Item(table(columns, rows, blocks.fonts, look=CELL, pad=_PAD), before=2), *kept]


def arbejdstid(tid: Arbejdstid, blocks: Blocks) -> list[Item]:
    """A column a weekday; where it is not known how the week's hours fall, the cells stand empty."""
    items: list[Item] = []
    if tid.linjer:
        name, whole = 2.6 * STEP, 2 * STEP
        pitch = (style.WIDTH - name - whole) / len(tid.dage)
        columns = [Column("", 0, name - style.GUTTER)]
        columns += [Column(day, name + n * pitch, pitch - 6, right=True) for n, day in enumerate(tid.dage)]
        columns.append(Column("Om ugen", style.WIDTH - whole + 6, whole - 6, right=True))
        rows: list[Sequence[Cell]] = [(line.navn, *line.dage, (Run(hard(line.uge), STRONG),)) for line in tid.linjer]
        items.append(Item(table(columns, rows, blocks.fonts, look=CELL, pad=_PAD), before=2))
    if tid.ord:
        words = hard(" ".join(tid.ord))
        items.append(Item(blocks.text(words, style.SOURCE if tid.linjer else CELL), before=5 if tid.linjer else 2))
    return items


def opgaver(linjer: tuple[OpgaveLinje, ...], blocks: Blocks, width: float) -> Box:
    if not linjer:
        return blocks.text("Ingen opgaver er skrevet ned.", CELL, width)
    left = width * 0.62
    columns = (Column("Opgave", 0, left - style.GUTTER), Column("Trin i dag", left, width - left))
    rows: list[Sequence[Cell]] = []
    for one in linjer:
        step: list[Run] = [Run(one.trin, FAINT if one.sidst else CELL)]
        if one.sidst:
            step.append(Run(" (sidst)", FAINT))
        if one.ny:
            step.append(Run(" ny", STRONG))
        rows.append((one.navn, tuple(step)))
    return table(columns, rows, blocks.fonts, width=width, look=CELL, pad=_PAD)


def fremmoede(blad: VirksomhedBlad, blocks: Blocks, width: float) -> Box:
    if not blad.fremmoede:
        return blocks.text("Ikke gjort op i dag.", CELL, width)
    columns = (Column(hard(blad.siden), 0, width - 50), Column("Dage", width - 40, 40, right=True))
    rows: list[Sequence[Cell]] = [
        (name, (Run(str(n), STRONG if name == "Mødt" else CELL),)) for name, n in blad.fremmoede
    ]
    return table(columns, rows, blocks.fonts, width=width, look=CELL, pad=_PAD)


def hensyn(linjer: tuple[HensynLinje, ...], blocks: Blocks) -> list[Item]:
    if not linjer:
        return [Item(blocks.text("Ingen hensyn er aftalt med ord til arbejdspladsen.", CELL), before=2)]
    columns = (
        Column("Hensyn", 0, 3.4 * STEP - style.GUTTER),
        Column("Sådan gør I", 3.4 * STEP, 6.4 * STEP - style.GUTTER),
        Column("I dag", 9.8 * STEP, 2.2 * STEP),
    )
    rows: list[Sequence[Cell]] = [((Run(one.titel, STRONG),), one.ordlyd, one.virkning) for one in linjer]
    return [Item(table(columns, rows, blocks.fonts, look=CELL, pad=_PAD), before=2)]


def maal(blad: VirksomhedBlad, blocks: Blocks) -> list[Item]:
    """The formål in a sentence, then the steps on the way."""
    items = [Item(blocks.text(blad.maal, CELL), before=2, keep=bool(blad.delmaal))] if blad.maal else []
    if not blad.delmaal:
        return items
    columns = (
        Column("Delmål", 0, 8.2 * STEP - style.GUTTER),
        Column("Inden", 8.2 * STEP, 1.9 * STEP - style.GUTTER),
        Column("I dag", 10.1 * STEP, 1.9 * STEP),
    )
    rows: list[Sequence[Cell]] = [(one.tekst, one.inden, one.tilstand) for one in blad.delmaal]
    return [*items, Item(table(columns, rows, blocks.fonts, look=CELL, pad=_PAD), before=4)]


def svar(linjer: tuple[tuple[str, str], ...], blocks: Blocks) -> list[Item]:
    columns = (Column("", 0, 6 * STEP - style.GUTTER), Column("", 6 * STEP, 6 * STEP - style.GUTTER))
    rows: list[Sequence[Cell]] = [((Run(title, FAINT),), value) for title, value in linjer]
    return [Item(table(columns, rows, blocks.fonts, look=CELL, pad=_PAD), before=1)]
