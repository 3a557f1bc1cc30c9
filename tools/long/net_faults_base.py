"""What befalls databases, disks, clocks and backups, really made."""

import random
import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta

from konsulent_app.store.errors import DiskFull
from konsulent_app.sync.schedule import Kind
from konsulent_app.sync.transport import ServerTrouble
from konsulent_server.trouble import Trouble
from tools.long.faults import fill_up
from tools.long.net_base import PostgresBase, SqliteBase
from tools.long.net_proxy import Strike, Then, Way, nothing
from tools.long.net_strike import anyone, expect, somewhere, struck_sync, told_only
from tools.long.net_yard import Yard
from tools.long.sync_law import Broken

YEAR = timedelta(days=365)

# The database


def postgres_under_load(yard: Yard, dice: random.Random) -> None:
    mode = dice.choice(("fast", "immediate"))
    with yard.life(dice, PostgresBase(yard.cluster)) as world:

        def restarts() -> None:
            for _ in range(dice.randrange(1, 3)):
                time.sleep(dice.random() * 0.3)
                yard.cluster.restart(mode)
                world.told.struck[f"PostgreSQL restarted ({mode}) under load"] += 1

        world.together(0.3, restarts, pause=0.003)
        # The server process stood all the while: to be told of no net would be untrue.
        told_only(world, Kind.DONE, Kind.TROUBLE)


def postgres_while_idle(yard: Yard, dice: random.Random) -> None:
    """The pool is full of connections that are dead: nobody should notice."""
    mode = dice.choice(("fast", "immediate"))
    with yard.life(dice, PostgresBase(yard.cluster)) as world:
        world.together(0.2, lambda: None)
        world.told.kinds.clear()
        for _ in range(dice.randrange(1, 3)):
            yard.cluster.restart(mode)
            world.told.struck[f"PostgreSQL restarted ({mode}) while idle"] += 1
            m = anyone(dice, world)
            if dice.random() < 0.5:
                world.act(3, m)
            world.sync(m)
            world.together(0.1, lambda: None)
        told_only(world, Kind.DONE)


# Disks


def server_disk_full_sqlite(yard: Yard, dice: random.Random) -> None:
    with ExitStack() as stack:
        disk = yard.disk(stack, 6)
        base = SqliteBase(yard.templates.folder / "server", disk / "server.db")
        _on_full_server(yard, dice, base, lambda leave: fill_up(disk, leave).unlink)


def server_disk_full_postgres(yard: Yard, dice: random.Random) -> None:
    """The disk of its tables; where its log lies it stops by itself and is a server that is down."""
    with ExitStack() as stack:
        disk = yard.disk(stack, 40)
        name = yard.cluster.give(disk)
        stack.callback(yard.cluster.take_back, name)
        base = PostgresBase(yard.cluster, f"TABLESPACE {name}")
        _on_full_server(yard, dice, base, lambda leave: fill_up(disk, leave).unlink)


def _on_full_server(
    yard: Yard,
    dice: random.Random,
    base: SqliteBase | PostgresBase,
    fill: Callable[[int], Callable[[], None]],
) -> None:
    kind = "SQLite" if isinstance(base, SqliteBase) else "PostgreSQL"
    with yard.life(dice, base) as world:
        for _ in range(dice.randrange(1, 3)):
            free = fill(dice.choice((0, 0, 20_000, 100_000)))
            try:
                for _ in range(dice.randrange(4, 12)):
                    m = anyone(dice, world)
                    world.act(2, m)
                    world.write_at_length(m, dice.randrange(2_000, 30_000))
                    ended = world.try_sync(m)
                    expect(ended, Kind.DONE, Kind.TROUBLE)
                    if ended.kind is Kind.TROUBLE:
                        if ended.message not in (ServerTrouble().message, Trouble.DISK_FULL.value.message):
                            raise Broken(f"told {ended.message!r} when the server's disk is full")
                        world.told.struck[f"server's disk full ({kind}), and told"] += 1
                    else:
                        world.told.struck[f"server's disk full ({kind}): still room"] += 1
            finally:
                free()
            world.sync(anyone(dice, world))


