"""Rapporter by keyboard and by mouse: finding a sag, choosing, pointing at a claim, own words, and the file."""

import hashlib
import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView, QPlainTextEdit
from pytestqt.qtbot import QtBot

from konsulent_app.services.haendelser import Haendelse
from konsulent_app.store import meta, rows
from konsulent_app.store.errors import DiskFull
from konsulent_app.store.rapport import rapport_id
from konsulent_app.ui.models.genlaes import TOGETHER_MS
from konsulent_app.ui.models.rapporter import RAEKKE
from konsulent_app.ui.pages.rapport import INGEN_AFSLUTTET, INGEN_BESOEG, RapportPage
from konsulent_app.ui.pages.rapport_papir import IKKE_HER, RapportPapir
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.window import RAPPORTER
from konsulent_core.entities import Rapport, RapportTekst, Sag
from konsulent_core.errors import UserError
from konsulent_core.rapport.art import Del
from tests.ui.pages.hands import find, press, text
from tools.shot import Scene, open_rapport, scene
from tools.shot_sager import KATRINE, NU, sag_id


@pytest.fixture
def page(shell: Scene) -> RapportPage:
    return open_rapport(shell)


def anew(s: Scene) -> None:
    """What was saved is on the page."""
    s.settle()
    QTest.qWait(2 * TOGETHER_MS)
    s.settle()


def stored(s: Scene) -> Rapport:
    with s.database.reading() as tx:
        found = rows.get(tx, Rapport, rapport_id(KATRINE))
    assert found is not None
    return found


def texts(s: Scene) -> dict[str | None, str | None]:
    with s.database.reading() as tx:
        return {t.afsnit: t.tekst for t in rows.find(tx, RapportTekst, "rapport=?", (rapport_id(KATRINE),))}


def papir(page: RapportPage) -> RapportPapir:
    assert page._papir is not None
    return page._papir


def click(page: RapportPage, noegle: str) -> None:
    """A press in the middle of where a claim stands."""
    side = next(one for one in page.ark.sider if one.rect_of(noegle) is not None)
    rect = side.rect_of(noegle)
    assert rect is not None
    QTest.mouseClick(side, Qt.MouseButton.LeftButton, pos=QPoint(rect.center().x(), rect.top() + 8))


def sources(s: Scene) -> list[str]:
    s.settle()
    names = [f"report_source_{n}_hoved" for n in range(1, 40)]
    found = [s.window.findChild(QLabel, name) for name in names]
    return [label.text() for label in found if label is not None and label.isVisible()]


# --- the list -----------------------------------------------------------------------------------------


def listed(s: Scene) -> list[str]:
    view = find(s, "reports_list")
    assert isinstance(view, QListView)
    model = view.model()
    return [model.index(n, 0).data(RAEKKE).navn for n in range(model.rowCount())]


def test_rapporter_stands_in_the_navigation_with_planned_moeder_first(shell: Scene) -> None:
    with shell.database.writing() as tx:
        rows.save(tx, Sag, sag_id(3), sag_id(3), {"moede_dato": "2026-04-01"}, NU)
    shell.window.show_page(RAPPORTER)
    shell.settle()
    assert "Rapporter" in [item.text() for item in shell.window.nav.items()]
    assert listed(shell)[:4] == ["Peter Vang", "Katrine Holm", "Amina Yusuf", "Birthe Mikkelsen"]
    view = find(shell, "reports_list")
    assert isinstance(view, QListView)
    assert view.model().index(0, 0).data() == "Peter Vang, Åby Bibliotek, møde 01.04.2026, 1 afsluttet besøg"


