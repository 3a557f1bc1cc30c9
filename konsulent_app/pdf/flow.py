"""Boxes of known size and the flow that lays them down pages: nothing is measured twice."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from konsulent_app.pdf import style
from konsulent_app.pdf.sheet import Sheet
from konsulent_app.pdf.tags import Element
from konsulent_app.pdf.typeset import Line

ASCENT = 0.76  # of the leading: where the baseline stands in its line, whatever the size of the type


class Box(Protocol):
    """Something set for a given width. ``least`` is the height that its smallest first part needs."""

    @property
    def height(self) -> float: ...
    @property
    def least(self) -> float: ...
    def split(self, room: float) -> "tuple[Box, Box] | None":
        """A first part of at most ``room`` points and the rest; None when it cannot be divided there."""

    def draw(self, sheet: Sheet, x: float, y: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Item:
    """A box in the flow: ``before`` is space above (not at a page's top), ``keep`` holds it to the next."""

    box: Box
    before: float = 0.0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class TextBox:
    """Set lines. At least two of them stay together at either end of a page."""

    lines: tuple[Line, ...]
    leading: float
    element: Element
    outline: tuple[str, int] | None = None  # bookmark title and level

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading

    @property
    def least(self) -> float:
        return (2 if len(self.lines) > 3 else len(self.lines)) * self.leading

    def split(self, room: float) -> "tuple[TextBox, TextBox] | None":
        count = min(int((room + 0.01) / self.leading), len(self.lines) - 2)
        if count < 2:
            return None
        return replace(self, lines=self.lines[:count]), replace(self, lines=self.lines[count:])

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        if self.outline is not None:
            sheet.bookmark(self.outline[0], y, self.outline[1])
        first = y + self.leading * ASCENT
        with sheet.content(self.element):
            sheet.texts(tuple((x, first + i * self.leading, line) for i, line in enumerate(self.lines)))


@dataclass(frozen=True, slots=True)
class Rule:
    width: float
    weight: float = 0.5
    color: int = style.LINE

    @property
    def height(self) -> float:
        return self.weight

    @property
    def least(self) -> float:
        return self.weight

    def split(self, room: float) -> None:  # noqa: ARG002 - a rule is never divided
        return None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        sheet.rule(x, y + self.weight / 2, self.width, self.weight, self.color)


@dataclass(frozen=True, slots=True)
class Stack:
    """Boxes above each other; it divides between them, or inside the one that meets the foot of the page."""

    items: tuple[Item, ...]
    element: Element | None = None
    height: float = field(init=False)

    def __post_init__(self) -> None:
        total = sum(item.box.height + (item.before if i else 0.0) for i, item in enumerate(self.items))
        object.__setattr__(self, "height", total)

    @property
    def least(self) -> float:
        return first_part(self.items)

    def split(self, room: float) -> "tuple[Stack, Stack] | None":
        y = 0.0
        for i, item in enumerate(self.items):
            gap = item.before if i else 0.0
            if y + gap + item.box.height <= room:
                y += gap + item.box.height
                continue
            parts = item.box.split(room - y - gap)
            if parts is not None:
                head, tail = parts
                return (
                    replace(self, items=(*self.items[:i], replace(item, box=head))),
                    replace(self, items=(replace(item, box=tail), *self.items[i + 1 :])),
                )
            while i and self.items[i - 1].keep:
                i -= 1
            return (replace(self, items=self.items[:i]), replace(self, items=self.items[i:])) if i else None
        return None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        if self.element is not None:
            with sheet.inside(self.element):
                self._draw(sheet, x, y)
        else:
            self._draw(sheet, x, y)

    def _draw(self, sheet: Sheet, x: float, y: float) -> None:
        for i, item in enumerate(self.items):
            y += item.before if i else 0.0
            item.box.draw(sheet, x, y)
            y += item.box.height


@dataclass(frozen=True, slots=True)
class Side:
    """Boxes beside each other, each with its distance from the left edge. Kept whole."""

    boxes: tuple[tuple[float, Box], ...]

    @property
    def height(self) -> float:
        return max((box.height for _, box in self.boxes), default=0.0)

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> "tuple[Side, Side] | None":
        """Only when it is taller than a page's half: then every column goes on by itself."""
        if self.height < style.PAGE_HEIGHT / 2:
            return None
        heads: list[tuple[float, Box]] = []
        tails: list[tuple[float, Box]] = []
        for x, box in self.boxes:
            if box.height <= room:
                heads.append((x, box))
                continue
            parts = box.split(room)
            if parts is None:
                return None
            heads.append((x, parts[0]))
            tails.append((x, parts[1]))
        return Side(tuple(heads)), Side(tuple(tails))

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        for dx, box in self.boxes:
            box.draw(sheet, x + dx, y)


def first_part(items: Sequence[Item]) -> float:
    """The height that must be free for ``items`` to begin: what is kept, and the least of what follows.

    A box that can be divided begins where its first part fits; it is its last part that is kept to what follows.
    """
    need = 0.0
    for i, item in enumerate(items):
        need += item.before if i else 0.0
        if not item.keep or item.box.least < item.box.height:
            return need + item.box.least
        need += item.box.height
    return need


_AHEAD = 8  # items that are kept to each other, at the most
_SHORT = 200.0  # points: a last page that is filled no further is worth saving
_TIGHTER = (0.85, 0.7, 0.6)  # the spaces between items, as parts of what they should be


def lay(items: Sequence[Item], sheet: Sheet) -> None:
    """Draw ``items`` in order, breaking pages where it must.

    Where a few lines would stand alone on a last page, the spaces between the items are made a little smaller, if that
    saves the page.
    """
    best = _run(items, _Pages(None))
    if best.number and best.y - best.top < _SHORT:
        for part in _TIGHTER:
            tighter = [replace(item, before=item.before * part) for item in items]
            if _run(tighter, _Pages(None)).number < best.number:
                items = tighter
                break
    _run(items, _Pages(sheet))


def _run(items: Sequence[Item], pages: "_Pages") -> "_Pages":
    for i, item in enumerate(items):
        pages.begin(item.before, first_part(items[i : i + _AHEAD]))
        following = items[i + 1 : i + 1 + _AHEAD] if item.keep else ()
        pages.put(item.box, following[0].before + first_part(following) if following else 0.0)
    return pages


@dataclass(slots=True)
class _Pages:
    """Where the flow stands: ``y`` on the page, whose text begins at ``top``. Without a sheet nothing is drawn."""

    sheet: Sheet | None
    y: float = style.TOP
    top: float = style.TOP
    number: int = 0

    def begin(self, before: float, need: float) -> None:
        """The space above the next box; a new page where ``need`` does not fit below it."""
        if self.y == self.top:
            return
        if self.y + before + need > style.BODY_BOTTOM:
            self._turn()
        else:
            self.y += before

    def put(self, box: Box, after: float) -> None:
        """Draw ``box`` over as many pages as it needs, so that its end has ``after`` points free below it."""
        while self.y + box.height + after > style.BODY_BOTTOM:
            room = style.BODY_BOTTOM - self.y
            # a box that fits, but not with what is kept to it, gives its last part along
            parts = box.split(min(room, box.height - 0.5))
            if parts is None and self.y == self.top:
                break  # indivisible: better drawn past the foot than not at all
            if parts is not None:
                self._draw(parts[0])
                box = parts[1]
            self._turn()
        self._draw(box)
        self.y += box.height

    def _draw(self, box: Box) -> None:
        if self.sheet is not None:
            box.draw(self.sheet, style.LEFT, self.y)

    def _turn(self) -> None:
        self.number += 1
        self.y = self.top = style.BODY_TOP_NEXT
        if self.sheet is not None:
            self.sheet.new_page()