def client_disk_full(yard: Yard, dice: random.Random) -> None:
    with ExitStack() as stack:
        disk = yard.disk(stack, 5)
        with yard.life(dice) as world:
            world.move_to(world.machines[0], disk)
            for _ in range(dice.randrange(1, 4)):
                if dice.random() < 0.3:
                    world.act(6, 0)
                    # Committed at the server; the disk is full when its answer is at last written down.
                    struck_sync(world, 0, Strike(Way.DOWN, 0, Then.RESET), "answer lost before the disk was full")
                ballast = fill_up(disk, dice.choice((0, 8_000, 40_000, 120_000)))
                for _ in range(dice.randrange(3, 10)):
                    refused = world.act(2, 0) + world.write_at_length(0, dice.randrange(1_000, 20_000))
                    world.told.struck["own disk full: a save refused"] += refused
                    other = dice.choice((1, 2))
                    world.act(2, other)
                    world.sync(other)
                    ended = world.try_sync(0)
                    expect(ended, Kind.DONE, Kind.TROUBLE)
                    if ended.kind is Kind.TROUBLE:
                        if ended.message != DiskFull().message:
                            raise Broken(f"told {ended.message!r} when the own disk is full")
                        world.told.struck["own disk full: a sync stopped, and told"] += 1
                ballast.unlink()
                world.sync(0)
            shutil.copy(world.machines[0].path, yard.folder / "kept")  # the disk can be read to its end


# Clocks


def client_clock(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice) as world:
        for _ in range(dice.randrange(2, 6)):
            m = anyone(dice, world)
            machine = world.machines[m]
            machine.clock_off = dice.choice((-3, -1, 0, 1, 3)) * YEAR
            world.act(dice.randrange(1, 8), m)
            if dice.random() < 0.4:
                struck_sync(world, m, Strike(Way.DOWN, 0, Then.RESET), "answer lost, then the clock moved")
                machine.clock_off = dice.choice((-3, 0, 3)) * YEAR
                world.act(2, m)
            ended = world.try_sync(m)
            expect(ended, Kind.DONE)
            if abs(ended.clock_off - machine.clock_off.total_seconds()) > 60:
                raise Broken(f"the clock is off by {machine.clock_off}, and told is {ended.clock_off} s")
            world.told.struck["own clock wrong by years" if machine.clock_off else "own clock right"] += 1


def server_clock(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice) as world:
        for off in dice.sample((YEAR, -YEAR, timedelta()), 3):
            world.server_clock_off = off.total_seconds()
            world.kill_server()
            world.start_server()
            for _ in range(3):
                m = anyone(dice, world)
                world.act(2, m)
                ended = world.try_sync(m)
                if off == YEAR and ended.kind is Kind.SESSION:
                    world.told.struck["the server is a year ahead: sessions have run out, and it is told"] += 1
                    world.connect(world.machines[m])
                    ended = world.try_sync(m)
                expect(ended, Kind.DONE)
                if abs(ended.clock_off + world.server_clock_off) > 60:
                    raise Broken(f"the server is off by {off}, and told is {ended.clock_off} s")
                world.told.struck["the server's clock wrong by a year" if off else "the server's clock right"] += 1
        world.server_clock_off = 0.0
        world.kill_server()


# Backups


def server_restored(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice) as world:
        for _ in range(dice.randrange(1, 3)):
            world.back_up_server()
            anew = dice.random() < 0.4
            for _ in range(dice.randrange(1, 8)):
                m = anyone(dice, world)
                world.act(dice.randrange(1, 5), m)
                world.try_sync(m)
            m = anyone(dice, world)
            if anew:
                world.connect(world.machines[m])  # a session that the backup does not know
            if dice.random() < 0.5:
                world.act(4, m)
                struck_sync(world, m, somewhere(dice, Then.RESET, nothing), "before the restore")
            world.restore_server()
            world.told.struck["server restored from a backup"] += 1
            world.act(dice.randrange(0, 5))
            ended = world.try_sync(m)
            if anew:
                expect(ended, Kind.SESSION)
                world.told.struck["session lost with the restore, and it is told"] += 1
                world.connect(world.machines[m])
                ended = world.try_sync(m)
            expect(ended, Kind.DONE)


def laptop_restored(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice) as world:
        m = anyone(dice, world)
        for _ in range(dice.randrange(1, 3)):
            world.act(2, m)
            world.back_up(m)
            for _ in range(dice.randrange(1, 8)):
                other = anyone(dice, world)
                world.act(dice.randrange(1, 5), other)
                world.try_sync(other)
            if dice.random() < 0.5:
                world.act(4, m)
                struck_sync(world, m, somewhere(dice, Then.RESET, nothing), "before the restore")
            world.restore(m)
            world.told.struck["laptop restored from a backup"] += 1
            world.act(dice.randrange(0, 5), m)
            expect(world.try_sync(m), Kind.DONE)
