"""Opens a file that somebody else wrote, CSV or Excel, in memory and within limits, and gives its sheets as cells."""

import codecs
import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from konsulent_core.errors import UserError
from konsulent_core.indlaes.kolonner import Ark, Celle

FIL_MAKS = 20 * 1024 * 1024
UDPAKKET_MAKS = 200 * 1024 * 1024  # an Excel file is a packed one: a small one may hold more than the machine can
RAEKKER_MAKS = 20_000
KOLONNER_MAKS = 200
ARK_MAKS = 20

FOR_STOR = "Filen er større end 20 MB. Gem kun dine egne sager i en fil for sig, og vælg den."
FOR_LANG = "Filen har mere end 20.000 rækker. Del den i flere, og indlæs dem én ad gangen."
FOR_BRED = "Filen har mere end 200 kolonner. Gem kun dem, du skal bruge, i en fil for sig."
FOR_UDPAKKET = "Filen fylder mere, end et regneark med sager kan. Gem arket som CSV, og vælg den fil."
KAN_IKKE_AABNES = "Filen kunne ikke åbnes. Se efter, om den ligger der endnu, og om du må læse den."
SKADET = "Filen er skadet eller ikke et regneark. Åbn den i Excel, gem den som .xlsx, og vælg den igen."
BESKYTTET = "Filen har adgangskode eller er et gammelt Excel-ark (.xls). Gem den som .xlsx uden adgangskode."
IKKE_TABEL = "Filen er ikke et regneark. Vælg en Excel-fil (.xlsx) eller en CSV-fil."
TOM = "Der står ingenting i filen."
FLETTET = (
    "Regnearket har celler, der er flettet over flere rækker. Kun den øverste række får værdien. "
    "Ophæv fletningen i Excel, hvis de andre også skal have den."
)
UDEN_RESULTAT = "Regnearket har formler uden resultat. Åbn det i Excel, gem det, og vælg det igen."

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOM = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SKILLETEGN = (";", "\t", ",", "|")
_SEP = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_PROEVE = 30  # rows that are looked at to tell the delimiter
_FLETTET = re.compile(rb'<mergeCell ref="[A-Z]+(\d+):[A-Z]+(\d+)"')
_UDEN_RESULTAT = re.compile(rb"</f>\s*(?:<v\s*/>|<v></v>|</c>)|<f[^>]*/>\s*</c>")
_SLICE = 500  # rows between two looks at whether the person has had enough


class FilFejl(UserError):
    """The file cannot be used as it is; the message says what to do and holds nothing of what stands in it."""


class Afbrudt(UserError):
    """The person had enough before it was done; nothing was written."""

    def __init__(self) -> None:
        super().__init__("Afbrudt. Intet er indlæst.")


@dataclass(slots=True)
class Fremdrift:
    """Shared between the reader's thread and the page: how far it is, and whether it shall stop."""

    raekker: int = 0
    stop: bool = False

    def step(self, antal: int = 1) -> None:
        """So many rows more. Raises ``Afbrudt`` when it shall stop."""
        self.raekker += antal
        if self.stop:
            raise Afbrudt


def read_fil(path: Path, fremdrift: Fremdrift) -> tuple[Ark, ...]:
    """The sheets with anything in them. Not on the UI thread. Nothing is kept of the file beside what is given.

    Raises ``FilFejl`` for what cannot be opened, is too large or is no table, and ``Afbrudt``.
    """
    try:
        if path.stat().st_size > FIL_MAKS:
            raise FilFejl(FOR_STOR)
        data = path.read_bytes()
    except OSError:
        raise FilFejl(KAN_IKKE_AABNES) from None
    return read_bytes(data, fremdrift)


def read_bytes(data: bytes, fremdrift: Fremdrift) -> tuple[Ark, ...]:
    """The same for a file's content. What it is, is told by how it begins: a name may say anything."""
    if data.startswith(_OLE):
        raise FilFejl(BESKYTTET)
    sheets = _excel(data, fremdrift) if data.startswith(_ZIP) else (_csv(data, fremdrift),)
    filled = tuple(ark for ark in sheets if ark.raekker)
    if not filled:
        raise FilFejl(TOM)
    return filled


# --- Excel --------------------------------------------------------------------------------------------


