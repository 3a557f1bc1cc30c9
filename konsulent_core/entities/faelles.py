"""What several share: a team's måltal and count rows, a kommune's skemaer, what crossed on its way."""

from dataclasses import dataclass

from konsulent_core.entities.grund import Record, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Maaltal(Record):
    """A share of the borgere that the kommune aims at."""

    tabel = "maaltal"
    scope_art = Scope.KOMMUNE
    noegle = ("art",)

    art: str | None = None
    andel: float | None = None  # 0-1
    fra: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skemafil(Record):
    """A skema or a list that the kommune has published; its text never changes (DOMAIN §4)."""

    tabel = "skemafil"
    scope_art = Scope.KOMMUNE
    noegle = ("art", "navn", "version")
    fra_server = True

    art: str | None = None  # ``words.FilArt``
    navn: str | None = None  # the skema's id, or the list's name in ``resources/lister``
    version: int | None = None
    tekst: str | None = None  # TOML
    udgivet: str | None = None
    fra: str | None = None  # the first day it holds
    til: str | None = None  # and the last, once it was withdrawn
    tilfoejer: bool | None = None  # a list whose entries stand beside the ones before it, not in their place


@dataclass(frozen=True, slots=True, kw_only=True)
class Konflikt(Record):
    """Both values of a field group changed in two places, kept until a person chooses. Born at the server."""

    tabel = "konflikt"

    tabelnavn: str | None = None
    raekke: int | None = None
    foer: str | None = None  # JSON object of the group's fields, as both had it; absent fields unknown
    min: str | None = None  # JSON object
    min_hvem: str | None = None
    min_hvornaar: str | None = None
    server: str | None = None  # JSON object
    server_hvem: str | None = None
    server_hvornaar: str | None = None
    tilstand: str | None = None
    valgt: str | None = None

    grupper = (frozenset({"tilstand", "valgt"}),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forsinket(Record):
    """What a former owner wrote before the sag was handed over, and sent after. Born at the server, one for each besøg
    or record that a batch speaks of; ``set_af`` is who has seen it since."""

    tabel = "forsinket"

    tabelnavn: str | None = None
    raekke: int | None = None
    antal: int | None = None  # changes
    hvem: str | None = None
    hvornaar: str | None = None
    modtaget: str | None = None
    set_af: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sagtal(Record):
    """The one count row that a team holds of a sag (DOMAIN §1): no name, no note, no health. ``tal`` is the JSON of
    ``core.sagtal.SagTal`` as it stood on the day ``dag``."""

    tabel = "sagtal"
    scope_art = Scope.TEAM
    noegle = ("sag", "scope")
    udregnet = True

    sag: int | None = None
    nummer: str | None = None
    konsulent: str | None = None
    tal: str | None = None
    dag: str | None = None
