"""A window over the mock-ups' caseload for every test of a page, and a laptop with a server for those of the app."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import uvicorn
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app import keys
from konsulent_app.keys.errors import KeyringUnavailable
from konsulent_app.ui.theme import Mode, Theme
from konsulent_server.app import make_app as make_server
from konsulent_server.app import make_services
from konsulent_server.database import open_engine
from tests.ui.machine import Machine, Server
from tools.shots.scene import Scene, scene

ROOT = Path(__file__).resolve().parents[2]
OpenScene = Callable[..., AbstractContextManager[Scene]]
Heard = Callable[[QWidget], tuple[QAccessible.Role, str]]


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """Light, 100 %."""
    found = Theme(ROOT / "resources", mode=Mode.LYS, reduced_motion=True)
    found.apply(qapp)
    return found


@pytest.fixture
def shell(theme: Theme) -> Iterator[Scene]:
    """The window at 1366×768 with nothing special about it; fails the test on what nobody expected."""
    with scene(theme) as found:
        yield found
        found.settle()
        assert not found.crashes, found.crashes


@pytest.fixture
def torn(theme: Theme) -> Iterator[Scene]:
    """The same with three konflikter in Katrine's last besøg."""
    with scene(theme, konflikter=True) as found:
        yield found
        found.settle()
        assert not found.crashes, found.crashes


@pytest.fixture
def heard(qapp: QApplication) -> Heard:
    """Role and name of a widget as assistive technology reads them."""

    def read(widget: QWidget) -> tuple[QAccessible.Role, str]:
        interface = QAccessible.queryAccessibleInterface(widget)
        return interface.role(), interface.text(QAccessible.Text.Name)

    return read


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

    yield Server(f"http://127.0.0.1:{sock.getsockname()[1]}", stop, services)
    stop()
    services.exchange.engine.dispose()


@pytest.fixture
def machine(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    def none_here() -> keys.Vault:
        raise KeyringUnavailable

    monkeypatch.setattr(keys, "system_keyring", none_here)
    made = Machine(qtbot, tmp_path / "pc")
    yield made
    made.shut()
    QApplication.processEvents()
