"""The records of the field as frozen dataclasses, and what sync must know of each: scope, key, groups, besøg.

The dataclass is the one source: the client's typed tables, the wire's field lists and the merge's groups are read
from it. Every field but the id may be absent (None): a record lives from its first key stroke. Dates are ISO
``YYYY-MM-DD``, instants ISO UTC with ``Z``, hours decimal numbers; enumerations hold their value from ``words``.
In store and on the wire a truth value is 0 or 1.
"""

from dataclasses import dataclass, fields
from enum import Enum
from typing import ClassVar, get_type_hints


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Virksomhed(Record):
    tabel = "virksomhed"
    scope_art = Scope.KOMMUNE

    navn: str | None = None
    cvr: str | None = None
    adresse: str | None = None
    by: str | None = None
    branche: str | None = None
    pladser: int | None = None
    p_nummer: str | None = None
    stoerrelse: str | None = None
    opgavetyper: str | None = None  # a line each
    kultur: str | None = None  # rummelighed, tone, what it takes to be there
    smaajob: str | None = None  # offered, a line each


@dataclass(frozen=True, slots=True, kw_only=True)
class Laering(Record):
    """What one forløb at the workplace taught: nameless, written at the afslutning (DOMAIN §3)."""

    tabel = "laering"
    scope_art = Scope.KOMMUNE

    virksomhed: int | None = None
    aar: int | None = None
    uger: int | None = None
    timer: float | None = None  # hours a week at the end
    resultat: str | None = None
    tekst: str | None = None


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
class Kontaktperson(Record):
    tabel = "kontaktperson"
    scope_art = Scope.KOMMUNE

    virksomhed: int | None = None
    navn: str | None = None
    rolle: str | None = None
    telefon: str | None = None
    email: str | None = None
    mentor: bool | None = None
    uddannet: bool | None = None  # as a mentor


