"""What a row of a foreign caseload says in typed values, and what is to be known of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from konsulent_core.indlaes.kolonner import Kolonne


class Alvor(StrEnum):
    """A row with a ``FEJL`` stays out; an ``ADVARSEL`` is for the person to weigh."""

    FEJL = "fejl"
    ADVARSEL = "advarsel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bemaerkning:
    """What is to be known of a row, by its number in the file. ``laest`` never shows a CPR number."""

    raekke: int
    alvor: Alvor
    besked: str
    kolonne: Kolonne | None = None
    laest: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BorgerTal:
    """The borger of a row; each field is named as in ``entities.Borger``."""

    cpr: str | None
    fornavn: str | None
    efternavn: str | None
    telefon: str | None
    email: str | None
    adresse: str | None
    adressebeskyttelse: bool | None
    ordblind: bool | None
    bisidder: str | None
    jobmaal: str | None

    @property
    def navn(self) -> str:
        return " ".join(part for part in (self.fornavn, self.efternavn) if part)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SagTal:
    """The sag of a row; each field is named as in ``entities.Sag``. Dates are ISO."""

    nummer: str | None
    sagstype: str | None
    start: str | None
    sagsbehandler: str | None
    moede_dato: str | None
    bekymring: bool | None
    bekymring_grund: str | None
    naeste_dato: str | None
    naeste_tid: str | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class VirksomhedTal:
    """The workplace of a row, by its name, its CVR number or both."""

    navn: str | None
    cvr: str | None
    adresse: str | None
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PraktikTal:
    """The praktik of a row with its people by name; hours a week in all, as one number or from-to."""

    afdeling: str | None
    kontaktperson: str | None
    kontakt_telefon: str | None
    mentor: str | None
    start: str
    slut: str | None
    formaal: str | None
    formaal_tekst: str | None
    ugeplan: str | None
    timer: float | None
    timer_til: float | None
    loentimer: float | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Raekke:
    """A row that may be taken in. ``praktik`` comes with a ``virksomhed`` and never alone."""

    nummer: int
    borger: BorgerTal
    sag: SagTal
    virksomhed: VirksomhedTal | None
    praktik: PraktikTal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indlaest:
    """A whole file: the rows without a fault, and what is to be known of the others and of them."""

    raekker: tuple[Raekke, ...]
    bemaerkninger: tuple[Bemaerkning, ...]


def antal_med(bemaerkninger: Iterable[Bemaerkning], alvor: Alvor) -> int:
    """How many rows have a remark of that kind."""
    return len({note.raekke for note in bemaerkninger if note.alvor is alvor})
