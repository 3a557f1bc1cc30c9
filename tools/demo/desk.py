"""The app's window on a machine of the demo, put together from the app's own pages."""

import logging

from konsulent_app.app.papers import Papers
from konsulent_app.paths import resources_folder
from konsulent_app.services import besoeg as verbs
from konsulent_app.settings import Settings, ThemeChoice
from konsulent_app.store.database import Tx
from konsulent_app.store.sager import read_sag
from konsulent_app.ui.desktop import Desktop
from konsulent_app.ui.pages.besoeg import BesoegPage
from konsulent_app.ui.pages.papir import PapirPage
from konsulent_app.ui.pages.sager import SagerPage
from konsulent_app.ui.window import Side
from konsulent_app.ui.work import Work
from tools.demo.machine import Machine


class Desk:
    """Sager, the visit and the paper. ``crashes`` holds what nobody expected."""

    def __init__(self, machine: Machine, log: logging.Logger) -> None:
        self._context = machine.context
        self.desktop = Desktop(resources_folder(), Settings(theme=ThemeChoice.LYS), log)
        self.window = self.desktop.window
        self.work = Work(machine.database)
        self.papers = Papers(machine.database, machine.context, resources_folder() / "fonts")
        self.crashes: list[object] = []
        self.work.crashed.connect(self.crashes.append)
        self.work.crashed.connect(self.desktop.feedback.hear)
        theme, feedback = self.desktop.theme, self.desktop.feedback
        self.window.attach(
            (Side("sager", "Sager", "users", lambda: SagerPage(theme, self.work, machine.context, feedback)),),
            machine.context.bruger.navn,
            machine.context.bruger.kommune_navn,
        )
        self.window.start_besoeg.connect(self._start)
        self.window.open_besoeg.connect(self._visit)
        self.window.show_paper.connect(self._paper)
        self.window.show()

    def close(self) -> None:
        """Writes what waits, then lets go of the threads; the store stays open."""
        self.work.settle()
        self.work.close()
        self.window.close()

    def _start(self, sag: int) -> None:
        def begin(tx: Tx) -> int:
            blad = read_sag(tx, sag, self._context.i_dag())
            praktik = blad.praktik.id if blad is not None and blad.praktik is not None else None
            return verbs.open_besoeg(tx, self._context, sag, praktik)

        self.work.write(begin, self._visit, self.desktop.feedback.hear)

    def _visit(self, besoeg: int) -> None:
        page = BesoegPage(self.desktop.theme, self.work, self._context, self.desktop.feedback, self.papers.papir)
        page.closed.connect(self.window.leave_full)
        page.locked.connect(self._paper)
        self.window.show_full(page)
        page.open(besoeg)

    def _paper(self, besoeg: int) -> None:
        page = PapirPage(self.desktop.theme, self.work, self._context, self.desktop.feedback, self.papers.papir)
        page.closed.connect(self.window.leave_full)
        self.window.show_full(page)
        page.open(besoeg)
