"""What befalls server and line, really made: killed, stopped, cut, hung, slow and gone, and everything at once."""

import random
import time
from datetime import timedelta

from konsulent_app.sync.schedule import Kind
from tools.long.net_proxy import Strike, Then, Way, nothing
from tools.long.net_strike import DOWN, UP, anyone, expect, later, somewhere, strikes, struck_sync, told_only
from tools.long.net_yard import Yard
from tools.long.sync_law import Broken

YEARS = timedelta(days=3 * 365)

# The server is killed


def kill_in_push(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice) as world:
        for turn, strike in enumerate(strikes(dice, dice.randrange(0, 4), Then.RESET, world.kill_server)):
            m = turn if turn < 2 else anyone(dice, world)  # the sure ones hit machines that stand even
            world.act_for_sure(dice.randrange(1, 10), m)
            struck_sync(world, m, strike, "push")
            world.settle_strikes()
            if dice.random() < 0.5:
                world.act(3)  # meanwhile, with no server
            world.start_server()


def kill_in_pull(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice) as world:
        for turn, strike in enumerate(strikes(dice, dice.randrange(0, 3), Then.RESET, world.kill_server)):
            m = turn if turn < 2 else anyone(dice, world)  # the sure ones hit machines that stand even
            world.sync(m)
            other = (m + 1) % len(world.machines)
            world.act_for_sure(dice.randrange(6, 16), other)
            world.sync(other)
            struck_sync(world, m, strike, "pull")
            world.settle_strikes()
            world.start_server()
            world.sync(m)


def kill_in_caseload(yard: Yard, dice: random.Random) -> None:
    """The product's own command and whole batches: thousands of rows in one request, one transaction, one answer."""
    with yard.life(dice, machines=2, whole=True) as world:
        wait = dice.random() * 0.3
        pushes = [
            Strike(Way.UP, dice.randrange(10_000), Then.RESET, world.kill_server),
            Strike(Way.UP, 200, Then.PASS, lambda: later(wait, world.kill_server)),
            Strike(Way.DOWN, 0, Then.RESET, world.kill_server),
        ]
        for strike in dice.sample(pushes, 2):
            world.write_caseload(0, dice.randrange(400, 1_500))
            struck_sync(world, 0, strike, "caseload pushed")
            world.settle_strikes()
            world.start_server()
        pulls = [
            Strike(Way.UP, 200, Then.PASS, lambda: later(wait / 6, world.kill_server)),
            Strike(Way.DOWN, dice.randrange(10_000), Then.RESET, world.kill_server),
        ]
        for strike in pulls:
            world.sync(1)
            world.write_caseload(0, dice.randrange(400, 1_500))
            world.sync(0)
            struck_sync(world, 1, strike, "caseload pulled")
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
        told_only(world, Kind.DONE, Kind.OFFLINE)


# The line


def answer_lost(yard: Yard, dice: random.Random) -> None:
    """Swallowed after the server has committed; the person goes on writing in the same fields."""
    with yard.life(dice) as world:
        for _ in range(dice.randrange(2, 6)):
            m = anyone(dice, world)
            world.act_for_sure(dice.randrange(0, 8), m)
            struck_sync(world, m, Strike(Way.DOWN, 0, Then.RESET), "answer lost")
            world.act(dice.randrange(0, 4), m)
            if dice.random() < 0.3:
                world.act(4)
                world.sync((m + 1) % len(world.machines))


def cut(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice) as world:
        for turn, strike in enumerate(strikes(dice, dice.randrange(2, 8), Then.RESET, nothing)):
            m = turn if turn < 2 else anyone(dice, world)  # the sure ones hit machines that stand even
            world.act_for_sure(dice.randrange(0, 8), m)
            struck_sync(world, m, strike, f"cut {strike.way.value}")
            world.settle_strikes()


def hang(yard: Yard, dice: random.Random) -> None:
    """The line stands open and nothing comes any more: a train in a tunnel."""
    with yard.life(dice) as world:
        m = anyone(dice, world)
        world.connect(world.machines[m], patience=0.5)
        for _ in range(dice.randrange(1, 3)):
            world.act_for_sure(dice.randrange(0, 8), m)
            way, most = dice.choice(((Way.UP, 200), (Way.UP, UP // 2), (Way.DOWN, DOWN // 2), (Way.DOWN, 1)))
            started = time.monotonic()
            struck_sync(world, m, Strike(way, dice.randrange(most), Then.HANG), f"hung {way.value}")
            if time.monotonic() - started > 8:
                raise Broken("a line that hangs kept the sync for longer than it was told to wait")
        world.proxy.heal()
        world.connect(world.machines[m])


def slow(yard: Yard, dice: random.Random) -> None:
    with yard.life(dice, machines=2) as world:
        m = anyone(dice, world)
        world.act(dice.randrange(2, 8), m)
        world.proxy.arm(None)
        world.proxy.rate, world.proxy.delay = 2_000, 0.01
        started = time.monotonic()
        ended = world.try_sync(m)
        expect(ended, Kind.DONE)
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
        told_only(world, Kind.DONE, Kind.OFFLINE)


# Everybody


def two_devices(yard: Yard, dice: random.Random) -> None:
    """The first and the last machine are one person's; all three write and sync at the same time."""
    with yard.life(dice) as world:
        world.together(0.3 + dice.random() * 0.7, lambda: None, pause=dice.choice((0.0, 0.005)))
        world.told.struck["two devices of one person, and a third, at once"] += 1
        told_only(world, Kind.DONE)


def storm(yard: Yard, dice: random.Random) -> None:
    """Everything, one upon the other."""
    with yard.life(dice) as world:
        world.back_up_server()
        for m in range(len(world.machines)):
            world.back_up(m)
        for _ in range(dice.randrange(8, 20)):
            m = anyone(dice, world)
            world.act(dice.randrange(0, 5), m)
            match dice.randrange(8):
                case 0:
                    struck_sync(world, m, somewhere(dice, Then.RESET, world.kill_server), "storm, kill")
                    world.settle_strikes()
                case 1 | 2:
                    struck_sync(world, m, somewhere(dice, Then.RESET, world.proxy.cut), "storm, cut")
                    world.settle_strikes()
                case 3:
                    world.back_up_server()
                case 4:
                    world.restore_server()
                case 5:
                    (world.back_up if dice.random() < 0.5 else world.restore)(m)
                case 6:
                    world.machines[m].clock_off = dice.choice((-1, 0, 1)) * YEARS
                case _:
                    world.together(0.05, lambda: None)
            world.start_server()
        world.told.struck["storms"] += 1
