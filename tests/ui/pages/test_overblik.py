"""Overblik by keyboard and by mouse: every figure opens its list, and the lists lead to the sager."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.services.regneark import Fremdrift, read_bytes
from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.ui.pages.gem_opgoerelse import Form
from konsulent_app.ui.pages.overblik_liste import Liste
from konsulent_app.ui.pages.overblik_ord import INTET_MAALTAL_ENDNU, Raekke
from konsulent_app.ui.side import OVERBLIK
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.widgets.prikker import Prikker
from konsulent_app.ui.widgets.trinkurve import axis_top
from konsulent_core.entities import Maaltal, Sag
from konsulent_core.ids import derived_id
from konsulent_core.words import MaaltalArt, Sagsgruppe
from tests.ui.conftest import Heard
from tests.ui.pages.hands import find, press, text
from tools.shot_overblik import sag_id
from tools.shot_sager import KATRINE, KOMMUNE, NU
from tools.shots.overblik import overblik
from tools.shots.scene import Scene, scene

BO_KRAG = sag_id(25)


@pytest.fixture
def page(theme: Theme) -> Iterator[Scene]:
    with scene(theme) as found:
        overblik(found)
        yield found
        found.settle()
        assert not found.crashes, found.crashes


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def kept(s: Scene, sag: int) -> Sag:
    s.settle()
    with s.database.reading() as tx:
        found = rows.get(tx, Sag, sag)
    assert found is not None
    return found


def shown_list(s: Scene) -> list[str]:
    """The names in the open list."""
    sheet = find(s, "overview_sheet")
    found = []
    number = 1
    while (row := sheet.findChild(QWidget, f"overview_list_{number}")) is not None:
        found.append(next(w for w in words(row)[1:]))
        number += 1
    return found


def test_the_page_says_how_many_borgere_are_missing(page: Scene) -> None:
    assert {"3", "borgere mangler", "21 af 47 er i virksomhed nu. Halvdelen er 24."} <= set(
        words(find(page, "overview_goal"))
    )
    assert find(page, "overview_count_ipraktik").accessibleName() == "21 i praktik. Vis listen"


def test_every_count_opens_the_borgere_behind_it_and_a_press_opens_the_sag(page: Scene) -> None:
    press(page, "overview_count_udendato")
    assert text(page, "overview_title") == "Uden dato"
    assert shown_list(page) == ["Bo Kjær"]
    press(page, "overview_list_1")
    assert text(page, "case_name") == "Bo Kjær"
    assert find(page, "overview_sheet").isHidden()


def test_the_number_of_a_count_is_the_length_of_its_list(page: Scene) -> None:
    lister = page.overblik._lister
    assert lister is not None
    for tal, sager in lister.overblik.tal.items():
        assert len(lister.tal(tal).raekker) == len(sager)
        find(page, f"overview_count_{tal}")


def test_lists_are_alphabetical_and_who_could_be_next_has_a_way_on(page: Scene, qtbot: QtBot) -> None:
    press(page, "overview_next_all")
    names = shown_list(page)
    assert len(names) == 16
    assert names[:3] == ["Bo Kjær", "Danni Toft", "Ellen Skov"]
    assert names[-1] == "Åse Gram"
    QTest.keyClick(find(page, "overview_sheet"), Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.overblik.new_praktik) as opened:
        press(page, "overview_next_2")
    assert opened.args == [sag_id(10)]


def test_esc_closes_the_list_and_the_focus_comes_back(page: Scene) -> None:
    button = find(page, "overview_col_afventer")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    page.settle()
    sheet = find(page, "overview_sheet")
    assert sheet.isVisible()
    assert not find(page, "overview_goal").isEnabled()
    QTest.keyClick(find(page, "overview_close"), Qt.Key.Key_Escape)
    assert sheet.isHidden()
    assert find(page, "overview_goal").isEnabled()
    assert page.window.focusWidget() is button


def test_a_lock_closes_the_list_and_leaves_no_name_behind(page: Scene) -> None:
    press(page, "overview_col_afventer")
    page.overblik.hide_secrets()
    page.settle()
    assert "Bo Krag" not in words(find(page, "overview_sheet"))


def test_a_borger_is_moved_from_the_list_and_waits_only_with_a_reason_and_a_date(page: Scene, qtbot: QtBot) -> None:
    press(page, "overview_col_klar_nu")
    press(page, "overview_list_flyt_1")
    assert text(page, "overview_title") == "Hvor står Danni Toft?"
    press(page, "overview_gruppe_afventer")
    reason = find(page, "overview_gruppe_grund")
    assert isinstance(reason, QLineEdit)
    reason.clear()
    press(page, "overview_gruppe_gem")
    assert text(page, "overview_gruppe_grund_linje") == "Skriv, hvad der ventes på."
    QTest.keyClicks(reason, "kørekort")
    press(page, "overview_gruppe_gem")
    assert text(page, "overview_gruppe_igen_fejl") == "Skriv, hvornår du ser på det igen."
    press(page, "overview_gruppe_igen_om_2")
    press(page, "overview_gruppe_gem")
    one = kept(page, sag_id(10))
    assert (one.gruppe, one.gruppe_grund, one.gruppe_igen) == ("afventer", "kørekort", "2026-03-26")
    qtbot.waitUntil(lambda: "Danni Toft" not in shown_list(page) and bool(shown_list(page)), timeout=3_000)
    page.overblik.ark.close_sheet()
    assert "Danni Toft" in words(find(page, "overview_groups"))


def test_the_period_changes_the_curve_and_what_ended_and_nothing_else(page: Scene) -> None:
    before = words(find(page, "overview_groups"))
    assert "Afbrud  8" in words(find(page, "overview_breaks"))
    press(page, "overview_period_aar")
    assert "Afbrud  7" in words(find(page, "overview_breaks"))
    assert text(page, "overview_curve_words").startswith("11,5 timer mere end 01.01.2026.")
    assert words(find(page, "overview_groups")) == before
    chosen = [p for p in ("13", "aar", "sag") if find(page, f"overview_period_{p}").property("checked")]
    assert chosen == ["aar"]


def test_a_cell_of_the_afbrud_opens_those_it_counts(page: Scene) -> None:
    press(page, "overview_afbrud_sygdom_2")
    assert text(page, "overview_title") == "Afbrud: sygdom, uge 3–4"
    assert len(shown_list(page)) == 2
    page.overblik.ark.close_sheet()
    press(page, "overview_afbrud_sygdom")
    assert len(shown_list(page)) == 3


def test_promises_are_told_for_all_parties_with_the_sager_behind(page: Scene) -> None:
    press(page, "overview_promises_jobcenter")
    assert text(page, "overview_title") == "Aftaler: jobcentret"
    assert "Katrine Holm" in shown_list(page)


def test_a_konsulent_is_measured_by_the_maaltal_and_does_not_set_it(page: Scene) -> None:
    assert find(page, "overview_goal_edit").isHidden()


def test_without_a_maaltal_the_card_says_who_sets_it(shell: Scene) -> None:
    shell.window.show_page(OVERBLIK)
    shell.settle()
    assert INTET_MAALTAL_ENDNU in words(find(shell, "overview_goal_none"))
    assert shell.window.findChild(QWidget, "overview_goal_none_handling") is None


def test_the_file_is_saved_where_the_person_says_and_holds_no_name(page: Scene, tmp_path: Path) -> None:
    target = tmp_path / "opgoerelse.csv"
    page.overblik.save_to(target)
    page.settle()
    content = target.read_text(encoding="utf-8-sig")
    assert "I praktik;21" in content
    assert not any(name in content for name in ("Katrine", "Danni", "Nordlager", "operation"))
    assert page.said[-1].tekst.startswith("Opgørelsen er gemt uden navne.")
    with page.database.reading() as tx:
        logged = tx.conn.exec_driver_sql("SELECT count(*) FROM haendelse WHERE art='gem_opgoerelse'").scalar_one()
    assert logged == 1


def test_the_figures_leave_in_the_form_that_is_chosen(page: Scene, tmp_path: Path) -> None:
    press(page, "overview_save")
    menu = next(
        w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.objectName() == "overview_forms"
    )
    assert [action.text() for action in menu.actions()] == ["PDF, til mødet", "Excel", "CSV"]
    menu.close()
    for form, begins in ((Form.PDF, b"%PDF"), (Form.XLSX, b"PK")):
        page.overblik.save_to(tmp_path / f"o.{form}", form)
        page.settle()
        assert (tmp_path / f"o.{form}").read_bytes().startswith(begins)


def test_a_list_is_saved_with_its_names_for_oneself_and_written_down(page: Scene, tmp_path: Path) -> None:
    page.overblik.open_liste(lambda lister: lister.gruppe(Sagsgruppe.AFVENTER))
    assert find(page, "overview_list_save").isVisible()
    for form in (Form.CSV, Form.XLSX):
        page.overblik.ark.save_liste_to(tmp_path / f"liste.{form}", form)
        page.settle()
    told = (tmp_path / "liste.csv").read_text(encoding="utf-8-sig").splitlines()
    (ark,) = read_bytes((tmp_path / "liste.xlsx").read_bytes(), Fremdrift())
    assert told[0].startswith("Afventer;")
    assert told[1] == "Borger;Hvad"
    assert [line.split(";")[0] for line in told[2:]] == [raekke[0] for raekke in ark.raekker[2:]]
    assert any(line.startswith("Bo Krag;") for line in told)
    assert "navne" in page.said[-1].tekst
    with page.database.reading() as tx:
        logged = tx.conn.exec_driver_sql("SELECT count(*) FROM haendelse WHERE art='gem_liste'").scalar_one()
    assert logged == 2


def test_a_folder_that_cannot_be_written_in_is_told(page: Scene, tmp_path: Path) -> None:
    page.overblik.save_to(tmp_path / "findes" / "ikke.csv")
    page.settle()
    assert page.said[-1].tekst.startswith("Filen kunne ikke gemmes der.")


def test_what_moves_in_the_store_moves_on_the_page(page: Scene, qtbot: QtBot) -> None:
    with page.database.writing() as tx:
        rows.save(tx, Sag, KATRINE, KATRINE, {"slut": "2026-03-11"}, NU)
    qtbot.waitUntil(lambda: "20 i praktik" in find(page, "overview_count_ipraktik").accessibleName(), timeout=3_000)


def test_nobody_at_all_is_said_in_words(theme: Theme) -> None:
    with scene(theme, tom=True) as s:
        s.window.show_page(OVERBLIK)
        s.settle()
        assert find(s, "overview").property("state") == "none"


def test_the_cells_and_curve_are_read_aloud(page: Scene, heard: Heard) -> None:
    assert heard(find(page, "overview_afbrud_sygdom_2"))[1] == "Sygdom, uge 3–4: 2. Vis listen"
    assert heard(find(page, "overview_col_afventer_1"))[1] == "Bo Krag, operation, se igen 07.04."
    assert heard(find(page, "overview_goal"))[1].startswith("Måltal: halvdelen i virksomhedsforløb. 3 borgere mangler.")


def test_tab_goes_from_the_periods_down_to_the_promises(page: Scene) -> None:
    panel = find(page, "overview")
    order: list[str] = []
    widget = panel.nextInFocusChain()
    while widget is not None and widget is not panel:
        if widget.focusPolicy().value & 1 and widget.isVisible() and panel.isAncestorOf(widget):
            order.append(widget.objectName())
        widget = widget.nextInFocusChain()
    marks = ["overview_period_13", "overview_save", "overview_goal", "overview_next_1", "overview_curve_list",
             "overview_count_ipraktik", "overview_col_i_virksomhed_1", "overview_col_afventer",
             "overview_count_mentorstoette", "overview_afbrud_list", "overview_promises_borger"]  # fmt: skip
    assert [name for name in order if name in marks] == marks


def test_the_axis_ends_on_a_round_number() -> None:
    assert [axis_top(most) for most in (0, 0.5, 3, 8, 44, 50, 51, 320)] == [10, 0.5, 5, 10, 50, 50, 100, 500]


def test_a_sag_says_where_its_borger_stands_and_is_judged_there(shell: Scene, qtbot: QtBot) -> None:
    shell.open(KATRINE)
    assert "I virksomhed, så længe praktikken løber." in words(find(shell, "case_gruppe_kort"))
    press(shell, "case_gruppe_ret")
    press(shell, "case_gruppe_gem")
    assert text(shell, "case_gruppe_fejl") == "Vælg, hvor borgeren står."
    press(shell, "case_gruppe_klar_nu")
    QTest.keyClicks(find(shell, "case_gruppe_grund"), "vil videre")
    press(shell, "case_gruppe_gem")
    one = kept(shell, KATRINE)
    assert (one.gruppe, one.gruppe_grund) == ("klar_nu", "vil videre")
    qtbot.waitUntil(lambda: "Bagefter: klar nu" in words(find(shell, "case_gruppe_kort")), timeout=3_000)
    assert find(shell, "case_gruppe_ret").isVisible()


def test_an_open_judgement_is_not_taken_away_by_a_sync_and_not_shown_in_another_sag(shell: Scene) -> None:
    shell.open(KATRINE)
    press(shell, "case_gruppe_ret")
    press(shell, "case_gruppe_afventer")
    with shell.database.writing() as tx:
        rows.save(tx, Sag, KATRINE, KATRINE, {"gruppe": "klar_nu"}, NU)
    shell.settle()
    chip = find(shell, "case_gruppe_afventer")
    assert isinstance(chip, QAbstractButton)
    assert chip.isVisible()
    assert chip.isChecked()
    shell.open(KATRINE - 1)
    assert not chip.isVisible()


def test_a_reason_that_is_begun_is_there_again_until_it_is_saved_or_taken_back(shell: Scene) -> None:
    shell.open(KATRINE)
    press(shell, "case_gruppe_ret")
    QTest.keyClicks(find(shell, "case_gruppe_grund"), "venter på scanning")
    shell.open(KATRINE - 1)
    press(shell, "case_gruppe_ret")
    assert "scanning" not in reason(shell, "case")
    shell.open(KATRINE)
    press(shell, "case_gruppe_ret")
    assert reason(shell, "case") == "venter på scanning"
    press(shell, "case_gruppe_fortryd")
    press(shell, "case_gruppe_ret")
    assert reason(shell, "case") == ""


def test_esc_and_a_lock_keep_a_reason_that_is_begun_in_the_sheet(page: Scene) -> None:
    press(page, "overview_col_klar_nu")
    press(page, "overview_list_flyt_1")
    field = find(page, "overview_gruppe_grund")
    assert isinstance(field, QLineEdit)
    field.clear()
    QTest.keyClicks(field, "venter på kørekort")
    page.overblik.flush()
    page.settle()
    assert page.overblik.quiet
    QTest.keyClick(field, Qt.Key.Key_Escape)
    page.settle()
    press(page, "overview_col_klar_nu")
    press(page, "overview_list_flyt_1")
    assert reason(page, "overview") == "venter på kørekort"


def reason(s: Scene, prefix: str) -> str:
    s.settle()
    field = find(s, f"{prefix}_gruppe_grund")
    assert isinstance(field, QLineEdit)
    return field.text()


def test_a_sag_says_how_promises_were_kept_and_when_something_was_last_done(shell: Scene) -> None:
    shell.open(KATRINE)
    said = words(find(shell, "case_loefter"))
    assert {"Jobcentret", "0 af 1 gjort  ·  1 over tiden", "Virksomheden", "Borgeren"} <= set(said)
    assert text(shell, "case_handling") == "Der er sidst gjort noget for 28 dage siden (12.02.2026)."


def test_a_long_list_is_drawn_a_part_at_a_time(theme: Theme, qtbot: QtBot) -> None:
    liste = Liste(theme, [Raekke(n, f"Borger {n}", "") for n in range(1, 121)], flyt=False)
    qtbot.addWidget(liste)
    liste.show()
    more = liste.findChild(QAbstractButton, "overview_list_more")
    assert more is not None
    for shown, words_ in ((50, "Vis 50 til"), (100, "Vis 20 til")):
        assert liste.findChild(QWidget, f"overview_list_{shown}") is not None
        assert liste.findChild(QWidget, f"overview_list_{shown + 1}") is None
        assert more.text() == words_
        more.click()
    assert liste.findChild(QWidget, "overview_list_120") is not None
    assert not more.isVisible()


def test_dots_take_the_lines_they_need_and_become_a_bar_when_they_are_too_many(theme: Theme, qtbot: QtBot) -> None:
    dots = Prikker(theme)
    qtbot.addWidget(dots)
    dots.set_tal(21, 3, 47, "21 af 47")
    assert dots.heightForWidth(315) == 15 + 2 * 22  # sixteen, sixteen and fifteen
    assert dots.heightForWidth(2_000) == 15
    dots.set_tal(2_100, 300, 4_700, "2100 af 4700")
    assert dots.heightForWidth(315) == 15
    assert not dots.grab().isNull()
    dots.set_tal(0, 0, 0, "ingen")
    assert dots.heightForWidth(315) == 0


def test_a_maaltal_that_is_reached_says_so_on_the_page(page: Scene, qtbot: QtBot) -> None:
    with page.database.writing() as tx:
        number = derived_id(Maaltal.tabel, MaaltalArt.VIRKSOMHEDSFORLOEB.value)
        rows.save(Tx(tx.conn, tx.touched), Maaltal, number, KOMMUNE, {"andel": 0.4}, NU)  # as a sync brings it
    qtbot.waitUntil(lambda: "Måltallet er nået" in words(find(page, "overview_goal")), timeout=3_000)
    assert "21 af 47" in words(find(page, "overview_goal"))
