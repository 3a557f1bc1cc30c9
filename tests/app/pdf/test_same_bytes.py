"""The papers of the six test people are the same bytes in any process, whatever its hashes and its clock's zone."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from konsulent_app.pdf import virksomhed
from tests.app.pdf import test_praktikdokumentation, test_rapport
from tests.app.pdf.cases import ALLE, cases

ROOT = Path(__file__).parents[3]
FONTS = ROOT / "resources" / "fonts"


def digests() -> dict[str, str]:
    """Paper → SHA-256 of all of them."""
    made = {
        "rapport": [test_rapport.paper(who).pdf for who in ALLE],
        "praktikdokumentation": [
            test_praktikdokumentation.paper(who, where) for who, where in test_praktikdokumentation.PRAKTIKKER
        ],
        "virksomhed": [virksomhed.build(cases()[who].snapshot, FONTS) for who in ALLE],
    }
    return {name: hashlib.sha256(b"".join(pdfs)).hexdigest() for name, pdfs in made.items()}


def test_the_same_sag_gives_the_same_bytes_in_any_process() -> None:
    program = "from tests.app.pdf.test_same_bytes import digests\nprint(digests())\n"
    env = {**os.environ, "PYTHONHASHSEED": "2", "PYTHONPATH": str(ROOT), "TZ": "Etc/GMT+2"}
    other = subprocess.run([sys.executable, "-c", program], env=env, check=True, capture_output=True, text=True).stdout
    assert other.strip() == str(digests())
