"""The hours across the praktikker: steps, the time between two places, and why one stopped."""

from datetime import date, timedelta

from konsulent_core.clock import written_day
from konsulent_core.dansk import format_dato
from konsulent_core.entities import Praktik
from konsulent_core.praktikdok.blad import Ophold, Timerlinje, TimerStykke
from konsulent_core.praktikdok.ord import lille, sted, tal
from konsulent_core.praktikdok.udvalg import Udvalg
from konsulent_core.rapport.blad import Belaeg
from konsulent_core.rapport.timer import timer_ord
from konsulent_core.snapshot import TimerBlad
from konsulent_core.words import TimerArt

_SENT = 14  # days after the start without a step: what held until then is not known


def timerlinje(valg: Udvalg) -> Timerlinje | None:
    """None when no praktik has a start to stand at."""
    places = (*valg.forrige, valg.praktik)
    pieces: list[TimerStykke] = []
    stops: list[Ophold] = []
    sources: list[Belaeg] = []
    for number, place in enumerate(places):
        start = written_day(place.start)
        if start is None or start > valg.til:
            continue
        told = [(blad, source) for blad, source in valg.trin(place) if _inside(blad, place)]
        sources += [source for _, source in told]
        pieces += _stykker(valg, place, start, [blad for blad, _ in told])
        following = written_day(places[number + 1].start) if number + 1 < len(places) else None
        ended = written_day(place.slut)
        if following is not None and ended is not None and ended < following:
            stops.append(Ophold(fra=ended, til=following, ord=_hvorfor(place)))
    if not pieces:
        return None
    title = "Timer om ugen" if len(places) == 1 else f"Timer om ugen i de {tal(len(places))} praktikker"
    words = "; ".join(_sagt(p, stops) for p in pieces)
    return Timerlinje(
        titel=title,
        stykker=tuple(pieces),
        ophold=tuple(stops),
        til=valg.til,
        ord=f"{title}: {words}.",
        belaeg=tuple(dict.fromkeys(sources)),
    )


def _inside(blad: TimerBlad, place: Praktik) -> bool:
    """A pause from the last day on is the time between two places, and drawn as such."""
    if blad.art == TimerArt.PAUSE and place.slut and blad.fra >= place.slut:
        return False
    return not (place.slut and blad.fra > place.slut)


def _stykker(valg: Udvalg, place: Praktik, start: date, steps: list[TimerBlad]) -> list[TimerStykke]:
    end = valg.slut(place)
    later = [day for s in steps if (day := written_day(s.fra)) is not None and day > end]
    end = max([end, *(day + timedelta(days=14) for day in later)]) + timedelta(days=1)
    dated = [(day, s) for s in steps if (day := written_day(s.fra)) is not None]
    if not dated or (dated[0][0] - start).days > _SENT:
        dated.insert(0, (start, _ukendt(valg, place, start)))
    ends = [day for day, _ in dated[1:]] + [max(end, dated[-1][0] + timedelta(days=1))]
    return [TimerStykke(fra=day, til=to, blad=blad) for (day, blad), to in zip(dated, ends, strict=True)]


def _ukendt(valg: Udvalg, place: Praktik, start: date) -> TimerBlad:
    return TimerBlad(
        fra=start.isoformat(),
        timer=None,
        timer_til=None,
        loentimer=None,
        art=TimerArt.PRAKTIK.value,
        aarsag=None,
        sted=sted(valg.hele, place),
    )


def _hvorfor(place: Praktik) -> str:
    if place.afbrudt:
        return f"stoppet: {lille(place.afbrudt_aarsag)}" if place.afbrudt_aarsag else "stoppet"
    return "sluttet"


def _sagt(piece: TimerStykke, stops: list[Ophold]) -> str:
    """A step in words, and after the last one of a praktik why it stopped."""
    stop = next((s for s in stops if s.fra < piece.til <= s.til), None)
    after = f", {stop.ord} {format_dato(stop.fra)}" if stop is not None else ""
    place = f" hos {piece.blad.sted}" if piece.blad.sted else ""
    return f"{timer_ord(piece.blad)}{place}{after}"
