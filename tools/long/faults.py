"""Full disks, damaged files and held locks, again and again: nothing acknowledged may be lost, nothing false be read.

``python -m tools.long faults``. A full disk wants a small tmpfs, which takes root; without it those rounds are left out
and it is said.
"""

import json
import shutil
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random

from konsulent_app.store import backup
from konsulent_app.store.database import Database, check_whole
from konsulent_app.store.errors import CorruptStore, DiskFull, OtherStore, StoreBusy, StoreError
from konsulent_app.store.opening import open_store, salt_of
from konsulent_core.clock import system_clock
from tools.long.kill import OUT, Lost, Rows, disagreements, read_rows
from tools.long.kill_children import KEY, SAG, Task
from tools.long.typist import Journal, Typist, context_of, missing, read_journal

PAGE = 4096
DISK_MB = 6


@dataclass(slots=True)
class Tally:
    rounds: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


def run(seed: int, rounds: int, seconds: float) -> int:
    """Goes on with this seed's rounds where the last call ended, for at most so many seconds. 0: nothing was lost."""
    OUT.mkdir(exist_ok=True)
    state = OUT / "faults.json"
    known = json.loads(state.read_text()) if state.exists() else {}
    done = known.get("done", 0) if known.get("seed") == seed and known.get("done", 0) < rounds else 0
    tally = Tally()
    try:
        play(seed, range(done, rounds), seconds, tally)
    except Lost as lost:
        print(f"faults: LOST in round {done + tally.rounds} of seed {seed}: {lost}", flush=True)
        return 1
    finally:
        done += tally.rounds
        state.write_text(json.dumps({"seed": seed, "done": done}))
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(tally.kinds.items()))
        print(f"faults: seed {seed}, {tally.rounds} rounds now, {done} of {rounds} in all ({kinds})", flush=True)
    return 0


def play(seed: int, rounds: range, seconds: float, tally: Tally) -> None:
    """Raises ``Lost``."""
    until = time.monotonic() + seconds
    kinds: dict[str, Callable[[Task, Random], str]] = {"damage": _damage, "lock": _lock}
    with tempfile.TemporaryDirectory(prefix="faults-") as name, small_disk(Path(name) / "disk") as disk:
        if disk is None:
            print("faults: may not mount a small tmpfs, so no full disk", flush=True)
        else:
            kinds["full disk"] = lambda task, random: _full(replace(task, disk=disk), disk, random)
        for number in rounds:
            if time.monotonic() > until:
                return
            kind = list(kinds)[number % len(kinds)]
            task = Task(Path(name) / f"round-{number}", f"{seed}-{number}")
            task.folder.mkdir()
            verdict = kinds[kind](task, Random(task.seed))
            shutil.rmtree(task.folder)
            tally.kinds[f"{kind}: {verdict}"] += 1
            tally.rounds += 1


@contextmanager
def small_disk(folder: Path, megabytes: int = DISK_MB) -> Iterator[Path | None]:
    """A file system of its own, or None where it may not be mounted."""
    folder.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)


def fill_up(disk: Path, leave: int) -> Path:
    """A file that takes all room but ``leave`` bytes."""
    ballast = disk / "ballast"
    room = shutil.disk_usage(disk).free - leave
    with ballast.open("ab") as file:
        while room > 0:
            room -= file.write(bytes(min(room, PAGE)))
            file.flush()
    return ballast


def _full(task: Task, disk: Path, random: Random) -> str:
    """Types on through one full disk after the other."""
    for old in disk.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    database, typist, start = _begin(task, random)
    refused = 0
    for _ in range(random.randint(1, 4)):
        ballast = fill_up(disk, random.randrange(0, 400_000))
        for _ in range(random.randint(5, 120)):
            try:
                typist.type_one()
            except DiskFull:
                refused += 1
        if random.random() < 0.3:
            try:
                backup.make(database, task.backup_folder, system_clock())
            except DiskFull:
                refused += 1
        _look(database, task, start)
        if random.random() < 0.5:
            database.close()
            ballast.unlink()
            database = _open(task)
            typist = _typist(database, task, random)
        else:
            ballast.unlink()
        typist.type_one()
        _look(database, task, start)
    database.close()
    check_whole(task.store, KEY)
    return "refused" if refused else "never full"


