"""What a report is built from: the whole sag, its locked besøg, and what the kommune may read of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from konsulent_core.clock import from_text, local_day
from konsulent_core.entities import (
    Aftale,
    Besoeg,
    Borger,
    Delmaal,
    FremmoedeUge,
    Indsats,
    Opgave,
    OpgaveTrinSvar,
    Praktik,
    Sag,
    Skaanehensyn,
    SkaanehensynSvar,
    Timer,
    Udsagn,
    Vurdering,
)
from konsulent_core.rapport.blad import Belaeg, Kilde
from konsulent_core.skema.grammar import FeltType, Skema
from konsulent_core.words import Audience, BesoegType, Stemme

_UKENDT = Skema(id="", version=0, titel="", besoeg_type=BesoegType.NOTE, punkter=(), dimensioner=())
"""Stands for a skema that this machine does not have: nothing of it may be shown."""

LAESERE = frozenset({Audience.ALLE, Audience.BORGER_OG_KOMMUNE, Audience.KOMMUNE})
"""Whom the report is for (DOMAIN §7): everything but the internal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grundlag:
    """The sag as it is stored. ``besoeg`` are the locked ones, oldest first: an open kladde is no evidence.

    ``steder``: praktik → the name of its virksomhed. ``tidligere`` are the borger's other sager. ``rettede`` are the
    besøg of which an answer was amended; the rows hold what counts now.
    """

    borger: Borger
    sag: Sag
    tidligere: tuple[Sag, ...]
    praktikker: tuple[Praktik, ...]
    steder: Mapping[int, str]
    besoeg: tuple[Besoeg, ...]
    udsagn: tuple[Udsagn, ...]
    vurderinger: tuple[Vurdering, ...]
    opgaver: tuple[Opgave, ...]
    opgave_trin: tuple[OpgaveTrinSvar, ...]
    uger: tuple[FremmoedeUge, ...]
    hensyn: tuple[Skaanehensyn, ...]
    hensyn_svar: tuple[SkaanehensynSvar, ...]
    timer: tuple[Timer, ...]
    aftaler: tuple[Aftale, ...]
    delmaal: tuple[Delmaal, ...]
    indsatser: tuple[Indsats, ...]
    rettede: frozenset[int]
    aabne_konflikter: int


@dataclass(frozen=True, slots=True)
class Moede:
    """One locked besøg of the period, with its number in the list of sources."""

    besoeg: Besoeg
    kilde: Kilde
    skema: Skema

    @property
    def dato(self) -> date:
        return self.kilde.dato

    def shows(self, kind: FeltType) -> bool:
        """Whether the besøg asked this, of an audience that the report has."""
        return any(f.audience in LAESERE for f in self.skema.felter_af(kind))

    def shows_cause(self, kind: FeltType) -> bool:
        """Whether the cause that an answer of this type carries is for the report's readers."""
        return any(f.aarsag_audience in LAESERE for f in self.skema.felter_af(kind))

    def titel(self, felt: str) -> str | None:
        """The title of a felt that the report's readers may see; None for any other."""
        return next((f.titel for f in self.skema.felter if f.noegle == felt and f.audience in LAESERE), None)

    def judges(self, dimension: str) -> bool:
        """Whether the level of a dimension is for the report's readers."""
        return any(f.dimension == dimension and f.audience in LAESERE for f in self.skema.felter)


