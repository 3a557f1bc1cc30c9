"""Kills the app at random moments, again and again, and looks whether anything that was saved is gone.

``python -m tools.long kill``: each round a child process types into a besøg (alone, with backups running, or during a
first sync against a real server), or migrates its store, and is killed. What it acknowledged must then be in the
store and on its way to the server, or at the server.
"""

import json
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from konsulent_app.store import backup, rows
from konsulent_app.store.database import Database, check_whole
from konsulent_app.store.errors import NewerStore
from konsulent_app.store.opening import open_store
from konsulent_core.clock import system_clock
from konsulent_core.entities import BY_TABEL, ENTITIES, Borger, Praktik, Sag, Udsagn, field_names
from konsulent_core.merge import Value
from tools.long.kill_children import KEY, SAG, Task, engine_of, migrate, processes, type_on
from tools.long.next_migration import HEAD, write_scripts
from tools.long.server import Server
from tools.long.typist import missing, read_journal

OUT = Path(__file__).resolve().parents[2] / "long-out"
FIRST_SYNC_ROWS = 6_000  # more than one slice
ROUNDS_PER_SERVER = 25  # then it begins anew: a store that grows and grows would only slow the rounds down
LONGEST_LIFE = 0.4  # seconds a child lives after it has said it is ready
PATIENCE = 60.0

Rows = Mapping[str, Mapping[int, Mapping[str, Value]]]  # table → row → field → value


class Lost(Exception):
    """Something that was acknowledged is gone, or the store does not agree with itself."""


@dataclass(slots=True)
class Tally:
    rounds: int = 0
    kills: int = 0
    saves: int = 0
    hanging: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


def run(seed: int, rounds: int, seconds: float) -> int:
    """Goes on with this seed's rounds where the last call ended, for at most so many seconds. 0: nothing was lost."""
    state = OUT / "kill.json"
    known = json.loads(state.read_text()) if state.exists() else {}
    done = known.get("done", 0) if known.get("seed") == seed and known.get("done", 0) < rounds else 0
    OUT.mkdir(exist_ok=True)
    tally = Tally()
    try:
        play(seed, range(done, rounds), seconds, tally)
    except Lost as lost:
        print(f"kill: LOST in round {done + tally.rounds} of seed {seed}: {lost}", flush=True)
        return 1
    finally:
        done += tally.rounds
        state.write_text(json.dumps({"seed": seed, "done": done}))
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(tally.kinds.items()))
        print(
            f"kill: seed {seed}, rounds {tally.rounds} survived now, {done} of {rounds} in all ({kinds}); "
            f"{tally.kills} kills, {tally.saves} saves acknowledged, {tally.hanging} killed half way",
            flush=True,
        )
    return 0


def play(seed: int, rounds: range, seconds: float, tally: Tally) -> None:
    """Raises ``Lost``; the folder of that round is then kept in long-out."""
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="kill-") as name:
        world = World(Path(name))
        try:
            for number in rounds:
                if time.monotonic() > until:
                    return
                _one_round(world, seed, number, tally)
                tally.rounds += 1
        finally:
            world.close()


def _one_round(world: "World", seed: int, number: int, tally: Tally) -> None:
    random = Random(f"{seed}-{number}")
    kinds: dict[str, Callable[[World, Task, Random, Tally], None]] = {
        "typing": _typing,
        "first sync": _first_sync,
        "migration": _migration,
    }
    kind = list(kinds)[number % len(kinds)]
    task = Task(world.folder / f"round-{number}", f"{seed}-{number}")
    try:
        kinds[kind](world, task, random, tally)
    except BaseException:
        if task.folder.exists():
            shutil.copytree(task.folder, OUT / f"kill-{seed}-{number}", dirs_exist_ok=True)
        raise
    shutil.rmtree(task.folder)
    tally.kinds[kind] += 1


