"""One virksomhed: what stands there of places, people and læring, and who could fit."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView
from pytestqt.qtbot import QtBot

from konsulent_app.store import rows
from konsulent_core.entities import Borger, Praktik, Sag, Virksomhed
from konsulent_core.errors import WorldError
from tests.ui.pages.hands import find, press, text
from tests.ui.pages.virksomhed_hands import FIRMA, words_in
from tools import shot_sager
from tools.shot_sager import KATRINE, KOMMUNE, NU, firma_id, sag_id
from tools.shot_virksomheder import NORDLAGER, UDEN_FORLOEB
from tools.shots.scene import Scene


def test_a_place_is_named_when_it_is_ones_own_and_else_hos_en_kollega(nordlager: Scene) -> None:
    own, other = find(nordlager, "company_slot_1"), find(nordlager, "company_slot_3")
    assert own.accessibleName() == "Katrine Holm, Lager og plukning, 16 t  ·  til 30.06.2026. Åbn sagen"
    assert other.accessibleName() == "hos en kollega, til 24.04.2026"
    assert find(nordlager, "company_slot_4").accessibleName() == "Ledig nu"


def test_a_press_on_an_own_place_opens_the_sag(nordlager: Scene) -> None:
    press(nordlager, "company_slot_1")
    assert find(nordlager, "cases").isVisible()
    assert text(nordlager, "case_name") == "Katrine Holm"


def test_the_sags_head_leads_to_its_virksomhed(shell: Scene) -> None:
    shell.open(KATRINE)
    assert find(shell, "case_company").accessibleName() == "Vis Nordlager A/S"
    press(shell, "case_company")
    shell.settle()
    assert text(shell, "company_name") == NORDLAGER


def test_when_all_places_are_taken_the_first_free_date_is_told(nordlager: Scene) -> None:
    with nordlager.database.writing() as tx:
        rows.save(tx, Virksomhed, FIRMA, KOMMUNE, {"pladser": 3}, NU)
    nordlager.virksomheder.panel.reload()
    nordlager.settle()
    assert text(nordlager, "company_places_line") == "Alle 3 pladser er i brug. Første ledige 24.04.2026"


def test_an_opgavetype_tells_how_many_have_learned_it(nordlager: Scene) -> None:
    assert find(nordlager, "company_task_plukke_ordrer").accessibleName() == "Plukke ordrer, 1 har lært"
    assert find(nordlager, "company_task_truck").accessibleName() == "Truck"


def test_the_history_tells_what_was_learned_and_nobodys_name(nordlager: Scene) -> None:
    assert "Tidlig vagt passede. To pauser på ti minutter var nok." in words_in(nordlager, "company_history_1")
    said = " ".join(words_in(nordlager, "company_history"))
    assert all(kort.navn.split()[0] not in said for kort in shot_sager.SAGER)


def test_a_virksomhed_without_any_forloeb_says_so(register: Scene) -> None:
    register.window.show_virksomhed(UDEN_FORLOEB)
    register.settle()
    assert text(register, "company_history_none") == "Intet forløb her endnu"


def test_a_change_elsewhere_is_seen(nordlager: Scene, qtbot: QtBot) -> None:
    with nordlager.database.writing() as tx:
        rows.save(tx, Praktik, 3_002, KATRINE, {"afbrudt": True}, NU)
    qtbot.waitUntil(lambda: "2 af 4 i brug" in words_in(nordlager, "company_places"), timeout=3_000)


def test_a_virksomhed_that_is_not_here_says_so(register: Scene) -> None:
    register.window.show_virksomhed(999_999)
    register.settle()
    assert find(register, "company").property("state") == "gone"


def test_one_that_can_not_be_read_offers_to_try_again(nordlager: Scene) -> None:
    nordlager.virksomheder.panel._failed(WorldError("Disken svarer ikke."))
    press(nordlager, "company_error_handling")
    assert find(nordlager, "company").property("state") == "shown"


def test_somebody_who_is_ready_is_suggested_with_reasons_only(nordlager: Scene) -> None:
    card = find(nordlager, "company_matches")
    said = {label.text(): label.accessibleName() for label in card.findChildren(QLabel) if label.text()}
    assert said["Ønsker lager eller kontor"] == "Passer: Ønsker lager eller kontor"
    assert said["Mentor her: Jens Toft, Sanne Nygård"].startswith("Passer")
    hensyn = "Skal have ro: spørg, om det kan lade sig gøre her"
    assert said[hensyn] == f"Spørg først: {hensyn}"
    assert not any("%" in words for words in said)


def test_a_suggestion_leads_to_the_sag(nordlager: Scene) -> None:
    press(nordlager, "company_match_1")
    assert text(nordlager, "case_name") == "Bo Kjær"


def test_where_no_place_is_free_nobody_is_suggested(nordlager: Scene, qtbot: QtBot) -> None:
    with nordlager.database.writing() as tx:
        rows.save(tx, Virksomhed, FIRMA, KOMMUNE, {"pladser": 3}, NU)
    qtbot.waitUntil(lambda: find(nordlager, "company_matches").isHidden(), timeout=3_000)


def test_who_has_a_praktik_now_or_is_not_ready_is_not_suggested(nordlager: Scene, qtbot: QtBot) -> None:
    with nordlager.database.writing() as tx:
        rows.save(tx, Sag, KATRINE, KATRINE, {"gruppe": "klar_nu"}, NU)
        rows.save(tx, Borger, 2_002, 2_002, {"oensker": "Lager"}, NU)
        rows.save(tx, Sag, shot_sager.sag_id(11), shot_sager.sag_id(11), {"gruppe": "afventer"}, NU)
    qtbot.waitUntil(lambda: text(nordlager, "company_match_hint").startswith("Ingen af dine borgere"), timeout=3_000)


def test_a_new_praktik_here_is_for_one_of_ones_own_borgere_in_alphabetical_order(shell: Scene, qtbot: QtBot) -> None:
    nordlager = firma_id(NORDLAGER)
    shell.window.show_virksomhed(nordlager)
    shell.settle()
    press(shell, "company_new_praktik")
    assert text(shell, "choose_title") == "Ny praktik hos Nordlager A/S"
    view = find(shell, "choose_list")
    assert isinstance(view, QListView)
    names = [view.model().index(n, 0).data() for n in range(view.model().rowCount())]
    assert names == sorted(names)
    assert len(names) == 12
    search = find(shell, "choose_search")
    assert search.hasFocus()
    QTest.keyClicks(search, "bo kj")
    assert view.model().rowCount() == 1
    QTest.keyClick(search, Qt.Key.Key_Down)
    with qtbot.waitSignal(shell.window.new_praktik_at) as asked:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert asked.args == [sag_id(11), nordlager]
    assert find(shell, "choose_sheet").isHidden()


def test_esc_puts_the_choice_of_a_borger_away_and_the_keyboard_is_back(shell: Scene) -> None:
    shell.window.show_virksomhed(firma_id(NORDLAGER))
    shell.settle()
    press(shell, "company_new_praktik")
    QTest.keyClicks(find(shell, "choose_search"), "findes ikke")
    assert find(shell, "choose_none").isVisible()
    QTest.keyClick(find(shell, "choose_search"), Qt.Key.Key_Escape)  # empties the search first
    QTest.keyClick(find(shell, "choose_search"), Qt.Key.Key_Escape)
    shell.settle()
    assert find(shell, "choose_sheet").isHidden()
    assert find(shell, "company_new_praktik").hasFocus()


def test_somebody_who_could_fit_is_given_a_new_praktik_here_in_one_press(shell: Scene, qtbot: QtBot) -> None:
    nordlager = firma_id(NORDLAGER)
    shell.window.show_virksomhed(nordlager)
    shell.settle()
    with qtbot.waitSignal(shell.window.new_praktik_at) as asked:
        press(shell, "company_match_1_praktik")
    assert asked.args == [sag_id(11), nordlager]


def test_a_place_leads_to_its_praktik(shell: Scene, qtbot: QtBot) -> None:
    shell.window.show_virksomhed(firma_id(NORDLAGER))
    shell.settle()
    with qtbot.waitSignal(shell.window.edit_praktik) as asked:
        press(shell, "company_slot_1_praktik")
    assert asked.args == [3_002]
    assert find(shell, "company_slot_1_praktik").accessibleName() == "Rediger praktik: Katrine Holm"
