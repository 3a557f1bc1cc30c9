"""An amendment as a paper prints it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RettelseLinje:
    """A numbered amendment. ``felt`` is the field's title, ``foer`` and ``efter`` text as shown to a reader.

    ``audience`` is the amended field's: an amendment of an internal note is no more for others than the note.
    """

    nummer: int
    dato: str
    hvem: str
    begrundelse: str
    felt: str
    audience: str
    foer: str
    efter: str
