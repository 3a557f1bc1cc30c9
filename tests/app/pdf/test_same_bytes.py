"""The same content gives the same bytes, whatever the process, its folder, its language, its clock's zone."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from konsulent_app.pdf.opfoelgning_sag import build
from tests.app.pdf import samples
from tests.app.pdf.made import EVERY, paper
from tools.papers.people import ROOT


def hashes() -> list[str]:
    """The name and the hash of every paper of the six and of the samples."""
    made = {f"{name} {who}": paper(name, who) for name, who in EVERY}
    made |= {name: build(make(), r(), samples.FONTS) for name, (make, r) in samples.SAMPLES.items()}
    return [f"{name} {hashlib.sha256(pdf).hexdigest()}" for name, pdf in made.items()]


def test_every_paper_has_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    program = "from tests.app.pdf.test_same_bytes import hashes; print(*hashes(), sep='\\n')"
    env = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    env |= {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "C"}
    other = subprocess.Popen([sys.executable, "-c", program], env=env, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    with other:
        here = hashes()
        assert other.stdout is not None
        assert other.stdout.read().splitlines() == here
    assert len(here) == len(EVERY) + len(samples.SAMPLES)
