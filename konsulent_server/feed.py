"""The way down: one page of what has changed in a user's scopes since a cursor."""

import json
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Row, bindparam, text

from konsulent_core.wire import FeedBlock, FeedEdit, FeedRow
from konsulent_server.access import User
from konsulent_server.layouts import Layouts

# More than any one push can hold, so that a page never cuts a push in two.
PAGE_ROWS = 24_000

_COLUMNS = "r.id, r.scope, r.seq, r.foedt, r.layout, r.felter, r.revs"
_PAGE = text(
    f"SELECT {_COLUMNS} FROM raekke r JOIN adgang a ON a.scope=r.scope AND a.bruger=:b "
    "WHERE r.kommune=:k AND r.seq>:after AND r.seq<=:upto ORDER BY r.seq LIMIT :n"
)
_NAMED = text(f"SELECT {_COLUMNS} FROM raekke r WHERE r.kommune=:k AND r.id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)


@dataclass(frozen=True, slots=True)
class Page:
    """``upto`` is the feed number that the reader has seen everything up to."""

    blocks: list[FeedBlock]
    edits: list[FeedEdit]
    upto: int
    more: bool


def read_page(
    conn: Connection, layouts: Layouts, user: User, after: int, upto: int, named: set[int], whole: bool
) -> Page:
    """Rows set in (after, upto] in the user's scopes, and the ``named`` ones as they stand.

    A row the reader already has travels as its changed fields, unless ``whole`` asks for all of it.
    """
    rows = conn.execute(
        _PAGE, {"b": user.number, "k": user.kommune, "after": after, "upto": upto, "n": PAGE_ROWS + 1}
    ).all()
    more = len(rows) > PAGE_ROWS
    if more:
        last = rows[-1].seq
        rows = [row for row in rows if row.seq < last]
        upto = rows[-1].seq
    entire = conn.execute(_NAMED, {"k": user.kommune, "ids": sorted(named)}).all() if named else []
    blocks: dict[int, list[FeedRow]] = {}
    edits: list[FeedEdit] = []
    for row in rows:
        if row.id in named:
            continue
        if whole or row.foedt > after:
            blocks.setdefault(row.layout, []).append(FeedRow(row.id, row.scope, msgspec.Raw(row.felter)))
        else:
            edits.append(_edit(conn, layouts, row, after))
    for row in entire:
        blocks.setdefault(row.layout, []).append(FeedRow(row.id, row.scope, msgspec.Raw(row.felter)))
    made = []
    for number, found in blocks.items():
        layout = layouts.number(conn, number)
        made.append(FeedBlock(layout.table, layout.fields, found))
    return Page(made, edits, upto, more)


def _edit(conn: Connection, layouts: Layouts, row: Row[tuple[int, int, int, int, int, str, str]], after: int) -> FeedEdit:
    layout = layouts.number(conn, row.layout)
    revs = json.loads(row.revs) if row.revs else {}
    values = dict(zip(layout.fields, json.loads(row.felter), strict=True))
    return FeedEdit(layout.table, row.id, row.scope, {f: values[f] for f, rev in revs.items() if rev > after})
