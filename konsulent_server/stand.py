"""What a push must know before it is judged, read in one trip: places, machine, grants and the rows that it edits."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from konsulent_core.wire import SyncRequest
from konsulent_server.access import Lines, User
from konsulent_server.database import among, id_list
from konsulent_server.ledger import FOUND
from konsulent_server.news import with_news
from konsulent_server.plain import Given, Rows, run

_NUMBER, _TEXT = "CAST(NULL AS bigint)", "CAST(NULL AS text)"
_MACHINE, _MARK, _LINE, _ROW = range(4)


@dataclass(frozen=True, slots=True)
class Stand:
    """As things stand before a push, under the kommune's lock. ``owner`` is None for a machine never met; ``marks``
    are those of the places it names; ``news``: others may have set something for the user since it last looked."""

    owner: int | None
    batch: int
    digest: str
    news: bool
    marks: dict[int, str]
    lines: Lines
    rows: Rows


def read_stand(
    conn: Connection, user: User, request: SyncRequest, head: int, scopes: Collection[int], rows: Collection[int]
) -> Stand:
    """``head``: where the feed ended before the push, which names ``scopes`` and edits ``rows``."""
    statement = with_news(
        f"SELECT {_MACHINE}, m.bruger, m.batch, {{news}}, {_NUMBER}, {_NUMBER}, m.batch_hash, {_TEXT} "
        "FROM (SELECT 1 AS one) o LEFT JOIN maskine m ON m.id=:i "
        f"UNION ALL SELECT {_MARK}, seq, {_NUMBER}, {_NUMBER}, {_NUMBER}, {_NUMBER}, mark, {_TEXT} "
        "FROM push WHERE kommune=:k AND seq IN (:c, :p, :h) "
        f"UNION ALL SELECT {_LINE}, scope, fra_seq, slut_seq, {_NUMBER}, {_NUMBER}, til, slut "
        f"FROM adgang WHERE bruger=:b AND {among(conn, 'scope', 'scopes')} "
        f"UNION ALL SELECT {_ROW}, {FOUND} FROM raekke WHERE kommune=:k AND {among(conn, 'id', 'rows')}",
        user=":b",
        kommune=":k",
        after=":c",
        upto=":h",
    )
    given: Given = {
        "i": request.device,
        "b": user.number,
        "k": user.kommune,
        "c": request.cursor,
        "p": request.page,
        "h": head,
        "scopes": id_list(conn, scopes),
        "rows": id_list(conn, rows),
    }
    parts: tuple[Rows, Rows, Rows, Rows] = ([], [], [], [])
    for kind, *values in run(conn, statement, given):
        parts[kind].append(tuple(values))
    ((owner, batch, news, _, _, digest, _),), marks, lines, found = parts
    return Stand(
        owner,
        batch or 0,
        digest or "",
        bool(news),
        {seq: mark for seq, _, _, _, _, mark, _ in marks},
        [(scope, since, til, ended, at) for scope, since, ended, _, _, til, at in lines],
        found,
    )
