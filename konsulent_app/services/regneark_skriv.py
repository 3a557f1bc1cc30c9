"""Writes one sheet as an Excel file, in memory: figures are numbers, everything else is text and never a formula."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

_UDEN_PLADS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # signs that XML has no place for
_BRED, _MEST = 14, 60  # characters


def to_xlsx(titel: str, linjer: Iterable[Sequence[str]], dato: date, *, hoved: int = 1) -> bytes:
    """``dato`` is the file's own, in place of when it was written; ``hoved`` is the number of the line that stays when
    one scrolls. A whole number of at most six digits becomes one."""
    # It costs a tenth of a second to import, and most sessions write no file.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = titel[:31]
    widths: dict[int, int] = {}
    for row, linje in enumerate(linjer, start=1):
        for column, words in enumerate(linje, start=1):
            cell = sheet.cell(row=row, column=column)
            if _is_count(words):
                cell.value = int(words)
            elif words:
                cell.value = _UDEN_PLADS.sub("", words)
                cell.data_type = "s"  # it may begin as a formula does
                cell.alignment = Alignment(wrap_text="\n" in words, vertical="top")
            if len(linje) > 1:
                widths[column] = max(widths.get(column, _BRED), *(len(one) + 2 for one in words.split("\n")))
        if row == hoved:
            for one in sheet[row]:
                one.font = Font(bold=True)
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = min(width, _MEST)
    sheet.freeze_panes = f"A{hoved + 1}"
    book.properties.creator = "konsulent_app"
    book.properties.created = book.properties.modified = datetime.combine(dato, time())
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _is_count(words: str) -> bool:
    """A number that is one, and no CPR, telephone or sag number that begins with 0."""
    return words.isascii() and words.isdigit() and len(words) <= 6 and (words == "0" or not words.startswith("0"))
