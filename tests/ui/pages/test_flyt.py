"""The next besøg is agreed and moved: in the sheet, on I dag by keys, and taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from konsulent_app.store import rows
from konsulent_app.ui.pages.flyt_ark import FlytArk
from konsulent_app.ui.side import IDAG
from konsulent_core.entities import Sag
from tests.ui.pages.hands import field, find, press, text, write
from tools.shot_sager import KATRINE, sag_id
from tools.shots.scene import Scene

JONAS, BO = sag_id(0), sag_id(11)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Open = Callable[[int], FlytArk]


@pytest.fixture
def sheet(shell: Scene) -> Open:
    def make(sag: int) -> FlytArk:
        shell.open(sag)
        made = FlytArk(shell.theme, shell.work, shell.context, shell.feedback, shell.window.shell, shell.window.under)
        made.open_sheet(sag)
        shell.settle()
        return made

    return make


@pytest.fixture
def day(shell: Scene) -> Scene:
    shell.window.show_page(IDAG)
    shell.settle()
    return shell


def kept(s: Scene, sag: int) -> tuple[str | None, str | None, str | None]:
    s.settle()
    with s.database.reading() as tx:
        found = rows.get(tx, Sag, sag)
    assert found is not None
    return found.naeste_dato, found.naeste_tid, found.naeste_grund


def test_an_agreed_besoeg_stands_in_the_sheet_as_it_is_and_is_moved(shell: Scene, sheet: Open) -> None:
    sheet(KATRINE)
    assert text(shell, "move_title") == "Flyt besøget"
    assert text(shell, "move_now") == "Aftalt torsdag den 12.03.2026 kl. 10.00."
    assert field(shell, "move_date").hasFocus()
    write(shell, "move_date", "20/3")
    write(shell, "move_time", "930")
    press(shell, "move_save")
    assert kept(shell, KATRINE) == ("2026-03-20", "09.30", None)
    assert find(shell, "move_sheet").isHidden()


def test_the_list_follows_at_once_and_the_toast_takes_it_back(shell: Scene, sheet: Open, qtbot: QtBot) -> None:
    def overdue() -> str:
        return find(shell, "cases_filter_forfaldne").accessibleName()

    sheet(JONAS)
    before = overdue()
    press(shell, "move_save")
    qtbot.waitUntil(lambda: overdue() != before, timeout=3_000)
    press(shell, "toast_handling")
    assert kept(shell, JONAS) == (None, None, None)
    qtbot.waitUntil(lambda: overdue() == before, timeout=3_000)


def test_a_sag_without_a_date_gets_the_first_day_for_visits_proposed(shell: Scene, sheet: Open) -> None:
    sheet(BO)
    assert text(shell, "move_title") == "Aftal besøg"
    assert field(shell, "move_date").text() == "13.03.2026"


def test_a_holiday_is_pointed_out_and_may_be_kept(shell: Scene, sheet: Open) -> None:
    sheet(KATRINE)
    write(shell, "move_date", "02.04.2026")
    assert text(shell, "move_warning") == "2. april 2026 er skærtorsdag. Behold datoen?"
    press(shell, "move_save")
    assert kept(shell, KATRINE)[0] == "2026-04-02"


def test_without_a_date_the_reason_is_asked_for(shell: Scene, sheet: Open) -> None:
    sheet(KATRINE)
    press(shell, "move_none")
    assert field(shell, "move_why").hasFocus()
    press(shell, "move_save")
    assert text(shell, "move_error") == "Skriv en dato, eller skriv hvorfor der ikke er en."
    write(shell, "move_why", "Venter på lægen")
    QTest.keyClick(field(shell, "move_why"), Qt.Key.Key_Return, CTRL)
    assert kept(shell, KATRINE) == (None, None, "Venter på lægen")


@pytest.mark.parametrize(
    ("words", "name", "told"),
    [
        ("31.02.2026", "move_date", "31.02.2026 findes ikke."),
        ("01.03.2026", "move_date", "Dagen er gået. Vælg i dag eller senere."),
        ("25.00", "move_time", "Skriv tiden som tt.mm, for eksempel 10.30."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_stored(
    shell: Scene, sheet: Open, words: str, name: str, told: str
) -> None:
    sheet(KATRINE)
    write(shell, name, words)
    press(shell, "move_save")
    assert text(shell, "move_error") == told
    assert kept(shell, KATRINE) == (None, None, None)
    assert find(shell, "move_sheet").isVisible()


def test_arrows_with_alt_move_by_days_and_weeks_in_the_sheet(shell: Scene, sheet: Open) -> None:
    sheet(KATRINE)
    for key, shown in (
        (Qt.Key.Key_Right, "13.03.2026"),
        (Qt.Key.Key_Right, "16.03.2026"),
        (Qt.Key.Key_Down, "23.03.2026"),
        (Qt.Key.Key_Left, "20.03.2026"),
        (Qt.Key.Key_Up, "13.03.2026"),
    ):
        QTest.keyClick(field(shell, "move_date"), key, ALT)
        assert field(shell, "move_date").text() == shown
    assert kept(shell, KATRINE) == (None, None, None)
    press(shell, "move_step_frem_7")
    assert field(shell, "move_date").text() == "20.03.2026"


def test_escape_stores_nothing(shell: Scene, sheet: Open) -> None:
    sheet(KATRINE)
    write(shell, "move_date", "20.03.2026")
    QTest.keyClick(field(shell, "move_date"), Qt.Key.Key_Escape)
    assert find(shell, "move_sheet").isHidden()
    assert kept(shell, KATRINE) == (None, None, None)


def test_ctrl_d_asks_for_the_open_sag_and_the_button_does_too(shell: Scene, qtbot: QtBot) -> None:
    shell.open(KATRINE)
    with qtbot.waitSignal(shell.window.move_besoeg) as asked:
        QTest.keyClick(shell.window, Qt.Key.Key_D, CTRL)
    assert asked.args == [KATRINE]
    with qtbot.waitSignal(shell.window.move_besoeg) as asked:
        press(shell, "case_flyt")
    assert asked.args == [KATRINE]


def test_on_i_dag_the_keys_move_what_the_keyboard_stands_on(day: Scene, qtbot: QtBot) -> None:
    row = find(day, "today_overdue_1")
    row.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(day.window.move_besoeg) as asked:
        QTest.keyClick(row, Qt.Key.Key_D, CTRL)
    assert asked.args == [JONAS]
    QTest.keyClick(row, Qt.Key.Key_Right, ALT)
    assert kept(day, JONAS)[0] == "2026-03-13"
    qtbot.waitUntil(lambda: find(day, "today_overdue_1").accessibleName().startswith("Amina"), timeout=3_000)


def test_on_i_dag_a_visit_is_moved_by_a_week_with_its_time_and_taken_back(day: Scene, qtbot: QtBot) -> None:
    card = find(day, "today_visit_2")
    card.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(card, Qt.Key.Key_Down, ALT)
    assert kept(day, sag_id(3)) == ("2026-03-19", "11.30", None)
    qtbot.waitUntil(lambda: text(day, "today_headline").startswith("Tre besøg"), timeout=3_000)
    press(day, "toast_handling")
    qtbot.waitUntil(lambda: text(day, "today_headline").startswith("Fire besøg"), timeout=3_000)


def test_a_visit_today_is_not_moved_into_the_past(day: Scene) -> None:
    find(day, "today_visit_1").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(find(day, "today_visit_1"), Qt.Key.Key_Left, ALT)
    assert kept(day, KATRINE) == (None, None, None)
    assert day.said[-1].tekst == "Dagen er gået. Vælg i dag eller senere."


def test_the_calendar_is_saved_where_the_person_says_under_a_neutral_name(
    day: Scene, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def ask(_parent: object, _title: str, name: str, _kind: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    press(day, "today_calendar")
    day.settle()
    assert asked == ["besoeg.ics"]
    assert (tmp_path / "besoeg.ics").read_bytes().count(b"BEGIN:VEVENT") == 9
    assert day.said[-1].tekst == "9 besøg er gemt. Åbn filen med din kalender."


def test_one_visit_is_saved_from_its_sheet(
    shell: Scene, sheet: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.ics"), ""))
    sheet(KATRINE)
    press(shell, "move_file")
    shell.settle()
    text_ = (tmp_path / "a.ics").read_text(encoding="utf-8")
    assert text_.count("BEGIN:VEVENT") == 1
    assert "Katrine" not in text_


def test_a_reason_that_is_begun_is_there_again_when_the_sheet_was_closed(shell: Scene, sheet: Open) -> None:
    made = sheet(BO)
    press(shell, "move_none")
    QTest.keyClicks(field(shell, "move_why"), "Hun er syg")
    QTest.keyClick(field(shell, "move_why"), Qt.Key.Key_Escape)
    shell.settle()
    assert not made.isVisible()
    made.open_sheet(JONAS)
    shell.settle()
    assert field(shell, "move_why").text() != "Hun er syg"
    made.close_sheet()
    made.open_sheet(BO)
    shell.settle()
    assert field(shell, "move_why").text() == "Hun er syg"
    assert field(shell, "move_why").isVisible()
    QTest.keyClicks(field(shell, "move_why"), " til jul")
    press(shell, "move_save")
    assert kept(shell, BO) == (None, None, "Hun er syg til jul")
    made.open_sheet(BO)
    shell.settle()
    assert field(shell, "move_date").text() != ""


def test_tab_stays_in_the_sheet_and_after_it_the_keyboard_is_back(shell: Scene, sheet: Open) -> None:
    shell.open(BO)
    start = find(shell, "case_start")
    start.setFocus()
    made = sheet(BO)
    for _ in range(20):
        QTest.keyClick(shell.window.focusWidget(), Qt.Key.Key_Tab)
        now = shell.window.focusWidget()
        assert now is not None
        assert made.isAncestorOf(now)
    QTest.keyClick(shell.window.focusWidget(), Qt.Key.Key_Escape)
    assert shell.window.focusWidget() is start
