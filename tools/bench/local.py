"""The figures of one machine alone: a save as the form makes it, and the opening of a besøg; each in a full store."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import event

from konsulent_app.services.besoeg import save_udsagn
from konsulent_app.store.besoeg import read_besoeg
from konsulent_app.store.database import Database
from konsulent_app.store.sager import read_sager
from konsulent_core.entities import Udsagn, field_names
from konsulent_core.merge import Value
from konsulent_core.words import Stemme
from tools.bench import reference
from tools.bench.context import make_context
from tools.bench.figure import Figure, interleave
from tools.bench.form import build_form
from tools.bench.machines import pick_udsagn, rewritten
from tools.bench.stores import KEY, NOW, Stores

NAMES = ("autosave", "open_besoeg")
_SAVES = 5  # commits while one and the same note is being written


def measure(stores: Stores, names: set[str], *, commits: int = 200, openings: int = 40) -> Iterator[Figure]:
    """The wanted ones of ``NAMES``."""
    database = stores.filled("local.db", sent=True)
    try:
        if "autosave" in names:
            yield _autosave(stores, database, commits)
        if "open_besoeg" in names:
            yield _open_besoeg(stores, database, openings)
    finally:
        database.close()


# --- one save -------------------------------------------------------------------------------------


def saver(database: Database, texts: list[tuple[Value, ...]]) -> Callable[[], float]:
    """Each call saves the next text as the form does, and gives the milliseconds until it is on disk."""
    context = make_context()
    turn = iter(texts)

    def save() -> float:
        given = dict(zip(("id", "scope", *field_names(Udsagn)), next(turn), strict=True))
        started = time.perf_counter()
        with database.writing() as tx:
            save_udsagn(
                tx,
                context,
                int(given["besoeg"] or 0),
                int(given["id"] or 0),
                str(given["felt"]),
                Stemme(str(given["stemme"])),
                str(given["person"]),
                str(given["tekst"]),
                str(given["orden"]),
            )
        return 1e3 * (time.perf_counter() - started)

    return save


def growing(udsagn: list[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """A note is saved several times while it is written: each new text is there in full, and then longer."""
    tekst = field_names(Udsagn).index("tekst") + 2
    made: list[tuple[Value, ...]] = []
    for row in rewritten(udsagn, 1):
        words = str(row[tekst]).split(" ")
        for part in range(1, _SAVES + 1):
            made.append((*row[:tekst], " ".join(words[: 1 + len(words) * part // _SAVES]), *row[tekst + 1 :]))
    return made


def _autosave(stores: Stores, database: Database, commits: int) -> Figure:
    udsagn = pick_udsagn(database, 1 + commits // _SAVES)
    texts = growing(udsagn)
    bare = _same_bytes(_bare_copy(stores), udsagn, texts)
    save = saver(database, texts)
    interleave(_SAVES, save, bare)  # the first note warms up both
    mine, its = interleave(len(texts) - _SAVES, save, bare)
    return Figure(name="autosave", unit="ms", n=1, ours=mine, reference=its, must=3.0)


def _same_bytes(
    connection: sqlcipher.Connection, udsagn: list[tuple[Value, ...]], texts: list[tuple[Value, ...]]
) -> Callable[[], float]:
    """The row and its outbox entry in one bare commit."""
    tekst = field_names(Udsagn).index("tekst") + 2
    before = {row[0]: row for row in udsagn}
    turn = iter(texts)

    def save() -> float:
        row = next(turn)
        base = f'{{"tekst": "{before[row[0]][tekst]}"}}'
        started = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE udsagn SET tekst=? WHERE id=?", (row[tekst], row[0]))
        connection.execute(
            "INSERT INTO outbox (tabel,raekke,scope,foedt,base,base_rev,hvornaar) VALUES ('udsagn',?,?,0,?,0,0) "
            "ON CONFLICT(tabel,raekke) DO UPDATE SET hvornaar=excluded.hvornaar",
            (row[0], row[1], base),
        )
        connection.execute("COMMIT")
        return 1e3 * (time.perf_counter() - started)

    return save


# --- one opening ----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Heard:
    """The statements that were executed, with what was bound."""

    statements: list[tuple[str, Any]] = field(default_factory=list)

    def hear(self, _conn: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        self.statements.append((statement, parameters))


def opener(database: Database, besoeg: list[int]) -> Callable[[], float]:
    """Each call reads the next besøg with all that its form shows, and gives the milliseconds."""
    turn = iter(besoeg)

    def read() -> float:
        number = next(turn)
        started = time.perf_counter()
        with database.reading() as tx:
            assert read_besoeg(tx, number) is not None
        return 1e3 * (time.perf_counter() - started)

    return read


def visits(database: Database, count: int) -> list[int]:
    """``count`` besøg, spread over the store: each its sag's newest but one, with a last time and a history."""
    with database.reading() as tx:
        found = tx.conn.exec_driver_sql(
            "SELECT max(id) FROM besoeg WHERE nummer>2 GROUP BY scope ORDER BY scope LIMIT ?", (count,)
        )
        numbers = [int(row[0]) for row in found]
    return (numbers * count)[:count] if numbers else []


def _open_besoeg(stores: Stores, database: Database, openings: int) -> Figure:
    besoeg = visits(database, openings + 2)
    queries = iter([_queries(database, number) for number in besoeg])
    connection = _bare_copy(stores)

    def bare() -> float:
        wanted = next(queries)
        started = time.perf_counter()
        for statement, parameters in wanted:
            connection.execute(statement, parameters).fetchall()
        return 1e3 * (time.perf_counter() - started)

    read = opener(database, besoeg)
    interleave(2, read, bare)
    mine, its = interleave(openings, read, bare)
    return Figure(
        name="open_besoeg",
        unit="ms",
        n=1,
        ours=mine,
        reference=its,
        extra={"queries": len(_queries(database, besoeg[0])), "form": round(build_form(database, besoeg[0]), 1)},
    )


def _queries(database: Database, besoeg: int) -> list[tuple[str, Any]]:
    """What reading a besøg asks the store."""
    heard = _Heard()
    with database.reading() as tx:
        event.listen(tx.conn, "before_cursor_execute", heard.hear)
        read_besoeg(tx, besoeg)
        event.remove(tx.conn, "before_cursor_execute", heard.hear)
    return heard.statements


def list_reader(database: Database) -> Callable[[], float]:
    """Each call reads the caseload, and gives the milliseconds."""
    today = NOW.date()

    def read() -> float:
        started = time.perf_counter()
        with database.reading() as tx:
            read_sager(tx, today)
        return 1e3 * (time.perf_counter() - started)

    return read


def middle(repeats: int, job: Callable[[], float]) -> float:
    """The median of ``repeats`` calls, after two to warm up."""
    return statistics.median([job() for _ in range(repeats + 2)][2:])


def _bare_copy(stores: Stores, name: str = "bare.db") -> sqlcipher.Connection:
    """The same store once more, opened with nothing of ours around it."""
    stores.filled(name, sent=True).close()
    return reference.bare(stores.folder / name, KEY)