class World:
    """What many rounds share: a store to begin with, a server, the migrations."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write_scripts(folder)
        self.template = folder / "begyndelse"
        self.template.mkdir()
        self.start = self._make_template()
        self._server: Server | None = None
        self._served = 0

    def server(self) -> Server:
        """The running server, which holds the template's case and not much more."""
        if self._server is None or self._served >= ROUNDS_PER_SERVER:
            self.close()
            self._served = 0
            folder = self.folder / "server"
            shutil.rmtree(folder, ignore_errors=True)
            self._server = Server.start(folder)
            self._push_case(self._server)
        self._served += 1
        return self._server

    def close(self) -> None:
        if self._server is not None:
            self._server.stop()
            self._server = None

    def _make_template(self) -> Rows:
        task = Task(self.template, "")
        database = open_store(task.store, KEY, None, task.backup_folder, system_clock())
        _make_case(database, 300)
        with database.writing() as tx:
            tx.conn.exec_driver_sql("DELETE FROM outbox")  # as though all of it had been sent
        found = read_rows(database)
        database.close()
        return found

    def _push_case(self, server: Server) -> None:
        first = self.folder / "foerste"
        shutil.rmtree(first, ignore_errors=True)
        first.mkdir()
        task = Task(first, "")
        database = open_store(task.store, KEY, None, task.backup_folder, system_clock())
        _make_case(database, FIRST_SYNC_ROWS)
        _sync(database, server)
        database.close()


def _make_case(database: Database, utterances: int) -> None:
    now = system_clock()
    with database.writing() as tx:
        rows.save(tx, Borger, 4710, 4710, {"fornavn": "Anna"}, now)
        rows.save(tx, Sag, SAG, SAG, {"borger": 4710, "nummer": "1"}, now)
        rows.save(tx, Praktik, 4712, SAG, {"formaal": "afklaring"}, now)
        for number in range(10_000, 10_000 + utterances):
            rows.save(tx, Udsagn, number, SAG, {"besoeg": 1, "tekst": f"hun siger {number}"}, now)


def _typing(world: World, task: Task, random: Random, tally: Tally) -> None:
    """Without a server all that was typed waits: row and outbox entry must agree to the letter."""
    shutil.copytree(world.template, task.folder)
    task = replace(task, backups=random.random() < 0.5)
    for life in range(random.randint(1, 3)):
        _live_and_die(type_on, replace(task, seed=f"{task.seed}-{life}"), random, tally)
        database = _reopen(task)
        _demand(missing(database, read_journal(task.journal)))
        _demand(disagreements(world.start, database))
        database.close()
    for kept in backup.backups(task.backup_folder):
        backup.check(kept, KEY)
    _count(task, tally)


def _first_sync(world: World, task: Task, random: Random, tally: Tally) -> None:
    """A new machine: killed while its store is made, while 6,000 rows arrive, while what is typed goes out."""
    server = world.server()
    token, _ = server.log_in()
    task.folder.mkdir()
    task = replace(task, address=server.address, token=token)
    for life in range(random.randint(1, 4)):
        _live_and_die(type_on, replace(task, seed=f"{task.seed}-{life}"), random, tally)
        database = _reopen(task)
        _demand(missing(database, read_journal(task.journal)))
        database.close()
    database = _reopen(task)
    _sync(database, server)
    told = read_journal(task.journal)
    _demand(missing(database, told))
    _demand(_leftovers(database))
    other = task.folder / "anden"
    other.mkdir()
    second = open_store(other / "lager.db", KEY, None, other, system_clock())
    _sync(second, server)
    _demand(missing(second, told))
    mine, theirs = read_rows(database), read_rows(second)
    _demand([f"{table} differs between two machines" for table in mine if mine[table] != theirs[table]])
    for opened in (database, second):
        opened.close()
    _count(task, tally)


def _migration(world: World, task: Task, random: Random, tally: Tally) -> None:
    shutil.copytree(world.template, task.folder)
    before = open_store(task.store, KEY, None, task.backup_folder, system_clock())
    with before.writing() as tx:
        for number in range(10_000, 10_200):
            rows.save(tx, Udsagn, number, SAG, {"tekst": f"rettet {number}"}, system_clock())
    before.close()
    _live_and_die(migrate, task, random, tally, longest=0.12)
    try:
        old = _reopen(task)
    except NewerStore:
        verdict = "migrated"
    else:
        verdict = "not yet"
        _demand(disagreements(world.start, old))
        old.close()
    scripts = world.folder / "migrations"
    new = open_store(task.store, KEY, None, task.backup_folder, system_clock(), scripts, HEAD)
    with new.reading() as tx:
        waiting = tx.conn.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one()
        moved = tx.conn.exec_driver_sql("SELECT count(*) FROM ny").scalar_one()
        kept = tx.conn.exec_driver_sql("SELECT count(*) FROM udsagn WHERE tekst LIKE 'rettet % '").scalar_one()
    new.close()
    if (waiting, moved, kept) != (200, 300, 200):
        raise Lost(f"after a migration ({verdict} at the kill): {waiting} waiting, {moved} moved, {kept} kept")
    check_whole(task.store, KEY)
    tally.kinds[f"migration: {verdict}"] += 1


