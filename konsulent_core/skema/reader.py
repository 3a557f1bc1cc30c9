"""Reads one TOML table strictly: what is wrong, or was not asked for, is refused with file and key path."""

import re
from enum import StrEnum
from typing import TypeVar

from konsulent_core.errors import UserError

_NOEGLE = re.compile(r"[a-z][a-z0-9_]*")
FELT_NOEGLE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")

E = TypeVar("E", bound=StrEnum)


class SkemaFejl(UserError):
    """A skema that cannot be used; ``sti`` counts from 1: ``punkt[3].felt[2].audience``.

    ``linje`` is known for syntax errors only (tomllib keeps no positions).
    """

    def __init__(self, fil: str, sti: str, hvad: str, linje: int | None = None) -> None:
        where = f"{fil}, linje {linje}" if linje is not None else f"{fil}: {sti}" if sti else fil
        super().__init__(f"{where}: {hvad}", sti)
        self.fil = fil
        self.sti = sti
        self.hvad = hvad
        self.linje = linje


class Table:
    """What is left to read of one TOML table; ``done`` refuses the keys that nobody asked for."""

    def __init__(self, fil: str, sti: str, data: object) -> None:
        self.fil = fil
        self.sti = sti
        if not isinstance(data, dict):
            raise SkemaFejl(fil, sti, "Skal være en tabel.")
        self._data: dict[str, object] = dict(data)

    def path(self, key: str) -> str:
        return f"{self.sti}.{key}" if self.sti else key

    def fejl(self, key: str, hvad: str) -> SkemaFejl:
        return SkemaFejl(self.fil, self.path(key), hvad)

    def has(self, key: str) -> bool:
        return key in self._data

    def take(self, key: str) -> object:
        if key not in self._data:
            raise self.fejl(key, "Mangler.")
        return self._data.pop(key)

    def text(self, key: str) -> str:
        return self._text(key, self.take(key))

    def _text(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.fejl(key, "Skal være en tekst, der ikke er tom.")
        return value

    def noegle(self, key: str, pattern: re.Pattern[str] = _NOEGLE) -> str:
        value = self.text(key)
        if not pattern.fullmatch(value):
            raise self.fejl(key, f"»{value}« skal skrives med a-z, 0-9 og _ (æ→ae, ø→oe, å→aa).")
        return value

    def enum(self, key: str, kind: type[E]) -> E:
        return self._enum(key, self.text(key), kind)

    def _enum(self, key: str, value: str, kind: type[E]) -> E:
        try:
            return kind(value)
        except ValueError:
            valid = ", ".join(member.value for member in kind)
            raise self.fejl(key, f"»{value}« kendes ikke. Brug en af: {valid}.") from None

    def enums(self, key: str, kind: type[E]) -> tuple[E, ...]:
        found = tuple(self._enum(f"{key}[{n}]", t, kind) for n, t in enumerate(self.texts(key), start=1))
        if not found or len(set(found)) != len(found):
            raise self.fejl(key, "Skal nævne mindst én og hver kun én gang.")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.take(key)
        if not isinstance(value, list):
            raise self.fejl(key, "Skal være en liste af tekster.")
        return tuple(self._text(f"{key}[{n}]", item) for n, item in enumerate(value, start=1))

    def tables(self, key: str) -> "tuple[Table, ...]":
        value = self.take(key)
        if not isinstance(value, list) or not value:
            raise self.fejl(key, "Skal være en liste med mindst én tabel.")
        return tuple(Table(self.fil, self.path(f"{key}[{n}]"), item) for n, item in enumerate(value, start=1))

    def done(self) -> None:
        for key in self._data:
            raise self.fejl(key, "Nøglen kendes ikke her.")
