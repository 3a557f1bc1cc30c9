"""The field lists in which rows are kept, each known by a small number."""

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Layout:
    number: int
    table: str
    fields: tuple[str, ...]


class Layouts:
    """Remembers the lists it has met. Safe to share between threads: a list never changes once it has a number."""

    def __init__(self) -> None:
        self._by_number: dict[int, Layout] = {}
        self._by_fields: dict[tuple[str, tuple[str, ...]], Layout] = {}

    def number(self, conn: Connection, number: int) -> Layout:
        if number not in self._by_number:
            self._load(conn)
        return self._by_number[number]

    def named(self, conn: Connection, table: str, fields: tuple[str, ...]) -> Layout:
        """The layout of these fields in this order; a new one gets its number in the caller's transaction."""
        known = self._by_fields.get((table, fields))
        if known is not None:
            return known
        found = conn.exec_driver_sql(
            f"SELECT id FROM layout WHERE tabel={_mark(conn, 1)} AND felter={_mark(conn, 2)}",
            (table, ",".join(fields)),
        ).scalar()
        if found is None:
            # Not remembered here: the transaction may yet be rolled back.
            number = conn.exec_driver_sql(
                f"INSERT INTO layout (tabel, felter) VALUES ({_mark(conn, 1)},{_mark(conn, 2)}) "
                "ON CONFLICT (tabel, felter) DO UPDATE SET felter=excluded.felter RETURNING id",
                (table, ",".join(fields)),
            ).scalar_one()
            return Layout(int(number), table, fields)
        return self._keep(Layout(int(found), table, fields))

    def _load(self, conn: Connection) -> None:
        for number, table, fields in conn.exec_driver_sql("SELECT id, tabel, felter FROM layout"):
            self._keep(Layout(number, table, tuple(fields.split(","))))

    def _keep(self, layout: Layout) -> Layout:
        self._by_number[layout.number] = layout
        self._by_fields[layout.table, layout.fields] = layout
        return layout


def _mark(conn: Connection, _place: int) -> str:
    return "%s" if conn.dialect.paramstyle in ("format", "pyformat") else "?"
