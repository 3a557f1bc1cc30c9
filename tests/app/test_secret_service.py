"""The store key in a real Secret Service: gnome-keyring on a D-Bus session of its own, without a screen."""

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from konsulent_app import keys
from konsulent_app.keys.errors import KeyringUnavailable

ROOT = Path(__file__).parents[2]
MISSING = [name for name in ("dbus-run-session", "gnome-keyring-daemon") if shutil.which(name) is None]
needs_secret_service = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

START = "printf 'kode' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null"
LOCK = (
    "dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets "
    "org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null"
)
MAKE = """
import secrets, sys
from pathlib import Path
from konsulent_app import keys
made = keys.create(Path(sys.argv[1]), keys.system_keyring(), None, None, secrets.token_bytes)
print(made.key.hex())
"""
UNLOCK = """
import sys
from pathlib import Path
from konsulent_app import keys
from konsulent_app.keys.errors import KeyTrouble
try:
    print(keys.unlock_with_keyring(Path(sys.argv[1]), keys.system_keyring()).key.hex())
except KeyTrouble as error:
    print(type(error).__name__)
"""


def session(folder: Path, *steps: str) -> list[str]:
    """The printed lines of the steps, run in one D-Bus session whose home is ``folder``."""
    runtime = folder / "run"
    runtime.mkdir(exist_ok=True, mode=0o700)
    env = {
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(runtime),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        # A user's setting that points to another backend: it must not be followed.
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    done = subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", " && ".join(steps)],
        env=env,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def python(code: str, path: Path) -> str:
    script = path.with_name(f"{secrets.token_hex(4)}.py")
    script.write_text(code)
    return f"{sys.executable} {script} {path}"


@needs_secret_service
def test_a_key_made_in_one_process_opens_in_the_next_through_the_real_keyring(tmp_path: Path) -> None:
    path = tmp_path / "lager.noegle"
    made, again = session(tmp_path, START, python(MAKE, path), python(UNLOCK, path))
    assert again == made
    assert len(made) == 64
    for one in tmp_path.rglob("*"):
        if one.is_file():
            assert made.encode() not in one.read_bytes()
            assert bytes.fromhex(made) not in one.read_bytes()


@needs_secret_service
def test_a_locked_keyring_that_cannot_ask_says_so(tmp_path: Path) -> None:
    path = tmp_path / "lager.noegle"
    made, locked = session(tmp_path, START, python(MAKE, path), LOCK, python(UNLOCK, path))
    assert len(made) == 64
    assert locked == "KeyringUnavailable"


@needs_secret_service
def test_a_keyring_of_a_new_profile_does_not_know_the_store(tmp_path: Path) -> None:
    path = tmp_path / "lager.noegle"
    session(tmp_path, START, python(MAKE, path))
    shutil.rmtree(tmp_path / ".local")
    assert session(tmp_path, START, python(UNLOCK, path)) == ["KeyringForgot"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system always brings a keyring")
def test_a_machine_without_a_keyring_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/no-bus")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    with pytest.raises(KeyringUnavailable):
        keys.system_keyring()
