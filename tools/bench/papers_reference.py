"""The same pages and characters as ReportLab sets them with its own paragraphs and tables: no tags, no charts."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

Page = Sequence[str]
"""The words of a page."""

_PROSE = 3  # one part in so many is running text, the rest stands in a table
_CELLS = (2, 2, 5)  # words in a row's cells; the last is a paragraph, as whatever wraps must be
_HEADS = ("Hvad", "Hvem", "Hvordan")
_REGULAR, _BOLD = "Bare-400", "Bare-700"
_STYLE = TableStyle(
    [
        ("FONT", (0, 0), (-1, -1), _REGULAR, 9),
        ("FONT", (0, 0), (-1, 0), _BOLD, 8.25),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey),
    ]
)


def build(pages: Sequence[Page], fonts: Path) -> bytes:
    """A PDF with as many pages, on each a head, a paragraph and a table of its words."""
    _register(fonts)
    out = BytesIO()
    story: list[Flowable] = []
    for n, page in enumerate(pages):
        story += [PageBreak()] if n else []
        story += _page(page)
    document = SimpleDocTemplate(out, pagesize=A4, topMargin=30, bottomMargin=30, initialFontName=_REGULAR)
    document.build(story)
    return out.getvalue()


def _register(fonts: Path) -> None:
    """The two faces, read once a process, as ours are."""
    for name, file in ((_REGULAR, "IBMPlexSans_400Regular.ttf"), (_BOLD, "IBMPlexSans_700Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(fonts / file)))


def _page(words: Page) -> Iterator[Flowable]:
    head = ParagraphStyle("head", fontName=_BOLD, fontSize=12, leading=16)
    body = ParagraphStyle("body", fontName=_REGULAR, fontSize=9, leading=11)
    cell = ParagraphStyle("cell", fontName=_REGULAR, fontSize=8.25, leading=9)
    first = len(words) // _PROSE
    yield Paragraph(escape(" ".join(words[:3])), head)
    yield Paragraph(escape(" ".join(words[3:first])), body)
    yield Spacer(1, 6)
    rows: list[list[str | Paragraph]] = [list(_HEADS)]
    a, b, c = _CELLS
    for n in range(first, len(words), sum(_CELLS)):
        one, two, three = words[n : n + a], words[n + a : n + a + b], words[n + a + b : n + a + b + c]
        rows.append([" ".join(one), " ".join(two), Paragraph(escape(" ".join(three)), cell)])
    yield Table(rows, colWidths=[120, 120, 200], style=_STYLE, repeatRows=1)
