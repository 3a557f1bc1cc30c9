"""Tables as a file that a Danish spreadsheet opens, in which nothing is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMEL = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of a formula


def to_csv(linjer: Iterable[Sequence[str]]) -> bytes:
    """As a Danish Excel opens it by a double click: semicolons, UTF-8 with its mark."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([harmless(cell) for cell in linje] for linje in linjer)
    return out.getvalue().encode("utf-8-sig")


def harmless(tekst: str) -> str:
    """Text that a spreadsheet would reckon with gets a sign before it, which says that it is text."""
    return f"'{tekst}" if tekst.startswith(_FORMEL) else tekst
