#!/usr/bin/env python3
"""The one door for developers: sets up what a command needs, then runs it.

    python3 dev.py run [...]          the app, with a demo server; --uden-skaerm: as if without a display
    python3 dev.py test [...]         the checks and all tests; with arguments: only pytest with them
    python3 dev.py test --long NAME   api, kill, faults, sync, net, screens or login, in slices: [--seed N] [--rounds N]
    python3 dev.py check              ruff, mypy --strict, import-linter, deptry
    python3 dev.py bench [NAME ...]   one JSON line per figure
    python3 dev.py shot [...]         screenshots of every page and state
    python3 dev.py examples [...]     the six borgercases' papers into docs/examples
    python3 dev.py build [...]        the installer for this system
    python3 dev.py setup              only the set-up, for all of the above
    python3 dev.py lock               write requirements/*.txt anew from pyproject.toml

On Windows: py dev.py run. The first call installs into .venv; later calls start at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
VENV_PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / ".ready"
REQUIREMENTS = ROOT / "requirements"
OLDEST_PYTHON = (3, 11)

# Debian's names, by what they are for. Later Debians call some of them NAMEt64; both count.
DEBIAN = {
    "base": "libegl1 libgl1 libglib2.0-0 libxkbcommon0 libfontconfig1 libdbus-1-3 tzdata",
    "window": "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0 libxcb-shape0 "
    "libxcb-image0 libxcb-render-util0 libxcb-xinerama0 libxcb-randr0",
    "test": "xvfb xauth strace poppler-utils gnome-keyring dbus-daemon",
    "build": "binutils",
    "load": "wrk",
}


class SetupError(Exception):
    """The set-up cannot go on; the text says what the person is to do."""


def say(text: str) -> None:
    print(f"dev: {text}", file=sys.stderr, flush=True)


# --- system packages ------------------------------------------------------------------------------


def ensure(*groups: str) -> None:
    """Bring about what a command needs: the Debian packages of `groups`, and .venv."""
    wanted = [name for group in groups for name in DEBIAN[group].split()]
    if not is_ready() and not python_makes_venvs():
        wanted.append(f"python3.{sys.version_info.minor}-venv")
    if "build" in groups and sys.base_prefix == "/usr":  # Debian's Python; others bring their library along
        wanted.append(f"libpython3.{sys.version_info.minor}")
    if shutil.which("dpkg-query"):  # elsewhere the system brings its own
        missing = missing_packages(wanted)
        if missing:
            apt_install(missing)
    ensure_venv()


def python_makes_venvs() -> bool:
    """Debian splits venv's pip (ensurepip) off from its python3."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def missing_packages(wanted: Sequence[str]) -> list[str]:
    if not wanted:
        return []
    both = [*wanted, *(f"{name}t64" for name in wanted)]
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${Package}\n", *both]
    shown = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    there = {line.split()[1] for line in shown.splitlines() if line.startswith("installed ")}
    return [name for name in wanted if not {name, f"{name}t64"} & there]


def apt_install(packages: Sequence[str]) -> None:
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    env = ["env", "DEBIAN_FRONTEND=noninteractive"]
    by_hand = "apt-get update && apt-get install --no-install-recommends " + " ".join(packages)
    if os.geteuid() == 0:
        prefix = env
    elif shutil.which("sudo") and succeeds(["sudo", "-n", "true"]):
        prefix = ["sudo", "-n", *env]
    else:
        raise SetupError(f"system packages are missing. As root, run:\n\n    {by_hand}\n\nthen this command again.")
    say(f"installing system packages: {' '.join(packages)}")
    # An update that fails on one source can still have brought what the install needs.
    call([*prefix, *apt, "update"], quiet=True)
    if call([*prefix, *apt, "install", "-y", "--no-install-recommends", *packages], quiet=True) != 0:
        raise SetupError(f"apt-get could not install them; its words are above. By hand, as root:\n\n    {by_hand}")


