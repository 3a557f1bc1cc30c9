"""What lives over a real line share in one run, and how one of them begins and ends."""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.long import sync_law
from tools.long.faults import small_disk
from tools.long.net_base import Base, Cluster, PostgresBase, SqliteBase, cluster
from tools.long.net_world import NetWorld
from tools.long.sync_machines import Templates, small_steps
from tools.long.sync_world import PAGE_ROWS


@dataclass(slots=True)
class Yard:
    """``tell`` hears of what struck and of what was said in a life that failed. One life at a time."""

    folder: Path
    stack: ExitStack
    templates: Templates
    struck: Counter[str] = field(default_factory=Counter)
    tell: Callable[[str], None] = print
    _cluster: Cluster | None = None

    @property
    def cluster(self) -> Cluster:
        """Brought up when it is first asked for."""
        if self._cluster is None:
            self._cluster = self.stack.enter_context(cluster(self.folder / "postgres"))
        return self._cluster

    def disk(self, stack: ExitStack, megabytes: int) -> Path:
        """A small file system of its own. Raises ``OSError`` where none may be mounted."""
        folder = self.folder / f"disk{megabytes}"
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        found = stack.enter_context(small_disk(folder, megabytes))
        if found is None:
            raise OSError("no small disk may be mounted here")
        return found

    def base(self, dice: random.Random, *, postgres: bool | None = None) -> Base:
        """Either of the two that a server may stand on, or the one asked for."""
        if dice.random() < 0.5 if postgres is None else postgres:
            return PostgresBase(self.cluster)
        return SqliteBase(self.templates.folder / "server", self.folder / "server" / "server.db")

    @contextmanager
    def life(
        self, dice: random.Random, base: Base | None = None, *, machines: int = 3, whole: bool = False
    ) -> Iterator[NetWorld]:
        """A world with a past of a few deeds. At its end all is mended, everybody syncs until quiet, and the Law is
        asked. Batches and pages are of a few rows, unless they are to be ``whole``. Raises ``Broken``."""
        if whole:
            with self._life(dice, base, machines, 0) as world:
                yield world
        else:
            with small_steps(), self._life(dice, base, machines, PAGE_ROWS) as world:
                yield world

    @contextmanager
    def _life(self, dice: random.Random, base: Base | None, machines: int, page_rows: int) -> Iterator[NetWorld]:
        used = self.base(dice) if base is None else base
        world = NetWorld(self.templates, self.folder / "life", dice.getrandbits(32), used, machines, page_rows)
        try:
            world.act(dice.randrange(4, 12))
            yield world
            world.mend()
            sync_law.settle(world)
            sync_law.check(world)
            world.look_at_log()
        except BaseException:
            log = world.log.read_text("utf-8", "replace").splitlines() if world.log.exists() else []
            for line in (*world.told.lines[-40:], *log[-40:]):
                self.tell(line)
            raise
        finally:
            world.close()
            self.struck.update(world.told.struck)


@contextmanager
def yard(folder: Path, tell: Callable[[str], None] = print) -> Iterator[Yard]:
    """In ``folder``, best in memory: how disks fail when power does is no part of this."""
    with ExitStack() as stack:
        templates = Templates(folder / "templates")
        templates.make()
        yield Yard(folder, stack, templates, tell=tell)
