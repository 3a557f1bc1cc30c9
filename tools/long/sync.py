"""Random lives of machines and a server, one after another: after each the Law of sync must hold."""

import random
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tools.long import sync_law
from tools.long.sync_machines import Fault, Templates, small_steps
from tools.long.sync_world import World

STEPS = 60
FAULTS = ("", "", "", "", "lost", "unanswered", "unanswered", "typing", "crash")


def run(seed: int, rounds: int, seconds: float) -> int:
    """``rounds`` lives, or as many as ``seconds`` hold. Life number n of a seed is always the same."""
    started = time.monotonic()
    done = 0
    with tempfile.TemporaryDirectory(dir=_quick_folder()) as folder, small_steps():
        templates = Templates(Path(folder) / "templates")
        templates.make()
        while done < rounds and time.monotonic() - started < seconds:
            told: list[str] = []
            try:
                live(templates, Path(folder) / "life", seed + done, told.append)
            except Exception:
                traceback.print_exc()
                print("\n".join(told))
                print(f"sync: FAILED at seed {seed + done}: python -m tools.long sync --seed {seed + done} --rounds 1")
                return 1
            done += 1
    print(f"sync: seeds {seed}..{seed + done - 1}, {done} rounds, {time.monotonic() - started:.0f} s: the Law holds")
    return 0


def live(templates: Templates, folder: Path, seed: int, tell: Callable[[str], None]) -> None:
    """One life. ``tell`` hears what happens in it. Raises ``Broken``."""
    dice = random.Random(seed)
    world = World(templates, folder, seed, machines=2 + seed % 2)
    deeds = _deeds(world, dice)
    weights = [weight for weight, _, _ in deeds]
    try:
        for _ in range(dice.randrange(5, STEPS)):
            ((_, name, deed),) = dice.choices(deeds, weights)
            tell(f"{name} {deed()}")
        tell("settle")
        sync_law.settle(world)
        sync_law.check(world)
    finally:
        world.close()


def _deeds(world: World, dice: random.Random) -> list[tuple[int, str, Callable[[], object]]]:
    def m() -> int:
        return dice.randrange(len(world.machines))

    def n() -> int:
        """Often the same: what meets, meets in one place."""
        return dice.choice((0, 0, 1, dice.randrange(24)))

    def done(deed: Callable[..., None], *given: int) -> tuple[int, ...]:
        deed(*given)
        return given

    def sync() -> str:
        machine, fault = m(), Fault(dice.choice(FAULTS), dice.randrange(4))
        world.sync(machine, fault)
        return f"{machine} {fault}"

    return [
        (30, "write", lambda: done(world.write, m(), n(), n())),
        (3, "clear", lambda: done(world.clear, m(), n())),
        (4, "undo", lambda: done(world.undo, m(), n())),
        (5, "delete", lambda: done(world.delete, m(), n())),
        (6, "bear", lambda: done(world.bear, m(), n())),
        (10, "answer", lambda: done(world.answer, m(), n())),
        (2, "unanswer", lambda: done(world.unanswer, m(), n())),
        (2, "visit", lambda: done(world.visit, m())),
        (3, "lock", lambda: done(world.lock, m(), n())),
        (6, "resolve", lambda: done(world.resolve, m(), n(), n())),
        (40, "sync", sync),
        (3, "restart", lambda: done(world.restart, m())),
        (3, "back_up", lambda: done(world.back_up, m())),
        (3, "restore", lambda: done(world.restore, m())),
        (2, "back_up_server", lambda: done(world.back_up_server)),
        (2, "restore_server", lambda: done(world.restore_server)),
    ]


def _quick_folder() -> str | None:
    """Memory, where there is a disk of it: the disk is not what is tested here."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
