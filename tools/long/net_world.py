"""The simulated world made real: a server process, sockets, and machines that sync over a line that can fail.

What people do and what the Law asks are those of ``sync_world`` and ``sync_law``. Here each sync goes through the real
transport to the real server, and what the person would be told of it is checked for truth.
"""

import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from argon2 import PasswordHasher
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from konsulent_app.store import meta, outbox
from konsulent_app.store.errors import DiskFull
from konsulent_app.sync.attempt import attempt
from konsulent_app.sync.compare import Comparison
from konsulent_app.sync.engine import Engine
from konsulent_app.sync.schedule import Ended, Kind, State, card
from konsulent_app.sync.transport import Transport
from konsulent_core.clock import from_text, system_clock
from konsulent_core.entities import Besoeg, Udsagn
from konsulent_core.merge import Value
from konsulent_server.access import User
from konsulent_server.app import Services, make_services
from konsulent_server.database import open_engine
from tools.long import sync_facts
from tools.long.net_base import Base
from tools.long.net_proxy import Proxy
from tools.long.net_server import ServerProcess
from tools.long.sync_law import Broken
from tools.long.sync_machines import KEY, CrashingDatabase, Fault, Machine, Templates
from tools.long.sync_world import PAGE_ROWS, SAG, World

T = TypeVar("T")
PASSWORD = "kode"
_PATIENCE = 20.0  # seconds of silence that a machine bears
_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_BACK = 30.0  # seconds that a database may take to be back


@dataclass(slots=True)
class Told:
    """What was seen and said in one life."""

    struck: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)


