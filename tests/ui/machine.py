"""A laptop and a server for tests of the whole app: started on one folder again and again."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app import settings
from konsulent_app.app.run import make_app
from konsulent_app.app.start import App
from konsulent_app.paths import Paths
from konsulent_app.ui.feedback import Notice
from konsulent_server.app import Services
from tests.sample import RESOURCES, make_people

FORNAVN = "Katrine"  # of make_people's borger
PASSPHRASE = "fire tilfældige ord her"


@dataclass(frozen=True)
class Server:
    """With ``mette``, a konsulent of its one ``team``."""

    address: str
    stop: Callable[[], None]
    services: Services
    kommune: int
    team: int


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

    def log_in(self, server: Server, password: str = "hemmelig", user: str = "mette") -> None:
        self.write("start_server", server.address)
        self.log_in_again(password, user)

    def log_in_again(self, password: str = "hemmelig", user: str = "mette") -> None:
        """Where the machine knows its server."""
        self.write("start_user", user)
        self.write("start_password", password)
        self.press("start_login")

    def enroll(self, server: Server, user: str = "mette") -> None:
        """The first log-in on a machine without a keyring, through to the pages."""
        self.start()
        self.log_in(server, user=user)
        self.write("start_adgangssaetning", PASSPHRASE)
        self.write("start_gentag", PASSPHRASE)
        self.press("start_choose")
        self.wait(lambda: self.app is not None and self.app.session is not None)

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        self.write("start_adgangssaetning", passphrase)
        self.press("start_unlock")

    def people(self) -> None:
        """A small caseload is there, as if it had come by a sync."""
        assert self.app is not None
        session = self.app.session
        session.work.write(lambda tx: make_people(tx, session.context.clock()))
        session.work.settle()
