"""Row ids: 63-bit integers, random for free rows and derived from the natural key for rows that have one."""

import hashlib
from collections.abc import Callable

Entropy = Callable[[int], bytes]

_MASK = (1 << 63) - 1


def new_id(entropy: Entropy) -> int:
    """A random id in 1..2^63-1. ``entropy(n)`` gives n random bytes (``secrets.token_bytes`` outside tests)."""
    while True:
        value = int.from_bytes(entropy(8), "big") & _MASK
        if value:
            return value


def derived_id(tabel: str, *parts: int | str) -> int:
    """The id that every machine gives to the row of ``tabel`` with this natural key."""
    text = "\x1f".join((tabel, *map(str, parts)))
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return (int.from_bytes(digest, "big") & _MASK) or 1
