"""The key file: the wrapped store key on disk, whole or not at all, with a twin beside it."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from konsulent_app.keys.errors import (
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileThere,
    KeyFileUnreachable,
    NewerKeyFile,
)
from konsulent_app.keys.wrapping import FORMAT, Kind, Wrapping

_STORE_HEX = 32
_SALT_HEX = 32


@dataclass(frozen=True, slots=True)
class KeyFile:
    """``store`` is the random id of the store the key is for; ``salt`` its first 16 bytes, once it has been made."""

    store: str
    salt: bytes | None
    wrappings: tuple[Wrapping, ...]

    def first(self, kind: Kind) -> Wrapping | None:
        return next((one for one in self.wrappings if one.kind == kind.value), None)


def twin_of(path: Path) -> Path:
    """Where the same content lies again: a kilobyte that rots must not cost every unsent besøg."""
    return path.with_name(path.name + ".kopi")


def read(path: Path) -> KeyFile:
    """The key file, or its twin where it is missing or damaged. Raises ``KeyFileMissing``, ``KeyFileDamaged``,
    ``NewerKeyFile`` or ``KeyFileUnreachable``; nothing is written."""
    try:
        return _read(path)
    except (KeyFileMissing, KeyFileDamaged) as first:
        try:
            return _read(twin_of(path))
        except (KeyFileMissing, KeyFileDamaged):
            raise first from None


def write_new(path: Path, content: KeyFile) -> None:
    """Raises ``KeyFileThere`` when there is one, even one made a moment ago by another process."""
    if twin_of(path).exists():
        raise KeyFileThere
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = _write_partial(path, content)
        try:
            if os.name == "posix":
                os.link(partial, path)  # a rename would replace
            else:
                partial.rename(path)  # on Windows it does not
        except FileExistsError:
            raise KeyFileThere from None
        finally:
            partial.unlink(missing_ok=True)
        _sync_folder(path.parent)
        _write_over(twin_of(path), content)
    except OSError:
        raise KeyFileUnreachable from None


def write(path: Path, content: KeyFile) -> None:
    """Replaces the key file, then its twin. Raises ``KeyFileUnreachable``; the file is then the old or the new one."""
    try:
        _write_over(path, content)
        _write_over(twin_of(path), content)
    except OSError:
        raise KeyFileUnreachable from None


def encode(content: KeyFile) -> bytes:
    """The bytes of the file. The checksum tells a rotten file from a wrong passphrase; it guards against nobody."""
    fields = {
        "format": FORMAT,
        "store": content.store,
        "salt": None if content.salt is None else content.salt.hex(),
        "wrappings": [
            {"kind": one.kind, "parameters": dict(one.parameters), "sealed": one.sealed.hex()}
            for one in content.wrappings
        ],
    }
    return _with_checksum(fields)


def decode(content: bytes) -> KeyFile:
    """Raises ``KeyFileDamaged`` unless every byte is as it was written, or ``NewerKeyFile``."""
    try:
        fields = json.loads(content)
        if not isinstance(fields, dict):
            raise KeyFileDamaged
        fields.pop("checksum", None)
        if _with_checksum(fields) != content:
            raise KeyFileDamaged
        if fields["format"] != FORMAT:
            raise NewerKeyFile
        return _from_fields(fields)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise KeyFileDamaged from None


def _from_fields(fields: Mapping[str, Any]) -> KeyFile:
    salt = fields["salt"]
    wrappings = tuple(
        Wrapping(str(one["kind"]), dict(one["parameters"]), bytes.fromhex(one["sealed"])) for one in fields["wrappings"]
    )
    store = fields["store"]
    if len(bytes.fromhex(store)) * 2 != _STORE_HEX or (salt is not None and len(salt) != _SALT_HEX):
        raise KeyFileDamaged
    return KeyFile(store, None if salt is None else bytes.fromhex(salt), wrappings)


def _with_checksum(fields: Mapping[str, Any]) -> bytes:
    checksum = hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
    return json.dumps({**fields, "checksum": checksum}, indent=1, sort_keys=True).encode() + b"\n"


def _read(path: Path) -> KeyFile:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise KeyFileMissing from None
    except OSError:
        raise KeyFileUnreachable from None
    return decode(content)


def _write_over(path: Path, content: KeyFile) -> None:
    _write_partial(path, content).replace(path)
    _sync_folder(path.parent)


def _write_partial(path: Path, content: KeyFile) -> Path:
    """The content on disk under a name of its own, so that two processes at once do not mix theirs."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.delvis")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(encode(content))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    return partial


def _sync_folder(folder: Path) -> None:
    """The new name on disk too; Windows does it with the rename and opens no folders."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
