"""The parts that papers are made of: title, facts, point, section heads, tables of words, boxes."""

from collections.abc import Sequence

from konsulent_app.pdf import style
from konsulent_app.pdf.flow import Box, Item, Rule, Side, Stack, TextBox
from konsulent_app.pdf.fonts import Fonts
from konsulent_app.pdf.sheet import Sheet
from konsulent_app.pdf.style import Style
from konsulent_app.pdf.tags import Element
from konsulent_app.pdf.typeset import Run, line_width, set_lines

Text = str | Sequence[Run]


class Blocks:
    """Builds boxes in one typeface; ``width`` is the full measure unless said otherwise."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts

    def text(self, text: Text, look: Style = style.BODY, width: float = style.WIDTH, role: str = "P") -> TextBox:
        runs = (Run(text, look),) if isinstance(text, str) else tuple(text)
        return TextBox(set_lines(runs, width, self.fonts), look.leading, Element(role))

    def title(self, kicker: str, right: str, name: str, subtitle: str) -> list[Item]:
        """The head of page 1: what the paper is, who may read it, whom it is about, when and where."""
        secrecy = set_lines((Run(right, style.SOURCE),), style.WIDTH / 2, self.fonts)
        far = style.WIDTH - max(line_width(line, self.fonts) for line in secrecy)
        top = Side(
            (
                (0.0, self.text(kicker.upper(), style.KICKER, style.WIDTH / 2)),
                (far, TextBox(secrecy, style.SOURCE.leading, Element("P"))),
            )
        )
        return [
            Item(top),
            Item(self.text(name, style.NAME, role="H1"), before=5),
            Item(self.text(subtitle, style.SUBTITLE), before=1),
            Item(Rule(style.WIDTH, 1.5, style.INK), before=9),
        ]

    def facts(self, facts: Sequence[tuple[str, Text]]) -> list[Item]:
        """Up to four facts beside each other under small labels, closed by a hairline."""
        columns = style.COLUMNS // len(facts)
        step = (style.WIDTH + style.GUTTER) * columns / style.COLUMNS
        boxes = tuple(
            (i * step, self.labelled(head, value, style.span(columns))) for i, (head, value) in enumerate(facts)
        )
        return [Item(Side(boxes), before=6), Item(Rule(style.WIDTH), before=8)]

    def labelled(self, head: str, value: Text, width: float, look: Style = style.CELL) -> Stack:
        return self.stack(self.text(head, style.HEAD, width), self.text(value, look, width), gap=1)

    def section(self, title: str, note: str = "", *, rule: bool = True) -> list[Item]:
        """A numbered or plain section head, kept to what follows, with a bookmark."""
        head: Box = (heading := self.heading(title))
        if note:
            left = line_width(heading.lines[-1], self.fonts) + 14
            beside = self.text(note, style.SOURCE, style.WIDTH - left)
            head = Side(((0.0, head), (left, Stack((Item(Spacer(3.0)), Item(beside))))))
        items = [Item(head, before=20, keep=True)]
        if rule:
            items.append(Item(Rule(style.WIDTH, 1, style.INK), before=3, keep=True))
        return items

    def heading(self, title: str, width: float = style.WIDTH) -> TextBox:
        """A section's head alone, with its bookmark."""
        lines = set_lines((Run(title, style.SECTION),), width, self.fonts)
        return TextBox(lines, style.SECTION.leading, Element("H2"), outline=(title, 0))

    def subsection(self, title: str, before: float = 12) -> Item:
        lines = set_lines((Run(title, style.SUBSECTION),), style.WIDTH, self.fonts)
        box = TextBox(lines, style.SUBSECTION.leading, Element("H3"), outline=(title, 1))
        return Item(box, before=before, keep=True)

    def stack(self, *boxes: Box, gap: float = 0.0) -> Stack:
        return Stack(tuple(Item(box, before=gap) for box in boxes))

    def notice(self, text: Text) -> "Barred":
        """Something the reader must know before the rest: bold, behind an upright bar."""
        return Barred(self.text(text, style.BODY_STRONG, style.WIDTH - 12))

    def frame(self, title: str, boxes: Sequence[Box], width: float = style.WIDTH, role: str = "H3") -> "Framed":
        """The one frame of a page: what the reader is to do or take along. ``boxes`` are set 28 narrower."""
        head = self.text(title, style.SECTION, width - 2 * Framed.PAD, role=role)
        return Framed(Stack((Item(head), *(Item(box, before=3) for box in boxes))), width)


class Spacer:
    """Empty height inside a stack."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.least = height

    def split(self, room: float) -> None:  # noqa: ARG002 - nothing to divide
        return None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Nothing is drawn."""


class Barred:
    """A box behind an upright bar."""

    def __init__(self, inner: Box) -> None:
        self._inner = inner
        self.height = inner.height
        self.least = inner.height

    def split(self, room: float) -> None:  # noqa: ARG002 - a notice is short
        return None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        sheet.bar(x, y, self.height, 3)
        self._inner.draw(sheet, x + 12, y)


class Framed:
    """A stack in a frame; a long one goes on in a second frame."""

    PAD = 14.0

    def __init__(self, inner: Stack, width: float) -> None:
        self._inner = inner
        self._width = width
        self.height = inner.height + 2 * 9.0
        self.least = self.height if self.height < style.PAGE_HEIGHT / 3 else inner.least + 18.0

    def split(self, room: float) -> "tuple[Framed, Framed] | None":
        if self.height < style.PAGE_HEIGHT / 3:
            return None
        parts = self._inner.split(room - 18.0)
        return (Framed(parts[0], self._width), Framed(parts[1], self._width)) if parts else None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        sheet.box(x, y, self._width, self.height)
        self._inner.draw(sheet, x + self.PAD, y + 8.0)
