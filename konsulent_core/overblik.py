"""Målstyring at the level of people: counts of borgere with who they are, måltal, and where each stands (DOMAIN §6).

Lists hold ids of sager, a borger once in each; there is no order of rank anywhere.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from konsulent_core.loefter import LoeftePart, LoefteTal, sum_loefter
from konsulent_core.rhythm import Gruppe
from konsulent_core.sagtal import SagTal
from konsulent_core.words import MaaltalArt, Sagsgruppe

KONTAKT_UGER = 4  # without a word with the workplace
HANDLING_UGER = 4  # without anything at all: »for sløvt« (DOMAIN §5)

Sager = tuple[int, ...]


class Tal(StrEnum):
    """What is counted; the first six stand as figures of the page, the others beneath them."""

    I_PRAKTIK = "ipraktik"
    LOENTIMER = "loentimer"
    UDEN_DATO = "udendato"
    FORFALDNE = "forfaldne"
    BEKYMRING = "bekymring"
    UDEN_KONTAKT = "udenkontakt"
    MENTORSTOETTE = "mentorstoette"
    MOEDE = "moede"
    UDEN_KONSULENT = "udenkonsulent"
    UDEN_HANDLING = "udenhandling"
    SE_IGEN = "seigen"


HOVEDTAL = (Tal.I_PRAKTIK, Tal.LOENTIMER, Tal.UDEN_DATO, Tal.FORFALDNE, Tal.BEKYMRING, Tal.UDEN_KONTAKT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Maal:
    """A måltal as borgere. ``oenskes`` is how many the share makes of all, ``mangler`` how many of them are missing;
    ``kunne`` could be next, and is no order."""

    art: MaaltalArt
    procent: float
    borgere: int
    har: Sager
    oenskes: int
    kunne: Sager

    @property
    def mangler(self) -> int:
        return max(0, self.oenskes - len(self.har))


@dataclass(frozen=True, slots=True, kw_only=True)
class Overblik:
    """The caseload as it stands today. ``uvurderet``: in no praktik, and nobody has judged yet where they stand."""

    borgere: int
    tal: Mapping[Tal, Sager]
    grupper: Mapping[Sagsgruppe, Sager]
    uvurderet: Sager
    maal: tuple[Maal, ...]
    loefter: Mapping[LoeftePart, LoefteTal]


def group_of_sag(tal: SagTal, i_dag: date) -> Sagsgruppe | None:
    """Where a borger stands: in a running praktik, else as the konsulent has judged; None before that (DOMAIN §6)."""
    return Sagsgruppe.I_VIRKSOMHED if tal.running(i_dag) else tal.gruppe


def count(sagtal: Iterable[SagTal], andele: Mapping[MaaltalArt, float], i_dag: date) -> Overblik:
    """The open sager counted; ``andele`` are the shares aimed at, 0-1."""
    aabne = [one for one in sagtal if one.aaben]
    stands = _stands(aabne, i_dag)
    grupper: dict[Sagsgruppe, list[int]] = {gruppe: [] for gruppe in Sagsgruppe}
    uvurderet: list[int] = []
    for one, gruppe in stands:
        (uvurderet if gruppe is None else grupper[gruppe]).append(one.sag)
    return Overblik(
        borgere=len(stands),
        tal={tal: _once(aabne, rule, i_dag) for tal, rule in _RULES.items()},
        grupper={gruppe: tuple(sager) for gruppe, sager in grupper.items()},
        uvurderet=tuple(uvurderet),
        maal=tuple(
            _maal(art, andele[art], stands, _having(art, aabne, i_dag)) for art in MaaltalArt if andele.get(art)
        ),
        loefter=sum_loefter(pair for one in aabne for pair in one.loefter),
    )


def share_of(andel: float, borgere: int) -> int:
    """How many borgere a share of them is, rounded up: half of 47 is 24; 55 % of 20 is 11."""
    return -(-round(andel * 10_000) * borgere // 10_000)


# Those from whom the next could come.
_NEAR: dict[MaaltalArt, frozenset[Sagsgruppe]] = {
    MaaltalArt.VIRKSOMHEDSFORLOEB: frozenset({Sagsgruppe.KLAR_NU, Sagsgruppe.KLAR_MED_STOETTE}),
    MaaltalArt.LOENTIMER: frozenset({Sagsgruppe.I_VIRKSOMHED}),
    MaaltalArt.MENTORSTOETTE: frozenset({Sagsgruppe.I_VIRKSOMHED, Sagsgruppe.KLAR_MED_STOETTE}),
}

# --- the rules ------------------------------------------------------------------------------------

Rule = Callable[[SagTal, date], bool]


def _no_contact(one: SagTal, i_dag: date) -> bool:
    """In a praktik whose workplace nobody has spoken with; the first weeks of it do not count as silence."""
    praktik = one.running(i_dag)
    if praktik is None or praktik.start is None:
        return False
    since = max(praktik.start, one.kontakt) if one.kontakt else praktik.start
    return i_dag - since >= timedelta(weeks=KONTAKT_UGER)


def days_without_action(one: SagTal, i_dag: date) -> int | None:
    """Days since anything was done in the sag; None where nothing ever was."""
    return None if one.handling is None else (i_dag - one.handling).days


def _idle(one: SagTal, i_dag: date) -> bool:
    days = days_without_action(one, i_dag)
    return days is None or days >= 7 * HANDLING_UGER


_RULES: dict[Tal, Rule] = {
    Tal.I_PRAKTIK: lambda one, i_dag: one.running(i_dag) is not None,
    Tal.LOENTIMER: lambda one, i_dag: one.paid(i_dag) > 0,
    Tal.UDEN_DATO: lambda one, _: one.forfald.gruppe is Gruppe.UDEN_DATO,
    Tal.FORFALDNE: lambda one, _: one.forfald.gruppe is Gruppe.FORFALDEN,
    Tal.BEKYMRING: lambda one, _: one.bekymring,
    Tal.UDEN_KONTAKT: _no_contact,
    Tal.MENTORSTOETTE: lambda one, _: one.mentorstoette,
    Tal.MOEDE: lambda one, i_dag: one.moede is not None and one.moede >= i_dag,
    Tal.UDEN_KONSULENT: lambda one, _: not one.har_konsulent,
    Tal.UDEN_HANDLING: _idle,
    Tal.SE_IGEN: lambda one, i_dag: (
        one.igen is not None and one.igen <= i_dag and group_of_sag(one, i_dag) is not Sagsgruppe.I_VIRKSOMHED
    ),
}


def _once(sagtal: Sequence[SagTal], rule: Rule, i_dag: date) -> Sager:
    """Borgere are counted, not sager: the first of a borger's that meets the rule stands for her."""
    found: dict[int, int] = {}
    for one in sagtal:
        if rule(one, i_dag):
            found.setdefault(one.borger, one.sag)
    return tuple(found.values())


