"""Backups of the encrypted file, made before every migration and once a day, and the way back from one."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from konsulent_app.store.database import Database, check_whole
from konsulent_app.store.errors import translate_os
from konsulent_core.clock import to_text

KEEP = 5
DAILY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Backup:
    """A whole store as it was at ``made`` (UTC), under the same key and with the same salt."""

    path: Path
    made: datetime


def backups(folder: Path) -> list[Backup]:
    """The backups, newest first. Files with other names are not ours and left out."""
    found = [(path, _made(path)) for path in folder.glob("lager-*.kopi")]
    ours = [Backup(path, made) for path, made in found if made is not None]
    return sorted(ours, key=lambda backup: backup.made, reverse=True)


def make(database: Database, folder: Path, now: datetime) -> Backup:
    """Copies the store as it is at this moment; older backups than the newest five go. Raises ``StoreError``.

    The copy reads every page, so a store with a damaged one raises ``CorruptStore`` and pushes no backup out.
    """
    path = folder / f"lager-{_stamp(now)}.kopi"
    partial = path.with_suffix(".delvis")
    with _disk():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _clear(folder)
    try:
        database.vacuum_into(partial)
        with _disk():
            _to_disk(partial)
            partial.replace(path)
            _folder_to_disk(folder)
    except BaseException:
        partial.unlink(missing_ok=True)  # on a full disk it takes the room that the next save needs
        raise
    with _disk():
        for old in backups(folder)[KEEP:]:
            old.path.unlink(missing_ok=True)
    return Backup(path, now.replace(microsecond=0))


def make_only(database: Database, folder: Path, now: datetime) -> Backup:
    """As ``make``, and every older backup goes: they hold what this machine had to let go of."""
    made = make(database, folder, now)
    with _disk():
        for old in backups(folder):
            if old.path != made.path:
                old.path.unlink(missing_ok=True)
    return made


def is_due(folder: Path, now: datetime) -> bool:
    """Whether the newest backup is older than a day, or from a day that a wrong clock once showed."""
    existing = backups(folder)
    return not existing or not timedelta() <= now - existing[0].made < DAILY


def check(backup: Backup, key: bytes) -> None:
    """Reads the backup through. Raises ``CorruptStore`` or another ``StoreError``."""
    check_whole(backup.path, key)


def restore(
    store: Path, backup: Backup, now: datetime, mark: Callable[[Path], None] = lambda _copy: None
) -> Path | None:
    """Puts the backup in the store's place; the file that was there is kept beside it, and its new path given. ``mark``
    is given the copy before that.

    The database must be closed. Raises ``StoreError``, the store is then as it was; cut off in between, the store is
    missing at worst, and restoring again goes on from there.
    """
    copy = store.with_name(store.name + ".gendannes")
    with _disk():
        try:
            shutil.copyfile(backup.path, copy)
            mark(copy)
            _to_disk(copy)
        except BaseException:
            copy.unlink(missing_ok=True)
            raise
        aside = _aside(store, now)
        # A WAL left behind would be played into the backup; and the store goes before its WAL, so that it is never
        # found without what the WAL adds to it.
        moved = [_move(store, suffix, aside) for suffix in ("", "-wal", "-shm")]
        copy.replace(store)
        _folder_to_disk(store.parent)
    return aside if moved[0] else None


def _move(store: Path, suffix: str, aside: Path) -> bool:
    there = store.with_name(store.name + suffix)
    if not there.exists():
        return False
    there.replace(aside.with_name(aside.name + suffix))
    return True


def _aside(store: Path, now: datetime) -> Path:
    """A name that nothing bears yet."""
    name, number = f"{store.name}.skadet-{_stamp(now)}", 1
    while any(store.parent.glob(f"{name}*")):
        number += 1
        name = f"{store.name}.skadet-{_stamp(now)}-{number}"
    return store.with_name(name)


def _clear(folder: Path) -> None:
    """What a killed backup left behind."""
    for partial in folder.glob("lager-*.delvis*"):
        partial.unlink(missing_ok=True)


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise translate_os(error) from None


def _to_disk(path: Path) -> None:
    with path.open("r+b") as file:  # Windows flushes only what is open for writing
        os.fsync(file.fileno())


def _folder_to_disk(folder: Path) -> None:
    """The new name too; Windows does it with the rename and opens no folders."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _stamp(now: datetime) -> str:
    return to_text(now)[:19].replace(":", "") + "Z"


def _made(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.stem.removeprefix("lager-").removesuffix("Z") + "+0000", "%Y-%m-%dT%H%M%S%z")
    except ValueError:
        return None
