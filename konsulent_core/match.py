"""Who could fit where: rules that give reasons in words, and never a number or a rank (PAGES »Virksomhed«).

A reason either fits, or must be asked about first. A borger is suggested when a wish or something learned meets the
branche or an opgavetype of the place; geografi, hours, skånehensyn and mentor only add to that.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from konsulent_core.dansk import format_timer_ord
from konsulent_core.soegning import alfabetisk, fold
from konsulent_core.words import Sagsgruppe

_WORD = re.compile(r"\w+")
_LEAST = 4  # letters of a word that means something by itself
_WITHIN = 5  # letters of a word that means the same inside a longer one: »lager« in »varelager«
_EMPTY = frozenset(
    fold(word)
    for word in (
        *("gerne", "eller", "noget", "nogle", "arbejde", "arbejder", "praktik", "helst", "steder", "sted", "opgaver"),
        *("hvor", "være", "have", "ville", "måske", "lidt", "meget", "timer", "også", "andre", "mennesker"),
    )
)
_NOT = frozenset(("ikke", "ingen", "uden", "undgaa", "aldrig"))
SPOERG_MENTOR = "Klar med støtte: spørg, hvem der kan være mentor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sted:
    """What is known of the place. ``mentorer`` are names; ``ledige`` None where nobody wrote down the places; ``timer``
    the hours a week that forløb there ended with."""

    virksomhed: int
    navn: str
    by: str
    branche: str
    opgavetyper: Sequence[str]
    mentorer: Sequence[str]
    ledige: int | None
    timer: Sequence[float] = ()
    kultur: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kandidat:
    """A borger to find a place for. ``oensker`` the dearest first, ``laert`` names of opgaver; ``timer`` as people say
    it, ``timer_om_ugen`` the most of it as a number."""

    sag: int
    navn: str
    gruppe: Sagsgruppe
    timer: str
    oensker: Sequence[str]
    geografi: str
    skaanehensyn: Sequence[str]
    laert: Sequence[str]
    timer_om_ugen: float | None = None


@dataclass(frozen=True, slots=True)
class Grund:
    """One reason; ``passer`` False: ask first."""

    tekst: str
    passer: bool


@dataclass(frozen=True, slots=True)
class Forslag:
    """Somebody who could fit, and why."""

    kandidat: Kandidat
    grunde: tuple[Grund, ...]


@dataclass(frozen=True, slots=True)
class StedForslag:
    """A place that could fit a borger, and why."""

    sted: Sted
    grunde: tuple[Grund, ...]


def suggest(sted: Sted, kandidater: Sequence[Kandidat]) -> tuple[Forslag, ...]:
    """Everybody with a wish or a learned opgave that meets the place, by name; nobody where no place is free."""
    if sted.ledige == 0:
        return ()
    found = [Forslag(one, reasons) for one in kandidater if (reasons := _reasons(sted, one))]
    return tuple(sorted(found, key=lambda forslag: (alfabetisk(forslag.kandidat.navn), forslag.kandidat.sag)))


def suggest_steder(kandidat: Kandidat, steder: Sequence[Sted]) -> tuple[StedForslag, ...]:
    """The other way round: the places that a borger's wishes or learned opgaver meet, by name, but for full ones."""
    found = [
        StedForslag(sted, reasons) for sted in steder if sted.ledige != 0 and (reasons := _reasons(sted, kandidat))
    ]
    return tuple(sorted(found, key=lambda forslag: (alfabetisk(forslag.sted.navn), forslag.sted.virksomhed)))


def _reasons(sted: Sted, one: Kandidat) -> tuple[Grund, ...]:
    """Nothing where neither a wish nor something learned speaks for the place."""
    meets = (*_wishes(sted, one), *_learned(sted, one))
    if not any(grund.passer for grund in meets):
        return ()
    return (*meets, *_way(sted, one), *_hours(sted, one), *_support(sted, one), *_spared(sted, one))


def _wishes(sted: Sted, one: Kandidat) -> list[Grund]:
    place = _words(" ".join((sted.branche, *sted.opgavetyper)))
    found = []
    for wish in one.oensker:
        if _meet(_words(wish), place):
            against = bool(_NOT & set(_WORD.findall(fold(wish))))
            found.append(Grund(f"Har skrevet: {wish}" if against else f"Ønsker {_lower(wish)}", not against))
    return found


def _learned(sted: Sted, one: Kandidat) -> list[Grund]:
    """The place's own name of the opgave, once."""
    mine = {fold(task.strip()) for task in one.laert}
    return [Grund(f"Har lært: {task}", passer=True) for task in sted.opgavetyper if fold(task.strip()) in mine]


def _way(sted: Sted, one: Kandidat) -> list[Grund]:
    if not one.geografi.strip() or not sted.by.strip():
        return []
    near = fold(sted.by.strip()) in fold(one.geografi)
    words = f"Geografi: {one.geografi.strip()}"
    return [Grund(words if near else f"{words}. Spørg om vejen til {sted.by.strip()}", near)]


def _support(sted: Sted, one: Kandidat) -> list[Grund]:
    if one.gruppe is not Sagsgruppe.KLAR_MED_STOETTE:
        return []
    if sted.mentorer:
        return [Grund(f"Mentor her: {', '.join(sted.mentorer)}", passer=True)]
    return [Grund(SPOERG_MENTOR, passer=False)]


def _hours(sted: Sted, one: Kandidat) -> list[Grund]:
    """Whether the place has had somebody with as few hours before."""
    if not sted.timer or one.timer_om_ugen is None:
        return []
    least = format_timer_ord(min(sted.timer))
    if min(sted.timer) <= one.timer_om_ugen:
        return [Grund(f"Her har et forløb haft {least} om ugen", passer=True)]
    own = format_timer_ord(one.timer_om_ugen)
    return [Grund(f"Forløb her har haft mindst {least} om ugen. Spørg, om {own} kan lade sig gøre", passer=False)]


def _spared(sted: Sted, one: Kandidat) -> list[Grund]:
    """Never taken for granted: what is written about the place stands beside where it speaks of the same."""
    place = _words(sted.kultur)
    return [
        Grund(
            f"{hensyn}: spørg. Sådan er her: {sted.kultur.strip()}"
            if _meet(_words(hensyn), place)
            else f"{hensyn}: spørg, om det kan lade sig gøre her",
            passer=False,
        )
        for hensyn in one.skaanehensyn
    ]


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(fold(text)) if len(word) >= _LEAST and word not in _EMPTY | _NOT}


def _meet(some: set[str], others: set[str]) -> bool:
    return any(_same(one, other) for one in some for other in others)


def _same(one: str, other: str) -> bool:
    """»lager« meets »lagerarbejde« and »varelager«, »pakke« meets »pakkeri«."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or (len(short) >= _WITHIN and short in long)


def _lower(text: str) -> str:
    """A wish within a sentence: »Lager eller kontor« → »lager eller kontor«; »IT« stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
