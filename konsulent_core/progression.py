"""How a borger moves: levels and their curve, paid share of hours, attendance in counts (DOMAIN §3-§4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from konsulent_core.dansk import format_dato
from konsulent_core.words import Fremmoede, Retning, Stemme

Ankre = Mapping[str, tuple[str, ...]]
"""``Skema.key`` → the dimension's five anchors there (``skema.load.ankre``)."""

_SMAA = {
    Retning.LIDT_TILBAGE: "lidt tilbage",
    Retning.UAENDRET: "uændret",
    Retning.LIDT_FREM: "lidt frem",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Maaling:
    """One voice's judgement of one dimension at one besøg; ``trin`` 1-5, None where ikke drøftet."""

    dato: date
    skema: str
    stemme: Stemme
    trin: int | None
    retning: Retning | None = None


class BevaegelseArt(Enum):
    """For the icon; never a colour (DOMAIN §4: no red or green on a person)."""

    IKKE_DROEFTET = "ikke_droeftet"
    FOERSTE = "foerste"
    NYE_TRIN = "nye_trin"
    FREM = "frem"
    SAMME = "samme"
    TILBAGE = "tilbage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bevaegelse:
    """From the last measurement to this one: ``antal`` levels moved since ``siden``, in words."""

    art: BevaegelseArt
    antal: int
    siden: date | None
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KurvePunkt:
    """A point of a curve. ``trin`` None is a gap; ``brud``: the anchors changed since the last level before
    it.
    """

    dato: date
    trin: int | None
    brud: bool


def sidste_maaling(
    maalinger: Iterable[Maaling], stemme: Stemme = Stemme.KONSULENT, *, foer: date | None = None
) -> Maaling | None:
    """The voice's newest level, before ``foer`` when given; »ikke drøftet« is no level, so an older one
    stands.
    """
    own = [m for m in _af(maalinger, stemme) if m.trin is not None and (foer is None or m.dato < foer)]
    return own[-1] if own else None


def _af(maalinger: Iterable[Maaling], stemme: Stemme) -> list[Maaling]:
    """One voice's in order of date; besøg of one day keep the order they came in."""
    return sorted((m for m in maalinger if m.stemme is stemme), key=lambda m: m.dato)


def samme_ankre(skema: str, andet: str, ankre: Ankre) -> bool:
    """Whether a level means the same in both versions; two versions whose anchors are not at hand do not."""
    return skema == andet or (skema in ankre and ankre.get(skema) == ankre.get(andet))


def bevaegelse(nu: Maaling, sidst: Maaling | None, ankre: Ankre) -> Bevaegelse:
    """What the badge and the papers say: »1 trin frem siden 12.02.2026«, »Samme trin som 12.02.2026, lidt
    frem«.

    ``sidst`` is the same voice's ``sidste_maaling`` before this one. Where the anchors changed no movement is
    told.
    """
    if nu.trin is None:
        return Bevaegelse(art=BevaegelseArt.IKKE_DROEFTET, antal=0, siden=None, tekst="Ikke drøftet i dag")
    if sidst is None or sidst.trin is None:
        return Bevaegelse(art=BevaegelseArt.FOERSTE, antal=0, siden=None, tekst="Første måling")
    dag = format_dato(sidst.dato)
    if not samme_ankre(nu.skema, sidst.skema, ankre):
        tekst = f"Trinene har fået nye ord siden {dag}"
        return Bevaegelse(art=BevaegelseArt.NYE_TRIN, antal=0, siden=sidst.dato, tekst=tekst)
    antal = nu.trin - sidst.trin
    if antal == 0:
        smaa = f", {_SMAA[nu.retning]}" if nu.retning is not None else ""
        art, tekst = BevaegelseArt.SAMME, f"Samme trin som {dag}{smaa}"
    elif antal > 0:
        art, tekst = BevaegelseArt.FREM, f"{antal} trin frem siden {dag}"
    else:
        art, tekst = BevaegelseArt.TILBAGE, f"{-antal} trin tilbage siden {dag}"
    return Bevaegelse(art=art, antal=abs(antal), siden=sidst.dato, tekst=tekst)


def kurve(maalinger: Iterable[Maaling], ankre: Ankre, stemme: Stemme = Stemme.KONSULENT) -> tuple[KurvePunkt, ...]:
    """The voice's points in order of date. The voices are never averaged: each has a curve of its own."""
    points: list[KurvePunkt] = []
    before: Maaling | None = None
    for maaling in _af(maalinger, stemme):
        level = maaling.trin is not None
        brud = level and before is not None and not samme_ankre(maaling.skema, before.skema, ankre)
        points.append(KurvePunkt(dato=maaling.dato, trin=maaling.trin, brud=brud))
        before = maaling if level else before
    return tuple(points)


def linjer(punkter: Sequence[KurvePunkt]) -> tuple[tuple[KurvePunkt, ...], ...]:
    """The unbroken stretches to draw a line through: cut at every gap and before every break."""
    runs: list[list[KurvePunkt]] = [[]]
    for punkt in punkter:
        if punkt.trin is None or punkt.brud:
            runs.append([])
        if punkt.trin is not None:
            runs[-1].append(punkt)
    return tuple(tuple(run) for run in runs if run)


def loenandel(timer: float | None, timer_til: float | None, loentimer: float | None) -> tuple[float, float] | None:
    """Paid hours in percent of all hours as (low, high), one decimal; alike unless the hours are from-to.

    12-15 hours of which 2 paid is (13.3, 16.7). None where hours or paid hours are not known or there are
    none.
    """
    if not timer or timer <= 0 or loentimer is None:
        return None
    til = timer if timer_til is None else timer_til
    return _percent(loentimer, max(timer, til)), _percent(loentimer, min(timer, til))


FOR_MANGE_LOENTIMER = "Løntimer kan ikke være flere end timerne i alt."


def too_many_paid(timer: float | None, timer_til: float | None, loentimer: float | None) -> bool:
    """Whether more hours are paid than there are."""
    upper = timer_til if timer_til is not None else timer
    return loentimer is not None and upper is not None and loentimer > upper


def _percent(del_: float, hele: float) -> float:
    return min(100.0, round(100 * del_ / hele, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class FremmoedeTal:
    """Planned days by how they went. Illness and treatment are never mixed with udeblivelse (DOMAIN §3)."""

    moedt: int = 0
    foer_tid: int = 0
    sygdom: int = 0
    behandling: int = 0
    andet: int = 0
    udeblevet: int = 0
    aflyst: int = 0
    ikke_registreret: int = 0

    @property
    def moedt_i_alt(self) -> int:
        """Days the borger came, those of »gik før tid« too."""
        return self.moedt + self.foer_tid

    @property
    def afbud(self) -> int:
        return self.sygdom + self.behandling + self.andet

    @property
    def stabilitet_dage(self) -> int:
        """The days that Stabilitet is judged on: registered, not called off, no afbud for illness or
        treatment.
        """
        return self.moedt_i_alt + self.andet + self.udeblevet

    @property
    def tekst(self) -> str:
        """»9 mødt · 1 afbud · 1 udeblivelse«: no causes, so that the employer may read it."""
        return self._tekst(f"{self.afbud} afbud")

    @property
    def tekst_med_aarsag(self) -> str:
        """»9 mødt · 1 sygdom · 1 behandling · 1 udeblivelse«: for ``Felt.aarsag_audience``."""
        named = ((self.sygdom, "sygdom"), (self.behandling, "behandling"), (self.andet, "andet afbud"))
        return self._tekst(" · ".join(f"{n} {word}" for n, word in named if n))

    def _tekst(self, afbud: str) -> str:
        parts = [f"{self.moedt_i_alt} mødt" + (f", heraf {self.foer_tid} før tid" if self.foer_tid else "")]
        if self.afbud:
            parts.append(afbud)
        if self.udeblevet:
            parts.append(f"{self.udeblevet} {'udeblivelse' if self.udeblevet == 1 else 'udeblivelser'}")
        if self.aflyst:
            parts.append(f"{self.aflyst} aflyst")
        if self.ikke_registreret:
            parts.append(f"{self.ikke_registreret} ikke registreret")
        return " · ".join(parts)


def count_fremmoede(dage: Iterable[Fremmoede | None]) -> FremmoedeTal:
    """Counts planned days; None is a day nobody has registered."""
    counts: dict[str, int] = {}
    for dag in dage:
        name = "ikke_registreret" if dag is None else dag.value
        counts[name] = counts.get(name, 0) + 1
    return FremmoedeTal(**counts)
