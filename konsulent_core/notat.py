"""The ten-second note while it is written: whom it is about, stikord, and when to come back to it."""

from dataclasses import dataclass

import msgspec

FOELG_OP = "Følg op på notat: "
_MOST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Notat:
    """``dato`` is ISO; None asks for nothing later."""

    sag: int | None = None
    tekst: str = ""
    dato: str | None = None

    def to_text(self) -> str:
        """As it is kept on the machine while it is written."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_text(cls, text: str | None) -> "Notat":
        """What was kept; an empty one where nothing was, or nothing that this version knows."""
        try:
            return msgspec.json.decode(text or "{}", type=cls)
        except msgspec.DecodeError:
            return cls()


def reminder(tekst: str) -> str:
    """The konsulent's own aftale that comes of a date: the note's first words."""
    line = " ".join(tekst.split())
    return FOELG_OP + (line if len(line) <= _MOST else line[: _MOST - 1].rstrip() + "…")
