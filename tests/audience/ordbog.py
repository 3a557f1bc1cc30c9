"""The words that are planted: one for every place, that nobody writes by chance and no line break hides."""

import re
from dataclasses import dataclass
from itertools import product

from tests.audience.kredse import Kreds

_LETTERS = "bcdfghjklmnpqrstvwxz"
_NOT_SEEN = re.compile(r"[\s\u00ad\u200b]+")


@dataclass(frozen=True, slots=True)
class Plads:
    """Where a word stands: who may read there; ``kladde``: in a besøg that is not locked."""

    ord: str
    kreds: Kreds
    kladde: bool = False


class Ordbog:
    """Key (»borger.fornavn«, »opfoelgning.v1/hvordan.note«) → its word."""

    def __init__(self) -> None:
        self._free = ("Zq" + "".join(letters) for letters in product(_LETTERS, repeat=3))
        self.pladser: dict[str, Plads] = {}

    def ord(self, key: str, kreds: Kreds, *, kladde: bool = False) -> str:
        """The word of ``key``, a new one at the first time."""
        return self._known(key, kreds, kladde) or self._keep(key, next(self._free), kreds, kladde)

    def tal(self, key: str, kreds: Kreds, cifre: str) -> str:
        """Where only figures can stand: ``cifre``, which nothing else may hold."""
        return self._known(key, kreds, kladde=False) or self._keep(key, cifre, kreds, kladde=False)

    def findes(self, tekst: str) -> set[str]:
        """The keys of all words that ``tekst`` holds, however it is broken, spaced or written."""
        whole = _NOT_SEEN.sub("", tekst).casefold()
        return {key for key, plads in self.pladser.items() if plads.ord.casefold() in whole}

    def _known(self, key: str, kreds: Kreds, kladde: bool) -> str | None:
        found = self.pladser.get(key)
        assert found is None or (found.kreds, found.kladde) == (kreds, kladde), key
        return found.ord if found is not None else None

    def _keep(self, key: str, ord_: str, kreds: Kreds, kladde: bool) -> str:
        self.pladser[key] = Plads(ord_, kreds, kladde)
        return ord_
