"""A week plan as people say it, »2x2,5« or »man ons 9-12«, and said back in words."""

import re
from collections.abc import Collection, Sequence
from datetime import time
from itertools import pairwise

from konsulent_core.dansk import UGEDAGE, KlFejl, format_timer, parse_kl
from konsulent_core.ugeplan import Blok, UgeplanFejl, timer_om_ugen

SAADAN = "Skriv for eksempel 2x2,5 eller ma on 9-12."
_HVERDAGE = 5

_TAL = r"\d{1,2}(?:[,.]\d{1,2})?"
_GANGE = re.compile(rf"(\d) ?[x×*] ?({_TAL}) ?(?:t|time|timer)?\.?(?: om ugen| pr\.? uge)?", re.ASCII)
_DAG = r"(?:[a-zæøå]{2,8}\.?)"
_FRA_TIL = r"(\d[\d.:]*) ?[-–] ?(\d[\d.:]*)"
_LAENGE = rf"({_TAL}) ?(?:t|time|timer)\b\.?"
_GRUPPE = re.compile(rf"({_DAG}(?:[ ,+&/–-]+{_DAG})*),? +(?:{_FRA_TIL}|{_LAENGE})[ ,;.]*")
_KL = re.compile(r"\bkl\.? ?")
_ORD = re.compile(r"[a-zæøå]+|[-–]")


def parse_sagt(text: str, fra: time = time(9), optaget: Collection[int] = ()) -> tuple[Blok, ...]:
    """»2x2,5« · »4×3 t« · »man ons 9-12« · »ti fr 10-12.30« · »hverdage 9-11« · »ma-to 3 t« → blocks in order.

    Where no time is said a day begins at ``fra``; where no days are said they are spread over the weekdays, those in
    ``optaget`` (ISO, Monday 1) left out as long as there are others. Raises UgeplanFejl.
    """
    raw = _KL.sub("", " ".join(text.lower().split()))
    if match := _GANGE.fullmatch(raw):
        return _said_times(int(match[1]), _hours(match[2]), fra, optaget)
    blocks: list[Blok] = []
    place = 0
    while place < len(raw):
        match = _GRUPPE.match(raw, place)
        if match is None:
            raise UgeplanFejl(SAADAN)
        begin, end = _span(match[2], match[3], match[4], fra)
        blocks += [Blok(day, begin, end) for day in _days(match[1])]
        place = match.end()
    if not blocks:
        raise UgeplanFejl(SAADAN)
    blocks.sort()
    for first, second in pairwise(blocks):
        if first.ugedag == second.ugedag and second.fra < first.til:
            raise UgeplanFejl(f"To tider {UGEDAGE[first.ugedag - 1]} ligger oven i hinanden.")
    return tuple(blocks)


def moenster(blokke: Sequence[Blok]) -> str | None:
    """»2×2,5« where every day is as long as the others, each with one block; else None."""
    lengths = {b.timer for b in blokke}
    days = {b.ugedag for b in blokke}
    if len(lengths) != 1 or len(days) != len(blokke):
        return None
    return f"{len(blokke)}×{format_timer(lengths.pop())}"


def sagt(blokke: Sequence[Blok]) -> str:
    """»2 dage, 5 timer om ugen«."""
    days = len({b.ugedag for b in blokke})
    hours = timer_om_ugen(blokke)
    return f"{days} {'dag' if days == 1 else 'dage'}, {format_timer(hours)} {'time' if hours == 1 else 'timer'} om ugen"


def move(blokke: Sequence[Blok], ugedag: int, fra: time, timer: float) -> tuple[Blok, ...]:
    """A day pressed in the plan: one that is planned goes, another one comes, from ``fra`` and ``timer`` long.

    Raises UgeplanFejl when the day would end after midnight.
    """
    kept = tuple(b for b in blokke if b.ugedag != ugedag)
    if len(kept) < len(blokke):
        return kept
    return tuple(sorted((*kept, Blok(ugedag, fra, _later(fra, timer)))))


def overlap(blokke: Sequence[Blok], andre: Sequence[Blok]) -> tuple[int, ...]:
    """The weekdays on which the two plans want the same time, in order."""
    found = {a.ugedag for a in blokke for b in andre if a.ugedag == b.ugedag and a.fra < b.til and b.fra < a.til}
    return tuple(sorted(found))


def sammenfald(planer: Sequence[tuple[str, Sequence[Blok]]]) -> tuple[str, ...]:
    """»Træning ligger samme tid som praktikken tirsdag og torsdag«: every two plans of a week that want the same time.

    ``planer`` are named as they stand in a sentence, those that others are told against first.
    """
    found = []
    for place, (navn, blokke) in enumerate(planer):
        for foerst, andre in planer[:place]:
            days = [UGEDAGE[day - 1] for day in overlap(blokke, andre)]
            if days:
                together = " og ".join([", ".join(days[:-1]), days[-1]] if len(days) > 1 else days)
                found.append(f"{navn} ligger samme tid som {foerst} {together}")
    return tuple(found)


def _said_times(days: int, hours: float, fra: time, optaget: Collection[int]) -> tuple[Blok, ...]:
    if not 1 <= days <= len(UGEDAGE):
        raise UgeplanFejl("Ugen har syv dage. " + SAADAN)
    week = range(1, _HVERDAGE + 1 if days <= _HVERDAGE else len(UGEDAGE) + 1)
    free = [day for day in week if day not in optaget]
    choice = free if len(free) >= days else list(week)
    end = _later(fra, hours)
    return tuple(Blok(choice[(2 * n + 1) * len(choice) // (2 * days)], fra, end) for n in range(days))


def _span(fra: str | None, til: str | None, hours: str | None, default: time) -> tuple[time, time]:
    if hours is not None:
        return default, _later(default, _hours(hours))
    try:
        begin, end = parse_kl(fra or ""), parse_kl(til or "")
    except KlFejl as error:
        raise UgeplanFejl(error.message) from None
    if end <= begin:
        raise UgeplanFejl("Sluttiden skal ligge efter starttiden.")
    return begin, end


def _days(text: str) -> list[int]:
    """»ma, on og fr« · »ma-to« · »hverdage«."""
    found: list[int] = []
    to = False
    for word in _ORD.findall(text):
        if word == "og":
            continue
        if word in "-–":
            to = True
            continue
        if word in ("hverdage", "hverdag"):
            found += range(1, _HVERDAGE + 1)
            continue
        day = _day(word)
        found += range(found[-1] + 1, day + 1) if to and found else [day]
        to = False
    return sorted(set(found))


def _day(word: str) -> int:
    name = word.replace("oe", "ø")
    # »tor« and »tir« as well as »to« and »ti«
    found = next((n for n, day in enumerate(UGEDAGE, 1) if len(name) >= 2 and day.startswith(name)), None)
    if found is None:
        raise UgeplanFejl(f"»{word}« er ikke en ugedag. {SAADAN}")
    return found


def _hours(text: str) -> float:
    hours = float(text.replace(",", "."))
    if not 0 < hours <= 12:
        raise UgeplanFejl("En dag skal være mellem et kvarter og 12 timer.")
    return hours


def _later(fra: time, hours: float) -> time:
    minutes = fra.hour * 60 + fra.minute + round(hours * 60)
    if minutes >= 24 * 60:
        raise UgeplanFejl("Dagen slutter efter midnat.")
    return time(minutes // 60, minutes % 60)
