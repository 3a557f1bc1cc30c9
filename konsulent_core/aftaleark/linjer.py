"""Short lines for those who read slowly: a sentence a line, broken where its meaning pauses, nothing shortened."""

import re
from dataclasses import dataclass
from functools import cache, partial

from konsulent_core.aftaleark.blad import Ord, Saetning

HOEJST = 34
"""characters of a line; a single word may be longer"""

# A line may well begin with the first of these, and should end with none of them.
_INDLED = """
og eller men så når hvis fordi at som der mens inden efter for med til på i fra om hos uden ved over under af end
siden hvor hvad
"""
_HAENG = """
en et den det de din dit dine sin sit sine jeres vores du jeg vi han hun alle hver ikke meget mere to tre fire fem
seks syv otte ni ti
"""
_INDLEDER = frozenset(_INDLED.split())
_HAENGER = _INDLEDER | frozenset(_HAENG.split())
_HANGING, _PHRASE, _JOINT, _PAUSE, _LINE = 30.0, 13.0, 2.0, 0.0, 12.0  # what a break costs, and a line

_FORKORTELSER = {
    r"kl\.?": "klokken",
    r"ca\.?": "cirka",
    r"f\.?\s?eks\.|fx|f\.x\.": "for eksempel",
    r"bl\.?\s?a\.": "blandt andet",
    r"evt\.": "måske",
    r"pga\.|p\.g\.a\.": "på grund af",
    r"osv\.": "og så videre",
    r"dvs\.|d\.v\.s\.": "det vil sige",
    r"mdr\.": "måneder",
    r"min\.": "minutter",
    r"nr\.": "nummer",
    r"tlf\.": "telefon",
    r"inkl\.": "med",
    r"maks\.|max\.": "højst",
    r"mht\.|m\.h\.t\.": "om",
    r"pr\.": "hver",
    r"vedr\.": "om",
    r"jf\.": "se",
    r"hhv\.": "henholdsvis",
    r"ift\.": "i forhold til",
    r"iht\.": "efter",
    r"tirs\.": "tirsdag",
    r"aft\.": "aftale",
}
_KORT = tuple(
    (re.compile(rf"(?<![\w.])(?:{short})(?!\w)", re.IGNORECASE), words) for short, words in _FORKORTELSER.items()
)
_FRA_TIL = re.compile(r"(?<![\d\-–.])(\d{1,2}(?:[.,:]\d{1,2})?)\s?[-–]\s?(\d{1,2}(?:[.,:]\d{1,2})?)(?![\d\-–])")


@dataclass(frozen=True, slots=True)
class _Led:
    """A word and what it hangs together with."""

    tekst: str
    fed: bool


def udskrevet(tekst: str) -> str:
    """Without shortenings and dashes between numbers: »kl. 9-12« → »klokken 9 til 12«."""
    for pattern, words in _KORT:
        tekst = pattern.sub(partial(_whole, words), tekst)
    return " ".join(_FRA_TIL.sub(r"\1 til \2", tekst).split(" "))


def _whole(words: str, short: re.Match[str]) -> str:
    """A shortening that ends the text leaves the full stop that was the sentence's too."""
    last = short.end() == len(short.string) and short[0].endswith(".")
    return f"{words}." if last else words


def linjer(saetning: Saetning) -> tuple[Saetning, ...]:
    """The lines of what may be several sentences. Each is at most ``HOEJST`` characters, or one word."""
    led = _led(saetning)
    out: list[Saetning] = []
    start = 0
    for i, word in enumerate(led, 1):
        if i == len(led) or _ends(word.tekst, led[i].tekst):
            out += _broken(led[start:i])
            start = i
    return tuple(out)


def _ends(word: str, after: str) -> bool:
    """Whether a sentence ends here; »8. marts« is an ordinal, »klokken 12. Ring« is not."""
    if not word.rstrip("«").endswith((".", "!", "?")):
        return False
    return not (re.search(r"\d\.$", word) and after[:1].islower())


def _led(saetning: Saetning) -> list[_Led]:
    """Words with what belongs to them; a mark right after a word stays with it."""
    out: list[_Led] = []
    glued = False
    for ord_ in saetning:
        text = udskrevet(ord_.tekst).replace("\n", " ")
        for i, part in enumerate(text.split(" ")):
            if not part:
                glued = False
                continue
            if glued and i == 0 and out:
                out[-1] = _Led(out[-1].tekst + part, out[-1].fed)
            else:
                out.append(_Led(part, ord_.fed))
            glued = True
        glued = bool(text) and not text.endswith(" ")
    return out


def _broken(words: list[_Led]) -> list[Saetning]:
    """The cheapest way to lay ``words`` on lines."""
    if not words:
        return []
    lengths = [len(w.tekst) for w in words]

    @cache
    def best(start: int) -> tuple[float, int]:
        if start == len(words):
            return 0.0, start
        found: tuple[float, int] | None = None
        width = -1
        for end in range(start + 1, len(words) + 1):
            width += lengths[end - 1] + 1
            if width > HOEJST and end > start + 1:
                break
            cost = _LINE + _break_cost(words, end) + best(end)[0]
            if found is None or cost <= found[0]:
                found = (cost, end)
        assert found is not None  # one word always makes a line
        return found

    out: list[Saetning] = []
    start = 0
    while start < len(words):
        end = best(start)[1]
        out.append(_line(words[start:end]))
        start = end
    return out


def _break_cost(words: list[_Led], end: int) -> float:
    if end == len(words):
        return 0.0
    last, after = words[end - 1].tekst, words[end].tekst.lower()
    if last.rstrip("«»").endswith((",", ":", ";", "–")):
        return _PAUSE
    if last.lower() in _HAENGER or last[-1:].isdigit():
        return _HANGING
    if after in _INDLEDER:
        return _JOINT
    return _PHRASE + (_JOINT if after.endswith(",") else 0.0)  # »dagen før, når …«: one word is torn from its own


def _line(words: list[_Led]) -> Saetning:
    """Neighbours of one weight together."""
    out: list[Ord] = []
    for i, word in enumerate(words):
        gap = " " if i else ""
        if out and out[-1].fed == word.fed:
            out[-1] = Ord(f"{out[-1].tekst}{gap}{word.tekst}", word.fed)
        elif out:
            out[-1] = Ord(out[-1].tekst + gap, out[-1].fed)
            out.append(Ord(word.tekst, word.fed))
        else:
            out.append(Ord(word.tekst, word.fed))
    return tuple(out)
