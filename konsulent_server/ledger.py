"""One push's view of the rows: loads what it touches, keeps what becomes of them and writes all of it in bulk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from konsulent_core.merge import RowState, Value
from konsulent_server.database import among, id_list, is_postgresql
from konsulent_server.layouts import Layout, Layouts
from konsulent_server.plain import Rows, past_sqlalchemy, plain, run, together


@dataclass(frozen=True, slots=True)
class Kept:
    """A row as the server has it. ``seq`` is its highest feed number."""

    row: int
    scope: int
    seq: int
    layout: Layout
    state: RowState


@dataclass(frozen=True, slots=True)
class Born:
    """A row to be written for the first time; ``values`` is the JSON array in the layout's order."""

    row: int
    scope: int
    layout: Layout
    values: bytes


@dataclass(frozen=True, slots=True)
class Push:
    """Who sent what a feed number stands for; empty for numbers of before a restore."""

    device: str
    name: str
    received: str


class Ledger:
    """Holds the kommune's counter from the first write to the commit, so ``seq`` is this push's alone."""

    def __init__(self, conn: Connection, layouts: Layouts, kommune: int, seq: int, own: Push | None = None) -> None:
        """``own``: who draws ``seq``, where that is not written down yet."""
        self._conn = conn
        self._layouts = layouts
        self._kommune = kommune
        self._seq = seq
        self._known: dict[int, Kept | None] = {}
        self._changed: dict[int, Kept] = {}
        self._history: list[dict[str, Value]] = []
        self._pushes: dict[int, Push] = {} if own is None else {seq: own}
        # Rows that the pushing machine must be sent as they now stand: its own copy is not what stands.
        self.sent_whole: set[int] = set()
        # Scopes in which anything was set.
        self.scopes: set[int] = set()

    @property
    def seq(self) -> int:
        """The feed number of all that is written here."""
        return self._seq

    def load(self, rows: Iterable[int]) -> None:
        """Fetches all of them in one go; later ``get`` costs nothing."""
        wanted = [row for row in set(rows) if row not in self._known]
        self.take(wanted, self._fetch(wanted))

    def take(self, wanted: Iterable[int], found: Rows) -> None:
        """What the caller has fetched of the ``wanted`` itself, as ``FOUND`` names the columns."""
        self._known.update(dict.fromkeys(wanted))
        self._known.update((row[0], self._kept(row)) for row in found)

    def get(self, row: int) -> Kept | None:
        if row not in self._known:
            self.load([row])
        return self._known[row]

    def existing(self, rows: Sequence[int]) -> set[int]:
        """Which of these ids there are rows for already."""
        if not rows:
            return set()
        statement = plain(f"SELECT id FROM raekke WHERE kommune=:k AND {among(self._conn, 'id')}")
        found = run(self._conn, statement, {"k": self._kommune, "ids": id_list(self._conn, rows)})
        return {number for (number,) in found}

    def add(self, born: Sequence[Born]) -> None:
        """Writes new rows at once, the bulk way."""
        if not born:
            return
        for b in born:
            self._known.pop(b.row, None)
            self.scopes.add(b.scope)
        if is_postgresql(self._conn):
            self._copy(born)
        else:
            self._conn.exec_driver_sql(
                "INSERT INTO raekke (kommune,id,scope,seq,foedt,layout,felter) VALUES (?,?,?,?,?,?,?)",
                [
                    (self._kommune, b.row, b.scope, self._seq, self._seq, b.layout.number, b.values.decode())
                    for b in born
                ],
            )

    def create(self, table: str, row: int, scope: int, values: Mapping[str, Value]) -> None:
        """A row of the server's own making: a konflikt or a proposed rettelse."""
        layout = self._layouts.named(self._conn, table, tuple(values))
        self.add([Born(row, scope, layout, msgspec.json.encode(list(values.values())))])
        self._known[row] = Kept(row, scope, self._seq, layout, RowState(dict(values), self._seq, {}))
        self.sent_whole.add(row)

    def change(self, kept: Kept, taken: Mapping[str, Value], when: str) -> None:
        """Sets fields of a row, and writes down what they were."""
        if not taken:
            return
        values = dict(kept.state.values)
        revs = dict(kept.state.revs)
        for field, value in taken.items():
            self._history.append(
                {
                    "k": self._kommune,
                    "s": self._seq,
                    "r": kept.row,
                    "f": field,
                    "a": _text(values.get(field)),
                    "b": _text(value),
                    "w": when,
                }
            )
            values[field] = value
            revs[field] = self._seq
        layout = kept.layout
        if len(values) != len(layout.fields):
            layout = self._layouts.named(self._conn, layout.table, tuple(values))
        changed = Kept(kept.row, kept.scope, self._seq, layout, RowState(values, kept.state.born, revs))
        self._known[kept.row] = self._changed[kept.row] = changed
        self.scopes.add(kept.scope)

    def layout(self, table: str, fields: tuple[str, ...]) -> Layout:
        return self._layouts.named(self._conn, table, fields)

    def device_of(self, seq: int) -> str:
        """The machine whose push drew this feed number."""
        return self._push(seq).device

    def author_of(self, seq: int) -> tuple[str, str]:
        """The name of the person whose push drew this feed number, and when the server received it."""
        push = self._push(seq)
        return push.name, push.received

    def _push(self, seq: int) -> Push:
        if seq not in self._pushes:
            found = run(self._conn, _AUTHOR, {"k": self._kommune, "s": seq})
            self._pushes[seq] = Push(*found[0]) if found else Push("", "", "")
        return self._pushes[seq]

    def since(self, scope: int, seq: int) -> list[Kept]:
        """The rows of a scope set after ``seq``, as they stood before this push."""
        found = run(self._conn, _SINCE, {"k": self._kommune, "s": seq, "c": scope})
        return [self._kept(row) for row in found]

    def stood(self, kept: Kept, values: Mapping[str, Value], after: int, *, or_then: bool) -> bool:
        """Whether the row has held all these values at once, set later than ``after`` (or at it, if ``or_then``)."""
        found = run(self._conn, _PAST, {"k": self._kommune, "r": kept.row, "s": after})
        past = [(int(line["s"] or 0), str(line["f"]), str(line["a"])) for line in reversed(self._history)
                if line["r"] == kept.row]  # fmt: skip
        past += [(seq, field, before) for seq, field, before in found]
        then = dict(kept.state.values)
        while past:
            if _holds(then, values):
                return True
            seq = past[0][0]
            while past and past[0][0] == seq:
                _, field, before = past.pop(0)
                then[field] = msgspec.json.decode(before)
        return (or_then or kept.state.born > after) and _holds(then, values)

    def flush(self) -> None:
        """Writes what has become of the rows, and their history."""
        if self._changed:
            run(self._conn, _BOTH, self.written())

    def written(self) -> dict[str, int | str]:
        """What ``FLUSH`` is to be given. Of a field changed twice the history has its first ``foer``."""
        rows: list[dict[str, Value]] = [
            {
                "i": kept.row,
                "l": kept.layout.number,
                "f": _text([kept.state.values[f] for f in kept.layout.fields]),
                "v": _text(dict(kept.state.revs)) if kept.state.revs else None,
            }
            for kept in self._changed.values()
        ]
        lines: dict[tuple[Value, Value], dict[str, Value]] = {}
        for line in self._history:
            first = lines.get((line["r"], line["f"]), line)
            lines[line["r"], line["f"]] = {name: line[name] for name in "rfbw"} | {"a": first["a"]}
        return {"k": self._kommune, "s": self._seq, "rows": _text(rows), "lines": _text(list(lines.values()))}

    def _fetch(self, rows: list[int]) -> Rows:
        if not rows:
            return []
        statement = plain(f"{_SELECT} WHERE kommune=:k AND {among(self._conn, 'id')}")
        return run(self._conn, statement, {"k": self._kommune, "ids": id_list(self._conn, rows)})

    def _kept(self, row: tuple[Any, ...]) -> Kept:
        number, scope, seq, born, kind, felter, revs = row
        layout = self._layouts.number(self._conn, kind)
        values = dict(zip(layout.fields, msgspec.json.decode(felter), strict=True))
        state = RowState(values, born, msgspec.json.decode(revs) if revs else {})
        return Kept(number, scope, seq, layout, state)

    def _copy(self, born: Sequence[Born]) -> None:
        """PostgreSQL's COPY, its text made by hand: ten thousand rows in one write."""
        lines = [
            b"%d\t%d\t%d\t%d\t%d\t%d\t%b\n"
            % (self._kommune, b.row, b.scope, self._seq, self._seq, b.layout.number, b.values.replace(b"\\", b"\\\\"))
            for b in born
        ]
        cursor = self._conn.connection.cursor()
        into = "COPY raekke (kommune,id,scope,seq,foedt,layout,felter) FROM STDIN"
        with past_sqlalchemy(self._conn), cursor.copy(into) as copy:
            copy.write(b"".join(lines))


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _holds(there: Mapping[str, Value], values: Mapping[str, Value]) -> bool:
    return all(there.get(f) == value for f, value in values.items())


