"""Sager by keyboard and by mouse: finding a sag, opening it, and what moves under one's eyes."""

from contextlib import suppress

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QMenu, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.services.besoeg import open_besoeg
from konsulent_app.store import rows
from konsulent_app.store.sager import read_sag
from konsulent_app.ui.models.sager import Overskrift
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.raekkeliste import RAEKKE
from konsulent_core.entities import Aftale, Besoeg, Praktik, Sag
from konsulent_core.errors import WorldError
from konsulent_core.merge import Value
from tests.ui.conftest import Heard
from tests.ui.pages.hands import find, press, text
from tools import shot_sager, shot_timer
from tools.shot_sager import I_DAG, KATRINE
from tools.shots.scene import Scene, scene


def view(s: Scene) -> QListView:
    found = find(s, "cases_list")
    assert isinstance(found, QListView)
    return found


def names(s: Scene) -> list[str]:
    model = view(s).model()
    found = [model.index(n, 0).data(RAEKKE) for n in range(model.rowCount())]
    return [r.navn for r in found if not isinstance(r, Overskrift)]


def logged(s: Scene) -> list[tuple[str, int]]:
    s.work.settle()
    with s.database.reading() as tx:
        return [tuple(row) for row in tx.conn.exec_driver_sql("SELECT art, scope FROM haendelse ORDER BY nr")]


def test_the_list_shows_the_whole_caseload_and_opens_nobody(shell: Scene) -> None:
    assert len(names(shell)) == 12
    assert find(shell, "case").property("state") == "empty"
    assert logged(shell) == []


def test_a_press_on_a_row_opens_the_sag(shell: Scene) -> None:
    index = shell.sager.liste.model.index_of(KATRINE)
    QTest.mouseClick(view(shell).viewport(), Qt.MouseButton.LeftButton, pos=view(shell).visualRect(index).center())
    shell.settle()
    assert text(shell, "case_name") == "Katrine Holm"
    assert logged(shell) == [("aabn_sag", KATRINE)]


