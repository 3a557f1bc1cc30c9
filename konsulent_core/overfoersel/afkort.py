"""Cuts a text to the room there is, at a sentence or else at a word, and never silently."""

import re
from unicodedata import combining

PRIK = "…"
_SENTENCE = re.compile(r"[.!?](?=[«)]?(\s|$))[«)]?|\n")
_WORTH = 0.6  # a sentence's end that leaves more than this unused is no place to cut
_JOINER = "\u200d"


def laengde(tekst: str) -> int:
    """Characters as other systems count them: UTF-16 units, so that an emoji is two."""
    return len(tekst.encode("utf-16-le")) // 2


def afkort(tekst: str, plads: int) -> str:
    """``tekst`` itself where it has room, else as much of it as has room together with »…«."""
    if laengde(tekst) <= plads:
        return tekst
    if plads < laengde(f"a {PRIK}"):
        return ""
    room = tekst[: _units(tekst, plads - laengde(f" {PRIK}"))]
    ends = [m.end() for m in _SENTENCE.finditer(room)]
    if ends and ends[-1] >= _WORTH * len(room):
        return f"{room[: ends[-1]].rstrip()} {PRIK}"
    return f"{_whole_words(room, tekst)} {PRIK}"


def _whole_words(room: str, tekst: str) -> str:
    """``room`` without the word that it parts; where it is all one word, the word as far as it goes."""
    if tekst[len(room)].isspace():
        return room.rstrip()
    place = max(room.rfind(" "), room.rfind("\n"))
    return room[:place].rstrip(" \n,;:–-") if place > 0 else room


def _units(tekst: str, plads: int) -> int:
    """How many code points have room; what belongs together (an accent, an emoji of several) is not parted."""
    used = count = 0
    for letter in tekst:
        used += laengde(letter)
        if used > plads:
            break
        count += 1
    while 0 < count < len(tekst) and (_leans(tekst[count]) or tekst[count - 1] == _JOINER):
        count -= 1
    return count


def _leans(letter: str) -> bool:
    """Whether it belongs to the letter before it."""
    return letter in (_JOINER, "\ufe0f") or bool(combining(letter))
