"""Writing down a virksomhed, a new one and its people: saved as it is written, and gently checked."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.store import rows
from konsulent_app.store.errors import DiskFull
from konsulent_core.entities import Virksomhed
from tests.ui.pages.hands import find, press, text
from tests.ui.pages.virksomhed_hands import FIRMA, field, leave, names, people, stored, words_in, write
from tools.shot_sager import KOMMUNE, NU
from tools.shot_virksomheder import NORDLAGER, NORDLAGER_CVR, UDEN_FORLOEB
from tools.shots.scene import Scene


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


def test_a_cvr_number_written_twice_leads_to_the_first_and_makes_no_second(register: Scene) -> None:
    before = len(names(register))
    press(register, "company_new")
    assert field(register, "company_ny_cvr").hasFocus()
    write(register, "company_ny_cvr", "28 75 34 11")
    assert text(register, "company_ny_cvr_linje") == "Findes allerede."
    write(register, "company_ny_navn", "Nordlager igen")
    press(register, "company_create_go")
    assert len(names(register)) == before
    press(register, "company_ny_cvr_handling")
    assert text(register, "company_name") == NORDLAGER


def test_in_the_fields_too_a_taken_cvr_number_leads_to_the_one_that_has_it(register: Scene) -> None:
    register.window.show_virksomhed(UDEN_FORLOEB)
    register.settle()
    press(register, "company_edit")
    write(register, "company_felt_cvr", NORDLAGER_CVR)
    assert text(register, "company_felt_cvr_linje") == "Findes allerede."
    press(register, "company_felt_cvr_handling")
    assert text(register, "company_name") == NORDLAGER
    assert stored(register, UDEN_FORLOEB).cvr is None


def test_a_cvr_number_that_a_sync_brought_meanwhile_leads_to_the_one_that_has_it(register: Scene) -> None:
    press(register, "company_new")
    with register.database.writing() as tx:
        rows.save(tx, Virksomhed, UDEN_FORLOEB, KOMMUNE, {"cvr": "13585628"}, NU)
    register.settle()
    register.virksomheder._genlaes._soon.stop()
    register.virksomheder.panel.set_linjer(())  # the register was read before the number came
    write(register, "company_ny_cvr", "13585628")
    write(register, "company_ny_navn", "Gartneriet")
    QTest.keyClick(field(register, "company_ny_navn"), Qt.Key.Key_Return)
    register.settle()
    assert register.said[-1].tekst == "CVR-nummeret findes allerede."
    press(register, "toast_handling")
    assert text(register, "company_name") == "Åby Gartneri"


def test_a_known_name_is_pointed_out_but_may_be_used(register: Scene) -> None:
    press(register, "company_new")
    write(register, "company_ny_navn", "nordlager a/s")
    assert text(register, "company_ny_navn_linje") == "Der er allerede en virksomhed med det navn."
    press(register, "company_create_go")
    assert text(register, "company_name") == "nordlager a/s"
    assert find(register, "company").property("state") == "shown"


def test_a_virksomhed_needs_a_name(register: Scene) -> None:
    press(register, "company_new")
    press(register, "company_create_go")
    assert text(register, "company_ny_navn_linje") == "Skriv, hvad virksomheden hedder."
    assert field(register, "company_ny_navn").hasFocus()


def test_what_was_written_of_a_new_one_stays_while_another_is_looked_at(register: Scene) -> None:
    press(register, "company_new")
    write(register, "company_ny_navn", "Gartneriet")
    register.window.show_virksomhed(FIRMA)
    register.settle()
    press(register, "company_new")
    assert field(register, "company_ny_navn").text() == "Gartneriet"


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
