"""The shape of ``resources/demo/cases.toml``: the six people and their courses, as read."""

from datetime import date
from pathlib import Path

import msgspec

from konsulent_app.paths import resources_folder
from konsulent_core.words import (
    BesoegType,
    DelmaalTilstand,
    Formaal,
    IndsatsArt,
    MaaltalArt,
    Sagsgruppe,
    Stemme,
    TimerArt,
)


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A misspelt key in the file is an error, not a silence."""


class Kontakt(Shape, frozen=True, kw_only=True):
    navn: str
    rolle: str
    telefon: str | None = None
    email: str | None = None
    mentor: bool = False


class Firma(Shape, frozen=True, kw_only=True):
    noegle: str
    navn: str
    cvr: str
    adresse: str
    by: str
    branche: str
    pladser: int
    opgavetyper: str | None = None
    kultur: str | None = None
    smaajob: str | None = None
    kontakter: list[Kontakt]


class Hensyn(Shape, frozen=True, kw_only=True):
    noegle: str
    titel: str
    aarsag: str
    ordlyd: str
    aftalt: date


class Maal(Shape, frozen=True, kw_only=True):
    """A delmål is open until ``skift``, and then in ``tilstand``."""

    tekst: str
    dato: date
    fra: date | None = None
    tilstand: DelmaalTilstand = DelmaalTilstand.AABEN
    skift: date | None = None


class Ende(Shape, frozen=True, kw_only=True):
    """How a praktik ended. One that ``fortsaetter`` as a job at the same place has no end: the follow-up goes on."""

    dato: date
    fortsaetter: bool = False
    resultat: str
    laering: str
    afbrudt: bool = False
    aarsag: str | None = None


class Sted(Shape, frozen=True, kw_only=True):
    """A praktik. ``oprettet`` when it was written down, if before its start."""

    noegle: str
    start: date
    slut: date
    formaal: Formaal
    afdeling: str
    virksomhed: str | None = None
    kontakt: str | None = None
    mentor: str | None = None
    formaal_tekst: str | None = None
    ugeplan: str | None = None
    oprettet: date | None = None
    bekymring_foer: bool = False
    bygger_paa: str | None = None
    opgaver: dict[str, str] = {}
    delmaal: list[Maal] = []
    ende: Ende | None = None


class Skridt(Shape, frozen=True, kw_only=True):
    """A step of hours from ``fra``, agreed on ``aftalt`` (a besøg or a day of its own), else written down that day."""

    fra: date
    praktik: str | None = None
    aftalt: date | None = None
    timer: float | None = None
    til: float | None = None
    loen: float | None = None
    moenster: str | None = None
    art: TimerArt = TimerArt.PRAKTIK
    aarsag: str | None = None
    ugeplan: str | None = None


class Moede(Shape, frozen=True, kw_only=True):
    """One meeting. The comment at the top of the file says how ``trin``, ``noter``, ``svar`` and ``aftaler`` are
    written; a formøde is before any praktik.
    """

    dato: date
    tid: str
    sted: str
    type: BesoegType = BesoegType.OPFOELGNING
    praktik: str | None = None
    konsulent: str | None = None
    deltagere: str | None = None
    trin: dict[str, str] = {}
    foerst: list[str] = []
    opgaver: dict[str, str] = {}
    hensyn: dict[str, str] = {}
    dage: dict[str, str] = {}
    lukket: list[tuple[date, date]] = []
    svar: dict[str, str] = {}
    ny_slutdato: date | None = None
    noter: list[tuple[str, str, str]] = []
    aftaler: list[tuple[str, str, str, str]] = []
    naeste_grund: str | None = None


class Opkald(Shape, frozen=True, kw_only=True):
    """A telephone call between visits."""

    dato: date
    tid: str
    noter: list[tuple[str, str]]


class Bekymring(Shape, frozen=True, kw_only=True):
    fra: date
    grund: str


class Ved(Shape, frozen=True, kw_only=True):
    """What runs beside the praktik, in the same week."""

    art: IndsatsArt
    navn: str
    ugeplan: str
    start: date


class Rapportord(Shape, frozen=True, kw_only=True):
    """The konsulent's own words in the report, written when the newest besøg was over."""

    konklusion: str
    spoergsmaal: str


class Forloeb(Shape, frozen=True, kw_only=True):
    """A sag."""

    nummer: str
    sagstype: str
    start: date
    sagsbehandler: str
    slut: date | None = None
    konsulent: str | None = None
    moede_dato: date | None = None
    bekymring: Bekymring | None = None
    gruppe: Sagsgruppe | None = None
    gruppe_grund: str | None = None
    indsats: list[Ved] = []
    skaanehensyn: list[Hensyn] = []
    praktik: list[Sted] = []
    timer: list[Skridt] = []
    besoeg: list[Moede] = []
    telefon: list[Opkald] = []
    rapport: Rapportord | None = None


class Person(Shape, frozen=True, kw_only=True):
    """``naeste`` names the group of Sager that the next date falls in today."""

    noegle: str
    case: str
    fornavn: str
    efternavn: str
    foedt: date
    loebenummer: int
    telefon: str
    kontaktform: str
    jobmaal: str
    erfaring: str
    naeste: str
    sag: list[Forloeb]
    email: str | None = None
    ordblind: bool = False
    bisidder: str | None = None
    naeste_tid: str | None = None
    naeste_grund: str | None = None

    @property
    def nyeste(self) -> date:
        """The day of the newest besøg, as the file has it."""
        return max(moede.dato for sag in self.sag for moede in sag.besoeg)


class CaseFile(Shape, frozen=True, kw_only=True):
    telefon: str  # of the konsulent, as her papers print it
    maaltal: dict[MaaltalArt, float]  # percent
    virksomhed: list[Firma]
    person: list[Person]


VOICES = {"k": Stemme.KONSULENT, "a": Stemme.ARBEJDSGIVER, "b": Stemme.BORGER, "s": Stemme.SAGSBEHANDLER}


def read_cases(path: Path | None = None) -> CaseFile:
    """Raises ``msgspec.ValidationError`` naming the key path."""
    chosen = path or resources_folder() / "demo" / "cases.toml"
    return msgspec.toml.decode(chosen.read_bytes(), type=CaseFile)
