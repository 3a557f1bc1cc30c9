"""The figure of the search: words as they are typed, letter by letter, in a full store, against bare FTS5."""

import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from konsulent_app.store.database import Database
from konsulent_app.store.soegeindeks import catch_up
from konsulent_app.store.soegning import search
from konsulent_core.soegning import words
from tools.bench import reference
from tools.bench.figure import Figure, interleave
from tools.bench.stores import Stores

NAMES = ("search",)
MOST_MS = 50.0  # what any one question may take
_LIMIT = 8  # as the palette asks
_WORDS = 8
_ROUNDS = 15
# Beside the bare table: one with the same lists of beginnings and no positions, to see what is left to SQLite alone.
_TUNED = ", prefix='1 2', detail=none"


def measure(stores: Stores, *, rounds: int = _ROUNDS) -> Iterator[Figure]:
    """A run is all the questions of ``questions``, one after the other; ``ms`` of it is the median question.

    Ours is the product's whole search: borgere, virksomheder, opgaver and notes, their rows, titles and snippets. The
    reference gives the newest of the same texts from one FTS5 table as SQLite makes it; ``tuned_ratio`` is against one
    with our options.
    """
    database = stores.filled("search.db", sent=True)
    bare = reference.bare(_new(stores, "search-bare.db"))
    try:
        catch_up(database, lambda: True)
        texts = _texts(database)
        _fill(bare, "bar", "", texts)
        _fill(bare, "tunet", _TUNED, texts)
        asked = questions(texts)
        by_question: list[list[float]] = [[] for _ in asked]
        ours = _ours(database, asked, by_question)
        bar, tuned = (_its(bare, table, asked) for table in ("bar", "tunet"))
        interleave(1, ours, bar)
        mine, its = interleave(rounds, ours, bar)
        again, others = interleave(rounds, ours, tuned)
        medians = [statistics.median(found) for found in by_question]
        yield Figure(
            name="search",
            unit="ms",
            n=len(texts),
            ours=mine,
            reference=its,
            must=1.5,
            extra={
                "questions": len(asked),
                "ms": round(statistics.median(medians), 3),
                "slowest_ms": round(max(medians), 3),
                "tuned_ratio": round(statistics.median(again) / statistics.median(others), 3),
            }
            | ({} if max(medians) <= MOST_MS else {"holds": False}),
        )
    finally:
        bare.close()
        database.close()


def questions(texts: Sequence[str]) -> list[str]:
    """What is typed: a letter, two, the half and the whole of words from the commonest to the rare; and two words."""
    counted = Counter(word for text in texts for word in set(text.split()))
    ranked = [word for word, _ in counted.most_common() if len(word) > 3]
    step = max(1, len(ranked) // _WORDS)
    chosen = ranked[::step][:_WORDS]
    asked: list[str] = []
    for word in chosen:
        asked += [word[:1], word[:2], word[: len(word) // 2], word]
    asked += [f"{first} {second[:3]}" for first, second in pairwise(chosen)]
    return list(dict.fromkeys(asked))


def _texts(database: Database) -> list[str]:
    """All that is searched, folded, the newest last."""
    with database.reading() as tx:
        found = tx.conn.exec_driver_sql("SELECT tekst FROM soeg_doc ORDER BY nr")
        return [" ".join(word[1:] for word in text.split()) for (text,) in found]


def _new(stores: Stores, name: str) -> Path:
    stores.remove(name)
    return stores.folder / name


def _fill(connection: sqlcipher.Connection, table: str, options: str, texts: Sequence[str]) -> None:
    connection.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(tekst{options})")
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO {table} (tekst) VALUES (?)", [(text,) for text in texts])
    connection.execute("COMMIT")


def _ours(database: Database, asked: Sequence[str], taken: Sequence[list[float]]) -> Callable[[], float]:
    def job() -> float:
        for text, found in zip(asked, taken, strict=True):
            started = time.perf_counter()
            with database.reading() as tx:
                search(tx, text, _LIMIT)
            found.append(1e3 * (time.perf_counter() - started))
        return sum(found[-1] for found in taken)

    return job


def _its(connection: sqlcipher.Connection, table: str, asked: Sequence[str]) -> Callable[[], float]:
    sql = f"SELECT rowid, tekst FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?"
    matches = [" ".join(f'"{word}"*' for word in words(text)) for text in asked]

    def job() -> float:
        started = time.perf_counter()
        for match in matches:
            connection.execute(sql, (match, _LIMIT)).fetchall()
        return 1e3 * (time.perf_counter() - started)

    return job
