"""Every fault that may befall server, line and machine, really made, each as one life in which it strikes."""

import random
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta

from konsulent_app.store import meta, outbox
from konsulent_app.store.errors import DiskFull
from konsulent_app.sync.schedule import Ended, Kind
from konsulent_app.sync.transport import Offline, ServerTrouble
from tools.long.faults import fill_up
from tools.long.net_base import PostgresBase, SqliteBase
from tools.long.net_proxy import Strike, Then, Way, nothing
from tools.long.net_world import NetWorld
from tools.long.net_yard import Yard
from tools.long.sync_law import Broken

Play = Callable[[Yard, random.Random], None]

# A push of a few rows is a few hundred bytes with its headers; so is an answer.
_UP, _DOWN = 1_000, 700
YEAR = timedelta(days=365)


def _any(dice: random.Random, world: NetWorld) -> int:
    return dice.randrange(len(world.machines))


def _expect(ended: Ended, *kinds: Kind) -> None:
    if ended.kind not in kinds:
        raise Broken(f"told {ended.kind.name} {ended.message!r}, where {[k.name for k in kinds]} would be true")


def _moment(world: NetWorld, m: int, strike: Strike) -> str:
    """Where a sync was when it was struck: whether the batch under way has been committed at the server."""
    with world.machines[m].database.reading() as tx:
        frozen, device = outbox.under_way(tx), meta.get(tx, "device")
    if frozen is None:
        return {Way.UP: "in what was asked", Way.DOWN: "in what was answered"}[strike.way] + ", nothing to send"
    return "committed, not answered" if world.batch_of(device or "") >= frozen.number else "not committed"


def _struck_sync(world: NetWorld, m: int, strike: Strike, what: str) -> Ended:
    """One sync with that strike armed; counts whether it hit, and at which moment."""
    before = world.proxy.struck
    world.proxy.arm(strike)
    ended = world.try_sync(m)
    hit = world.proxy.struck > before
    world.proxy.arm(None)
    if not hit or ended.kind is Kind.DONE:
        _expect(ended, Kind.DONE)
        world.told.struck[f"{what}: over before it struck"] += 1
        return ended
    world.told.struck[f"{what}: {_moment(world, m, strike)}"] += 1
    _expect(ended, Kind.OFFLINE)
    if ended.message != Offline().message:
        raise Broken(f"told {ended.message!r}")
    return ended


