"""The grid and the type of every paper: sizes in points, as PAPERS.md sets them."""

from dataclasses import dataclass, replace

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
LEFT = 54.0  # room for punched holes
WIDTH = 487.0
TOP = 40.0
BODY_TOP_NEXT = 70.0  # below the running head of page 2 and on
BODY_BOTTOM = PAGE_HEIGHT - 50.0
FOOT_RULE = PAGE_HEIGHT - 40.0
COLUMNS, GUTTER = 12, 10.0

# Font names as registered with ReportLab; charts name them too, so that paper and screen share one drawing.
REGULAR, MEDIUM, SEMIBOLD, BOLD = "PlexSans-400", "PlexSans-500", "PlexSans-600", "PlexSans-700"

INK = 0x171C1F
SOFT = 0x4E565B
LINE = 0xB9B5B0
GRID = 0xDAD6D1
LOEN = 0x0E5A61  # the one colour, and only for løntimer


def span(columns: int) -> float:
    """The width of so many columns of the grid, with the gutters between them."""
    return columns * (WIDTH + GUTTER) / COLUMNS - GUTTER


@dataclass(frozen=True, slots=True)
class Style:
    """Type for a run of text. ``tracking`` and ``word_space`` are added after each character and space."""

    font: str
    size: float
    leading: float
    color: int = INK
    tracking: float = 0.0
    word_space: float = 0.0


NAME = Style(BOLD, 24, 28)
SUBTITLE = Style(REGULAR, 11, 16, SOFT)
KICKER = Style(SEMIBOLD, 8.25, 12, SOFT, tracking=0.2)
POINT = Style(MEDIUM, 14.5, 20)
SECTION = Style(SEMIBOLD, 12.5, 16)
SUBSECTION = Style(SEMIBOLD, 10, 14)
BODY = Style(REGULAR, 10, 14)
BODY_STRONG = Style(SEMIBOLD, 10, 14)
CELL = Style(REGULAR, 9, 12)
CELL_STRONG = Style(SEMIBOLD, 9, 12)
CELL_SOFT = Style(REGULAR, 9, 12, SOFT)
HEAD = Style(MEDIUM, 8.25, 12, SOFT)
SOURCE = Style(REGULAR, 8.25, 12, SOFT)
RUNNING = Style(SEMIBOLD, 9, 12)
FOOT = Style(REGULAR, 8.25, 12, SOFT)


def strong(style: Style) -> Style:
    """The same type in semibold: names before categories, numbers that count."""
    return replace(style, font=SEMIBOLD)
