"""The report's levels: each dimension's curve, three voices side by side, where they differ, the anchors' words."""

from dataclasses import dataclass
from datetime import date

from konsulent_core.dansk import format_dato
from konsulent_core.entities import Vurdering
from konsulent_core.progression import Maaling, samme_ankre
from konsulent_core.rapport.blad import (
    Belaeg,
    DimensionLinje,
    Indhold,
    Linje,
    StemmeKolonne,
    StemmeLinje,
    Stemmer,
    StemmeTrin,
    Tabel,
    Udviklingsbillede,
    henvisning,
)
from konsulent_core.rapport.grundlag import Moede, Udsnit
from konsulent_core.skema.grammar import Dimension
from konsulent_core.skema.load import ankre
from konsulent_core.snapshot import TrinPunkt
from konsulent_core.words import Stemme

STEMMER = (Stemme.KONSULENT, Stemme.ARBEJDSGIVER, Stemme.BORGER)
_KOLONNER = 8  # besøg that the table of voices has room for: the newest
_INTET = StemmeTrin(trin=None, foerst=False)
_UENIGE = 3  # differences told in words


@dataclass(frozen=True, slots=True)
class Trin:
    """One voice's answer about a dimension at a besøg."""

    moede: Moede
    stemme: Stemme
    trin: int | None
    foerst: bool


@dataclass(frozen=True, slots=True)
class Forloeb:
    """A dimension through the period, oldest first; ``brud`` are the besøg before which the anchors changed."""

    dimension: Dimension
    trin: tuple[Trin, ...]
    brud: frozenset[int]

    def af(self, stemme: Stemme) -> tuple[Trin, ...]:
        """One voice's levels, those that are levels."""
        return tuple(t for t in self.trin if t.stemme is stemme and t.trin is not None)

    @property
    def sammenlignelige(self) -> tuple[Trin, ...]:
        """The konsulent's levels since the anchors last changed."""
        own = self.af(Stemme.KONSULENT)
        last = max((n for n, t in enumerate(own) if t.moede.kilde.nr in self.brud), default=0)
        return own[last:]


def forloeb(udsnit: Udsnit) -> tuple[Forloeb, ...]:
    """Every dimension that a besøg of the period judged, in the newest skema's order."""
    by_dimension: dict[str, list[Trin]] = {}
    by_besoeg: dict[int, list[Vurdering]] = {}
    for v in udsnit.grundlag.vurderinger:
        by_besoeg.setdefault(v.besoeg or 0, []).append(v)
    order: dict[str, Dimension] = {}
    for moede in udsnit.moeder:
        asked = {d.noegle: d for d in moede.skema.dimensioner if moede.judges(d.noegle)}
        order = {**order, **asked}
        for v in by_besoeg.get(moede.besoeg.id, []):
            if v.dimension in asked and v.stemme in STEMMER and (v.trin is not None or v.ikke_droeftet):
                found = Trin(moede, Stemme(v.stemme), v.trin, bool(v.foerst))
                by_dimension.setdefault(v.dimension or "", []).append(found)
    return tuple(
        Forloeb(d, tuple(by_dimension[key]), _brud(udsnit, key, by_dimension[key]))
        for key, d in order.items()
        if key in by_dimension
    )


def _brud(udsnit: Udsnit, dimension: str, trin: list[Trin]) -> frozenset[int]:
    """The numbers of the besøg whose level means something else than the same voice's before it (DOMAIN §4)."""
    words = ankre(udsnit.skemaer.values(), dimension)
    found: set[int] = set()
    before: dict[Stemme, str] = {}
    for one in trin:
        if one.trin is None:
            continue
        key = one.moede.skema.key
        if one.stemme in before and not samme_ankre(before[one.stemme], key, words):
            found.add(one.moede.kilde.nr)
        before[one.stemme] = key
    return frozenset(found)