def _lock(task: Task, random: Random) -> str:
    """Another process' writer in between: a save waits, or says that it could not."""
    database, typist, start = _begin(task, random)
    database.close()
    impatient = Database(task.store, KEY, patience=0.05)
    typist = _typist(impatient, task, random)
    stop = threading.Event()
    # Another connection with turns of its own: to SQLite that is another process.
    other = Database(task.store, KEY)

    def disturb() -> None:
        gone = Random(task.seed)
        while not stop.is_set():
            with other.writing():
                time.sleep(gone.random() ** 3 * 0.15)
            time.sleep(gone.random() * 0.01)

    thread = threading.Thread(target=disturb)
    thread.start()
    refused = 0
    for _ in range(60):
        try:
            typist.type_one()
        except StoreBusy:
            refused += 1
    stop.set()
    thread.join()
    typist.type_one()
    _look(impatient, task, start)
    impatient.close()
    other.close()
    return "refused" if refused else "only waited"


def _damage(task: Task, random: Random) -> str:
    """The file is spoilt: what can still be read is true, and the backup brings back what it held."""
    database, typist, _ = _begin(task, random)
    for _ in range(random.randint(5, 40)):
        typist.type_one()
    kept = backup.make(database, task.backup_folder, system_clock() - timedelta(seconds=5))
    at_backup = read_rows(database)
    for _ in range(random.randint(0, 20)):
        typist.type_one()
    truth = read_rows(database)
    database.close()
    salt = salt_of(task.store)
    content = _spoil(bytearray(task.store.read_bytes()), random)
    task.store.write_bytes(content)
    verdict = "still read, and true"
    try:
        opened = open_store(task.store, KEY, salt, task.backup_folder, system_clock())
        try:
            if read_rows(opened) != truth:
                raise Lost("a damaged file was read as something else")
            check_whole(task.store, KEY)
        finally:
            opened.close()
    except (CorruptStore, OtherStore) as error:
        verdict = type(error).__name__
    aside = backup.restore(task.store, kept, system_clock())
    if aside is None or aside.read_bytes()[:PAGE] != bytes(content[:PAGE]):
        raise Lost("the damaged file was not kept")
    restored = open_store(task.store, KEY, salt, task.backup_folder, system_clock())
    if read_rows(restored) != at_backup:
        raise Lost("the backup does not hold what was there when it was made")
    restored.close()
    return verdict


def _spoil(content: bytearray, random: Random) -> bytearray:
    where = random.randrange(len(content))
    page = where // PAGE * PAGE
    match random.randrange(5):
        case 0:
            content[where] ^= 1 << random.randrange(8)
        case 1:
            for _ in range(random.randint(1, 200)):
                content[random.randrange(len(content))] ^= 1 << random.randrange(8)
        case 2:
            content[page : page + PAGE] = bytes(PAGE)
        case 3:
            del content[where or 1 :]
        case _:
            other = random.randrange(len(content) // PAGE) * PAGE
            content[page : page + PAGE] = content[other : other + PAGE]
    return content


def _begin(task: Task, random: Random) -> tuple[Database, Typist, Rows]:
    database = open_store(task.store, KEY, None, task.backup_folder, system_clock())
    start = read_rows(database)
    return database, _typist(database, task, random), start


def _typist(database: Database, task: Task, random: Random) -> Typist:
    journal = Journal(task.journal)
    journal.ready()
    return Typist(database, context_of(random.randbytes), SAG, journal, random)


def _open(task: Task) -> Database:
    return open_store(task.store, KEY, None, task.backup_folder, system_clock())


def _look(database: Database, task: Task, start: Rows) -> None:
    try:
        wrong = missing(database, read_journal(task.journal)) + disagreements(start, database)
    except StoreError as error:
        raise Lost(f"the store could not be read: {type(error).__name__}") from error
    if wrong:
        raise Lost("; ".join(wrong[:5]))
