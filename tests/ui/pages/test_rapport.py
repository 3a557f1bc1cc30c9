"""The report by keyboard and by mouse: what it shows, pointing at a claim, choosing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from konsulent_app.services.haendelser import Haendelse
from konsulent_app.store import rows
from konsulent_app.ui.pages.rapport import INGEN_AFSLUTTET, INGEN_BESOEG, RapportPage
from konsulent_core.entities import Sag
from konsulent_core.rapport.art import Del
from tests.ui.pages.hands import find, press, text
from tests.ui.pages.rapport_hands import anew, click, papir, sources, stored
from tools.shot_sager import KATRINE, NU, sag_id
from tools.shots.rapport import open_rapport
from tools.shots.scene import Scene


@pytest.fixture
def page(shell: Scene) -> RapportPage:
    return open_rapport(shell)


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
