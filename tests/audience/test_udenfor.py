"""Where nobody reads a paper: the window's title and the log file tell nothing of what is in the store."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QApplication

from konsulent_app import log as applog
from konsulent_app.ui.feedback import Feedback
from konsulent_app.ui.side import IDAG, KONFLIKTER, OVERBLIK, SAGER, VIRKSOMHEDER
from konsulent_app.ui.theme import Mode, Theme
from konsulent_app.ui.window import TITLE
from konsulent_core.errors import UserError
from tests.audience.kredse import ERKLAERET
from tests.audience.lager import RESOURCES
from tests.audience.ordbog import Ordbog
from tools.shot_sager import KATRINE
from tools.shots.besoeg import besoeg
from tools.shots.scene import scene


def test_no_window_has_a_title_of_its_own_whatever_it_shows(qapp: QApplication) -> None:
    theme = Theme(RESOURCES, mode=Mode.LYS, reduced_motion=True)
    theme.apply(qapp)
    titles = set()
    with scene(theme) as shell:
        for side in (IDAG, VIRKSOMHEDER, OVERBLIK, KONFLIKTER, SAGER):
            shell.window.show_page(side)
            shell.settle()
            titles |= _titles()
        shell.open(KATRINE)
        titles |= _titles()
        besoeg(shell)
        shell.settle()
        titles |= _titles()
        shell.window.setWindowTitle("Katrine Holm")
        titles |= _titles()
    assert titles <= {TITLE, ""}
    assert TITLE in titles


def _titles() -> set[str]:
    return {widget.windowTitle() for widget in QApplication.topLevelWidgets()}


def test_the_log_file_holds_no_word_of_what_went_wrong(tmp_path: Path) -> None:
    ordbog = Ordbog()
    for (tabel, felt), one in ERKLAERET.items():
        ordbog.ord(f"{tabel}.{felt}", one.kreds)
    log = applog.open_log(tmp_path)
    every = " ".join(plads.ord for plads in ordbog.pladser.values())
    assert len(ordbog.findes(every)) == len(ordbog.pladser)
    feedback = Feedback(log)
    for error in (KeyError(every), ValueError(every), OSError(1, every), UserError(every, every)):
        with suppress(Exception):
            feedback.hear(error)
        log.info("besked %s", every)
        log.warning("fejl", exc_info=error)
    applog.close_log(log)
    told = (tmp_path / applog.FILE_NAME).read_text(encoding="utf-8")
    assert told.count("\n") > 8
    assert ordbog.findes(told) == set()
