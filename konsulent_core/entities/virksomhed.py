"""The company, its people, and what has been learned there."""

from dataclasses import dataclass

from konsulent_core.entities.grund import Record, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Virksomhed(Record):
    tabel = "virksomhed"
    scope_art = Scope.KOMMUNE

    navn: str | None = None
    cvr: str | None = None
    adresse: str | None = None
    by: str | None = None
    branche: str | None = None
    pladser: int | None = None
    p_nummer: str | None = None
    stoerrelse: str | None = None
    opgavetyper: str | None = None  # a line each
    kultur: str | None = None  # rummelighed, tone, what it takes to be there
    smaajob: str | None = None  # offered, a line each


@dataclass(frozen=True, slots=True, kw_only=True)
class Laering(Record):
    """What one forløb at the workplace taught: nameless, written at the afslutning (DOMAIN §3)."""

    tabel = "laering"
    scope_art = Scope.KOMMUNE

    virksomhed: int | None = None
    aar: int | None = None
    uger: int | None = None
    timer: float | None = None  # hours a week at the end
    resultat: str | None = None
    tekst: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kontaktperson(Record):
    tabel = "kontaktperson"
    scope_art = Scope.KOMMUNE

    virksomhed: int | None = None
    navn: str | None = None
    rolle: str | None = None
    telefon: str | None = None
    email: str | None = None
    mentor: bool | None = None
    uddannet: bool | None = None  # as a mentor
