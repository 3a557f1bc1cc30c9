"""Lists that the law changes, read from data files (DOMAIN §2): what may be chosen on a given day."""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from konsulent_core.skema import faste
from konsulent_core.skema.grammar import Felt
from konsulent_core.words import Formaal, Resultat


class ListeFejl(ValueError):
    """The file and what is wrong in it, for whoever edits it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One choice; ``fra`` and ``til`` bound the days on which it is offered, both included.

    ``noegle`` is the value that code knows, "" for one that only the list knows: that stands as words in the record, so
    that an old sag keeps what was true then.
    """

    titel: str
    noegle: str = ""
    fra: date | None = None
    til: date | None = None

    @property
    def vaerdi(self) -> str:
        """What the record holds when this is chosen."""
        return self.noegle or self.titel

    def is_offered(self, day: date) -> bool:
        return (self.fra is None or self.fra <= day) and (self.til is None or day <= self.til)


_AARSAGER = frozenset(
    {"sygdom", "opgaver", "hensyn", "samarbejde", "transport", "lukkede", "flyttede", "andet"}
)  # the keys of afslutning.v1


@dataclass(frozen=True, slots=True, kw_only=True)
class Lister:
    """All of them. An empty one offers nothing of its own."""

    ydelser: tuple[Post, ...] = ()
    formaal: tuple[Post, ...] = ()
    resultater: tuple[Post, ...] = ()
    aarsager: tuple[Post, ...] = ()

    def for_felt(self, felt: Felt) -> tuple[Post, ...]:
        """The list that a felt of a skema chooses from, () where the skema itself says.

        A skema of a kommune's own with choices that the list does not know keeps them.
        """
        posts = {faste.RESULTAT: self.resultater, faste.AFBRUDT_AARSAG: self.aarsager}.get(felt.noegle, ())
        return posts if {valg.noegle for valg in felt.valg} <= {post.noegle for post in posts} else ()


INGEN = Lister()
FILER: tuple[tuple[str, str, frozenset[str]], ...] = (  # the field of ``Lister`` and its file, the entries, known keys
    ("ydelser", "ydelse", frozenset()),
    ("formaal", "formaal", frozenset(Formaal)),
    ("resultater", "resultat", frozenset(Resultat)),
    ("aarsager", "aarsag", _AARSAGER),
)


def offered(posts: Iterable[Post], day: date) -> tuple[Post, ...]:
    """Those that may be chosen that day, in their order."""
    return tuple(post for post in posts if post.is_offered(day))


def titel_af(posts: Iterable[Post], vaerdi: str) -> str:
    """The words of a value that was chosen, offered now or not; the value itself where the list has none."""
    return next((post.titel for post in posts if post.vaerdi == vaerdi), vaerdi)


def parse_liste(name: str, text: str, noegle: str, kendte: Collection[str] = ()) -> tuple[Post, ...]:
    """The ``[[noegle]]`` entries of a list file called ``name``, in their order. ``kendte`` are the keys an entry may
    have. Raises ListeFejl.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ListeFejl(f"{name}: {error}") from None
    entries = found.get(noegle)
    if not isinstance(entries, list) or set(found) != {noegle}:
        raise ListeFejl(f"{name}: [[{noegle}]] and nothing else is expected")
    return tuple(_post(name, f"{noegle}[{number}]", entry, kendte) for number, entry in enumerate(entries))


def _post(name: str, path: str, entry: Any, kendte: Collection[str]) -> Post:
    unknown = set(entry) - {"titel", "fra", "til", *(("noegle",) if kendte else ())}
    if unknown:
        raise ListeFejl(f"{name}: {path}.{min(unknown)} is not known")
    titel, key, fra, til = entry.get("titel"), entry.get("noegle", ""), entry.get("fra"), entry.get("til")
    if not isinstance(titel, str) or not titel.strip():
        raise ListeFejl(f"{name}: {path}.titel must be words")
    if key and key not in kendte:
        raise ListeFejl(f"{name}: {path}.noegle must be one of {', '.join(sorted(kendte))}")
    for word, value in (("fra", fra), ("til", til)):
        if value is not None and type(value) is not date:
            raise ListeFejl(f"{name}: {path}.{word} must be a date")
    return Post(titel=titel.strip(), noegle=key, fra=fra, til=til)
