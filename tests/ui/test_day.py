"""A day in the running app, from log-in on: where the pages lead, what a sheet keeps, what reaches the server."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from konsulent_app.services import besoeg as verbs
from konsulent_app.services.afslut import lock_besoeg
from konsulent_app.store import backup, rows
from konsulent_app.store.database import Tx
from konsulent_app.store.rytme import read_rytme
from konsulent_app.ui.pages.indlaes import IndlaesPage, Trin
from konsulent_app.ui.pages.rapport import RapportPage
from konsulent_app.ui.side import IDAG, INDSTILLINGER, SAGER
from konsulent_core.entities import Besoeg, Praktik, RapportTekst, Sag
from konsulent_core.words import BesoegType, Stemme
from tests.sample import PRAKTIK, SAG, make_people
from tests.ui.machine import FORNAVN, Machine, Server
from tools.shot_indlaes import go_to
from tools.shot_journal import SAGT, hold


def test_another_meeting_is_opened_by_its_own_type(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    assert machine.app is not None
    session = machine.app.session
    machine.people()
    machine.app.desktop.window.start_moede.emit(SAG, BesoegType.TELEFON)
    machine.see("visit_note_samtale")
    with session.database.reading() as tx:
        assert [b.type for b in rows.find(tx, Besoeg)] == [BesoegType.TELEFON]


def test_a_report_leads_to_its_source_and_back_and_keeps_its_words_when_the_app_locks(
    machine: Machine, server: Server
) -> None:
    machine.enroll(server)
    app = machine.app
    assert app is not None
    session = app.session

    def held(tx: Tx) -> int:
        make_people(tx, session.context.clock())
        besoeg = verbs.open_besoeg(tx, session.context, SAG, PRAKTIK)
        verbs.save_vurdering(
            tx, session.context, besoeg, "selvstaendighed", Stemme.KONSULENT, 3, None, ikke_droeftet=False
        )
        verbs.save_naeste(tx, session.context, besoeg, None, None, "Ferie")
        lock_besoeg(tx, session.context, besoeg)
        return besoeg

    session.work.write(held)
    session.work.settle()
    app.desktop.window.wants_rapport.emit(SAG)
    page = machine.see("report")
    assert isinstance(page, RapportPage)
    machine.wait(lambda: page.property("state") == "shown")
    page.choose("udvikling.selvstaendighed")
    machine.press("report_source_1")
    machine.see("paper_save")
    machine.press("paper_back")
    again = machine.see("report")
    assert isinstance(again, RapportPage)
    machine.wait(lambda: again.property("state") == "shown")
    assert machine.words("report_source_1_hoved").startswith("[1] ")
    again.choose("kort.konklusion")
    again.edit()
    QTest.keyClicks(machine.see("report_edit_text"), "Klar til fleksjob.")
    app.lock()
    machine.see("start_adgangssaetning")
    machine.unlock()
    machine.wait(lambda: app.session is not None)
    with app.session.database.reading() as tx:
        assert [t.tekst for t in rows.find(tx, RapportTekst)] == ["Klar til fleksjob."]


def test_the_next_besoeg_is_agreed_and_the_rhythm_is_set_in_the_running_app(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    assert machine.app is not None
    session, window = machine.app.session, machine.app.desktop.window
    machine.people()
    window.move_besoeg.emit(SAG)
    machine.press("move_save")
    machine.wait(lambda: machine.see("toast_handling").isVisible())
    with session.database.reading() as tx:
        kept = rows.get(tx, Sag, SAG)
    assert kept is not None
    assert kept.naeste_dato is not None
    assert session.context.frister.sag
    assert session.context.lister.ydelser
    window.show_page(INDSTILLINGER)
    machine.press("settings_rhythm_21")
    session.work.settle()
    with session.database.reading() as tx:
        assert read_rytme(tx).standard == 21
    window.move_besoeg.emit(SAG)
    machine.see("move_sheet")
    window.lock.emit()
    machine.wait(lambda: (found := machine.find("move_sheet")) is None or not found.isVisible())


def test_what_waits_for_the_journal_is_copied_from_i_dag_and_leaves_the_clipboard_at_the_lock(
    machine: Machine, server: Server
) -> None:
    machine.enroll(server)
    assert machine.app is not None
    session, window = machine.app.session, machine.app.desktop.window
    machine.people()
    hold(session.database, session.context, SAG, session.context.clock(), session.context.i_dag() + timedelta(days=7))
    window.show_page(IDAG)
    machine.see("today_journal_1").setFocus()
    QTest.keyClick(machine.see("today_journal_1"), Qt.Key.Key_Return)
    machine.wait(lambda: machine.see("copy_all").isEnabled())
    machine.press("copy_all")
    machine.wait(lambda: machine.words("copy_state").startswith("Journaliseret i dag"))
    assert SAGT in QGuiApplication.clipboard().text()
    machine.press("copy_close")
    machine.wait(lambda: (found := machine.find("today_journal")) is not None and not found.isVisible())
    machine.app.lock()
    machine.see("start_adgangssaetning")
    assert QGuiApplication.clipboard().text() == ""


def test_a_reason_begun_in_the_sheet_is_there_after_the_lock_and_the_pages_take_keys_again(
    machine: Machine, server: Server
) -> None:
    machine.enroll(server)
    app = machine.app
    assert app is not None
    window = app.desktop.window
    machine.people()
    window.move_besoeg.emit(SAG)
    machine.press("move_none")
    machine.write("move_why", "Hun er syg")
    window.lock.emit()
    machine.unlock()
    machine.wait(lambda: app.session is not None)
    assert machine.see("nav_sager").isEnabled()
    window.move_besoeg.emit(SAG)
    why = machine.see("move_why")
    assert isinstance(why, QLineEdit)
    assert why.text() == "Hun er syg"


def test_going_on_with_a_besoeg_keeps_what_is_being_written_on_the_page_before(
    machine: Machine, server: Server
) -> None:
    machine.enroll(server)
    assert machine.app is not None
    session = machine.app.session
    machine.people()
    session.veje.start_besoeg(SAG)
    machine.see("visit_note_hvordan")
    machine.shut()
    machine.start()
    machine.unlock()
    machine.wait(lambda: any(n.handling == "Fortsæt" for n in machine.said))
    offer = next(n for n in machine.said if n.handling == "Fortsæt")
    assert machine.app is not None
    session = machine.app.session
    session.veje.show_praktik(PRAKTIK)
    machine.write("praktik_afdeling", "Nord")
    assert offer.goer is not None
    offer.goer()
    machine.see("visit_note_hvordan")
    with session.database.reading() as tx:
        kept = rows.get(tx, Praktik, PRAKTIK)
    assert kept is not None
    assert kept.afdeling == "Nord"
    machine.app.lock()
    machine.see("start_adgangssaetning")


def test_a_caseload_from_a_file_is_taken_in_after_a_backup_and_reaches_the_server(
    machine: Machine, server: Server, tmp_path: Path
) -> None:
    machine.enroll(server)
    assert machine.app is not None
    session, window = machine.app.session, machine.app.desktop.window
    window.show_page(SAGER)
    machine.press("cases_none_andet")
    machine.see("import_choose")
    page = window.findChild(IndlaesPage)
    assert page is not None
    session.work.settle()
    for copy in backup.backups(machine.paths.backups):  # the day's own; one of the same second would have its name
        copy.path.unlink()
    go_to(page, tmp_path, Trin.KVITTERING, session.work.settle)
    assert machine.words("import_receipt_title") == "4 sager er indlæst"
    assert len(backup.backups(machine.paths.backups)) == 1

    def all_taken() -> bool:
        with session.database.reading() as tx:
            waiting = tx.conn.exec_driver_sql("SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM batch)")
            refused = tx.conn.exec_driver_sql("SELECT count(*) FROM karantaene").scalar_one()
            assert refused == 0
            return bool(waiting.scalar_one() == 0)

    machine.wait(all_taken)
    machine.press("import_done")
    machine.see("cases_list")


def test_the_search_finds_what_was_written_here_until_the_app_locks(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    app = machine.app
    assert app is not None
    machine.people()
    machine.press("nav_soeg")
    machine.write("palette_input", FORNAVN)
    view = machine.see("palette_list")
    assert isinstance(view, QListView)
    machine.wait(lambda: FORNAVN in str(view.currentIndex().data()))
    app.lock()
    machine.see("start_adgangssaetning")
    QApplication.processEvents()
    assert machine.find("palette") is None
