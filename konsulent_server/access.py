"""Which scopes a user may read and write in, as her grants stand; a new sag is its maker's at once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import Connection, text

from konsulent_core.clock import local_day, to_text
from konsulent_core.entities import BY_TABEL, Scope
from konsulent_core.rettigheder import intern_scope, may_write
from konsulent_core.words import Rolle
from konsulent_server.database import among, id_list
from konsulent_server.plain import plain, run

# They speak of a row of any kind, and stand in its scope.
_FOLLOWING = ("konflikt", "rettelse")
_INTERN = ("svar", "spoergsmaal")
# So long after a grant has ended its late changes are taken, and never answered with a row (ARCHITECTURE »Sync«).
LATE = timedelta(days=14)


# scope, fra_seq, til, slut_seq, slut
Lines = Sequence[tuple[int, int, str | None, int | None, str | None]]
_LINES = plain("SELECT scope, fra_seq, til, slut_seq, slut FROM adgang WHERE bruger=:b ORDER BY scope")


class Leave(Enum):
    """May a change be taken? ``LATE``: written before the sag was handed over, sent after."""

    NO = "no"
    LATE = "late"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class User:
    """A logged-in person. ``kommune`` and ``number`` are scopes too: what the kommune shares and what is private.
    ``team`` is 0 for who is in none."""

    number: int
    name: str
    kommune: int
    kommune_name: str
    rolle: Rolle = Rolle.KONSULENT
    team: int = 0


@dataclass(frozen=True, slots=True)
class Scopes:
    """What a user may read at a moment. ``fresh`` were granted after the machine last looked: it has none of their
    rows. ``gone`` ended since then."""

    readable: frozenset[int]
    fresh: tuple[int, ...]
    gone: tuple[int, ...]


def read_lines(conn: Connection, user: User) -> Lines:
    """All grants that the user has or had, as they stand in the transaction."""
    return run(conn, _LINES, {"b": user.number})


def read_scopes(found: Lines, cursor: int, upto: int, now: datetime) -> Scopes:
    """The user's scopes for a machine that stands at ``cursor`` and is told of everything up to ``upto``."""
    today = local_day(now).isoformat()
    active = [
        (scope, since) for scope, since, til, ended, _ in found if ended is None and (til is None or til >= today)
    ]
    return Scopes(
        frozenset(scope for scope, _ in active),
        tuple(scope for scope, since in active if since <= upto and (cursor < since or not cursor)),
        tuple(scope for scope, _, _, ended, _ in found if ended is not None and cursor < ended <= upto),
    )


def keep_apart(conn: Connection, scope: int, owner: int, seq: int) -> None:
    """A scope of somebody's own words is hers and her teamleder's: its number can be reckoned by who knows the sag, so
    a machine that lies may have taken it before."""
    conn.execute(
        text(
            "UPDATE adgang SET slut_seq=:q, slut='', grund='egne ord' WHERE scope=:s AND bruger<>:b "
            "AND slut_seq IS NULL AND bruger NOT IN (SELECT id FROM bruger WHERE rolle=:r)"
        ),
        {"q": seq, "s": scope, "b": owner, "r": Rolle.TEAMLEDER.value},
    )


class Grants:
    """A user's right to write in the ``named`` scopes, as it stands in the transaction."""

    def __init__(self, conn: Connection, user: User, seq: int, now: datetime, found: Lines) -> None:
        """``found`` are the user's lines of those scopes."""
        self._conn = conn
        self._user = user
        self._seq = seq
        self._today, oldest = local_day(now).isoformat(), to_text(now - LATE)
        self._scopes = self._active(found)
        # When a cover's last day is over and nobody has noted it yet, it has ended all the same.
        self._ended = {
            s: ended or seq
            for s, _, til, ended, at in found
            if s not in self._scopes and (f"{til}T00:00:00.000Z" if at is None else at) >= oldest
        }
        # Whether somebody else may have lost a scope by what was saved.
        self.takes_away = False
        self._new: set[int] = set()
        self._all: set[int] | None = None
        self._own: frozenset[int] | None = None

    @property
    def readable(self) -> Collection[int]:
        """All scopes, named or not."""
        if self._all is None:
            self._all = self._active(read_lines(self._conn, self._user))
        return self._all | self._new

    def _active(self, lines: Lines) -> set[int]:
        return {s for s, _, til, ended, _ in lines if ended is None and (til is None or til >= self._today)}

    def allows(
        self, table: str, scope: int, fields: Collection[str] = (), *, birth: bool = False, base_rev: int = -1
    ) -> Leave:
        """Whether the user may write ``fields`` of a row of ``table`` in ``scope``. A new sag or borger opens its own
        scope. ``base_rev`` is how much of the feed the change knew of: after the end of a grant nothing is late."""
        if not may_write(self._user.rolle, table, fields, birth=birth):
            return Leave.NO
        entity = BY_TABEL.get(table)
        if entity is not None and entity.fra_server:
            return Leave.NO  # a machine reads it and never writes it
        shared = scope in (self._user.kommune, self._user.number)
        if entity is not None and entity.scope_art is Scope.TEAM:
            return Leave.YES if scope == self._user.team and scope else Leave.NO
        if entity is not None and entity.scope_art in (Scope.KOMMUNE, Scope.USER):
            return Leave.YES if shared else Leave.NO
        if shared:
            return Leave.YES if entity is None or table in _FOLLOWING else Leave.NO
        if scope in self._scopes or scope in self._new:
            return Leave.YES
        if scope in self._ended:
            return Leave.LATE if base_rev < self._ended[scope] else Leave.NO
        return self._opens_intern(scope) if table in _INTERN else Leave.NO

    def open(self, table: str, rows: Iterable[tuple[int, int]]) -> None:
        """New (row, scope) of sager and borgere: a row that is its own scope opens it for its maker, unless somebody
        has it already."""
        if table not in ("sag", "borger") or self._user.rolle is not Rolle.KONSULENT:
            return
        wanted = {row for row, scope in rows if row == scope} - self._scopes
        if not wanted:
            return
        sql = f"SELECT DISTINCT scope FROM adgang WHERE {among(self._conn, 'scope')}"
        ids = id_list(self._conn, wanted)
        taken = set(self._conn.execute(text(sql), {"ids": ids}).scalars())
        # The scope of a person, a team or a kommune is nobody's to open, also where nobody has it yet.
        here = among(self._conn, "id")
        named = " UNION ALL ".join(f"SELECT id FROM {table} WHERE {here}" for table in ("bruger", "team", "kommune"))
        taken |= set(self._conn.execute(text(named), {"ids": ids}).scalars())
        self._new |= wanted - taken

    def save(self) -> None:
        if self._new:
            self._conn.execute(
                text("INSERT INTO adgang (bruger, scope, fra_seq) VALUES (:b, :s, :q) ON CONFLICT DO NOTHING"),
                [{"b": self._user.number, "s": scope, "q": self._seq} for scope in sorted(self._new)],
            )
        for scope in self._new & (self._own or frozenset()):
            self.takes_away = True
            keep_apart(self._conn, scope, self._user.number, self._seq)

    def _opens_intern(self, scope: int) -> Leave:
        """A user's own words in a sag have a scope of their own, which opens with the first of them."""
        if self._own is None:
            self._own = frozenset(intern_scope(sag, self._user.number) for sag in self.readable)
        if scope not in self._own:
            return Leave.NO
        self._new.add(scope)
        return Leave.YES
