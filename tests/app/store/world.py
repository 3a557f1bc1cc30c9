"""Stores with something in them, for the tests of the store."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from konsulent_app.store import rows
from konsulent_app.store.database import Database
from konsulent_app.store.opening import open_store, salt_of
from konsulent_core.entities import Aftale, Besoeg, Konflikt, Svar, Udsagn
from konsulent_core.merge import Value

KEY = bytes(range(1, 33))
NOW = datetime(2026, 3, 12, 9, 42, tzinfo=UTC)
SENTENCE = "Anna siger at knæet gør mindre ondt om morgenen"
SAG = 7


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a store, which may be reopened and copied."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "lager.db"

    @property
    def backups(self) -> Path:
        return self.folder / "sikkerhedskopi"

    def salt(self) -> bytes | None:
        return salt_of(self.store) if self.store.exists() else None

    def open(self, key: bytes = KEY, now: datetime = NOW) -> Database:
        return open_store(self.store, key, self.salt(), self.backups, now)


def fill(database: Database, utterances: int = 20) -> None:
    """A besøg with answers, of which some wait in the outbox as births and some as edits."""
    with database.writing() as tx:
        rows.save(tx, Besoeg, 1, SAG, {"type": "opfoelgning", "nummer": 1, "tilstand": "kladde"}, NOW)
        rows.save(tx, Svar, 2, SAG, {"besoeg": 1, "felt": "note", "stemme": "konsulent", "vaerdi": SENTENCE}, NOW)
        rows.save(tx, Aftale, 3, SAG, {"besoeg": 1, "hvad": "ringe til lægen", "part": "borger"}, NOW)
        values: dict[str, Value] = {"tabelnavn": "aftale", "raekke": 3, "foer": '{"hvad":"a"}', "min": '{"hvad":"b"}'}
        rows.save(tx, Konflikt, 4, SAG, {**values, "server": '{"hvad":"c"}', "tilstand": "aaben"}, NOW)
        for number in range(100, 100 + utterances):
            rows.save(tx, Udsagn, number, SAG, {"besoeg": 1, "tekst": f"{SENTENCE} {number}"}, NOW)
        tx.conn.exec_driver_sql("DELETE FROM outbox WHERE raekke<=3")  # as though the server had them
        rows.save(tx, Aftale, 3, SAG, {"hvad": "ringe til lægen på mandag"}, NOW)


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All that is in the store: its schema, and the rows of each table."""
    with database.reading() as tx:
        schema = tx.conn.exec_driver_sql("SELECT type, name, sql FROM sqlite_master ORDER BY name").all()
        tables = [row[1] for row in schema if row[0] == "table"]
        found = {name: tx.conn.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY 1').all() for name in tables}
    return {"": [tuple(row) for row in schema], **{name: [tuple(row) for row in all_] for name, all_ in found.items()}}