def _stands(sagtal: Sequence[SagTal], i_dag: date) -> list[tuple[SagTal, Sagsgruppe | None]]:
    """Each borger in one place: of two open sager the one that is furthest."""
    order = {gruppe: place for place, gruppe in enumerate((*Sagsgruppe, None))}
    found: dict[int, tuple[SagTal, Sagsgruppe | None]] = {}
    for one in sagtal:
        gruppe = group_of_sag(one, i_dag)
        kept = found.get(one.borger)
        if kept is None or order[gruppe] < order[kept[1]]:
            found[one.borger] = (one, gruppe)
    return list(found.values())


def _maal(
    art: MaaltalArt, andel: float, stands: Sequence[tuple[SagTal, Sagsgruppe | None]], having: Collection[int]
) -> Maal:
    return Maal(
        art=art,
        procent=round(andel * 100, 2),
        borgere=len(stands),
        har=tuple(one.sag for one, _ in stands if one.borger in having),
        oenskes=share_of(andel, len(stands)),
        kunne=tuple(one.sag for one, gruppe in stands if gruppe in _NEAR[art] and one.borger not in having),
    )


def _having(art: MaaltalArt, aabne: Iterable[SagTal], i_dag: date) -> set[int]:
    """The borgere who are what the måltal asks for, in whichever of their open sager."""
    rule = _RULES[_MAAL_TAL[art]]
    return {one.borger for one in aabne if rule(one, i_dag)}


_MAAL_TAL: dict[MaaltalArt, Tal] = {
    MaaltalArt.VIRKSOMHEDSFORLOEB: Tal.I_PRAKTIK,
    MaaltalArt.LOENTIMER: Tal.LOENTIMER,
    MaaltalArt.MENTORSTOETTE: Tal.MENTORSTOETTE,
}
