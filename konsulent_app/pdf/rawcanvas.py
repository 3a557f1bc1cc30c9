"""ReportLab's canvas with the two private parts that we write to named and typed, here and nowhere else."""

from typing import Any

from reportlab.pdfgen.canvas import Canvas


class RawCanvas(Canvas):
    """Operators go straight into ``_code``; the structure tree and the font subsets belong to ``_doc``."""

    _doc: Any  # reportlab.pdfbase.pdfdoc.PDFDocument, which has no types
    _code: list[str]
