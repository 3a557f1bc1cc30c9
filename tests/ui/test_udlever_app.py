"""Insight through the whole app: asked for at the sag, with the server's history in it, and away when it is locked."""

import json
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from konsulent_app.store import outbox
from konsulent_app.ui.pages.udlever_ark import UdleverArk
from tests.sample import SAG
from tests.ui.machine import Machine, Server


def test_the_file_of_a_sag_holds_what_the_server_knows_of_it(machine: Machine, server: Server, tmp_path: Path) -> None:
    machine.enroll(server)
    assert machine.app is not None
    session = machine.app.session
    machine.people()
    session.sync.wish()

    def nothing_waits() -> bool:
        with session.database.reading() as tx:
            return outbox.waiting_count(tx) == 0

    machine.wait(nothing_waits)
    session.udlever.show(SAG)
    machine.wait(lambda: machine.find("hand_out_sheet") is not None)
    machine.see("hand_out_form_json")
    ark, button = machine.find("hand_out_sheet"), machine.find("hand_out_form_json")
    assert isinstance(ark, UdleverArk)
    assert isinstance(button, QAbstractButton)
    button.click()
    ark.save_to(tmp_path / "indsigt.json")
    machine.wait(ark.isHidden)
    told = json.loads((tmp_path / "indsigt.json").read_bytes())
    assert told["historik"]["stand"] == "hentet"
    told_of = {(line["tabel"], line["felt"], line["efter"], line["hvem"]) for line in told["historik"]["linjer"]}
    assert ("borger", "fornavn", "Katrine", "Mette Krogh") in told_of
    assert told["lokalt"] == []

    machine.app.desktop.window.wants_udlever.emit(SAG)
    machine.wait(lambda: not ark.isHidden())
    machine.app.lock()
    machine.wait(lambda: machine.app is not None and machine.app.session is None)
    machine.wait(lambda: machine.find("hand_out_sheet") is None)
