"""A window over a store of its own with the mock-ups' caseload: what every picture and every test of a page opens."""

import os

# Before Qt is loaded: without a screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication, QPixmap

from konsulent_app.app.papers import Papers
from konsulent_app.app.sider import make_sider
from konsulent_app.services.context import Context
from konsulent_app.settings import Settings
from konsulent_app.store.database import Database
from konsulent_app.store.opening import open_store
from konsulent_app.store.vagt import Vagt
from konsulent_app.sync.historik import HentHistorik, HistorikSvar, Place, Udfald
from konsulent_app.sync.schedule import Ended, Kind, State, SyncView
from konsulent_app.ui.feedback import Feedback, Notice
from konsulent_app.ui.historik_vej import HistorikVej
from konsulent_app.ui.models.antal import Antal
from konsulent_app.ui.models.soegeindeks import Soegeindeks
from konsulent_app.ui.models.sync_driver import SyncDriver
from konsulent_app.ui.pages.idag import IdagPage
from konsulent_app.ui.pages.indstillinger import IndstillingerPage
from konsulent_app.ui.pages.konflikter import KonflikterPage
from konsulent_app.ui.pages.overblik import OverblikPage
from konsulent_app.ui.pages.palette import Palette
from konsulent_app.ui.pages.sager import SagerPage
from konsulent_app.ui.pages.virksomheder import VirksomhederPage
from konsulent_app.ui.side import IDAG, KONFLIKTER, OVERBLIK, SAGER, VIRKSOMHEDER
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.window import Window
from konsulent_app.ui.work import Work
from konsulent_core.words import Rolle
from tools import shot_sager

ROOT = Path(__file__).resolve().parents[2]
_KEY = b"k" * 32
SIZES = {"1366x768": (1366, 768, 1.0), "1920x1080": (1920, 1080, 1.0), "683x384@2": (683, 384, 2.0)}
SIDST = datetime(2026, 3, 12, 7, 14, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Scene:
    """A window over a store of its own."""

    theme: Theme
    window: Window
    work: Work
    feedback: Feedback
    driver: SyncDriver
    database: Database
    context: Context
    said: list[Notice]
    crashes: list[object]

    @property
    def sager(self) -> SagerPage:
        page = self.window.page(SAGER)
        assert isinstance(page, SagerPage)
        return page

    @property
    def idag(self) -> IdagPage:
        page = self.window.page(IDAG)
        assert isinstance(page, IdagPage)
        return page

    @property
    def virksomheder(self) -> VirksomhederPage:
        page = self.window.page(VIRKSOMHEDER)
        assert isinstance(page, VirksomhederPage)
        return page

    @property
    def overblik(self) -> OverblikPage:
        page = self.window.page(OVERBLIK)
        assert isinstance(page, OverblikPage)
        return page

    @property
    def konflikter(self) -> KonflikterPage:
        page = self.window.page(KONFLIKTER)
        assert isinstance(page, KonflikterPage)
        return page

    def settle(self) -> None:
        """Until everything that was asked for is on the screen."""
        for _ in range(3):
            self.work.settle()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QCoreApplication.processEvents()

    def open(self, sag: int) -> None:
        self.sager.show_sag(sag)
        self.settle()


@cache
def _filled(konflikter: bool, venter: bool, tom: bool) -> bytes:
    """A store's file, made once for all pictures of a run: its migrations cost more than most pages."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "lager.db"
        database = open_store(path, _KEY, None, path.parent / "kopier", shot_sager.NU)
        if not tom:
            shot_sager.fill(database)
        if konflikter:
            shot_sager.add_konflikter(database)
        if venter:
            shot_sager.add_karantaene(database)
        database.close()
        return path.read_bytes()


def without_server(_row: int, _fields: tuple[str, ...], _before: Place | None) -> HistorikSvar:
    return HistorikSvar(udfald=Udfald.UDEN_NET)


@contextmanager
def scene(
    theme: Theme,
    *,
    konflikter: bool = False,
    venter: bool = False,
    tom: bool = False,
    hent: HentHistorik = without_server,
    rolle: Rolle = Rolle.KONSULENT,
) -> Iterator[Scene]:
    """Opens a store in a folder of its own and a window over it, as a user of that role sees it; ``hent`` is the
    server's history."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "lager.db"
        path.write_bytes(_filled(konflikter, venter, tom))
        database = Database(path, _KEY)
        work = Work(database)
        context = shot_sager.make_context(ROOT / "resources")
        context = replace(context, bruger=replace(context.bruger, rolle=rolle, team=shot_sager.TEAM))
        database.guard = Vagt(rolle).check
        feedback = Feedback(logging.getLogger("shot"))
        work.crashed.connect(feedback.hear)
        driver = SyncDriver(work, lambda: Ended(Kind.DONE))
        window = Window(theme, feedback)
        papers = Papers(database, context, ROOT / "resources" / "fonts")
        sider = make_sider(
            theme,
            work,
            context,
            feedback,
            driver,
            papers.forberedelse,
            lambda: IndstillingerPage(theme, Settings()),
            papers.opgoerelse,
        )
        bruger = context.bruger
        window.show()
        window.activateWindow()
        indeks = Soegeindeks(work, database)
        indeks.start()
        window.attach(
            sider,
            bruger.navn,
            bruger.kommune_navn,
            lambda parent: Palette(theme, work, feedback, indeks, parent),
            skriver=bruger.skriver,
        )
        window.show_page(SAGER)
        window.set_sync(SyncView(state=State.OK, sidst=SIDST))
        antal = Antal(work, context.i_dag, dagen=not bruger.leder)
        antal.moved.connect(window.set_antal)
        antal.start()
        said: list[Notice] = []
        crashes: list[object] = []
        feedback.said.connect(said.append)
        work.crashed.connect(crashes.append)
        historik = HistorikVej(theme, work, context, feedback, hent, window)
        found = Scene(theme, window, work, feedback, driver, database, context, said, crashes)
        found.settle()
        yield found
        found.settle()
        historik.stop()
        driver.stop()
        indeks.stop()
        window.close()
        window.deleteLater()
        QGuiApplication.clipboard().clear()  # Qt's offscreen platform crashes at exit over data that was put there
        work.close()
        database.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@dataclass(frozen=True, slots=True)
class Shot:
    show: Callable[[Scene], None]
    konflikter: bool = False
    venter: bool = False
    tom: bool = False
    hent: HentHistorik = without_server
    rolle: Rolle = Rolle.KONSULENT


def picture(window: Window, ratio: float) -> QPixmap:
    """The window's own picture, sharp at the ratio."""
    if ratio == 1.0:
        return window.grab()
    found = QPixmap(round(window.width() * ratio), round(window.height() * ratio))
    found.setDevicePixelRatio(ratio)
    window.render(found)
    return found
