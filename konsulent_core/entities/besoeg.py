"""The besøg and all that is said, judged, answered and promised in it; what amends it and where it was copied."""

from dataclasses import dataclass

from konsulent_core.entities.grund import Record


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
class Journalisering(Record):
    """That the text of a besøg was copied over to another system: which (``maal``, a key of the kommune's targets), by
    whom and when. A record of its own, since the besøg is locked by then."""

    tabel = "journalisering"

    besoeg: int | None = None
    maal: str | None = None
    hvem: str | None = None
    hvornaar: str | None = None


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
