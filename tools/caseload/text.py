"""Draws Danish words by their frequency, fast enough for a hundred thousand skemaer."""

import random
from pathlib import Path

_WORDS = Path(__file__).with_name("words_da.txt")  # word<TAB>count, from real Danish text on the subject
_SLOTS = 1 << 16
_WORD_CHARS = 6.4  # mean length of a drawn word with its space


class Words:
    """Unigrams, each drawn anew: no phrase comes twice, so that compression finds no more in it than in real prose."""

    def __init__(self, rnd: random.Random) -> None:
        self._rnd = rnd
        self._slots = _slots()

    def text(self, chars: int) -> str:
        """One or two sentences of about ``chars`` characters."""
        count = max(2, round(chars * self._rnd.uniform(0.8, 1.2) / _WORD_CHARS))
        drawn = memoryview(self._rnd.randbytes(2 * count)).cast("H")
        words = list(map(self._slots.__getitem__, drawn))
        if count < 12:
            return _sentence(words)
        cut = count // 2 + drawn[0] % 5 - 2
        return f"{_sentence(words[:cut])} {_sentence(words[cut:])}"


def _sentence(words: list[str]) -> str:
    text = " ".join(words)
    return f"{text[:1].upper()}{text[1:]}."


def _slots() -> list[str]:
    """2^16 places, each word in as many as its share: a random 16-bit number is a drawn word."""
    counted = [line.split("\t") for line in _WORDS.read_text(encoding="utf-8").splitlines()]
    total = sum(int(count) for _, count in counted)
    slots: list[str] = []
    seen = 0
    for word, count in counted:
        seen += int(count)
        slots.extend([word] * (round(seen * _SLOTS / total) - len(slots)))
    return slots
