"""Two or three machines of two people and a server, in one process: what the people do, and what befalls them all.

Every value that a person writes here is a word of its own, so that at the end each can be asked where it went.
"""

import json
import random
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine as SqlEngine
from sqlalchemy import text

from konsulent_app.store import rows
from konsulent_app.store.database import Tx
from konsulent_app.sync.ahead import at_once
from konsulent_app.sync.engine import Engine
from konsulent_app.sync.transport import Offline
from konsulent_core.entities import (
    BY_TABEL,
    Besoeg,
    Borger,
    Konflikt,
    Record,
    Rettelse,
    Sag,
    Svar,
    Udsagn,
    Virksomhed,
    Vurdering,
)
from konsulent_core.ids import derived_id
from konsulent_core.merge import Value
from konsulent_core.words import KonfliktTilstand, RettelseTilstand, Tilstand
from konsulent_server.access import User
from konsulent_server.app import Services, make_services
from konsulent_server.database import open_engine
from tools.long.sync_facts import Fact, held, held_on, rows_on
from tools.long.sync_machines import KEY, Crash, CrashingDatabase, Fault, Line, Machine, Place, Templates

SAG, BORGER, BESOEG, VIRKSOMHED = 1001, 1002, 1003, 1004
DIMENSIONS = ("arbejdsopgaver", "stabilitet")
PAGE_ROWS = 6


