"""»Opfølgning – virksomhed«: what a workplace takes along from a besøg, without causes or levels."""

from pathlib import Path

from konsulent_app.pdf import style, text
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.flow import Box, Item, Rule, Side, Stack, lay
from konsulent_app.pdf.fonts import load
from konsulent_app.pdf.readers import VIRKSOMHED, for_readers
from konsulent_app.pdf.sheet import Frame, Sheet
from konsulent_app.pdf.virksomhed_dele import (
    CELL,
    SOFT,
    STEP,
    aftaler,
    arbejdstid,
    fremmoede,
    hard,
    hensyn,
    maal,
    opgaver,
    svar,
)
from konsulent_core.snapshot import Snapshot
from konsulent_core.virksomhedsark import make_blad
from konsulent_core.virksomhedsark.blad import Besked, Raad, VirksomhedBlad

_HALF = style.span(6)


def build(snapshot: Snapshot, fonts_dir: Path, *, rettet: bool = False) -> bytes:
    """The paper as PDF: the same snapshot gives the same bytes in one version of the app.

    ``rettet``: of what the company may see, something was amended since.
    """
    blad = make_blad(for_readers(snapshot, VIRKSOMHED), rettet=rettet)
    fonts = load(fonts_dir)
    blocks = Blocks(fonts)
    where = text.kort(snapshot.virksomhed or blad.titel)
    frame = Frame(title=blad.titel, foot=blad.fod, running_left=blad.titel, running_right=where)
    sheet = Sheet(frame, fonts)
    lay([*_top(blad, blocks), *_sections(blad, blocks)], sheet)
    return sheet.finish()


def _top(blad: VirksomhedBlad, blocks: Blocks) -> list[Item]:
    items = blocks.title(blad.titel, blad.til, blad.navn, hard(blad.linje))
    columns = [("Næste besøg", blad.naeste), ("Ring til", blad.ring)]
    told = [(head, one) for head, one in columns if one is not None]
    boxes = tuple(
        (i * (style.WIDTH + style.GUTTER) / 2, _besked(head, one, blocks)) for i, (head, one) in enumerate(told)
    )
    if boxes:
        items.append(Item(Side(boxes), before=8))
    return items + [Item(blocks.notice(words), before=12) for words in blad.forbehold]


def _besked(head: str, one: Besked, blocks: Blocks) -> Stack:
    boxes: list[Box] = [blocks.text(head, style.HEAD, _HALF), blocks.text(hard(one.hoved), style.SECTION, _HALF)]
    if one.under:
        boxes.append(blocks.text(one.under, CELL, _HALF))
    return blocks.stack(*boxes, gap=1)


def _sections(blad: VirksomhedBlad, blocks: Blocks) -> list[Item]:
    """The sections that this besøg has, numbered as they come; what is not asked of the company has none."""
    numbered = _Numbers(blocks)
    items: list[Item] = []
    if blad.aftaler is not None:
        items += numbered.section("Det har vi aftalt", aftaler(blad, blocks))
    if blad.tid is not None:
        items += numbered.section(blad.tid.titel, arbejdstid(blad.tid, blocks))
    if blad.opgaver is not None and blad.fremmoede is not None:
        left = numbered.column("Opgaver", opgaver(blad.opgaver, blocks, style.span(7)), style.span(7))
        right = numbered.column("Fremmøde", fremmoede(blad, blocks, style.span(4)), style.span(4))
        items.append(Item(Side(((0.0, left), (8 * STEP, right))), before=15))
    elif blad.opgaver is not None:
        items += numbered.section("Opgaver", [Item(opgaver(blad.opgaver, blocks, style.WIDTH), before=2)])
    elif blad.fremmoede is not None:
        items += numbered.section("Fremmøde", [Item(fremmoede(blad, blocks, style.span(6)), before=2)])
    if blad.hensyn is not None:
        items += numbered.section("Hensyn, der får arbejdet til at lykkes", hensyn(blad.hensyn, blocks))
    if blad.raad:
        items += numbered.section("Hvis noget driller", _raad(blad.raad, blocks))
    if blad.maal or blad.delmaal:
        items += numbered.section("Det arbejder vi hen imod", maal(blad, blocks))
    if blad.svar:
        items += numbered.section("Også talt om", svar(blad.svar, blocks))
    return items


class _Numbers:
    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._next = 1

    def section(self, title: str, items: list[Item]) -> list[Item]:
        return [Item(self._blocks.heading(self._numbered(title)), before=15, keep=True), *items]

    def column(self, title: str, box: Box, width: float) -> Stack:
        """A section that stands beside another."""
        return Stack((Item(self._blocks.heading(self._numbered(title), width), keep=True), Item(box, before=2)))

    def _numbered(self, title: str) -> str:
        number, self._next = self._next, self._next + 1
        return f"{number}\xa0\xa0{hard(title)}"


def _raad(raad: tuple[Raad, ...], blocks: Blocks) -> list[Item]:
    width = style.span(4)
    columns = tuple(
        (
            4 * n * STEP,
            blocks.stack(
                blocks.text(one.spoergsmaal, style.strong(CELL), width, role="H3"), blocks.text(one.svar, SOFT, width)
            ),
        )
        for n, one in enumerate(raad)
    )
    rule = Item(Rule(style.WIDTH, 1, style.INK), before=3, keep=True)
    return [rule, Item(Side(columns), before=5)]
