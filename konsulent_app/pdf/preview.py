"""Turns a finished PDF into pictures in memory, for looking at it before it is printed or saved."""

from dataclasses import dataclass

import pypdfium2

_POINTS = 72  # of a page's measures, an inch


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as rows of RGB, top row first; ``stride`` is the bytes of a row."""

    width: int
    height: int
    stride: int
    rgb: bytes


def render_page(pdf: bytes, number: int, dpi: int) -> PageImage:
    """One page, the first is 0, at ``dpi`` dots per inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = document[number].render(scale=dpi / _POINTS, rev_byteorder=True)
        return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        document.close()


def render_pages(pdf: bytes, width: int) -> list[PageImage]:
    """Every page, ``width`` px wide."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = []
        for page in document:
            bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True)
            pages.append(PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)))
        return pages
    finally:
        document.close()
