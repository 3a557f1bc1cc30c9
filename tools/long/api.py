"""Everything the server's OpenAPI document allows, and much it does not, is asked of a running server: never a 500.

By a person who is logged in and by nobody; schemathesis makes the requests and checks each answer.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.long.server import ROOT, Server

# So many requests of each kind in one round: about half a minute.
_EXAMPLES = 150
_CONFIG = Path(__file__).with_name("schemathesis.toml")


def run(seed: int, rounds: int, seconds: float) -> int:
    """A round is a fresh server."""
    until = time.monotonic() + seconds - 60
    for number in range(rounds):
        folder = Path(tempfile.mkdtemp(prefix="konsulent-api-"))
        code = one_round(folder, seed + number, _EXAMPLES)
        if code:
            print(f"api: seed {seed + number} failed; the server's files are in {folder}", flush=True)
            return code
        shutil.rmtree(folder)
        print(f"api: seed {seed + number} clean", flush=True)
        if time.monotonic() > until:
            break
    return 0


def one_round(folder: Path, seed: int, examples: int, phases: str = "coverage,fuzzing") -> int:
    """0 when every answer was as the document says; ``phases`` are schemathesis's, comma between."""
    server = Server.start(folder)
    try:
        token, _ = server.log_in()
        command = [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "schemathesis.cli",
            "--config-file",
            str(_CONFIG),
            "run",
            f"{server.address}/openapi.json",
        ]
        command += ["--header", f"Authorization: Bearer {token}", "--checks", "all", "--no-color"]
        command += ["--seed", str(seed), "--max-examples", str(examples), "--request-timeout", "20", "--phases", phases]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=folder, env=environment, check=False).returncode
    finally:
        server.stop()
