"""Virksomheder over the shell, as more than one file of tests opens it."""

import pytest

from konsulent_app.ui.window import VIRKSOMHEDER
from tests.ui.pages.virksomhed_hands import FIRMA
from tools.shots.scene import Scene


@pytest.fixture
def register(shell: Scene) -> Scene:
    """The register, nothing opened."""
    shell.window.show_page(VIRKSOMHEDER)
    shell.settle()
    return shell


@pytest.fixture
def nordlager(register: Scene) -> Scene:
    register.window.show_virksomhed(FIRMA)
    register.settle()
    return register
