"""The sheet a konsulent takes along to a visit: the agenda with last time's words, open aftaler and delmål."""

from dataclasses import dataclass, replace
from pathlib import Path

from konsulent_app.pdf import style, text
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.flow import Item, lay
from konsulent_app.pdf.fonts import load
from konsulent_app.pdf.sheet import Frame, Sheet
from konsulent_app.pdf.typeset import Run

_TITLE = "Forberedelse"


@dataclass(frozen=True, slots=True, kw_only=True)
class PunktTekst:
    """A point: its facts from last time, what was said (at least one line, if only that nothing was), and the
    konsulent's own questions where they are wanted.
    """

    nummer: int
    titel: str
    fakta: tuple[str, ...]
    noter: tuple[str, ...]
    spoergsmaal: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forberedelse:
    """All that the sheet prints, in words."""

    navn: str
    under: str
    dato: str
    sidst: str  # »Sidste besøg 12.02.2026«, "" before the first
    siden: tuple[str, ...]
    punkter: tuple[PunktTekst, ...]
    aftaler: tuple[str, ...]
    delmaal: tuple[str, ...]


def build(sheet_of: Forberedelse, fonts_dir: Path) -> bytes:
    """The sheet as PDF."""
    fonts = load(fonts_dir)
    blocks = Blocks(fonts)
    frame = Frame(title=_TITLE, foot=_foot(sheet_of), running_left=_TITLE, running_right=sheet_of.dato)
    sheet = Sheet(frame, fonts)
    items = blocks.title(_TITLE, "Fortroligt. Kun til dig.", sheet_of.navn or "Uden navn", sheet_of.under)
    items += _list("Siden sidst", sheet_of.siden, blocks)
    items += _points(sheet_of, blocks)
    items += _list("Åbne aftaler", sheet_of.aftaler, blocks)
    items += _list("Delmål", sheet_of.delmaal, blocks)
    lay(items, sheet)
    return sheet.finish()


def _foot(sheet_of: Forberedelse) -> str:
    with_own = any(punkt.spoergsmaal for punkt in sheet_of.punkter)
    own = "Med egne spørgsmål, som kun er til dig." if with_own else "Interne noter og egne spørgsmål er ikke med."
    return f"{sheet_of.dato}. {own}"


def _points(sheet_of: Forberedelse, blocks: Blocks) -> list[Item]:
    items = blocks.section("Dagsorden", sheet_of.sidst)
    for punkt in sheet_of.punkter:
        number = f"{punkt.nummer}{2 * text.NBSP}" if punkt.nummer else ""
        items.append(blocks.subsection(f"{number}{punkt.titel}", before=9))
        facts = (Run(f"{' · '.join(punkt.fakta)}. ".capitalize(), style.CELL_SOFT),) if punkt.fakta else ()
        first, *more = punkt.noter
        items.append(Item(blocks.text((*facts, Run(first, style.CELL)), style.CELL), before=1))
        items += [Item(blocks.text(note, style.CELL), before=1) for note in more]
        for question in punkt.spoergsmaal:
            runs = (Run("Eget spørgsmål: ", style.CELL_STRONG), Run(question, style.CELL))
            items.append(Item(blocks.text(runs, style.CELL), before=2))
    return items


def _list(titel: str, lines: tuple[str, ...], blocks: Blocks) -> list[Item]:
    if not lines:
        return []
    together = (0, len(lines) - 2)  # the first two and the last two: none stands alone at a page's end
    items = [Item(blocks.text(line, style.CELL), before=4, keep=n in together) for n, line in enumerate(lines)]
    items[-1] = replace(items[-1], keep=False)
    return [*blocks.section(titel), *items]
