"""»Indsigt«: everything that is stored about a borger, set so that she can read it."""

from collections.abc import Sequence
from pathlib import Path
from typing import assert_never

from konsulent_app.pdf import style
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.flow import Item, Stack, lay
from konsulent_app.pdf.fonts import load
from konsulent_app.pdf.sheet import Frame, Sheet
from konsulent_app.pdf.table import Column, table
from konsulent_app.pdf.typeset import Run
from konsulent_core.udlevering.blad import Afsnit, Del, Fakta, Indsigtsblad, Ord, Tabel, Under

TITEL = "Indsigt"
_LABEL = 126.0  # the names of fields
_GAP = 10.0


def build(blad: Indsigtsblad, fonts_dir: Path) -> bytes:
    """The paper as PDF: the same content gives the same bytes in one version of the app."""
    fonts = load(fonts_dir)
    blocks = Blocks(fonts)
    frame = Frame(title=TITEL, foot=blad.fod, running_left=TITEL, running_right=blad.under)
    sheet = Sheet(frame, fonts)
    items = blocks.title(TITEL, "Fortroligt. Til den, det handler om.", blad.navn, blad.under)
    items += blocks.facts(blad.fakta)
    items += [Item(blocks.text(words), before=10 if n == 0 else 5) for n, words in enumerate(blad.foer)]
    for number, afsnit in enumerate(blad.afsnit, start=1):
        items += _section(number, afsnit, blocks)
    frame_box = blocks.frame(
        "Det kan du gøre",
        [blocks.text(words, width=style.WIDTH - 28) for words in blad.rettigheder],
        role="H2",
    )
    items.append(Item(frame_box, before=24))
    lay(items, sheet)
    return sheet.finish()


def _section(number: int, afsnit: Afsnit, blocks: Blocks) -> list[Item]:
    items = blocks.section(f"{number} {afsnit.titel}")
    for place, one in enumerate(afsnit.dele):
        items += _part(one, blocks, first=place == 0)
    return items


def _part(one: Del, blocks: Blocks, *, first: bool) -> list[Item]:
    match one:
        case Ord():
            return [Item(blocks.text(one.tekst), before=6)]
        case Under():
            return [blocks.subsection(one.titel, before=6 if first else 18)]
        case Fakta():
            head = [_small(one.titel, blocks, 6 if first else 12)] if one.titel else []
            return [*head, Item(_facts(one.linjer, blocks), before=2)]
        case Tabel():
            head = [_small(one.titel, blocks, 10)] if one.titel else []
            return [*head, Item(_table(one, blocks), before=4)]
        case _:
            assert_never(one)


def _small(titel: str, blocks: Blocks, before: float) -> Item:
    """The name of a record or table under its section: kept to what follows, no bookmark of its own."""
    return Item(blocks.text(titel, style.CELL_STRONG), before=before, keep=True)


def _facts(linjer: Sequence[tuple[str, str]], blocks: Blocks) -> Stack:
    columns = (Column("", 0.0, _LABEL), Column("", _LABEL + _GAP, style.WIDTH - _LABEL - _GAP))
    rows = [((Run(head, style.CELL_SOFT),), words) for head, words in linjer]
    return Stack((Item(table(columns, rows, blocks.fonts, pad=2.5)),))


def _table(one: Tabel, blocks: Blocks) -> Stack:
    room = style.WIDTH - _GAP * (len(one.kolonner) - 1)
    columns: list[Column] = []
    x = 0.0
    for kolonne in one.kolonner:
        width = room * kolonne.bredde
        columns.append(Column(kolonne.hoved, x, width))
        x += width + _GAP
    return Stack((Item(table(columns, one.raekker, blocks.fonts)),))
