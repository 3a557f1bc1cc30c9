"""One side is a version older: a machine that was not updated yet, or a server that was not. Real trees, both of them.

The older tree comes out of this repository's own history. Either side goes on working beside the newer one, or is told
kindly what to do; and after the update everything that was written meanwhile arrives.
"""

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from konsulent_app.sync.schedule import Kind
from konsulent_core.merge import Value
from konsulent_server.database import open_engine
from tools.long import sync_facts
from tools.long.net_base import PostgresBase
from tools.long.net_house_child import BORGER, SAG, house
from tools.long.net_server import ServerProcess
from tools.long.net_yard import Yard
from tools.long.sync_law import Broken

ROOT = Path(__file__).resolve().parents[2]
SEAT, HOUSE = (Path(__file__).with_name(f"net_{name}_child.py") for name in ("seat", "house"))
# The product as it was before machines and server knew of roles, of grants that end and of whole rows by scope.
OLDER = "39331b8"
_PARTS = ("konsulent_core", "konsulent_app", "konsulent_server")
_UPDATE = "Opdatér"  # what whoever must update is told


class NoOlderTree(Exception):
    """The history is not here: a copy without it, or a shallow one."""


def older_tree(folder: Path) -> Path:
    """Unpacks the older product. Raises ``NoOlderTree``."""
    if not folder.exists():
        command = ["git", "-C", str(ROOT), "archive", "--format=tar", OLDER, *_PARTS]
        found = subprocess.run(command, capture_output=True, check=False)
        if found.returncode != 0:
            raise NoOlderTree
        folder.mkdir(parents=True)
        subprocess.run(["tar", "-x", "-C", str(folder)], input=found.stdout, check=True)
    return folder


def _child(script: Path, *arguments: str) -> list[str]:
    # -P: no module of this folder stands in front of the tree's.
    return [sys.executable, "-P", "-W", "ignore", str(script), *arguments]


