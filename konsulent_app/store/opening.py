"""Opens a store whatever its age: makes it, migrates it after a backup, or says clearly why it cannot."""

from datetime import datetime
from pathlib import Path
from typing import Any

from konsulent_app.store import backup
from konsulent_app.store.database import SALT_BYTES, Database, check_readable
from konsulent_app.store.errors import MissingStore, NewerStore
from konsulent_app.store.schema import SCHEMA_VERSION

MIGRATIONS = Path(__file__).parent / "migrations"


def open_store(
    path: Path,
    key: bytes,
    salt: bytes | None,
    backups: Path,
    now: datetime,
    script: Path = MIGRATIONS,
    head: str = SCHEMA_VERSION,
) -> Database:
    """The database at ``path``, up to date.

    ``salt`` is what the key file remembers of the store's first bytes, None before the store was first made (or when
    a person has chosen to begin anew). Raises ``WrongKey``, ``OtherStore``, ``CorruptStore``, ``MissingStore``,
    ``NewerStore``, ``DiskFull`` or another ``StoreError``; the file is then as it was.
    """
    fresh = not path.exists() or path.stat().st_size == 0
    if fresh and salt is not None:
        raise MissingStore
    if not fresh:
        check_readable(path, key, salt)
    database = Database(path, key)
    try:
        version = None if fresh else _version(database)
        if version == head:
            return database
        if version is not None and version > head:
            raise NewerStore
        if version is not None:
            backup.make(database, backups, now)
        _migrate(database, script, head)
    except BaseException:
        database.close()
        raise
    return database


def salt_of(path: Path) -> bytes:
    """The store's first 16 bytes, which the key file remembers."""
    with path.open("rb") as file:
        return file.read(SALT_BYTES)


def _version(database: Database) -> str | None:
    with database.reading() as tx:
        known = tx.conn.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name='alembic_version'").first()
        if known is None:
            return None
        found: Any = tx.conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return None if found is None else str(found)


def _migrate(database: Database, script: Path, head: str) -> None:
    """All in one transaction: killed at any statement, the old store is still there."""
    # Alembic costs a fifth of a second to import, and most starts have nothing to migrate.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(script).replace("%", "%%"))
    with database.writing() as tx:
        config.attributes["connection"] = tx.conn
        command.upgrade(config, head)
