"""Whether anything has come for a user between two feed numbers, told by the pushes without a look at the rows."""

from konsulent_server.plain import Plain, plain

# Of more pushes the answer takes longer than to read what has come.
_MOST_PUSHES = 64
# It may see news where there are none (a cover that is over; a push whose scopes are not known): then all is read.
_NEWS = (
    f"CASE WHEN {{upto}}={{after}} THEN 0 WHEN {{upto}}-{{after}}>{_MOST_PUSHES} THEN 1 "
    "WHEN EXISTS (SELECT 1 FROM adgang a WHERE a.bruger={user} AND (a.slut_seq>{after} OR "
    "(a.slut_seq IS NULL AND a.fra_seq>{after}))) THEN 1 "
    "WHEN EXISTS (SELECT 1 FROM push n WHERE n.kommune={kommune} AND n.seq>{after} AND n.seq<={upto} AND "
    "(n.scopes IS NULL OR EXISTS (SELECT 1 FROM {each} s JOIN adgang a ON a.bruger={user} "
    "AND a.scope=CAST(s.value AS bigint) AND a.slut_seq IS NULL))) THEN 1 ELSE 0 END"
)


def with_news(sql: str, *, user: str, kommune: str, after: str, upto: str) -> Plain:
    """The statement ``sql`` with ``{news}`` in it: 1 or 0 for that user after ``after``, up to ``upto``; each of the
    four is the SQL that gives it."""

    def told(each: str) -> str:
        return sql.replace("{news}", _NEWS.format(user=user, kommune=kommune, after=after, upto=upto, each=each))

    return plain(told("json_each(n.scopes)"), told("json_array_elements_text(CAST(n.scopes AS json))"))