def _somewhere(dice: random.Random, then: Then, deed: Callable[[], None], up: int = _UP, down: int = _DOWN) -> Strike:
    """In the request, at its end, at the answer's first byte, or in the answer."""
    match dice.randrange(4):
        case 0:
            return Strike(Way.UP, dice.randrange(up), then, deed)
        case 1:
            return Strike(Way.DOWN, 0, then, deed)
        case 2:
            return Strike(Way.DOWN, dice.randrange(down), then, deed)
        case _:
            # The request goes on; some milliseconds later, while it is judged and committed, it strikes.
            wait = dice.random() * 0.012
            return Strike(Way.UP, dice.randrange(up // 2), Then.PASS, lambda: _later(wait, deed))


def _strikes(dice: random.Random, more: int, then: Then, deed: Callable[[], None]) -> list[Strike]:
    """One that surely hits before the commit, one between commit and answer, and ``more`` anywhere."""
    sure = [Strike(Way.UP, dice.randrange(200), then, deed), Strike(Way.DOWN, 0, then, deed)]
    dice.shuffle(sure)
    return sure + [_somewhere(dice, then, deed) for _ in range(more)]


def _later(seconds: float, deed: Callable[[], None]) -> None:
    timer = threading.Timer(seconds, deed)
    timer.daemon = True
    timer.start()


# The server is killed


def kill_in_push(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice) as world:
        for turn, strike in enumerate(_strikes(dice, dice.randrange(0, 4), Then.RESET, world.kill_server)):
            m = turn if turn < 2 else _any(dice, world)  # the sure ones hit machines that stand even
            world.act_for_sure(dice.randrange(1, 10), m)
            _struck_sync(world, m, strike, "push")
            world.settle_strikes()
            if dice.random() < 0.5:
                world.act(3)  # meanwhile, with no server
            world.start_server()


def kill_in_pull(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice) as world:
        for turn, strike in enumerate(_strikes(dice, dice.randrange(0, 3), Then.RESET, world.kill_server)):
            m = turn if turn < 2 else _any(dice, world)  # the sure ones hit machines that stand even
            world.sync(m)
            other = (m + 1) % len(world.machines)
            world.act_for_sure(dice.randrange(6, 16), other)
            world.sync(other)
            _struck_sync(world, m, strike, "pull")
            world.settle_strikes()
            world.start_server()
            world.sync(m)


def kill_in_caseload(yard: Yard, dice: random.Random) -> None:
    """The product's own command and whole batches: thousands of rows in one request, one transaction, one answer."""
    with yard.life(dice, machines=2, whole=True) as world:
        wait = dice.random() * 0.3
        pushes = [
            Strike(Way.UP, dice.randrange(10_000), Then.RESET, world.kill_server),
            Strike(Way.UP, 200, Then.PASS, lambda: _later(wait, world.kill_server)),
            Strike(Way.DOWN, 0, Then.RESET, world.kill_server),
        ]
        for strike in dice.sample(pushes, 2):
            world.write_caseload(0, dice.randrange(400, 1_500))
            _struck_sync(world, 0, strike, "caseload pushed")
            world.settle_strikes()
            world.start_server()
        pulls = [
            Strike(Way.UP, 200, Then.PASS, lambda: _later(wait / 6, world.kill_server)),
            Strike(Way.DOWN, dice.randrange(10_000), Then.RESET, world.kill_server),
        ]
        for strike in pulls:
            world.sync(1)
            world.write_caseload(0, dice.randrange(400, 1_500))
            world.sync(0)
            _struck_sync(world, 1, strike, "caseload pulled")
            world.settle_strikes()
            world.start_server()


def kill_under_load(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice) as world:

        def kills() -> None:
            for turn in range(dice.randrange(1, 4)):
                time.sleep(dice.random() * 0.3)
                if not turn or dice.random() < 0.5:
                    world.kill_server()
                    world.told.struck["killed under load"] += 1
                else:
                    world.stop_server()
                    world.told.struck["stopped under load"] += 1
                time.sleep(dice.random() * 0.05)
                world.start_server()

        world.together(0.2, kills, pause=0.005)
        _only(world, Kind.DONE, Kind.OFFLINE)


# The line


def answer_lost(yard: Yard, dice: random.Random) -> None:
    """Swallowed after the server has committed; the person goes on writing in the same fields."""
    with yard.life(dice) as world:
        for _ in range(dice.randrange(2, 6)):
            m = _any(dice, world)
            world.act_for_sure(dice.randrange(0, 8), m)
            _struck_sync(world, m, Strike(Way.DOWN, 0, Then.RESET), "answer lost")
            world.act(dice.randrange(0, 4), m)
            if dice.random() < 0.3:
                world.act(4)
                world.sync((m + 1) % len(world.machines))


def cut(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice) as world:
        for turn, strike in enumerate(_strikes(dice, dice.randrange(2, 8), Then.RESET, nothing)):
            m = turn if turn < 2 else _any(dice, world)  # the sure ones hit machines that stand even
            world.act_for_sure(dice.randrange(0, 8), m)
            _struck_sync(world, m, strike, f"cut {strike.way.value}")
            world.settle_strikes()


def hang(yard: Yard, dice: random.Random) -> None:
    """The line stands open and nothing comes any more: a train in a tunnel."""
    with yard.life(dice) as world:
        m = _any(dice, world)
        world.connect(world.machines[m], patience=0.5)
        for _ in range(dice.randrange(1, 3)):
            world.act_for_sure(dice.randrange(0, 8), m)
            way, most = dice.choice(((Way.UP, 200), (Way.UP, _UP // 2), (Way.DOWN, _DOWN // 2), (Way.DOWN, 1)))
            started = time.monotonic()
            _struck_sync(world, m, Strike(way, dice.randrange(most), Then.HANG), f"hung {way.value}")
            if time.monotonic() - started > 8:
                raise Broken("a line that hangs kept the sync for longer than it was told to wait")
        world.proxy.heal()
        world.connect(world.machines[m])


def slow(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice, machines=2) as world:
        m = _any(dice, world)
        world.act(dice.randrange(2, 8), m)
        world.proxy.arm(None)
        world.proxy.rate, world.proxy.delay = 2_000, 0.01
        started = time.monotonic()
        ended = world.try_sync(m)
        _expect(ended, Kind.DONE)
        taken, passed = time.monotonic() - started, world.proxy.up + world.proxy.down
        if taken < passed / 2 / world.proxy.rate * 0.8:
            raise Broken(f"{passed} bytes in {taken:.1f} s is not slow")
        world.told.struck["2 kB/s"] += 1


def flapping(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice) as world:

        def flaps() -> None:
            for _ in range(dice.randrange(5, 25)):
                time.sleep(dice.random() ** 2 * 0.1)
                world.proxy.gone = True
                world.proxy.cut()
                world.told.struck["line gone and back"] += 1
                time.sleep(dice.random() ** 2 * 0.05)
                world.proxy.gone = False

        world.together(0.2, flaps, pause=0.003)
        _only(world, Kind.DONE, Kind.OFFLINE)


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
        _only(world, Kind.DONE, Kind.TROUBLE)


def postgres_while_idle(yard: Yard, dice: random.Random) -> None:
    """The pool is full of connections that are dead: nobody should notice."""
    mode = dice.choice(("fast", "immediate"))
    with yard.life(dice, PostgresBase(yard.cluster)) as world:
        world.together(0.2, lambda: None)
        world.told.kinds.clear()
        for _ in range(dice.randrange(1, 3)):
            yard.cluster.restart(mode)
            world.told.struck[f"PostgreSQL restarted ({mode}) while idle"] += 1
            m = _any(dice, world)
            if dice.random() < 0.5:
                world.act(3, m)
            world.sync(m)
            world.together(0.1, lambda: None)
        _only(world, Kind.DONE)


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
                    m = _any(dice, world)
                    world.act(2, m)
                    world.write_at_length(m, dice.randrange(2_000, 30_000))
                    ended = world.try_sync(m)
                    _expect(ended, Kind.DONE, Kind.TROUBLE)
                    if ended.kind is Kind.TROUBLE:
                        if ended.message != ServerTrouble().message:
                            raise Broken(f"told {ended.message!r} when the server's disk is full")
                        world.told.struck[f"server's disk full ({kind}), and told"] += 1
                    else:
                        world.told.struck[f"server's disk full ({kind}): still room"] += 1
            finally:
                free()
            world.sync(_any(dice, world))


def client_disk_full(yard: Yard, dice: random.Random) -> None:
    with ExitStack() as stack:
        disk = yard.disk(stack, 5)
        with yard.life(dice) as world:
            world.move_to(world.machines[0], disk)
            for _ in range(dice.randrange(1, 4)):
                if dice.random() < 0.3:
                    world.act(6, 0)
                    # Committed at the server; the disk is full when its answer is at last written down.
                    _struck_sync(world, 0, Strike(Way.DOWN, 0, Then.RESET), "answer lost before the disk was full")
                ballast = fill_up(disk, dice.choice((0, 8_000, 40_000, 120_000)))
                for _ in range(dice.randrange(3, 10)):
                    refused = world.act(2, 0) + world.write_at_length(0, dice.randrange(1_000, 20_000))
                    world.told.struck["own disk full: a save refused"] += refused
                    other = dice.choice((1, 2))
                    world.act(2, other)
                    world.sync(other)
                    ended = world.try_sync(0)
                    _expect(ended, Kind.DONE, Kind.TROUBLE)
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
            m = _any(dice, world)
            machine = world.machines[m]
            machine.clock_off = dice.choice((-3, -1, 0, 1, 3)) * YEAR
            world.act(dice.randrange(1, 8), m)
            if dice.random() < 0.4:
                _struck_sync(world, m, Strike(Way.DOWN, 0, Then.RESET), "answer lost, then the clock moved")
                machine.clock_off = dice.choice((-3, 0, 3)) * YEAR
                world.act(2, m)
            ended = world.try_sync(m)
            _expect(ended, Kind.DONE)
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
                m = _any(dice, world)
                world.act(2, m)
                ended = world.try_sync(m)
                if off == YEAR and ended.kind is Kind.SESSION:
                    world.told.struck["the server is a year ahead: sessions have run out, and it is told"] += 1
                    world.connect(world.machines[m])
                    ended = world.try_sync(m)
                _expect(ended, Kind.DONE)
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
                m = _any(dice, world)
                world.act(dice.randrange(1, 5), m)
                world.try_sync(m)
            m = _any(dice, world)
            if anew:
                world.connect(world.machines[m])  # a session that the backup does not know
            if dice.random() < 0.5:
                world.act(4, m)
                _struck_sync(world, m, _somewhere(dice, Then.RESET, nothing), "before the restore")
            world.restore_server()
            world.told.struck["server restored from a backup"] += 1
            world.act(dice.randrange(0, 5))
            ended = world.try_sync(m)
            if anew:
                _expect(ended, Kind.SESSION)
                world.told.struck["session lost with the restore, and it is told"] += 1
                world.connect(world.machines[m])
                ended = world.try_sync(m)
            _expect(ended, Kind.DONE)


def laptop_restored(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice) as world:
        m = _any(dice, world)
        for _ in range(dice.randrange(1, 3)):
            world.act(2, m)
            world.back_up(m)
            for _ in range(dice.randrange(1, 8)):
                other = _any(dice, world)
                world.act(dice.randrange(1, 5), other)
                world.try_sync(other)
            if dice.random() < 0.5:
                world.act(4, m)
                _struck_sync(world, m, _somewhere(dice, Then.RESET, nothing), "before the restore")
            world.restore(m)
            world.told.struck["laptop restored from a backup"] += 1
            world.act(dice.randrange(0, 5), m)
            _expect(world.try_sync(m), Kind.DONE)


# Everybody


def two_devices(yard: Yard, dice: random.Random) -> None:
    """The first and the last machine are one person's; all three write and sync at the same time."""
    with yard.life(dice) as world:
        world.together(0.3 + dice.random() * 0.7, lambda: None, pause=dice.choice((0.0, 0.005)))
        world.told.struck["two devices of one person, and a third, at once"] += 1
        _only(world, Kind.DONE)


def storm(yard: Yard, dice: random.Random) -> None:
    """Everything, one upon the other."""
    with yard.life(dice) as world:
        world.back_up_server()
        for m in range(len(world.machines)):
            world.back_up(m)
        for _ in range(dice.randrange(8, 20)):
            m = _any(dice, world)
            world.act(dice.randrange(0, 5), m)
            match dice.randrange(8):
                case 0:
                    _struck_sync(world, m, _somewhere(dice, Then.RESET, world.kill_server), "storm, kill")
                    world.settle_strikes()
                case 1 | 2:
                    _struck_sync(world, m, _somewhere(dice, Then.RESET, world.proxy.cut), "storm, cut")
                    world.settle_strikes()
                case 3:
                    world.back_up_server()
                case 4:
                    world.restore_server()
                case 5:
                    (world.back_up if dice.random() < 0.5 else world.restore)(m)
                case 6:
                    world.machines[m].clock_off = dice.choice((-3, 0, 3)) * YEAR
                case _:
                    world.together(0.05, lambda: None)
            world.start_server()
        world.told.struck["storms"] += 1


def _only(world: NetWorld, *kinds: Kind) -> None:
    """Nothing else was told in this life."""
    others = {name: count for name, count in world.told.kinds.items() if name not in {kind.name for kind in kinds}}
    if others:
        raise Broken(f"told {others}, where {[kind.name for kind in kinds]} would be true")


FAULTS: tuple[Play, ...] = (
    kill_in_push,
    kill_in_pull,
    kill_in_caseload,
    kill_under_load,
    answer_lost,
    cut,
    hang,
    slow,
    flapping,
    postgres_under_load,
    postgres_while_idle,
    server_disk_full_sqlite,
    server_disk_full_postgres,
    client_disk_full,
    client_clock,
    server_clock,
    server_restored,
    laptop_restored,
    two_devices,
    storm,
)
