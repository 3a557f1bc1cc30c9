"""The way down: one page of what has changed in a user's scopes since a cursor, or of scopes that are new to her."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from konsulent_core.wire import MAX_BATCH_ROWS, FeedBlock, FeedEdit, FeedRow
from konsulent_server.access import Scopes, User
from konsulent_server.database import among, id_list
from konsulent_server.layouts import Layouts
from konsulent_server.plain import Given, Rows, plain, run

# About a second's work. More than most pushes hold; a push is never cut in two. A client writes a page's rows all over
# its file, so few large pages cost it less than many small ones.
PAGE_ROWS = 4 * MAX_BATCH_ROWS
# Scopes that are counted at once to see how many a page holds.
_COUNTED = 200

_COLUMNS = "r.id, r.scope, r.seq, r.foedt, r.layout, r.felter, r.revs"
# Of a scope that was granted after the cursor the machine has nothing yet: that one travels whole, and after these.
_FEED = (
    f"SELECT {_COLUMNS} FROM adgang a JOIN raekke r ON r.scope=a.scope "
    "WHERE a.bruger=:b AND a.slut_seq IS NULL AND (a.til IS NULL OR a.til>=:today) AND a.fra_seq<=:cursor "
    "AND r.kommune=:k AND r.seq>:after AND r.seq<=:upto ORDER BY r.seq"
)
_PAGE = plain(f"{_FEED} LIMIT :n")
_PUSH = plain(_FEED)


class _Found(NamedTuple):
    id: int
    scope: int
    seq: int
    foedt: int
    layout: int
    felter: str
    revs: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins and how far the pages go: feed numbers (after, upto], and the last ``scope`` that was sent
    whole, 0 before the first."""

    after: int
    upto: int
    scope: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """``upto`` is the feed number that the reader has seen everything up to, as soon as there is no ``more``."""

    blocks: list[FeedBlock]
    edits: list[FeedEdit]
    upto: int
    more: bool
    scope: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the feed for one user in the caller's transaction; a page has about ``page_rows`` rows.

    The user's machine has seen everything up to ``cursor``. Of a row it has, only the fields set since then travel.
    That may be less than where the last page ended: a row of those pages, changed later, comes with its last change.
    """

    conn: Connection
    layouts: Layouts
    user: User
    scopes: Scopes
    cursor: int
    today: str
    page_rows: int = PAGE_ROWS
    at_once: bool = False  # all that is new to the machine in one page
    own: int = 0  # the feed number of its push that is being answered: what it has just borne it has

    def page(self, place: Place, named: Iterable[int]) -> Page:
        """Rows last set in the user's scopes, and the ``named`` ones as far as she may read them, as they stand. When
        all of those are sent, whole scopes that are new to her follow."""
        rows, upto, more = ((), place.upto, False) if place.scope else self._cut(place)
        whole = set(named)
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
        sent, last = self._entire(whole), 0
        if not more:
            fresh, last, more = self._fresh(place.scope, self.page_rows - len(rows))
            sent = [*(row for row in sent if row.id not in {f.id for f in fresh}), *fresh] if sent else fresh
        for number, scope, _, _, kind, felter, _ in sent:
            blocks[kind].append(FeedRow(number, scope, msgspec.Raw(felter)))
        made = []
        for kind, found in blocks.items():
            layout = self.layouts.number(self.conn, kind)
            made.append(FeedBlock(layout.table, layout.fields, found))
        return Page(made, edits, upto, more, last if more else 0)

    def _cut(self, place: Place) -> tuple[Sequence[_Found], int, bool]:
        """Whole pushes, as many as a page holds; one that is longer than a page makes its own."""
        after, upto = place.after, place.upto
        if after >= upto or not self.cursor:
            return [], upto, False
        span: dict[str, int | str] = {"b": self.user.number, "k": self.user.kommune, "after": after, "upto": upto}
        span |= {"cursor": self.cursor, "today": self.today}
        rows = _found(run(self.conn, _PAGE, {**span, "n": self.page_rows + 1}))
        if len(rows) <= self.page_rows:
            return rows, upto, False
        last = rows[-1].seq
        whole = [row for row in rows if row.seq < last]
        if whole:
            return whole, whole[-1].seq, True
        return _found(run(self.conn, _PUSH, {**span, "upto": last})), last, last < upto

    def _fresh(self, after: int, room: int) -> tuple[Sequence[_Found], int, bool]:
        """The rows of whole scopes, from the one after ``after``; the last scope of them; and whether more follow. At
        least one scope, however long it is."""
        waiting = [scope for scope in self.scopes.fresh if scope > after]
        chosen = waiting if self.at_once else self._fitting(waiting, room)
        if not chosen:
            return [], after, bool(waiting)
        sql = f"SELECT {_COLUMNS} FROM raekke r WHERE {among(self.conn, 'r.scope')} AND r.kommune=:k AND r.foedt<>:own"
        given: Given = {"k": self.user.kommune, "own": self.own, "ids": id_list(self.conn, chosen)}
        return _found(run(self.conn, plain(sql), given)), chosen[-1], len(chosen) < len(waiting)

    def _fitting(self, waiting: Sequence[int], room: int) -> list[int]:
        """The first of them, as many as there is room for."""
        chosen: list[int] = []
        is_empty = room == self.page_rows
        while len(chosen) < len(waiting):
            some = waiting[len(chosen) : len(chosen) + _COUNTED]
            counts = self._counts(some)
            for scope in some:
                count = counts.get(scope, 0)
                if count > max(room, 0) and not is_empty:
                    return chosen
                chosen.append(scope)
                room -= count
                is_empty = is_empty and not count
        return chosen

    def _counts(self, scopes: Sequence[int]) -> dict[int, int]:
        sql = f"SELECT scope, count(*) FROM raekke WHERE {among(self.conn, 'scope')} GROUP BY scope"
        return dict(run(self.conn, plain(sql), {"ids": id_list(self.conn, scopes)}))

    def _entire(self, named: set[int]) -> Sequence[_Found]:
        if not named:
            return []
        sql = f"SELECT {_COLUMNS} FROM raekke r WHERE r.kommune=:k AND {among(self.conn, 'r.id')}"
        found = _found(run(self.conn, plain(sql), {"k": self.user.kommune, "ids": id_list(self.conn, named)}))
        return [row for row in found if row.scope in self.scopes.readable]

    def _edit(self, row: _Found) -> FeedEdit:
        layout = self.layouts.number(self.conn, row.layout)
        revs = msgspec.json.decode(row.revs) if row.revs else {}
        values = dict(zip(layout.fields, msgspec.json.decode(row.felter), strict=True))
        return FeedEdit(layout.table, row.id, row.scope, {f: values[f] for f, rev in revs.items() if rev > self.cursor})


def _found(rows: Rows) -> list[_Found]:
    return list(map(_Found._make, rows))
