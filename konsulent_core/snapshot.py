"""All that a besøg prints, as it stood at the lock: the canonical snapshot and its hash (DOMAIN §4)."""

import hashlib
from dataclasses import dataclass

import msgspec

SNAPSHOT_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class UdsagnLinje:
    """One utterance: ``stemme`` is a ``words.Stemme`` value, ``person`` the name shown."""

    stemme: str
    person: str
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrinSvar:
    """One voice's judgement of a dimension; ``trin`` 1-5 or None, ``retning`` a ``words.Retning`` value or None."""

    stemme: str
    trin: int | None
    retning: str | None
    ikke_droeftet: bool
    foerst: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrinPunkt:
    """An earlier or present measurement on the curve; ``trin`` None where ikke drøftet.

    ``brud``: the anchors' words changed since the level before it, so no line joins the two.
    """

    dato: str
    besoeg_nummer: int
    skema: str
    stemme: str
    trin: int | None
    retning: str | None = None
    brud: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionBlad:
    """A dimension at this besøg: its anchors' words (level 1 first), the voices today, and the curve up to today."""

    noegle: str
    titel: str
    trin_tekster: tuple[str, ...]
    svar: tuple[TrinSvar, ...]
    sidst_trin: int | None
    sidst_dato: str | None
    kurve: tuple[TrinPunkt, ...]
    aendret: str = ""  # what the skema says is new in the anchors
    jeg_tekster: tuple[str, ...] = ()  # the same anchors in the borger's words


@dataclass(frozen=True, slots=True, kw_only=True)
class FeltSvar:
    """A plain answer of the skema: ``vaerdi`` is text as shown to a reader; ``audience`` a ``words.Audience`` value."""

    felt: str
    titel: str
    audience: str
    vaerdi: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeltAudience:
    """Who may see the answers of a felt, and their causes, by the skema the besøg was filled in with.

    ``type`` is a ``FeltType`` value; rows without a felt of their own (opgaver, dage, aftaler …) are found by it.
    """

    felt: str
    type: str
    audience: str
    aarsag_audience: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBlad:
    felt: str
    audience: str
    udsagn: tuple[UdsagnLinje, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PunktBlad:
    """A point of the agenda with what was answered there. ``droeftet`` is False where nothing was touched."""

    nummer: int
    noegle: str
    titel: str
    droeftet: bool
    noter: tuple[NoteBlad, ...]
    svar: tuple[FeltSvar, ...]
    dimensioner: tuple[DimensionBlad, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpgaveBlad:
    """A task with its step today (``words.OpgaveTrin`` value or None), last time's, and why it was dropped."""

    navn: str
    trin: str | None
    sidst_trin: str | None
    ny: bool
    grund: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DagBlad:
    """A planned day: ``status`` is a ``words.Fremmoede`` value or None (ikke registreret); hours only for foer_tid."""

    dato: str
    status: str | None
    timer: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkaanehensynBlad:
    titel: str
    aarsag: str | None
    ordlyd: str | None
    virkning: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerBlad:
    """A dated step: hours a week in all (``timer``, or ``timer``-``timer_til``), of which ``loentimer``."""

    fra: str
    timer: float | None
    timer_til: float | None
    loentimer: float | None
    moenster: str | None = None
    art: str
    aarsag: str | None
    sted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AftaleBlad:
    hvad: str
    part: str
    person: str
    senest: str | None
    gjort: bool | None
    gjort_dato: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DelmaalBlad:
    tekst: str
    dato: str | None
    tilstand: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    navn: str
    rolle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything the papers of one besøg need. Dates ISO, hours decimal; lists in printed order."""

    version: int
    skema: str
    skema_titel: str
    borger_navn: str
    borger_fornavn: str
    cpr: str | None
    ordblind: bool
    jobmaal: str | None
    sag_nummer: str | None
    sagstype: str | None
    sag_start: str | None
    konsulent: str | None
    sagsbehandler: str | None
    virksomhed: str | None
    virksomhed_adresse: str | None
    afdeling: str | None
    kontaktperson: str | None
    formaal: str | None
    formaal_tekst: str | None
    praktik_start: str | None
    praktik_slut: str | None
    ugeplan: str | None
    bekymring_grund: str | None
    besoeg_nummer: int
    besoeg_type: str
    tidspunkt: str
    sted: str | None
    deltagere: tuple[Person, ...]
    sidste_besoeg: str | None
    delmaal: tuple[DelmaalBlad, ...]
    punkter: tuple[PunktBlad, ...]
    opgaver: tuple[OpgaveBlad, ...]
    dage: tuple[DagBlad, ...]
    skaanehensyn: tuple[SkaanehensynBlad, ...]
    timer: tuple[TimerBlad, ...]
    aftaler_sidst: tuple[AftaleBlad, ...]
    aftaler: tuple[AftaleBlad, ...]
    naeste_dato: str | None
    naeste_tid: str | None
    naeste_grund: str | None
    aabne_konflikter: int
    felter: tuple[FeltAudience, ...] = ()
    konsulent_telefon: str | None = None


def encode(snapshot: Snapshot) -> str:
    """The canonical text: the same content gives the same text on every machine."""
    return msgspec.json.encode(snapshot, order="deterministic").decode()


def decode(text: str) -> Snapshot:
    """The snapshot again. Raises ``msgspec.ValidationError`` when the text is not one."""
    return msgspec.json.decode(text.encode(), type=Snapshot)


def content_hash(text: str) -> str:
    """SHA-256 of the canonical text, as lower-case hex."""
    return hashlib.sha256(text.encode()).hexdigest()
