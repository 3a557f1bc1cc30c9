"""A theme and a way to hear what screen readers hear, for every test of a widget."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from konsulent_app.ui.theme import Mode, Theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[3]

Heard = Callable[[QWidget], tuple[QAccessible.Role, str]]


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """Light, 100 %."""
    found = Theme(ROOT / "resources", mode=Mode.LYS)
    found.apply(qapp)
    return found


@pytest.fixture
def heard(qapp: QApplication) -> Heard:
    """Role and name of a widget as assistive technology reads them."""

    def read(widget: QWidget) -> tuple[QAccessible.Role, str]:
        interface = QAccessible.queryAccessibleInterface(widget)
        return interface.role(), interface.text(QAccessible.Text.Name)

    return read
