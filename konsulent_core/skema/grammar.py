"""What a skema can say: its punkter, felter and dimensions as frozen values, with every felt's audience."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from konsulent_core.words import Audience, BesoegType, Stemme


class FeltType(StrEnum):
    """How a felt is asked, drawn and stored. Closed: a new type is a new widget and a new rule."""

    UDSAGN = "udsagn"  # a list of statements, each with its voice and person
    INTERN = "intern"  # the author's own note, never shared or printed
    VURDERING = "vurdering"  # one dimension, five levels, a level a voice
    OPGAVER = "opgaver"  # the praktik's tasks, each with its step
    FREMMOEDE = "fremmoede"  # the planned days since last, a row a week
    SKAANEHENSYN = "skaanehensyn"  # how each one worked since last
    TIMER = "timer"  # hours a week in all, one number or from-to
    LOENTIMER = "loentimer"  # of which paid
    VALG = "valg"  # one of the felt's own choices
    TEKST = "tekst"
    DATO = "dato"
    JA_NEJ = "ja_nej"
    AFTALER_SIDST = "aftaler_sidst"  # last time's aftaler, each Gjort or Ikke endnu, with the notes since
    AFTALER = "aftaler"
    NAESTE_BESOEG = "naeste_besoeg"  # the date, or the reason why there is none


TABEL: dict[FeltType, str] = {
    FeltType.UDSAGN: "udsagn",
    FeltType.INTERN: "svar",
    FeltType.VURDERING: "vurdering",
    FeltType.OPGAVER: "opgave_trin",
    FeltType.FREMMOEDE: "fremmoede",
    FeltType.SKAANEHENSYN: "skaanehensyn_svar",
    FeltType.TIMER: "timer",
    FeltType.LOENTIMER: "timer",
    FeltType.VALG: "svar",
    FeltType.TEKST: "svar",
    FeltType.DATO: "svar",
    FeltType.JA_NEJ: "svar",
    FeltType.AFTALER_SIDST: "aftale",
    FeltType.AFTALER: "aftale",
    FeltType.NAESTE_BESOEG: "besoeg",
}
"""The ``tabel`` of ``entities`` that holds a type's answers."""

GENTAGELIGE = frozenset(
    {FeltType.UDSAGN, FeltType.INTERN, FeltType.VURDERING}
    | {FeltType.VALG, FeltType.TEKST, FeltType.DATO, FeltType.JA_NEJ}
)
"""Types a skema may use more than once: their rows carry felt or dimension, the others' only the besøg."""

MED_AARSAG = frozenset(
    {FeltType.OPGAVER, FeltType.FREMMOEDE, FeltType.SKAANEHENSYN, FeltType.TIMER, FeltType.NAESTE_BESOEG}
)
"""Types whose answers carry a cause, which may be about health and so has an audience of its own."""

STEMMER: dict[FeltType, tuple[Stemme, ...]] = {
    FeltType.VURDERING: (Stemme.KONSULENT, Stemme.ARBEJDSGIVER, Stemme.BORGER),
    FeltType.UDSAGN: (Stemme.KONSULENT, Stemme.ARBEJDSGIVER, Stemme.BORGER, Stemme.SAGSBEHANDLER),
}
"""The voices of a felt that does not name its own; every other type has the konsulent's only."""


UDEN_NAESTE = frozenset({BesoegType.FORMOEDE, BesoegType.TELEFON, BesoegType.NOTE, BesoegType.AFSLUTNING})
"""Types of besøg that may end with neither next date nor reason (DOMAIN §3)."""

FOELGER_OP = frozenset({BesoegType.OPFOELGNING, BesoegType.AFSLUTNING})
"""Types that ask how it went since last: fremmøde, opgaver, skånehensyn. Other meetings in between ask nothing of it,
so »sidst« is the last of these."""

