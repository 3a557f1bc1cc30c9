"""The parts that only the aftaleark has: round frames, the week as a strip, boxes to tick."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from konsulent_app.pdf import style
from konsulent_app.pdf.flow import Box, Item, TextBox
from konsulent_app.pdf.fonts import Fonts
from konsulent_app.pdf.sheet import Sheet
from konsulent_app.pdf.style import Style
from konsulent_app.pdf.tags import Element
from konsulent_app.pdf.typeset import Line, Run, line_width, set_lines

_KAPPA = 0.5523  # control points of a quarter circle
_GAP, _HVERDAGE = 6.0, 5
_FIRM, _FAINT = 1.5, 0.8


@dataclass(frozen=True, slots=True)
class Whole:
    """What all boxes here share: they stand on one page and are never divided."""

    height: float

    @property
    def least(self) -> float:
        return self.height

    def split(self, room: float) -> None:  # noqa: ARG002 - one page is all there is
        return None


@dataclass(frozen=True, slots=True)
class Ramme(Whole):
    """A box in a round frame: what the reader takes along."""

    inner: Box
    width: float
    pad: tuple[float, float]  # beside, above

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        round_box(sheet, (x, y, self.width, self.height), 1.9, style.INK)
        self.inner.draw(sheet, x + self.pad[0], y + self.pad[1])


def ramme(inner: Box, width: float, beside: float = 18.0, above: float = 12.0) -> Ramme:
    return Ramme(inner.height + 2 * above, inner, width, (beside, above))


@dataclass(frozen=True, slots=True)
class Kryds(Whole):
    """Text behind a box to tick, which is decoration: nobody ticks it by ear."""

    inner: TextBox
    indent: float

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        round_box(sheet, (x + 0.6, y + 4.0, 15.0, 15.0), 1.2, style.INK, radius=2.0)
        self.inner.draw(sheet, x + self.indent, y)


@dataclass(frozen=True, slots=True)
class Prikket(Whole):
    """Text behind a square point."""

    inner: TextBox
    indent: float
    element: Element

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        side = 5.4
        at = style.PAGE_HEIGHT - y - self.inner.leading * 0.56 - side / 2
        with sheet.artifact():
            sheet.raw(f"{_rgb(style.INK)} rg {x + 1:.2f} {at:.2f} {side} {side} re f")
        with sheet.inside(self.element):
            self.inner.draw(sheet, x + self.indent, y)


@dataclass(frozen=True, slots=True)
class Stregdelt(Whole):
    """Two boxes with an upright hairline between them."""

    boxes: tuple[tuple[float, Box], ...]
    bar: float

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        for dx, box in self.boxes:
            box.draw(sheet, x + dx, y)
        if self.bar:
            sheet.bar(x + self.bar, y + 2, self.height - 4, 0.8, style.LINE)


# --- the week -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rude:
    """A day of the strip: its name, and the lines under it; ``fri`` days are drawn faintly."""

    navn: str
    linjer: tuple[str, ...]
    fri: bool


@dataclass(frozen=True, slots=True)
class StribeStil:
    dag: Style
    fri: Style
    tid: Style
    pad: float


@dataclass(frozen=True, slots=True)
class _Celle:
    x: float
    width: float
    fri: bool
    navn: tuple[Line, ...]
    tider: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stribe(Whole):
    """Days beside each other. For those who hear it a table: the days are its head, the times its row."""

    celler: tuple[_Celle, ...]
    stil: StribeStil
    fonts: Fonts = field(compare=False)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        for celle in self.celler:
            weight, color = (_FAINT, style.LINE) if celle.fri else (_FIRM, style.INK)
            round_box(sheet, (x + celle.x, y, celle.width, self.height), weight, color)
        leading = self.stil.dag.leading
        with sheet.inside(Element("Table")):
            with sheet.inside(Element("TR")):
                for celle in self.celler:
                    self._cell(sheet, celle, celle.navn, Element("TH", scope="Column"), (x, y + self.stil.pad))
            with sheet.inside(Element("TR")):
                for celle in self.celler:
                    self._cell(sheet, celle, celle.tider, Element("TD"), (x, y + self.stil.pad + leading))

    def _cell(
        self, sheet: Sheet, celle: _Celle, lines: tuple[Line, ...], element: Element, at: tuple[float, float]
    ) -> None:
        leading = self.stil.dag.leading
        x, y = at
        with sheet.content(element):
            sheet.texts(
                tuple(
                    (
                        x + celle.x + (celle.width - line_width(line, self.fonts)) / 2,
                        y + leading * (0.74 + i),
                        line,
                    )
                    for i, line in enumerate(lines)
                )
            )


def stribe(ruder: Sequence[Rude], width: float, stil: StribeStil, fonts: Fonts) -> Stribe:
    """The strip, ``width`` wide; where a time is too long for its day, all are broken at their spaces and dashes."""
    gap = _GAP if len(ruder) <= _HVERDAGE else _GAP - 2
    each = (width - gap * (len(ruder) - 1)) / len(ruder)
    room = each - 3.0
    narrow = any(fonts.width(text, stil.tid) > room for rude in ruder for text in rude.linjer)
    celler = []
    for i, rude in enumerate(ruder):
        look, time = (stil.fri, stil.fri) if rude.fri else (stil.dag, stil.tid)
        said = [text.replace("–", "– ") if narrow else text for text in rude.linjer]
        tider = tuple(line for text in said for line in set_lines((Run(text, time),), room, fonts))
        celler.append(_Celle(i * (each + gap), each, rude.fri, set_lines((Run(rude.navn, look),), room, fonts), tider))
    deepest = 1 + max(len(celle.tider) for celle in celler)
    return Stribe(2 * stil.pad + deepest * stil.dag.leading, tuple(celler), stil, fonts)


# --- the page -------------------------------------------------------------------------------------------------


def height_of(items: Sequence[Item]) -> float:
    """What ``items`` take below each other; the first begins at the top."""
    return sum(item.box.height + (item.before if i else 0.0) for i, item in enumerate(items))


def place(items: Sequence[Item], sheet: Sheet, x: float, top: float) -> float:
    """Draws ``items`` down the page; gives where they end."""
    y = top
    for i, item in enumerate(items):
        y += item.before if i else 0.0
        item.box.draw(sheet, x, y)
        y += item.box.height
    return y


def round_box(
    sheet: Sheet, box: tuple[float, float, float, float], weight: float, color: int, radius: float = 4.0
) -> None:
    """A frame with round corners around (x, y, width, height)."""
    x, y, width, height = box
    left, right = x, x + width
    top, bottom = style.PAGE_HEIGHT - y, style.PAGE_HEIGHT - y - height
    r, k = radius, radius * (1 - _KAPPA)
    path = (
        f"{left + r:.2f} {bottom:.2f} m {right - r:.2f} {bottom:.2f} l "
        f"{right - k:.2f} {bottom:.2f} {right:.2f} {bottom + k:.2f} {right:.2f} {bottom + r:.2f} c "
        f"{right:.2f} {top - r:.2f} l {right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f} {right - r:.2f} {top:.2f} c "
        f"{left + r:.2f} {top:.2f} l {left + k:.2f} {top:.2f} {left:.2f} {top - k:.2f} {left:.2f} {top - r:.2f} c "
        f"{left:.2f} {bottom + r:.2f} l {left:.2f} {bottom + k:.2f} {left + k:.2f} {bottom:.2f} "
        f"{left + r:.2f} {bottom:.2f} c h S"
    )
    with sheet.artifact():
        sheet.raw(f"{_rgb(color)} RG {weight:.2f} w 0 J [] 0 d {path}")


def _rgb(color: int) -> str:
    return f"{(color >> 16) / 255:.3f} {(color >> 8 & 255) / 255:.3f} {(color & 255) / 255:.3f}"
