"""The aftaleark for those who read slowly: the same said in short lines, part by part (PAPERS.md)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from konsulent_core.aftaleark.blad import Aftaleark, AftaleLinje, GodtArt, Igen, Ord, Saetning, Timer, Trin, UgeDag
from konsulent_core.aftaleark.byg import FRA_SIDST
from konsulent_core.aftaleark.linjer import linjer
from konsulent_core.aftaleark.ord import antal, dag_ord, ugedag
from konsulent_core.aftaleark.timer import PAUSE, alle
from konsulent_core.aftaleark.verber import bent

Linjer = tuple[Saetning, ...]
FOR_LANG = 4
"""lines; an aftale or a reason longer than that is to be told, not read"""


class Del(Enum):
    """The parts in their order, each with an icon of its own."""

    GODT = "Det går godt"
    LOEN = "Løn"
    DAGE = "Dine dage"
    AFTALER = "Det gør vi"
    IGEN = "Vi ses"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdblindArk:
    """What stands in each part, as lines; ``godt`` and ``aftaler`` one by one, for a page that has no room for all."""

    godt: tuple[Linjer, ...]
    loen: Linjer
    uge: tuple[UgeDag, ...]
    dage: Linjer
    aftaler: tuple[Linjer, ...]
    igen: Linjer


def simplify(ark: Aftaleark) -> OrdblindArk:
    """The sheet in short lines; what is said in few of them comes first in »Det går godt«."""
    loen = _loen(ark.timer) if ark.timer else ()
    godt = [linjer((Ord(g.tekst),)) for g in ark.godt if not (loen and g.art is GodtArt.LOEN)]  # said once is enough
    return OrdblindArk(
        godt=tuple(sorted(godt, key=len)),
        loen=loen,
        uge=ark.timer.uge if ark.timer else (),
        dage=_dage(ark.timer, ark.konsulent) if ark.timer else (),
        aftaler=tuple(lines for a in ark.aftaler if len(lines := _aftale(a)) <= FOR_LANG),
        igen=_igen(ark.igen, ark.dag, ark.konsulent) if ark.igen else (),
    )


def flere_ord(antal_: int, konsulent: str) -> Linjer:
    """»Spørg Mette om 2 aftaler mere.«"""
    more = f"{antal_} {'aftale' if antal_ == 1 else 'aftaler'} mere."
    return linjer((Ord(f"Spørg {konsulent} om {more}" if konsulent else f"… og {more}"),))


def _loen(timer: Timer) -> Linjer:
    trin = timer.nu
    if trin is None or not trin.loen:
        return ()
    first = f"Fra {dag_ord(trin.fra)} får du løn for " if trin.fra else "Du får løn for "
    hours = f"alle {antal(trin.loen)}" if alle(trin) and trin.loen != 1 else antal(trin.loen)
    said = linjer((Ord(first), Ord(hours, fed=True), Ord(".")))
    rest = _rest(trin)
    return said + linjer((Ord(f"{antal(rest)} er praktik."),)) if rest else said


def _rest(trin: Trin) -> float | None:
    """The hours beside those that are paid, where both together are told by it: then nobody need say the sum."""
    if alle(trin):
        return 0.0
    known = trin.praktik and trin.loen is not None and trin.timer_til in (None, trin.timer)
    return trin.timer - (trin.loen or 0.0) if known else None


def _dage(timer: Timer, konsulent: str) -> Linjer:
    out: Linjer = ()
    if timer.pause:
        out += linjer((Ord(PAUSE),))
    nu, naeste = timer.nu, timer.naeste
    if nu is not None and not (nu.loen and _rest(nu) is not None):
        out += _om(nu, told=bool(nu.loen))
    if naeste is not None:
        out += _om(naeste, told=False)
    if timer.uenige:
        ask = f" Spørg {konsulent}." if konsulent else ""
        out += linjer((Ord(f"Dagene er ikke rettet til endnu.{ask}"),))
    return out


def _om(trin: Trin, *, told: bool) -> Linjer:
    """``told``: from when is said already, where the pay is."""
    hours = antal(trin.timer, trin.timer_til)
    if trin.fra is None or told:
        return linjer((Ord(f"{hours} om ugen."),))
    return linjer((Ord(f"Fra {dag_ord(trin.fra)} er det {hours} om ugen."),))


def _aftale(a: AftaleLinje) -> Linjer:
    said = bent(a.hvad)
    words = f" {said}" if said is not None else f": {a.hvad.rstrip('.')}"
    when = f", senest {a.naar}" if a.naar and a.naar != FRA_SIDST else ""
    end = "" if not when and words.endswith(("!", "?")) else "."
    return linjer((Ord(a.hvem, fed=True), Ord(f"{words}{when}{end}")))


def _igen(igen: Igen, dag: date | None, konsulent: str) -> Linjer:
    if igen.dato is not None:
        at = f" klokken\xa0{igen.kl}" if igen.kl else ""
        return linjer((Ord(f"{ugedag(igen.dato).capitalize()} {dag_ord(igen.dato, dag)}{at}", fed=True),))
    none = linjer((Ord("Vi har ikke en dato endnu.", fed=True),))
    why = linjer((Ord(igen.grund),)) if igen.grund else ()
    if len(why) <= FOR_LANG:
        return none + why
    return none + (linjer((Ord(f"Spørg {konsulent} hvorfor."),)) if konsulent else ())
