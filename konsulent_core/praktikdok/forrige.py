"""What the earlier praktikker of the sag brought along: why each stopped, what it taught, and what is not known."""

from collections.abc import Mapping

from konsulent_core.clock import written_day
from konsulent_core.dansk import MAANEDER, liste
from konsulent_core.dansk_ord import RESULTAT, ejer
from konsulent_core.entities import Praktik
from konsulent_core.praktikdok.ord import sted, tal, timer_om_ugen, varighed
from konsulent_core.praktikdok.udvalg import Udvalg, narrow
from konsulent_core.rapport.blad import Afsnit, Belaeg, Linje, Tabel, henvisning
from konsulent_core.rapport.fremmoede import dage
from konsulent_core.rapport.grundlag import Grundlag, cut, register
from konsulent_core.rapport.ord import IKKE_SKREVET, dato
from konsulent_core.skema.grammar import Skema
from konsulent_core.words import BesoegType, TimerArt


def titel_af(count: int) -> str:
    """»Det bragte de to første praktikker med«"""
    return "Det bragte den første praktik med" if count == 1 else f"Det bragte de {tal(count)} første praktikker med"


def forrige(valg: Udvalg) -> Tabel | None:
    """A row a praktik, oldest first; None when this is the first of the sag."""
    if not valg.forrige:
        return None
    return Tabel(
        noegle="forrige",
        hoveder=("Praktik", "Stoppet", "Lært", "Kilde"),
        linjer=tuple(_linje(valg, n, p) for n, p in enumerate(valg.forrige, start=1)),
        titel="",
    )


def _linje(valg: Udvalg, number: int, p: Praktik) -> Linje:
    ended = _ende(valg, p)
    learned, sources = _laert(valg, p)
    closing = valg.belaeg(p, "Praktik", ended)
    all_sources = tuple(dict.fromkeys((closing, *sources)))
    name = f"{number}  {sted(valg.hele, p)}\n{_periode(p)}"
    return Linje(noegle=f"forrige.{number}", celler=(name, ended, learned, henvisning(all_sources)), belaeg=all_sources)


def _ende(valg: Udvalg, p: Praktik) -> str:
    """»Sygdom, efter to måneder«"""
    start, slut = written_day(p.start), written_day(p.slut)
    lasted = f"efter {varighed(start, slut)}" if start and slut else ""
    if p.afbrudt:
        return ", ".join(filter(None, (p.afbrudt_aarsag or f"Årsagen er {IKKE_SKREVET}", lasted)))
    if p.resultat:
        return ", ".join(filter(None, (RESULTAT.get(p.resultat, p.resultat).capitalize(), lasted)))
    return f"Sluttet {lasted}".strip() if slut and slut <= valg.til else "Løber endnu"


def _laert(valg: Udvalg, p: Praktik) -> tuple[str, tuple[Belaeg, ...]]:
    """What was written down as learned, and the hours it came to; »taget med« where this praktik builds on it."""
    said, sources = [], []
    if p.laering:
        said.append(p.laering)
        sources.append(valg.belaeg(p, "Læring", p.laering))
    known = [
        (blad, source)
        for blad, source in valg.trin(p)
        if blad.timer is not None and blad.art != TimerArt.PAUSE and not (p.slut and blad.fra > p.slut)
    ]
    if known:
        blad, source = known[-1]
        said.append(f"Til sidst {timer_om_ugen(blad)}.")
        sources.append(source)
    if said and valg.praktik.bygger_paa == p.id:
        said.append("Taget med hertil.")
    return " ".join(said) or IKKE_SKREVET.capitalize(), tuple(sources)


def _periode(p: Praktik) -> str:
    """»marts – maj 2017«"""
    start, slut = written_day(p.start), written_day(p.slut)
    if start is None:
        return dato(p.start)
    begin = MAANEDER[start.month - 1]
    if slut is None:
        return f"fra {begin} {start.year}"
    end = f"{MAANEDER[slut.month - 1]} {slut.year}"
    if (start.year, start.month) == (slut.year, slut.month):
        return end
    return f"{begin} – {end}" if start.year == slut.year else f"{begin} {start.year} – {end}"


def ukendt(valg: Udvalg, grundlag: Grundlag, skemaer: Mapping[str, Skema]) -> tuple[Afsnit, ...]:
    """What the sag does not hold of what came before, and that a praktik is the first one."""
    found = []
    whole = cut(grundlag, skemaer, valg.hele.fra, valg.til)
    for number, p in enumerate(valg.forrige, start=1):
        gaps = []
        own = narrow(whole, p, valg.slut(p))
        if not dage(own):
            gaps.append("fremmøde")
        if not any(blad.timer is not None and blad.art != TimerArt.PAUSE for blad, _ in valg.trin(p)):
            gaps.append("timer")
        if not any(m.besoeg.type == BesoegType.AFSLUTNING for m in own.moeder):
            gaps.append("afslutningssamtale")
        if gaps:
            words = f"{liste(gaps).capitalize()} fra praktik {number} findes ikke i sagen."
            source = register(words, "Praktik")
            found.append(Afsnit(noegle=f"forrige.hul.{number}", titel="Hul", tekst=words, belaeg=(source,)))
    if not valg.forrige:
        words = f"Det er {ejer(valg.navn)} første praktik i sagen."
        found.append(Afsnit(noegle="forrige.foerste", tekst=words, belaeg=(register(words, "Praktik"),)))
    before = [s for s in grundlag.tidligere if (s.start or "") < (grundlag.sag.start or "")]
    for n, sag in enumerate(before, start=1):
        number_ = f" {sag.nummer}" if sag.nummer else ""
        words = f"Den tidligere sag{number_} er ikke med; papiret dækker én sag."
        source = register(f"{sag.sagstype or 'Sag'} {dato(sag.start)} – {dato(sag.slut, 'åben')}", "Sag")
        found.append(Afsnit(noegle=f"forrige.sag.{n}", titel="Hul", tekst=words, belaeg=(source,)))
    return tuple(found)
