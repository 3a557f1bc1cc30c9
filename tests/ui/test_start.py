"""Starting the app on a machine of its own: first log-in, every day after it, trouble, and the lock."""

import secrets

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from konsulent_app.app.session import Session
from konsulent_app.services import besoeg as verbs
from konsulent_app.store import backup, meta, outbox, rows
from konsulent_core.entities import Besoeg, Sag, Udsagn
from konsulent_core.words import BesoegType
from tests.sample import SAG, make_people
from tests.ui.machine import Machine, Server


def test_the_first_log_in_makes_a_store_and_the_passphrase_opens_it_every_day_after(
    machine: Machine, server: Server
) -> None:
    machine.enroll(server)
    machine.see("nav_sager")
    assert machine.app is not None
    assert machine.app.desktop.window.focusWidget() is machine.find("nav_idag")
    machine.shut()
    machine.start()
    machine.unlock()
    machine.see("nav_sager")
    assert b"hemmelig" not in machine.paths.store.read_bytes()


def test_a_wrong_password_is_said_and_nothing_is_made(machine: Machine, server: Server) -> None:
    machine.start()
    machine.log_in(server, "forkert")
    machine.wait(lambda: "passer ikke sammen" in machine.words("start_error"))
    assert not machine.paths.store.exists()
    assert not machine.paths.key.exists()


def test_without_a_net_the_first_log_in_says_so(machine: Machine, server: Server) -> None:
    server.stop()
    machine.start()
    machine.log_in(server)
    machine.wait(lambda: "Uden forbindelse" in machine.words("start_error"))


def test_a_wrong_passphrase_can_be_tried_again(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    machine.shut()
    machine.start()
    machine.unlock("noget helt andet her")
    assert machine.words("start_adgangssaetning_fejl")
    machine.unlock()
    machine.see("nav_sager")


def test_a_damaged_store_is_kept_and_a_backup_takes_its_place(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    assert machine.app is not None
    session = machine.app.session
    machine.people()
    backup.make(session.database, machine.paths.backups, session.context.clock())
    machine.shut()
    content = bytearray(machine.paths.store.read_bytes())
    content[100:4096] = secrets.token_bytes(3996)
    machine.paths.store.write_bytes(bytes(content))
    machine.start()
    machine.unlock()
    machine.press("start_gendan")
    machine.press("start_backup_1")
    machine.wait(lambda: "gendannet fra en kopi" in machine.words("start_words"))
    assert machine.find("nav_sager") is None
    machine.write("start_user", "mette")
    machine.write("start_password", "hemmelig")
    machine.press("start_login")
    machine.see("nav_sager")
    assert machine.app is not None
    machine.wait(lambda: bool(list(machine.paths.folder.glob("lager.db.skadet-*"))))


def test_a_restored_store_shows_nothing_before_it_knows_which_sager_are_still_hers(
    machine: Machine, server: Server
) -> None:
    machine.enroll(server)
    assert machine.app is not None
    session = machine.app.session
    machine.people()
    session.sync.wish()
    machine.wait(lambda: not waits(session))
    bruger = session.context.bruger
    backup.make(session.database, machine.paths.backups, session.context.clock())
    machine.shut()
    server.services.adgange.withdraw(bruger.kommune, 0, bruger.nummer, SAG)
    machine.paths.store.write_bytes(b"x" * 4096)
    machine.start()
    machine.unlock()
    machine.press("start_gendan")
    machine.press("start_backup_1")
    machine.write("start_user", "mette")
    machine.write("start_password", "forkert")
    machine.press("start_login")
    machine.wait(lambda: "passer ikke sammen" in machine.words("start_error"))
    machine.shut()
    machine.start()  # it asks again, whatever was done in between
    machine.unlock()
    machine.wait(lambda: "gendannet fra en kopi" in machine.words("start_words"))
    machine.write("start_user", "mette")
    machine.write("start_password", "hemmelig")
    machine.press("start_login")
    machine.wait(lambda: machine.app is not None and machine.app.session is not None)
    with machine.app.session.database.reading() as tx:
        assert rows.get(tx, Sag, SAG) is None
        assert rows.find(tx, Besoeg, "scope=?", (SAG,)) == []
    machine.shut()
    machine.start()
    machine.unlock()
    machine.see("nav_sager")


def waits(session: Session) -> bool:
    with session.database.reading() as tx:
        return outbox.has_waiting(tx) or outbox.under_way(tx) is not None


def test_locking_takes_everything_off_the_screen_and_the_passphrase_brings_it_back(
    machine: Machine, server: Server
) -> None:
    machine.enroll(server)
    app = machine.app
    assert app is not None
    machine.see("nav_sager")
    app.lock()
    machine.see("start_adgangssaetning")
    assert app.session is None
    QApplication.processEvents()
    assert machine.find("nav_sager") is None
    machine.unlock()
    machine.see("nav_sager")


def test_what_is_being_written_is_saved_when_the_window_closes(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    app = machine.app
    assert app is not None
    session = app.session
    machine.people()
    session.veje.start_besoeg(SAG)
    field = machine.see("visit_note_hvordan")
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClicks(field, "Det sidste ord")
    machine.shut()
    machine.start()
    machine.unlock()
    machine.wait(lambda: machine.app is not None and machine.app.session is not None)
    assert machine.app is not None
    with machine.app.session.database.reading() as tx:
        assert [u.tekst for u in rows.find(tx, Udsagn)] == ["Det sidste ord"]


def test_after_a_crash_the_app_offers_to_go_on_with_the_open_besoeg(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    assert machine.app is not None
    session = machine.app.session
    machine.people()
    session.veje.start_besoeg(SAG)
    machine.see("visit_note_hvordan")
    with session.database.reading() as tx:
        (besoeg,) = rows.find(tx, Besoeg)
        assert meta.get(tx, "aabent_besoeg") == str(besoeg.id)
    machine.shut()
    machine.start()
    machine.unlock()
    machine.wait(lambda: any("Vi fandt et åbent besøg fra " in n.tekst for n in machine.said))
    offer = next(n for n in machine.said if n.handling == "Fortsæt")
    assert offer.goer is not None
    offer.goer()
    machine.see("visit_note_hvordan")


def test_the_window_title_never_names_anybody(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    assert machine.app is not None
    session = machine.app.session
    session.work.write(lambda tx: make_people(tx, session.context.clock()))
    session.veje.start_besoeg(SAG)
    machine.see("visit_note_hvordan")
    assert machine.app.desktop.window.windowTitle() == "Opfølgning"


def test_what_is_made_here_reaches_the_server_by_itself(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    assert machine.app is not None
    session = machine.app.session
    machine.people()

    def all_sent() -> bool:
        with session.database.reading() as tx:
            waiting = tx.conn.exec_driver_sql("SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM batch)")
            return bool(waiting.scalar_one() == 0)

    machine.wait(all_sent)
    machine.wait(lambda: session.sync.view.state.value == "ok")


def test_a_besoeg_that_is_opened_without_its_sag_is_an_opening_of_the_sag(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    machine.people()
    server.stop()
    assert machine.app is not None
    session = machine.app.session
    with session.database.writing() as tx:
        besoeg = verbs.start_besoeg(tx, session.context, SAG, BesoegType.OPFOELGNING)
        tx.conn.exec_driver_sql("DELETE FROM haendelse")
    session.veje.open_besoeg(besoeg)
    session.work.settle()
    with session.database.reading() as tx:
        found = [tuple(row) for row in tx.conn.exec_driver_sql("SELECT art, scope FROM haendelse")]
    assert found == [("aabn_sag", SAG)]
