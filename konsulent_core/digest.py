"""A digest of a scope's rows, the same on the machine and at the server wherever both hold the same."""

import hashlib
from collections.abc import Mapping

import msgspec

from konsulent_core.merge import Value

_ENCODER = msgspec.json.Encoder()


def row_digest(table: str, row: int, values: Mapping[str, Value]) -> int:
    """64 bits of what the row says. A field that holds nothing is as good as absent, and 3.0 hours are 3: how a value
    was written, and by which version, makes no difference."""
    said = sorted((name, _plain(value)) for name, value in values.items() if value is not None)
    return int.from_bytes(hashlib.blake2b(_ENCODER.encode((table, row, said)), digest_size=8).digest(), "big")


def _plain(value: Value) -> Value:
    if isinstance(value, bool):
        return int(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


class ScopeDigest:
    """Rows in any order: the digest is their sum, so that none can hide behind another."""

    def __init__(self) -> None:
        self.count = 0
        self._sum = 0

    def add(self, table: str, row: int, values: Mapping[str, Value]) -> None:
        self.count += 1
        self._sum = (self._sum + row_digest(table, row, values)) & 0xFFFF_FFFF_FFFF_FFFF

    @property
    def text(self) -> str:
        return f"{self._sum:016x}"
