"""How a fault strikes a sync of a real world, at which moment it did, and what the person may be told then."""

import random
import threading
from collections.abc import Callable

from konsulent_app.store import meta, outbox
from konsulent_app.sync.schedule import Ended, Kind
from konsulent_app.sync.transport import Offline
from tools.long.net_proxy import Strike, Then, Way
from tools.long.net_world import NetWorld
from tools.long.net_yard import Yard
from tools.long.sync_law import Broken

Play = Callable[[Yard, random.Random], None]

# A push of a few rows is a few hundred bytes with its headers; so is an answer.
UP, DOWN = 1_000, 700


def anyone(dice: random.Random, world: NetWorld) -> int:
    return dice.randrange(len(world.machines))


def expect(ended: Ended, *kinds: Kind) -> None:
    if ended.kind not in kinds:
        raise Broken(f"told {ended.kind.name} {ended.message!r}, where {[k.name for k in kinds]} would be true")


def _moment(world: NetWorld, m: int, strike: Strike) -> str:
    """Where a sync was when it was struck: whether the batch under way has been committed at the server."""
    with world.machines[m].database.reading() as tx:
        frozen, device = outbox.under_way(tx), meta.get(tx, "device")
    if frozen is None:
        return {Way.UP: "in what was asked", Way.DOWN: "in what was answered"}[strike.way] + ", nothing to send"
    return "committed, not answered" if world.batch_of(device or "") >= frozen.number else "not committed"


def struck_sync(world: NetWorld, m: int, strike: Strike, what: str) -> Ended:
    """One sync with that strike armed; counts whether it hit, and at which moment."""
    before = world.proxy.struck
    world.proxy.arm(strike)
    ended = world.try_sync(m)
    hit = world.proxy.struck > before
    world.proxy.arm(None)
    if not hit or ended.kind is Kind.DONE:
        expect(ended, Kind.DONE)
        world.told.struck[f"{what}: over before it struck"] += 1
        return ended
    world.told.struck[f"{what}: {_moment(world, m, strike)}"] += 1
    expect(ended, Kind.OFFLINE)
    if ended.message != Offline().message:
        raise Broken(f"told {ended.message!r}")
    return ended


def somewhere(dice: random.Random, then: Then, deed: Callable[[], None], up: int = UP, down: int = DOWN) -> Strike:
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
            return Strike(Way.UP, dice.randrange(up // 2), Then.PASS, lambda: later(wait, deed))


def strikes(dice: random.Random, more: int, then: Then, deed: Callable[[], None]) -> list[Strike]:
    """One that surely hits before the commit, one between commit and answer, and ``more`` anywhere."""
    sure = [Strike(Way.UP, dice.randrange(200), then, deed), Strike(Way.DOWN, 0, then, deed)]
    dice.shuffle(sure)
    return sure + [somewhere(dice, then, deed) for _ in range(more)]


def later(seconds: float, deed: Callable[[], None]) -> None:
    timer = threading.Timer(seconds, deed)
    timer.daemon = True
    timer.start()


def told_only(world: NetWorld, *kinds: Kind) -> None:
    """Nothing else was told in this life."""
    others = {name: count for name, count in world.told.kinds.items() if name not in {kind.name for kind in kinds}}
    if others:
        raise Broken(f"told {others}, where {[kind.name for kind in kinds]} would be true")
