"""Where pages break: no line, row or head alone, what is kept stays together, and a last page is saved where it can."""

from collections.abc import Callable, Sequence

import pypdfium2
import pytest

from konsulent_app.pdf import style
from konsulent_app.pdf.blocks import Blocks
from konsulent_app.pdf.flow import Item, lay
from konsulent_app.pdf.fonts import load
from konsulent_app.pdf.sheet import Frame, Sheet
from konsulent_app.pdf.table import Column, table
from tools.papers.catalogue import FONTS

FRAME = Frame(title="Prøve", foot="", running_left="", running_right="")
ROWS = 12
EVERY = range(34, 56, 2)  # lines before: one page has room for 53


def pages(make: Callable[[Blocks], Sequence[Item]]) -> list[list[str]]:
    """The words of each page."""
    fonts = load(FONTS)
    sheet = Sheet(FRAME, fonts)
    lay(make(Blocks(fonts)), sheet)
    document = pypdfium2.PdfDocument(sheet.finish())
    found = [page.get_textpage().get_text_range().split() for page in document]
    document.close()
    return found


def filler(blocks: Blocks, count: int) -> list[Item]:
    return [Item(blocks.text("fyld")) for _ in range(count)]


def shares(found: list[list[str]], word: str) -> list[int]:
    """How many of the words that begin so stand on each page that has any."""
    return [n for page in found if (n := sum(w.startswith(word) for w in page))]


@pytest.mark.parametrize("count", EVERY)
def test_a_paragraph_leaves_no_line_alone(count: int) -> None:
    words = "\n".join(f"linje{n}" for n in range(7))
    found = shares(pages(lambda blocks: [*filler(blocks, count), Item(blocks.text(words))]), "linje")
    assert sum(found) == 7
    assert min(found) >= 2


@pytest.mark.parametrize("count", EVERY)
def test_a_table_leaves_no_row_alone_and_has_its_head_on_every_page(count: int) -> None:
    def make(blocks: Blocks) -> list[Item]:
        columns = (Column("Hoved", 0, 100), Column("", 110, 100))
        rows = [(f"række{n}", "ja") for n in range(ROWS)]
        return [*filler(blocks, count), Item(table(columns, rows, blocks.fonts))]

    found = pages(make)
    assert sum(shares(found, "række")) == ROWS
    assert min(shares(found, "række")) >= 2
    assert shares(found, "Hoved") == [1] * len(shares(found, "række"))


@pytest.mark.parametrize("count", EVERY)
def test_a_small_table_stands_on_one_page(count: int) -> None:
    def make(blocks: Blocks) -> list[Item]:
        rows = [(f"række{n}",) for n in range(5)]
        return [*filler(blocks, count), Item(table((Column("Hoved", 0, 100),), rows, blocks.fonts))]

    assert shares(pages(make), "række") == [5]


@pytest.mark.parametrize("count", EVERY)
def test_a_head_has_the_beginning_of_its_table_with_it(count: int) -> None:
    def make(blocks: Blocks) -> list[Item]:
        rows = [(f"række{n}",) for n in range(ROWS)]
        whole = table((Column("Hoved", 0, 100),), rows, blocks.fonts)
        return [*filler(blocks, count), *blocks.section("Overskrift"), Item(whole)]

    found = pages(make)
    (page,) = (page for page in found if "Overskrift" in page)
    assert sum(w.startswith("række") for w in page) >= 2


@pytest.mark.parametrize("count", EVERY)
def test_what_is_kept_to_the_next_gives_its_last_rows_along(count: int) -> None:
    def make(blocks: Blocks) -> list[Item]:
        rows = [(f"række{n}",) for n in range(ROWS)]
        whole = table((Column("Hoved", 0, 100),), rows, blocks.fonts)
        return [*filler(blocks, count), Item(whole, keep=True), Item(blocks.text("Slutord"), before=14)]

    found = pages(make)
    (page,) = (page for page in found if "Slutord" in page)
    assert sum(w.startswith("række") for w in page) >= 2


def test_a_last_page_of_a_few_lines_is_saved_and_a_fuller_one_is_not() -> None:
    def make(count: int) -> Callable[[Blocks], list[Item]]:
        return lambda blocks: [Item(blocks.text("linje"), before=6) for _ in range(count)]

    room = int((style.BODY_BOTTOM - style.TOP + 6) // 20)
    assert len(pages(make(room))) == len(pages(make(room + 3))) == 1
    assert len(pages(make(room + 20))) == 2


def test_what_is_taller_than_a_page_and_in_one_piece_is_drawn_all_the_same() -> None:
    class Tall:
        height = least = 2000.0

        def split(self, room: float) -> None:
            return None

        def draw(self, sheet: Sheet, x: float, y: float) -> None:
            Blocks(sheet.fonts).text("højt").draw(sheet, x, y)

    found = pages(lambda blocks: [*filler(blocks, 3), Item(Tall()), Item(blocks.text("efter"))])
    assert [("højt" in page, "efter" in page) for page in found] == [(False, False), (True, False), (False, True)]
