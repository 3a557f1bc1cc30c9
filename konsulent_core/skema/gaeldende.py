"""Which skema a new besøg uses, and whether one is newer than another (DOMAIN §4)."""

from collections.abc import Iterable, Mapping
from datetime import date

from konsulent_core.skema.grammar import Skema
from konsulent_core.words import BesoegType

_ALTID = date.min


def gaeldende(skemaer: Mapping[str, Skema], besoeg_type: BesoegType, day: date) -> Skema | None:
    """The newest of the type that holds on the day, a kommune's own before the app's; None where there is none.

    One that could not be read in full is never used for what is new.
    """
    asked = (s for s in skemaer.values() if s.besoeg_type is besoeg_type and not s.ulaest)
    return max((s for s in asked if s.udgivet is None or s.udgivet.holds(day)), key=_age, default=None)


def nyere(skemaer: Mapping[str, Skema], skema: Skema, day: date) -> Skema | None:
    """The skema that a kladde in ``skema`` could go over to; None where it is the newest already."""
    found = gaeldende(skemaer, skema.besoeg_type, day)
    return found if found is not None and _age(found) > _age(skema) else None


def _age(skema: Skema) -> tuple[bool, date, str, int, str]:
    """The larger, the newer; no two are alike."""
    own = skema.udgivet
    if own is None:
        return False, _ALTID, "", skema.version, skema.id
    return True, own.fra, own.tidspunkt, skema.version, skema.id


def newest_first(skemaer: Iterable[Skema]) -> list[Skema]:
    return sorted(skemaer, key=_age, reverse=True)


def dimension_titler(skemaer: Iterable[Skema]) -> dict[str, str]:
    """Dimension → its title in the newest skema that has it, the newest skema's dimensions first and in its order."""
    found: dict[str, str] = {}
    for skema in newest_first(skemaer):
        for dimension in skema.dimensioner:
            found.setdefault(dimension.noegle, dimension.titel)
    return found
