"""Promises kept, counted for jobcenter and virksomhed as openly as for the borger (DOMAIN §3, »Aftale«)."""

from collections.abc import Iterable
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
    by_part: dict[LoeftePart, list[int]] = {}
    for part, tal in found:
        sums = by_part.setdefault(part, [0, 0, 0, 0])
        sums[0] += tal.holdt
        sums[1] += tal.for_sent
        sums[2] += tal.over
        sums[3] += tal.aaben
    return {part: _as_tal(by_part[part]) for part in LoeftePart if part in by_part}


def _as_tal(sums: list[int]) -> LoefteTal:
    holdt, for_sent, over, aaben = sums
    return LoefteTal(holdt=holdt, for_sent=for_sent, over=over, aaben=aaben)