class Seat:
    """A machine on one tree or another. ``left`` is what was last left in each field here."""

    def __init__(self, tree: Path, store: Path, address: str, login: str) -> None:
        store.parent.mkdir(parents=True, exist_ok=True)
        self.left: dict[tuple[int, str], Value] = {}
        self.name = store.stem
        self._store, self._address, self._login = store, address, login
        self._begin(tree)

    def _begin(self, tree: Path) -> None:
        self._process = subprocess.Popen(
            _child(SEAT, str(self._store), self._address, self._login),
            env={"PYTHONPATH": str(tree), "PATH": "/usr/bin:/bin"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        if not Path(self._hear()["product"]).is_relative_to(tree):
            raise Broken(f"{self.name} does not run on {tree}")

    def update_to(self, tree: Path) -> None:
        """The program is ended, however it stood, and a newer one opens the same store."""
        self.close()
        self._begin(tree)

    def write(self, table: str, row: int, scope: int, values: Mapping[str, Value]) -> None:
        self._say({"do": "write", "table": table, "row": row, "scope": scope, "values": dict(values)})
        self.left.update({(row, name): value for name, value in values.items()})

    def sync(self) -> tuple[str, str]:
        """The ``Kind``'s name and what the person is told."""
        found = self._say({"do": "sync"})
        return found["kind"], found["message"]

    def look(self) -> dict[str, Any]:
        return self._say({"do": "look"})

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _say(self, told: Mapping[str, object]) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise Broken(f"{self.name} ended by itself")
        found: dict[str, Any] = json.loads(line)
        return found


def older_client(yard: Yard, dice: random.Random, machines: int = 3) -> None:
    """A laptop that lay in a drawer at the update of everything else."""
    tree = older_tree(yard.folder / "older")
    with ExitStack() as stack:
        url = stack.enter_context(_house(yard, dice, ROOT))
        server = ServerProcess.fork(url, yard.folder / "seats.log", page_rows=dice.choice((0, 6)))
        stack.callback(server.kill)
        seats = _seats(yard, stack, f"http://127.0.0.1:{server.port}", [tree, ROOT, ROOT][:machines])
        _live(seats, dice, yard.struck, "older client, newer server")
        _even(seats, url)
        _write(seats, dice, 5)  # not sent yet when the program is updated
        seats[0].update_to(ROOT)
        _even(seats, url)
        yard.struck["older client updated with unsent changes"] += 1


def older_server(yard: Yard, dice: random.Random, machines: int = 3) -> None:
    """Laptops update by themselves; the kommune's server does on a Thursday."""
    tree = older_tree(yard.folder / "older")
    with ExitStack() as stack:
        url = stack.enter_context(_house(yard, dice, tree))
        server = ServerProcess.run(url, tree)
        stack.callback(server.kill)
        address = f"http://127.0.0.1:{server.port}"
        seats = _seats(yard, stack, address, [ROOT, ROOT, dice.choice((ROOT, tree))][:machines])
        _live(seats, dice, yard.struck, "newer client, older server")
        _even(seats, url)
        _write(seats, dice, 5)
        server.kill()
        newer = ServerProcess.fork(url, yard.folder / "seats.log", port=server.port)
        stack.callback(newer.kill)
        for seat in seats[2:]:
            seat.update_to(ROOT)
        _even(seats, url)
        yard.struck["older server updated"] += 1


@contextmanager
def _house(yard: Yard, dice: random.Random, tree: Path) -> Iterator[str]:
    """An empty database with two people in it, made by that tree's own code."""
    folder = yard.folder / "seats"
    folder.mkdir()
    if dice.random() < 0.5:
        base = PostgresBase(yard.cluster, template="template1")
        url = base.url
    else:
        base, url = None, f"sqlite:///{folder / 'server.db'}"
    environment = {"PYTHONPATH": str(tree), "PATH": "/usr/bin:/bin"}
    try:
        if tree == ROOT:
            house(url)
        else:
            subprocess.run(_child(HOUSE, url), env=environment, check=True)
        yield url
    finally:
        if base is not None:
            base.drop()
        subprocess.run(["rm", "-r", str(folder)], check=True)


def _seats(yard: Yard, stack: ExitStack, address: str, trees: list[Path]) -> list[Seat]:
    """Two machines of Mette's and one of Søren's; the first has made the sag."""
    found = []
    for number, (tree, login) in enumerate(zip(trees, ("mette", "soeren", "mette"), strict=False)):
        seat = Seat(tree, yard.folder / "seats" / str(number) / f"m{number}.db", address, login)
        stack.callback(seat.close)
        found.append(seat)
    found[0].write("sag", SAG, SAG, {"nummer": "1", "borger": BORGER})
    found[0].write("borger", BORGER, BORGER, {"fornavn": "Janet"})
    found[0].write("besoeg", 1003, SAG, {"type": "opfoelgning", "tilstand": "kladde"})
    for row in range(2000, 2010):
        found[0].write("udsagn", row, SAG, {"besoeg": 1003, "felt": "a", "tekst": f"m0 {row}"})
    return found


def _write(seats: list[Seat], dice: random.Random, count: int) -> None:
    for _ in range(count):
        seat = dice.choice(seats)
        word = f"{seat.name} {dice.getrandbits(40)}"
        rows = {row for row, _ in seat.look()["rows"]["udsagn"]}
        if rows and dice.random() < 0.7:
            seat.write("udsagn", dice.choice(sorted(rows)), SAG, {"tekst": word})
        elif rows:
            values: dict[str, Value] = {"besoeg": 1003, "felt": "a", "tekst": word}
            seat.write("udsagn", dice.getrandbits(50) + 10_000, SAG, values)


def _live(seats: list[Seat], dice: random.Random, struck: Counter[str], what: str) -> None:
    for seat in seats:
        _tell(seat, struck, what)
    for _ in range(dice.randrange(4, 12)):
        _write(seats, dice, dice.randrange(0, 3))
        _tell(dice.choice(seats), struck, what)


def _tell(seat: Seat, struck: Counter[str], what: str) -> None:
    kind, message = seat.sync()
    if kind == Kind.DONE.name:
        if seat.look()["waiting"]:
            raise Broken(f"{seat.name} is told that all is sent, and something waits")
        struck[f"{what}: works"] += 1
    elif kind == Kind.REFUSED.name and _UPDATE in message:
        struck[f"{what}: told to update"] += 1
    else:
        raise Broken(f"{seat.name} is told {kind} {message!r}")


def _even(seats: list[Seat], url: str) -> None:
    """All sync until quiet; who is let in has what the server has, and nothing that was left anywhere is gone."""
    let_in = [[seat.sync()[0] == Kind.DONE.name for seat in seats] for _ in range(5)][-1]
    engine = open_engine(url)
    try:
        there, held = sync_facts.server_rows(engine), sync_facts.held(engine)
    finally:
        engine.dispose()
    for seat, inside in zip(seats, let_in, strict=True):
        seen = seat.look()
        here = {(table, row): values for table, found in seen["rows"].items() for row, values in found}
        if inside and not seen["waiting"]:
            for key in here.keys() | there.keys():
                mine, theirs = here.get(key), there.get(key)
                if mine is None or theirs is None or any(theirs[name] != value for name, value in mine.items()):
                    raise Broken(f"{seat.name} and the server differ in {key}: {mine} and {theirs}")
        facts = {(row, name, value) for row, values in seen["refused"] for name, value in values.items()}
        if not inside:
            facts |= {(row, name, value) for (_, row), values in here.items() for name, value in values.items()}
        for place, value in seat.left.items():
            if (*place, value) not in held | facts:
                raise Broken(f"{seat.name} left {value!r} in {place}, and it is nowhere")


VERSIONS = (older_client, older_server)
