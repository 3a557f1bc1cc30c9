"""»Praktikdokumentation«: on page 1 what one praktik showed and what the next can build on, on page 2 the evidence."""

from pathlib import Path

from konsulent_app.pdf import style, text
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.flow import Box, Item, Rule, Side, lay
from konsulent_app.pdf.fonts import load
from konsulent_app.pdf.praktik_dele import byggesten, timer, vurderinger
from konsulent_app.pdf.rapport_billeder import dage
from konsulent_app.pdf.rapport_ord import afsnit, kilder, tabel
from konsulent_app.pdf.sheet import Frame, Sheet
from konsulent_core.praktikdok.blad import PraktikBlad, Stykke
from konsulent_core.praktikdok.forrige import titel_af
from konsulent_core.rapport.blad import Afsnit, Dagebillede, Tabel, henvisning

_FORTROLIGT = "Fortroligt. Følger sagen."
_FAKTA = (4, 2, 3, 3)  # columns of the grid for each fact


def build(blad: PraktikBlad, fonts_dir: Path) -> bytes:
    """The paper as PDF: the same content gives the same bytes in one version of the app."""
    fonts = load(fonts_dir)
    blocks = Blocks(fonts)
    frame = Frame(title=blad.titel, foot=blad.fod, running_left=blad.titel, running_right=text.kort(blad.linje))
    sheet = Sheet(frame, fonts)
    lay([*_first_page(blad, blocks), *_evidence(blad, blocks)], sheet)
    return sheet.finish()


def _first_page(blad: PraktikBlad, blocks: Blocks) -> list[Item]:
    items = blocks.title(blad.titel, _FORTROLIGT, blad.navn, blad.linje)
    items += _facts(blad, blocks)
    items.append(Item(blocks.text(blad.pointe.tekst, style.POINT), before=8, keep=True))
    items.append(Item(blocks.text(kilder(henvisning(blad.pointe.belaeg)), style.SOURCE), before=2))
    numbered = _Numbers(blocks)
    if blad.timer is None:
        items += numbered.section("Timer om ugen")
    else:
        items += numbered.section(blad.timer.titel, kilder(henvisning(blad.timer.belaeg)))
    items += timer(blad, blocks)
    if blad.forrige is not None:
        items += numbered.section(titel_af(len(blad.forrige.linjer)), rule=False)
        items += tabel(blad.forrige, blocks)
    for one in blad.forrige_ord:
        items += [Item(item.box, before=4) for item in afsnit(one, blocks)]
    items += numbered.section("Fra første til sidste vurdering, tre stemmer", rule=False)
    items += vurderinger(blad, blocks)
    items.append(Item(byggesten(blad, blocks), before=6))
    return items


def _facts(blad: PraktikBlad, blocks: Blocks) -> list[Item]:
    """The purpose is the longest of them, and gets the room."""
    boxes: list[tuple[float, Box]] = []
    x = 0.0
    for (head, value), columns in zip(blad.fakta, _FAKTA, strict=True):
        boxes.append((x, blocks.labelled(head, value, style.span(columns))))
        x += style.span(columns) + style.GUTTER
    return [Item(Side(tuple(boxes)), before=6), Item(Rule(style.WIDTH), before=7)]


def _evidence(blad: PraktikBlad, blocks: Blocks) -> list[Item]:
    return [item for part in blad.dele for item in _part(part, blocks)] + [
        Item(blocks.text(blad.slut, style.SOURCE), before=14)
    ]


def _part(part: Stykke, blocks: Blocks) -> list[Item]:
    items = blocks.section(part.titel, part.note, rule=False)
    for one in part.indhold:
        match one:
            case Tabel():
                items += tabel(one, blocks)
            case Afsnit():
                items += afsnit(one, blocks)
            case Dagebillede():
                items += dage(one, blocks)
            case _:
                raise NotImplementedError(type(one).__name__)
    return items


class _Numbers:
    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._next = 1

    def section(self, title: str, note: str = "", *, rule: bool = True) -> list[Item]:
        number, self._next = self._next, self._next + 1
        head, *rest = self._blocks.section(f"{number}{2 * text.NBSP}{title}", note, rule=rule)
        return [Item(head.box, before=8, keep=True), *rest]
