"""What an answered skema amounts to: how far each punkt is, what stops »Afslut besøg«, what to look at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

from konsulent_core.skema.faste import AFBRUDT, AFBRUDT_AARSAG, AFBRUDT_AF
from konsulent_core.skema.grammar import UDEN_NAESTE, FeltType, Punkt, Skema

_MANGLER_NAESTE = "Vælg en dato for næste besøg, eller skriv, hvorfor der ikke er en."
_IKKE_EFTER = "Næste besøg skal ligge efter i dag."
_MANGLER_AARSAG = "Praktikken er afbrudt. Vælg, hvad årsagen var."
_MANGLER_HVEM = "Praktikken er afbrudt. Vælg, hvem der stoppede den."


class Svaret(Enum):
    """How much of one felt is answered, whatever the answers are."""

    INTET_AT_SVARE = "intet_at_svare"  # no tasks, no planned days, no aftaler from last time
    TOMT = "tomt"
    DELVIST = "delvist"
    HELT = "helt"


class PunktStatus(StrEnum):
    """What the agenda shows: a number, a tint, a check (UX §6)."""

    IKKE_BEROERT = "ikke_beroert"
    PAABEGYNDT = "paabegyndt"
    BEROERT = "beroert"


class BemaerkningArt(StrEnum):
    IKKE_DROEFTET = "ikke_droeftet"
    TRIN_UDEN_EKSEMPEL = "trin_uden_eksempel"
    NAVN_I_LAERING = "navn_i_laering"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mangel:
    """What stops »Afslut besøg«; ``felt`` is where the form should go and say ``tekst``."""

    punkt: int
    felt: str
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bemaerkning:
    """What »Afslut besøg« lists without stopping; ``felt`` is None when it is about the whole punkt."""

    art: BemaerkningArt
    punkt: int
    felt: str | None
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NaesteBesoeg:
    """What was answered about the next visit; ``grund`` is why there is no date."""

    dato: date | None
    grund: str | None


# What must be answered before a punkt has its check; the others of a punkt may stay empty once something was
# said. A note alone is enough where nothing is counted, so that every punkt can be done by talking.
_KRAEVES = frozenset(
    {
        FeltType.AFTALER_SIDST,
        FeltType.VURDERING,
        FeltType.OPGAVER,
        FeltType.FREMMOEDE,
        FeltType.SKAANEHENSYN,
        FeltType.NAESTE_BESOEG,
    }
)


def svaret(besvaret: int, i_alt: int) -> Svaret:
    """How much is answered of ``i_alt`` things to answer: 1 for a plain felt, the rows of a list.

    An udsagn or aftale list has what was written, so its ``i_alt`` is ``max(1, rows)``. A vurdering is one
    thing: it is answered when the konsulent's voice has a level or »Ikke drøftet i dag«. Raises ValueError
    for counts that cannot be.
    """
    if not 0 <= besvaret <= i_alt:
        raise ValueError(f"{besvaret} of {i_alt} cannot be answered")
    if i_alt == 0:
        return Svaret.INTET_AT_SVARE
    if besvaret == 0:
        return Svaret.TOMT
    return Svaret.HELT if besvaret == i_alt else Svaret.DELVIST


def punkt_status(punkt: Punkt, svar: Mapping[str, Svaret]) -> PunktStatus:
    """How far a punkt is; ``svar`` holds a ``Svaret`` by felt key, an absent one is TOMT.

    The internal note does not count: what only the author writes was not talked about.
    """
    begun = False
    missing = False
    for felt in punkt.felter:
        if felt.type is FeltType.INTERN:
            continue
        state = svar.get(felt.noegle, Svaret.TOMT)
        begun = begun or state in (Svaret.DELVIST, Svaret.HELT)
        missing = missing or (felt.type in _KRAEVES and state in (Svaret.TOMT, Svaret.DELVIST))
    if not begun:
        return PunktStatus.IKKE_BEROERT
    return PunktStatus.PAABEGYNDT if missing else PunktStatus.BEROERT


def afslut_mangler(skema: Skema, besoegsdato: date, naeste: NaesteBesoeg) -> tuple[Mangel, ...]:
    """What must be answered before the lock, in agenda order; empty when it may be locked (DOMAIN §3, UX §3).

    ``besoegsdato`` is the day of the visit, not of the lock: a visit from the car may be locked days later,
    when a next date a week ahead is already near or past.
    """
    if skema.besoeg_type in UDEN_NAESTE:
        return ()
    if naeste.dato is None and not (naeste.grund or "").strip():
        tekst = _MANGLER_NAESTE
    elif naeste.dato is not None and naeste.dato <= besoegsdato:
        tekst = _IKKE_EFTER
    else:
        return ()
    felt = skema.felter_af(FeltType.NAESTE_BESOEG)[0].noegle  # ``parse_skema`` sees to it that there is one
    return (Mangel(punkt=skema.punkt_med(felt).nummer, felt=felt, tekst=tekst),)


def afbrud_mangler(skema: Skema, svar: Mapping[str, str]) -> tuple[Mangel, ...]:
    """A praktik that was broken off needs its cause, and by whom, before the lock (DOMAIN §3).

    ``svar`` holds the stored answers by felt key. A skema that does not ask is not held to it.
    """
    if svar.get(AFBRUDT) != "ja":
        return ()
    asked = {felt.noegle for felt in skema.felter}
    demands = ((AFBRUDT_AF, _MANGLER_HVEM), (AFBRUDT_AARSAG, _MANGLER_AARSAG))
    return tuple(
        Mangel(punkt=skema.punkt_med(felt).nummer, felt=felt, tekst=tekst)
        for felt, tekst in demands
        if felt in asked and not svar.get(felt)
    )


def bemaerkninger(
    skema: Skema, svar: Mapping[str, Svaret], aendrede_dimensioner: Iterable[str]
) -> tuple[Bemaerkning, ...]:
    """What is worth a look before the lock, in agenda order; nothing here stops it (DOMAIN §4).

    ``aendrede_dimensioner``: the dimensions where any voice's level differs from that voice's last one. The
    concrete example is looked for in the punkt's udsagn; an internal note is no example, since no paper can
    show it.
    """
    aendrede = frozenset(aendrede_dimensioner)
    found: list[Bemaerkning] = []
    for punkt in skema.punkter:
        if punkt_status(punkt, svar) is PunktStatus.IKKE_BEROERT:
            found.append(
                Bemaerkning(
                    art=BemaerkningArt.IKKE_DROEFTET,
                    punkt=punkt.nummer,
                    felt=None,
                    tekst=f"»{punkt.titel}« er ikke drøftet.",
                )
            )
        if _has_example(punkt, svar):
            continue
        for felt in punkt.felter:
            if felt.dimension is not None and felt.dimension in aendrede:
                found.append(
                    Bemaerkning(
                        art=BemaerkningArt.TRIN_UDEN_EKSEMPEL,
                        punkt=punkt.nummer,
                        felt=felt.noegle,
                        tekst=f"{felt.titel} har fået et nyt trin. Skriv et konkret eksempel.",
                    )
                )
    return tuple(found)


def _has_example(punkt: Punkt, svar: Mapping[str, Svaret]) -> bool:
    return any(
        felt.type is FeltType.UDSAGN and svar.get(felt.noegle, Svaret.TOMT) in (Svaret.DELVIST, Svaret.HELT)
        for felt in punkt.felter
    )
