"""The history of a field through the whole app: written, sent, asked for, and gone when the screen is locked."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from konsulent_app.store import outbox
from tests.sample import SAG
from tests.ui.machine import Machine, Server

CTRL = Qt.KeyboardModifier.ControlModifier


def lines(machine: Machine) -> list[str]:
    found = machine.find("history_sheet")
    return [label.text() for label in found.findChildren(QLabel)] if found is not None else []


def sent(machine: Machine) -> None:
    """All that was written is at the server."""
    assert machine.app is not None
    session = machine.app.session
    session.sync.wish()

    def nothing_waits() -> bool:
        with session.database.reading() as tx:
            return outbox.waiting_count(tx) == 0

    machine.wait(nothing_waits)


def test_what_was_sent_is_told_by_the_server_and_the_lock_takes_it_away(machine: Machine, server: Server) -> None:
    machine.enroll(server)
    assert machine.app is not None
    session = machine.app.session
    machine.people()
    sent(machine)
    session.veje.show_stamdata(SAG)
    field = machine.see("facts_jobmaal")
    machine.wait(lambda: "Fast job" in str(field.property("plainText")))
    field.setFocus()
    QTest.keyClicks(field, "Helst: ")
    QTest.keyClick(field, Qt.Key.Key_H, CTRL)
    machine.wait(lambda: any(line.startswith("skrevet: »Fast job") for line in lines(machine)))
    told = lines(machine)
    assert "ikke sendt endnu" in told
    assert any(line.startswith("fra »Fast job") and "Helst: Fast job" in line for line in told)
    assert not [line for line in told if line.startswith("skrevet: »Helst")]

    QTest.keyClick(machine.see("history_close"), Qt.Key.Key_Escape)
    sent(machine)
    machine.see("facts_jobmaal").setFocus()
    QTest.keyClick(machine.see("facts_jobmaal"), Qt.Key.Key_H, CTRL)
    machine.wait(lambda: any(line.startswith("skrevet: »Fast job") for line in lines(machine)))
    assert "ikke sendt endnu" not in lines(machine)
    assert any("Mette Krogh (dig)" in line for line in lines(machine))

    machine.app.lock()
    machine.wait(lambda: machine.app is not None and machine.app.session is None)
    machine.wait(lambda: machine.find("history_sheet") is None)