MED_SAGSBEHANDLER = frozenset({BesoegType.FORMOEDE, BesoegType.NETVAERKSMOEDE, BesoegType.TELEFON})
"""Types where the sagsbehandler talks along (DOMAIN §4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Valg:
    """One choice of a ``valg`` felt; ``noegle`` is what is stored."""

    noegle: str
    titel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """Five behaviour-anchored levels, level 1 first: ``fag`` in the third person, ``jeg`` in the first."""

    noegle: str
    titel: str
    fag: tuple[str, str, str, str, str]
    jeg: tuple[str, str, str, str, str]
    aendret: str = ""  # what is new in the anchors since the version before; shown where the curve breaks

    @property
    def brud_ord(self) -> str:
        """What stands where its curve breaks."""
        return self.aendret or "Trinene har fået nye ord."


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    """One answer to give. ``noegle`` is unique in its skema; papers and »Vis for borger« filter by
    ``audience`` alone.

    ``aarsag_audience`` is set exactly for the types in ``MED_AARSAG``; ``dimension`` exactly for a vurdering;
    ``valg`` is empty for every other type than valg. ``hjaelp`` is the placeholder or the line under the
    title, maybe empty.
    """

    noegle: str
    type: FeltType
    titel: str
    audience: Audience
    hjaelp: str
    stemmer: tuple[Stemme, ...]
    aarsag_audience: Audience | None
    dimension: str | None
    valg: tuple[Valg, ...]

    @property
    def tabel(self) -> str:
        """Where the answers live (an ``entities`` table)."""
        return TABEL[self.type]

    def valg_titel(self, noegle: str) -> str:
        """The choice's words; the key itself when a later version no longer offers it."""
        return next((v.titel for v in self.valg if v.noegle == noegle), noegle)


@dataclass(frozen=True, slots=True, kw_only=True)
class Punkt:
    """A point of the agenda; ``nummer`` counts from 1 in agenda order. The questions may hold
    ``{borger}``.
    """

    nummer: int
    noegle: str
    titel: str
    spoergsmaal: str
    spoergsmaal_du: str | None  # the same to the borger, for »Vis for borger«
    felter: tuple[Felt, ...]

    def spoerg(self, fornavn: str, *, til_borger: bool = False) -> str:
        """The question with the borger's first name in it; ``til_borger`` asks in »du« where the skema
        can.
        """
        text = self.spoergsmaal_du if til_borger and self.spoergsmaal_du is not None else self.spoergsmaal
        return text.replace("{borger}", fornavn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Udgivet:
    """When a kommune published a skema of its own, and the days on which new besøg use it, both included."""

    tidspunkt: str  # ISO UTC
    fra: date
    til: date | None = None

    def holds(self, day: date) -> bool:
        return self.fra <= day and (self.til is None or day <= self.til)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skema:
    """One published version, which never changes; a besøg keeps its ``key`` for ever.

    ``udgivet`` is None for one that the app was delivered with. ``ulaest`` says what could not be read in it: no new
    besøg uses such a skema, and none is locked in it.
    """

    id: str
    version: int
    titel: str
    besoeg_type: BesoegType
    punkter: tuple[Punkt, ...]
    dimensioner: tuple[Dimension, ...]
    udgivet: Udgivet | None = None
    ulaest: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """``"opfoelgning.v1"``: what ``Besoeg.skema`` holds."""
        return f"{self.id}.v{self.version}"

    @property
    def felter(self) -> tuple[Felt, ...]:
        """Every felt in agenda order."""
        return tuple(felt for punkt in self.punkter for felt in punkt.felter)

    def felt(self, noegle: str) -> Felt:
        """Raises KeyError when the skema has no such felt."""
        for felt in self.felter:
            if felt.noegle == noegle:
                return felt
        raise KeyError(noegle)

    def dimension(self, noegle: str) -> Dimension:
        """Raises KeyError when the skema has no such dimension."""
        for dimension in self.dimensioner:
            if dimension.noegle == noegle:
                return dimension
        raise KeyError(noegle)

    def punkt_med(self, felt: str) -> Punkt:
        """The point that holds the felt with this key. Raises KeyError."""
        for punkt in self.punkter:
            if any(f.noegle == felt for f in punkt.felter):
                return punkt
        raise KeyError(felt)

    def felter_af(self, type_: FeltType) -> tuple[Felt, ...]:
        return tuple(f for f in self.felter if f.type is type_)
