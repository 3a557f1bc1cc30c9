"""Starts a frozen app as a person would, without a screen, and says in one JSON line whether it works and how fast.

    python installer/smoke.py dist/konsulent-app [--skaerm]

The app tries itself (``roegtest.py``) in a folder that is thrown away: it paints its window, makes and opens a store,
sets a paper, shows its pages, meets a server that is not there, and closes. The exit code is 0 when all went well.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PATIENCE = 180  # seconds for one start to end
ROUNDS = 3  # the first start of a new folder reads it from the disk


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("app", type=Path, help="the folder of the frozen app, or its program")
    parser.add_argument("--skaerm", action="store_true", help="on the real screen")
    given = parser.parse_args()
    program = program_in(given.app)
    rounds = [start(program, screen=given.skaerm) for _ in range(ROUNDS)]
    bad = next((one for one in rounds if not one["ok"]), None)
    if bad is not None:
        print(bad.get("error", "it left no word"), file=sys.stderr)
        return 1
    first = rounds[0]
    told = {
        "ok": True,
        "cold_paint_s": round(first["painted"], 2),
        "paint_s": median(one["painted"] for one in rounds),
        "pages_after_paint_s": median(one["pages"] - one["begun"] for one in rounds),
        "close_s": median(one["ended"] - one["closing"] for one in rounds),
        "keyring": first["keyring"],
    }
    print(json.dumps(told))
    return 0


def median(seconds: Iterable[float]) -> float:
    return round(statistics.median(seconds), 2)


def program_in(place: Path) -> Path:
    name = "konsulent-app.exe" if os.name == "nt" else "konsulent-app"
    return (place / name if place.is_dir() else place).resolve()


def start(program: Path, *, screen: bool) -> dict[str, Any]:
    """What the app found; its times count in seconds from here."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "QT_"))}
    if not screen:
        env["QT_QPA_PLATFORM"] = "offscreen"
    # A virus scanner may still hold a file when the folder goes.
    with tempfile.TemporaryDirectory(prefix="roegtest", ignore_cleanup_errors=True) as folder:
        began = time.time()
        try:
            ended = subprocess.run(
                [program, "--roegtest", folder], env=env, cwd=folder, capture_output=True, text=True, timeout=PATIENCE,
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return {"ok": False, "error": f"not ended after {PATIENCE} s"}
        told = Path(folder) / "roegtest.json"
        if not told.exists():
            return {"ok": False, "error": f"exit code {ended.returncode}\n{ended.stderr}"}
        found = json.loads(told.read_text(encoding="utf-8"))
        if ended.returncode != 0 or ended.stderr.strip():
            found |= {"ok": False, "error": f"exit code {ended.returncode}\n{found.get('error', '')}\n{ended.stderr}"}
    return {name: value - began if isinstance(value, float) else value for name, value in found.items()}


if __name__ == "__main__":
    raise SystemExit(main())
