"""»Det går godt«: what the data of a besøg show to go well, at most three, and nothing that they do not (DOMAIN §7).

No level is named by its number, no cause and no illness is named at all.
"""

import re
from collections.abc import Iterator
from datetime import date

from konsulent_core.aftaleark.blad import Godt, GodtArt
from konsulent_core.aftaleark.ord import antal, read_day, tal
from konsulent_core.aftaleark.verber import (
    begins_with_verb,
    lower_first,
    opgave_ny,
    opgave_selv,
    opgave_videre,
    paa_dig,
    paa_du,
)
from konsulent_core.snapshot import DimensionBlad, OpgaveBlad, Snapshot, TimerBlad
from konsulent_core.words import DelmaalTilstand, Fremmoede, OpgaveTrin, Part, Retning, Stemme, TimerArt, Virkning

HOEJST = 3
LAENGST = 110  # characters; a longer one is no sentence to take in at a glance
HOEJT_TRIN = 4
MIDT = 3  # below it a level that rose still tells of what is hard
DAGE_MINDST = 3
STABILT = 3  # days met for each that was excused; with fewer, it is no success to count them
HOLDT_MINDST = 84  # days that hours must have stood before they are said to have held
_STIGE = (OpgaveTrin.PROEVET.value, OpgaveTrin.MED_STOETTE.value, OpgaveTrin.SELVSTAENDIG.value)
_MOEDT = frozenset({Fremmoede.MOEDT.value, Fremmoede.FOER_TID.value})
# »Jeg passer det for det meste«: read alone, nobody knows what »det« is.
_LOEST_DET = re.compile(r"\bdet(?=[.;]|,(?! (?:jeg|vi|der|som)\b)| (?:for|hver)\b)")


def find_godt(snapshot: Snapshot, dag: date | None) -> tuple[Godt, ...]:
    """The sentences, the newest steps first, one of each kind before a second of any; ``dag`` is the besøg's."""
    found = [one for one in _all(snapshot, dag) if len(one.tekst) <= LAENGST]
    chosen: list[Godt] = []
    for one in found:
        if one.art not in {c.art for c in chosen}:
            chosen.append(one)
    chosen += [one for one in found if one not in chosen]
    return tuple(chosen[:HOEJST])


def _all(s: Snapshot, dag: date | None) -> Iterator[Godt]:
    """Every good thing there is to say, in the order of what says most about since last."""
    dimensions = [d for punkt in s.punkter for d in punkt.dimensioner]
    yield from (Godt(GodtArt.OPGAVE, opgave_selv(o.navn, nu=True)) for o in s.opgaver if _risen(o) and _alone(o))
    yield from _raised(s, dag)
    yield from (_trin(d) for d in dimensions if _has_risen(d))
    yield from _attendance(s)
    yield from (Godt(GodtArt.OPGAVE, opgave_selv(o.navn, nu=False)) for o in s.opgaver if _alone(o) and not _risen(o))
    yield from (_trin(d) for d in dimensions if _is_high(d) and not _has_risen(d))
    yield from _kept(s)
    yield from (
        Godt(GodtArt.MAAL, f"Du har nået dit mål: »{d.tekst.strip()}«.")
        for d in s.delmaal
        if d.tilstand == DelmaalTilstand.NAAET and d.tekst.strip()
    )
    yield from (
        Godt(GodtArt.HENSYN, f"Det virker: »{h.ordlyd.strip()}«")
        for h in s.skaanehensyn
        if h.virkning == Virkning.VIRKER and h.ordlyd and h.ordlyd.strip()
    )
    yield from _held(s, dag)
    yield from (Godt(GodtArt.OPGAVE, opgave_videre(o.navn)) for o in s.opgaver if _risen(o) and not _alone(o))
    yield from (Godt(GodtArt.OPGAVE, opgave_ny(o.navn)) for o in s.opgaver if _new(o))


# --- opgaver --------------------------------------------------------------------------------------------------


def _alone(o: OpgaveBlad) -> bool:
    return o.trin == OpgaveTrin.SELVSTAENDIG and bool(o.navn.strip())


def _risen(o: OpgaveBlad) -> bool:
    known = o.trin in _STIGE and o.sidst_trin in _STIGE and bool(o.navn.strip())
    return known and _STIGE.index(o.trin or "") > _STIGE.index(o.sidst_trin or "")


def _new(o: OpgaveBlad) -> bool:
    return o.ny and o.trin in _STIGE and not _alone(o) and bool(o.navn.strip())


# --- levels ---------------------------------------------------------------------------------------------------


def _now(d: DimensionBlad) -> int:
    """The konsulent's level today, 0 for none: hers is the line of the curve (DOMAIN §4)."""
    answer = next((s for s in d.svar if s.stemme == Stemme.KONSULENT), None)
    return (answer.trin or 0) if answer is not None and _sentence(d, answer.trin or 0) else 0


def _same_words(d: DimensionBlad) -> bool:
    """Whether today's level stands under the same anchors as the one before it."""
    own = [p for p in d.kurve if p.stemme == Stemme.KONSULENT and p.trin is not None]
    return not (own and own[-1].brud)


