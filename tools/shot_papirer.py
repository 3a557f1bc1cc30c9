"""Papers for pictures and tests of the page around them: every kind, a plain sheet for one that is not made yet."""

from collections.abc import Mapping
from pathlib import Path

from konsulent_app.app.papers import BYGGERE, Builder
from konsulent_app.pdf import style, text
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.flow import Item, lay
from konsulent_app.pdf.fonts import load
from konsulent_app.pdf.readers import BORGER, VIRKSOMHED, for_readers
from konsulent_app.pdf.rettelse import RettelseLinje
from konsulent_app.pdf.sheet import Frame, Sheet
from konsulent_core.papirer import PapirArt
from konsulent_core.snapshot import Snapshot

_TITLER = {
    PapirArt.AFTALEARK: "Aftaleark",
    PapirArt.AFTALEARK_ORDBLIND: "Aftaleark",
    PapirArt.VIRKSOMHED: "Opfølgning – virksomhed",
}


def plain(art: PapirArt) -> Builder:
    """Who it is for and what was agreed, and nothing that its readers may not see."""

    def build(snapshot: Snapshot, _rettelser: tuple[RettelseLinje, ...], fonts_dir: Path) -> bytes:
        fonts = load(fonts_dir)
        blocks = Blocks(fonts)
        seen = for_readers(snapshot, VIRKSOMHED if art is PapirArt.VIRKSOMHED else BORGER)
        titel = _TITLER[art]
        sheet = Sheet(Frame(title=titel, foot=seen.borger_fornavn, running_left=titel, running_right=""), fonts)
        who = (seen.virksomhed if art is PapirArt.VIRKSOMHED else seen.borger_fornavn) or ""
        items = blocks.title(titel, "", who, text.dag_og_tid(seen.tidspunkt))
        for aftale in seen.aftaler:
            items.append(Item(blocks.text(f"{aftale.person or aftale.part}: {aftale.hvad}", style.BODY), before=8))
        lay(items, sheet)
        return sheet.finish()

    return build


ALLE: Mapping[PapirArt, Builder] = {**{art: plain(art) for art in _TITLER}, **BYGGERE}
"""The app's own where it has one."""


def billede(_snapshot: Snapshot, _fonts_dir: Path) -> bytes:
    """A picture with nothing on it."""
    return b"\x89PNG\r\n\x1a\n"
