"""The point of the paper in two sentences: the hours that held, and how it went or ended."""

from datetime import date

from konsulent_core.clock import written_day
from konsulent_core.dansk import format_dag, format_dato
from konsulent_core.dansk_ord import PART, RESULTAT, TIMER_ART
from konsulent_core.praktikdok.ord import lille, med_loen, sted, tal, timer_om_ugen, varighed
from konsulent_core.praktikdok.udvalg import Udvalg
from konsulent_core.rapport.blad import Afsnit, Belaeg
from konsulent_core.rapport.grundlag import register
from konsulent_core.rapport.kort import flyttet
from konsulent_core.rapport.ord import IKKE_SKREVET
from konsulent_core.rapport.timer import Trin
from konsulent_core.words import Resultat, TimerArt

_HOLDT = 28  # days from which hours are said to have held
_Sagt = tuple[str, tuple[Belaeg, ...]]


def pointe(valg: Udvalg) -> Afsnit:
    """At most two sentences, each with its sources."""
    hours, held = _timer(valg), _holdt(valg)
    moved: _Sagt = flyttet(valg.egen)
    praktik = valg.praktik
    if valg.begynder is not None:
        told = [_begynder(valg, valg.begynder)]
    elif praktik.afbrudt:
        told = [_afbrudt(valg), hours]
    elif valg.blev_job is not None:
        told = [hours, held if held[0] else moved]
    elif not valg.loeber:
        told = [hours, _resultat(valg) or moved]
    else:
        told = [hours, moved]
    words = " ".join(said for said, _ in told if said)
    sources = tuple(dict.fromkeys(one for _, found in told for one in found))
    return Afsnit(noegle="praktik.pointe", tekst=words, belaeg=sources)


def _begynder(valg: Udvalg, start: date) -> _Sagt:
    """What is agreed of a praktik that is coming."""
    agreed = next(((b, s) for b, s in valg.trin(valg.praktik) if b.timer is not None), None)
    words = f"Praktikken begynder den {format_dag(start)}"
    if agreed is None:
        return f"{words}.", (register(words, "Praktik"),)
    blad, source = agreed
    return f"{words} med {timer_om_ugen(blad)}{med_loen(blad)}.", (register(words, "Praktik"), source)


def seneste(valg: Udvalg) -> Trin | None:
    """The step that held on the last day told of, a pause and unknown hours left out."""
    end = valg.til.isoformat()
    steps = [s for s in valg.trin(valg.praktik) if s[0].fra <= end and s[0].art != TimerArt.PAUSE]
    return next((s for s in reversed(steps) if s[0].timer is not None), None)


def holdt_siden(valg: Udvalg) -> tuple[date, date] | None:
    """From when until when the last hours held, pay aside; None when the praktik has none."""
    now = seneste(valg)
    if now is None:
        return None
    since = now[0]
    for blad, _ in reversed(valg.trin(valg.praktik)):
        if blad.fra > since.fra or (blad.art == TimerArt.PAUSE and blad.fra > now[0].fra):
            continue
        if (blad.timer, blad.timer_til) != (since.timer, since.timer_til):
            break
        since = blad
    start = written_day(since.fra)
    return (start, _sidste_dag(valg, now)) if start is not None else None


def _sidste_dag(valg: Udvalg, now: Trin) -> date:
    """Until a pause, else until the praktik's last day."""
    later = [written_day(b.fra) for b, _ in valg.trin(valg.praktik) if b.fra > now[0].fra]
    return min([valg.til, *(day for day in later if day is not None)])


def _timer(valg: Udvalg) -> _Sagt:
    now = seneste(valg)
    if now is None:
        words = f"Hvor mange timer om ugen {valg.navn} var der, er {IKKE_SKREVET}."
        if valg.loeber:
            words = f"Hvor mange timer om ugen {valg.navn} er der, er {IKKE_SKREVET}."
        return words, (register("Ingen trin i timerne.", "Timetal"),)
    blad, source = now
    if valg.blev_job is not None:
        kind = TIMER_ART.get(blad.art, "job")
        return f"{valg.navn} er i {kind} {timer_om_ugen(blad)}{med_loen(blad)}.", (source,)
    if valg.loeber:
        held = _holdt(valg, kort=True)
        return f"{valg.navn} arbejder {timer_om_ugen(blad)}{med_loen(blad)}{held[0]}.", (source, *held[1])
    held = _holdt(valg, kort=True)
    return f"{valg.navn} nåede {timer_om_ugen(blad)}{med_loen(blad)}{held[0]}.", (source, *held[1])


def _holdt(valg: Udvalg, *, kort: bool = False) -> _Sagt:
    """A ceiling is told as something that holds (PAPERS.md): »Seks timer om ugen har holdt i ni måneder.«"""
    span, now = holdt_siden(valg), seneste(valg)
    if span is None or now is None or (span[1] - span[0]).days < _HOLDT:
        return "", ()
    lasted = varighed(*span)
    sources = tuple(source for blad, source in valg.trin(valg.praktik) if blad.fra == span[0].isoformat())
    if kort:
        return (f"; det timetal har holdt i {lasted}" if valg.loeber else f"; det timetal holdt i {lasted}"), sources
    hours = now[0].timer or 0.0
    whole = hours.is_integer() and now[0].timer_til is None
    count = tal(int(hours)).capitalize() if whole else "De timer"
    return f"{count} timer om ugen har holdt i {lasted}." if whole else f"{count} har holdt i {lasted}.", sources


def _afbrudt(valg: Udvalg) -> _Sagt:
    p = valg.praktik
    by = f" af {PART[p.afbrudt_af]}" if p.afbrudt_af in PART else ""
    start, slut = written_day(p.start), written_day(p.slut)
    lasted = f" efter {varighed(start, slut)}" if start and slut else ""
    why = f": {lille(p.afbrudt_aarsag).rstrip('.')}" if p.afbrudt_aarsag else f". Årsagen er {IKKE_SKREVET}"
    words = f"Praktikken hos {sted(valg.egen, p)} blev afbrudt{by}{lasted}{why}."
    if not valg.egen.sted(p.id):
        words = f"Praktikken blev afbrudt{by}{lasted}{why}."
    return words, (valg.belaeg(p, "Praktik", words),)


def _resultat(valg: Udvalg) -> _Sagt | None:
    p = valg.praktik
    if not p.resultat or p.resultat == Resultat.ANDET:
        return None
    ended = written_day(p.slut)
    when = f" {format_dato(ended)}" if ended else ""
    words = f"Praktikken sluttede{when} med {RESULTAT.get(p.resultat, p.resultat)}."
    return words, (valg.belaeg(p, "Resultat", words),)
