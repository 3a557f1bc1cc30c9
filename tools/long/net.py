"""Real faults between real processes, a life each: whatever befalls server, line and machine, the Law must hold.

Each life has one kind of fault in turn (``net_faults_*``, ``net_versions``), real server processes, real client stores
and a line of our own between them that is cut to the byte. What the person is told of each sync is checked as well.
"""

import random
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from tools.long import net_faults_base, net_faults_line
from tools.long.net_strike import Play
from tools.long.net_versions import VERSIONS
from tools.long.net_yard import yard

KINDS: tuple[Play, ...] = (
    net_faults_line.kill_in_push,
    net_faults_line.kill_in_pull,
    net_faults_line.kill_in_caseload,
    net_faults_line.kill_under_load,
    net_faults_line.answer_lost,
    net_faults_line.cut,
    net_faults_line.hang,
    net_faults_line.slow,
    net_faults_line.flapping,
    net_faults_line.two_devices,
    net_faults_line.storm,
    net_faults_base.postgres_under_load,
    net_faults_base.postgres_while_idle,
    net_faults_base.server_disk_full_sqlite,
    net_faults_base.server_disk_full_postgres,
    net_faults_base.client_disk_full,
    net_faults_base.client_clock,
    net_faults_base.server_clock,
    net_faults_base.server_restored,
    net_faults_base.laptop_restored,
    *VERSIONS,
)


def run(seed: int, rounds: int, seconds: float) -> int:
    """``rounds`` lives, or as many as ``seconds`` hold. 0: nothing was lost, and nothing untrue was said."""
    started = time.monotonic()
    done = Counter[str]()
    number = seed
    quick = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=quick) as folder, yard(Path(folder)) as used:
        while number < seed + rounds and time.monotonic() - started < seconds:
            play = KINDS[number % len(KINDS)]
            name = getattr(play, "__name__", "")
            try:
                play(used, random.Random(number))
            except Exception:
                traceback.print_exc()
                print(f"net: FAILED ({name}): python -m tools.long net --seed {number} --rounds 1")
                return 1
            done[name] += 1
            number += 1
        for what, count in (*sorted(done.items()), *sorted(used.struck.items())):
            print(f"  {count:5} {what}")
    spent = time.monotonic() - started
    print(f"net: seeds {seed}..{number - 1}, {number - seed} rounds, {spent:.0f} s: nothing lost, nothing untrue said")
    return 0
