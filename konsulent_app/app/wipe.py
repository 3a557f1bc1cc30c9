"""Empties this machine when it is reported lost: the key first, so that nothing that is left can be read.

A note is written before anything goes, and is told at the end that all is gone. Killed in between, the next start finds
the note and goes on from there before it does anything else.
"""

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from konsulent_app import keys
from konsulent_app.keys.errors import KeyringUnavailable, KeyTrouble
from konsulent_app.paths import Paths

_NAME, _PARTIAL = "slettet.json", ".delvis"


def is_begun(paths: Paths) -> bool:
    """Whether this machine was told to wipe itself, and nobody has begun anew on it since."""
    return (paths.folder / _NAME).exists()


def wipe(paths: Paths, vault: Callable[[], keys.Vault]) -> bool:
    """Whether all of it is gone; what could not be removed is tried again at the next call. The store must be closed.

    The log stays: it holds nothing of anybody. Raises ``OSError`` when not even the note can be written.
    """
    note = paths.folder / _NAME
    if not note.exists():
        _write(note, _entries(paths.key))
    entries = _read(note)
    with contextlib.suppress(OSError):
        note.with_suffix(_PARTIAL).unlink(missing_ok=True)
    for path in _key_files(paths.key):
        _shred(path)
    with contextlib.suppress(KeyringUnavailable):
        found = vault()
        for name in entries:
            with contextlib.suppress(KeyringUnavailable):  # gone already, or it opens nothing any more
                found.erase(name)
    for path in _files(paths):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    return not any((*_key_files(paths.key), *_files(paths)))


def begin_anew(paths: Paths, vault: Callable[[], keys.Vault]) -> bool:
    """A person has read what happened and wants to enrol the machine again; False while something is left. What a job
    that was still running wrote after the wipe goes now. Raises ``OSError``."""
    if not wipe(paths, vault):
        return False
    (paths.folder / _NAME).unlink(missing_ok=True)
    return True


def _entries(key: Path) -> tuple[str, ...]:
    try:
        return (*keys.keyring_entries(key), keys.refresh_entry(keys.store_of(key)))
    except KeyTrouble:
        return ()  # without a key file nothing can be read anyhow


def _key_files(key: Path) -> list[Path]:
    """The key, its twin, and what a killed write may have left of them."""
    return sorted(key.parent.glob(key.name + "*"))


def _files(paths: Paths) -> Iterator[Path]:
    """The store with its WAL, damaged and restored ones beside it, the backups, and what tells of the server."""
    yield from paths.folder.glob(paths.store.name + "*")
    yield from (path for path in paths.backups.glob("*") if path.is_file())
    yield from paths.folder.glob(paths.settings.name + "*")


def _shred(path: Path) -> None:
    """Overwritten first: a name that is gone is not yet its bytes. What the disk keeps beside is out of our reach."""
    with contextlib.suppress(OSError), path.open("r+b") as file:
        file.write(b"\0" * path.stat().st_size)
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _write(note: Path, entries: tuple[str, ...]) -> None:
    """Whole or not at all: half a note would name half of what is to go."""
    partial = note.with_suffix(_PARTIAL)
    with partial.open("wb") as file:
        file.write(json.dumps({"noegler": entries}).encode())
        file.flush()
        os.fsync(file.fileno())
    partial.replace(note)
    if os.name == "posix":
        folder = os.open(note.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _read(note: Path) -> tuple[str, ...]:
    try:
        found = json.loads(note.read_bytes())
        return tuple(str(name) for name in found["noegler"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()
