"""What a person has set for this machine, without personal data: declared, validated, and kept in a small JSON file."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from konsulent_core.errors import UserError

DEFAULT_SERVER = "https://opfoelgning.example.dk"
TEXT_SIZES = (100, 115, 130, 150)  # per cent
LOCK_MINUTES = range(1, 61)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_NOTHING: Mapping[str, object] = MappingProxyType({})


class ThemeChoice(Enum):
    SYSTEM = "system"
    LYS = "lys"
    MOERK = "moerk"


class FontChoice(Enum):
    PLEX = "plex"
    SYSTEM = "system"


class BadSetting(UserError):
    """A value that a setting cannot have; ``field`` is the setting's name in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Raises ``BadSetting`` for values it cannot have. ``unknown`` is what a newer version wrote; it is kept."""

    server: str = DEFAULT_SERVER
    theme: ThemeChoice = ThemeChoice.SYSTEM
    text_size: int = 100
    font: FontChoice = FontChoice.PLEX
    lock_minutes: int = 10
    unknown: Mapping[str, object] = field(default_factory=lambda: _NOTHING)

    def __post_init__(self) -> None:
        if not _is_server(self.server):
            raise BadSetting("Serverens adresse skal begynde med https://", "server")
        if self.text_size not in TEXT_SIZES:
            raise BadSetting("Tekststørrelsen kan være 100, 115, 130 eller 150 %.", "text_size")
        if self.lock_minutes not in LOCK_MINUTES:
            raise BadSetting("Låsetiden skal være mellem 1 og 60 minutter.", "lock_minutes")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings in force. ``refused``: settings whose values were bad and stand at their default;
    ``aside``: where a file that could not be read at all now lies."""

    settings: Settings
    refused: tuple[str, ...] = ()
    aside: Path | None = None


def load(path: Path) -> Loaded:
    """What the file says; defaults for what it does not. Never raises for what the file holds, only ``OSError``."""
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError:
        return Loaded(Settings())
    except ValueError:
        return Loaded(Settings(), aside=_put_aside(path))
    if not isinstance(found, dict):
        return Loaded(Settings(), aside=_put_aside(path))
    settings = Settings(unknown={name: value for name, value in found.items() if name not in _READ})
    refused = []
    for name, read in _READ.items():
        if name not in found:
            continue
        try:
            settings = read(settings, found[name])
        except (BadSetting, ValueError, TypeError):
            refused.append(name)
    return Loaded(settings, tuple(refused))


def save(path: Path, settings: Settings) -> None:
    """Writes the file whole or not at all. Raises ``OSError``."""
    content = {**settings.unknown, **{name: _plain(getattr(settings, name)) for name in _READ}}
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    partial = path.with_name(path.name + ".delvis")
    try:
        with partial.open("wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def _put_aside(path: Path) -> Path:
    aside = path.with_name(path.name + ".skadet")
    path.replace(aside)
    return aside


def _is_server(address: str) -> bool:
    """https everywhere; plain http only to this machine itself, as the demo does. No name or password inside."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        port_is_one = parts.port is None or parts.port > 0
    except ValueError:
        return False
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    return secure and bool(host) and port_is_one and parts.username is None and not parts.query and not parts.fragment


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


_READ: Mapping[str, Callable[[Settings, object], Settings]] = MappingProxyType(
    {
        "server": lambda settings, value: replace(settings, server=_text(value)),
        "theme": lambda settings, value: replace(settings, theme=ThemeChoice(value)),
        "text_size": lambda settings, value: replace(settings, text_size=_number(value)),
        "font": lambda settings, value: replace(settings, font=FontChoice(value)),
        "lock_minutes": lambda settings, value: replace(settings, lock_minutes=_number(value)),
    }
)
assert set(_READ) == {one.name for one in fields(Settings)} - {"unknown"}
