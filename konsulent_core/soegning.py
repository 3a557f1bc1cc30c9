"""How words are compared in a search, where capitals and both spellings of å, ø and æ are the same, and in a list."""

import re
import unicodedata
from collections.abc import Iterator

_DANSK = str.maketrans({"å": "aa", "ø": "oe", "æ": "ae"})
_ALFABET = str.maketrans({"æ": "{", "ø": "|", "å": "}"})  # the three signs after z
_WORD = re.compile(r"[^\W_]+")
_MOST = 12  # of what is typed, so many words are looked for


def fold(text: str) -> str:
    """»Ørsted« and »oersted« alike. Not for storing: it is longer or shorter than what was written."""
    return text.casefold().translate(_DANSK)


def holds(text: str, wanted: str) -> bool:
    """Whether every word of ``wanted`` stands somewhere in ``text``; where nothing is asked, everything answers."""
    folded = fold(text)
    return all(word in folded for word in fold(wanted).split())


def alfabetisk(text: str) -> str:
    """A key that sorts as the Danish alphabet does, æ, ø and å last."""
    return text.casefold().translate(_ALFABET)


def tidy(text: str) -> str:
    """A letter and its ring as the one sign they are, whatever machine wrote them."""
    return unicodedata.normalize("NFC", text)


def words(text: str) -> list[str]:
    """The folded words of a text: letters and digits, without whatever stands between them."""
    return _WORD.findall(fold(tidy(text)))


def wanted_words(asked: str) -> tuple[str, ...]:
    """What is looked for when somebody types ``asked``: its first words, each once."""
    return tuple(dict.fromkeys(words(asked)))[:_MOST]


def begins_all(text: str, wanted: tuple[str, ...]) -> bool:
    """Whether each of the wanted words begins a word of the text."""
    found = words(text)
    return all(any(word.startswith(one) for word in found) for one in wanted)


def marks(text: str, wanted: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where in a tidy text wanted words stand at the beginning of a word: (from, to), in the text's own letters."""
    return tuple(_marks(text, wanted))


def snippet(text: str, wanted: tuple[str, ...], length: int) -> str:
    """About ``length`` letters of a text on one line around the first wanted word, whole words, … where it goes on."""
    line = " ".join(tidy(text).split())
    if len(line) <= length:
        return line
    first = next(_marks(line, wanted), (0, 0))[0]
    # a third before the word, unless the text ends sooner
    start = max(0, min(first - length // 3, len(line) - length))
    end = start + length
    if start:
        gap = line.find(" ", start, first)
        start = gap + 1 if gap >= 0 else first
    if end < len(line):
        gap = line.rfind(" ", first, end)
        end = gap if gap > first else end
    return f"{'… ' if start else ''}{line[start:end]}{' …' if end < len(line) else ''}"


def _marks(text: str, wanted: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(text):
        folded = fold(match[0])
        longest = max((len(one) for one in wanted if folded.startswith(one)), default=0)
        if longest:
            yield match.start(), match.start() + _letters(match[0], longest)


def _letters(word: str, folded: int) -> int:
    """How many letters of a word its first ``folded`` folded ones are."""
    seen = 0
    for count, letter in enumerate(word, 1):
        seen += len(fold(letter))
        if seen >= folded:
            return count
    return len(word)