def succeeds(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


# --- the virtual environment ----------------------------------------------------------------------


def ensure_venv() -> None:
    """Make .venv hold what requirements/dev.txt says. The stamp is written last, so that an
    interrupted installation is done again."""
    if is_ready():
        return
    with one_at_a_time():
        if is_ready():  # another call has just done it
            return
        if not VENV_PYTHON.exists() or not read_stamp().startswith(place()):
            make_venv()
        STAMP.unlink(missing_ok=True)
        say("installing the pinned requirements (a minute or two, the first time only)")
        install_requirements("dev.txt")
        STAMP.write_text(place() + requirements_hash(), encoding="utf-8")


def is_ready() -> bool:
    return VENV_PYTHON.exists() and read_stamp() == place() + requirements_hash()


def read_stamp() -> str:
    return STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""


def place() -> str:
    """A virtual environment holds for one Python and one place on the disk."""
    return f"python {sys.version_info.major}.{sys.version_info.minor}\n{ROOT}\n"


def requirements_hash() -> str:
    return hashlib.sha256((REQUIREMENTS / "dev.txt").read_bytes()).hexdigest()


def make_venv() -> None:
    if not importlib.util.find_spec("ensurepip"):  # and no apt to bring it
        raise SetupError("this Python cannot make virtual environments: it has no ensurepip")
    if VENV.is_symlink():
        raise SetupError(f"{VENV} is a link: what it leads to would be emptied. Remove the link and try again.")
    say(f"making a virtual environment in {VENV}")
    base = getattr(sys, "_base_executable", sys.executable)  # also when called from inside .venv
    if call([base, "-m", "venv", "--clear", str(VENV)], quiet=True) != 0:
        raise SetupError(f"python -m venv could not make {VENV}; its words are above.")
    # Makes the checkout importable from anywhere. Relative, so that no letter of the path can be misread.
    site_packages = next(path for path in VENV.glob("[Ll]ib/**/site-packages") if path.is_dir())
    (site_packages / "konsulent_checkout.pth").write_text(os.path.relpath(ROOT, site_packages) + "\n", "ascii")


def install_requirements(name: str) -> None:
    pip = [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
    hashed = ["--require-hashes", "--only-binary=:all:", "-r", str(REQUIREMENTS / name)]
    if call([*pip, "install", *hashed], quiet=True) != 0:
        raise SetupError(
            f"pip could not install requirements/{name}; its words are above.\n"
            "  - no connection, a proxy, an inner index? `pip config list` and PIP_INDEX_URL tell where\n"
            "  - no wheel for this system? It takes Debian 12+, Windows 10+ or macOS 15+, 64 bits\n"
            "  - a hash that does not match? the file was changed on its way: do not go on"
        )


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two calls at once in one checkout: the second waits (not on Windows, which has no flock)."""
    if WINDOWS:
        yield
        return
    import fcntl  # noqa: PLC0415 -- not on Windows

    with (ROOT / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- running --------------------------------------------------------------------------------------


def call(command: Sequence[str], env: Mapping[str, str] | None = None, *, quiet: bool = False) -> int:
    """Run to the end and give the exit code; `quiet` shows the output only of a failure.

    Ctrl+C reaches the child by itself, which gets the time to end cleanly; a second one ends it, a
    third kills it. Then KeyboardInterrupt goes on up, so that no next step starts.
    """
    pipe = subprocess.PIPE if quiet else None
    errors = subprocess.STDOUT if quiet else None
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=pipe, stderr=errors, encoding="utf-8", errors="replace"
    ) as child:
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        output, interrupts = wait_for(child)
    if interrupts:
        raise KeyboardInterrupt
    if quiet and child.returncode != 0:
        print(output, file=sys.stderr, end="")
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def wait_for(child: subprocess.Popen[str]) -> tuple[str, int]:
    """The child's output (if captured) and how often Ctrl+C was pressed."""
    interrupts = 0
    while True:
        try:
            return child.communicate()[0], interrupts
        except KeyboardInterrupt:
            interrupts += 1
            if interrupts > 1:
                (child.terminate if interrupts == 2 else child.kill)()


def module(name: str, *args: str, env: Mapping[str, str] | None = None) -> int:
    return call([str(VENV_PYTHON), "-m", name, *args], env or environment())


def environment(**more: str) -> dict[str, str]:
    path = os.pathsep.join([str(VENV_PYTHON.parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV), "PYTHONUTF8": "1", **more}


def has_display() -> bool:
    if WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- the commands ---------------------------------------------------------------------------------


def run(args: list[str]) -> int:
    display = has_display() and "--uden-skaerm" not in args
    args = [arg for arg in args if arg != "--uden-skaerm"]
    ensure("base", *(["window"] if display else []))
    env = environment(KONSULENT_SKAERM="1" if display else "0")
    if not display:
        env["QT_QPA_PLATFORM"] = "offscreen"
    return module("tools.demo", *args, env=env)


def test(args: list[str]) -> int:
    ensure("base", "window", "test")
    if "--long" in args:
        args.remove("--long")
        return module("tools.long", *args)
    if args:
        return module("pytest", *args)
    checked = module("tools.check")
    return in_halves() or checked


def in_halves() -> int:
    """The tests of the window's pages, of whole processes and of the six cases beside all others: they are half of the
    time, and there are two cores."""
    windows = map(str, (ROOT / "tests" / "ui").glob("test_*.py"))
    half = ["tests/ui/pages", "tests/end2end", "tests/tools/test_cases.py", *windows]
    command = [str(VENV_PYTHON), "-m", "pytest", *half]
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as told:
        with subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=told, stderr=subprocess.STDOUT) as window:
            others = module("pytest", "tests", *(f"--ignore={path}" for path in half))
        told.seek(0)
        sys.stdout.write(told.read())
    return others or window.returncode


def check(_args: list[str]) -> int:
    ensure()
    return module("tools.check")


def bench(args: list[str]) -> int:
    ensure("base", *(["load"] if any(name.startswith("load") for name in args) else []))
    return module("tools.bench", *args, env=offscreen())


def shot(args: list[str]) -> int:
    ensure("base")
    return module("tools.shot", *args, env=offscreen())


def examples(args: list[str]) -> int:
    ensure("base")
    return module("tools.examples", *args, env=offscreen())


def offscreen() -> dict[str, str]:
    return environment(QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"))


def build(args: list[str]) -> int:
    ensure("base", "window", "build")
    with one_at_a_time():  # outside the stamp: who only runs and tests does without
        install_requirements("build.txt")
    return call([str(VENV_PYTHON), str(ROOT / "installer" / "build.py"), *args], environment())


def setup(_args: list[str]) -> int:
    ensure(*DEBIAN)
    return 0


def lock(args: list[str]) -> int:
    ensure()
    return module("tools.lock", *args)


COMMANDS = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "shot": shot,
    "examples": examples,
    "build": build,
    "setup": setup,
    "lock": lock,
}


def main(args: list[str]) -> int:
    if sys.version_info < OLDEST_PYTHON:
        say(f"Python 3.11 or later is needed, this is {sys.version.split()[0]}")
        return 1
    command = COMMANDS.get(args[0]) if args else None
    if command is None:
        print(__doc__)
        return 0 if not args or args[0] in ("-h", "--help", "help") else 2
    try:
        return command(args[1:])
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
