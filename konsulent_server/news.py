"""Whether anything has come for a user between two feed numbers, told by the pushes without a look at the rows."""

from functools import cache

from konsulent_server.plain import Plain, plain

# Of more pushes the answer takes longer than to read what has come.
_MOST_PUSHES = 64
# Whoever gains or loses a scope does so by a push that names it, or by one whose scopes are not written down. It may
# see news where there are none (a cover that is over): then all is read.
_SPAN = "n.kommune={kommune} AND n.seq>{after} AND n.seq<={upto}"
_NEWS = (
    f"CASE WHEN {{upto}}={{after}} THEN 0 WHEN {{upto}}-{{after}}>{_MOST_PUSHES} THEN 1 "
    f"WHEN EXISTS (SELECT 1 FROM push n WHERE {_SPAN} AND n.scopes IS NULL) THEN 1 "
    "WHEN EXISTS (SELECT 1 FROM adgang a WHERE a.bruger={user} AND a.slut_seq IS NULL AND a.scope {touched}) THEN 1 "
    "ELSE 0 END"
)
_SQLITE = f"IN (SELECT s.value FROM push n, json_each(n.scopes) s WHERE {_SPAN})"
# As an array, so that the few are looked up instead of all her grants being gone through.
_POSTGRESQL = (
    "= ANY(ARRAY(SELECT CAST(s.value AS bigint) FROM push n, json_array_elements_text(CAST(n.scopes AS json)) s "
    f"WHERE {_SPAN}))"
)


@cache
def with_news(sql: str, *, user: str, kommune: str, after: str, upto: str) -> Plain:
    """The statement ``sql`` with ``{news}`` in it: 1 or 0 for that user after ``after``, up to ``upto``; each of the
    four is the SQL that gives it."""

    def told(touched: str) -> str:
        named = {"user": user, "kommune": kommune, "after": after, "upto": upto}
        return sql.replace("{news}", _NEWS.format(touched=touched.format(**named), **named))

    return plain(told(_SQLITE), told(_POSTGRESQL))
