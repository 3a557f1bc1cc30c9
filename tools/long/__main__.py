"""Runs a long test in slices: `python -m tools.long NAME [--seed N] [--rounds N] [--seconds S]`.

A NAME is a module of this folder with ``run(seed, rounds, seconds) -> exit code``. What is done is kept in
``.long/NAME.json``; without --seed the next slice goes on where the last one ended.
"""

import argparse
import importlib
import json
import sys
import time
from pathlib import Path
from typing import Protocol

HERE = Path(__file__).resolve().parent
STATE = HERE.parent.parent / ".long"
SLICE = 9 * 60.0  # seconds; longer ones are cut off where these are run


class Run(Protocol):
    def __call__(self, seed: int, rounds: int, seconds: float) -> int: ...


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="tools.long", description=__doc__)
    parser.add_argument("name", choices=names())
    parser.add_argument("--seed", type=int, help="the first round's; by default where the last slice ended")
    parser.add_argument("--rounds", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=SLICE)
    given = parser.parse_args(arguments)
    seconds = min(given.seconds, SLICE)

    state = STATE / f"{given.name}.json"
    past = json.loads(state.read_text("utf-8")) if state.exists() else {}
    seed = int(past.get("next", 0)) if given.seed is None else given.seed
    print(f"{given.name}: seed {seed}, at most {given.rounds} rounds and {seconds:.0f} s", flush=True)
    run: Run = importlib.import_module(f"tools.long.{given.name}").run
    started = time.monotonic()
    code = run(seed, given.rounds, seconds)
    if code == 0 and given.seed is None:
        STATE.mkdir(exist_ok=True)
        slices, spent = past.get("slices", 0) + 1, past.get("seconds", 0) + time.monotonic() - started
        state.write_text(json.dumps({"next": seed + _STRIDE, "slices": slices, "seconds": round(spent, 1)}), "utf-8")
        print(f"{given.name}: {slices} slices, {spent:.0f} s in all", flush=True)
    return code


# Rounds of a slice have seeds that follow on each other; no slice reaches the next one's.
_STRIDE = 100_000


def names() -> list[str]:
    """The modules here that hold a ``run``."""
    return sorted(path.stem for path in HERE.glob("*.py") if "\ndef run(" in path.read_text("utf-8"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
