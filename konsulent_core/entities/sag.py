"""The borger, the sag, and what runs beside a praktik in the same week."""

from dataclasses import dataclass

from konsulent_core.entities.grund import Record, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Borger(Record):
    tabel = "borger"
    scope_art = Scope.BORGER

    cpr: str | None = None
    fornavn: str | None = None
    efternavn: str | None = None
    telefon: str | None = None
    email: str | None = None
    kontaktform: str | None = None
    adressebeskyttelse: bool | None = None
    ordblind: bool | None = None
    bisidder: str | None = None
    jobmaal: str | None = None
    erfaring: str | None = None
    adresse: str | None = None
    skolegang: str | None = None
    interesser: str | None = None
    oensker: str | None = None  # wishes for places, a line each, the dearest first
    geografi: str | None = None
    cv_dato: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sag(Record):
    tabel = "sag"

    borger: int | None = None
    nummer: str | None = None
    sagstype: str | None = None
    start: str | None = None
    slut: str | None = None
    konsulent: str | None = None
    sagsbehandler: str | None = None
    bekymring: bool | None = None
    bekymring_grund: str | None = None
    moede_dato: str | None = None
    moede_sidst: str | None = None
    maal: str | None = None  # of the indsatsplan
    mentorstoette: str | None = None
    gruppe: str | None = None  # ``Sagsgruppe``, where the konsulent has judged it
    gruppe_grund: str | None = None
    gruppe_igen: str | None = None  # the date to look again
    ydelse: str | None = None
    # The next besøg moved after the lock, or agreed before there was any: counts while ``naeste_efter`` is still the
    # newest locked besøg (None: while there is none).
    naeste_dato: str | None = None
    naeste_tid: str | None = None
    naeste_grund: str | None = None
    naeste_efter: int | None = None

    grupper = (
        frozenset({"naeste_dato", "naeste_tid", "naeste_grund", "naeste_efter"}),
        frozenset({"bekymring", "bekymring_grund"}),
        frozenset({"start", "slut"}),
        frozenset({"gruppe", "gruppe_grund", "gruppe_igen"}),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Indsats(Record):
    """What runs beside the praktik (parallelindsats), in the same week plan."""

    tabel = "indsats"

    art: str | None = None
    navn: str | None = None
    ugeplan: str | None = None  # as ``Praktik.ugeplan``
    start: str | None = None
    slut: str | None = None

    grupper = (frozenset({"start", "slut"}),)