def _has_risen(d: DimensionBlad) -> bool:
    return _now(d) >= MIDT and d.sidst_trin is not None and _now(d) > d.sidst_trin and _same_words(d)


def _is_high(d: DimensionBlad) -> bool:
    """High, and not on its way down."""
    answer = next((s for s in d.svar if s.stemme == Stemme.KONSULENT), None)
    falls = answer is not None and answer.retning == Retning.LIDT_TILBAGE
    fallen = d.sidst_trin is not None and _same_words(d) and _now(d) < d.sidst_trin
    return _now(d) >= HOEJT_TRIN and not falls and not fallen


def _trin(d: DimensionBlad) -> Godt:
    return Godt(GodtArt.TRIN, _sentence(d, _now(d)))


def _sentence(d: DimensionBlad, trin: int) -> str:
    """The level's own words to »du«: the borger's where they can stand alone, else the konsulent's; "" for none."""
    if 1 <= trin <= len(d.jeg_tekster):
        jeg = d.jeg_tekster[trin - 1].strip()
        if jeg.startswith("Jeg ") and not _LOEST_DET.search(jeg):
            return paa_du(jeg)
    if 1 <= trin <= len(d.trin_tekster):
        fag = d.trin_tekster[trin - 1].strip()
        if begins_with_verb(fag):
            return f"Du {paa_dig(lower_first(fag))}"
    return ""


# --- attendance, promises -------------------------------------------------------------------------------------


def _attendance(s: Snapshot) -> Iterator[Godt]:
    """Days met, and that word was given of the others: why they were missed is nobody's business here."""
    planned = [d.status for d in s.dage if d.status != Fremmoede.AFLYST and d.dato]
    met = sum(1 for status in planned if status in _MOEDT)
    unknown = planned.count(None)
    away = planned.count(Fremmoede.UDEBLEVET.value)
    excused = len(planned) - met - unknown - away
    if met < DAGE_MINDST or away or met < STABILT * excused:
        return
    if excused:
        days = f"de {excused} dage" if excused > 1 else "den dag"
        yield Godt(GodtArt.FREMMOEDE, f"Du kom {met} dage og gav besked {days}, du ikke kunne komme.")
    else:
        every = "" if unknown else "alle "
        yield Godt(GodtArt.FREMMOEDE, f"Du kom {every}{met} dage, siden vi sås sidst.")


def _kept(s: Snapshot) -> Iterator[Godt]:
    own = [a for a in s.aftaler_sidst if a.part == Part.BORGER and a.hvad.strip()]
    if own and all(a.gjort for a in own):
        yield Godt(GodtArt.AFTALER, "Du har gjort det, vi aftalte sidst.")


# --- hours ----------------------------------------------------------------------------------------------------


def _dated(s: Snapshot, dag: date | None) -> list[tuple[date, TimerBlad]]:
    """The steps that have begun, at the place of the newest of them, oldest first."""
    begun: list[tuple[date, TimerBlad]] = []
    for step in s.timer:
        fra = read_day(step.fra)
        if fra is not None and dag is not None and fra <= dag:
            begun.append((fra, step))
    begun.sort(key=lambda pair: pair[0])
    return [pair for pair in begun if pair[1].sted == begun[-1][1].sted]


def _raised(s: Snapshot, dag: date | None) -> Iterator[Godt]:
    """A step up since last: more hours or more of them paid, and less of neither."""
    steps, since = _dated(s, dag), read_day(s.sidste_besoeg)
    if len(steps) < 2 or since is None or steps[-1][0] <= since:
        return
    before, now = steps[-2][1], steps[-1][1]
    if before.timer is None or now.timer is None or TimerArt.PAUSE in (before.art, now.art):
        return
    more = _height(now) - _height(before)
    paid = (now.loentimer or 0) - (before.loentimer or 0)
    if more > 0 and paid >= 0:
        yield Godt(GodtArt.TIMER, f"Du er gået op fra {tal(before.timer, before.timer_til)} til {_om_ugen(now)}.")
    elif paid > 0 and more == 0:
        yield Godt(GodtArt.LOEN, f"Du får nu løn for {antal(now.loentimer or 0)} om ugen.")


def _held(s: Snapshot, dag: date | None) -> Iterator[Godt]:
    """Hours that have stood for long, while most planned days were met: a plateau is not a failure (DOMAIN §9)."""
    steps = _dated(s, dag)
    if not steps or dag is None:
        return
    fra, now = steps[-1]
    known = [d.status for d in s.dage if d.status is not None]
    met = sum(1 for status in known if status in _MOEDT)
    stood = (dag - fra).days
    if now.timer is None or now.art == TimerArt.PAUSE or stood < HOLDT_MINDST or 2 * met <= len(known):
        return
    yield Godt(GodtArt.TIMER, f"Dine {_om_ugen(now)} har holdt i {stood * 12 // 365} måneder.")


def _height(step: TimerBlad) -> float:
    return (step.timer or 0) + (step.timer_til or step.timer or 0)


def _om_ugen(step: TimerBlad) -> str:
    return f"{antal(step.timer or 0, step.timer_til)} om ugen"
