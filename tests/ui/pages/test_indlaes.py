"""»Indlæs sager« from the file to the receipt, with its ways back and what can go wrong on the way."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel

from konsulent_app.store import rows
from konsulent_app.store.errors import DiskFull
from konsulent_app.ui.pages.indlaes import IndlaesPage, Trin
from konsulent_app.ui.widgets.chips import ChoiceChips
from konsulent_app.ui.window import SAGER
from konsulent_core.entities import Borger, Record, Sag
from tests.ui.pages.hands import find, press, text
from tools.shot_indlaes import HOVED, RAEKKER, csv_fil, go_to
from tools.shots.scene import Scene

DE_GODE = RAEKKER[2:4]  # at a virksomhed that nobody knows, and at none


class Backups:
    """Counts the backups asked for."""

    def __init__(self) -> None:
        self.made = 0
        self.error: Exception | None = None

    def __call__(self) -> None:
        if self.error is not None:
            raise self.error
        self.made += 1


@pytest.fixture
def backups() -> Backups:
    return Backups()


@pytest.fixture
def page(shell: Scene, backups: Backups) -> Iterator[IndlaesPage]:
    made = IndlaesPage(shell.theme, shell.work, shell.context, shell.feedback, ("Ressourceforløb",), backups)
    shell.window.show_full(made)
    yield made
    shell.settle()


def state(page: IndlaesPage) -> str:
    found = page.property("state")
    assert isinstance(found, str)
    return found


def words(s: Scene) -> list[str]:
    return [label.text() for label in s.window.findChildren(QLabel) if label.isVisible()]


def antal(s: Scene, entity: type[Record]) -> int:
    with s.database.reading() as tx:
        return len(rows.find(tx, entity))


def choose(s: Scene, place: int, words_: str) -> None:
    box = find(s, f"import_column_{place}")
    assert isinstance(box, QComboBox)
    box.setCurrentText(words_)
    s.settle()


def test_a_file_goes_from_its_columns_to_sager_in_three_presses(
    shell: Scene, page: IndlaesPage, backups: Backups, tmp_path: Path
) -> None:
    before = antal(shell, Sag)
    page.open_file(csv_fil(tmp_path, raekker=DE_GODE))
    shell.settle()
    assert state(page) == "kolonner"
    press(shell, "import_go")
    assert text(shell, "import_plan_title") == "2 sager kan indlæses"
    assert antal(shell, Sag) == before
    press(shell, "import_go")
    assert text(shell, "import_receipt_title") == "2 sager er indlæst"
    assert antal(shell, Sag) == before + 2
    assert backups.made == 1
    reached: list[bool] = []
    page.to_sager.connect(lambda: reached.append(True))
    press(shell, "import_done")
    assert reached == [True]


def test_an_excel_file_goes_the_same_way(shell: Scene, page: IndlaesPage, tmp_path: Path) -> None:
    book, out = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for line in (HOVED, *DE_GODE):
        sheet.append(line.split(";"))
    book.save(out)
    path = tmp_path / "sager.xlsx"
    path.write_bytes(out.getvalue())
    page.open_file(path)
    shell.settle()
    press(shell, "import_go")
    press(shell, "import_go")
    assert text(shell, "import_receipt_title") == "2 sager er indlæst"


def test_of_several_sheets_one_is_chosen_and_its_columns_follow(
    shell: Scene, page: IndlaesPage, tmp_path: Path
) -> None:
    book, out = Workbook(), io.BytesIO()
    book.worksheets[0].append(["Tekst"])
    book.worksheets[0].append(["Vejledning"])
    sheet = book.create_sheet("Borgere")
    for line in (HOVED, *DE_GODE):
        sheet.append(line.split(";"))
    book.save(out)
    path = tmp_path / "sager.xlsx"
    path.write_bytes(out.getvalue())
    page.open_file(path)
    shell.settle()
    assert not find(shell, "import_go").isEnabled()
    sheets = find(shell, "import_sheet")
    assert isinstance(sheets, QComboBox)
    sheets.setCurrentText("Borgere")
    shell.settle()
    press(shell, "import_go")
    assert text(shell, "import_plan_title") == "2 sager kan indlæses"


def test_the_keyboard_stands_on_what_is_asked_and_goes_all_the_way(
    shell: Scene, page: IndlaesPage, tmp_path: Path
) -> None:
    before = antal(shell, Sag)
    page.open_file(csv_fil(tmp_path))
    shell.settle()
    QTest.keyClick(find(shell, "import_go"), Qt.Key.Key_Return)
    shell.settle()
    assert page.focusWidget().objectName() == "import_same_1_samme"
    for number in (1, 2):
        QTest.keyClick(find(shell, f"import_same_{number}_samme"), Qt.Key.Key_Space)
        shell.settle()
    QTest.keyClick(find(shell, "import_go"), Qt.Key.Key_Return)
    shell.settle()
    assert page.focusWidget().objectName() == "import_done"
    assert antal(shell, Sag) == before + 4


def test_the_columns_are_guessed_shown_with_examples_and_may_be_chosen_otherwise(
    shell: Scene, page: IndlaesPage, tmp_path: Path
) -> None:
    go_to(page, tmp_path, Trin.KOLONNER, shell.settle)
    boxes = [box for box in page.findChildren(QComboBox) if box.objectName().startswith("import_column_")]
    assert [box.currentText() for box in boxes[:3]] == ["CPR-nummer", "Navn", "Telefon"]
    assert boxes[-1].currentText() == "Indlæses ikke"
    assert "Ane Vestergaard · Birk Holm · Clara Dahl" in words(shell)
    choose(shell, 15, "Bisidder")
    choose(shell, 2, "Indlæses ikke")
    press(shell, "import_go")
    assert state(page) == "proeve"


def test_two_columns_of_one_kind_and_no_name_are_told_of_and_stop_the_way(
    shell: Scene, page: IndlaesPage, tmp_path: Path
) -> None:
    go_to(page, tmp_path, Trin.KOLONNER, shell.settle)
    go = find(shell, "import_go")
    choose(shell, 3, "Telefon")
    assert "Både »Tlf.« og »Ydelse« er valgt som Telefon. Vælg »Indlæses ikke« ved den ene." in words(shell)
    assert not go.isEnabled()
    choose(shell, 3, "Sagstype")
    assert go.isEnabled()
    choose(shell, 1, "Indlæses ikke")
    assert "Vælg, hvilken kolonne der er borgerens navn." in words(shell)
    assert not go.isEnabled()


def test_what_is_wrong_stands_by_row_and_heading_and_never_with_a_cpr_number(
    shell: Scene, page: IndlaesPage, tmp_path: Path
) -> None:
    go_to(page, tmp_path, Trin.PROEVE, shell.settle)
    said = words(shell)
    assert "Række 6 · Rehab-møde · »31-02-2026«" in said
    assert "Række 7 · CPR-nr." in said
    assert not [line for line in said if "641190" in line or "710180" in line]


def test_a_virksomhed_called_alike_is_asked_about_before_the_way_is_open(
    shell: Scene, page: IndlaesPage, tmp_path: Path
) -> None:
    go_to(page, tmp_path, Trin.PROEVE, shell.settle)
    go = find(shell, "import_go")
    assert not go.isEnabled()
    chips = page.findChildren(ChoiceChips)
    press(shell, "import_same_1_samme")
    assert not go.isEnabled()
    assert [one.valgt_nu() for one in chips] == ["samme", ""]
    press(shell, "import_same_2_ny")
    assert go.isEnabled()
    assert "2 nye virksomheder bliver oprettet." in words(shell)


def test_one_press_answers_for_all_of_them(shell: Scene, page: IndlaesPage, tmp_path: Path) -> None:
    go_to(page, tmp_path, Trin.PROEVE, shell.settle)
    press(shell, "import_same_all")
    assert find(shell, "import_go").isEnabled()


def test_taken_in_again_everybody_is_here_and_empty_fields_may_be_filled(
    shell: Scene, page: IndlaesPage, tmp_path: Path
) -> None:
    for _ in range(2):
        page.open_file(csv_fil(tmp_path, raekker=DE_GODE))
        shell.settle()
        press(shell, "import_go")
        if find(shell, "import_go").isEnabled():
            press(shell, "import_go")
    assert text(shell, "import_plan_title") == "Der er ingen sager at indlæse"
    assert not find(shell, "import_go").isEnabled()
    press(shell, "import_fill")
    assert find(shell, "import_go").isEnabled()


def test_the_list_of_faults_is_saved_where_the_person_chooses(
    shell: Scene, page: IndlaesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to(page, tmp_path, Trin.PROEVE, shell.settle)
    target = tmp_path / "liste.csv"
    proposed: list[str] = []

    def ask(_page: object, _titel: str, navn: str, _art: str) -> tuple[str, str]:
        proposed.append(navn)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    press(shell, "import_save_faults")
    assert proposed == ["fejlliste.csv"]
    saved = target.read_text(encoding="utf-8-sig")
    assert "6;Rehab-møde;31-02-2026;31.02.2026 findes ikke.;Fejl, ikke indlæst" in saved
    assert "641190" not in saved


def test_a_template_is_saved_and_can_be_read_back(
    shell: Scene, page: IndlaesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "skabelon.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(shell, "import_template")
    page.open_file(target)
    shell.settle()
    press(shell, "import_go")
    assert text(shell, "import_plan_title") == "Der er ingen sager at indlæse"
    assert "Rækken er skabelonens eksempel og bliver ikke indlæst." in words(shell)


def test_a_place_that_cannot_be_written_to_is_told_of(shell: Scene, page: IndlaesPage, tmp_path: Path) -> None:
    page.save_to(tmp_path / "findes" / "ikke.csv", b"")
    shell.settle()
    assert "Vælg en anden mappe" in shell.said[-1].tekst


def test_a_file_that_cannot_be_used_says_why_at_the_first_step(shell: Scene, page: IndlaesPage, tmp_path: Path) -> None:
    path = tmp_path / "gammelt.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(100))
    page.open_file(path)
    shell.settle()
    assert state(page) == "vaelg"
    assert any("adgangskode" in line for line in words(shell))
    page.open_file(csv_fil(tmp_path))
    shell.settle()
    assert state(page) == "kolonner"


def test_a_dropped_file_is_read(shell: Scene, page: IndlaesPage, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(csv_fil(tmp_path)))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    shell.settle()
    assert state(page) == "kolonner"


def test_esc_goes_one_step_back_and_out_of_the_first(shell: Scene, page: IndlaesPage, tmp_path: Path) -> None:
    go_to(page, tmp_path, Trin.PROEVE, shell.settle)
    left: list[bool] = []
    page.closed.connect(lambda: left.append(True))
    for expected in ("kolonner", "vaelg"):
        page.go_back()
        assert state(page) == expected
    assert left == []
    page.go_back()
    assert left == [True]


def test_afbryd_stops_and_nothing_is_taken_in(
    shell: Scene, page: IndlaesPage, backups: Backups, tmp_path: Path
) -> None:
    before = antal(shell, Sag)
    page.open_file(csv_fil(tmp_path, raekker=DE_GODE))
    shell.settle()
    press(shell, "import_go")
    page.onward()
    assert state(page) == "vent"
    page.go_back()
    shell.settle()
    assert state(page) == "proeve"
    assert antal(shell, Sag) == before
    assert shell.said[-1].tekst == "Afbrudt. Intet er indlæst."


def test_left_while_it_is_taken_in_it_is_rolled_back_first(shell: Scene, page: IndlaesPage, tmp_path: Path) -> None:
    before = antal(shell, Sag)
    left: list[bool] = []
    page.closed.connect(lambda: left.append(True))
    page.open_file(csv_fil(tmp_path, raekker=DE_GODE))
    shell.settle()
    press(shell, "import_go")
    page.onward()
    page.leave()
    assert left == []
    shell.settle()
    assert left == [True]
    assert antal(shell, Sag) == before


def test_without_a_backup_nothing_is_taken_in(
    shell: Scene, page: IndlaesPage, backups: Backups, tmp_path: Path
) -> None:
    before = antal(shell, Borger)
    backups.error = DiskFull()
    page.open_file(csv_fil(tmp_path, raekker=DE_GODE))
    shell.settle()
    press(shell, "import_go")
    press(shell, "import_go")
    assert state(page) == "proeve"
    assert antal(shell, Borger) == before
    assert "Disken er fuld" in shell.said[-1].tekst


def test_the_page_may_go_while_a_file_is_read(shell: Scene, page: IndlaesPage, tmp_path: Path) -> None:
    page.open_file(csv_fil(tmp_path))
    shell.window.leave_full()
    shell.settle()
    assert not shell.crashes


def test_sager_and_the_palette_lead_here(shell: Scene) -> None:
    asked: list[bool] = []
    shell.window.indlaes.connect(lambda: asked.append(True))
    shell.window.show_page(SAGER)
    press(shell, "cases_import")
    assert asked == [True]
    shell.window.open_palette()
    shell.settle()
    box = find(shell, "palette_input")
    QTest.keyClicks(box, "regneark")
    shell.settle()
    QTest.keyClick(box, Qt.Key.Key_Return)
    shell.settle()
    assert asked == [True, True]