def as_maaling(trin: Trin) -> Maaling:
    """The same as the progression counts it."""
    return Maaling(dato=trin.moede.dato, skema=trin.moede.skema.key, stemme=trin.stemme, trin=trin.trin)


def udvikling(udsnit: Udsnit, moede_dato: date | None) -> tuple[Indhold, ...]:
    """The curves, the voices beside each other, and where they differ."""
    found = forloeb(udsnit)
    if not any(t.trin is not None for f in found for t in f.trin):
        words = "Ingen af områderne er vurderet i perioden."
        return (Tabel(noegle="udvikling", hoveder=(), linjer=(), tom=words),)
    picture = Udviklingsbillede(
        linjer=tuple(_linje(udsnit, f) for f in found),
        brud=any(f.brud for f in found),
        borger=udsnit.navn,
        moede=moede_dato,
    )
    return (picture, _stemmer(udsnit, found), *_uenige(udsnit, found))


def _linje(udsnit: Udsnit, f: Forloeb) -> DimensionLinje:
    own = f.af(Stemme.KONSULENT)
    now, first = own[-1] if own else None, f.sammenlignelige[0] if own else None
    told = [t for t in (first, now) if t is not None]
    if now is None or first is None:
        start = ""
    elif now is first:
        # the same one level is the newest and the first there is to compare with
        changed = "Trinene har fået nye ord, så det kan ikke sammenlignes med før" if f.brud else "Eneste måling"
        start = f"{changed}, {format_dato(now.moede.dato)}."
        told = [now]
    else:
        start = f"Først {first.trin} ({format_dato(first.moede.dato)}): {f.dimension.fag[(first.trin or 1) - 1]}"
    others = [f.af(v)[-1] for v in STEMMER[1:] if f.af(v)]
    curve = tuple(
        TrinPunkt(
            dato=t.moede.dato.isoformat(),
            besoeg_nummer=t.moede.kilde.nr,
            skema=t.moede.skema.key,
            stemme=t.stemme.value,
            trin=t.trin,
            brud=t.moede.kilde.nr in f.brud and t.trin is not None,
        )
        for t in f.trin
    )
    return DimensionLinje(
        noegle=f"udvikling.{f.dimension.noegle}",
        titel=f.dimension.titel,
        kurve=curve,
        nu=f"Nu {now.trin}:" if now else "Konsulenten har ikke vurderet.",
        nu_ord=f.dimension.fag[(now.trin or 1) - 1] if now else "",
        start=start,
        belaeg=tuple(_belaeg(udsnit, f, t) for t in (*told, *others) or f.trin[-1:]),
    )


def _belaeg(udsnit: Udsnit, f: Forloeb, t: Trin) -> Belaeg:
    words = "Ikke drøftet." if t.trin is None else f"Trin {t.trin}: {f.dimension.fag[t.trin - 1]}"
    return udsnit.belaeg(t.moede, f.dimension.titel, words, t.stemme)


def _stemmer(udsnit: Udsnit, found: tuple[Forloeb, ...]) -> Stemmer:
    judged = [m for m in udsnit.moeder if any(t.moede is m for f in found for t in f.trin)][-_KOLONNER:]
    lines = []
    for f in found:
        by_place = {(t.moede.kilde.nr, t.stemme): StemmeTrin(trin=t.trin, foerst=t.foerst) for t in f.trin}
        levels = tuple(tuple(by_place.get((m.kilde.nr, v), _INTET) for v in STEMMER) for m in judged)
        sources = tuple(_belaeg(udsnit, f, t) for t in f.trin if t.moede in judged)
        lines.append(
            StemmeLinje(noegle=f"stemmer.{f.dimension.noegle}", titel=f.dimension.titel, trin=levels, belaeg=sources)
        )
    return Stemmer(
        titel="Tre stemmer side om side",
        borger=udsnit.navn,
        kolonner=tuple(StemmeKolonne(dato=m.dato, nr=m.kilde.nr) for m in judged),
        linjer=tuple(lines),
    )