class NetWorld(World):
    """The machines' clocks are right unless a test sets them wrong."""

    def __init__(
        self, templates: Templates, folder: Path, seed: int, base: Base, machines: int = 3, page_rows: int = PAGE_ROWS
    ) -> None:
        self.base = base
        self.told = Told()
        self.proxy = Proxy()
        self.proxy.open()
        self.page_rows, self.server_clock_off = page_rows, 0.0
        self.server: ServerProcess | None = None
        self.log = folder.with_suffix(".log")
        self.log.unlink(missing_ok=True)
        self._lines: dict[str, Transport] = {}
        self._power = threading.Lock()  # a kill is over before a start looks whether there is a server
        self._hand = threading.Lock()  # people write one after the other: the words are counted
        try:
            super().__init__(templates, folder, seed, machines)
        except BaseException:
            self._let_go()
            raise

    # The server

    def _open_server(self) -> Services:
        """A process of its own; what is given back looks at its database from beside it."""
        made = make_services(open_engine(self.base.url), system_clock)
        self.start_server()
        return replace(made, people=replace(made.people, hasher=_QUICK))

    def start_server(self) -> None:
        with self._power:
            if self.server is not None and self.server.lives:
                return
            self.server = ServerProcess.fork(self.base.url, self.log, self.page_rows, self.server_clock_off)
            self.proxy.target = self.server.port

    def kill_server(self) -> None:
        with self._power:
            if self.server is not None:
                self.server.kill()

    def stop_server(self) -> None:
        """As at an update."""
        with self._power:
            if self.server is not None:
                self.server.stop()

    def batch_of(self, device: str) -> int:
        """The last batch of a machine that is committed."""

        def ask() -> int:
            with self.engine.connect() as conn:
                found = conn.execute(text("SELECT batch FROM maskine WHERE id=:d"), {"d": device}).scalar()
            return 0 if found is None else int(found)

        return self._asked_until_it_answers(ask)

    def settle_strikes(self) -> None:
        """What was to strike later has struck."""
        for thread in threading.enumerate():
            if isinstance(thread, threading.Timer):
                thread.join()

    def _asked_until_it_answers(self, ask: Callable[[], T]) -> T:
        until = time.monotonic() + _BACK
        while True:
            try:
                return ask()
            except DBAPIError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)

    def back_up_server(self) -> None:
        self.engine.dispose()
        if not self.base.url.startswith("sqlite"):
            self.kill_server()  # PostgreSQL copies a database that nobody is in
        self.base.back_up()
        self.start_server()

    def restore_server(self) -> None:
        self.kill_server()
        self.engine.dispose()
        self.base.put_back()
        self.services = self._open_server()
        self._forget_the_lost()

    # The machines

    def _user(self, name: str) -> User:
        user = super()._user(name)
        with self.engine.connect() as conn, conn.begin():
            conn.execute(text("UPDATE bruger SET kode=:k WHERE id=:i"), {"k": _QUICK.hash(PASSWORD), "i": user.number})
        return user

    def _machine(self, index: int, user: User) -> Machine:
        machine = replace(super()._machine(index, user), clock_off=_NO_TIME)
        self.connect(machine)
        return machine

    def connect(self, machine: Machine, patience: float = _PATIENCE) -> None:
        """A new connection and a session of its own, as when the person logs in. ``patience``: seconds of silence."""
        door = Transport(self.proxy.address)  # argon2 takes its time on a loaded machine; it is not what is tried here
        token = door.log_in(machine.user.name, PASSWORD).token
        door.close()
        line = Transport(self.proxy.address, patience)
        line.use(token)
        old = self._lines.get(machine.name)
        if old is not None:
            old.close()
        self._lines[machine.name] = line

    def clock(self) -> datetime:
        return system_clock()

    def _engine(self, machine: Machine) -> Engine:
        clock_off = machine.clock_off
        return Engine(machine.database, self._lines[machine.name], lambda: system_clock() + clock_off, self._entropy)

    def move_to(self, machine: Machine, disk: Path) -> None:
        """The store lies on another disk from here on."""
        machine.database.close()
        machine.path = Path(shutil.move(machine.path, disk / machine.path.name))
        machine.database = CrashingDatabase(machine.path, KEY)
        # Open, as in an app that runs: one that starts could not open it on a full disk.
        for opened in (machine.database.writing, machine.database.reading):
            with opened() as tx:
                meta.everything(tx)

    # What people do, and what they are told

    def act(self, count: int, m: int | None = None) -> int:
        """So many deeds at any machine, or at that one; gives how many a full disk refused."""
        return sum(self._one_deed(m) for _ in range(count))

    def act_for_sure(self, count: int, m: int) -> None:
        """So many deeds at that machine, and one that leaves something to send whatever they were."""
        self.act(count, m)
        with self._hand:
            self.write(m, 0, 7)

    def _one_deed(self, m: int | None) -> bool:
        with self._hand:
            dice = self._dice
            at = dice.randrange(len(self.machines)) if m is None else m
            which = dice.choice((0, 0, 1, dice.randrange(24)))
            deeds: list[tuple[int, Callable[[], object]]] = [
                (30, lambda: self.write(at, which, dice.randrange(24))),
                (3, lambda: self.clear(at, which)),
                (3, lambda: self.undo(at, which)),
                (4, lambda: self.delete(at, which)),
                (8, lambda: self.bear(at, which)),
                (10, lambda: self.answer(at, which)),
                (2, lambda: self.unanswer(at, which)),
                (3, lambda: self.visit(at)),
                (2, lambda: self.lock(at, which)),
                (6, lambda: self.resolve(at, which, dice.randrange(24))),
            ]
            (deed,) = dice.choices([deed for _, deed in deeds], [weight for weight, _ in deeds])
            return self._is_refused(at, deed)

    def write_at_length(self, m: int, size: int) -> bool:
        """An answer of about ``size`` characters, which no database can make shorter; whether a full disk refused."""
        with self._hand:
            machine = self.machines[m]
            besoeg = self._pick(machine, Besoeg, 0)
            if besoeg is None:
                return False
            text, where = f"{self._word(machine.name)} {self._dice.randbytes(size // 2).hex()}", besoeg.id

            def deed() -> None:
                with machine.database.writing() as tx:
                    values: dict[str, Value] = {"besoeg": where, "felt": "a", "tekst": text}
                    self._save(tx, machine, Udsagn, self._dice.getrandbits(50) + 10_000, SAG, values)

            return self._is_refused(m, deed)

    def write_caseload(self, m: int, count: int) -> None:
        """So many new rows at once, as from a file that is taken in."""
        machine = self.machines[m]
        with self._hand, machine.database.writing() as tx:
            for _ in range(count):
                values: dict[str, Value] = {"besoeg": None, "felt": "a", "tekst": self._word(machine.name)}
                self._save(tx, machine, Udsagn, self._dice.getrandbits(50) + 10_000, SAG, values)

    def _is_refused(self, m: int, deed: Callable[[], object]) -> bool:
        """What a full disk did not take, the person was told of: it was never left there."""
        machine = self.machines[m]
        left = dict(machine.left)
        try:
            deed()
        except DiskFull:
            machine.left = left
            return True
        return False

    def sync(self, m: int, fault: Fault | None = None) -> None:  # noqa: ARG002 (no fault is played here: they are real)
        """Nothing is wrong any more: then nothing but »done« is true."""
        ended = self.try_sync(m)
        if ended.kind is not Kind.DONE:
            raise Broken(f"nothing is wrong, and m{m} is told {ended.kind.name}: {ended.message}")

    def try_sync(self, m: int) -> Ended:
        """One sync as the app does it. Raises ``Broken`` when it says something that is not so."""
        machine = self.machines[m % len(self.machines)]
        engine = self._engine(machine)
        ended = attempt(engine, Comparison(engine.database, engine.transport, engine.clock))
        self.told.kinds[ended.kind.name] += 1
        self.told.lines.append(f"{machine.name} {ended.kind.name} {ended.message}")
        try:
            self._is_true(machine, ended)
            shown = sync_facts.rows_on(machine).items()
        except DiskFull:
            # SQLite wants room to read as well, so nothing is on the screen either; that is told, or it is a lie.
            if ended.message != DiskFull().message:
                raise
            return ended
        with self._hand:
            for (_, row), values in shown:
                for name, value in values.items():
                    machine.seen.setdefault((row, name), set()).add(value)
        return ended

    def _is_true(self, machine: Machine, ended: Ended) -> None:
        with machine.database.reading() as tx:
            waiting, besoeg = outbox.waiting_count(tx), outbox.waiting_besoeg(tx)
            synced = meta.get(tx, "synced")
        view = card(ended, venter=besoeg, sidst=from_text(synced) if synced else None, i_gang=False)
        if ended.kind is Kind.DONE:
            if waiting or view.state is not State.OK:
                raise Broken(f"{machine.name} is told that all is sent, and {waiting} rows wait ({view.state})")
            there = self._asked_until_it_answers(lambda: sync_facts.held(self.engine))
            there |= sync_facts.refused_on(machine)
            # What it has lost with a restore it does not speak of: another may hold the same, and sends it in its turn.
            here = sync_facts.held_on(machine)
            for place, value in machine.left.items():
                if (*place, value) in here and (*place, value) not in there:
                    raise Broken(f"{machine.name} is told that all is sent, and {value!r} in {place} is not there")
        else:
            if view.state not in (State.OFFLINE, State.ERROR):
                raise Broken(f"{machine.name} failed with {ended.kind.name} and sees {view.state}")
            if not ended.message:
                raise Broken(f"{machine.name} failed with {ended.kind.name} and is told nothing")

    # Several at once

    def together(self, seconds: float, work: Callable[[], None], pause: float = 0.0) -> None:
        """All machines write and sync, each on a thread of its own, while ``work`` is done; ``seconds`` at least."""
        until = time.monotonic() + seconds
        done = threading.Event()
        wrong: list[BaseException] = []

        def live(m: int) -> None:
            try:
                while not done.is_set() or time.monotonic() < until:
                    self.act(1, m)
                    self.try_sync(m)
                    time.sleep(pause)
            except BaseException as error:  # the life's own thread raises it
                wrong.append(error)

        threads = [threading.Thread(target=live, args=(m,)) for m in range(len(self.machines))]
        for thread in threads:
            thread.start()
        try:
            work()
        finally:
            done.set()
            for thread in threads:
                thread.join()
        if wrong:
            raise wrong[0]

    def look_at_log(self) -> None:
        """What people wrote is in no log. Raises ``Broken``."""
        written = {value for _, _, value in self.written if isinstance(value, str) and value.startswith("m")}
        for line in self.log.read_text("utf-8", "replace").splitlines() if self.log.exists() else ():
            if any(word in line for word in written):
                raise Broken(f"the server's log holds what a person wrote: {line[:400]}")

    def mend(self) -> None:
        """All that was wrong is right again."""
        self.proxy.heal()
        self.start_server()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        for line in self._lines.values():
            line.close()
        self.proxy.close()
        self.kill_server()
        self.base.drop()


_NO_TIME = timedelta()
