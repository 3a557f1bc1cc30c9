"""»Log ind med kommunens login« in the running app: the browser, the way back, and everything that can go wrong."""

import secrets
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from konsulent_app import keys
from konsulent_core.clock import system_clock
from konsulent_server.database import open_engine
from konsulent_server.oidc import Client
from konsulent_server.people import People
from konsulent_server.ways import Way, set_way
from tests.ui.kommunens_login import CLIENT, Provider, provider
from tests.ui.machine import PASSPHRASE, Machine, Server

BUTTON = "start_kommune_1"


@pytest.fixture(autouse=True)
def _cheap_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is not what these are about: a real one costs half a second at every start."""
    cheap = keys.Argon2Cost(passes=1, memory_kib=64, lanes=1)
    monkeypatch.setattr(keys, "create", partial(keys.create, cost=cheap))


@pytest.fixture
def kommunen() -> Iterator[Provider]:
    with provider() as made:
        yield made


@pytest.fixture
def gate(machine: Machine, server: Server, kommunen: Provider, tmp_path: Path) -> Machine:
    """The app's first start, at the address of a server whose kommune has that provider."""
    engine = open_engine(f"sqlite:///{tmp_path / 'server.db'}")
    people = People(engine, system_clock, secrets.token_bytes)
    with engine.connect() as conn:
        kommune = conn.exec_driver_sql("SELECT id FROM kommune").scalar_one()
    set_way(
        people.engine, Way(kommune, "", password=False, client=Client(kommunen.issuer, CLIENT, "", "openid", "upn"))
    )
    engine.dispose()
    app = machine.start()
    app.desktop.browse = kommunen.browse
    machine.write("start_server", server.address)
    QTest.keyClick(machine.see("start_server"), Qt.Key.Key_Tab)
    return machine


def test_the_first_log_in_in_the_browser_by_keyboard_alone(gate: Machine, server: Server) -> None:
    button = gate.see(BUTTON)
    assert gate.find("start_password") is None, "where the kommune takes no passwords none is asked for"
    assert gate.app is not None
    window = gate.app.desktop.window
    gate.wait(lambda: window.focusWidget() is button)
    QTest.keyClick(button, Qt.Key.Key_Space)
    gate.write("start_adgangssaetning", PASSPHRASE)
    gate.write("start_gentag", PASSPHRASE)
    gate.press("start_choose")
    gate.see("nav_sager")
    window.show_page("indstillinger")
    gate.see("settings_card")
    assert gate.find("settings_password_card") is None, "there is no password here to change"


def test_a_browser_that_is_closed_can_be_opened_again_or_given_up(gate: Machine, kommunen: Provider) -> None:
    assert gate.app is not None
    opened: list[str] = []

    def closed_at_once(url: str) -> bool:
        opened.append(url)
        return True

    gate.app.desktop.browse = closed_at_once
    gate.press(BUTTON)
    gate.see("start_aabn_igen")
    gate.press("start_annuller")
    gate.see(BUTTON)
    gate.press(BUTTON)
    gate.press("start_aabn_igen")
    assert len(opened) == 3
    assert opened[1] == opened[2] != opened[0]
    kommunen.browse(opened[1])
    gate.see("start_gentag")


def test_a_person_the_provider_knows_and_the_server_does_not_is_told_what_to_do(
    gate: Machine, kommunen: Provider
) -> None:
    kommunen.login = "ingen"
    gate.press(BUTTON)
    gate.wait(lambda: "ikke oprettet som bruger" in _fault(gate))
    kommunen.says_no = True
    gate.press(BUTTON)
    gate.wait(lambda: "sagde nej" in _fault(gate))
    assert not gate.paths.store.exists()


def test_a_provider_that_is_away_is_told_and_a_browser_that_cannot_be_opened_too(
    gate: Machine, kommunen: Provider
) -> None:
    assert gate.app is not None
    gate.app.desktop.browse = lambda _url: False
    gate.press(BUTTON)
    gate.wait(lambda: "Browseren kunne ikke åbnes" in gate.words("start_error"))
    gate.press("start_annuller")

    def goes_away(url: str) -> bool:
        kommunen.says_no = False
        back = kommunen.send_back({name: [value] for name, value in _query(url).items()})
        kommunen.stop()
        kommunen._visit(back)
        return True

    gate.app.desktop.browse = goes_away
    gate.press(BUTTON)
    gate.wait(lambda: "Kommunens login svarer ikke" in _fault(gate))


def _fault(gate: Machine) -> str:
    found = gate.find("start_kommune_fejl")
    return gate.words("start_kommune_fejl") if found is not None and found.isVisible() else ""


def _query(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))