def test_by_keyboard_alone_a_sag_is_searched_and_its_report_asked_for(shell: Scene) -> None:
    shell.window.show_page(RAPPORTER)
    shell.settle()
    asked: list[int] = []
    shell.window.wants_rapport.connect(asked.append)
    QTest.keyClick(shell.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(find(shell, "reports_search"), "nordlager ")
    QTest.keyClick(find(shell, "reports_search"), Qt.Key.Key_Down)
    QTest.keyClick(find(shell, "reports_list"), Qt.Key.Key_Return)
    assert listed(shell) == ["Katrine Holm", "Omar Said"]
    assert asked == [KATRINE]


def test_when_nothing_fits_one_press_clears_the_search(shell: Scene) -> None:
    shell.window.show_page(RAPPORTER)
    shell.settle()
    QTest.keyClicks(find(shell, "reports_search"), "ingen hedder sådan")
    press(shell, "reports_nothing_handling")
    assert find(shell, "reports_list").isVisible()


def test_without_sager_the_list_says_so(theme: Theme) -> None:
    with scene(theme, tom=True) as s:
        s.window.show_page(RAPPORTER)
        s.settle()
        assert find(s, "reports_none").isVisible()


def test_ctrl_r_and_the_button_on_the_sag_ask_for_its_report(shell: Scene) -> None:
    shell.open(KATRINE)
    asked: list[int] = []
    shell.window.wants_rapport.connect(asked.append)
    QTest.keyClick(shell.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    press(shell, "case_report")
    assert asked == [KATRINE, KATRINE]


# --- what it shows ------------------------------------------------------------------------------------


def test_the_page_stands_as_it_prints_with_what_is_missing_named(shell: Scene, page: RapportPage) -> None:
    assert page.property("state") == "shown"
    assert text(shell, "report_title") == "Til rehabiliteringsteamet · Katrine Holm"
    assert text(shell, "report_pages") == f"side 1 af {len(page.ark.sider)}"
    told = [label.text() for label in find(shell, "report_missing").findChildren(QLabel)]
    assert told[0] == "Mangler, står i rapporten"
    assert tuple(told[1:]) == papir(page).blad.huller


def test_opening_a_report_is_logged_as_opening_the_sag(shell: Scene, page: RapportPage) -> None:
    with shell.database.reading() as tx:
        found = tx.conn.exec_driver_sql("SELECT scope FROM haendelse WHERE art=?", (Haendelse.AABN_SAG,)).fetchall()
    assert [row[0] for row in found] == [KATRINE]


def test_a_press_on_a_paragraph_shows_its_sources(shell: Scene, page: RapportPage) -> None:
    click(page, "kort.pointe")
    assert sources(shell)[2] == "[1] 06.11.2025 · opfølgning"
    click(page, "udvikling.stabilitet")
    assert sources(shell) == ["[1] 06.11.2025 · opfølgning", "[6] 12.02.2026 · opfølgning"]
    assert text(shell, "report_source_1_ord").startswith("Trin 2: Kommer omkring hver anden gang")


def test_arrows_go_from_claim_to_claim_and_on_to_the_next_page(shell: Scene, page: RapportPage) -> None:
    first = page.ark.sider[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    keys = first.keys()
    for _ in keys:
        QTest.keyClick(first, Qt.Key.Key_Down)
    assert page._valgt == keys[-1]
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert page._valgt == page.ark.sider[1].keys()[0]
    assert page.ark.sider[1].hasFocus()
    QTest.keyClick(page.ark.sider[1], Qt.Key.Key_Up)
    assert page._valgt == keys[-1]


def test_what_is_pointed_at_is_spoken_with_its_words_and_how_many_sources(
    page: RapportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(page.ark, "say", said.append)
    click(page, "udvikling.stabilitet")
    assert said[-1].startswith("Stabilitet. Nu 2: Kommer omkring hver anden gang")
    assert said[-1].endswith(". 2 kilder")


def test_a_source_opens_its_besoeg_and_remembers_the_way_back(shell: Scene, page: RapportPage) -> None:
    opened: list[tuple[int, str]] = []
    page.open_besoeg.connect(lambda besoeg, key: opened.append((besoeg, key)))
    click(page, "udvikling.stabilitet")
    press(shell, "report_source_2")
    assert opened == [(papir(page).blad.kilder[-1].besoeg, "udvikling.stabilitet")]
    page.open(KATRINE, "udvikling.stabilitet")
    shell.settle()
    assert len(sources(shell)) == 2


def test_a_part_that_is_come_to_shows_its_first_claim(shell: Scene, page: RapportPage) -> None:
    find(shell, "report_part_timer").setFocus(Qt.FocusReason.TabFocusReason)
    assert page._valgt == "timer.billede"


# --- choosing -----------------------------------------------------------------------------------------


def test_a_part_is_left_out_and_taken_in_again(shell: Scene, page: RapportPage) -> None:
    press(shell, "report_part_opgaver")
    anew(shell)
    assert Del.OPGAVER not in papir(page).valg.dele
    assert "opgaver" not in (stored(shell).dele or "").split()
    press(shell, "report_part_opgaver")
    anew(shell)
    assert Del.OPGAVER in papir(page).valg.dele


def test_gaps_and_sources_cannot_be_left_out(shell: Scene, page: RapportPage) -> None:
    for name in ("kort", "huller", "kilder"):
        press(shell, f"report_part_{name}")
    anew(shell)
    assert {Del.KORT, Del.HULLER, Del.KILDER} <= set(papir(page).valg.dele)


def test_a_part_is_moved_by_alt_and_arrows_and_by_its_buttons(shell: Scene, page: RapportPage) -> None:
    box = find(shell, "report_part_timer")
    box.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(box, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    anew(shell)
    assert papir(page).valg.dele[:3] == (Del.KORT, Del.TIMER, Del.UDVIKLING)
    assert find(shell, "report_part_timer").hasFocus()
    press(shell, "report_part_timer_ned")
    anew(shell)
    assert papir(page).valg.dele[:3] == (Del.KORT, Del.UDVIKLING, Del.TIMER)


def test_the_point_stays_first(shell: Scene, page: RapportPage) -> None:
    box = find(shell, "report_part_udvikling")
    QTest.keyClick(box, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    anew(shell)
    assert papir(page).valg.dele[0] is Del.KORT


def write_date(s: Scene, name: str, words: str) -> None:
    field = find(s, name)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    anew(s)


def test_other_dates_show_other_besoeg(shell: Scene, page: RapportPage) -> None:
    write_date(shell, "report_from", "01.01.2026")
    assert stored(shell).fra == "2026-01-01"
    assert len(papir(page).blad.kilder) == 3
    press(shell, "report_period_sag")
    anew(shell)
    assert len(papir(page).blad.kilder) == 6


def test_a_period_that_ends_before_it_begins_is_said_beside_the_dates(shell: Scene, page: RapportPage) -> None:
    write_date(shell, "report_from", "01.05.2026")
    assert text(shell, "report_period_fejl") == "Perioden slutter, før den begynder. Ret en af datoerne."
    assert len(papir(page).blad.kilder) == 6


def test_a_period_without_besoeg_says_so_and_leads_back(shell: Scene, page: RapportPage) -> None:
    write_date(shell, "report_from", "01.03.2026")
    assert page.property("state") == "empty"
    assert INGEN_BESOEG in [label.text() for label in find(shell, "report_empty").findChildren(QLabel)]
    press(shell, "report_empty_handling")
    anew(shell)
    assert page.property("state") == "shown"


def test_a_sag_without_a_finished_besoeg_says_what_a_report_is_built_on(shell: Scene) -> None:
    page = open_rapport(shell, sag_id(11))
    assert page.property("state") == "none"
    assert INGEN_AFSLUTTET in [label.text() for label in find(shell, "report_none").findChildren(QLabel)]
    save = find(shell, "report_save")
    assert not save.isEnabled()


def test_since_the_last_moede_is_offered_when_there_was_one(shell: Scene, page: RapportPage) -> None:
    assert not find(shell, "report_period_moede").isVisible()
    with shell.database.writing() as tx:
        rows.save(tx, Sag, KATRINE, KATRINE, {"moede_sidst": "2025-12-20"}, NU)
    anew(shell)
    press(shell, "report_period_moede")
    anew(shell)
    assert len(papir(page).blad.kilder) == 3
    assert find(shell, "report_period").property("value") == "moede"


def test_another_kind_of_report_has_its_own_heading(shell: Scene, page: RapportPage) -> None:
    press(shell, "report_kind_samlet_beskrivelse")
    anew(shell)
    assert papir(page).blad.titel.startswith("Bidrag til samlet beskrivelse")


# --- own words and the file ---------------------------------------------------------------------------


def write(s: Scene, page: RapportPage, noegle: str, words: str) -> None:
    click(page, noegle)
    press(s, "report_ret")
    field = find(s, "report_edit_text")
    assert isinstance(field, QPlainTextEdit)
    field.selectAll()
    QTest.keyClicks(field, words)
    press(s, "report_edit_done")
    anew(s)


def test_own_words_stand_in_the_report_and_are_said_to_be_the_konsulents(shell: Scene, page: RapportPage) -> None:
    write(shell, page, "kort.konklusion", "Fleksjob 16 timer.")
    assert texts(shell) == {"kort.konklusion": "Fleksjob 16 timer."}
    found = papir(page).afsnit("kort.konklusion")
    assert found is not None
    assert (found.tekst, found.eget) == ("Fleksjob 16 timer.", True)
    assert text(shell, "report_sources_none") == "Ingen kilde. Det er dine egne ord."


def test_words_that_are_sent_while_one_goes_on_writing_are_no_conflict(shell: Scene, page: RapportPage) -> None:
    click(page, "kort.konklusion")
    press(shell, "report_ret")
    field = find(shell, "report_edit_text")
    QTest.keyClicks(field, "Fleksjob ")
    page.autosave.flush()
    anew(shell)
    with shell.database.writing() as tx:
        tx.conn.exec_driver_sql("DELETE FROM outbox")  # the server has them
        meta.put(tx, "cursor", "7")
    QTest.keyClicks(field, "16 timer.")
    page.autosave.flush()
    anew(shell)
    with shell.database.reading() as tx:
        found = tx.conn.exec_driver_sql("SELECT base, base_rev FROM outbox WHERE tabel='rapport_tekst'").fetchall()
    assert [(json.loads(row[0])["tekst"], row[1]) for row in found] == [("Fleksjob", 7)]
    assert texts(shell) == {"kort.konklusion": "Fleksjob 16 timer."}


def test_the_apps_words_come_back(shell: Scene, page: RapportPage) -> None:
    write(shell, page, "kort.pointe", "Katrine er klar.")
    press(shell, "report_ret")
    press(shell, "report_edit_app")
    press(shell, "report_edit_done")
    anew(shell)
    found = papir(page).afsnit("kort.pointe")
    assert found is not None
    assert not found.eget


def test_a_row_of_a_table_cannot_be_written_over(shell: Scene, page: RapportPage) -> None:
    click(page, "udvikling.stabilitet")
    button = find(shell, "report_ret")
    assert isinstance(button, QAbstractButton)
    assert not button.isEnabled()


def test_esc_closes_the_words_and_keeps_them(shell: Scene, page: RapportPage) -> None:
    click(page, "kort.konklusion")
    press(shell, "report_ret")
    QTest.keyClicks(find(shell, "report_edit_text"), "Halvt")
    QTest.keyClick(page, Qt.Key.Key_Escape)
    anew(shell)
    assert texts(shell) == {"kort.konklusion": "Halvt"}
    assert page.egne.felt is None


def test_esc_leads_back_when_no_words_are_open(shell: Scene, page: RapportPage, qtbot: QtBot) -> None:
    click(page, "kort.konklusion")
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Qt.Key.Key_Escape)


def test_what_has_no_source_is_listed_before_saving_and_does_not_stop_it(
    shell: Scene, page: RapportPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(shell, page, "kort.konklusion", "Fleksjob 16 timer.")
    press(shell, "report_save")
    told = [find(shell, f"report_saving_{n}").accessibleName() for n in (1, 2)]
    assert told[0] == "Konklusion: Fleksjob 16 timer."
    assert told[1].startswith("Vi spørger mødet:")
    path = tmp_path / "rapport.pdf"
    proposed: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(path), ""

    monkeypatch.setattr("konsulent_app.ui.pages.gem_fil.QFileDialog.getSaveFileName", choose)
    press(shell, "report_save_anyway")
    shell.settle()
    assert proposed == ["rapport.pdf"]
    with shell.database.reading() as tx:
        logged = tx.conn.exec_driver_sql(
            "SELECT scope, detalje FROM haendelse WHERE art=?", (Haendelse.GEM_PDF,)
        ).fetchall()
    assert [tuple(row) for row in logged] == [(KATRINE, hashlib.sha256(path.read_bytes()).hexdigest())]


def test_a_listed_claim_leads_to_where_it_stands(shell: Scene, page: RapportPage) -> None:
    press(shell, "report_save")
    press(shell, "report_saving_2")
    assert page._valgt == "kort.spoergsmaal"


# --- when something is wrong --------------------------------------------------------------------------


def test_a_report_that_cannot_be_made_says_so_and_can_be_tried_again(shell: Scene, page: RapportPage) -> None:
    good = page._make

    def broken(_sag: int, _width: int) -> RapportPapir:
        raise KeyError("opfoelgning.v9")

    page._make = broken
    page.open(KATRINE)
    shell.settle()
    assert page.property("state") == "error"
    page._make = good
    press(shell, "report_error_handling")
    assert page.property("state") == "shown"
    shell.crashes.clear()


def test_a_sag_that_left_the_machine_says_so(shell: Scene, page: RapportPage) -> None:
    def gone(_sag: int, _width: int) -> RapportPapir:
        raise UserError(IKKE_HER)

    page._make = gone
    page.open(KATRINE)
    shell.settle()
    assert IKKE_HER in [label.text() for label in find(shell, "report_error").findChildren(QLabel)]


def test_a_full_disk_is_said_and_the_words_are_tried_again(
    shell: Scene, page: RapportPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def full(*_args: object) -> None:
        raise DiskFull

    monkeypatch.setattr("konsulent_app.services.rapport.save_tekst", full)
    click(page, "kort.konklusion")
    press(shell, "report_ret")
    QTest.keyClicks(find(shell, "report_edit_text"), "Gemmes senere")
    press(shell, "report_edit_done")
    qtbot.waitUntil(lambda: page.save_state.property("state") == "error", timeout=3_000)
    monkeypatch.undo()
    page.autosave.retry()
    shell.settle()
    assert texts(shell) == {"kort.konklusion": "Gemmes senere"}


def test_leaving_saves_what_is_being_written(shell: Scene, page: RapportPage) -> None:
    left: list[bool] = []
    page.closed.connect(lambda: left.append(True))
    click(page, "kort.konklusion")
    press(shell, "report_ret")
    QTest.keyClicks(find(shell, "report_edit_text"), "Til sidst")
    press(shell, "report_back")
    shell.settle()
    assert left == [True]
    assert texts(shell) == {"kort.konklusion": "Til sidst"}


def test_without_net_the_report_is_made_all_the_same(shell: Scene, page: RapportPage) -> None:
    page.set_offline(offline=True)
    assert page.property("state") == "shown"
    assert text(shell, "report_saved_net") == "Uden net, sendes senere"
