"""The report's words on paper: paragraphs with their sources, tables, and the short lists of page 1."""

import re
from itertools import accumulate

from konsulent_app.pdf import style, text
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.flow import Box, Item, Rule, Side, Stack
from konsulent_app.pdf.spots import Marked, with_keys
from konsulent_app.pdf.table import Cell, Column, table
from konsulent_app.pdf.typeset import Run
from konsulent_core.rapport.blad import Afsnit, Linje, Spalte, Spalter, Tabel, henvisning
from konsulent_core.rapport.fremmoede import HELE
from konsulent_core.rapport.kort import EGNE_ORD, POINTE

PAD = 3.7  # above and below a row: tall enough to be pointed at on a screen too
TIGHT = {"trin": 3.5, "forrige": 3.5, "kilder": 2.6, "fremmoede": 2.6, "aftaler": 2.6}  # long tables of short rows
EGET = "Skrevet af konsulenten."
KILDE = "Kilde"

# Widths in twelfths of the measure; ``r`` stands to the right. Sources begin at the same place in every table.
_BREDDER: dict[str, str] = {
    "timer": "1.5 1.7 1.0r 1.2r 2.1 2.3 2.2",
    "forloeb": "2.2 1.7 3.1 2.8 2.2",
    "forrige": "3.2 2.2 4.9 1.7",
    "opgaver": "4.1 1.9 1.9 1.9 2.2",
    "skaanehensyn": "2.8 4.4 2.6 2.2",
    "fremmoede": "2.9 2.2 1.15r .85r 1.1r 1.5r .9r 1.4r",
    "delmaal": "4.4 2.4 1.6 1.4 2.2",
    "aftaler": "2.5 1.2r 1.1r 1.9r 1.6r 1.8r 1.9r",
    "aftaler.aabne": "2.1 4.5 1.6 1.6 2.2",
    "indsatser": "3.8 3.1 2.9 2.2",
    "huller": "4.4 3.8 3.8",
    "uenige": "1.9 2.7 2.65 2.55 2.2",
    "trin": "2.6 9.4",
    "kilder": ".85 1.5 1.9 2.85 4.9",
}
_ROLIGE = frozenset({"timer", "kilder", "fremmoede"})  # dates and numbers come first, and are no names
_STAERKE = {"timer": 2, "skaanehensyn": 2}  # the column that is the answer, beside the first


def kilder(words: str) -> str:
    """References: a number stays with the name or day before it, »Lone Bach 15.08.2018 [6]«."""
    return re.sub(r"(?<=[^\]]) (?=\[)", text.NBSP, words)


def afsnit(one: Afsnit, blocks: Blocks) -> list[Item]:
    """A paragraph. The point stands large, its sources under it."""
    source = EGET if one.eget else kilder(henvisning(one.belaeg))
    words = one.tekst
    if one.noegle == POINTE:
        items = [Item(_marked(one.noegle, blocks.text(words, style.POINT)), before=10, keep=True)]
        return [*items, Item(blocks.text(source, style.SOURCE), before=2)]
    head = [Run(f"{one.titel}. ", style.BODY_STRONG)] if one.titel else []
    body = style.BODY_STRONG if one.noegle == EGNE_ORD else style.BODY
    if one.mangler:
        runs = (*head, Run(words, style.CELL_SOFT))
    else:
        runs = (*head, Run(words, body), *((Run(f" {source}", style.SOURCE),) if source else ()))
    return [Item(_marked(one.noegle, blocks.text(runs, style.BODY)), before=6)]


def _marked(noegle: str, box: Box, width: float = style.WIDTH) -> Marked:
    return Marked(box, noegle, width)


def tabel(one: Tabel, blocks: Blocks) -> list[Item]:
    """A table with its sources in the last column, or the sentence that says there is nothing."""
    head = [blocks.subsection(one.titel, before=14)] if one.titel else []
    if not one.linjer:
        return [*head, Item(blocks.text(one.tom, style.CELL_SOFT), before=4)]
    columns = _columns(one)
    rows = [[_cell(one, n, words) for n, words in enumerate(line.celler)] for line in one.linjer]
    made = table(columns, rows, blocks.fonts, pad=TIGHT.get(one.noegle, PAD))
    return [*head, Item(with_keys(made, [line.noegle for line in one.linjer]), before=3)]


def _columns(one: Tabel) -> list[Column]:
    parts = _BREDDER[one.noegle].split()
    widths = [float(p.rstrip("r")) for p in parts]
    step = (style.WIDTH + style.GUTTER) / style.COLUMNS
    starts = [0.0, *accumulate(widths)]
    return [
        Column(head, start * step, width * step - style.GUTTER, right=part.endswith("r"))
        for head, part, start, width in zip(one.hoveder, parts, starts, widths, strict=False)
    ]


def _cell(one: Tabel, n: int, words: str) -> Cell:
    if one.hoveder[n] == KILDE:
        return (Run(kilder(words), style.SOURCE),)
    if one.noegle == "trin" and n:
        runs = [(Run(line[:1], style.CELL_STRONG), Run(line[1:] + "\n", style.CELL)) for line in words.split("\n")]
        flat = [run for pair in runs for run in pair]
        return (*flat[:-1], Run(flat[-1].text.rstrip("\n"), style.CELL))
    first, _, rest = words.partition("\n")
    if one.noegle == "uenige" and n and first[:1].isdigit():
        return (Run(first[:2], style.CELL_STRONG), Run(f"{first[2:]}{rest and chr(10)}{rest}", style.CELL))
    strong = n == _STAERKE.get(one.noegle) or (n == 0 and (one.noegle not in _ROLIGE or words == HELE))
    look = style.CELL_STRONG if strong else style.CELL
    return (Run(first, look), Run(f"\n{rest}", style.CELL_SOFT)) if rest else (Run(first, look),)


def spalter(one: Spalter, blocks: Blocks) -> list[Item]:
    """Up to three short lists beside each other; the framed one is what the reader is asked."""
    columns = style.COLUMNS // len(one.spalter)
    step = (style.WIDTH + style.GUTTER) * columns / style.COLUMNS
    boxes = [(n * step, _spalte(s, blocks, style.span(columns))) for n, s in enumerate(one.spalter)]
    return [Item(Side(tuple(boxes)), before=14)]


def _spalte(one: Spalte, blocks: Blocks, width: float) -> Box:
    if one.afsnit is not None:
        inner = width - 2 * 14
        asked = one.afsnit
        said = [line.strip() for line in asked.tekst.splitlines() if line.strip()]
        look = style.CELL_SOFT if asked.mangler else style.CELL
        lines = said if asked.mangler else [f"{n}{2 * text.NBSP}{words}" for n, words in enumerate(said, start=1)]
        inside = [_marked(asked.noegle, blocks.text(words, look, inner), inner) for words in lines]
        return blocks.frame(one.titel, inside, width, role="H2")
    items = [Item(Rule(width, 1, style.INK)), Item(blocks.text(one.titel, style.SECTION, width, role="H2"), before=6)]
    items += [Item(_marked(line.noegle, _linje(line, blocks, width), width), before=3) for line in one.linjer]
    if not one.linjer:
        items.append(Item(blocks.text(one.tom, style.CELL_SOFT, width), before=3))
    return Stack(tuple(items))


def _linje(line: Linje, blocks: Blocks, width: float) -> Box:
    first, *rest = line.celler
    return blocks.stack(
        blocks.text(first, style.CELL, width),
        *(blocks.text(kilder(words), style.SOURCE, width) for words in rest if words),
    )
