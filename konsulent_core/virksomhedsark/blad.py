"""A finished »Opfølgning – virksomhed« as plain values: what is said, and nothing of how it looks."""

from dataclasses import dataclass

from konsulent_core.virksomhedsark.tid import Arbejdstid


@dataclass(frozen=True, slots=True, kw_only=True)
class Besked:
    """A date or a name in large type, and what else is known of it."""

    hoved: str
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AftaleLinje:
    """``jeres``: the company's own; ``fra_sidst``: an older one that nobody has said is done."""

    hvem: str
    hvad: str
    senest: str
    jeres: bool
    fra_sidst: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DelmaalLinje:
    tekst: str
    inden: str
    tilstand: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpgaveLinje:
    """``sidst``: the step is from an earlier besøg; ``ny``: first seen at this one."""

    navn: str
    trin: str
    sidst: bool
    ny: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HensynLinje:
    """A skånehensyn with the wording the borger agreed to; one without such a wording is on no company's paper."""

    titel: str
    ordlyd: str
    virkning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Raad:
    """What to do if something is difficult."""

    spoergsmaal: str
    svar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VirksomhedBlad:
    """The whole paper. A part that is None is one that the skema does not ask, or not of this reader."""

    titel: str
    til: str
    navn: str
    linje: str
    fod: str
    forbehold: tuple[str, ...]
    naeste: Besked | None
    ring: Besked | None
    aftaler: tuple[AftaleLinje, ...] | None
    holdt: str
    tid: Arbejdstid | None
    maal: str
    delmaal: tuple[DelmaalLinje, ...]
    opgaver: tuple[OpgaveLinje, ...] | None
    siden: str
    fremmoede: tuple[tuple[str, int], ...] | None
    hensyn: tuple[HensynLinje, ...] | None
    svar: tuple[tuple[str, str], ...]
    raad: tuple[Raad, ...]
