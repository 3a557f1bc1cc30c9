"""Writes requirements/*.txt anew from pyproject.toml: `python3 dev.py lock [--upgrade-package NAME]`.

Every file carries the hashes of every system's wheels and names no index: whoever installs has set up
their own. dev.txt comes first and holds everything; the others are parts of it, so that one version
counts everywhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
UV = [
    *("uv", "pip", "compile", "--quiet", "--universal", "--python-version=3.11", "--generate-hashes"),
    *("--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-find-links"),
]
MARK = "# Written by `python3 dev.py lock` from pyproject.toml."


def main(args: list[str]) -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    server = "\n".join(project["optional-dependencies"]["server"])
    part = ["-c", "requirements/dev.txt"]
    everything = ["pyproject.toml", "--extra", "server", "--group", "dev"]
    write("dev.txt", "Everything: the app, the server, the tests and the checks.", [*everything, *args])
    write("app.txt", "The desktop app alone (the installer's).", ["pyproject.toml", *part])
    write("server.txt", "The central server alone (the server image's).", ["-", *part], server)
    write("build.txt", "What makes the installer, on top of dev.txt.", ["--group", "build", *part])
    return 0


def write(name: str, title: str, args: list[str], source: str = "") -> None:
    target = REQUIREMENTS / name
    # uv does not read pip's settings; the index is handed over and never written down.
    index = os.environ.get("PIP_INDEX_URL")
    env = {**os.environ, "UV_DEFAULT_INDEX": index} if index else None
    command = [sys.executable, "-m", *UV, "-o", str(target), *args]
    subprocess.run(command, cwd=ROOT, env=env, input=source, text=True, check=True)
    lines = target.read_text(encoding="utf-8")
    target.write_text(f"# {title}\n{MARK}\n{lines}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)  # uv has said why