def _live_and_die(
    target: Callable[[Task], None], task: Task, random: Random, tally: Tally, longest: float = LONGEST_LIFE
) -> None:
    """Starts the child and kills it some time after it is ready."""
    before = task.journal.stat().st_size if task.journal.exists() else 0
    child = processes().Process(target=target, args=(task,))
    child.start()
    until = time.monotonic() + PATIENCE
    while not task.journal.exists() or task.journal.stat().st_size <= before:
        if time.monotonic() > until or not child.is_alive():
            raise Lost("the child did not start")
        time.sleep(0.001)
    time.sleep(random.random() ** 2 * longest)
    if target is type_on and not child.is_alive():
        raise Lost(f"the child ended by itself with {child.exitcode}")
    child.kill()
    child.join(PATIENCE)
    tally.kills += 1


def _reopen(task: Task) -> Database:
    database = open_store(task.store, KEY, None, task.backup_folder, system_clock())
    database.close()
    check_whole(task.store, KEY)
    return open_store(task.store, KEY, None, task.backup_folder, system_clock())


def _sync(database: Database, server: Server) -> None:
    token, _ = server.log_in()
    engine, transport = engine_of(database, server.address, token)
    try:
        engine.sync()
    finally:
        transport.close()


def _leftovers(database: Database) -> list[str]:
    """Everything was sent, nothing was refused, and one person alone is in no conflict."""
    wrong = []
    with database.reading() as tx:
        for table in ("outbox", "batch", "karantaene", "konflikt", "rettelse"):
            count = tx.conn.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            if count:
                wrong.append(f"{count} left in {table}")
    return wrong


def read_rows(database: Database) -> Rows:
    found: dict[str, dict[int, dict[str, Value]]] = {}
    with database.reading() as tx:
        for entity in ENTITIES:
            names = field_names(entity)
            columns = ",".join(f'"{name}"' for name in names)
            lines = tx.conn.exec_driver_sql(f'SELECT id,{columns} FROM "{entity.tabel}"').all()
            found[entity.tabel] = {line[0]: dict(zip(names, line[1:], strict=True)) for line in lines}
    return found


def disagreements(start: Rows, database: Database) -> list[str]:
    """Rows changed without their outbox entry, and entries without what they speak of. ``start``: all that was sent."""
    with database.reading() as tx:
        entries = tx.conn.exec_driver_sql("SELECT tabel, raekke, foedt, base FROM outbox").all()
    waiting = {(table, row): None if born else json.loads(base) for table, row, born, base in entries}
    now = read_rows(database)
    wrong = []
    for (table, row), bases in waiting.items():
        before = start[table].get(row)
        if row not in now[table]:
            wrong.append(f"{table} {row} waits and is not there")
        elif bases is None and before is not None:
            wrong.append(f"{table} {row} waits as a birth and is old")
        elif bases is not None and (before is None or any(before[name] != old for name, old in bases.items())):
            wrong.append(f"{table} {row} waits with bases it never had")
    for table in BY_TABEL:
        for row, values in now[table].items():
            before = start[table].get(row)
            if before is None and waiting.get((table, row), 0) is not None:
                wrong.append(f"{table} {row} is new and does not wait as a birth")
            elif before is not None and before != values:
                covered = waiting.get((table, row)) or {}
                changed = {name for name in values if values[name] != before[name]}
                if not changed <= covered.keys():
                    wrong.append(f"{table} {row} has changed in {changed - covered.keys()} and does not wait")
    return wrong


def _demand(wrong: list[str]) -> None:
    if wrong:
        raise Lost("; ".join(wrong[:5]) + (f" … {len(wrong)} in all" if len(wrong) > 5 else ""))


def _count(task: Task, tally: Tally) -> None:
    told = read_journal(task.journal)
    tally.saves += told.saves
    tally.hanging += bool(told.hanging)
