"""A lost machine empties itself, also when it is killed in the middle of it, and says so only when it is true."""

import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from konsulent_app import keys
from konsulent_app.app import wipe
from konsulent_app.keys.errors import KeyringUnavailable
from konsulent_app.keys.wrapping import Argon2Cost
from konsulent_app.paths import Paths

ROOT = Path(__file__).resolve().parents[2]
# Kills its own process just before the n-th file is removed, opened for writing or renamed.
CHILD = """
import os, signal, sys
from pathlib import Path
from konsulent_app.app import wipe
from konsulent_app.keys.errors import KeyringUnavailable
from konsulent_app.paths import Paths

def none():
    raise KeyringUnavailable

left = int(sys.argv[2])
def hook(event, args):
    global left
    if event == "os.remove" or event == "os.rename" or (event == "open" and args[1] not in ("r", "rb", None)):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
print(wipe.wipe(Paths.under(Path(sys.argv[1])), none))
"""
CHEAP = Argon2Cost(passes=1, memory_kib=64, lanes=1)


class Backend:
    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[username]


def none_here() -> keys.Vault:
    raise KeyringUnavailable


def laptop(folder: Path, vault: keys.Vault | None = None) -> Paths:
    """A machine with everything that one can have."""
    paths = Paths.under(folder)
    paths.make()
    key = keys.create(paths.key, vault, "fire tilfældige ord her", None, secrets.token_bytes, CHEAP)
    if vault is not None:
        vault.write(keys.refresh_entry(key.store), "fornyelse")
    names = ("lager.db", "lager.db-wal", "lager.db-shm", "lager.db.gendannes", "lager.db.skadet-2026-03-12T094200Z")
    for name in (*names, "indstillinger.json", "indstillinger.json.skadet", "lager.noegle.delvis"):
        (folder / name).write_bytes(b"hemmeligt")
    for name in ("lager-2026-03-12T094200Z.kopi", "lager-2026-03-12T094200Z.delvis"):
        (paths.backups / name).write_bytes(b"hemmeligt")
    return paths


def left(paths: Paths) -> list[str]:
    return sorted(path.name for path in paths.folder.rglob("*") if path.is_file())


def test_key_store_backups_settings_and_keyring_entries_all_go(tmp_path: Path) -> None:
    backend = Backend()
    paths = laptop(tmp_path / "pc", keys.KeyringVault(backend))
    (paths.logs / "log.txt").write_text("intet om nogen", encoding="utf-8")
    backend.kept["en andens"] = "urørt"
    assert len(backend.kept) == 3
    assert wipe.wipe(paths, lambda: keys.KeyringVault(backend))
    assert left(paths) == ["log.txt", "slettet.json"]
    assert backend.kept == {"en andens": "urørt"}
    assert wipe.is_begun(paths)
    assert b"hemmeligt" not in (paths.folder / "slettet.json").read_bytes()
    (paths.folder / "lager.db").write_bytes(b"")  # a job that was still running
    assert wipe.begin_anew(paths, none_here)
    assert left(paths) == ["log.txt"]
    assert not wipe.is_begun(paths)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_killed_at_any_step_the_next_start_finishes_it(tmp_path: Path) -> None:
    kills = 0
    for step in range(60):
        paths = laptop(tmp_path / f"pc{step}")
        child = subprocess.run(
            [sys.executable, "-c", CHILD, str(paths.folder), str(step)], cwd=ROOT, capture_output=True, check=False
        )
        if child.returncode == 0:
            assert child.stdout.strip() == b"True"
            assert left(paths) == ["slettet.json"]
            break
        assert child.returncode == -signal.SIGKILL, child.stderr
        kills += 1
        if not wipe.is_begun(paths):
            assert len(left(paths)) >= 12, "without its note nothing has gone yet"
        assert wipe.wipe(paths, none_here)
        assert left(paths) == ["slettet.json"]
    else:
        pytest.fail("it never came to its end")
    assert kills >= 10


def test_what_cannot_be_removed_is_not_called_gone(tmp_path: Path) -> None:
    paths = laptop(tmp_path / "pc")
    stubborn = paths.folder / "lager.db-wal"
    stubborn.unlink()
    stubborn.mkdir()  # as a file in use on Windows: it does not go
    assert not wipe.wipe(paths, none_here)
    assert not list(paths.folder.glob("lager.noegle*"))
    stubborn.rmdir()
    assert wipe.wipe(paths, none_here)
