"""»Rapport til møde«: the point on page 1 and the evidence after it, from a finished report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from konsulent_app.pdf import style, text
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.flow import Item, lay
from konsulent_app.pdf.fonts import load
from konsulent_app.pdf.rapport_billeder import BRUDT, PLADSER, dage, stemmer, timer, udvikling
from konsulent_app.pdf.rapport_ord import afsnit, spalter, tabel
from konsulent_app.pdf.sheet import Frame, Sheet, Spot
from konsulent_app.pdf.typeset import Run
from konsulent_core.rapport.art import Del
from konsulent_core.rapport.blad import (
    Afsnit,
    Dagebillede,
    RapportBlad,
    Spalter,
    Stemmer,
    Tabel,
    Timerbillede,
    Udviklingsbillede,
)

_CLOSED = 0.6  # of the spaces on page 1, where eleven curves would not fit otherwise


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
    items = _items(blad, blocks)
    items[-1] = replace(items[-1], keep=True)  # the closing words never stand alone on a page
    items.append(Item(blocks.text(blad.slut, style.SOURCE), before=14))
    lay(items, sheet)
    return RapportPdf(sheet.finish(), tuple(sheet.spots))


def _top(blad: RapportBlad, blocks: Blocks) -> list[Item]:
    subtitle = f"{text.hard(blad.linje)} · {text.hard(blad.periode)}"
    secrecy = "Fortroligt. Må kun læses af mødets deltagere."
    items = blocks.title(blad.titel, secrecy, blad.navn, subtitle)
    (head, goal), *facts = blad.fakta
    known = goal != text.IKKE_SKREVET.capitalize()
    return items + blocks.facts([(head, (Run(goal, style.CELL_STRONG if known else style.CELL),)), *facts])


def _items(blad: RapportBlad, blocks: Blocks) -> list[Item]:
    items = _top(blad, blocks)
    hours = next((i for d in blad.dele for i in d.indhold if isinstance(i, Timerbillede)), None)
    number = 0
    for part in blad.dele:
        if part.del_ is not Del.KORT:
            number += 1
            items += blocks.section(f"{number}{2 * text.NBSP}{part.titel}", part.note, rule=part.del_ is Del.UDVIKLING)
        for one in part.indhold:
            if isinstance(one, Udviklingsbillede):
                items = _with_curves(items, one, hours, blocks) if number == 1 else items + _broken(one, hours, blocks)
            else:
                items += _indhold(one, blocks)
    return items


def _with_curves(before: list[Item], one: Udviklingsbillede, hours: Timerbillede | None, blocks: Blocks) -> list[Item]:
    """Page 1: the curves as large as they fit below the rest of it; for very many its spaces are closed up first."""
    room = style.BODY_BOTTOM - style.TOP
    closed = [replace(item, before=item.before * _CLOSED) for item in before]
    for above in (before, closed):
        for plads in PLADSER:
            whole = above + udvikling(one, hours, plads, blocks)
            if _height(whole) <= room:
                return whole
    return before + _broken(one, hours, blocks)


def _broken(one: Udviklingsbillede, hours: Timerbillede | None, blocks: Blocks) -> list[Item]:
    return udvikling(one, hours, BRUDT, blocks)


def _height(items: Sequence[Item]) -> float:
    return sum(item.before + item.box.height for item in items)


def _indhold(one: Afsnit | Tabel | Spalter | Stemmer | Timerbillede | Dagebillede, blocks: Blocks) -> list[Item]:
    match one:
        case Afsnit():
            return afsnit(one, blocks)
        case Tabel():
            return tabel(one, blocks)
        case Spalter():
            return spalter(one, blocks)
        case Stemmer():
            return stemmer(one, blocks)
        case Timerbillede():
            return timer(one, blocks)
        case Dagebillede():
            return dage(one, blocks)