def _uenige(udsnit: Udsnit, found: tuple[Forloeb, ...]) -> tuple[Indhold, ...]:
    """The newest differences, each voice with its level and its own words (DOMAIN §4: something to talk about)."""
    newest: list[tuple[Moede, Forloeb]] = []
    for f in found:
        for moede in reversed(udsnit.moeder):
            levels = {t.trin for t in f.trin if t.moede is moede and t.trin is not None}
            if len(levels) > 1:
                newest.append((moede, f))
                break
    newest.sort(key=lambda pair: -pair[0].kilde.nr)
    if not newest:
        return ()
    lines = tuple(_uenig(udsnit, moede, f) for moede, f in newest[:_UENIGE])
    heads = ("", "Konsulent", "Arbejdsgiver", udsnit.navn, "Kilde")
    return (Tabel(noegle="uenige", hoveder=heads, linjer=lines, titel="Her ser de forskelligt på det"),)


def _uenig(udsnit: Udsnit, moede: Moede, f: Forloeb) -> Linje:
    cells, sources = [f.dimension.titel], []
    for voice in STEMMER:
        t = next((t for t in f.trin if t.moede is moede and t.stemme is voice), None)
        if t is None or t.trin is None:
            cells.append("Ikke drøftet" if t else "Ikke vurderet")
            continue
        sources.append(_belaeg(udsnit, f, t))
        words = _said_there(udsnit, moede, f, voice)
        sources.extend(words)
        quotes = "\n".join(w.ord for w in words) or f.dimension.fag[t.trin - 1]
        cells.append(f"{t.trin}. {quotes}")
    return Linje(
        noegle=f"uenige.{f.dimension.noegle}",
        celler=(*cells, henvisning(tuple(sources[:1]))),
        belaeg=tuple(sources),
    )


def _said_there(udsnit: Udsnit, moede: Moede, f: Forloeb, voice: Stemme) -> tuple[Belaeg, ...]:
    """A voice's words at the punkt that judges this dimension and no other."""
    punkt = next(
        (p for p in moede.skema.punkter if [x.dimension for x in p.felter if x.dimension] == [f.dimension.noegle]), None
    )
    if punkt is None:
        return ()
    said = udsnit.udsagn(moede, (x.noegle for x in punkt.felter))
    return tuple(
        udsnit.belaeg(moede, moede.titel(u.felt or "") or "", citat(u.stemme, u.tekst), voice, u.person)
        for u in said
        if u.stemme == voice
    )


def citat(stemme: str | None, tekst: str | None) -> str:
    """Employer's and borger's words in quotation marks as noted; the kommune's notes are prose."""
    words = (tekst or "").strip()
    if stemme not in (Stemme.ARBEJDSGIVER, Stemme.BORGER):
        return words
    return words if words.startswith("»") and words.endswith("«") else f"»{words}«"


def trinenes_ord(udsnit: Udsnit) -> tuple[Indhold, ...]:
    """The anchors of the levels that were used in the period, those of each version by themselves."""
    lines = []
    for f in forloeb(udsnit):
        used: dict[tuple[str, ...], set[int]] = {}
        for t in f.trin:
            if t.trin is not None:
                used.setdefault(t.moede.skema.dimension(f.dimension.noegle).fag, set()).add(t.trin)
        for version, (words, levels) in enumerate(used.items(), start=1):
            title = f.dimension.titel if len(used) == 1 else f"{f.dimension.titel}, {version}. udgave"
            text = "\n".join(f"{n}  {words[n - 1]}" for n in sorted(levels))
            lines.append(Linje(noegle=f"trin.{f.dimension.noegle}.{version}", celler=(title, text)))
    return (Tabel(noegle="trin", hoveder=("", ""), linjer=tuple(lines), tom="Ingen trin er brugt i perioden."),)