@dataclass(frozen=True, slots=True)
class Udsnit:
    """The sag within a period, both days included: what every part of the report is computed from.

    ``uden_for`` are the locked besøg before and after it: no sources, but what was agreed there may still hold.
    """

    grundlag: Grundlag
    fra: date
    til: date
    moeder: tuple[Moede, ...]
    uden_for: tuple[Moede, ...]
    skemaer: Mapping[str, Skema]

    @property
    def navn(self) -> str:
        """The borger's first name."""
        return self.grundlag.borger.fornavn or "Borgeren"

    def moede(self, besoeg: int | None) -> Moede | None:
        """The besøg, when it is in the period."""
        return next((m for m in self.moeder if m.besoeg.id == besoeg), None)

    def laast(self, besoeg: int | None) -> Moede | None:
        """The besøg, when it is locked, in the period or not."""
        return self.moede(besoeg) or next((m for m in self.uden_for if m.besoeg.id == besoeg), None)

    def sted(self, praktik: int | None) -> str:
        """The name of a praktik's virksomhed."""
        return self.grundlag.steder.get(praktik or 0, "")

    def udsagn(self, moede: Moede, felter: Iterable[str] | None = None) -> tuple[Udsagn, ...]:
        """What was said there and is for the report's readers, maybe at some felter only."""
        wanted = None if felter is None else frozenset(felter)
        return tuple(
            u
            for u in self.grundlag.udsagn
            if u.besoeg == moede.besoeg.id
            and (u.tekst or "").strip()
            and moede.titel(u.felt or "") is not None
            and (wanted is None or u.felt in wanted)
        )

    def hvem(self, moede: Moede, stemme: str, person: str | None = None) -> str:
        """Who spoke: by name where one is known, else by part."""
        if stemme == Stemme.BORGER:
            return self.navn
        if person:
            return person
        if stemme == Stemme.KONSULENT:
            return self.grundlag.sag.konsulent or "konsulenten"
        said = [u.person for u in self.grundlag.udsagn if u.besoeg == moede.besoeg.id and u.stemme == stemme]
        return next((name for name in said if name), "arbejdsgiveren" if stemme == Stemme.ARBEJDSGIVER else stemme)

    def belaeg(
        self, moede: Moede, felt: str, ord_: str, stemme: str = Stemme.KONSULENT, person: str | None = None
    ) -> Belaeg:
        """A source: the answer to ``felt`` at a besøg, in the words ``ord_``."""
        return Belaeg(kilde=moede.kilde, stemme=stemme, hvem=self.hvem(moede, stemme, person), felt=felt, ord=ord_)

    def runs(self, praktik: Praktik) -> bool:
        """Whether a praktik goes on after the period."""
        return praktik.slut is None or praktik.slut > self.til.isoformat()

    def within(self, start: str | None, slut: str | None) -> bool:
        """Whether something that ran from ``start`` to ``slut`` (ISO, None open) touches the period."""
        begun = start is None or start <= self.til.isoformat()
        return begun and (slut is None or slut >= self.fra.isoformat())


def cut(grundlag: Grundlag, skemaer: Mapping[str, Skema], fra: date, til: date) -> Udsnit:
    """The part of the sag that lies in the period. A besøg whose skema is not known here tells its day and no more."""
    moeder: list[Moede] = []
    outside: list[Moede] = []
    for besoeg in grundlag.besoeg:
        day = dag(besoeg)
        inside = fra <= day <= til
        kilde = Kilde(
            nr=len(moeder) + 1 if inside else 0,
            besoeg=besoeg.id,
            dato=day,
            type=besoeg.type or "",
            sted=besoeg.sted or grundlag.steder.get(besoeg.praktik or 0, ""),
            til_stede=_present(besoeg),
            rettet=besoeg.id in grundlag.rettede,
        )
        (moeder if inside else outside).append(Moede(besoeg, kilde, skemaer.get(besoeg.skema or "", _UKENDT)))
    return Udsnit(grundlag, fra, til, tuple(moeder), tuple(outside), skemaer)


def dag(besoeg: Besoeg) -> date:
    """The day in Denmark on which a besøg took place."""
    return local_day(from_text(besoeg.tidspunkt or "1970-01-01T00:00:00.000Z"))


def register(ord_: str, felt: str) -> Belaeg:
    """A source that is no besøg: what stands in the sag itself."""
    return Belaeg(kilde=None, stemme="", hvem="", felt=felt, ord=ord_)


def _present(besoeg: Besoeg) -> str:
    names = [part.partition(",")[0].strip() for part in (besoeg.deltagere or "").split(";")]
    return ", ".join(name for name in names if name)
