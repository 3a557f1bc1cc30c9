"""A finished praktikdokumentation as plain values; what it shares with the report is the report's."""

import re
from dataclasses import dataclass
from datetime import date

from konsulent_core.rapport.blad import Afsnit, Belaeg, Indhold, Kilde, Tabel, henvisning
from konsulent_core.snapshot import TimerBlad

_DAG = re.compile(r" \d\d\.\d\d\.\d{4} \[")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerStykke:
    """The hours of a praktik from one day until another; ``blad.timer`` None where nobody wrote them down."""

    fra: date
    til: date
    blad: TimerBlad


@dataclass(frozen=True, slots=True, kw_only=True)
class Ophold:
    """The time between two praktikker, with why the first of them stopped."""

    fra: date
    til: date
    ord: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timerlinje:
    """The hours across the praktikker in order of time. ``til`` is the day the paper tells of."""

    titel: str
    stykker: tuple[TimerStykke, ...]
    ophold: tuple[Ophold, ...]
    til: date
    ord: str
    belaeg: tuple[Belaeg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionSpand:
    """A dimension from its first level to its last; the other voices' last. None where a voice gave none.

    ``ord`` are the anchor's words of the last level, ``kilde`` its sources where they are not those of the legend.
    """

    noegle: str
    titel: str
    foerst: int | None
    sidst: int | None
    arbejdsgiver: int | None
    borger: int | None
    ord: str
    kilde: str
    belaeg: tuple[Belaeg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vurderinger:
    """First and last of all dimensions. ``signatur``: what the four marks mean, "" for one that is on no line."""

    linjer: tuple[DimensionSpand, ...]
    borger: str
    hoved: str
    signatur: tuple[str, str, str, str]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Byggesten:
    """One thing that the next place can build on."""

    noegle: str
    tekst: str
    belaeg: tuple[Belaeg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stykke:
    """A section of page 2."""

    titel: str
    note: str
    indhold: tuple[Indhold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PraktikBlad:
    """The whole paper. ``forrige`` None: the first praktik; ``forrige_ord`` is what is not known of those before."""

    titel: str
    navn: str
    linje: str
    fod: str
    fakta: tuple[tuple[str, str], ...]
    pointe: Afsnit
    timer: Timerlinje | None
    uden_timer: str
    forrige: Tabel | None
    forrige_ord: tuple[Afsnit, ...]
    vurderinger: Vurderinger | None
    byggesten: tuple[Byggesten, ...]
    dele: tuple[Stykke, ...]
    kilder: tuple[Kilde, ...]
    slut: str


def kort_henvisning(belaeg: tuple[Belaeg, ...]) -> str:
    """»Lone Bach [6]«: who and at which besøg; the list of sources has the day."""
    return _DAG.sub(" [", henvisning(belaeg))
