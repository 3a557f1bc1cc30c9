"""Whether this server can do its work now: asked by whoever spreads the requests and by whoever is woken at night."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from konsulent_core.wire import Problem
from konsulent_server.database import glancing, sqlite_path
from konsulent_server.schema import SCHEMA_VERSION
from konsulent_server.trouble import trouble_of

_MEGABYTE = 1024 * 1024
_DISK = Problem("disk_full", "Der er næsten ikke mere plads, hvor databasen ligger.")
_SCHEMA = Problem("schema", "Databasen er fra en ældre version. Start den nye server, så opdaterer den databasen.")
_READ_ONLY = Problem("read_only", "Databasen kan kun læses: den er en kopi, der følger en anden.")


@dataclass(frozen=True, slots=True)
class Readiness:
    """``min_free``: megabytes beside an SQLite file below which a push may not be written to its end."""

    engine: Engine
    min_free: int = 0

    def problem(self) -> Problem | None:
        """None when all is well. Never raises."""
        try:
            with glancing(self.engine) as conn:
                version = conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
                if conn.dialect.name == "postgresql":
                    reads_only = conn.execute(text("SHOW transaction_read_only")).scalar() == "on"
                else:
                    reads_only = False
        except (SQLAlchemyError, OSError) as error:
            return trouble_of(error).value
        # A newer one is well: a schema only grows while workers of the version before it run (docs/drift.md).
        if version is None or version < SCHEMA_VERSION:
            return _SCHEMA
        if reads_only:
            return _READ_ONLY
        return _DISK if self._is_full() else None

    def _is_full(self) -> bool:
        path = sqlite_path(self.engine.url)
        if path is None:
            return False
        try:
            return shutil.disk_usage(Path(path).absolute().parent).free < self.min_free * _MEGABYTE
        except OSError:
            return True
