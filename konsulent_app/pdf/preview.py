"""Turns a finished PDF into pictures in memory, for looking at it before it is printed or saved."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

_POINTS = 72  # of a page's measures, an inch
_HAIR = 0.01


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as rows of RGB, top row first; ``stride`` is the bytes of a row."""

    width: int
    height: int
    stride: int
    rgb: bytes


def render_strip(pdf: bytes, number: int, dpi: int, top: int, rows: int) -> tuple[PageImage, int]:
    """At most ``rows`` rows of px of a page from ``top`` on, and how many rows the page has. The first page is 0.

    A whole page at a printer's 600 dots per inch takes 100 MB. ``top`` must be on the page.
    """
    with _opened(pdf) as document:
        page = document[number]
        scale = dpi / _POINTS
        height = math.ceil(page.get_height() * scale)
        below = max(0, height - top - rows)
        # pdfium rounds what is cut off up to whole px: a hair less is rounded to what is meant
        crop = (0.0, max(0.0, below - _HAIR) / scale, 0.0, max(0.0, top - _HAIR) / scale)
        bitmap = page.render(scale=scale, crop=crop, rev_byteorder=True)
        return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)), height


def render_pages(pdf: bytes, width: int) -> list[PageImage]:
    """Every page, ``width`` px wide."""
    with _opened(pdf) as document:
        pages = []
        for page in document:
            bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True)
            pages.append(PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)))
        return pages


def render_part(pdf: bytes, size: tuple[float, float], width: int) -> bytes:
    """The top left corner of the first page as PNG, ``width`` px wide; ``size`` in points. It says nothing of when."""
    with _opened(pdf) as document:
        page = document[0]
        across, down = page.get_size()
        crop = (0.0, down - size[1], across - size[0], 0.0)
        bitmap = page.render(scale=width / size[0], crop=crop, rev_byteorder=True)
        picture = Image.frombytes(
            "RGB", (bitmap.width, bitmap.height), bytes(bitmap.buffer), "raw", "RGB", bitmap.stride
        )
        file = BytesIO()
        picture.save(file, "PNG")
        return file.getvalue()


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    """The document, as pdfium's Python has it."""
    import pypdfium2  # noqa: PLC0415 -- 5 MB, held only once a paper is looked at

    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()
