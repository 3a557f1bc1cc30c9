"""The pages being drawn: gathered page by page and written once, when the number of pages is known."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.rl_accel import escapePDF

from konsulent_app.pdf import style
from konsulent_app.pdf.fonts import Fonts
from konsulent_app.pdf.rawcanvas import RawCanvas
from konsulent_app.pdf.standards import write_contents, write_fonts, write_metadata
from konsulent_app.pdf.tags import Element, Tree
from konsulent_app.pdf.typeset import Line, Run, line_width, set_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands on every page and in the file's own data. ``title`` names no person; no CPR anywhere.

    ``bare``: the paper is one page and draws its own last line.
    """

    title: str
    foot: str
    running_left: str
    running_right: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Bookmark:
    page: int
    y: float
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands that can be pointed at: page from 0, points from the page's top left corner."""

    noegle: str
    page: int
    x: float
    y: float
    width: float
    height: float


class Sheet:
    """``y`` grows downwards from the page's top edge, in points."""

    def __init__(self, frame: Frame, fonts: Fonts) -> None:
        self.fonts = fonts
        self._frame = frame
        self._buffer = BytesIO()
        # without initialFontName ReportLab puts an unembedded Helvetica on every page
        self._canvas = RawCanvas(
            self._buffer,
            pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            initialFontName=style.REGULAR,  # type: ignore[arg-type] # the stub says float, it is a name
            lang="da-DK",
            pdfVersion=(1, 7),
        )
        self._tree = Tree()
        self._marked = False
        self._bookmarks: list[_Bookmark] = []
        self._pages: list[list[str]] = []
        self._ops: list[str] = []
        self.spots: list[Spot] = []
        self.new_page()

    @property
    def page(self) -> int:
        """The page being drawn, from 0."""
        return len(self._pages) - 1

    def new_page(self) -> None:
        self._ops = []
        self._pages.append(self._ops)
        if self.page:
            self._running_head()

    # --- structure ---------------------------------------------------------------------------------

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        """Elements drawn in here are children of ``element``."""
        if self._marked:  # inside decoration nothing has a place in the tree
            yield
            return
        self._tree.enter(element, self.page)
        yield
        self._tree.leave()

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn in here is the content of ``element``."""
        if self._marked:
            yield
            return
        self._tree.enter(element, self.page)
        self._ops.append(f"/{element.role} <</MCID {self._tree.mark(self.page)}>> BDC")
        self._marked = True
        yield
        self._marked = False
        self._ops.append("EMC")
        self._tree.leave()

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn in here is decoration: rules, running heads, feet."""
        if self._marked:
            yield
            return
        self._ops.append("/Artifact BMC")
        self._marked = True
        yield
        self._marked = False
        self._ops.append("EMC")

    def spot(self, noegle: str, at: tuple[float, float], size: tuple[float, float]) -> None:
        """Notes where something was drawn, for whoever shows the page; the file holds nothing of it."""
        self.spots.append(Spot(noegle, self.page, *at, *size))

    def bookmark(self, title: str, y: float, level: int) -> None:
        self._bookmarks.append(_Bookmark(self.page, y, title, level))

    # --- drawing -----------------------------------------------------------------------------------

    def text(self, x: float, baseline: float, line: Line) -> None:
        self.texts(((x, baseline, line),))

    def texts(self, lines: tuple[tuple[float, float, Line], ...]) -> None:
        """Set lines at (x, baseline) each, as one text object."""
        document = self._canvas._doc
        out = ["BT"]
        now: style.Style | None = None
        subset_now = -1
        for x, baseline, line in lines:
            for segment in line:
                look = segment.style
                face = self.fonts.faces[look.font]
                if look is not now:
                    out.append(f"{_rgb(look.color)} rg {look.tracking:.4g} Tc {look.word_space:.4g} Tw")
                    now, subset_now = look, -1
                out.append(f"1 0 0 1 {x + segment.x:.2f} {style.PAGE_HEIGHT - baseline:.2f} Tm")
                for subset, raw in face.splitString(segment.text, document):
                    if subset != subset_now:
                        out.append(f"{face.getSubsetInternalName(subset, document)} {look.size:.4g} Tf")
                        subset_now = subset
                    out.append(f"({escapePDF(raw)}) Tj")
        out.append("ET")
        self._ops.append("\n".join(out))

    def rule(self, x: float, y: float, width: float, weight: float = 0.5, color: int = style.LINE) -> None:
        with self.artifact():
            at = style.PAGE_HEIGHT - y
            self._ops.append(
                f"{_rgb(color)} RG {weight:.2f} w 0 J [] 0 d {x:.2f} {at:.2f} m {x + width:.2f} {at:.2f} l S"
            )

    def bar(self, x: float, y: float, height: float, weight: float, color: int = style.INK) -> None:
        """A vertical rule, its left edge at ``x``."""
        with self.artifact():
            top = style.PAGE_HEIGHT - y
            middle = x + weight / 2
            self._ops.append(
                f"{_rgb(color)} RG {weight:.2f} w 0 J [] 0 d "
                f"{middle:.2f} {top:.2f} m {middle:.2f} {top - height:.2f} l S"
            )

    def box(self, x: float, y: float, width: float, height: float, weight: float = 1.2, radius: float = 0.0) -> None:
        """A frame around what stands inside, with round corners if wanted."""
        low = style.PAGE_HEIGHT - y - height
        path = _rounded(x, low, width, height, radius) if radius else f"{x:.2f} {low:.2f} {width:.2f} {height:.2f} re"
        with self.artifact():
            self._ops.append(f"{_rgb(style.INK)} RG {weight:.2f} w 0 J 0 j [] 0 d {path} S")

    def raw(self, operators: str) -> None:
        """Operators made elsewhere (charts), in the page's own coordinates: y upwards from the bottom."""
        self._ops.append(operators)

    # --- the end -----------------------------------------------------------------------------------

    def finish(self) -> bytes:
        """The file. Feet are drawn now, when the number of pages is known."""
        canvas, total = self._canvas, len(self._pages)
        for index, ops in enumerate(self._pages):
            self._ops = ops
            if not self._frame.bare:
                self._foot(index + 1, total)
            canvas._code.extend(ops)
            for number, mark in enumerate(self._bookmarks):
                if mark.page == index:
                    key = f"b{number}"
                    canvas.bookmarkPage(key, fit="XYZ", left=0, top=style.PAGE_HEIGHT - mark.y, zoom=0)
                    canvas.addOutlineEntry(mark.title, key, mark.level, closed=False)
            canvas.showPage()
            write_contents(canvas)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        self._tree.write(canvas)
        write_metadata(canvas, self._frame.title)
        write_fonts(canvas)
        canvas.save()
        return self._buffer.getvalue()

    def _set(self, text: str, look: style.Style) -> Line:
        return set_lines((Run(text, look),), 1e6, self.fonts)[0]

    def _running_head(self) -> None:
        right = self._set(self._frame.running_right, style.SOURCE)
        room = style.WIDTH - line_width(right, self.fonts) - style.GUTTER
        left = set_lines((Run(self._frame.running_left, style.RUNNING),), room, self.fonts)[0]
        with self.artifact():
            self.text(style.LEFT, style.TOP + 4, left)
            self.text(style.LEFT + style.WIDTH - line_width(right, self.fonts), style.TOP + 4, right)
            self.rule(style.LEFT, style.TOP + 11, style.WIDTH, 1, style.INK)

    def _foot(self, number: int, total: int) -> None:
        right = self._set(f"Side {number} af {total}", style.FOOT)
        room = style.WIDTH - line_width(right, self.fonts) - style.GUTTER
        left = set_lines((Run(self._frame.foot, style.FOOT),), room, self.fonts)[0]
        baseline = style.FOOT_RULE + 12
        with self.artifact():
            self.rule(style.LEFT, style.FOOT_RULE, style.WIDTH)
            self.text(style.LEFT, baseline, left)
            self.text(style.LEFT + style.WIDTH - line_width(right, self.fonts), baseline, right)


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """A rectangle's path with quarter circles for corners, against the clock from its lower left."""
    far, high = x + width, y + height
    near = radius * 0.4477  # from a corner to the control points of its quarter circle
    steps = (
        (x + radius, y, "m"), (far - radius, y, "l"), (far - near, y, ""), (far, y + near, ""), (far, y + radius, "c"),
        (far, high - radius, "l"), (far, high - near, ""), (far - near, high, ""), (far - radius, high, "c"),
        (x + radius, high, "l"), (x + near, high, ""), (x, high - near, ""), (x, high - radius, "c"),
        (x, y + radius, "l"), (x, y + near, ""), (x + near, y, ""), (x + radius, y, "c"),
    )  # fmt: skip
    return " ".join(f"{a:.2f} {b:.2f} {step}".rstrip() for a, b, step in steps) + " h"


def _rgb(color: int) -> str:
    return f"{(color >> 16) / 255:.3f} {(color >> 8 & 255) / 255:.3f} {(color & 255) / 255:.3f}"