@dataclass(frozen=True, slots=True, kw_only=True)
class Praktik(Record):
    tabel = "praktik"

    virksomhed: int | None = None
    afdeling: str | None = None
    kontaktperson: int | None = None
    mentor: int | None = None
    formaal: str | None = None
    formaal_tekst: str | None = None
    start: str | None = None
    slut: str | None = None
    ugeplan: str | None = None  # "ma 09.00-12.00; on 09.00-12.00": planned days, from-to
    bekymring_foer: bool | None = None
    afbrudt: bool | None = None
    afbrudt_aarsag: str | None = None
    resultat: str | None = None
    laering: str | None = None
    interval_dage: int | None = None
    afbrudt_af: str | None = None  # ``Part``: who broke it off
    bekymring_grund: str | None = None  # of ``bekymring_foer``
    arbejdstoej: str | None = None
    vitas: str | None = None
    bygger_paa: int | None = None  # the praktik whose lessons were taken over

    grupper = (
        frozenset({"start", "slut"}),
        frozenset({"afbrudt", "afbrudt_aarsag", "afbrudt_af"}),
        frozenset({"bekymring_foer", "bekymring_grund"}),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Delmaal(Record):
    tabel = "delmaal"

    praktik: int | None = None
    tekst: str | None = None
    dato: str | None = None
    tilstand: str | None = None
    orden: str | None = None
    smart: str | None = None  # the letters of S, M, A, R, T that were agreed to hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Skaanehensyn(Record):
    """The reason (the kommune's) stands apart from the wording the borger agreed to for the workplace."""

    tabel = "skaanehensyn"

    titel: str | None = None
    aarsag: str | None = None
    ordlyd: str | None = None
    aftalt: str | None = None
    orden: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opgave(Record):
    tabel = "opgave"

    praktik: int | None = None
    navn: str | None = None
    orden: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer(Record):
    """A dated step of hours a week in all (one number or from-to), of which løntimer. A step back is normal."""

    tabel = "timer"
    under_besoeg = True

    praktik: int | None = None
    besoeg: int | None = None
    fra: str | None = None
    timer: float | None = None
    timer_til: float | None = None
    loentimer: float | None = None
    moenster: str | None = None  # "2×2,5": as people say it
    art: str | None = None
    aarsag: str | None = None

    grupper = (frozenset({"timer", "timer_til", "loentimer", "moenster"}),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Besoeg(Record):
    tabel = "besoeg"
    under_besoeg = True

    praktik: int | None = None
    type: str | None = None
    skema: str | None = None  # "opfoelgning.v1": kept for ever once it is locked
    nummer: int | None = None
    tidspunkt: str | None = None
    sted: str | None = None
    deltagere: str | None = None
    tilstand: str | None = None
    naeste_dato: str | None = None
    naeste_tid: str | None = None
    naeste_grund: str | None = None
    afsluttet: str | None = None
    snapshot: str | None = None
    snapshot_hash: str | None = None
    skema_foer: str | None = None  # those a kladde was switched from, the oldest first, a space between

    grupper = (
        frozenset({"skema", "skema_foer"}),
        frozenset({"naeste_dato", "naeste_tid", "naeste_grund"}),
        frozenset({"tilstand", "afsluttet", "snapshot", "snapshot_hash"}),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Udsagn(Record):
    """What was said at a punkt, and by whom, so that a paper can say whose words they are."""

    tabel = "udsagn"
    under_besoeg = True

    besoeg: int | None = None
    felt: str | None = None
    stemme: str | None = None
    person: str | None = None
    tekst: str | None = None
    orden: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vurdering(Record):
    tabel = "vurdering"
    noegle = ("besoeg", "dimension", "stemme")
    under_besoeg = True

    besoeg: int | None = None
    dimension: str | None = None
    stemme: str | None = None
    trin: int | None = None
    retning: str | None = None
    ikke_droeftet: bool | None = None
    foerst: bool | None = None  # this voice answered before the others: the paper says so

    grupper = (frozenset({"trin", "retning", "ikke_droeftet"}),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Svar(Record):
    """Every answer the domain does not compute with. ``vaerdi`` is text; the skema's field type says how to read it.
    An intern one lies in its author's own scope of the sag, and has a key of its own."""

    tabel = "svar"
    noegle = ("besoeg", "felt", "stemme")
    under_besoeg = True

    besoeg: int | None = None
    felt: str | None = None
    stemme: str | None = None
    vaerdi: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpgaveTrinSvar(Record):
    tabel = "opgave_trin"
    noegle = ("besoeg", "opgave")
    under_besoeg = True

    besoeg: int | None = None
    opgave: int | None = None
    trin: str | None = None
    grund: str | None = None

    grupper = (frozenset({"trin", "grund"}),)


@dataclass(frozen=True, slots=True, kw_only=True)
class FremmoedeUge(Record):
    """One week of planned days, a field a day, so that two devices' days of one week merge day by day."""

    tabel = "fremmoede"
    noegle = ("besoeg", "uge")
    under_besoeg = True

    besoeg: int | None = None
    uge: str | None = None  # ISO week "2026-W11"; each day a ``Fremmoede`` value, "foer_tid:1.5" with its hours
    ma: str | None = None
    ti: str | None = None
    on: str | None = None
    to: str | None = None
    fr: str | None = None
    loe: str | None = None
    soe: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkaanehensynSvar(Record):
    tabel = "skaanehensyn_svar"
    noegle = ("besoeg", "skaanehensyn")
    under_besoeg = True

    besoeg: int | None = None
    skaanehensyn: int | None = None
    virkning: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftale(Record):
    """A promise: what, who, by when, done. It belongs to the sag; ``besoeg`` is where it was made."""

    tabel = "aftale"

    besoeg: int | None = None
    praktik: int | None = None
    hvad: str | None = None
    part: str | None = None
    person: str | None = None
    senest: str | None = None
    gjort: bool | None = None
    gjort_dato: str | None = None
    orden: str | None = None

    grupper = (frozenset({"part", "person"}), frozenset({"gjort", "gjort_dato"}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoergsmaal(Record):
    """The konsulent's own question to a punkt of the next besøg: intern, never on paper or a shared screen. Its scope
    is its author's own in the sag (``core.rettigheder.intern_scope``)."""

    tabel = "spoergsmaal"

    punkt: str | None = None  # its key in the skema
    tekst: str | None = None
    stillet: str | None = None  # the date it was asked
    orden: str | None = None
    sag: int | None = None
    hvem: str | None = None  # its author's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitkort(Record):
    """How a konsulent is reached: what papers print under »Ring til«. One a person, in her own scope; its id is
    ``derived_id("visitkort", bruger)``."""

    tabel = "visitkort"
    scope_art = Scope.USER

    telefon: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Journalisering(Record):
    """That the text of a besøg was copied over to another system: which (``maal``, a key of the kommune's targets), by
    whom and when. A record of its own, since the besøg is locked by then."""

    tabel = "journalisering"

    besoeg: int | None = None
    maal: str | None = None
    hvem: str | None = None
    hvornaar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapport(Record):
    """A »Rapport til møde« as far as the konsulent has chosen: its kind, its period and its parts in their order."""

    tabel = "rapport"

    art: str | None = None  # a kind of ``resources/rapporter``
    fra: str | None = None
    til: str | None = None
    moede_dato: str | None = None
    dele: str | None = None  # keys of the chosen parts, a space between

    grupper = (frozenset({"fra", "til"}),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RapportTekst(Record):
    """The konsulent's own words in a report: in place of a paragraph, or a sentence of her own."""

    tabel = "rapport_tekst"
    noegle = ("rapport", "afsnit")

    rapport: int | None = None
    afsnit: str | None = None  # the paragraph's key
    tekst: str | None = None


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
class Rettelse(Record):
    """A numbered amendment of a locked besøg; proposed ones come from changes made before the lock and sent after."""

    tabel = "rettelse"

    besoeg: int | None = None
    nummer: int | None = None
    tilstand: str | None = None
    begrundelse: str | None = None
    tabelnavn: str | None = None
    raekke: int | None = None
    foer: str | None = None  # JSON object of the amended fields
    efter: str | None = None  # JSON object of the amended fields
    hvem: str | None = None
    hvornaar: str | None = None
    gaeldende_fra: str | None = None  # when it was accepted; of one made outright, when it was made


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


ENTITIES: tuple[type[Record], ...] = (
    Borger,
    Sag,
    Virksomhed,
    Kontaktperson,
    Laering,
    Maaltal,
    Indsats,
    Praktik,
    Delmaal,
    Skaanehensyn,
    Opgave,
    Timer,
    Besoeg,
    Udsagn,
    Vurdering,
    Svar,
    OpgaveTrinSvar,
    FremmoedeUge,
    SkaanehensynSvar,
    Aftale,
    Spoergsmaal,
    Visitkort,
    Journalisering,
    Rapport,
    RapportTekst,
    Skemafil,
    Rettelse,
    Konflikt,
    Forsinket,
    Sagtal,
)

BY_TABEL: dict[str, type[Record]] = {e.tabel: e for e in ENTITIES}


def field_names(entity: type[Record]) -> tuple[str, ...]:
    """The synced fields of a record, in wire order; ``id`` and ``scope`` travel apart."""
    return tuple(f.name for f in fields(entity) if f.name not in ("id", "scope"))


def field_types(entity: type[Record]) -> dict[str, type]:
    """Field name → the plain type it holds when it is not None (str, int, float or bool)."""
    hints = get_type_hints(entity)
    plain: dict[str, type] = {}
    for name in field_names(entity):
        hint = hints[name]
        args = [a for a in getattr(hint, "__args__", (hint,)) if a is not type(None)]
        plain[name] = args[0]
    return plain


def group_of(entity: type[Record], field: str) -> frozenset[str]:
    """The fields that merge together with ``field`` (itself alone when it stands in no group)."""
    for group in entity.grupper:
        if field in group:
            return group
    return frozenset({field})
