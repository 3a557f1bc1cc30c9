"""Keeps the full-text index: makes the entries of the rows that triggers have noted, a slice at a time.

Every way a row moves is caught by SQL triggers (migration 0003): a new or changed row is noted in ``soeg_koe`` and
indexed later, off the way of keystroke and sync; a deleted one is out of the index in its own transaction. An entry
is numbered by its day, so that FTS5 itself gives the newest first. See decision 0017.
"""

import json
from collections.abc import Callable, Iterable
from enum import IntEnum

from konsulent_app.store.database import Database, Tx
from konsulent_core.soegning import words

SLICE = 500  # rows a transaction: a keystroke waits for no more
_RUN = 24  # bits for the entries of one table and day, the lowest of a number
_MARK = 3  # bits for the table above them; the day stands highest


class Plads(IntEnum):
    """The tables that are searched; the value is their mark in the numbers of ``soeg_doc``."""

    SAG = 1
    VIRKSOMHED = 2
    OPGAVE = 3
    AFTALE = 4
    UDSAGN = 5

    @property
    def letter(self) -> str:
        """Stands before each of its words in the index. Aftaler and what was said are searched as one."""
        return {Plads.SAG: "s", Plads.VIRKSOMHED: "v", Plads.OPGAVE: "o"}.get(self, "n")


MARK = f"d.nr>>{_RUN}&{(1 << _MARK) - 1}"  # SQL: the mark of the entry ``d``
_GIVEN = "IN (SELECT value FROM json_each(?))"
_DAYS = "coalesce(max(0, CAST(julianday(substr({},1,10))-2440587.5 AS INTEGER)), 0)"  # since 1970; 0 without a date
# Each gives (row, text, day). Answers are not among them: an intern one is for nobody's eyes by chance.
_TEXTS = {
    Plads.SAG: f"SELECT s.id, coalesce(b.fornavn,'')||' '||coalesce(b.efternavn,''), {_DAYS.format('s.start')} "
    f"FROM sag s JOIN borger b ON b.id=s.borger WHERE s.slettet=0 AND b.slettet=0 AND s.id {_GIVEN}",
    Plads.VIRKSOMHED: f"SELECT id, navn, 0 FROM virksomhed WHERE slettet=0 AND id {_GIVEN}",
    Plads.OPGAVE: f"SELECT o.id, o.navn, {_DAYS.format('p.start')} FROM opgave o "
    f"LEFT JOIN praktik p ON p.id=o.praktik WHERE o.slettet=0 AND o.id {_GIVEN}",
    Plads.AFTALE: f"SELECT a.id, a.hvad, {_DAYS.format('b.tidspunkt')} FROM aftale a "
    f"LEFT JOIN besoeg b ON b.id=a.besoeg WHERE a.slettet=0 AND a.id {_GIVEN}",
    Plads.UDSAGN: f"SELECT u.id, u.tekst, {_DAYS.format('b.tidspunkt')} FROM udsagn u "
    f"JOIN besoeg b ON b.id=u.besoeg WHERE u.slettet=0 AND b.slettet=0 AND u.id {_GIVEN}",
}


def catch_up(database: Database, go_on: Callable[[], bool]) -> int:
    """Makes entries until none waits or ``go_on`` says no; asked after each slice. Gives how many rows were looked at.

    Raises ``StoreError``. What was reached stands.
    """
    seen = 0
    while True:
        with database.reading() as tx:
            if not waits(tx):
                return seen
        with database.writing(bulk=True) as tx:
            seen += index_some(tx)
        if not go_on():
            return seen


def waits(tx: Tx) -> bool:
    """Whether there are rows whose entry is older than they are."""
    return tx.conn.exec_driver_sql("SELECT 1 FROM soeg_koe LIMIT 1").first() is not None


def index_some(tx: Tx, many: int = SLICE) -> int:
    """Makes the entries of the next ``many`` noted rows; gives how many there were."""
    noted = tx.conn.exec_driver_sql("SELECT nr, tabel, raekke FROM soeg_koe ORDER BY nr LIMIT ?", (many,)).all()
    for plads in Plads:
        given = {row for _, table, row in noted if table == plads.name.lower()}
        if given:
            _index(tx, plads, given)
    if noted:
        tx.conn.exec_driver_sql("DELETE FROM soeg_koe WHERE nr<=?", (noted[-1][0],))
    return len(noted)


def _index(tx: Tx, plads: Plads, given: set[int]) -> None:
    numbers = json.dumps(sorted(given))
    wanted: dict[int, tuple[int, str]] = {}
    for row, text, day in tx.conn.exec_driver_sql(_TEXTS[plads], (numbers,)):
        folded = " ".join(plads.letter + word for word in words(text or ""))
        if folded:
            wanted[row] = (day << _MARK | plads, folded)
    old = tx.conn.exec_driver_sql(
        f"SELECT d.nr, d.raekke, d.tekst FROM soeg_doc d WHERE d.raekke {_GIVEN} AND {MARK}=?", (numbers, plads)
    ).all()
    for nr, row, text in old:
        if wanted.get(row) == (nr >> _RUN, text):
            del wanted[row]
        else:
            tx.conn.exec_driver_sql("DELETE FROM soeg_doc WHERE nr=?", (nr,))
    _insert(tx, ((place, row, text) for row, (place, text) in wanted.items()))


def _insert(tx: Tx, entries: Iterable[tuple[int, int, str]]) -> None:
    """Of (day and mark, row, text): each takes the next number of its place."""
    reached: dict[int, int] = {}
    made = []
    for place, row, text in entries:
        if place not in reached:
            least, beyond = place << _RUN, place + 1 << _RUN
            newest = "SELECT max(nr) FROM soeg_doc WHERE nr>=? AND nr<?"
            reached[place] = tx.conn.exec_driver_sql(newest, (least, beyond)).scalar() or least
        reached[place] += 1
        made.append((reached[place], row, text))
    if made:
        tx.conn.exec_driver_sql("INSERT INTO soeg_doc (nr,raekke,tekst) VALUES (?,?,?)", made)