def test_by_keyboard_alone_a_sag_is_searched_opened_and_begun(shell: Scene, qtbot: QtBot) -> None:
    QTest.keyClick(shell.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = find(shell, "cases_search")
    assert search.hasFocus()
    QTest.keyClicks(search, "nordl katr")
    QTest.keyClick(search, Qt.Key.Key_Down)
    assert view(shell).hasFocus()
    QTest.keyClick(view(shell), Qt.Key.Key_Return)
    shell.settle()
    assert text(shell, "case_name") == "Katrine Holm"
    with qtbot.waitSignal(shell.window.start_besoeg) as begun:
        QTest.keyClick(shell.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert begun.args == [KATRINE]


def test_arrowing_down_the_list_opens_only_the_sag_where_it_stops(shell: Scene, qtbot: QtBot) -> None:
    view(shell).setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(4):
        QTest.keyClick(view(shell), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: shell.sager.sag.sag is not None, timeout=3_000)
    shell.settle()
    assert len(logged(shell)) == 1


def test_a_filter_shows_its_rows_and_is_a_radio_button(shell: Scene, heard: Heard) -> None:
    press(shell, "cases_filter_bekymring")
    assert names(shell) == ["Jonas Friis", "Katrine Holm", "Søren Bukh"]
    role, words = heard(find(shell, "cases_filter_bekymring"))
    assert (role, words) == (QAccessible.Role.RadioButton, "Bekymring 3")


def test_when_nothing_fits_one_press_clears_search_and_filter(shell: Scene) -> None:
    search = find(shell, "cases_search")
    assert isinstance(search, QLineEdit)
    QTest.keyClicks(search, "ingen hedder sådan")
    press(shell, "cases_filter_forfaldne")
    assert find(shell, "cases_empty").isVisible()
    press(shell, "cases_empty_handling")
    assert search.text() == ""
    assert len(names(shell)) == 12


def test_without_any_sag_the_list_says_why(theme: Theme) -> None:
    with scene(theme, tom=True) as found:
        assert find(found, "cases_none").isVisible()


def test_an_unreadable_store_says_so_and_offers_to_try_again(shell: Scene) -> None:
    shell.sager.liste.show_error()
    press(shell, "cases_error_handling")
    assert view(shell).isVisible()


def test_loading_says_nothing_at_first(shell: Scene) -> None:
    shell.sager.liste.begin_loading()
    assert find(shell, "cases_loading").property("state") == "blank"
    shell.sager.liste.skip_to("progress")
    assert find(shell, "cases_loading").property("state") == "progress"


def test_a_change_elsewhere_moves_the_list_and_keeps_search_focus_and_choice(shell: Scene, qtbot: QtBot) -> None:
    shell.open(KATRINE)
    search = find(shell, "cases_search")
    search.setFocus()
    QTest.keyClicks(search, "lund")
    with shell.database.writing() as tx:
        rows.save(tx, Praktik, 3_010, shot_sager.sag_id(10), {"afbrudt": True}, shot_sager.NU)
    qtbot.waitUntil(lambda: "ingen praktik" in shell.sager.liste.model.index(1).data(), timeout=3_000)
    assert search.hasFocus()
    assert names(shell) == ["Ida Lund"]
    assert shell.sager.sag.sag == KATRINE


# --- the sag ------------------------------------------------------------------------------------------


def test_the_sag_follows_what_is_changed_elsewhere(shell: Scene, qtbot: QtBot) -> None:
    shell.open(KATRINE)
    with shell.database.writing() as tx:
        rows.save(tx, Sag, KATRINE, KATRINE, {"bekymring_grund": "Ring til Lone"}, shot_sager.NU)
    shell.settle()
    assert any(label.text() == "Ring til Lone" for label in find(shell, "case_concern").findChildren(QLabel))


def test_what_moves_in_another_sag_does_not_draw_this_one_anew(shell: Scene) -> None:
    shell.open(KATRINE)
    row = find(shell, "case_aftale_1")
    with shell.database.writing() as tx:
        rows.save(tx, Sag, shot_sager.sag_id(5), shot_sager.sag_id(5), {"bekymring": True}, shot_sager.NU)
    shell.settle()
    assert find(shell, "case_aftale_1") is row


def test_a_tick_is_stored_told_and_can_be_undone_and_the_focus_stays(shell: Scene) -> None:
    shell.open(KATRINE)
    box = find(shell, "case_aftale_3_gjort")
    box.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(box, Qt.Key.Key_Space)
    shell.settle()
    assert aftale_done(shell) == [True, True, True]
    assert box.hasFocus()
    assert shell.said[-1].tekst == "Aftalen er gjort."
    press(shell, "toast_handling")
    assert aftale_done(shell) == [True, True, False]
    assert find(shell, "case_aftale_3").property("value") == "ikke_endnu"


def test_an_older_aftale_that_is_ticked_stands_until_it_can_no_longer_be_undone(shell: Scene) -> None:
    with shell.database.writing() as tx:
        old: dict[str, Value] = {"besoeg": 20_204, "hvad": "Finde sikkerhedssko", "part": "virksomhed", "orden": "a"}
        rows.save(tx, Aftale, 5_009, KATRINE, old, shot_sager.NU)
    shell.open(KATRINE)
    press(shell, "case_aftale_4_gjort")
    assert find(shell, "case_aftale_4").property("value") == "gjort"
    press(shell, "toast_handling")
    assert find(shell, "case_aftale_4").property("value") == "ikke_endnu"


def test_once_a_besoeg_is_locked_its_aftaler_come_first_and_older_ones_that_are_done_are_gone(shell: Scene) -> None:
    visit: dict[str, Value] = {"type": "opfoelgning", "tidspunkt": "2026-03-12T09:05:00.000Z", "tilstand": "kladde"}
    new: dict[str, Value] = {"besoeg": 20_207, "hvad": "Ringe til lægen", "part": "borger", "orden": "a"}
    with shell.database.writing() as tx:
        rows.save(tx, Besoeg, 20_207, KATRINE, visit, shot_sager.NU)
        rows.save(tx, Aftale, 5_009, KATRINE, new, shot_sager.NU)
    shell.open(KATRINE)
    assert "Ringe til lægen" in row_words(find(shell, "case_aftale_4"))
    press(shell, "case_aftale_3_gjort")
    with shell.database.writing() as tx:
        rows.save(tx, Besoeg, 20_207, KATRINE, {"tilstand": "afsluttet"}, shot_sager.NU)
    shell.settle()
    assert "Ringe til lægen" in row_words(find(shell, "case_aftale_1"))
    assert shell.window.findChild(QWidget, "case_aftale_2") is None


def row_words(row: QWidget) -> list[str]:
    return [label.text() for label in row.findChildren(QLabel)]


def test_many_old_open_aftaler_are_shown_when_asked_for(shell: Scene) -> None:
    with shell.database.writing() as tx:
        for number in range(9):
            old: dict[str, Value] = {"besoeg": 20_204, "hvad": f"Gammel {number}", "part": "borger"}
            rows.save(tx, Aftale, 5_020 + number, KATRINE, old, shot_sager.NU)
    shell.open(KATRINE)
    assert shell.window.findChild(QWidget, "case_aftale_7") is None
    press(shell, "case_aftaler_alle")
    assert find(shell, "case_aftale_12").isVisibleTo(find(shell, "case"))


def aftale_done(s: Scene) -> list[bool]:
    s.settle()
    with s.database.reading() as tx:
        blad = read_sag(tx, KATRINE, I_DAG)
    assert blad is not None
    return [bool(a.gjort) for a in blad.aftaler]


def test_cpr_is_hidden_until_asked_for_and_each_look_is_logged(theme: Theme) -> None:
    with scene(theme) as found:
        found.open(KATRINE)
        assert text(found, "case_cpr_tekst") == "CPR ••••••-••••"
        press(found, "case_cpr_vis")
        assert text(found, "case_cpr_tekst") == "CPR 010192-0000"
        assert ("vis_cpr", KATRINE) in logged(found)
        found.open(shot_sager.sag_id(3))
        assert text(found, "case_cpr_tekst") == "CPR ••••••-••••"


def test_an_open_kladde_is_gone_on_with_instead_of_started_anew(shell: Scene, qtbot: QtBot) -> None:
    with shell.database.writing() as tx:
        besoeg = open_besoeg(tx, shell.context, KATRINE, 3_002)
    shell.open(KATRINE)
    start = find(shell, "case_start")
    assert isinstance(start, QAbstractButton)
    assert start.text() == "Fortsæt besøg"
    with qtbot.waitSignal(shell.window.open_besoeg) as opened:
        QTest.mouseClick(start, Qt.MouseButton.LeftButton)
    assert opened.args == [besoeg]


def test_a_locked_besoeg_can_be_read_and_its_paper_seen(shell: Scene, qtbot: QtBot) -> None:
    shell.open(KATRINE)
    with qtbot.waitSignal(shell.window.open_besoeg) as opened:
        press(shell, "case_besoeg_1_laes")
    with qtbot.waitSignal(shell.window.show_paper) as shown:
        press(shell, "case_besoeg_1_papir")
    assert opened.args == shown.args == [20_206]


def test_all_besoeg_can_be_listed(shell: Scene) -> None:
    shell.open(KATRINE)
    press(shell, "case_besoeg_alle")
    assert find(shell, "case_besoeg_6_laes").isVisibleTo(find(shell, "case"))


def test_a_number_is_copied_from_the_small_menu(shell: Scene) -> None:
    shell.open(KATRINE)
    press(shell, "case_call")
    menu = shell.window.findChild(QMenu, "case_numbers")
    assert menu is not None
    assert [a.text() for a in menu.actions()] == ["Lone Bach, lagerchef:  75 61 00 42", "Katrine Holm:  20 30 40 02"]
    menu.actions()[0].trigger()
    menu.close()
    with suppress(RuntimeError):
        assert QGuiApplication.clipboard().text() == "75 61 00 42"
    assert shell.said[-1].tekst == "Nummeret er kopieret."


def test_two_changed_fields_are_told_of_and_lead_to_the_choice(torn: Scene) -> None:
    torn.open(KATRINE)
    banner = find(torn, "case_konflikt")
    assert any(label.text() == "3 felter er rettet to steder" for label in banner.findChildren(QLabel))
    press(torn, "case_konflikt_handling")
    assert find(torn, "conflict").isVisible()


def test_the_forloeb_can_be_read_as_a_list(shell: Scene) -> None:
    shell.open(KATRINE)
    press(shell, "case_forloeb_vis")
    lines = [label.text() for label in find(shell, "case_forloeb_liste").findChildren(QLabel)]
    assert "Rehab-møde" in lines
    assert "15.09.2026" in lines


def test_the_numbers_behind_the_curves_can_be_read(shell: Scene) -> None:
    shell.open(KATRINE)
    press(shell, "case_udvikling_tal")
    shown = [label.text() for label in find(shell, "case_udvikling").findChildren(QLabel) if label.isVisible()]
    assert any(words.startswith("06.11.2025: 2  ·  ") for words in shown)


def test_a_first_sag_says_how_to_begin(shell: Scene) -> None:
    """With the formøde, and once there is a praktik with its startmøde."""

    def said() -> list[str]:
        return [label.text() for label in find(shell, "case_first").findChildren(QLabel)]

    sag = shot_sager.sag_id(11)
    shell.open(sag)
    assert find(shell, "case").property("state") == "first"
    assert "Intet besøg endnu. Brug dagsordenen til formødet" in said()
    with shell.database.writing() as tx:
        rows.save(tx, Praktik, 3_911, sag, {"virksomhed": 4_002, "start": "2026-03-23"}, shot_sager.NU)
    shell.settle()
    assert "Intet besøg endnu. Brug dagsordenen til startmødet" in said()


def test_a_sag_that_left_the_machine_says_so(shell: Scene) -> None:
    shell.open(999_999)
    assert find(shell, "case").property("state") == "gone"


def test_a_sag_that_can_not_be_read_offers_to_try_again(shell: Scene) -> None:
    shell.open(KATRINE)
    shell.sager.sag._failed(WorldError("Disken svarer ikke."))
    assert find(shell, "case").property("state") == "error"
    press(shell, "case_error_handling")
    assert find(shell, "case").property("state") == "shown"


# --- narrow windows -----------------------------------------------------------------------------------


def test_in_a_little_window_the_sag_takes_the_lists_place_and_gives_it_back(shell: Scene) -> None:
    shell.window.resize(683, 384)
    shell.settle()
    assert view(shell).isVisible()
    assert not find(shell, "case").isVisible()
    shell.sager.show_sag(KATRINE)
    shell.settle()
    assert not view(shell).isVisible()
    assert find(shell, "case_start").hasFocus()
    press(shell, "case_back")
    assert view(shell).isVisible()


def test_esc_in_a_little_window_goes_back_to_the_list(shell: Scene) -> None:
    shell.window.resize(683, 384)
    shell.sager.show_sag(KATRINE)
    shell.settle()
    QTest.keyClick(find(shell, "case_start"), Qt.Key.Key_Escape)
    assert view(shell).isVisible()


@pytest.mark.parametrize("width", [400, 683, 900, 1200, 1366, 1700, 1920])
def test_nothing_scrolls_sideways_at_any_width(shell: Scene, width: int) -> None:
    shell.window.resize(width, 768)
    shell.open(KATRINE)
    QApplication.processEvents()
    assert shell.window.width() == width
    content = shell.sager.sag._scroll.widget()
    assert content is not None
    assert content.minimumSizeHint().width() <= shell.sager.sag._scroll.viewport().width()


def test_the_week_shows_only_the_days_in_use_and_each_is_heard_as_a_sentence(shell: Scene) -> None:
    with shell.database.writing() as tx:
        shot_timer.fill(tx)
        shot_timer.clash(tx)
    shell.open(shot_timer.IDA)
    assert find(shell, "case_uge").isVisible()
    days = [w.text() for w in find(shell, "case_uge_dag").findChildren(QLabel)]
    assert days == [
        "mandag: Praktik 09.00–12.00, Træning og kost 11.30–12.30",
        "onsdag: Praktik 09.00–12.00, Mentor 11.00–12.00",
        "torsdag: Træning og kost 13.00–14.00",
        "fredag: Mentor 09.00–10.00",
    ]
    assert "Mentor ligger samme tid som praktikken onsdag." in text(shell, "case_uge_sammenfald")
