"""The stores that figures are measured in: filled once a run from the seeded caseload, then copied for each round."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from konsulent_app.store.database import Database
from konsulent_app.store.opening import open_store
from konsulent_core.entities import BY_TABEL, Sag, field_names
from konsulent_core.merge import Value
from tools.caseload.bulk import write_local
from tools.caseload.generate import generate
from tools.caseload.raekker import Row

KEY = bytes(range(32))
KOMMUNE = 7_401
NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
_SEED = 1
_SKEMAER_A_SAG = 25  # a year of visits every fortnight
_OPEN = 60  # sager of one konsulent: DOMAIN §1 says 35 to 65, all older ones are closed


@dataclass(frozen=True, slots=True)
class Stores:
    """Makes stores in ``folder``, which must lie on a real disk: a commit in memory costs nothing."""

    folder: Path
    skemaer: int

    def rows(self) -> Iterator[Row]:
        """The same rows at every call; a bigger caseload has more closed sager, not more open ones."""
        sager = max(1, self.skemaer // _SKEMAER_A_SAG)
        slut = field_names(Sag).index("slut")
        seen = 0
        for table, number, scope, values in generate(_SEED, sager, self.skemaer, kommune=KOMMUNE):
            if table == Sag.tabel:
                seen += 1
                if seen > _OPEN:
                    values = (*values[:slut], NOW.date().isoformat(), *values[slut + 1 :])
            yield table, number, scope, values

    def by_table(self) -> dict[str, list[tuple[Value, ...]]]:
        """The same rows as the reference takes them: table → (id, scope, the fields)."""
        made: dict[str, list[tuple[Value, ...]]] = {}
        for table, number, scope, values in self.rows():
            made.setdefault(table, []).append((number, scope, *values))
        return made

    def fresh(self, name: str) -> Database:
        """An empty store."""
        path = self.folder / name
        _remove(path)
        return _open(path)

    def filled(self, name: str, *, sent: bool) -> Database:
        """A store with all rows: fetched before (``sent``), or written here and never sent."""
        made = self.folder / f"filled-{self.skemaer}-{'sent' if sent else 'unsent'}.db"
        if not made.exists():
            half = made.with_suffix(".half")
            _remove(half)
            database = _open(half)
            write_local(database, self.rows(), "pulled" if sent else "outbox", NOW)
            database.close()
            half.rename(made)
        path = self.folder / name
        _remove(path)
        shutil.copyfile(made, path)
        return _open(path)

    def remove(self, name: str) -> None:
        _remove(self.folder / name)

    def count(self, database: Database) -> int:
        """The rows in a store."""
        with database.reading() as tx:
            return sum(
                int(tx.conn.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()) for table in BY_TABEL
            )


def _open(path: Path) -> Database:
    return open_store(path, KEY, None, path.parent / "backups", NOW)


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
