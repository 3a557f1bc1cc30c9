"""The praktik with its delmål, skånehensyn, opgaver and steps of hours."""

from dataclasses import dataclass

from konsulent_core.entities.grund import Record


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
