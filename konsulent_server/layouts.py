"""The field lists in which rows are kept, each known by a number derived from the list itself."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from konsulent_core.ids import derived_id
from konsulent_server.plain import plain, run

_KEEP = plain("INSERT INTO layout (id, tabel, felter) VALUES (:i, :t, :f) ON CONFLICT (id) DO NOTHING")


@dataclass(frozen=True, slots=True)
class Layout:
    number: int
    table: str
    fields: tuple[str, ...]


class Layouts:
    """Remembers the lists it has met. A number means the same list for ever, so to know a rolled-back one does no harm;
    to take it for written would."""

    def __init__(self) -> None:
        self._by_number: dict[int, Layout] = {}

    def number(self, conn: Connection, number: int) -> Layout:
        """The layout that a kept row was written in."""
        if number not in self._by_number:
            for found, table, fields in conn.execute(text("SELECT id, tabel, felter FROM layout")):
                self._by_number[found] = Layout(found, table, tuple(fields.split(",")))
        return self._by_number[number]

    def named(self, conn: Connection, table: str, fields: tuple[str, ...]) -> Layout:
        """The layout of these fields in this order, written down in the caller's transaction."""
        layout = Layout(derived_id("layout", table, *fields), table, fields)
        run(conn, _KEEP, {"i": layout.number, "t": table, "f": ",".join(fields)})
        return layout
