"""How the pages of every paper are filled: no head alone at a foot, no half page blank, nothing past the foot."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from konsulent_app.pdf import style
from tests.app.pdf.made import EVERY, paper


def lines(pdf: bytes) -> Iterator[list[tuple[float, float, str]]]:
    """A page's stretches of text, each with its lower and upper edge in points from the foot of the page."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        yield [(bottom, top, text.get_text_bounded(*box)) for box in boxes for _, bottom, _, top in [box]]
    document.close()


FOOT = style.PAGE_HEIGHT - style.FOOT_RULE
SPACE = 5.0  # a full line's closing space, which nobody sees


@pytest.mark.parametrize(("name", "who"), EVERY)
def test_every_page_but_the_last_is_filled_to_two_thirds(name: str, who: str) -> None:
    *full, _last = lines(paper(name, who))
    for number, page in enumerate(full, start=1):
        lowest = min(bottom for bottom, _, _ in page if bottom > FOOT)
        assert lowest < style.PAGE_HEIGHT * 0.33, number


def outside(pdf: bytes, *, bare: bool = False) -> list[tuple[int, str]]:
    """The page and the words of what stands past the margins, above the head or through the foot's rule. A ``bare``
    sheet has no foot: its last words may stand there."""
    document = pypdfium2.PdfDocument(pdf)
    found: list[tuple[int, str]] = []
    for number, page in enumerate(document, start=1):
        text = page.get_textpage()
        for n in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(n)
            wide = left < style.LEFT - 1.5 or right > style.LEFT + style.WIDTH + SPACE
            high = bottom < FOOT - 18 or top > style.PAGE_HEIGHT - style.TOP + 10
            if wide or high or (bottom < FOOT < top and not bare):
                found.append((number, text.get_text_bounded(left, bottom, right, top)))
    document.close()
    return found


@pytest.mark.parametrize(("name", "who"), EVERY)
def test_nothing_stands_past_the_foot_or_the_margins(name: str, who: str) -> None:
    assert outside(paper(name, who), bare=name.startswith("aftaleark")) == []


@pytest.mark.parametrize(("name", "who"), EVERY)
def test_what_follows_a_head_begins_on_its_page(name: str, who: str) -> None:
    """In the structure: the element after a heading has its first content on the heading's page."""
    with pikepdf.open(io.BytesIO(paper(name, who))) as document:
        numbers = {page.obj.objgen: n for n, page in enumerate(document.pages)}
        told = list(_leaves(document.Root.StructTreeRoot.K))
    for (role, at), (_, after) in pairwise(told):
        if re.fullmatch(r"/H\d", role):
            assert numbers[at] == numbers[after]


def _leaves(element: pikepdf.Object) -> Iterator[tuple[str, tuple[int, int]]]:
    """The role and the page of every element with content of its own, in reading order."""
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    inner = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    if not inner:
        yield str(element.S), element.Pg.objgen
    for kid in inner:
        yield from _leaves(kid)


UNIT = r"(timer?|dage?|gange?|besøg|uger?|år|måneder?|trin|kr\.|%)\b"


@pytest.mark.parametrize(("name", "who"), EVERY)
def test_no_number_is_parted_from_its_unit(name: str, who: str) -> None:
    """No line ends in a number that the next one's first word belongs to: lines of one cell begin at one place."""
    document = pypdfium2.PdfDocument(paper(name, who))
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        for one, other in pairwise(boxes):
            below = other[1] < one[1] and abs(other[0] - one[0]) < 1 and one[1] - other[1] < 22
            if below and re.match(UNIT, text.get_text_bounded(*other)):
                assert not re.search(r"\d\s*$", text.get_text_bounded(*one)), text.get_text_bounded(*other)
    document.close()