class World:
    """All of it. ``machines`` of two people: the first and the last are two machines of one person."""

    def __init__(self, templates: Templates, folder: Path, seed: int, machines: int = 3) -> None:
        self._dice = random.Random(seed)
        self._folder = folder
        self._templates = templates
        self._now = datetime(2026, 3, 2, 8, tzinfo=UTC)
        self._words = 1_000_000
        self._bases: dict[Place, list[Value]] = {}
        self.written: dict[Fact, list[tuple[str, frozenset[Value]]]] = {}  # by whom, and what they had seen there
        self.locks: dict[Value, dict[Place, Value]] = {}  # snapshot → what it was made of
        self._server_backup: Path | None = None
        self._backups: dict[str, Path] = {}
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(templates.folder / "server", folder / "server")
        self.services = self._open_server()
        self._kommune = self.services.people.add_kommune("Åby")
        users = [self._user(name) for name in ("Mette", "Søren")]
        self.machines = [self._machine(i, users[1] if i == 1 else users[0]) for i in range(machines)]
        self._begin()

    # The parts

    @property
    def engine(self) -> SqlEngine:
        """The server's database."""
        return self.services.exchange.engine

    def _open_server(self) -> Services:
        services = make_services(open_engine(f"sqlite:///{self._folder / 'server'}"), self.clock, self._entropy)
        return replace(services, exchange=replace(services.exchange, page_rows=PAGE_ROWS))

    def _user(self, name: str) -> User:
        """Written by hand: argon2 is slow on purpose."""
        number = self._dice.getrandbits(60)
        with self.services.exchange.engine.connect() as conn, conn.begin():
            conn.execute(
                text("INSERT INTO bruger (id,kommune,login,navn,kode) VALUES (:i,:k,:n,:n,'')"),
                {"i": number, "k": self._kommune, "n": name},
            )
            for scope in (number, self._kommune, SAG, BORGER):
                conn.execute(text("INSERT INTO adgang (bruger, scope) VALUES (:b, :s)"), {"b": number, "s": scope})
        return User(number, name, self._kommune, "Åby")

    def _machine(self, index: int, user: User) -> Machine:
        path = self._folder / f"machine{index}"
        shutil.copy(self._templates.folder / "store", path)
        off = timedelta(hours=(0, -30, 7)[index % 3])
        return Machine(f"m{index}", path, user, CrashingDatabase(path, KEY), Line(self, user), off)

    def _begin(self) -> None:
        first = self.machines[0]
        with first.database.writing() as tx:
            self._save(tx, first, Sag, SAG, SAG, {"nummer": "1", "borger": BORGER})
            self._save(tx, first, Borger, BORGER, BORGER, {"fornavn": "Janet"})
            self._save(tx, first, Besoeg, BESOEG, SAG, {"type": "opfoelgning", "tilstand": "kladde"})
            self._save(tx, first, Virksomhed, VIRKSOMHED, self._kommune, {"navn": "Værkstedet"})
            self._save(tx, first, Udsagn, 2000, SAG, {"besoeg": BESOEG, "felt": "a", "tekst": self._word("m0")})
        for m in range(len(self.machines)):
            self.sync(m)

    def clock(self) -> datetime:
        """A second passes every time somebody looks."""
        self._now += timedelta(seconds=1)
        return self._now

    def _entropy(self, count: int) -> bytes:
        return self._dice.randbytes(count)

    def _engine(self, machine: Machine) -> Engine:
        return Engine(
            machine.database, machine.line, lambda: self.clock() + machine.clock_off, self._entropy, beside=at_once
        )

    def _word(self, who: str) -> str:
        self._words += 1
        return f"{who}-{self._words}"

    # What people do

    def _save(
        self, tx: Tx, machine: Machine, entity: type[Record], row: int, scope: int, values: Mapping[str, Value]
    ) -> None:
        before = rows.get(tx, entity, row)
        changed = rows.save(tx, entity, row, scope, values, self.clock() + machine.clock_off)
        for name in changed:
            shown = machine.seen.setdefault((row, name), set())
            if before is not None:
                shown.add(getattr(before, name))
            self.written.setdefault((row, name, values.get(name)), []).append((machine.name, frozenset(shown)))
            shown.add(values.get(name))
            if values.get(name) is None or (name == "slettet" and not values[name]):
                machine.left.pop((row, name), None)
            elif name not in ("tilstand", "valgt", "besoeg"):
                machine.left[row, name] = values[name]

    def _pick(self, machine: Machine, entity: type[Record], which: int, where: str = "1") -> Record | None:
        with machine.database.reading() as tx:
            found = rows.find(tx, entity, where)
        found = [row for row in found if not self._is_locked(machine, row)]
        return found[which % len(found)] if found else None

    def _is_locked(self, machine: Machine, row: Record) -> bool:
        number = row.id if isinstance(row, Besoeg) else getattr(row, "besoeg", None)
        if not row.under_besoeg or number is None:
            return False
        with machine.database.reading() as tx:
            besoeg = rows.get(tx, Besoeg, number)
        return besoeg is not None and besoeg.tilstand == Tilstand.AFSLUTTET

    def _change(self, machine: Machine, row: Record | None, values: Mapping[str, Value]) -> None:
        if row is None:
            return
        for name in values:
            self._bases.setdefault((row.id, name), []).append(getattr(row, name))
        with machine.database.writing() as tx:
            self._save(tx, machine, type(row), row.id, row.scope, values)

    def write(self, m: int, which: int, how: int) -> None:
        """An answer of one of many kinds."""
        machine = self.machines[m % len(self.machines)]
        word = self._word(machine.name)
        number = self._words
        pick = self._pick
        match how % 8:
            case 0 | 1:
                self._change(machine, pick(machine, Udsagn, which), {"tekst": word})
            case 2:
                level: dict[str, Value] = {"trin": number, "retning": f"r{number}"}
                self._change(machine, pick(machine, Vurdering, which), level)
            case 3:
                self._change(machine, pick(machine, Vurdering, which), {"retning": f"r{number}"})
            case 4:
                self._change(machine, pick(machine, Besoeg, which), {"naeste_dato": word, "naeste_grund": None})
            case 5:
                self._change(machine, pick(machine, Besoeg, which), {"naeste_grund": word, "sted": f"s{number}"})
            case 6:
                self._change(machine, pick(machine, Virksomhed, which), {"navn": word})
            case _:
                self._change(machine, pick(machine, Borger, which), {"telefon": word})

    def clear(self, m: int, which: int) -> None:
        machine = self.machines[m % len(self.machines)]
        self._change(machine, self._pick(machine, Udsagn, which), {"tekst": None})

    def undo(self, m: int, which: int) -> None:
        """Puts back what stood there before, seen on whatever machine."""
        machine = self.machines[m % len(self.machines)]
        row = self._pick(machine, Udsagn, which)
        before = self._bases.get((row.id, "tekst")) if row else None
        if row is not None and before:
            self._change(machine, row, {"tekst": before[-1]})

    def delete(self, m: int, which: int) -> None:
        machine = self.machines[m % len(self.machines)]
        self._change(machine, self._pick(machine, Udsagn, which, f"id<>{2000}"), {"slettet": 1})

    def bear(self, m: int, which: int) -> None:
        """A new udsagn, with an id of its own."""
        machine = self.machines[m % len(self.machines)]
        besoeg = self._pick(machine, Besoeg, which)
        if besoeg is not None:
            values: dict[str, Value] = {"besoeg": besoeg.id, "felt": "a", "tekst": self._word(machine.name)}
            with machine.database.writing() as tx:
                self._save(tx, machine, Udsagn, self._dice.getrandbits(50) + 10_000, SAG, values)

    def answer(self, m: int, which: int) -> None:
        """A row whose id every machine derives alike."""
        machine = self.machines[m % len(self.machines)]
        besoeg = self._pick(machine, Besoeg, which)
        if besoeg is None:
            return
        dimension = DIMENSIONS[which % len(DIMENSIONS)]
        number = derived_id("vurdering", besoeg.id, dimension, "konsulent")
        self._words += 1
        values: dict[str, Value] = {"besoeg": besoeg.id, "dimension": dimension, "stemme": "konsulent", "slettet": 0}
        if which % 3 == 0:
            values["ikke_droeftet"] = 1
            values["retning"] = f"r{self._words}"
        else:
            values["trin"] = self._words
        with machine.database.writing() as tx:
            self._save(tx, machine, Vurdering, number, SAG, values)
            svar = derived_id("svar", besoeg.id, "b", "borger")
            if which % 2:
                said: dict[str, Value] = {
                    "besoeg": besoeg.id,
                    "felt": "b",
                    "stemme": "borger",
                    "vaerdi": self._word(machine.name),
                }
                self._save(tx, machine, Svar, svar, SAG, {**said, "slettet": 0})

    def unanswer(self, m: int, which: int) -> None:
        machine = self.machines[m % len(self.machines)]
        self._change(machine, self._pick(machine, Vurdering, which), {"slettet": 1})

    def visit(self, m: int) -> None:
        """A new besøg with its first answer."""
        machine = self.machines[m % len(self.machines)]
        number = self._dice.getrandbits(50) + 10_000
        with machine.database.writing() as tx:
            self._save(tx, machine, Besoeg, number, SAG, {"type": "opfoelgning", "tilstand": "kladde"})
            values: dict[str, Value] = {"besoeg": number, "felt": "a", "tekst": self._word(machine.name)}
            self._save(tx, machine, Udsagn, number + 1, SAG, values)

    def lock(self, m: int, which: int) -> None:
        machine = self.machines[m % len(self.machines)]
        row = self._pick(machine, Besoeg, which)
        word = self._word(machine.name)
        values = {"tilstand": Tilstand.AFSLUTTET.value, "afsluttet": f"a{word}", "snapshot": word}
        here = rows_on(machine).items()
        self.locks[word] = {(number, name): v for (_, number), found in here for name, v in found.items()}
        self._change(machine, row, values)

    def resolve(self, m: int, which: int, how: int) -> None:
        """A person chooses: own, the server's, or a third value."""
        machine = self.machines[m % len(self.machines)]
        with machine.database.reading() as tx:
            found = rows.find(tx, Konflikt, f"tilstand='{KonfliktTilstand.AABEN.value}'")
            if not found:
                return
            konflikt = found[which % len(found)]
            entity = BY_TABEL[konflikt.tabelnavn or ""]
            record = rows.get(tx, entity, konflikt.raekke or 0)
        if record is None:
            return
        sides: list[dict[str, Value]] = [json.loads(konflikt.min or ""), json.loads(konflikt.server or "")]
        values = sides[how % 2]
        if how % 3 == 2 and "tekst" in values:
            values = {**values, "tekst": self._word(machine.name)}
        moved = {f: v for f, v in values.items() if getattr(record, f) != v}
        with machine.database.writing() as tx:
            if moved and self._is_locked(machine, record):
                efter = json.dumps(moved)
                proposal = {"besoeg": getattr(record, "besoeg", record.id), "raekke": record.id, "efter": efter}
                proposal |= {"tabelnavn": entity.tabel, "tilstand": RettelseTilstand.FORESLAAET.value}
                self._save(tx, machine, Rettelse, self._dice.getrandbits(50) + 10_000, record.scope, proposal)
            elif moved:
                self._save(tx, machine, entity, record.id, record.scope, moved)
            choice = {"tilstand": KonfliktTilstand.LOEST.value, "valgt": ("min", "server")[how % 2]}
            self._save(tx, machine, Konflikt, konflikt.id, konflikt.scope, choice)

    # What happens to machines

    def sync(self, m: int, fault: Fault | None = None) -> None:
        machine = self.machines[m % len(self.machines)]
        fault = fault or Fault()
        machine.line.fault, machine.line.requests = fault, 0
        machine.line.meanwhile = lambda: self.write(m, fault.at, fault.at * 5 + self._words)
        machine.database.fuse = fault.at if fault.kind == "crash" else None
        try:
            self._engine(machine).sync()
        except Offline:
            pass
        except Crash:
            self.restart(m)
        finally:
            machine.line.fault = Fault()
            machine.database.fuse = None
        for (_, row), values in rows_on(machine).items():
            for name, value in values.items():
                machine.seen.setdefault((row, name), set()).add(value)

    def restart(self, m: int) -> None:
        machine = self.machines[m % len(self.machines)]
        machine.database.close()
        machine.database = CrashingDatabase(machine.path, KEY)

    def back_up(self, m: int) -> None:
        machine = self.machines[m % len(self.machines)]
        path = machine.path.with_suffix(".backup")
        path.unlink(missing_ok=True)
        machine.database.vacuum_into(path)
        self._backups[machine.name] = path

    def restore(self, m: int) -> None:
        """What neither the backup nor anybody else has is gone, and nobody can ask for it."""
        machine = self.machines[m % len(self.machines)]
        if machine.name not in self._backups:
            return
        path = self._backups[machine.name]
        machine.database.close()
        for suffix in ("-wal", "-shm"):
            machine.path.with_name(machine.path.name + suffix).unlink(missing_ok=True)
        shutil.copy(path, machine.path)
        machine.database = CrashingDatabase(machine.path, KEY)
        self._forget_the_lost()

    def back_up_server(self) -> None:
        self.services.exchange.engine.dispose()
        self._server_backup = self._folder / "server.backup"
        with self.services.exchange.engine.connect() as conn:
            conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self.services.exchange.engine.dispose()
        shutil.copy(self._folder / "server", self._server_backup)

    def restore_server(self) -> None:
        if self._server_backup is None:
            return
        self.services.exchange.engine.dispose()
        for suffix in ("-wal", "-shm"):
            (self._folder / f"server{suffix}").unlink(missing_ok=True)
        shutil.copy(self._server_backup, self._folder / "server")
        self.services = self._open_server()
        self._forget_the_lost()

    def _forget_the_lost(self) -> None:
        """What nobody holds any more, nobody can be asked for."""
        found = held(self.engine)
        for machine in self.machines:
            found |= held_on(machine)
        for machine in self.machines:
            machine.left = {place: value for place, value in machine.left.items() if (*place, value) in found}

    def close(self) -> None:
        for machine in self.machines:
            machine.database.close()
        self.services.exchange.engine.dispose()
        shutil.rmtree(self._folder)
