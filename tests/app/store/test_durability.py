"""»Gemt« comes after the data reached the disk: shown with strace, since kill -9 does not test the disk."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SAVES = 25

SAVE = f"""
import os, sys
from pathlib import Path
from konsulent_app.store import rows
from konsulent_core.entities import Udsagn
from tests.app.store.world import NOW, SAG, Place
database = Place(Path(sys.argv[1])).open()
for number in range({SAVES}):
    with database.writing() as tx:
        rows.save(tx, Udsagn, 1 + number % 4, SAG, {{"besoeg": 1, "tekst": "x" * (1 + number * 700)}}, NOW)
    os.write(1, b"Gemt\\n")
"""

KEEP = """
import os, secrets, sys
from pathlib import Path
from konsulent_app import keys
from konsulent_app.store import backup
from tests.app.store.world import NOW, Place
folder = Path(sys.argv[1])
cost = keys.Argon2Cost(1, 64, 1)
key = keys.create(folder / "lager.noegle", None, "fire tilfældige ord her", None, secrets.token_bytes, cost)
os.write(1, b"Gemt\\n")
keys.remember_salt(folder / "lager.noegle", key, bytes(16))
os.write(1, b"Gemt\\n")
database = Place(folder).open()
made = backup.make(database, folder / "sikkerhedskopi", NOW)
os.write(1, b"Gemt\\n")
database.close()
backup.restore(folder / "lager.db", made, NOW)
os.write(1, b"Gemt\\n")
"""

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


def traced(folder: Path, code: str, calls: str) -> list[tuple[str, str, str]]:
    """(system call, the paths or text it was given, its result) in the order in which the child made them."""
    trace = folder / "trace"
    work = folder / "arbejde"
    work.mkdir()
    command = ["strace", "-f", "-y", "-s", "8", "-e", f"trace={calls}", "-o", str(trace)]
    done = subprocess.run(
        [*command, sys.executable, "-c", code, str(work)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if "ptrace" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("this machine does not let strace look on")
    assert done.returncode == 0, done.stderr
    found = []
    for line in trace.read_text().splitlines():
        match = re.match(r"\d+ +(\w+)\((.*)\) += (\S+)", line)
        if match is not None:
            found.append((match[1], match[2], match[3]))
    return found


def test_every_saved_word_is_on_the_disk_before_gemt_is_said(tmp_path: Path) -> None:
    said = 0
    unsynced = False
    wrote = False
    for call, given, result in traced(tmp_path, SAVE, "fdatasync,fsync,write,pwrite64"):
        on_wal = "lager.db-wal>" in given
        if call == "pwrite64" and on_wal:
            unsynced = wrote = True
        elif call in ("fdatasync", "fsync") and on_wal:
            assert result == "0"
            unsynced = False
        elif call == "write" and "Gemt" in given:
            assert wrote, "said without a write"
            assert not unsynced, f"»Gemt« number {said} was said before the WAL was on the disk"
            wrote = False
            said += 1
    assert said == SAVES


def test_key_file_and_backups_reach_the_disk_before_they_take_their_name(tmp_path: Path) -> None:
    calls = traced(tmp_path, KEEP, "fdatasync,fsync,write,rename,renameat,renameat2,link,linkat")
    synced: list[str] = []
    named: list[str] = []
    said = 0
    for call, given, _ in calls:
        if call in ("fsync", "fdatasync"):
            synced.append(given)
        elif call.startswith(("rename", "link")):
            source, target = re.findall(r'"([^"]*)"', given)
            if source.endswith((".delvis", ".gendannes")):
                assert any(source in one for one in synced), f"{target} got its name before its bytes were on the disk"
                named.append(target)
                synced.clear()
        elif "Gemt" in given:
            # After the last new name its folder was synced too.
            folder = str(Path(named[-1]).parent)
            assert any(one.endswith(f"<{folder}>") for one in synced)
            said += 1
    assert said == 4
    assert [Path(one).suffix for one in named] == [".noegle", ".kopi", ".noegle", ".kopi", ".kopi", ".db"]
