"""What must not follow the store's size: the same work in a small and in a ten times bigger store, and the ratio."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tools.bench import local, machines, servers, sync
from tools.bench.figure import Figure, Job, interleave
from tools.bench.machines import Machine
from tools.bench.stores import Stores

_REPEATS = 30
_DELTAS = 9
_WARM = 2
# Ten times the rows make indexes one level deeper and caches colder; a cost that followed would be near 10.
_MUST = 2.0


def measure(small: Stores, big: Stores, address: str) -> Iterator[Figure]:
    """noop, delta, open_besoeg, autosave and the caseload: ours is in the big store, the reference in the small."""
    with ExitStack() as stack:
        few, many = (stack.enter_context(_jobs_in(stores, address)) for stores in (small, big))
        for name, job in many.items():
            interleave(_WARM, job, few[name])
            ours, reference = interleave(_DELTAS if name == "delta" else _REPEATS, job, few[name])
            yield Figure(
                name=f"scale_{name}",
                unit="ms",
                n=big.skemaer,
                ours=ours,
                reference=reference,
                must=_MUST,
                extra={"reference_n": small.skemaer},
            )


@contextmanager
def _jobs_in(stores: Stores, address: str) -> Iterator[dict[str, Job]]:
    """On a machine with a server of its own, which learns everything from it: the big store's longest step."""
    own = servers.another(address, f"skemaer_{stores.skemaer}")
    with servers.our_server(own, fresh=True) as port:
        machine = machines.machine(stores.filled(f"scale-{stores.skemaer}.db", sent=False), port)
        try:
            machine.sync()
            servers.settle(own)
            yield _jobs(machine)
        finally:
            machine.close()


def _jobs(machine: Machine) -> dict[str, Job]:
    database = machine.database
    timed = sync.timer()
    udsagn = machines.pick_udsagn(database, sync.CHANGES)
    seeds = iter(range(1000))

    def delta() -> float:
        machines.edit(database, machines.rewritten(udsagn, next(seeds)))
        return timed(machine.sync)

    saves = machines.pick_udsagn(database, 1 + _REPEATS)
    besoeg = local.visits(database, _REPEATS + _WARM)
    return {
        "noop": lambda: timed(machine.sync),
        "delta": delta,
        "open_besoeg": local.opener(database, besoeg),
        "autosave": local.saver(database, local.growing(saves)),
        "sager": local.list_reader(database),
    }