FOUND = "id,scope,seq,foedt,layout,felter,revs"
_SELECT = f"SELECT {FOUND} FROM raekke"
_SINCE = plain(f"{_SELECT} WHERE kommune=:k AND seq>:s AND scope=:c")
_PAST = plain("SELECT seq, felt, foer FROM historik WHERE kommune=:k AND raekke=:r AND seq>:s ORDER BY seq DESC")
_AUTHOR = plain(
    "SELECT p.maskine, b.navn, p.modtaget FROM push p JOIN bruger b ON b.id=p.bruger WHERE p.kommune=:k AND p.seq=:s"
)
# Of many rows, which come as one JSON text.
_UPDATE = plain(
    "UPDATE raekke SET seq=:s, layout=u.value->>'l', felter=u.value->>'f', revs=u.value->>'v' "
    "FROM json_each(:rows) u WHERE kommune=:k AND raekke.id=u.value->>'i'",
    "UPDATE raekke SET seq=:s, layout=u.l, felter=u.f, revs=u.v "
    "FROM json_to_recordset(CAST(:rows AS json)) AS u(i bigint, l bigint, f text, v text) "
    "WHERE kommune=:k AND id=u.i",
)
_REMEMBER = plain(
    "INSERT INTO historik (kommune,seq,raekke,felt,foer,efter,hvornaar) SELECT :k, :s, value->>'r', value->>'f', "
    "value->>'a', value->>'b', value->>'w' FROM json_each(:lines)",
    "INSERT INTO historik (kommune,seq,raekke,felt,foer,efter,hvornaar) SELECT :k, :s, u.r, u.f, u.a, u.b, u.w "
    "FROM json_to_recordset(CAST(:lines AS json)) AS u(r bigint, f text, a text, b text, w text)",
)
FLUSH = (_UPDATE, _REMEMBER)
_BOTH = together(*FLUSH)
