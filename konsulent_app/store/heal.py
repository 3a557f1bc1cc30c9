"""After a backup was restored, here or at the server: the common ground from which nothing is lost."""

import json
from datetime import datetime

from konsulent_app.store import meta, outbox, tjek
from konsulent_app.store.database import Tx
from konsulent_core.entities import ENTITIES
from konsulent_core.ids import Entropy
from konsulent_core.merge import Value

# Marks are thinned to about this many: the newest all, the older ever farther apart.
_MARKS = 64


def remember(tx: Tx, cursor: int, mark: str) -> None:
    """Keeps (cursor, mark) as a place to which both sides can go back."""
    if not cursor:
        return
    known = [entry for entry in marks(tx) if entry[0] < cursor]
    known.append((cursor, mark))
    while len(known) > _MARKS:
        # Drop the one whose neighbours lie closest relative to its age.
        ages = [cursor - c + 1 for c, _ in known]
        gaps = [(ages[i - 1] - ages[i + 1]) / ages[i] for i in range(1, len(known) - 1)]
        del known[1 + gaps.index(min(gaps))]
    meta.put(tx, "marks", json.dumps(known))


def marks(tx: Tx) -> list[tuple[int, str]]:
    """The remembered (cursor, mark), oldest first."""
    return [(c, m) for c, m in json.loads(meta.get(tx, "marks") or "[]")]


def note_half(tx: Tx, cursor: int, mark: str) -> None:
    """Some rows of the page that ends with this push are here, and the machine's own place is not there yet."""
    meta.put(tx, "half", json.dumps((cursor, mark)))


def half(tx: Tx) -> tuple[int, str] | None:
    """The push with which a page ends that was begun and not ended, as by a crash; None where there is none."""
    found = meta.get(tx, "half")
    if found is None:
        return None
    cursor, mark = json.loads(found)
    return cursor, mark


def is_whole(tx: Tx) -> None:
    """What was begun is here to its end."""
    meta.forget(tx, "half")


def new_device(tx: Tx, entropy: Entropy) -> str:
    """A name for this machine that no other bears; batch numbers begin anew under it."""
    device = entropy(12).hex()
    meta.put(tx, "device", device)
    meta.put(tx, "batch", "0")
    return device


def become_new_device(tx: Tx, entropy: Entropy, now: datetime) -> None:
    """This machine's past is not the one the server knows: what is under way waits again, under a new name."""
    frozen = outbox.under_way(tx)
    while frozen is not None:
        outbox.put_back(tx, frozen.number, now)
        frozen = outbox.under_way(tx)
    new_device(tx, entropy)


def go_back_to(tx: Tx, cursor: int, mark: str, now: datetime) -> None:
    """The server was restored: it has lost what came after ``cursor``. Every row goes out again, whole; what it still
    has in the same words costs nothing there."""
    meta.put(tx, "cursor", str(cursor))
    meta.put(tx, "mark", mark)
    meta.forget(tx, "page", "page_mark", "page_scope", "half")
    meta.put(tx, "marks", json.dumps([(c, m) for c, m in marks(tx) if c <= cursor]))
    tx.conn.exec_driver_sql("DELETE FROM frataget")  # what it has forgotten to take is hers until it is taken again
    _send_first_what_was_written_over(tx, cursor, now)
    for entity in (e for e in ENTITIES if not e.fra_server):  # what the server wrote it is asked to publish again
        tx.conn.exec_driver_sql(
            "INSERT INTO outbox (tabel,raekke,scope,foedt,base,base_rev,hvornaar) "
            f'SELECT ?, t.id, t.scope, ?, NULL, ?, ? FROM "{entity.tabel}" t '
            "WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.tabel=? AND o.raekke=t.id)",
            (entity.tabel, outbox.AGAIN, cursor, int(now.timestamp()), entity.tabel),
        )


def _send_first_what_was_written_over(tx: Tx, cursor: int, now: datetime) -> None:
    """What another had written and this machine has written over stood in the server's history, which has forgotten
    it; that machine may be restored too. So the rows go as they stood before, and what was written over them follows
    as the edits that it is."""
    edits = tx.conn.exec_driver_sql("SELECT tabel, raekke, scope, base FROM outbox WHERE foedt=0").all()
    tx.conn.exec_driver_sql(
        "UPDATE outbox SET foedt=?, base=NULL, base_rev=min(base_rev, ?) WHERE foedt<>?",
        (outbox.AGAIN, cursor, outbox.BORN),
    )
    after: list[tuple[str, int, int, str, dict[str, Value]]] = []
    for table, row, scope, base in edits:
        before: dict[str, Value] = json.loads(base)
        names = ",".join(f'"{name}"' for name in before)
        found = tx.conn.exec_driver_sql(f'SELECT {names} FROM "{table}" WHERE id=?', (row,)).first() if before else None
        if found is not None:
            after.append((table, row, scope, base, dict(zip(before, found, strict=True))))
            outbox.write_back(tx, table, row, before)
    if not after:
        return
    tjek.note_waiting(tx)
    outbox.freeze(tx, now)
    for table, row, scope, base, values in after:
        outbox.write_back(tx, table, row, values)
        tx.conn.exec_driver_sql(  # unless so many waited that it is not in the batch: then it goes as it is now
            "INSERT INTO outbox (tabel,raekke,scope,foedt,base,base_rev,hvornaar) SELECT ?,?,?,0,?,?,? "
            "WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE tabel=? AND raekke=?)",
            (table, row, scope, base, cursor, int(now.timestamp()), table, row),
        )
