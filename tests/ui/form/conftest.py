"""An open visit at Nordlager on an offscreen window."""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from konsulent_app.app.papers import Papers
from konsulent_app.store.besoeg import BesoegBlad, read_besoeg
from konsulent_app.ui.feedback import Feedback, Notice
from konsulent_app.ui.form.skema_form import SkemaForm
from konsulent_app.ui.pages.besoeg import BesoegPage
from konsulent_app.ui.theme import Mode, Theme
from konsulent_app.ui.work import Work
from tests.sample import RESOURCES, Sample, make_sample


@dataclass
class Visit:
    """The page with the second besøg open, and hands to work it with."""

    page: BesoegPage
    work: Work
    sample: Sample
    said: list[Notice]

    @property
    def form(self) -> SkemaForm:
        assert self.page.form is not None
        return self.page.form

    def find(self, name: str) -> QWidget:
        found = self.page.findChild(QWidget, name)
        assert found is not None, f"there is no {name}"
        return found

    def tap(self, name: str) -> None:
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        assert button.isEnabled()
        button.click()

    def write(self, name: str, text: str) -> None:
        field = self.find(name)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        QTest.keyClicks(field, text)

    def stored(self) -> BesoegBlad:
        """What stands on disk once everything asked for is written."""
        self.work.settle()
        with self.sample.database.reading() as tx:
            found = read_besoeg(tx, self.sample.aabent)
        assert found is not None
        return found


@pytest.fixture
def visit(qtbot: QtBot, tmp_path: Path) -> Iterator[Visit]:
    sample = make_sample(tmp_path)
    theme = Theme(RESOURCES, mode=Mode.LYS, reduced_motion=True)
    work = Work(sample.database)
    feedback = Feedback(logging.getLogger("test"))
    said: list[Notice] = []
    feedback.said.connect(said.append)
    crashes: list[BaseException] = []
    work.crashed.connect(crashes.append)
    papers = Papers(sample.database, sample.context, RESOURCES / "fonts")
    page = BesoegPage(theme, work, sample.context, feedback, papers.papir)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.open(sample.aabent)
    work.settle()
    yield Visit(page, work, sample, said)
    page.flush()
    work.settle()
    work.close()
    sample.database.close()
    assert not crashes, crashes
