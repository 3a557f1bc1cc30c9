"""Lists that the law changes, read from data files (DOMAIN §2): what may be chosen on a given day."""

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any


class ListeFejl(ValueError):
    """The file and what is wrong in it, for whoever edits it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One choice; ``fra`` and ``til`` bound the days on which it is offered, both included."""

    titel: str
    fra: date | None = None
    til: date | None = None

    def is_offered(self, day: date) -> bool:
        return (self.fra is None or self.fra <= day) and (self.til is None or day <= self.til)


def parse_liste(name: str, text: str, noegle: str) -> tuple[Post, ...]:
    """The ``[[noegle]]`` entries of a list file called ``name``, in their order. Raises ListeFejl."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ListeFejl(f"{name}: {error}") from None
    entries = found.get(noegle)
    if not isinstance(entries, list) or set(found) != {noegle}:
        raise ListeFejl(f"{name}: [[{noegle}]] and nothing else is expected")
    return tuple(_post(name, f"{noegle}[{number}]", entry) for number, entry in enumerate(entries))


def _post(name: str, path: str, entry: Any) -> Post:
    unknown = set(entry) - {"titel", "fra", "til"}
    if unknown:
        raise ListeFejl(f"{name}: {path}.{min(unknown)} is not known")
    titel, fra, til = entry.get("titel"), entry.get("fra"), entry.get("til")
    if not isinstance(titel, str) or not titel.strip():
        raise ListeFejl(f"{name}: {path}.titel must be words")
    for key, value in (("fra", fra), ("til", til)):
        if value is not None and type(value) is not date:
            raise ListeFejl(f"{name}: {path}.{key} must be a date")
    return Post(titel=titel.strip(), fra=fra, til=til)
