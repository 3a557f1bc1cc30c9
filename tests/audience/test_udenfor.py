"""Where nobody reads a paper: the window's title and the log file tell nothing of what is in the store."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app import log as applog
from konsulent_app.app.sider import make_sider
from konsulent_app.settings import Settings
from konsulent_app.sync.schedule import Ended, Kind
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.models.soegeindeks import Soegeindeks
from konsulent_app.ui.models.sync_driver import SyncDriver
from konsulent_app.ui.pages.indstillinger import IndstillingerPage
from konsulent_app.ui.pages.palette import Palette
from konsulent_app.ui.pages.sager import SagerPage
from konsulent_app.ui.side import SAGER
from konsulent_app.ui.theme import Mode, Theme
from konsulent_app.ui.window import TITLE, Window
from konsulent_app.ui.work import Work
from konsulent_core.errors import UserError
from tests.audience.lager import RESOURCES, Lager, plant


@pytest.fixture(scope="module")
def lager(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lager]:
    made = plant(tmp_path_factory.mktemp("lager"))
    yield made
    made.database.close()


def test_no_window_has_a_title_of_its_own_whatever_it_shows(lager: Lager, qtbot: QtBot) -> None:
    theme = Theme(RESOURCES, mode=Mode.LYS, reduced_motion=True)
    work = Work(lager.database)
    feedback = Feedback(logging.getLogger("test"))
    driver = SyncDriver(work, lambda: Ended(Kind.DONE))
    indeks = Soegeindeks(work, lager.database)
    window = Window(theme, feedback)
    qtbot.addWidget(window)
    context = lager.context
    sider = make_sider(
        theme, work, context, feedback, driver, lager.papers.forberedelse, lambda: IndstillingerPage(theme, Settings())
    )
    window.attach(sider, context.bruger.navn, "", lambda parent: Palette(theme, work, feedback, indeks, parent))
    window.show()
    titles = set()
    for side in sider:
        window.show_page(side.noegle)
        work.settle()
        titles |= _titles()
    page = window.page(SAGER)
    assert isinstance(page, SagerPage)
    window.show_page(SAGER)
    page.show_sag(lager.sag)
    work.settle()
    assert lager.ordbog.findes(_words(window)) >= {"borger.fornavn", "borger.efternavn"}, "the sag is on the screen"
    titles |= _titles()
    assert titles <= {TITLE, ""}
    driver.stop()
    indeks.stop()
    work.close()


def _titles() -> set[str]:
    return {widget.windowTitle() for widget in QApplication.topLevelWidgets()}


def _words(window: QWidget) -> str:
    return " ".join(str(widget.property("text") or "") for widget in window.findChildren(QWidget))


def test_the_log_file_holds_no_word_of_what_went_wrong(lager: Lager, tmp_path: Path) -> None:
    log = applog.open_log(tmp_path)
    every = " ".join(plads.ord for plads in lager.ordbog.pladser.values())
    assert len(lager.ordbog.findes(every)) == len(lager.ordbog.pladser)
    feedback = Feedback(log)
    for error in (KeyError(every), ValueError(every), OSError(1, every), UserError(every, every)):
        with suppress(Exception):
            feedback.hear(error)
        log.info("besked %s", every)
        log.warning("fejl", exc_info=error)
    applog.close_log(log)
    told = (tmp_path / applog.FILE_NAME).read_text(encoding="utf-8")
    assert told.count("\n") > 8
    assert lager.ordbog.findes(told) == set()
