"""The two files that go the other way: a template with headings, and the list of what was wrong, both as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from konsulent_core.indlaes.kolonner import KOLONNER, Kolonne
from konsulent_core.indlaes.tal import Alvor, Bemaerkning

_ALVOR = {Alvor.FEJL: "Fejl, ikke indlæst", Alvor.ADVARSEL: "Se efter"}
_FORMEL = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the beginning of a formula


def skabelon() -> bytes:
    """The headings that are known, and one invented row that shows how each is written."""
    return _csv([[spec.titel for spec in KOLONNER.values()], [spec.eksempel for spec in KOLONNER.values()]])


def fejlliste(bemaerkninger: Iterable[Bemaerkning], overskrifter: Mapping[Kolonne, str]) -> bytes:
    """A line for each remark by its row in the file; ``overskrifter`` are the file's own headings."""
    lines = [["Række", "Kolonne", "Der stod", "Hvad er der galt", "Art"]]
    for note in bemaerkninger:
        column = kolonne_navn(note.kolonne, overskrifter)
        lines.append([str(note.raekke), _harmless(column), _harmless(note.laest), note.besked, _ALVOR[note.alvor]])
    return _csv(lines)


def kolonne_navn(kolonne: Kolonne | None, overskrifter: Mapping[Kolonne, str]) -> str:
    """The file's heading for a column, else ours."""
    return "" if kolonne is None else overskrifter.get(kolonne) or KOLONNER[kolonne].titel


def _harmless(tekst: str) -> str:
    return f"'{tekst}" if tekst.startswith(_FORMEL) else tekst


def _csv(lines: Sequence[Sequence[str]]) -> bytes:
    """As a Danish Excel opens it by a double click."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows(lines)
    return out.getvalue().encode("utf-8-sig")
