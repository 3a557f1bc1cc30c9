"""All static checks side by side: `python3 dev.py check`. Prints the words of those that fail."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("konsulent_core", "konsulent_app", "konsulent_server")


def main() -> int:
    started = time.monotonic()
    running = {name: start(command) for name, command in commands().items()}
    failed = []
    for name, child in running.items():
        output, _ = child.communicate()
        if child.returncode != 0:
            failed.append(name)
            print(f"--- {name}\n{output}", flush=True)
    verdict = f"FAILED: {', '.join(failed)}" if failed else f"all good: {', '.join(running)}"
    print(f"checks: {verdict} ({time.monotonic() - started:.0f} s)", flush=True)
    return 1 if failed else 0


def commands() -> dict[str, list[str]]:
    python = sys.executable
    typed = [name for name in (*PACKAGES, "tools", "tests", "installer") if any((ROOT / name).rglob("*.py"))]
    return {
        "mypy": [python, "-m", "mypy", "--strict", *typed, "dev.py"],
        "ruff check": [python, "-m", "ruff", "check", "--quiet", "--output-format=concise"],
        "ruff format": [python, "-m", "ruff", "format", "--check", "--output-format=concise"],
        "lint-imports": [str(Path(python).with_name("lint-imports")), "--no-logo"],
        "deptry": [python, "-m", "deptry", "--no-ansi", "."],
    }


def start(command: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # the checks have got it too
        sys.exit(130)
