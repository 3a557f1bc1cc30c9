"""Real faults between real processes, a life each: whatever befalls server, line and machine, the Law must hold.

Each life has one kind of fault in turn (``net_faults``, ``net_versions``), real server processes, real client stores
and a line of our own between them that is cut to the byte. What the person is told of each sync is checked as well.
"""

import random
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from tools.long.net_faults import FAULTS
from tools.long.net_versions import VERSIONS
from tools.long.net_yard import yard

KINDS = (*FAULTS, *VERSIONS)


def run(seed: int, rounds: int, seconds: float) -> int:
    """``rounds`` lives, or as many as ``seconds`` hold. 0: nothing was lost, and nothing untrue was said."""
    started = time.monotonic()
    done = Counter[str]()
    number = seed
    quick = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=quick) as folder, yard(Path(folder)) as used:
        while number < seed + rounds and time.monotonic() - started < seconds:
            play = KINDS[number % len(KINDS)]
            try:
                play(used, random.Random(number))
            except Exception:
                traceback.print_exc()
                print(f"net: FAILED ({play.__name__}): python -m tools.long net --seed {number} --rounds 1")
                return 1
            done[play.__name__] += 1
            number += 1
        for what, count in (*sorted(done.items()), *sorted(used.struck.items())):
            print(f"  {count:5} {what}")
    spent = time.monotonic() - started
    print(f"net: seeds {seed}..{number - 1}, {number - seed} rounds, {spent:.0f} s: nothing lost, nothing untrue said")
    return 0
