"""A finished report as plain values: parts of paragraphs, tables and figures, each claim with its sources."""

from dataclasses import dataclass
from datetime import date

from konsulent_core.dansk import format_dato
from konsulent_core.rapport.art import Del
from konsulent_core.snapshot import DagBlad, TimerBlad, TrinPunkt

REGISTER = "sagens stamdata"
"""What stands for a source that is no besøg."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kilde:
    """A locked besøg in the list of sources; ``nr`` counts from 1 in order of date, ``type`` a ``BesoegType`` value."""

    nr: int
    besoeg: int
    dato: date
    type: str
    sted: str
    til_stede: str
    rettet: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Belaeg:
    """One source of one claim: at which besøg, whose voice, at which felt, in which words.

    ``kilde`` None: it stands in the sag itself. ``stemme`` is a ``words.Stemme`` value or empty.
    """

    kilde: Kilde | None
    stemme: str
    hvem: str
    felt: str
    ord: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Afsnit:
    """A paragraph. ``eget``: the konsulent's own words; ``mangler``: she has not written it yet, and it says so.

    ``kan_rettes``: her words may stand instead. ``appens`` is what the app would say.
    """

    noegle: str
    tekst: str
    belaeg: tuple[Belaeg, ...] = ()
    titel: str = ""
    kan_rettes: bool = False
    eget: bool = False
    mangler: bool = False
    appens: str = ""

    @property
    def uden_kilde(self) -> bool:
        """A claim that nothing in the sag stands behind."""
        return not self.belaeg and not self.mangler


@dataclass(frozen=True, slots=True, kw_only=True)
class Linje:
    """A row of a table: its cells, the last of which names the sources."""

    noegle: str
    celler: tuple[str, ...]
    belaeg: tuple[Belaeg, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabel:
    """``noegle`` says which table it is; ``tom`` stands where it has no rows."""

    noegle: str
    hoveder: tuple[str, ...]
    linjer: tuple[Linje, ...]
    titel: str = ""
    tom: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionLinje:
    """A dimension over the period: the curve; ``nu`` »Nu 4:« with the anchor's words; ``start`` where it began."""

    noegle: str
    titel: str
    kurve: tuple[TrinPunkt, ...]
    nu: str
    nu_ord: str
    start: str
    belaeg: tuple[Belaeg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Udviklingsbillede:
    """The dimensions on one axis of time. ``brud``: the anchors' words changed in the period."""

    linjer: tuple[DimensionLinje, ...]
    brud: bool
    borger: str
    moede: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StemmeKolonne:
    """A besøg in the table of voices."""

    dato: date
    nr: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StemmeTrin:
    """One voice's level, None where it gave none; ``foerst``: it answered before the others."""

    trin: int | None
    foerst: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StemmeLinje:
    """A dimension's levels by besøg, each of konsulent, arbejdsgiver and borger in that order."""

    noegle: str
    titel: str
    trin: tuple[tuple[StemmeTrin, ...], ...]
    belaeg: tuple[Belaeg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stemmer:
    """The three voices side by side, never averaged."""

    titel: str
    borger: str
    kolonner: tuple[StemmeKolonne, ...]
    linjer: tuple[StemmeLinje, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timerbillede:
    """The steps of hours and løntimer, up to ``til``."""

    noegle: str
    trin: tuple[TimerBlad, ...]
    til: date
    belaeg: tuple[Belaeg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dagebillede:
    """Every registered day and how it went."""

    noegle: str
    dage: tuple[DagBlad, ...]
    belaeg: tuple[Belaeg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spalte:
    """A short list beside others on page 1; with ``afsnit`` it is framed: what the reader is asked to do."""

    titel: str
    linjer: tuple[Linje, ...]
    tom: str
    afsnit: Afsnit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spalter:
    """Up to three short lists side by side."""

    spalter: tuple[Spalte, ...]


Indhold = Afsnit | Tabel | Udviklingsbillede | Stemmer | Timerbillede | Dagebillede | Spalter


@dataclass(frozen=True, slots=True, kw_only=True)
class DelBlad:
    """One part in printed order."""

    del_: Del
    titel: str
    note: str
    indhold: tuple[Indhold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RapportBlad:
    """The whole report. ``fakta`` are up to four (label, lines); ``huller`` the gaps in one sentence each."""

    titel: str
    navn: str
    linje: str
    fod: str
    periode: str
    fakta: tuple[tuple[str, str], ...]
    dele: tuple[DelBlad, ...]
    kilder: tuple[Kilde, ...]
    huller: tuple[str, ...]
    slut: str

    def afsnit(self) -> tuple[Afsnit, ...]:
        """Every paragraph in printed order."""
        return tuple(a for d in self.dele for i in d.indhold for a in _afsnit_i(i))

    def belaeg(self) -> dict[str, tuple[Belaeg, ...]]:
        """The sources of everything that can be pointed at: its key → its sources, in printed order."""
        return {key: sources for d in self.dele for i in d.indhold for key, sources, _ in _noegler(i)}

    def ord(self) -> dict[str, str]:
        """What everything that can be pointed at says: its key → its words, for whoever does not see it."""
        return {key: words for d in self.dele for i in d.indhold for key, _, words in _noegler(i)}


def _afsnit_i(indhold: Indhold) -> tuple[Afsnit, ...]:
    match indhold:
        case Afsnit():
            return (indhold,)
        case Spalter():
            return tuple(s.afsnit for s in indhold.spalter if s.afsnit is not None)
        case _:
            return ()


def _noegler(indhold: Indhold) -> tuple[tuple[str, tuple[Belaeg, ...], str], ...]:
    match indhold:
        case Afsnit():
            return ((indhold.noegle, indhold.belaeg, f"{indhold.titel} {indhold.tekst}".strip()),)
        case Timerbillede():
            return ((indhold.noegle, indhold.belaeg, "Timer om ugen som billede"),)
        case Dagebillede():
            return ((indhold.noegle, indhold.belaeg, "Fremmøde dag for dag som billede"),)
        case Tabel():
            return tuple(_raekke(line) for line in indhold.linjer)
        case Udviklingsbillede():
            return tuple((x.noegle, x.belaeg, f"{x.titel}. {x.nu} {x.nu_ord} {x.start}") for x in indhold.linjer)
        case Stemmer():
            return tuple((x.noegle, x.belaeg, f"{x.titel}, tre stemmer") for x in indhold.linjer)
        case Spalter():
            lines = tuple(_raekke(line) for s in indhold.spalter for line in s.linjer)
            return lines + tuple(found for a in _afsnit_i(indhold) for found in _noegler(a))


def _raekke(line: Linje) -> tuple[str, tuple[Belaeg, ...], str]:
    return line.noegle, line.belaeg, ", ".join(" ".join(cell.split()) for cell in line.celler if cell)


def henvisning(belaeg: tuple[Belaeg, ...]) -> str:
    """»Lone Bach 15.08.2018 [6]«; of many »konsulenten [3]–[6] [8]«; what is no besøg »Sagens stamdata«."""
    by_who: dict[str, list[Kilde]] = {}
    for one in belaeg:
        if one.kilde is not None and one.kilde not in by_who.setdefault(one.hvem, []):
            by_who[one.hvem].append(one.kilde)
    said = []
    for who, kilder in by_who.items():
        day = f"{format_dato(kilder[0].dato)} " if len(kilder) == 1 else ""
        said.append(f"{who} {day}{_numre(sorted(k.nr for k in kilder))}")
    if not said and belaeg:
        said.append(REGISTER)
    words = "; ".join(said)
    return words[:1].upper() + words[1:]


def _numre(numre: list[int]) -> str:
    """[1]–[4] [6] [7]: three or more in a row are told by their ends."""
    runs: list[list[int]] = []
    for n in numre:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    said = [f"[{run[0]}]–[{run[-1]}]" if len(run) > 2 else " ".join(f"[{n}]" for n in run) for run in runs]
    return " ".join(said)
