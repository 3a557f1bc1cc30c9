"""»Rapport til møde«: the point on page 1 and the evidence after it, from a finished report."""

from dataclasses import dataclass
from pathlib import Path

from konsulent_app.pdf import style, text
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.flow import Item, lay
from konsulent_app.pdf.fonts import load
from konsulent_app.pdf.rapport_billeder import dage, stemmer, timer, udvikling
from konsulent_app.pdf.rapport_ord import afsnit, spalter, tabel
from konsulent_app.pdf.sheet import Frame, Sheet, Spot
from konsulent_core.rapport.art import Del
from konsulent_core.rapport.blad import (
    Afsnit,
    Dagebillede,
    DelBlad,
    Indhold,
    RapportBlad,
    Spalter,
    Stemmer,
    Tabel,
    Timerbillede,
    Udviklingsbillede,
)


@dataclass(frozen=True, slots=True)
class RapportPdf:
    """The file, and where on its pages each claim stands."""

    pdf: bytes
    steder: tuple[Spot, ...]


def build(blad: RapportBlad, fonts_dir: Path) -> RapportPdf:
    """The paper as PDF: the same report gives the same bytes in one version of the app."""
    fonts = load(fonts_dir)
    blocks = Blocks(fonts)
    frame = Frame(
        title=blad.titel, foot=blad.fod, running_left=blad.titel, running_right=text.hard(f"Grundlag · {blad.periode}")
    )
    sheet = Sheet(frame, fonts)
    items = _top(blad, blocks)
    number = 0
    for part in blad.dele:
        if part.del_ is not Del.KORT:
            number += 1
            items += blocks.section(f"{number}{2 * text.NBSP}{part.titel}", part.note, rule=part.del_ is Del.UDVIKLING)
        items += _part(part, blocks)
    items.append(Item(blocks.text(blad.slut, style.SOURCE), before=14))
    lay(items, sheet)
    return RapportPdf(sheet.finish(), tuple(sheet.spots))


def _top(blad: RapportBlad, blocks: Blocks) -> list[Item]:
    subtitle = f"{text.hard(blad.linje)} · {text.hard(blad.periode)}"
    secrecy = "Fortroligt. Må kun læses af mødets deltagere."
    items = blocks.title(blad.titel, secrecy, blad.navn, subtitle)
    return items + blocks.facts([(head, value) for head, value in blad.fakta])


def _part(part: DelBlad, blocks: Blocks) -> list[Item]:
    return [item for one in part.indhold for item in _indhold(one, blocks)]


def _indhold(one: Indhold, blocks: Blocks) -> list[Item]:
    match one:
        case Afsnit():
            return afsnit(one, blocks)
        case Tabel():
            return tabel(one, blocks)
        case Spalter():
            return spalter(one, blocks)
        case Udviklingsbillede():
            return udvikling(one, blocks)
        case Stemmer():
            return stemmer(one, blocks)
        case Timerbillede():
            return timer(one, blocks)
        case Dagebillede():
            return dage(one, blocks)