def _excel(data: bytes, fremdrift: Fremdrift) -> tuple[Ark, ...]:
    # It costs a tenth of a second to import, and most sessions read no file.
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        odd = _look_inside(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:ARK_MAKS]
            found: list[Ark] = []
            for sheet in sheets:
                sheet.reset_dimensions()  # what a foreign program says of its size may be wrong
                rows = _limited(sheet.iter_rows(values_only=True), fremdrift)
                found.append(Ark(navn=sheet.title, raekker=rows, dag_nul=book.epoch.date(), bemaerkninger=odd))
            return tuple(found)
        finally:
            book.close()
    except UserError:
        raise
    except Exception:
        # A foreign file may be wrong in any way, and each way of packing has errors of a kind of its own (zlib.error,
        # LZMAError); what it says of itself is no message for a person.
        raise FilFejl(SKADET) from None


def _look_inside(data: bytes) -> tuple[str, ...]:
    """What is odd about the sheets. Raises ``FilFejl`` for a bomb, and for a packed file that is no workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        # zipfile never unpacks more of a part than its header says, so the sum holds.
        if sum(part.file_size for part in parts) > UDPAKKET_MAKS:
            raise FilFejl(FOR_UDPAKKET)
        if "xl/workbook.xml" not in {part.filename for part in parts}:
            raise FilFejl(IKKE_TABEL)
        odd: Counter[str] = Counter()
        for part in parts:
            if not part.filename.endswith((".xml", ".rels")):
                continue
            xml = packed.read(part)
            if b"<!DOCTYPE" in xml:
                raise FilFejl(SKADET)  # no spreadsheet program writes one; entities that grow without end need it
            if part.filename.startswith("xl/worksheets/"):
                odd[FLETTET] += sum(1 for m in _FLETTET.finditer(xml) if m[1] != m[2])
                odd[UDEN_RESULTAT] += bool(_UDEN_RESULTAT.search(xml))
        return tuple(words for words, times in odd.items() if times)


def _plain(value: object) -> Celle:
    match value:
        case None | str() | bool() | int() | float() | datetime() | date() | time():
            return value
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return time(minutes // 60, minutes % 60) if 0 <= minutes < 24 * 60 else str(value)
        case _:
            return str(value)


# --- CSV ----------------------------------------------------------------------------------------------


def _csv(data: bytes, fremdrift: Fremdrift) -> Ark:
    text = _decode(data)
    delimiter, text = _delimiter(text)
    try:
        rows = _limited(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), fremdrift)
    except csv.Error:
        raise FilFejl(SKADET) from None
    return Ark(navn="", raekker=rows)


def _decode(data: bytes) -> str:
    """As Excel and the kommune's systems write: UTF-8, UTF-16 with its mark, or Windows' western letters."""
    marked = next((name for mark, name in _BOM if data.startswith(mark)), None)
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError:
        if marked:
            raise FilFejl(SKADET) from None
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise FilFejl(IKKE_TABEL)
    return text


def _delimiter(text: str) -> tuple[str, str]:
    """What parts the columns: as the file says itself, else what gives most rows the same number of columns."""
    if said := _SEP.match(text):
        return said[1], text[said.end() :]
    top = "".join(text.splitlines(keepends=True)[: 2 * _PROEVE])
    return max(_SKILLETEGN, key=lambda sign: _fits(top, sign)), text


def _fits(text: str, delimiter: str) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(row) for row in (row for _, row in zip(range(_PROEVE), reader, strict=False)) if row)
    except csv.Error:
        return 0, 0
    width, times = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
    return (times, width) if width > 1 else (0, 0)


# --- both ---------------------------------------------------------------------------------------------


def _limited(source: Iterable[Iterable[object]], fremdrift: Fremdrift) -> tuple[tuple[Celle, ...], ...]:
    """The rows without the empty cells at their ends and the empty rows at the end. Raises ``FilFejl``, ``Afbrudt``."""
    rows: list[tuple[Celle, ...]] = []
    filled = 0
    for raekke in _counted(source, fremdrift):
        rows.append(raekke)
        if raekke:
            filled = len(rows)
            if len(raekke) > KOLONNER_MAKS:
                raise FilFejl(FOR_BRED)
        if filled > RAEKKER_MAKS:
            raise FilFejl(FOR_LANG)
        if len(rows) - filled > RAEKKER_MAKS:
            break  # a format that was laid over the whole sheet
    return tuple(rows[:filled])


def _counted(source: Iterable[Iterable[object]], fremdrift: Fremdrift) -> Iterator[tuple[Celle, ...]]:
    for number, raekke in enumerate(source, start=1):
        yield _trimmed(raekke)
        if number % _SLICE == 0:
            fremdrift.step(_SLICE)


def _trimmed(raekke: Iterable[object]) -> tuple[Celle, ...]:
    cells = [_plain(value) for value in raekke]
    while cells and (cells[-1] is None or (isinstance(cells[-1], str) and not cells[-1].strip())):
        cells.pop()
    return tuple(cells)
