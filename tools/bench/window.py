"""The figures of the window: first paint and memory, each in fresh processes, against a window with nothing in it."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from konsulent_app import keys
from konsulent_app.app.opened import remember_login
from konsulent_app.paths import Paths
from konsulent_core.wire import LoginResponse
from tools.bench.figure import Figure
from tools.bench.stores import KEY, KOMMUNE, Stores

NAMES = ("first_paint", "rss")
_NOBODY = "http://127.0.0.1:9"  # no server answers there: the window stands on its own store
_PATIENCE = 60.0


def measure(stores: Stores, names: set[str], *, runs: int = 7) -> Iterator[Figure]:
    """The wanted ones of ``NAMES``, from the same processes; the first pair warms the disk's cache."""
    folder = prepare(stores)
    with _screen() as env:
        found: dict[str, list[dict[str, float]]] = {"ours": [], "bare": []}
        for _ in range(runs + 1):
            for kind, taken in found.items():
                taken.append(_start(kind, folder, env))
    ours, bare = found["ours"][1:], found["bare"][1:]
    screen = env["QT_QPA_PLATFORM"]
    if "first_paint" in names:
        yield Figure(
            name="first_paint",
            unit="ms",
            n=stores.skemaer,
            ours=[run["paint"] for run in ours],
            reference=[run["paint"] for run in bare],
            must=3.0,
            extra={"list": round(statistics.median(run["list"] for run in ours), 1), "screen": screen},
        )
    if "rss" in names:
        yield Figure(
            name="rss",
            unit="MB",
            n=stores.skemaer,
            ours=[run["rss"] for run in ours],
            reference=[run["rss"] for run in bare],
            must=3.0,
            extra={"screen": screen},
        )


def prepare(stores: Stores) -> Path:
    """A machine on which somebody is logged in: its folder with key and full store."""
    paths = Paths.under(stores.folder / "machine")
    shutil.rmtree(paths.folder, ignore_errors=True)
    paths.make()
    # The only figure that needs a key file. It is not secret, and gives the key that all stores here have.
    key = keys.create(paths.key, None, "bench-adgangssætning", None, lambda count: KEY[:count])
    assert key.key == KEY
    database = stores.filled(str(paths.store.relative_to(stores.folder)), sent=True)
    remember_login(database, _NOBODY, LoginResponse("bench", 1, "Mette Krogh", KOMMUNE, "Bench"))
    database.close()
    return paths.folder


def _start(kind: str, folder: Path, env: dict[str, str]) -> dict[str, float]:
    """Milliseconds from the start of the process until it had painted and its first page was read; memory in MB."""
    started = time.monotonic()
    command = [sys.executable, "-m", "tools.bench.window_child", kind, str(folder)]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, timeout=_PATIENCE, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return {"paint": 1e3 * (told["paint"] - started), "list": 1e3 * (told["list"] - started), "rss": told["rss"]}


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """The environment for a child: under an X server of our own where there is one to be had."""
    # A written byte code is what an installed app has; without it every start would compile anew.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        yield {**env, "QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    command = [xvfb, "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                number = told.readline().strip()
            yield {**env, "QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}", "LIBGL_ALWAYS_SOFTWARE": "1"}
        finally:
            server.terminate()
