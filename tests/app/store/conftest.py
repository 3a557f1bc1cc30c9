"""A folder for a store."""

from pathlib import Path

import pytest

from tests.app.store.world import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder = tmp_path / "lager"
    folder.mkdir()
    return Place(folder)
