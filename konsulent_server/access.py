"""Which scopes a user may see and write in; a new sag is its maker's at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, text

from konsulent_core.entities import BY_TABEL, Scope
from konsulent_server.database import among, id_list

# They speak of a row of any kind, and stand in its scope.
_FOLLOWING = ("konflikt", "rettelse")


@dataclass(frozen=True, slots=True)
class User:
    """A logged-in person. ``kommune`` and ``number`` are scopes too: what the kommune shares and what is private."""

    number: int
    name: str
    kommune: int
    kommune_name: str


class Grants:
    """A user's scopes, as they stand in the transaction."""

    def __init__(self, conn: Connection, user: User) -> None:
        self._conn = conn
        self._user = user
        found = conn.execute(text("SELECT scope FROM adgang WHERE bruger=:b"), {"b": user.number}).scalars()
        self._scopes = set(found)
        self._new: set[int] = set()

    def allows(self, table: str, scope: int) -> bool:
        """Whether the user may write a row of ``table`` in ``scope``. A new sag or borger opens its own scope."""
        entity = BY_TABEL.get(table)
        if entity is not None and entity.fra_server:
            return False  # a machine reads it and never writes it
        shared = scope in (self._user.kommune, self._user.number)
        if entity is None or table in _FOLLOWING:
            return shared or scope in self._scopes or scope in self._new
        if entity.scope_art in (Scope.KOMMUNE, Scope.USER):
            return shared
        return not shared and (scope in self._scopes or scope in self._new)

    def open(self, table: str, rows: Iterable[tuple[int, int]]) -> None:
        """New (row, scope) of sager and borgere: a row that is its own scope opens it for its maker, unless somebody
        has it already."""
        if table not in ("sag", "borger"):
            return
        wanted = {row for row, scope in rows if row == scope} - self._scopes
        if not wanted:
            return
        sql = f"SELECT DISTINCT scope FROM adgang WHERE {among(self._conn, 'scope')}"
        taken = set(self._conn.execute(text(sql), {"ids": id_list(self._conn, wanted)}).scalars())
        self._new |= wanted - taken

    def save(self) -> None:
        if self._new:
            self._conn.execute(
                text("INSERT INTO adgang (bruger, scope) VALUES (:b, :s) ON CONFLICT DO NOTHING"),
                [{"b": self._user.number, "s": scope} for scope in sorted(self._new)],
            )
