"""The two files that go the other way: a template with headings, and the list of what was wrong, both as CSV."""

from collections.abc import Iterable, Mapping

from konsulent_core.indlaes.kolonner import KOLONNER, Kolonne
from konsulent_core.indlaes.tal import Alvor, Bemaerkning
from konsulent_core.tabel_fil import to_csv

_ALVOR = {Alvor.FEJL: "Fejl, ikke indlæst", Alvor.ADVARSEL: "Se efter"}


def skabelon() -> bytes:
    """The headings that are known, and one invented row that shows how each is written."""
    return to_csv([[spec.titel for spec in KOLONNER.values()], [spec.eksempel for spec in KOLONNER.values()]])


def fejlliste(bemaerkninger: Iterable[Bemaerkning], overskrifter: Mapping[Kolonne, str]) -> bytes:
    """A line for each remark by its row in the file; ``overskrifter`` are the file's own headings."""
    lines = [["Række", "Kolonne", "Der stod", "Hvad er der galt", "Art"]]
    for note in bemaerkninger:
        column = kolonne_navn(note.kolonne, overskrifter)
        lines.append([str(note.raekke), column, note.laest, note.besked, _ALVOR[note.alvor]])
    return to_csv(lines)


def kolonne_navn(kolonne: Kolonne | None, overskrifter: Mapping[Kolonne, str]) -> str:
    """The file's heading for a column, else ours."""
    return "" if kolonne is None else overskrifter.get(kolonne) or KOLONNER[kolonne].titel
