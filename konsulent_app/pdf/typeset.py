"""Sets runs of text into lines: left aligned, no hyphenation, broken only at spaces that are not hard."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from konsulent_app.pdf.fonts import Fonts
from konsulent_app.pdf.style import Style
from konsulent_core.dansk import MAANEDER

_UNITS = (
    "(løn)?timer?s?", "minut(ter)?", "dage?", "gange?", "uger?", "måned(er)?", "år", "besøg", "felt(er)?", "trin",
    "pct\\.", "%", "kr\\.", "kroner",
)  # fmt: skip
_HELD = re.compile(
    rf"(?<=\d) (?=({'|'.join(_UNITS)})(?!\w))"
    r"|(?:(?<=\bkl\.)|(?<=\bnr\.)|(?<=\btrin)|(?<=\bpunkt)|(?<=\bside)|(?<=\buge)) (?=\d)"
    rf"|(?<=\d\.) (?=({'|'.join(MAANEDER)})\b)"
)
"""The spaces that keep a number with what it counts or names, whoever wrote them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style; a newline is a line break."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a set line, ``x`` from the line's start."""

    x: float
    text: str
    style: Style


Line = tuple[Segment, ...]
_Word = list[Run]


def set_lines(runs: Iterable[Run], width: float, fonts: Fonts) -> tuple[Line, ...]:
    """The lines ``runs`` fill at ``width``. One that goes on ends in a space, so that copied text has it."""
    lines: list[Line] = []
    setter = _Setter(width, fonts)
    for paragraph in _paragraphs(runs, fonts):
        if lines and lines[-1]:
            lines[-1] = (*lines[-1][:-1], _with_space(lines[-1][-1]))
        lines.extend(setter.paragraph(paragraph))
    return tuple(lines)


def setting_once(fonts: Fonts) -> Callable[[tuple[Run, ...], float], tuple[Line, ...]]:
    """``set_lines`` for a sheet that is tried again until it fits: the same words at the same width are set once."""
    return cache(lambda runs, width: set_lines(runs, width, fonts))


def line_width(line: Line, fonts: Fonts) -> float:
    """The width of a set line without its closing space."""
    if not line:
        return 0.0
    last = line[-1]
    return last.x + fonts.width(last.text.rstrip(" "), last.style)


def _paragraphs(runs: Iterable[Run], fonts: Fonts) -> list[list[_Word]]:
    """Words by hard line; a word may change style inside (»4.« with a bold 4)."""
    paragraphs: list[list[_Word]] = [[]]
    word: _Word = []
    for run in runs:
        for i, part in enumerate(_HELD.sub("\xa0", fonts.shown(run.text)).split("\n")):
            if i:
                if word:
                    paragraphs[-1].append(word)
                word = []
                paragraphs.append([])
            for j, chunk in enumerate(part.split(" ")):
                if j and word:
                    paragraphs[-1].append(word)
                    word = []
                if chunk:
                    word.append(Run(chunk, run.style))
    if word:
        paragraphs[-1].append(word)
    return paragraphs


class _Setter:
    def __init__(self, width: float, fonts: Fonts) -> None:
        self._width = width + 0.01  # a word measured to fit exactly must not fall to rounding
        self._fonts = fonts

    def paragraph(self, words: list[_Word]) -> list[Line]:
        fonts, limit = self._fonts, self._width
        lines: list[Line] = []
        line: list[Segment] = []
        x = 0.0
        for whole in words:
            size = self._size(whole)
            for word in [whole] if size <= limit else self._broken(whole):
                if word is not whole:
                    size = self._size(word)
                gap = fonts.width(" ", line[-1].style) if line else 0.0
                if line and x + gap + size > limit:
                    line[-1] = _with_space(line[-1])
                    lines.append(tuple(line))
                    line, x, gap = [], 0.0, 0.0
                x = self._place(line, word, x, gap)
        lines.append(tuple(line))
        return lines

    def _size(self, word: _Word) -> float:
        if len(word) == 1:  # as nearly every word is
            return self._fonts.width(word[0].text, word[0].style)
        return sum(self._fonts.width(piece.text, piece.style) for piece in word)

    def _place(self, line: list[Segment], word: _Word, x: float, gap: float) -> float:
        if gap:
            line[-1] = _with_space(line[-1])
            x += gap
        for piece in word:
            if line and line[-1].style is piece.style:
                line[-1] = Segment(line[-1].x, line[-1].text + piece.text, piece.style)
            else:
                line.append(Segment(x, piece.text, piece.style))
            x += self._fonts.width(piece.text, piece.style)
        return x

    def _broken(self, word: _Word) -> list[_Word]:
        """A word wider than the line (an address, a slip of the key), cut where it must be."""
        out: list[_Word] = []
        for piece in word:
            rest = piece.text
            while rest:
                n = 1
                while n < len(rest) and self._fonts.width(rest[: n + 1], piece.style) <= self._width:
                    n += 1
                out.append([Run(rest[:n], piece.style)])
                rest = rest[n:]
        return out


def _with_space(segment: Segment) -> Segment:
    return Segment(segment.x, segment.text + " ", segment.style)
