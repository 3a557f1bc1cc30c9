"""What every record is: an id, a scope, and what sync must know of its kind."""

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar


class Scope(Enum):
    """Whom a row travels with. A borger row is its own scope and follows each of its sager."""

    SAG = "sag"
    BORGER = "borger"
    TEAM = "team"
    KOMMUNE = "kommune"
    USER = "user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all synced rows share. ``scope`` is the id of the sag, borger, team, kommune or user it belongs to."""

    tabel: ClassVar[str]
    scope_art: ClassVar[Scope] = Scope.SAG
    noegle: ClassVar[tuple[str, ...]] = ()  # a natural key: two devices' same answer is one row
    grupper: ClassVar[tuple[frozenset[str], ...]] = ()  # fields that merge as one value
    under_besoeg: ClassVar[bool] = False  # part of what »Afslut besøg« locks
    udregnet: ClassVar[bool] = False  # nobody's words: any machine reckons it from the same rows, and the last holds
    fra_server: ClassVar[bool] = False  # written at the server alone: no machine may send one

    id: int
    scope: int
    slettet: bool = False
