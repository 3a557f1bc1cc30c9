"""»Det kan næste plads bygge på«: hours that held, tasks done alone, hensyn that worked, what was learned."""

from konsulent_core.dansk import format_dato, liste
from konsulent_core.entities import Opgave, Skaanehensyn
from konsulent_core.forsoeg import TimerTrin, tidligere_forsoeg
from konsulent_core.praktikdok.blad import Byggesten
from konsulent_core.praktikdok.ord import lille, tal, timer_om_ugen, varighed
from konsulent_core.praktikdok.pointe import holdt_siden, seneste
from konsulent_core.praktikdok.udvalg import Udvalg
from konsulent_core.rapport.arbejde import virkninger
from konsulent_core.rapport.blad import Belaeg
from konsulent_core.rapport.grundlag import register
from konsulent_core.skema.grammar import FeltType
from konsulent_core.words import OpgaveTrin, TimerArt, Virkning

INTET = "Praktikken viser endnu ikke noget, som en næste plads kan bygge på."
_LAENGE = 28  # days that hours must have held
_OPGAVER = 3  # by name; all of them stand in their own section
_MEST = 2  # hensyn; the rest stands in its own section


def byggesten(valg: Udvalg) -> tuple[Byggesten, ...]:
    """What held, in the order a new workplace asks for it. Nothing is proposed that was not seen."""
    told = [*_timer(valg), *_opgaver(valg), *_hensyn(valg), *_laering(valg), *_bisidder(valg)]
    return tuple(
        Byggesten(noegle=f"bygge.{n}", tekst=words, belaeg=sources) for n, (words, sources) in enumerate(told, start=1)
    )


_Sagt = tuple[str, tuple[Belaeg, ...]]


def _timer(valg: Udvalg) -> list[_Sagt]:
    now, span = seneste(valg), holdt_siden(valg)
    if now is None or span is None or (span[1] - span[0]).days < _LAENGE:
        return []
    blad, source = now
    words = f"{timer_om_ugen(blad)[:1].upper()}{timer_om_ugen(blad)[1:]}. Det har holdt i {varighed(*span)}."
    sources = [source]
    steps = valg.trin(valg.praktik)
    known = {s.fra: s for s in _trin(valg)}
    most = blad.timer_til or blad.timer or 0.0
    back = [
        f
        for f in tidligere_forsoeg(known.values())
        if not f.loentimer and f.dage is not None and (known[f.dato].timer_til or known[f.dato].timer or 0.0) > most
    ]
    if back:
        last = back[-1]
        words += f" Mere er prøvet {format_dato(last.dato)}: {last.tekst.replace('×', ' × ')}."
        sources += [s for b, s in steps if b.fra >= last.dato.isoformat()][:2]
    return [(words, tuple(dict.fromkeys(sources)))]


def _trin(valg: Udvalg) -> list[TimerTrin]:
    """The steps as the paper's readers may see them."""
    kinds = {art.value: art for art in TimerArt}
    dated = [blad for blad, _ in valg.trin(valg.praktik)]
    return [
        TimerTrin(
            fra=valg.egen.fra.fromisoformat(b.fra),
            timer=b.timer,
            timer_til=b.timer_til,
            loentimer=b.loentimer,
            art=kinds.get(b.art, TimerArt.PRAKTIK),
            aarsag=b.aarsag,
            praktik=valg.praktik.id,
            moenster=b.moenster,
        )
        for b in dated
        if b.fra <= valg.til.isoformat()
    ]


def _opgaver(valg: Udvalg) -> list[_Sagt]:
    """The tasks whose newest step is »selvstændigt«."""
    alone: list[tuple[Opgave, Belaeg]] = []
    asked = {m.besoeg.id: m for m in valg.egen.moeder if m.shows(FeltType.OPGAVER)}
    for opgave in valg.egen.grundlag.opgaver:
        rows = [t for t in valg.egen.grundlag.opgave_trin if t.opgave == opgave.id and t.besoeg in asked and t.trin]
        newest = max(rows, key=lambda t: asked[t.besoeg or 0].kilde.nr, default=None)
        if newest is not None and newest.trin == OpgaveTrin.SELVSTAENDIG and opgave.navn:
            moede = asked[newest.besoeg or 0]
            alone.append((opgave, valg.egen.belaeg(moede, opgave.navn, "Selvstændigt")))
    if not alone:
        return []
    names = [lille(o.navn or "") for o, _ in alone[:_OPGAVER]]
    more = len(alone) - len(names)
    if more:
        names.append("en opgave til" if more == 1 else f"{tal(more)} opgaver til")
    return [(f"Klarer selv: {liste(names)}.", tuple(dict.fromkeys(source for _, source in alone)))]


def _hensyn(valg: Udvalg) -> list[_Sagt]:
    """Those that worked the last time anyone asked, in the words that were agreed for the workplace."""
    found: list[_Sagt] = []
    for hensyn in valg.egen.grundlag.hensyn:
        said = [(m, v) for m, v in virkninger(valg.egen, hensyn) if v != Virkning.IKKE_BRUGT]
        if said and said[-1][1] == Virkning.VIRKER:
            source = valg.egen.belaeg(said[-1][0], hensyn.titel or "Skånehensyn", "Virker")
            found.append((_ord(hensyn), (source,)))
    return found[:_MEST]


def _ord(hensyn: Skaanehensyn) -> str:
    words = hensyn.ordlyd or hensyn.titel or "Skånehensyn"
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _laering(valg: Udvalg) -> list[_Sagt]:
    learned = valg.praktik.laering
    return [(learned, (valg.belaeg(valg.praktik, "Læring", learned),))] if learned else []


def _bisidder(valg: Udvalg) -> list[_Sagt]:
    who = valg.egen.grundlag.borger.bisidder
    return [(f"Bisidder: {who}.", (register(who, "Bisidder"),))] if who else []
