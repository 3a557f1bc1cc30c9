"""Starting the app on a machine of its own: first log-in, every day after it, trouble, and the lock."""

import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app import keys, settings
from konsulent_app.app.start import App, make_app
from konsulent_app.keys.errors import KeyringUnavailable
from konsulent_app.paths import Paths
from konsulent_app.services import besoeg as verbs
from konsulent_app.services.afslut import lock_besoeg
from konsulent_app.store import backup, meta, rows
from konsulent_app.store.database import Tx
from konsulent_app.store.rytme import read_rytme
from konsulent_app.ui.feedback import Notice
from konsulent_app.ui.pages.indlaes import IndlaesPage, Trin
from konsulent_app.ui.pages.rapport import RapportPage
from konsulent_app.ui.side import INDSTILLINGER, SAGER
from konsulent_core.entities import Besoeg, Praktik, RapportTekst, Sag, Udsagn
from konsulent_core.words import BesoegType, Stemme
from konsulent_server.app import make_app as make_server
from konsulent_server.app import make_services
from konsulent_server.database import open_engine
from tests.sample import PRAKTIK, RESOURCES, SAG, make_people
from tools.shot_indlaes import go_to

FORNAVN = "Katrine"  # of make_people's borger
PASSPHRASE = "fire tilfældige ord her"


@dataclass(frozen=True)
class Server:
    address: str
    stop: Callable[[], None]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    services = make_services(open_engine(f"sqlite:///{tmp_path / 'server.db'}"))
    services.people.add_user(services.people.add_kommune("Jobcenter Åby"), "mette", "Mette Krogh", "hemmelig")
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(make_server(services), log_level="error"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()

    def stop() -> None:
        running.should_exit = True
        thread.join()

    yield Server(f"http://127.0.0.1:{sock.getsockname()[1]}", stop)
    stop()
    services.exchange.engine.dispose()


class Machine:
    """A laptop: the app can be started on its folder again and again."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self._qtbot = qtbot
        self.paths = Paths.under(folder)
        self.app: App | None = None
        self.said: list[Notice] = []
        self._end: Callable[[], None] = lambda: None

    def start(self) -> App:
        app, self._end = make_app(self.paths, settings.load(self.paths.settings).settings, RESOURCES)
        app.desktop.feedback.said.connect(self.said.append)
        self.app = app
        app.begin()
        return app

    def shut(self) -> None:
        if self.app is None:
            return
        self.app.desktop.window.close()
        self.app.desktop.window.deleteLater()
        self._end()
        self.app = None

    def wait(self, so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(so, timeout=15_000)

    def find(self, name: str) -> QWidget | None:
        assert self.app is not None
        return self.app.desktop.window.findChild(QWidget, name)

    def see(self, name: str) -> QWidget:
        self.wait(lambda: (found := self.find(name)) is not None and found.isVisible())
        found = self.find(name)
        assert found is not None
        return found

    def write(self, name: str, text: str) -> None:
        field = self.see(name)
        assert isinstance(field, QLineEdit)
        field.clear()
        QTest.keyClicks(field, text)

    def press(self, name: str) -> None:
        button = self.see(name)
        assert isinstance(button, QAbstractButton)
        self.wait(button.isEnabled)
        button.click()

    def words(self, name: str) -> str:
        label = self.see(name)
        assert isinstance(label, QLabel)
        return label.text()

    def log_in(self, server: Server, password: str = "hemmelig") -> None:
        self.write("start_server", server.address)
        self.write("start_user", "mette")
        self.write("start_password", password)
        self.press("start_login")

    def enroll(self, server: Server) -> None:
        """The first log-in on a machine without a keyring, through to the pages."""
        self.start()
        self.log_in(server)
        self.write("start_adgangssaetning", PASSPHRASE)
        self.write("start_gentag", PASSPHRASE)
        self.press("start_choose")
        self.wait(lambda: self.app is not None and self.app.session is not None)

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        self.write("start_adgangssaetning", passphrase)
        self.press("start_unlock")


@pytest.fixture
def machine(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    def none_here() -> keys.Vault:
        raise KeyringUnavailable

    monkeypatch.setattr(keys, "system_keyring", none_here)
    made = Machine(qtbot, tmp_path / "pc")
    yield made
    made.shut()
    QApplication.processEvents()


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
    session.work.write(lambda tx: make_people(tx, session.context.clock()))
    session.work.settle()
    backup.make(session.database, machine.paths.backups, session.context.clock())
    machine.shut()
    content = bytearray(machine.paths.store.read_bytes())
    content[100:4096] = secrets.token_bytes(3996)
    machine.paths.store.write_bytes(bytes(content))
    machine.start()
    machine.unlock()
    machine.press("start_gendan")
    machine.press("start_backup_1")
    machine.see("nav_sager")
    assert machine.app is not None
    machine.wait(lambda: bool(list(machine.paths.folder.glob("lager.db.skadet-*"))))


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
    session.work.write(lambda tx: make_people(tx, session.context.clock()))
    session.work.settle()
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
    session.work.write(lambda tx: make_people(tx, session.context.clock()))
    session.work.settle()
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


def test_another_meeting_is_opened_by_its_own_type(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    assert machine.app is not None
    session = machine.app.session
    session.work.write(lambda tx: make_people(tx, session.context.clock()))
    session.work.settle()
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
    session.work.write(lambda tx: make_people(tx, session.context.clock()))
    session.work.settle()
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


def test_a_reason_begun_in_the_sheet_is_there_after_the_lock_and_the_pages_take_keys_again(
    machine: Machine, server: Server
) -> None:
    machine.enroll(server)
    app = machine.app
    assert app is not None
    session, window = app.session, app.desktop.window
    session.work.write(lambda tx: make_people(tx, session.context.clock()))
    session.work.settle()
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
    session.work.write(lambda tx: make_people(tx, session.context.clock()))
    session.work.settle()
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
    session.work.write(lambda tx: make_people(tx, session.context.clock()))
    session.work.settle()

    def all_sent() -> bool:
        with session.database.reading() as tx:
            waiting = tx.conn.exec_driver_sql("SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM batch)")
            return bool(waiting.scalar_one() == 0)

    machine.wait(all_sent)
    machine.wait(lambda: session.sync.view.state.value == "ok")


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
    session = app.session
    session.work.write(lambda tx: make_people(tx, session.context.clock()))
    session.work.settle()
    machine.press("nav_soeg")
    machine.write("palette_input", FORNAVN)
    view = machine.see("palette_list")
    assert isinstance(view, QListView)
    machine.wait(lambda: FORNAVN in str(view.currentIndex().data()))
    app.lock()
    machine.see("start_adgangssaetning")
    QApplication.processEvents()
    assert machine.find("palette") is None
