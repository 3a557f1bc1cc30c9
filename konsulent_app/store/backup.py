"""Backups of the encrypted file, made before every migration and once a day, and the way back from one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from konsulent_app.store.database import Database
from konsulent_core.clock import to_text

KEEP = 5
DAILY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Backup:
    """A whole store as it was at ``made`` (UTC), under the same key."""

    path: Path
    made: datetime


def backups(folder: Path) -> list[Backup]:
    """The backups, newest first."""
    found = [Backup(path, _made(path)) for path in folder.glob("lager-*.kopi")]
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def make(database: Database, folder: Path, now: datetime) -> Backup:
    """Copies the store as it is at this moment; older backups than the newest five go. Raises ``StoreError``."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"lager-{to_text(now)[:19].replace(':', '')}Z.kopi"
    partial = path.with_suffix(".delvis")
    partial.unlink(missing_ok=True)
    database.vacuum_into(partial)
    partial.replace(path)
    for old in backups(folder)[KEEP:]:
        old.path.unlink(missing_ok=True)
    return Backup(path, _made(path))


def is_due(folder: Path, now: datetime) -> bool:
    """Whether the newest backup is older than a day."""
    existing = backups(folder)
    return not existing or now - existing[0].made >= DAILY


def restore(store: Path, backup: Backup, now: datetime) -> Path | None:
    """Puts the backup in the store's place; the file that was there is kept beside it, and its new path given."""
    stamp = to_text(now)[:19].replace(":", "")
    aside = store.with_name(f"{store.name}.skadet-{stamp}Z") if store.exists() else None
    if aside is not None:
        store.replace(aside)
    for suffix in ("-wal", "-shm"):
        side = store.with_name(store.name + suffix)
        if side.exists() and aside is not None:
            side.replace(aside.with_name(aside.name + suffix))
    copy = store.with_name(store.name + ".gendannes")
    copy.write_bytes(backup.path.read_bytes())
    copy.replace(store)
    return aside


def _made(path: Path) -> datetime:
    text = path.stem.removeprefix("lager-").removesuffix("Z")
    return datetime.strptime(text + "+0000", "%Y-%m-%dT%H%M%S%z")
