"""Builds the visit form over a besøg as the page does, to know what of an opening is the form's."""

import os
import time

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from konsulent_app.paths import resources_folder
from konsulent_app.store.besoeg import read_besoeg
from konsulent_app.store.database import Database
from konsulent_app.ui.form.autosave import Autosave
from konsulent_app.ui.form.skema_form import SkemaForm
from konsulent_app.ui.theme import Theme
from konsulent_app.ui.work import Work
from konsulent_core.clock import system_clock
from tools.bench.context import make_context

_RUNS = 5


def build_form(database: Database, besoeg: int) -> float:
    """Milliseconds from what was read to a form that stands on the screen; the middle one of some runs."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a form needs no screen to be built
    app = QApplication.instance() or QApplication([])
    theme = Theme(resources_folder())
    context = make_context()
    work = Work(database)
    with database.reading() as tx:
        blad = read_besoeg(tx, besoeg)
    assert blad is not None
    taken = []
    for _run in range(_RUNS):
        started = time.perf_counter()
        form = SkemaForm(theme, context, Autosave(work, system_clock), blad)
        form.resize(1100, 700)
        form.show()
        app.processEvents()
        taken.append(1e3 * (time.perf_counter() - started))
        form.close()
        form.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    work.close()
    return sorted(taken)[_RUNS // 2]
