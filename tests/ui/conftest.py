"""A window over the mock-ups' caseload, offscreen, for every test of a page."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from konsulent_app.ui.theme import Mode, Theme
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
