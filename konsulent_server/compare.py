"""Whether a machine holds of a sag what the server holds; and the sag once more, whole, where it does not."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Engine, text

from konsulent_core.clock import Clock
from konsulent_core.digest import ScopeDigest
from konsulent_core.wire import AskWhole, Compare, Compared, FeedBlock, FeedRow, Whole
from konsulent_server.access import User, read_lines, read_scopes
from konsulent_server.database import among, id_list, reading
from konsulent_server.exchange import RESTORED, Refused
from konsulent_server.layouts import Layouts

# Of one request: a sag is some thousand rows.
MOST = 50


@dataclass(frozen=True, slots=True)
class Comparer:
    """Reads only. Safe to call from many threads and processes at once."""

    engine: Engine
    layouts: Layouts
    clock: Clock

    def compare(self, user: User, asked: Compare) -> Compared:
        """Which of the named scopes differ, and which are not the user's. One that has moved on since the machine's
        cursor is in neither: the machine will ask again when it has caught up. Raises ``Refused`` where this server's
        history is not the one that the machine has read: a copy that was put back knows nothing of newer sager and
        grants, and what it does not know is not gone."""
        with reading(self.engine) as conn:
            self._check_mark(conn, user, asked)
            readable = self._readable(conn, user)
            named = {one.scope: one for one in asked.scopes[:MOST]}
            found = self._digests(conn, user, [scope for scope in named if scope in readable], set(asked.tables))
        differ = [
            scope
            for scope, (digest, newest) in found.items()
            if newest <= asked.cursor and (digest.text, digest.count) != (named[scope].digest, named[scope].count)
        ]
        return Compared(sorted(differ), sorted(named.keys() - readable))

    def whole(self, user: User, asked: AskWhole) -> Whole:
        """Every row of those scopes that the user may read, as they stand. Raises as ``compare`` does, and leaves out
        what has moved on since the machine's cursor."""
        with reading(self.engine) as conn:
            self._check_mark(conn, user, asked)
            readable = self._readable(conn, user)
            kept = self._rows(conn, user, [scope for scope in asked.scopes[:MOST] if scope in readable])
            moved = {scope for _, scope, seq, _, _ in kept if seq > asked.cursor}
            own = [scope for scope in asked.scopes[:MOST] if scope in readable - moved]
            blocks: defaultdict[int, list[FeedRow]] = defaultdict(list)
            for number, scope, _, kind, felter in kept:
                if scope not in moved:
                    blocks[kind].append(FeedRow(number, scope, msgspec.Raw(felter)))
            made = []
            for kind, rows in blocks.items():
                layout = self.layouts.number(conn, kind)
                made.append(FeedBlock(layout.table, layout.fields, rows))
        return Whole(own, made)

    def _check_mark(self, conn: Connection, user: User, asked: Compare | AskWhole) -> None:
        given = {"k": user.kommune, "s": asked.cursor}
        mark = conn.execute(text("SELECT mark FROM push WHERE kommune=:k AND seq=:s"), given).scalar()
        if mark is None or mark != asked.mark:
            raise Refused(409, RESTORED)

    def _readable(self, conn: Connection, user: User) -> frozenset[int]:
        return read_scopes(read_lines(conn, user), 0, 0, self.clock()).readable

    def _digests(
        self, conn: Connection, user: User, scopes: Sequence[int], tables: set[str]
    ) -> dict[int, tuple[ScopeDigest, int]]:
        """Scope → its digest, of the tables that the machine knows, and its newest feed number."""
        digests = {scope: ScopeDigest() for scope in scopes}
        newest = dict.fromkeys(scopes, 0)
        for number, scope, seq, kind, felter in self._rows(conn, user, scopes):
            layout = self.layouts.number(conn, kind)
            newest[scope] = max(newest[scope], seq)
            if layout.table in tables:
                values = dict(zip(layout.fields, msgspec.json.decode(felter), strict=True))
                digests[scope].add(layout.table, number, values)
        return {scope: (digests[scope], newest[scope]) for scope in scopes}

    def _rows(self, conn: Connection, user: User, scopes: Sequence[int]) -> Sequence[tuple[int, int, int, int, str]]:
        sql = f"SELECT id, scope, seq, layout, felter FROM raekke WHERE {among(conn, 'scope')} AND kommune=:k"
        found = conn.execute(text(sql), {"k": user.kommune, "ids": id_list(conn, scopes)})
        return [tuple(row) for row in found] if scopes else []
