"""The way down: one page of what has changed in a user's scopes since a cursor."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Row, text

from konsulent_core.wire import MAX_BATCH_ROWS, FeedBlock, FeedEdit, FeedRow
from konsulent_server.access import User
from konsulent_server.database import among, id_list
from konsulent_server.layouts import Layouts

# About a second's work. More than most pushes hold; a push is never cut in two. A client writes a page's rows all over
# its file, so few large pages cost it less than many small ones.
PAGE_ROWS = 4 * MAX_BATCH_ROWS

_COLUMNS = "r.id, r.scope, r.seq, r.foedt, r.layout, r.felter, r.revs"
_FEED = (
    f"SELECT {_COLUMNS} FROM raekke r JOIN adgang a ON a.scope=r.scope AND a.bruger=:b "
    "WHERE r.kommune=:k AND r.seq>:after AND r.seq<=:upto ORDER BY r.seq"
)
_PAGE = text(f"{_FEED} LIMIT :n")
_PUSH = text(_FEED)
_Found = Row[int, int, int, int, int, str, str | None]


@dataclass(frozen=True, slots=True)
class Page:
    """``upto`` is the feed number that the reader has seen everything up to."""

    blocks: list[FeedBlock]
    edits: list[FeedEdit]
    upto: int
    more: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the feed for one user in the caller's transaction; a page has about ``page_rows`` rows.

    The user's machine has seen everything up to ``cursor``. Of a row it has, only the fields set since then travel.
    That may be less than where the last page ended: a row of those pages, changed later, comes with its last change.
    """

    conn: Connection
    layouts: Layouts
    user: User
    cursor: int
    page_rows: int = PAGE_ROWS

    def page(self, after: int, upto: int, named: Iterable[int]) -> Page:
        """Rows last set in (after, upto] in the user's scopes, and the ``named`` ones, all of them, as they stand."""
        rows, upto, more = self._cut(after, upto)
        whole = set(named)
        entire = self._entire(whole)
        blocks: defaultdict[int, list[FeedRow]] = defaultdict(list)
        edits: list[FeedEdit] = []
        for row in rows:
            number, scope, _, foedt, kind, felter, _ = row
            if number in whole:
                continue
            if foedt > self.cursor:
                blocks[kind].append(FeedRow(number, scope, msgspec.Raw(felter)))
            else:
                edits.append(self._edit(row))
        for number, scope, _, _, kind, felter, _ in entire:
            blocks[kind].append(FeedRow(number, scope, msgspec.Raw(felter)))
        made = []
        for kind, found in blocks.items():
            layout = self.layouts.number(self.conn, kind)
            made.append(FeedBlock(layout.table, layout.fields, found))
        return Page(made, edits, upto, more)

    def _cut(self, after: int, upto: int) -> tuple[Sequence[_Found], int, bool]:
        """Whole pushes, as many as a page holds; one that is longer than a page makes its own."""
        if after >= upto:
            return [], upto, False
        span = {"b": self.user.number, "k": self.user.kommune, "after": after, "upto": upto}
        rows = self.conn.execute(_PAGE, {**span, "n": self.page_rows + 1}).all()
        if len(rows) <= self.page_rows:
            return rows, upto, False
        last = rows[-1].seq
        whole = [row for row in rows if row.seq < last]
        if whole:
            return whole, whole[-1].seq, True
        return self.conn.execute(_PUSH, {**span, "upto": last}).all(), last, last < upto

    def _entire(self, named: set[int]) -> Sequence[_Found]:
        if not named:
            return []
        sql = f"SELECT {_COLUMNS} FROM raekke r WHERE r.kommune=:k AND {among(self.conn, 'r.id')}"
        return self.conn.execute(text(sql), {"k": self.user.kommune, "ids": id_list(self.conn, named)}).all()

    def _edit(self, row: _Found) -> FeedEdit:
        layout = self.layouts.number(self.conn, row.layout)
        revs = msgspec.json.decode(row.revs) if row.revs else {}
        values = dict(zip(layout.fields, msgspec.json.decode(row.felter), strict=True))
        return FeedEdit(layout.table, row.id, row.scope, {f: values[f] for f, rev in revs.items() if rev > self.cursor})
