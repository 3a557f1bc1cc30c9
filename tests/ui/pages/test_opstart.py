"""Before the store is open: what is asked, what comes of it, and that errors stand at their field."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.keys.errors import WrongPassphrase
from konsulent_app.store.errors import CorruptStore
from konsulent_app.ui.pages.opstart import KOMMUNE, Login, OpstartPage, Udvej
from konsulent_app.ui.theme import Theme
from konsulent_core.errors import UserError, WorldError


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> OpstartPage:
    found = OpstartPage(theme)
    qtbot.addWidget(found)
    found.resize(1366, 768)
    found.show()
    qtbot.waitExposed(found)
    found.activateWindow()
    return found


def field(page: OpstartPage, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def button(page: OpstartPage, name: str) -> QAbstractButton:
    found = page.findChild(QAbstractButton, name)
    assert found is not None
    return found


def shown(page: OpstartPage) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def test_the_first_log_in_by_keyboard_alone(page: OpstartPage, qtbot: QtBot) -> None:
    page.ask_login("https://opfoelgning.example.dk")
    qtbot.waitUntil(lambda: field(page, "start_user").hasFocus())
    QTest.keyClicks(field(page, "start_user"), "mette")
    QTest.keyClick(field(page, "start_user"), Qt.Key.Key_Return)
    QTest.keyClicks(field(page, "start_password"), "hemmelig")
    with qtbot.waitSignal(page.log_in) as sent:
        QTest.keyClick(field(page, "start_password"), Qt.Key.Key_Return)
    assert sent.args == ["https://opfoelgning.example.dk", "mette", "hemmelig"]


def test_a_missing_field_is_told_at_the_field_and_nothing_is_sent(page: OpstartPage, qtbot: QtBot) -> None:
    page.ask_login("https://opfoelgning.example.dk")
    with qtbot.assertNotEmitted(page.log_in):
        button(page, "start_login").click()
    assert "Skriv dit brugernavn." in shown(page)
    assert field(page, "start_user").property("state") == "error"


def test_while_it_is_tried_nothing_can_be_pressed_twice_and_what_was_written_stays(page: OpstartPage) -> None:
    page.ask_login("https://opfoelgning.example.dk", "mette")
    field(page, "start_password").setText("hemmelig")
    page.set_busy(busy=True)
    assert not button(page, "start_login").isEnabled()
    page.show_error(WorldError("Uden forbindelse. Prøv igen, når der er net."))
    assert button(page, "start_login").isEnabled()
    assert field(page, "start_password").text() == "hemmelig"
    assert "Uden forbindelse. Prøv igen, når der er net." in shown(page)


def test_secrets_are_not_shown(page: OpstartPage) -> None:
    page.ask_login("https://x.dk")
    assert field(page, "start_password").echoMode() is QLineEdit.EchoMode.Password
    page.ask_passphrase()
    assert field(page, "start_adgangssaetning").echoMode() is QLineEdit.EchoMode.Password


def test_a_wrong_passphrase_is_told_at_its_field_which_is_ready_to_be_written_anew(page: OpstartPage) -> None:
    page.ask_passphrase()
    QTest.keyClicks(field(page, "start_adgangssaetning"), "fire tilfældige ord")
    page.show_error(WrongPassphrase())
    assert WrongPassphrase().message in shown(page)
    assert field(page, "start_adgangssaetning").selectedText() != ""


def test_a_new_passphrase_is_written_twice_alike(page: OpstartPage, qtbot: QtBot) -> None:
    page.ask_new_passphrase()
    field(page, "start_adgangssaetning").setText("fire tilfældige ord her")
    field(page, "start_gentag").setText("noget andet")
    with qtbot.assertNotEmitted(page.choose_passphrase):
        button(page, "start_choose").click()
    assert "De to er ikke ens. Skriv den igen." in shown(page)
    field(page, "start_gentag").setText("fire tilfældige ord her")
    with qtbot.waitSignal(page.choose_passphrase) as sent:
        button(page, "start_choose").click()
    assert sent.args == ["fire tilfældige ord her"]


def test_a_damaged_store_says_what_happened_and_offers_the_backup(page: OpstartPage, qtbot: QtBot) -> None:
    page.show_trouble(CorruptStore(), (Udvej.GENDAN, Udvej.LUK))
    assert CorruptStore().message in shown(page)
    with qtbot.waitSignal(page.way_out) as chosen:
        QTest.keyClick(button(page, "start_gendan"), Qt.Key.Key_Return)
    assert chosen.args == ["gendan"]


def test_the_backups_are_named_by_their_danish_day(page: OpstartPage, qtbot: QtBot) -> None:
    page.ask_backup([datetime(2026, 3, 12, 6, 42, tzinfo=UTC), datetime(2026, 3, 11, 6, 42, tzinfo=UTC)])
    assert button(page, "start_backup_1").text() == "Torsdag den 12. marts 2026 kl. 07.42"
    with qtbot.waitSignal(page.restore) as chosen:
        button(page, "start_backup_2").click()
    assert chosen.args == [1]


def test_without_a_backup_the_page_says_what_to_do(page: OpstartPage) -> None:
    page.ask_backup([])
    assert any("Log ind igen" in words for words in shown(page))


def test_an_error_for_a_field_that_is_not_there_is_still_told(page: OpstartPage) -> None:
    page.ask_passphrase()
    page.show_error(UserError("Serverens adresse skal begynde med https://", "server"))
    assert "Serverens adresse skal begynde med https://" in shown(page)


def test_asking_one_thing_after_another_leaves_nothing_behind(page: OpstartPage) -> None:
    page.ask_login("https://x.dk")
    page.show_wait("Åbner dine besøg …")
    page.ask_passphrase()
    QApplication.processEvents()
    visible = [w.objectName() for w in page.findChildren(QWidget) if w.isVisible() and w.objectName()]
    assert "start_login" not in visible
    assert visible.count("start_title") == 1


def test_when_the_server_tells_how_one_logs_in_nothing_written_is_lost(page: OpstartPage, qtbot: QtBot) -> None:
    page.ask_login("https://opfoelgning.example.dk")
    qtbot.waitUntil(lambda: field(page, "start_user").hasFocus())
    QTest.keyClicks(field(page, "start_user"), "met")
    page.offer(["Åby"], password=True)
    qtbot.waitUntil(lambda: field(page, "start_user").isVisible() and field(page, "start_user").hasFocus())
    assert field(page, "start_user").text() == "met"
    with qtbot.waitSignal(page.log_in_by_kommune) as sent:
        button(page, "start_kommune_1").click()
    assert sent.args == [0]


def test_a_fault_of_the_kommunes_login_stands_at_its_button(page: OpstartPage, qtbot: QtBot) -> None:
    page.ask(Login("https://opfoelgning.example.dk", kommuner=("Åby", "Bøby")))
    page.show_error(UserError("Kommunens login svarer ikke.", KOMMUNE))
    fault = page.findChild(QLabel, "start_kommune_fejl")
    assert fault is not None
    assert "Kommunens login svarer ikke." in shown(page)
    assert fault.y() < field(page, "start_user").y()
    assert "fra Bøby" in button(page, "start_kommune_2").text()


def test_a_machine_that_was_wiped_says_what_is_left_to_do(page: OpstartPage, qtbot: QtBot) -> None:
    page.show_wiped(all_gone=True)
    with qtbot.waitSignal(page.way_out) as sent:
        button(page, "start_forfra").click()
    assert sent.args == [Udvej.FORFRA.value]
    page.show_wiped(all_gone=False)
    assert any("nogle filer er i brug" in words for words in shown(page))
    button(page, "start_proev_igen")
