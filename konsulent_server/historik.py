"""The history of one row for whoever may see it: each field's values with who set them, and when."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Engine, Text, bindparam, text

from konsulent_core.clock import Clock
from konsulent_core.merge import Value
from konsulent_core.wire import HistorikLine, HistorikPage, HistorikRequest, Problem
from konsulent_server.access import User, read_lines, read_scopes
from konsulent_server.database import reading
from konsulent_server.exchange import Refused

PAGE_LINES = 100
_NONE = Problem("unknown", "Der er ingen historik, som du har adgang til.")
_ROW = text(
    "SELECT r.scope, r.felter, r.foedt, l.felter AS names FROM raekke r JOIN layout l ON l.id=r.layout "
    "WHERE r.kommune=:k AND r.id=:r"
)
_FIELDS = bindparam("fields", expanding=True, type_=Text)
_LINES = text(
    "SELECT h.seq, h.felt, h.foer, h.efter, coalesce(b.navn,''), coalesce(p.modtaget,''), h.hvornaar FROM historik h "
    "LEFT JOIN push p ON p.kommune=h.kommune AND p.seq=h.seq LEFT JOIN bruger b ON b.id=p.bruger "
    "WHERE h.kommune=:k AND h.raekke=:r AND h.felt IN :fields AND (h.seq<:s OR (h.seq=:s AND h.felt>:f)) "
    "ORDER BY h.seq DESC, h.felt LIMIT :n"
).bindparams(_FIELDS)
# The first line of each field says what the row was born with.
_FIRST = text(
    "SELECT h.felt, h.foer FROM historik h JOIN (SELECT felt, min(seq) AS seq FROM historik "
    "WHERE kommune=:k AND raekke=:r GROUP BY felt) m ON m.felt=h.felt AND m.seq=h.seq "
    "WHERE h.kommune=:k AND h.raekke=:r AND h.felt IN :fields"
).bindparams(_FIELDS)
_BIRTH = text("SELECT b.navn, p.modtaget, p.sendt FROM push p JOIN bruger b ON b.id=p.bruger "
              "WHERE p.kommune=:k AND p.seq=:s")  # fmt: skip
_END = (2**63 - 1, "")


@dataclass(frozen=True, slots=True)
class Historik:
    """Reads only; safe to call from many threads at once."""

    engine: Engine
    clock: Clock
    page_lines: int = PAGE_LINES

    def page(self, user: User, asked: HistorikRequest) -> HistorikPage:
        """Raises ``Refused``, in the same words for a row that is not there and for one that is not the user's: after
        the same statements, so that nobody learns which ids there are."""
        with reading(self.engine) as conn:
            found = conn.execute(_ROW, {"k": user.kommune, "r": asked.row}).first()
            readable = read_scopes(read_lines(conn, user), 0, 0, self.clock()).readable
            if found is None or found.scope not in readable:
                raise Refused(404, _NONE)
            now: dict[str, Value] = dict(zip(found.names.split(","), msgspec.json.decode(found.felter), strict=True))
            fields = tuple(f for f in asked.fields or now if f in now)
            return self._page(conn, user, asked, {f: now[f] for f in fields}, found.foedt)

    def _page(
        self, conn: Connection, user: User, asked: HistorikRequest, now: dict[str, Value], born: int
    ) -> HistorikPage:
        seq, field = asked.before or _END
        given = {"k": user.kommune, "r": asked.row, "fields": tuple(now)}
        lines = conn.execute(
            _LINES,
            {**given, "s": seq, "f": field, "n": self.page_lines + 1},
        ).all()
        told = [
            HistorikLine(line[0], line[1], _value(line[2]), _value(line[3]), line[4], line[5], line[6])
            for line in lines[: self.page_lines]
        ]
        if len(lines) > self.page_lines:
            return HistorikPage(now, told, (told[-1].seq, told[-1].field))
        first = conn.execute(_FIRST, given).all()
        begun = now | {name: _value(before) for name, before in first}
        return HistorikPage(now, told + self._birth(conn, user, begun, born))

    def _birth(self, conn: Connection, user: User, begun: dict[str, Value], born: int) -> list[HistorikLine]:
        """What the row was born with, empty fields left out."""
        push = conn.execute(_BIRTH, {"k": user.kommune, "s": born}).first()
        who, received, sent = ("", "", "") if push is None else push
        return [
            HistorikLine(born, name, None, value, who, received, sent, born=True)
            for name, value in sorted(begun.items())
            if value is not None and not (name == "slettet" and not value)
        ]


def _value(kept: str) -> Value:
    found: Value = msgspec.json.decode(kept)
    return found
