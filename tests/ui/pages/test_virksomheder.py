"""Virksomheder by keyboard and by mouse: finding one, what stands there, and writing it down."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.store import rows
from konsulent_app.store.errors import DiskFull
from konsulent_app.ui.models.virksomheder import RAEKKE
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.window import VIRKSOMHEDER
from konsulent_core.entities import Borger, Kontaktperson, Praktik, Sag, Virksomhed
from konsulent_core.errors import WorldError
from tests.ui.pages.hands import find, press, text
from tools import shot_sager
from tools.shot_sager import KATRINE, KOMMUNE, NU, firma_id, sag_id
from tools.shot_virksomheder import NORDLAGER, NORDLAGER_CVR, UDEN_FORLOEB
from tools.shots.scene import Scene, scene

FIRMA = shot_sager.firma_id(NORDLAGER)


@pytest.fixture
def page(shell: Scene) -> Scene:
    """The register, nothing opened."""
    shell.window.show_page(VIRKSOMHEDER)
    shell.settle()
    return shell


@pytest.fixture
def nordlager(page: Scene) -> Scene:
    page.window.show_virksomhed(FIRMA)
    page.settle()
    return page


def view(s: Scene) -> QListView:
    found = find(s, "company_list")
    assert isinstance(found, QListView)
    return found


def names(s: Scene) -> list[str]:
    model = view(s).model()
    return [model.index(n, 0).data(RAEKKE).navn for n in range(model.rowCount())]


def field(s: Scene, name: str) -> QLineEdit:
    found = find(s, name)
    assert isinstance(found, QLineEdit)
    return found


def write(s: Scene, name: str, words: str) -> QLineEdit:
    """Writes over what stands in a field, a key at a time, without leaving it."""
    found = field(s, name)
    found.setFocus()
    found.selectAll()
    QTest.keyClicks(found, words)
    return found


def leave(s: Scene, found: QWidget) -> None:
    QTest.keyClick(found, Qt.Key.Key_Tab)
    s.settle()


def stored(s: Scene, number: int = FIRMA) -> Virksomhed:
    s.work.settle()
    with s.database.reading() as tx:
        found = rows.get(tx, Virksomhed, number)
    assert found is not None
    return found


def people(s: Scene) -> list[Kontaktperson]:
    s.work.settle()
    with s.database.reading() as tx:
        return rows.find(tx, Kontaktperson, "virksomhed=?", (FIRMA,), order="navn")


def words_in(s: Scene, name: str) -> list[str]:
    return [label.text() for label in find(s, name).findChildren(QLabel) if not label.isHidden()]


# --- the register -------------------------------------------------------------------------------------


def test_the_register_stands_after_sager_and_opens_nothing(page: Scene) -> None:
    assert [item.text() for item in page.window.nav.items()][1:3] == ["Sager", "Virksomheder"]
    assert names(page)[0] == "Autogården Løsning"
    assert names(page)[-1] == "Åby Gartneri"
    assert find(page, "company").property("state") == "empty"


def test_a_row_says_where_it_is_and_how_many_places_are_in_use(page: Scene) -> None:
    index = page.virksomheder.liste.model.index_of(FIRMA)
    assert index.data() == (
        "Nordlager A/S, Horsens, Engros og lager, 3 af 4 i brug, sidst talt med 24.02.2026, Lone Bach"
    )


def test_by_keyboard_alone_a_virksomhed_is_searched_and_opened(page: Scene) -> None:
    QTest.keyClick(page.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = find(page, "company_search")
    assert search.hasFocus()
    QTest.keyClicks(search, "28753")
    assert names(page) == [NORDLAGER]
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(view(page), Qt.Key.Key_Return)
    page.settle()
    assert text(page, "company_name") == NORDLAGER


def test_arrowing_down_opens_the_one_where_it_stops(page: Scene, qtbot: QtBot) -> None:
    view(page).setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(2):
        QTest.keyClick(view(page), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.virksomheder.panel.virksomhed is not None, timeout=3_000)
    page.settle()
    assert text(page, "company_name") == names(page)[2]


def test_when_nothing_fits_one_press_clears_the_search(page: Scene) -> None:
    QTest.keyClicks(find(page, "company_search"), "ingen hedder sådan")
    assert find(page, "company_nothing").isVisible()
    press(page, "company_nothing_handling")
    assert view(page).isVisible()


def test_without_any_virksomhed_the_first_can_be_created(theme: Theme) -> None:
    with scene(theme, tom=True) as s:
        s.window.show_page(VIRKSOMHEDER)
        s.settle()
        press(s, "company_none_handling")
        write(s, "company_ny_navn", "Gartneriet")
        press(s, "company_create_go")
        assert text(s, "company_name") == "Gartneriet"
        assert text(s, "company_history_none") == "Intet forløb her endnu"
        assert not s.crashes


def test_an_unreadable_register_offers_to_try_again(page: Scene) -> None:
    page.virksomheder._failed(WorldError("Disken svarer ikke."))
    press(page, "company_list_error_handling")
    assert view(page).isVisible()


# --- one virksomhed -----------------------------------------------------------------------------------


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


def test_a_virksomhed_without_any_forloeb_says_so(page: Scene) -> None:
    page.window.show_virksomhed(UDEN_FORLOEB)
    page.settle()
    assert text(page, "company_history_none") == "Intet forløb her endnu"


def test_a_change_elsewhere_is_seen(nordlager: Scene, qtbot: QtBot) -> None:
    with nordlager.database.writing() as tx:
        rows.save(tx, Praktik, 3_002, KATRINE, {"afbrudt": True}, NU)
    qtbot.waitUntil(lambda: "2 af 4 i brug" in words_in(nordlager, "company_places"), timeout=3_000)


def test_a_virksomhed_that_is_not_here_says_so(page: Scene) -> None:
    page.window.show_virksomhed(999_999)
    page.settle()
    assert find(page, "company").property("state") == "gone"


def test_one_that_can_not_be_read_offers_to_try_again(nordlager: Scene) -> None:
    nordlager.virksomheder.panel._failed(WorldError("Disken svarer ikke."))
    press(nordlager, "company_error_handling")
    assert find(nordlager, "company").property("state") == "shown"


# --- writing it down ----------------------------------------------------------------------------------


def test_a_field_is_saved_as_it_is_written_and_says_so(nordlager: Scene, qtbot: QtBot) -> None:
    press(nordlager, "company_edit")
    assert field(nordlager, "company_felt_navn").hasFocus()
    write(nordlager, "company_felt_navn", "Nordlager og Søn")
    qtbot.waitUntil(lambda: find(nordlager, "company_save").property("state") == "saved", timeout=3_000)
    assert stored(nordlager).navn == "Nordlager og Søn"
    qtbot.waitUntil(lambda: text(nordlager, "company_name") == "Nordlager og Søn", timeout=3_000)


def test_esc_discards_nothing(nordlager: Scene) -> None:
    press(nordlager, "company_edit")
    found = write(nordlager, "company_felt_by", "Vejle")
    QTest.keyClick(found, Qt.Key.Key_Escape)
    assert found.text() == "Vejle"
    leave(nordlager, found)
    assert stored(nordlager).by == "Vejle"


def test_several_lines_are_written_as_opgavetyper(nordlager: Scene, qtbot: QtBot) -> None:
    press(nordlager, "company_edit")
    found = find(nordlager, "company_felt_opgavetyper")
    assert isinstance(found, QPlainTextEdit)
    found.setFocus()
    found.setPlainText("Feje\nMale")
    leave(nordlager, found)
    assert stored(nordlager).opgavetyper == "Feje\nMale"
    qtbot.waitUntil(lambda: nordlager.window.findChild(QWidget, "company_task_feje") is not None, timeout=3_000)


def test_a_number_that_can_not_be_is_said_on_leaving_and_kept_as_written(nordlager: Scene) -> None:
    press(nordlager, "company_edit")
    found = write(nordlager, "company_felt_cvr", "2875341")
    assert text(nordlager, "company_felt_cvr_linje") == ""
    leave(nordlager, found)
    assert text(nordlager, "company_felt_cvr_linje") == "Skriv CVR-nummeret med 8 cifre."
    assert (found.text(), stored(nordlager).cvr) == ("2875341", NORDLAGER_CVR)
    press(nordlager, "company_edit")  # »Færdig« leads back to it
    assert found.hasFocus()
    found.selectAll()
    QTest.keyClicks(found, NORDLAGER_CVR)
    leave(nordlager, found)
    press(nordlager, "company_edit")
    assert nordlager.virksomheder.panel.ark.felter is None


def test_a_cvr_number_written_twice_leads_to_the_first_and_makes_no_second(page: Scene) -> None:
    before = len(names(page))
    press(page, "company_new")
    assert field(page, "company_ny_cvr").hasFocus()
    write(page, "company_ny_cvr", "28 75 34 11")
    assert text(page, "company_ny_cvr_linje") == "Findes allerede."
    write(page, "company_ny_navn", "Nordlager igen")
    press(page, "company_create_go")
    assert len(names(page)) == before
    press(page, "company_ny_cvr_handling")
    assert text(page, "company_name") == NORDLAGER


def test_in_the_fields_too_a_taken_cvr_number_leads_to_the_one_that_has_it(page: Scene) -> None:
    page.window.show_virksomhed(UDEN_FORLOEB)
    page.settle()
    press(page, "company_edit")
    write(page, "company_felt_cvr", NORDLAGER_CVR)
    assert text(page, "company_felt_cvr_linje") == "Findes allerede."
    press(page, "company_felt_cvr_handling")
    assert text(page, "company_name") == NORDLAGER
    assert stored(page, UDEN_FORLOEB).cvr is None


def test_a_cvr_number_that_a_sync_brought_meanwhile_leads_to_the_one_that_has_it(page: Scene) -> None:
    press(page, "company_new")
    with page.database.writing() as tx:
        rows.save(tx, Virksomhed, UDEN_FORLOEB, KOMMUNE, {"cvr": "13585628"}, NU)
    page.settle()
    page.virksomheder._soon.stop()
    page.virksomheder.panel.set_linjer(())  # the register was read before the number came
    write(page, "company_ny_cvr", "13585628")
    write(page, "company_ny_navn", "Gartneriet")
    QTest.keyClick(field(page, "company_ny_navn"), Qt.Key.Key_Return)
    page.settle()
    assert page.said[-1].tekst == "CVR-nummeret findes allerede."
    press(page, "toast_handling")
    assert text(page, "company_name") == "Åby Gartneri"


def test_a_known_name_is_pointed_out_but_may_be_used(page: Scene) -> None:
    press(page, "company_new")
    write(page, "company_ny_navn", "nordlager a/s")
    assert text(page, "company_ny_navn_linje") == "Der er allerede en virksomhed med det navn."
    press(page, "company_create_go")
    assert text(page, "company_name") == "nordlager a/s"
    assert find(page, "company").property("state") == "shown"


def test_a_virksomhed_needs_a_name(page: Scene) -> None:
    press(page, "company_new")
    press(page, "company_create_go")
    assert text(page, "company_ny_navn_linje") == "Skriv, hvad virksomheden hedder."
    assert field(page, "company_ny_navn").hasFocus()


def test_what_was_written_of_a_new_one_stays_while_another_is_looked_at(page: Scene) -> None:
    press(page, "company_new")
    write(page, "company_ny_navn", "Gartneriet")
    page.window.show_virksomhed(FIRMA)
    page.settle()
    press(page, "company_new")
    assert field(page, "company_ny_navn").text() == "Gartneriet"


def test_when_the_disk_is_full_the_text_can_be_copied(nordlager: Scene) -> None:
    press(nordlager, "company_edit")
    write(nordlager, "company_felt_by", "Vejle")
    nordlager.virksomheder.panel.autosave.failed.emit(DiskFull())
    press(nordlager, "company_save_kopi")
    assert "By: Vejle" in QGuiApplication.clipboard().text()
    assert "Lone Bach" in QGuiApplication.clipboard().text()


def test_closing_the_window_waits_for_what_was_written(nordlager: Scene) -> None:
    press(nordlager, "company_edit")
    write(nordlager, "company_felt_by", "Vejle")
    before = nordlager.window.quiet
    nordlager.window.flush()
    nordlager.work.settle()
    assert (before, nordlager.window.quiet) == (False, True)
    assert stored(nordlager).by == "Vejle"


def test_the_field_under_the_cursor_keeps_its_own_text_when_a_sync_brings_another(
    nordlager: Scene, qtbot: QtBot
) -> None:
    press(nordlager, "company_edit")
    found = field(nordlager, "company_felt_by")
    found.setFocus()
    with nordlager.database.writing() as tx:
        rows.save(tx, Virksomhed, FIRMA, KOMMUNE, {"by": "Odense", "branche": "Fragt"}, NU)
    qtbot.waitUntil(lambda: field(nordlager, "company_felt_branche").text() == "Fragt", timeout=3_000)
    assert found.text() == "Horsens"


# --- people -------------------------------------------------------------------------------------------


def test_a_person_is_added_and_saved_as_it_is_written(nordlager: Scene, qtbot: QtBot) -> None:
    press(nordlager, "company_contact_add")
    found = field(nordlager, "company_contact_4_navn")
    assert found.hasFocus()
    assert len(people(nordlager)) == 3
    QTest.keyClicks(found, "Mads Holt")
    leave(nordlager, found)
    press(nordlager, "company_contact_4_mentor")
    assert [(p.navn, p.mentor) for p in people(nordlager) if p.navn == "Mads Holt"] == [("Mads Holt", True)]
    qtbot.waitUntil(lambda: "mentor" in " ".join(words_in(nordlager, "company_contact_4")), timeout=3_000)
    assert field(nordlager, "company_contact_4_navn") is found


def test_in_a_low_window_the_new_persons_field_is_seen(nordlager: Scene) -> None:
    nordlager.window.resize(683, 384)
    nordlager.window.show_virksomhed(FIRMA)
    nordlager.settle()
    press(nordlager, "company_contact_add")
    nordlager.settle()
    assert not field(nordlager, "company_contact_4_navn").visibleRegion().isEmpty()


def test_somebody_of_whom_nothing_was_written_goes_again(nordlager: Scene) -> None:
    press(nordlager, "company_contact_add")
    press(nordlager, "company_contact_4_ret")
    nordlager.settle()
    assert nordlager.window.findChild(QWidget, "company_contact_4") is None
    assert len(people(nordlager)) == 3


def test_an_odd_number_gets_a_gentle_line_and_is_kept(nordlager: Scene) -> None:
    press(nordlager, "company_contact_1_ret")
    found = write(nordlager, "company_contact_1_telefon", "7561004")
    leave(nordlager, found)
    assert text(nordlager, "company_contact_1_telefon_linje").startswith("Nummeret ligner ikke")
    assert next(p.telefon for p in people(nordlager) if p.navn == "Lone Bach") == "7561004"


def test_a_person_is_removed_and_comes_back_by_fortryd(nordlager: Scene, qtbot: QtBot) -> None:
    press(nordlager, "company_contact_2_ret")
    press(nordlager, "company_contact_2_slet")
    assert [p.navn for p in people(nordlager)] == ["Lone Bach", "Sanne Nygård"]
    assert nordlager.said[-1].tekst == "Jens Toft er fjernet."
    press(nordlager, "toast_handling")
    assert [p.navn for p in people(nordlager)] == ["Jens Toft", "Lone Bach", "Sanne Nygård"]
    qtbot.waitUntil(lambda: "Jens Toft" in words_in(nordlager, "company_people"), timeout=3_000)


def test_a_number_is_copied(nordlager: Scene) -> None:
    press(nordlager, "company_contact_1_ring")
    assert QGuiApplication.clipboard().text() == "75 61 00 42"
    assert nordlager.said[-1].tekst == "Nummeret er kopieret."


# --- narrow windows -----------------------------------------------------------------------------------


def test_in_a_little_window_the_virksomhed_takes_the_lists_place_and_gives_it_back(page: Scene) -> None:
    page.window.resize(683, 384)
    page.settle()
    assert view(page).isVisible()
    page.window.show_virksomhed(FIRMA)
    page.settle()
    assert not view(page).isVisible()
    press(page, "company_back")
    assert view(page).isVisible()


@pytest.mark.parametrize("width", [400, 683, 900, 1200, 1366, 1700, 1920])
def test_nothing_scrolls_sideways_at_any_width(nordlager: Scene, width: int) -> None:
    nordlager.window.resize(width, 768)
    nordlager.window.show_virksomhed(FIRMA)
    nordlager.virksomheder.panel.toggle_fields()
    nordlager.virksomheder.panel.ark.folk.add()
    nordlager.settle()
    QApplication.processEvents()
    assert nordlager.window.width() == width
    content = nordlager.virksomheder.panel.ark.widget()
    assert content is not None
    assert content.minimumSizeHint().width() <= nordlager.virksomheder.panel.ark.viewport().width()


def test_tab_goes_from_the_head_over_the_fields_to_the_people(nordlager: Scene) -> None:
    press(nordlager, "company_edit")
    panel = find(nordlager, "company")
    order: list[str] = []
    widget = panel.nextInFocusChain()
    while widget is not None and widget is not panel:
        if widget.focusPolicy().value & 1 and widget.isVisible() and panel.isAncestorOf(widget):
            order.append(widget.objectName())
        widget = widget.nextInFocusChain()
    wanted = ["company_call", "company_edit", "company_felt_navn", "company_felt_kultur", "company_slot_1",
              "company_contact_add", "company_contact_1_ring", "company_contact_3_ret"]  # fmt: skip
    assert [name for name in order if name in wanted] == wanted


# --- who could fit ------------------------------------------------------------------------------------


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
