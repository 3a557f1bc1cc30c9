"""Files that other programs wrote: real Excel files and CSV of every kind, and those that are refused."""

import contextlib
import io
import time as clock
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from konsulent_app.services import regneark
from konsulent_app.services.regneark import Afbrudt, FilFejl, Fremdrift, read_bytes, read_fil
from konsulent_core.indlaes.kolonner import Ark, Celle


def read(data: bytes) -> tuple[Ark, ...]:
    return read_bytes(data, Fremdrift())


def rows(data: bytes) -> tuple[tuple[Celle, ...], ...]:
    return read(data)[0].raekker


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def first(book: Workbook) -> Worksheet:
    found = book.active
    assert isinstance(found, Worksheet)
    return found


def sheet(*lines: tuple[object, ...]) -> bytes:
    book = Workbook()
    for line in lines:
        first(book).append(list(line))
    return saved(book)


def repacked(data: bytes, name: str, change: tuple[bytes, bytes]) -> bytes:
    """The same Excel file with something changed in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, content.replace(*change) if part.filename == name else content)
    return out.getvalue()


# --- Excel --------------------------------------------------------------------------------------------


def test_an_excel_file_gives_text_numbers_dates_and_times_as_they_are() -> None:
    data = sheet(
        ("Navn", "CPR", "Timer", "Start", "Kl", "Ordblind", "Længde"),
        ("Søren Ås", 101801235, 7.5, date(2026, 3, 2), time(9, 30), True, timedelta(hours=2, minutes=30)),
    )
    start = datetime.combine(date(2026, 3, 2), time())
    assert rows(data)[1] == ("Søren Ås", 101801235, 7.5, start, time(9, 30), True, time(2, 30))


def test_empty_cells_at_the_end_and_empty_rows_below_are_not_there() -> None:
    data = sheet(("Navn", None, "  "), (None,), ("Ane", "", None), ("", None), (None, None))
    assert rows(data) == (("Navn",), (), ("Ane",))


def test_each_visible_sheet_with_something_in_it_is_one() -> None:
    book = Workbook()
    first(book).title = "Borgere"
    first(book).append(["Navn"])
    book.create_sheet("Tom")
    hidden = book.create_sheet("Skjult")
    hidden.append(["hemmeligt"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Flere").append(["Navn"])
    assert [ark.navn for ark in read(saved(book))] == ["Borgere", "Flere"]


def test_a_formula_gives_its_result_never_itself_and_one_without_a_result_is_told_of() -> None:
    data = sheet(("Timer",), ("=2+3",))
    found = read(data)[0]
    assert found.raekker == (("Timer",),)
    assert found.bemaerkninger == (regneark.UDEN_RESULTAT,)
    counted = repacked(data, "xl/worksheets/sheet1.xml", (b"<v />", b"<v>5</v>"))
    if counted == data:
        counted = repacked(data, "xl/worksheets/sheet1.xml", (b"<v></v>", b"<v>5</v>"))
    again = read(counted)[0]
    assert again.raekker == (("Timer",), (5,))
    assert again.bemaerkninger == ()


def test_cells_merged_over_rows_are_told_of_and_a_merged_title_is_not() -> None:
    book = Workbook()
    for line in (("Mine sager", None), ("Navn", "Sted"), ("Ane", "Nordlager"), ("Bo", None)):
        first(book).append(line)
    first(book).merge_cells("A1:B1")
    assert read(saved(book))[0].bemaerkninger == ()
    first(book).merge_cells("B3:B4")
    found = read(saved(book))[0]
    assert found.bemaerkninger == (regneark.FLETTET,)
    assert found.raekker[2:] == (("Ane", "Nordlager"), ("Bo",))


def test_a_workbook_that_counts_days_from_1904_says_so() -> None:
    book = Workbook()
    book.epoch = datetime.combine(date(1904, 1, 1), time())
    first(book).append(["Navn"])
    assert read(saved(book))[0].dag_nul == date(1904, 1, 1)
    assert read(sheet(("Navn",)))[0].dag_nul == date(1899, 12, 30)


def test_a_sheet_formatted_to_its_last_row_is_read_as_far_as_it_is_written() -> None:
    book = Workbook()
    first(book).append(["Navn"])
    first(book).append(["Ane"])
    first(book).row_dimensions[60_000].height = 20
    first(book).cell(60_000, 1).number_format = "0"
    assert read(saved(book))[0].raekker == (("Navn",), ("Ane",))


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_sheet_whose_packing_is_broken_is_told_and_no_crash(packing: int) -> None:
    out = io.BytesIO()
    whole = io.BytesIO(sheet(("Navn", "CPR"), *(("Ane", n) for n in range(99))))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w", packing) as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part))
    with zipfile.ZipFile(out) as packed:
        part = packed.getinfo("xl/worksheets/sheet1.xml")
    broken = bytearray(out.getvalue())
    start = part.header_offset + 30 + len(part.filename)
    for place in range(start + 20, start + 80):
        broken[place] ^= 0xFF
    with pytest.raises(FilFejl) as told:
        read(bytes(broken))
    assert told.value.message == regneark.SKADET


# --- CSV ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"], ids=["semikolon", "komma", "tab"])
def test_csv_is_read_in_every_encoding_and_with_every_delimiter_in_use(encoding: str, delimiter: str) -> None:
    lines = [("Navn", "Adresse", "Timer"), ("Søren Ås", '"Æblevej 1\r\n8000 Åby"', "1")]
    text = "".join(delimiter.join(line) + "\r\n" for line in lines)
    assert rows(text.encode(encoding)) == (("Navn", "Adresse", "Timer"), ("Søren Ås", "Æblevej 1\r\n8000 Åby", "1"))


def test_a_comma_in_the_hours_is_no_delimiter_where_semicolons_are() -> None:
    assert rows(b"Navn;Timer;Loen\nAne;7,5;2,5\nBo;12,5;0,5\n")[1] == ("Ane", "7,5", "2,5")


def test_the_line_that_names_the_delimiter_is_no_row() -> None:
    assert rows(b"sep=;\r\nNavn;Timer\r\nAne;7\r\n") == (("Navn", "Timer"), ("Ane", "7"))


def test_a_file_with_one_column_is_one_column() -> None:
    assert rows(b"Navn\nAne Holm\nBo Friis, d.y.\n") == (("Navn",), ("Ane Holm",), ("Bo Friis, d.y.",))


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), min_size=1), min_size=3,
                         max_size=3).map(tuple), min_size=1, max_size=5))  # fmt: skip
def test_what_a_spreadsheet_writes_as_csv_comes_back(lines: list[tuple[str, str, str]]) -> None:
    quoted = "".join(";".join('"' + cell.replace('"', '""') + '"' for cell in line) + "\r\n" for line in lines)
    head = ("Navn", "CPR", "Telefon")
    found = rows(("Navn;CPR;Telefon\r\n" + quoted).encode())
    assert found[0] == head
    for line, read_line in zip(lines, found[1:], strict=False):
        assert tuple(read_line) == line[: len(read_line)]


@given(st.binary(max_size=300))
def test_whatever_a_file_holds_it_is_read_or_refused_in_words(data: bytes) -> None:
    with contextlib.suppress(FilFejl):
        assert all(ark.raekker for ark in read(data))


# --- what is refused ----------------------------------------------------------------------------------


def test_a_file_that_is_not_there_too_large_or_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FilFejl, match="kunne ikke åbnes"):
        read_fil(tmp_path / "væk.csv", Fremdrift())
    with pytest.raises(FilFejl, match="kunne ikke åbnes"):
        read_fil(tmp_path, Fremdrift())
    large = tmp_path / "stor.csv"
    with large.open("wb") as file:
        file.truncate(regneark.FIL_MAKS + 1)
    with pytest.raises(FilFejl, match="20 MB"):
        read_fil(large, Fremdrift())
    for data in (b"", b"\n\n", sheet()):
        with pytest.raises(FilFejl, match="Der står ingenting"):
            read(data)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(220):
                part.write(bytes(1024 * 1024))
    assert len(out.getvalue()) < 1024 * 1024
    begun = clock.monotonic()
    with pytest.raises(FilFejl, match="fylder mere"):
        read(out.getvalue())
    assert clock.monotonic() - begun < 1


def test_entities_that_would_grow_without_end_are_refused() -> None:
    names = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(9)]
    bomb = f"<!DOCTYPE worksheet [{''.join(names)}]><worksheet".encode()
    data = repacked(sheet(("Navn",), ("Ane",)), "xl/worksheets/sheet1.xml", (b"<worksheet", bomb))
    with pytest.raises(FilFejl, match="skadet"):
        read(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "adgangskode"),
        (b"PK\x03\x04 not a zip at all", "skadet"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "ikke et regneark"),
        (b"%PDF-1.7\0\0", "ikke et regneark"),
    ],
    ids=["locked", "damaged", "picture", "paper"],
)
def test_what_is_no_spreadsheet_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(FilFejl, match=words):
        read(data)


def test_another_packed_file_is_no_spreadsheet() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(FilFejl, match="ikke et regneark"):
        read(out.getvalue())


def test_an_excel_file_cut_off_anywhere_is_refused_in_words() -> None:
    data = sheet(*[("Ane", n) for n in range(50)])
    for end in range(4, len(data), 97):
        with pytest.raises(FilFejl):
            read(data[:end])


def test_too_many_rows_or_columns_are_refused() -> None:
    with pytest.raises(FilFejl, match=r"20\.000 rækker"):
        read(b"Navn;CPR\n" + b"Ane;1\n" * regneark.RAEKKER_MAKS)
    with pytest.raises(FilFejl, match="200 kolonner"):
        read(b";".join([b"a"] * (regneark.KOLONNER_MAKS + 1)))


# --- on the way ---------------------------------------------------------------------------------------


def test_five_thousand_rows_are_read_and_counted_on_the_way() -> None:
    data = sheet(("Navn", "Start", "Timer"), *[(f"Person {n}", date(2026, 3, 1), 7.5) for n in range(5_000)])
    fremdrift = Fremdrift()
    assert len(read_bytes(data, fremdrift)[0].raekker) == 5_001
    assert fremdrift.raekker == 5_000


def test_reading_stops_when_the_person_has_had_enough() -> None:
    fremdrift = Fremdrift(stop=True)
    with pytest.raises(Afbrudt, match="Intet er indlæst"):
        read_bytes(b"Navn;CPR\n" + b"Ane;1\n" * 2_000, fremdrift)
    assert fremdrift.raekker <= 1_000


def test_reading_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sager.xlsx"
    path.write_bytes(sheet(("Navn",), ("Ane",)))
    made: list[object] = []

    def no_names() -> object:
        made.append(1)
        return iter(["x"])

    monkeypatch.setattr("tempfile._get_candidate_names", no_names)
    read_fil(path, Fremdrift())
    assert made == []
    assert [p.name for p in tmp_path.iterdir()] == ["sager.xlsx"]
