"""Promises kept, counted for jobcenter and virksomhed as openly as for the borger (DOMAIN §3, »Aftale«)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from konsulent_core.words import Part


class LoeftePart(StrEnum):
    """Who promised; konsulent and sagsbehandler are one party, as the others see them."""

    JOBCENTER = "jobcenter"
    VIRKSOMHED = "virksomhed"
    BORGER = "borger"


class LoefteArt(IntEnum):
    """Done in time (or without a date), done after its date, open with its date passed, open and not yet due."""

    HOLDT = 0
    FOR_SENT = 1
    OVER = 2
    AABEN = 3


_PART: dict[str | None, LoeftePart] = {
    Part.KONSULENT: LoeftePart.JOBCENTER,
    Part.SAGSBEHANDLER: LoeftePart.JOBCENTER,
    Part.VIRKSOMHED: LoeftePart.VIRKSOMHED,
    Part.BORGER: LoeftePart.BORGER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoefteTal:
    """Aftaler of one party, a number for each ``LoefteArt``."""

    holdt: int = 0
    for_sent: int = 0
    over: int = 0
    aaben: int = 0

    @property
    def gjort(self) -> int:
        return self.holdt + self.for_sent

    @property
    def i_alt(self) -> int:
        return self.gjort + self.over + self.aaben

    def plus(self, other: "LoefteTal") -> "LoefteTal":
        """Both together."""
        return LoefteTal(
            holdt=self.holdt + other.holdt,
            for_sent=self.for_sent + other.for_sent,
            over=self.over + other.over,
            aaben=self.aaben + other.aaben,
        )


Loefter = Mapping[LoeftePart, LoefteTal]


def loefte_part(part: str | None) -> LoeftePart | None:
    """The party of an aftale; None where nobody was named."""
    return _PART.get(part)


def loefte_art(*, gjort: bool, senest: str | None, gjort_dato: str | None, i_dag: str) -> LoefteArt:
    """How an aftale stands today. Dates are ISO, which compare as days do; its last day is not yet over."""
    if gjort:
        late = senest is not None and gjort_dato is not None and gjort_dato > senest
        return LoefteArt.FOR_SENT if late else LoefteArt.HOLDT
    return LoefteArt.OVER if senest is not None and senest < i_dag else LoefteArt.AABEN


def sum_loefter(found: Iterable[tuple[LoeftePart, LoefteTal]]) -> dict[LoeftePart, LoefteTal]:
    """By party, in the order of ``LoeftePart``; a party that promised nothing is not there."""
    by_part: dict[LoeftePart, LoefteTal] = {}
    for part, tal in found:
        by_part[part] = by_part.get(part, LoefteTal()).plus(tal)
    return {part: by_part[part] for part in LoeftePart if part in by_part}
