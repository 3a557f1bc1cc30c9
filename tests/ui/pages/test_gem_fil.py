"""A file that is saved where the person chose: whole, or not there, and told in words."""

import resource
import signal
from pathlib import Path

import pytest

from konsulent_app.ui.pages.gem_fil import KanIkkeGemmes, write_file


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    write_file(tmp_path / "a.pdf", b"x" * 100_000)
    assert (tmp_path / "a.pdf").stat().st_size == 100_000


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(KanIkkeGemmes, match="Vælg en anden mappe"):
        write_file(tmp_path / "væk" / "a.pdf", b"x")


def test_a_file_that_finds_no_room_leaves_no_half_behind(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, hard))
    try:
        with pytest.raises(KanIkkeGemmes):
            write_file(tmp_path / "a.pdf", b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert list(tmp_path.iterdir()) == []
