"""A small disk for filling up."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with 4 MB."""
    folder = tmp_path / "lille-disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount command: a full disk cannot be made")
    if mounted.returncode != 0:
        pytest.skip(f"may not mount a small tmpfs: {mounted.stderr.splitlines()[0]}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
